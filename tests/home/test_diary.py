"""What a runner logs: values with units, stored as typed, absurd ones refused."""

from __future__ import annotations

import math
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from myostride.errors import InputError, UnknownName
from myostride.home import Home
from myostride.home.diary import entry_from
from myostride.home.kinds import DETAILS, KINDS, LONGEST_ILLNESS_D

DAY = date(2026, 3, 2)


def test_a_girth_in_inches_is_stored_in_metres_and_shown_in_centimetres(home: Home) -> None:
    row = home.log("measure", value="21in", day=DAY, muscle="quads", detail="girth")
    assert row.entry.value == pytest.approx(0.5334)
    assert row.to_json()["value"] == pytest.approx(53.34)
    assert row.to_json()["typed"] == "21in"
    assert home.diary("measure") == [row]


def test_the_diary_is_kept_in_order_of_days(home: Home) -> None:
    for day in (5, 3, 4):
        home.log("soreness", value=day, day=date(2026, 3, day), muscle="calves")
    assert [row.entry.day.day for row in home.diary()] == [3, 4, 5]
    assert home.diary("steps") == []


def test_the_day_is_today_unless_stated(home: Home) -> None:
    assert home.log("steps", value="9000").entry.day == date.today()


def test_illness_needs_no_value(home: Home) -> None:
    row = home.log("illness", day=DAY, detail="flu")
    assert (row.entry.value, row.entry.detail) == (LONGEST_ILLNESS_D, "flu")


@pytest.mark.parametrize("value", ["5", "5d", "5 days", 5])
def test_the_length_of_an_illness_is_in_days(value: str | int) -> None:
    assert entry_from("illness", DAY, value=value, today=DAY).value == 5.0


@pytest.mark.parametrize(
    ("kind", "detail", "said"),
    [
        ("food", "protien", "unknown kind of food 'protien'; did you mean 'protein'"),
        ("strength", "back squats", "did you mean 'back_squat'"),
        ("measure", "thickness", "did you mean 'us_thickness'"),
        ("jump", "xyz", "known: countermovement, squat, drop, hop"),
    ],
)
def test_an_unknown_kind_is_refused_with_the_nearest_known(
    kind: str, detail: str, said: str
) -> None:
    with pytest.raises(UnknownName, match=said):
        entry_from(kind, DAY, value="30", muscle=None, detail=detail, today=DAY)


def test_a_lift_is_known_by_its_name_in_programs() -> None:
    entry = entry_from("strength", DAY, value="80kg", detail="Back squat", today=DAY)
    assert entry.detail == "back_squat"


def test_energy_is_in_kilocalories(home: Home) -> None:
    row = home.log("food", value="2500kcal", detail="energy", day=DAY).to_json()
    assert (row["value"], row["unit"]) == (2500, "kcal")


def test_a_muscle_thickness_has_its_own_unit_and_bounds(home: Home) -> None:
    row = home.log("measure", value="22mm", detail="us_thickness", muscle="vasti", day=DAY)
    assert (row.to_json()["value"], row.to_json()["unit"]) == (22, "mm")
    with pytest.raises(InputError, match="muscle thickness 540 mm is outside 3 to 90 mm"):
        home.log("measure", value="54cm", detail="us_thickness", muscle="vasti", day=DAY)


@pytest.mark.parametrize(("typed", "grams"), [("0.8g/lb", 107.6), ("1.6 g/kg", 97.6)])
def test_protein_may_be_given_per_body_mass(typed: str, grams: float, home: Home) -> None:
    home.set_profile(mass_kg=61)
    row = home.log("food", value=typed, detail="protein", day=DAY).to_json()
    assert row["value"] == pytest.approx(grams, abs=0.1)
    assert row["typed"] == typed


def test_protein_per_body_mass_needs_the_body_mass(home: Home) -> None:
    with pytest.raises(InputError, match="profile --mass"):
        home.log("food", value="0.8g/lb", day=DAY)


def test_a_bare_weight_is_in_the_units_of_the_profile(home: Home) -> None:
    home.set_profile(mass_kg=61, mass_unit="lb")
    assert home.log("weight", value="134", day=DAY).entry.value == pytest.approx(60.8, abs=0.1)
    with pytest.raises(InputError, match="did you mean 61kg"):
        home.log("weight", value="61", day=DAY)


@pytest.mark.parametrize(
    ("kind", "value", "muscle", "slip"),
    [
        ("soreness", "35", None, "did you mean 3.5"),
        ("soreness", "-1", None, "soreness goes from 0 to 10"),
        ("soreness", "11", None, "soreness goes from 0 to 10; 11 is outside$"),
        ("measure", "540", "quads", "did you mean 540mm"),
        ("measure", "54m", "quads", "did you mean 54cm"),
        ("measure", "21", "quads", "did you mean 21in"),
        ("measure", "5.4", "quads", "did you mean 54cm"),
        ("jump", "400", None, "did you mean 400mm"),
        ("strength", "90000", None, "did you mean 90000g"),
        ("food", "1.6", None, "grams of the whole day"),
        ("weight", "62000", None, "did you mean 62000g"),
        ("steps", "900000", None, "did you mean 90000"),
        ("food", "soup", None, "not a mass"),
        ("steps", "many", None, "not a plain number"),
        ("jump", "40kg", None, "is no length"),
    ],
)
def test_an_absurd_value_names_the_likely_slip(
    kind: str, value: str, muscle: str | None, slip: str
) -> None:
    with pytest.raises(InputError, match=slip):
        entry_from(kind, DAY, value=value, muscle=muscle, today=DAY)


def test_a_weight_in_pounds_shows_against_the_profile(home: Home) -> None:
    home.set_profile(mass_kg=70)
    with pytest.raises(InputError, match="did you mean 154lb"):
        home.log("weight", value="154", day=DAY)
    assert home.log("weight", value="154lb", day=DAY).entry.value == pytest.approx(69.85, abs=0.01)


def test_nothing_is_logged_for_tomorrow(home: Home) -> None:
    with pytest.raises(InputError, match="in the future"):
        home.log("steps", value="9000", day=date.today() + timedelta(days=1))
    assert home.diary() == []


def test_an_entry_needs_what_it_is_about() -> None:
    with pytest.raises(InputError, match="needs a muscle"):
        entry_from("measure", DAY, value="54cm", today=DAY)
    with pytest.raises(InputError, match="needs a value"):
        entry_from("jump", DAY, today=DAY)
    with pytest.raises(InputError, match="takes no muscle"):
        entry_from("steps", DAY, value="9000", muscle="calves", today=DAY)
    with pytest.raises(UnknownName, match="did you mean 'soreness'"):
        entry_from("sorenes", DAY, value="3", today=DAY)
    with pytest.raises(UnknownName, match="muscle"):
        entry_from("soreness", DAY, value="3", muscle="biceps", today=DAY)


KINDS_AND_DETAILS = [(kind, None) for kind in KINDS] + [
    (kind, detail) for kind, known in DETAILS.items() for detail in known
]


@given(st.sampled_from(KINDS_AND_DETAILS), st.text(max_size=12))
def test_anything_typed_is_stored_or_refused_in_one_line(
    kind_and_detail: tuple[str, str | None], typed: str
) -> None:
    kind, detail = kind_and_detail
    muscle = "quads" if KINDS[kind].muscle == "needed" else None
    refusal = ""
    try:
        entry = entry_from(kind, DAY, value=typed, muscle=muscle, detail=detail, today=DAY)
    except InputError as error:
        refusal = str(error)
    assert "\n" not in refusal
    assert refusal or math.isfinite(entry.value)
