"""How much to eat: protein with its dose-response, carbohydrate, and the energy balance."""

import numpy as np
import pytest

from myostride.coach.food import growth_share, notes, protein_advice, protein_of
from myostride.coach.fuel import (
    Energy,
    carbohydrate_of,
    energy_advice,
    energy_from_intake,
    energy_from_weights,
    growth_at,
    resting_kcal,
)
from myostride.physiology import draw_parameters
from myostride.physiology.nutrition import protein_gate
from myostride.runner import Body, Runner

P = draw_parameters(500, 1, Runner())
DAYS = np.arange(0.0, 28.0, 3.0)


def test_more_protein_never_means_less_growth() -> None:
    curve = protein_of(70.0, 1.4, P).curve
    for row in (curve.share, curve.lo, curve.hi):
        assert np.all(np.diff(row) >= -1e-12)


def test_in_every_draw_growth_rises_up_to_its_breakpoint_and_is_flat_above() -> None:
    at = P["protein_breakpoint"]
    shares = np.hstack([protein_gate(0.0, P) * 0.0 + _gate_at(at * x) for x in (0.5, 0.8, 1.3, 2)])
    assert np.all(shares[:, 0] < shares[:, 1])
    assert np.all(shares[:, 1] < shares[:, 2])
    np.testing.assert_allclose(shares[:, 2], shares[:, 3], atol=2e-3)


def _gate_at(intake: np.ndarray) -> np.ndarray:
    """The gate at an intake of its own for every draw, (draw, 1)."""
    return np.array([protein_gate(float(x), P)[n] for n, x in enumerate(intake[:, 0])])


def test_a_gram_per_pound_adds_next_to_nothing_to_the_target() -> None:
    protein = protein_of(70.0, None, P)
    at_target, _, _ = growth_share(protein.target, P)
    at_pound, low, _ = growth_share(protein.safe_upper, P)
    assert at_pound - at_target < 0.03
    assert low > 0.97


def test_the_target_is_where_growth_stops_rising_with_its_interval() -> None:
    """Morton 2018: 1.62 g/kg a day, 95 % interval 1.03 to 2.20."""
    protein = protein_of(70.0, None, P)
    assert protein.target == pytest.approx(1.62, abs=0.1)
    assert 1.03 < protein.stops_lo < protein.target < protein.stops_hi < 2.2


def test_portions_make_up_the_day_and_saturate_a_meal() -> None:
    protein = protein_of(80.0, None, P)
    assert protein.meals * protein.per_meal_g >= protein.target * 80.0 - 1e-9
    assert protein.per_meal_g >= 0.31 * 80.0


@pytest.mark.parametrize(
    ("eaten", "said"),
    [
        (None, "What you eat is not known"),
        (1.0, "g a day are missing"),
        (1.9, "You eat enough"),
        (2.6, "no study shows that it builds more muscle"),
    ],
)
def test_the_advice_goes_by_what_is_eaten(eaten: float | None, said: str) -> None:
    assert any(said in line for line in protein_advice(protein_of(70.0, eaten, P)))


def test_kidney_disease_is_sent_to_a_doctor_and_bcaa_promise_nothing() -> None:
    said = notes()
    assert "ask your doctor" in said["kidneys"]
    assert "add little" in said["bcaa"]
    assert "size was not measured" in said["bcaa"]


def test_harder_days_take_more_carbohydrate_and_the_evidence_is_called_unsettled() -> None:
    answer = carbohydrate_of(60.0)
    lows = [answer["days"][kind]["g"][0] for kind in ("easy", "hard", "long")]
    assert lows == sorted(lows)
    assert answer["days"]["easy"]["g"] == [180.0, 300.0]
    assert "unsettled" in answer["evidence"]


def test_half_a_kilogram_a_week_is_a_deficit_of_about_550_kcal() -> None:
    """0.5 kg x 7700 kcal/kg / 7 d."""
    told = energy_from_weights(DAYS.tolist(), (70.0 - 0.5 * DAYS / 7.0).tolist())
    assert told is not None
    assert told.balance_kcal == pytest.approx(-550.0, abs=1.0)
    assert told.interval[0] < told.balance_kcal < told.interval[1] < 0.0


def test_a_few_weights_or_a_short_time_tell_no_trend() -> None:
    assert energy_from_weights([0.0, 20.0], [70.0, 69.0]) is None
    assert energy_from_weights([0.0, 1.0, 2.0, 3.0, 4.0], [70.0, 69.8, 69.6, 69.4, 69.2]) is None


def test_more_weights_narrow_the_balance() -> None:
    few, many = (
        energy_from_weights(days.tolist(), np.full(days.size, 70.0).tolist())
        for days in (np.linspace(0, 27, 4), np.linspace(0, 27, 28))
    )
    assert few is not None
    assert many is not None
    assert many.sd_kcal < few.sd_kcal


def test_resting_expenditure_is_that_of_mifflin() -> None:
    """10 x 61 + 6.25 x 168 - 5 x 34 - 161 = 1329 kcal a day."""
    assert resting_kcal(Body(61.0, 1.68, "female"), 34.0) == pytest.approx(1329.0)


def test_running_more_on_the_same_food_lowers_the_balance() -> None:
    body = Body(61.0, 1.68, "female")
    still, far = (energy_from_intake([2000.0] * 3, body, 34.0, km) for km in (0.0, 10.0))
    assert still is not None
    assert far is not None
    assert far.balance_kcal < still.balance_kcal
    assert energy_from_intake([2000.0] * 3, body, None, 0.0) is None


def test_a_deficit_of_500_leaves_little_growth_and_an_even_balance_all() -> None:
    half, _, _ = growth_at(Energy(-250.0, 1.0, "weight", ""), P)
    none, _, _ = growth_at(Energy(-900.0, 1.0, "weight", ""), P)
    even, low, _ = growth_at(Energy(50.0, 1.0, "weight", ""), P)
    assert none < 0.1 < half < even == pytest.approx(1.0)
    assert low == pytest.approx(1.0)


def test_doubt_about_the_balance_widens_the_share_of_growth() -> None:
    def width(sd: float) -> float:
        _, low, high = growth_at(Energy(-250.0, sd, "weight", ""), P)
        return high - low

    assert width(200.0) > width(1.0)


def test_a_balance_that_may_be_even_is_called_so() -> None:
    assert "cannot be told from even" in energy_advice(Energy(-100.0, 200.0, "weight", "x"))
    assert "less than you use" in energy_advice(Energy(-400.0, 100.0, "weight", "x"))
    assert "more than you use" in energy_advice(Energy(400.0, 100.0, "weight", "x"))
    assert "not known" in energy_advice(None)
