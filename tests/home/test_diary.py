"""What a runner logs: values with units, stored as typed, absurd ones refused."""

from __future__ import annotations

import math
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from myostride.errors import InputError, UnknownName
from myostride.home import Home
from myostride.home.diary import KINDS, entry_from

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
    assert (row.entry.value, row.entry.detail) == (1.0, "flu")


@pytest.mark.parametrize(
    ("kind", "value", "muscle", "slip"),
    [
        ("soreness", "35", None, "did you mean 3.5"),
        ("soreness", "-1", None, "not between 0 and 10"),
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


@given(st.sampled_from(sorted(KINDS)), st.text(max_size=12))
def test_anything_typed_is_stored_or_refused_in_one_line(kind: str, typed: str) -> None:
    muscle = "quads" if KINDS[kind].muscle == "needed" else None
    refusal = ""
    try:
        entry = entry_from(kind, DAY, value=typed, muscle=muscle, today=DAY)
    except InputError as error:
        refusal = str(error)
    assert "\n" not in refusal
    assert refusal or math.isfinite(entry.value)
