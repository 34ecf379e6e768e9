from __future__ import annotations

import pytest

from .conftest import Command


def test_an_empty_profile_says_what_is_assumed_and_what_each_field_narrows(
    myostride: Command,
) -> None:
    document = myostride("profile", "--json").json
    assert document["sources"]["mass_kg"] == "default"
    assert document["sources"]["age_y"] == "unknown"
    assert all(document["narrows"].values())
    assert "assumed" in myostride("profile").out


def test_what_is_set_is_kept_in_si(myostride: Command) -> None:
    set_now = myostride("profile", "--mass", "134.48lb", "--height", "5ft6in", "--sex", "female",
                        "--age", "34", "--status", "runner", "--protein", "0.8g/lb",
                        "--steps", "7500", "--vo2max", "48", "--json").json  # fmt: skip
    kept = myostride("profile", "--json").json
    assert kept == set_now
    assert kept["mass_kg"] == pytest.approx(61.0, abs=0.01)
    assert kept["height_m"] == pytest.approx(1.6764)
    assert kept["protein_g_per_kg"] == pytest.approx(1.7637, abs=1e-3)
    assert (kept["status"], kept["daily_steps"]) == ("runner", 7500)


def test_units_chosen_once_are_used_from_then_on(myostride: Command) -> None:
    myostride("profile", "--mass", "61kg", "--height", "168cm", "--units", "mi")
    said = myostride("profile").out
    assert "134.5 lb" in said
    assert "5 ft 6 in" in said


def test_looking_at_a_profile_does_not_change_its_units(
    myostride: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MYOSTRIDE_UNITS", "mi")
    assert myostride("profile", "--json").json["sources"]["distance_unit"] == "default"


@pytest.mark.parametrize("units", [[], ["--units", "mi"]])
def test_a_bare_mass_is_in_the_units_of_the_profile(units: list[str], myostride: Command) -> None:
    if not units:
        myostride("profile", "--units", "mi")
    document = myostride("profile", "--mass", "134", *units, "--json").json
    assert document["mass_kg"] == pytest.approx(60.8, abs=0.05)


def test_a_new_athlete_beside_others_is_said(myostride: Command) -> None:
    assert myostride("profile", "--mass", "61").err == ""
    ended = myostride("profile", "--athlete", "anna", "--mass", "70")
    assert ended.err == "new athlete 'anna', beside me\n"


def test_athletes_are_kept_apart(myostride: Command) -> None:
    myostride("profile", "--mass", "61")
    myostride("profile", "--athlete", "anna", "--mass", "70")
    assert myostride("profile", "--json").json["mass_kg"] == 61
    assert myostride("profile", "--athlete", "anna", "--json").json["mass_kg"] == 70
    unknown = myostride("profile", "--athlete", "ana")
    assert unknown.code == 2
    assert "did you mean 'anna'" in unknown.complaint


def test_a_status_that_nobody_knows_is_refused(myostride: Command) -> None:
    ended = myostride("profile", "--status", "jogger")
    assert ended.code == 2
    assert "trained_runner" in ended.complaint


def test_a_home_that_is_a_file_is_refused(myostride: Command) -> None:
    ended = myostride("profile", "--home", "/dev/null")
    assert (ended.code, ended.out) == (2, "")
    assert "/dev/null" in ended.complaint
