"""What to eat is read from profile, diary and runs, as they were known on the day."""

from datetime import date, timedelta

import pytest

from myostride.home import Home
from myostride.home.feeding import Feeding, feeding

from .samples import START, tcx

DAY = date(2025, 9, 21)


def answer(home: Home, day: date = DAY) -> Feeding:
    return feeding(home, day, draws=50)


def test_without_anything_stated_there_is_an_answer_for_an_assumed_mass(home: Home) -> None:
    document = answer(home).to_json()
    assert document["protein"]["eaten_g_per_kg"] is None
    assert document["energy"] is None
    assert any("body mass 70 kg" in line for line in document["assumed"])


def test_the_profile_says_what_is_eaten_until_a_day_is_logged(home: Home) -> None:
    home.set_profile(mass_kg=60, protein_g_per_kg=1.2)
    assert answer(home).protein.eaten == pytest.approx(1.2)
    home.log("food", value="60g", day=DAY)
    home.log("food", value="30g", day=DAY)
    home.log("food", value="102g", day=DAY - timedelta(days=3))
    told = answer(home)
    assert told.protein_source == "diary"
    assert told.protein.eaten == pytest.approx((90.0 + 102.0) / 2.0 / 60.0)


def test_later_and_old_notes_do_not_count(home: Home) -> None:
    home.set_profile(mass_kg=60, protein_g_per_kg=1.2)
    for day in (DAY + timedelta(days=1), DAY - timedelta(days=30)):
        home.log("food", value="30g", day=day)
    assert answer(home).protein_source == "profile"


def test_protein_is_counted_on_the_mass_of_the_day(home: Home) -> None:
    home.set_profile(mass_kg=60)
    home.log("weight", value="66kg", day=DAY)
    assert answer(home).protein.mass_kg == pytest.approx(66.0)
    assert answer(home, DAY - timedelta(days=1)).protein.mass_kg == pytest.approx(60.0)


def test_falling_weights_are_a_deficit_that_costs_growth(home: Home) -> None:
    for n in range(8):
        home.log("weight", value=f"{62 - 0.3 * n:.1f}kg", day=DAY - timedelta(days=21 - 3 * n))
    told = answer(home).to_json()["energy"]
    assert told["from"] == "weight"
    assert told["balance_hi"] < 0.0
    assert told["growth_share"] < 0.5


def test_logged_energy_is_set_against_an_estimated_need(home: Home) -> None:
    home.set_profile(mass_kg=60, height_m=1.68, sex="female", age_y=34)
    for n in range(3):
        home.log("food", detail="energy", value="1500", day=DAY - timedelta(days=n))
    told = answer(home).to_json()["energy"]
    assert told["from"] == "intake"
    assert told["balance_kcal_per_day"] < 0.0


def test_runs_of_two_weeks_say_which_day_asks_for_carbohydrate(
    home: Home, tmp_path: object
) -> None:
    path = tmp_path / "long.tcx"  # type: ignore[operator]
    path.write_bytes(tcx((START, 95), speed_m_s=2.8, every_s=5))
    home.import_paths([path])
    told = answer(home, START.date())
    assert told.longest_h == pytest.approx(95 / 60, abs=0.05)
    assert any("of carbohydrate" in line for line in told.advice())
    assert answer(home, START.date() + timedelta(days=30)).longest_h == 0.0
