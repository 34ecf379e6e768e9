"""Within one session: the fatigued pool, effort, growth signal and eccentric dose."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from myostride.gait import LoadBlocks, run_blocks
from myostride.gait.load import BINS
from myostride.physiology import draw_parameters, parameters_at
from myostride.physiology.session import (
    fatigue_pool_step,
    growth_signal,
    opening,
    session_dose,
)
from myostride.runner import Body, Runner

P = draw_parameters(8, 0, Runner())
FRESH = np.ones((8, 10))
VASTI = 4


def jog(minutes: float, speed: float = 2.5, grade: float = 0.0) -> LoadBlocks:
    n = max(round(minutes), 1)
    one = np.ones(n)
    return run_blocks(
        speed * one, grade * one, 60.0 * minutes / n * one, 60.0 * np.arange(n), body=Body()
    )


@given(
    st.lists(
        st.tuples(st.floats(0.0, 1.4), st.floats(0.0, 1.0), st.floats(1.0, 600.0)),
        min_size=1,
        max_size=12,
    )
)
def test_fresh_and_fatigued_units_always_sum_to_one(
    blocks: list[tuple[float, float, float]],
) -> None:
    """Any pattern of load and rest keeps the fatigued share within 0 to 1."""
    pool = np.zeros((8, 10))
    for sigma, duty, seconds in blocks:
        inflow = np.full((8, 10), min(sigma, 1.0) * duty)
        pool = fatigue_pool_step(pool, inflow, np.full(10, duty), seconds, P)
        assert np.all(pool >= 0.0)
        assert np.all(pool <= 1.0)


@given(st.floats(0.05, 1.0), st.floats(0.1, 1.0), st.floats(5.0, 300.0))
def test_closed_form_of_the_pool_meets_small_steps(
    sigma: float, duty: float, seconds: float
) -> None:
    """The same equation integrated in steps of 0.02 s."""
    inflow, loaded = np.full((8, 1), sigma * duty), np.full(1, duty)
    closed = fatigue_pool_step(np.zeros((8, 1)), inflow, loaded, seconds, P)
    pool, dt = np.zeros((8, 1)), 0.02
    recovery = P["recovery_rate"] * (duty + (1 - duty) * P["rest_multiplier"])
    for _ in range(round(seconds / dt)):
        working = duty * np.minimum(sigma, 1.0 - pool)
        pool = pool + dt * (P["fatigue_rate"] * working - recovery * pool)
    assert closed == pytest.approx(pool, abs=2e-3)


def test_the_pool_recovers_within_minutes() -> None:
    tired = fatigue_pool_step(np.full((8, 10), 0.5), np.zeros(1), np.zeros(1), 600.0, P)
    assert np.all(tired < 0.05)


def test_a_half_sine_opens_less_than_a_plateau_of_the_same_peak() -> None:
    effort, a = np.array([[0.6]]), np.array([[12.3]])
    assert opening(effort, a, plateau=False) < opening(effort, a, plateau=True)


def test_growth_signal_saturates_between_0_and_1() -> None:
    s = growth_signal(np.array([[0.0, 1.0, 10.0, 1e6]]), P)
    assert s[0, 0] == 0.0
    assert np.all(np.diff(s[0]) > 0)
    assert s[0, -1] <= 1.0


@settings(deadline=None)
@given(st.floats(1.5, 5.0), st.floats(5.0, 60.0), st.floats(1.05, 1.5))
def test_faster_and_longer_never_signal_less(speed: float, minutes: float, more: float) -> None:
    base = session_dose(jog(minutes, speed), FRESH, P).growth[:, VASTI]
    longer = session_dose(jog(minutes * more, speed), FRESH, P).growth[:, VASTI]
    assert np.all(longer >= base - 1e-9)
    if speed > 2.2 and speed * more < 5.5:
        faster = session_dose(jog(minutes, speed * more), FRESH, P).growth[:, VASTI]
        assert np.all(faster >= base - 1e-9)


def test_downhill_doses_the_vasti_and_goes_to_its_own_bin() -> None:
    level = session_dose(jog(30), FRESH, P).eccentric
    down = session_dose(jog(30, grade=-0.12), FRESH, P).eccentric
    assert np.all(level[:, BINS.index("downhill_or_loaded")] == 0.0)
    hard, easy = (x.sum(axis=1)[:, VASTI].mean() for x in (down, level))
    assert hard > 2 * easy


def test_the_reference_downhill_run_is_a_dose_of_about_one() -> None:
    """45 min at -15 %, quadriceps: 1 by definition, but for the fatigue that the run brings."""
    dose = session_dose(jog(45, 3.0, -0.15), FRESH, P).eccentric.sum(axis=1)
    assert dose[0, VASTI] == pytest.approx(1.0, rel=0.02)


def test_a_weakened_muscle_works_closer_to_its_limit() -> None:
    """But where others take over all that it lacks."""
    weak = session_dose(jog(30), 0.7 * FRESH, P)
    fresh = session_dose(jog(30), FRESH, P)
    alone = P["load_sharing"][:, 0] < 1.0
    more = weak.growth[:, VASTI] - fresh.growth[:, VASTI]
    assert np.all(more[alone] > 0.0)
    assert np.all(more >= 0.0)
    harder = (weak.eccentric - fresh.eccentric).sum(axis=1)[:, VASTI]
    assert np.all(harder[alone] > 0.0)


def test_race_effort_costs_what_races_cost() -> None:
    """Eight group means: 15.3 + 5.9 ln(hours) % of knee-extensor force at race effort."""
    speed = P.limits.critical_speed_m_s * 0.93
    n = 120
    one = np.ones(n)
    race = run_blocks(speed * one, 0 * one, 60 * one, 60.0 * np.arange(n), body=Body())
    assert session_dose(race, FRESH, P).fatigue[0, VASTI] == pytest.approx(0.194, abs=0.05)


def test_no_blocks_no_dose() -> None:
    nothing = jog(10)
    empty = LoadBlocks(**{k: v[:0] for k, v in nothing.to_arrays().items()})
    dose = session_dose(empty, FRESH, P)
    assert not dose.growth.any()
    assert not dose.eccentric.any()
    assert not dose.fatigue.any()


def squats(force: float) -> LoadBlocks:
    """Ten seconds of lowering at a share of today's maximum, in every muscle."""
    lobes = np.zeros((1, 2, 10))
    held = lobes.copy()
    held[:, 0] = 1.0
    return LoadBlocks(
        np.zeros(1), np.full(1, 10.0), force * held, held, held,
        np.ones(1, bool), np.ones(1, bool), np.full(1, BINS.index("downhill_or_loaded")),
        np.full(1, np.nan), np.zeros(1),
    )  # fmt: skip


def test_the_dose_of_squats_does_not_hang_on_the_doubt_about_the_exponent() -> None:
    """At the stress that lowerings are anchored to, draws differ by `slow_lowering` alone."""
    alike = parameters_at(
        {"stress_exponent": np.array([2.2, 1.6, 3.5]), "sigma_ref": np.full(3, 0.4)},
        Runner(),
        scattered=True,
    )
    force = float(alike["lifting_strain"][0, 0]) * 0.4
    doses = session_dose(squats(force), np.ones((3, 10)), alike).eccentric.sum(axis=1)
    assert doses[:, VASTI] == pytest.approx(doses[0, VASTI], rel=1e-12)


def test_a_set_of_parameters_gives_the_same_alone_and_among_others() -> None:
    exponents = np.array([2.0, 3.0, 4.0])
    many = parameters_at({"stress_exponent": exponents}, Runner())
    together = session_dose(squats(0.8), np.ones((3, 10)), many).eccentric
    for k in range(3):
        one = parameters_at({"stress_exponent": exponents[k : k + 1]}, Runner())
        alone = session_dose(squats(0.8), np.ones((1, 10)), one).eccentric
        assert alone[0] == pytest.approx(together[k], rel=1e-12)
