"""The signalling rival against its own equations, and what its authors say of it."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.integrate import quad, solve_ivp

from myostride.evidence.signalling import akt_pulse, cross_section, share_of_maximum

LOW, HIGH = share_of_maximum("low"), share_of_maximum("high")


def thrice_a_week(weeks: int) -> NDArray[np.float64]:
    return np.array([7.0 * week + day for week in range(weeks) for day in (0, 2, 4)])


def grown_pct(start_d: NDArray[np.float64], hours: float, share: float, at_d: float) -> float:
    size = cross_section(
        start_d, np.full(start_d.size, hours), np.full(start_d.size, share), np.array([at_d])
    )
    return float(100.0 * (size[0] - 1.0))


def pulse_by_quadrature(since_h: float) -> float:
    """The integral as the authors state it: width 6 h, end 17 h, height 0.5/h."""
    rise, _ = quad(lambda s: 0.5 * (-1 / 6 - (s - 17) / 36) * np.exp((s - 17) / 6), 0, since_h)
    return max(rise, 0.0)


@pytest.mark.parametrize("since_h", [0.0, 2.0, 11.0, 16.0, 16.9, 30.0, 100.0])
def test_the_pulse_is_the_stated_integral(since_h: float) -> None:
    assert akt_pulse(np.array([since_h]))[0] == pytest.approx(
        pulse_by_quadrature(since_h), abs=1e-9
    )


def test_the_cascade_is_the_stated_equations() -> None:
    """Four sessions of 1 h at 0.8, against a general integrator on equations written anew."""
    starts = [0.0, 48.0, 96.0, 168.0]

    def rates(t: float, y: NDArray[np.float64]) -> list[float]:
        igf1, akt, foxo, mtor, _ = y
        late = any(start <= t - 12.0 <= start + 1.0 for start in starts)
        pulse = pulse_by_quadrature(t - max(s for s in starts if s <= t))
        return [
            igf1 * ((0.04 * 150.0 * 0.8 if late else 0.09) - 2.0 * igf1),
            akt * (0.4875 + pulse - 0.5 * akt + 0.2846 * igf1),
            foxo * (0.01068 - 0.02 * foxo - 0.002 * akt),
            mtor * (0.004635 - 0.01 * mtor + 0.001139 * akt - 0.0025 * foxo),
            0.01 * max(mtor - 0.469, 0.0) - 0.019 * max(foxo - 0.434, 0.0),
        ]

    at_rest = [0.045, 1.000614, 0.4339386, 0.46898528, 1.0]
    exact = solve_ivp(rates, (0.0, 240.0), at_rest, max_step=0.1, rtol=1e-8, atol=1e-10)
    found = cross_section(
        np.array(starts) / 24.0, np.full(4, 1.0), np.full(4, 0.8), np.array([5.0, 10.0])
    )
    assert found == pytest.approx(np.interp([120.0, 240.0], exact.t, exact.y[4]), abs=5e-6)


def test_nothing_done_changes_nothing_in_a_year() -> None:
    assert grown_pct(np.zeros(0), 1.0, HIGH, 365.0) == 0.0


def test_training_every_day_gives_the_known_27_percent_in_ten_weeks() -> None:
    """That of the authors' own code, without its finite elements, in our science notes."""
    assert grown_pct(np.arange(70.0), 1.0, HIGH, 70.0) == pytest.approx(27.0, abs=0.5)


def test_an_easy_run_is_worth_most_of_intervals() -> None:
    easy = grown_pct(thrice_a_week(10), 0.5, LOW, 70.0)
    intervals = grown_pct(thrice_a_week(10), 0.5, HIGH, 70.0)
    assert easy == pytest.approx(7.5, abs=0.2)
    assert 1.0 < intervals / easy < 1.5


def test_a_session_counts_from_its_own_moment_on() -> None:
    late = grown_pct(np.array([30.0]), 1.0, HIGH, 29.0)
    assert late == 0.0


def test_the_order_of_the_sessions_in_the_list_does_not_matter() -> None:
    starts, hours, share = np.array([0.0, 2.0, 4.0]), np.array([0.5, 1.0, 2.0]), np.full(3, HIGH)
    at = np.array([20.0])
    back = slice(None, None, -1)
    assert cross_section(starts[back], hours[back], share, at) == pytest.approx(
        cross_section(starts, hours, share, at)
    )


def test_growth_stops_at_the_most_myofibrils() -> None:
    assert grown_pct(np.arange(365.0), 1.0, HIGH, 365.0) == pytest.approx(30.0)


def test_feedback_slows_a_larger_muscle() -> None:
    starts = thrice_a_week(10)
    full = np.full(starts.size, 1.0), np.full(starts.size, HIGH), np.array([70.0])
    assert cross_section(starts, *full, feedback=True) < cross_section(starts, *full)


@pytest.mark.parametrize(("every_d", "until_d", "said_on_the_page"), [(1, 25, 18), (5, 60, 12)])
def test_the_articles_rate_of_synthesis_does_not_give_its_abstract(
    every_d: int, until_d: int, said_on_the_page: float
) -> None:
    """The abstract of Villota-Narvaez 2021 gives 11 % and nothing; docs/rivals.md says so."""
    starts = np.arange(0.0, until_d, every_d)
    size = cross_section(
        starts,
        np.full(starts.size, 1.0),
        np.full(starts.size, HIGH),
        np.array([float(until_d)]),
        synthesis_per_h=0.025,
    )
    assert 100.0 * (size[0] - 1.0) == pytest.approx(said_on_the_page, abs=0.5)
