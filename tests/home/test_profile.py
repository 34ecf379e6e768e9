"""Stating who runs: bounds, slips of unit, and where each value is from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from myostride.errors import InputError, UnknownName
from myostride.home import Home
from myostride.home.profile import FIELDS, checked, profile_from


def test_a_new_profile_is_all_defaults_and_says_so(home: Home) -> None:
    runner = home.profile()
    assert set(runner.body.assumed) == {"mass_kg", "height_m", "sex"}
    assert "body mass 70 kg as nothing was stated" in home.profile_sheet().assumed


def test_stated_fields_are_kept_between_openings(home: Home, reopened: Home) -> None:
    home.set_profile(mass_kg=58.5, height_m=1.68, sex="f", status="trained runner")
    runner = reopened.profile()
    assert (runner.body.mass_kg, runner.body.height_m) == (58.5, 1.68)
    assert (runner.body.sex, runner.status) == ("female", "trained_runner")
    assert runner.body.assumed == ()


def test_a_field_can_be_cleared(home: Home) -> None:
    home.set_profile(age_y=41)
    home.set_profile(age_y=None)
    assert home.profile().age_y is None


def test_a_wrong_field_changes_nothing(home: Home) -> None:
    with pytest.raises(InputError):
        home.set_profile(mass_kg=60, height_m=175)
    assert "mass_kg" in home.profile().body.assumed


@pytest.mark.parametrize(
    ("field", "value", "slip"),
    [
        ("height_m", 175, "did you mean 175 cm"),
        ("height_m", 5.9, "did you mean 5.9 ft"),
        ("height_m", 69, "did you mean 69 cm|did you mean 69 in"),
        ("mass_kg", 400, "did you mean 400 lb"),
        ("mass_kg", 70000, "did you mean 70000 g"),
        ("protein_g_per_kg", 120, "did you mean 120 g a day"),
        ("daily_steps", 70000, "did you mean 70000 steps a week"),
        ("vo2max_ml_kg_min", 3.5, "did you mean 3.5 l/min"),
        ("age_y", 400, "not between 10 and 100"),
    ],
)
def test_an_absurd_value_names_the_likely_slip(field: str, value: float, slip: str) -> None:
    with pytest.raises(InputError, match=slip):
        checked(field, value)


def test_an_unknown_field_and_an_unknown_word_suggest_the_nearest() -> None:
    with pytest.raises(UnknownName, match="did you mean 'mass_kg'"):
        checked("mass", 60)
    with pytest.raises(UnknownName, match="did you mean 'runner'"):
        checked("status", "runer")


@given(st.sampled_from([n for n, f in FIELDS.items() if not f.words]), st.floats())
def test_a_number_is_either_stored_within_bounds_or_refused(name: str, value: float) -> None:
    refusal = ""
    try:
        stored = checked(name, value)
    except InputError as error:
        refusal = str(error)
    assert "\n" not in refusal
    assert refusal or FIELDS[name].low <= stored <= FIELDS[name].high


def test_a_file_speaks_only_where_the_runner_did_not() -> None:
    sheet = profile_from("me", {"mass_kg": 60.0}, {"mass_kg": 75.0, "height_m": 1.82})
    assert sheet.runner.body.mass_kg == 60.0
    assert sheet.runner.body.height_m == 1.82
    assert sheet.values["height_m"].source == "file"
    assert any("as an activity file says" in line for line in sheet.assumed)


def test_a_devices_placeholder_is_not_believed() -> None:
    sheet = profile_from("me", {}, {"height_m": 0.0, "mass_kg": 6553.5, "sex": "unknown"})
    assert sheet.values["height_m"].source == "default"
    assert sheet.values["mass_kg"].source == "default"
    assert sheet.values["sex"].source == "unknown"


def test_every_field_says_what_it_narrows(home: Home) -> None:
    document = home.set_profile(mass_kg=60).to_json()
    assert document["mass_kg"] == 60
    assert document["sources"]["mass_kg"] == "stated"
    assert all(document["narrows"][name] for name in FIELDS)


def test_athletes_of_one_home_are_kept_apart(home: Home, other_athlete: Home) -> None:
    home.set_profile(mass_kg=60)
    other_athlete.set_profile(mass_kg=80)
    assert home.profile().body.mass_kg == 60
    assert home.athletes() == ["anna", "me"]


def test_an_unknown_athlete_is_no_new_one_by_reading(home: Home, other_athlete: Home) -> None:
    home.set_profile(mass_kg=60)
    with pytest.raises(UnknownName, match="unknown athlete 'anna'"):
        other_athlete.profile()
