from __future__ import annotations

import math
from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from myostride.cli.values import choice, day, number, protein, quantity, speed, whole_number
from myostride.errors import InputError

mass = quantity("--mass", "mass", "kg", 25, 250)
height = quantity("--height", "length", "m", 1.0, 2.4)


@pytest.mark.parametrize(
    ("text", "kilograms"),
    [("70", 70), ("70kg", 70), ("154.324lb", 70), ("154.324 lbs", 70), ("11st", 69.853)],
)
def test_mass_in_any_unit(text: str, kilograms: float) -> None:
    assert mass(text) == pytest.approx(kilograms, abs=1e-3)


@pytest.mark.parametrize(
    ("text", "metres"),
    [
        ("1.75", 1.75),
        ("175cm", 1.75),
        ("5ft9in", 1.7526),
        ("5'9\"", 1.7526),
        ("5ft 9", 1.7526),
        ("69in", 1.7526),
    ],
)
def test_height_in_any_unit(text: str, metres: float) -> None:
    assert height(text) == pytest.approx(metres)


@pytest.mark.parametrize("text", ["5ft14in", "5'12\"", "5ft 12.5"])
def test_a_foot_has_twelve_inches(text: str) -> None:
    with pytest.raises(InputError, match="a foot has 12"):
        height(text)


@given(st.floats(25, 250))
def test_units_agree_with_each_other(kilograms: float) -> None:
    assert mass(f"{kilograms!r}kg") == kilograms
    assert mass(f"{kilograms * 1000!r} g") == pytest.approx(kilograms)


def test_a_height_in_centimetres_is_suspected() -> None:
    with pytest.raises(
        InputError, match=r"--height '175' is outside 1 to 2.4 m; did you mean 175cm"
    ):
        height("175")


def test_a_value_with_a_unit_is_not_second_guessed() -> None:
    with pytest.raises(InputError) as refused:
        height("175m")
    assert "did you mean" not in str(refused.value)


@given(st.text(max_size=12))
def test_any_text_is_a_number_in_range_or_refused(text: str) -> None:
    with suppress(InputError):
        assert 25 <= mass(text) <= 250


@pytest.mark.parametrize("text", ["", "abc", "nan", "inf", "1e999", "70 stone", "12%", "--"])
def test_what_is_no_mass_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="--mass"):
        mass(text)


@pytest.mark.parametrize(
    ("text", "metres_per_second"),
    [
        ("3.5", 3.5),
        ("12km/h", 10 / 3),
        ("8mph", 3.576),
        ("5:00", 10 / 3),
        ("5:00/km", 10 / 3),
        ("8:00/mi", 3.353),
    ],
)
def test_speed_or_pace(text: str, metres_per_second: float) -> None:
    assert speed(text) == pytest.approx(metres_per_second, abs=1e-3)


@pytest.mark.parametrize("text", ["0:00", "0:30/km", "99", "fast", "-3"])
def test_impossible_speeds_are_refused(text: str) -> None:
    with pytest.raises(InputError, match="--speed"):
        speed(text)


def test_a_speed_in_kilometres_per_hour_is_suspected() -> None:
    with pytest.raises(InputError, match="did you mean 14km/h"):
        speed("14")


def test_protein_per_kilogram_or_pound() -> None:
    assert protein("1.6") == 1.6
    assert protein("1.6 g/kg") == 1.6
    assert protein("1g/lb") == pytest.approx(2.2046, abs=1e-4)


@pytest.mark.parametrize("text", ["x", "nan", "-41", "41", "1,5"])
def test_numbers_outside_their_range_are_refused(text: str) -> None:
    with pytest.raises(InputError, match="--incline"):
        number("--incline", -40, 40, "%")(text)


def test_a_number_may_carry_its_sign_and_unit() -> None:
    assert number("--incline", -40, 40, "%")("-7.5%") == -7.5


@pytest.mark.parametrize("text", ["1.5", "many", "19", "20001", "4e2"])
def test_draws_are_a_whole_number(text: str) -> None:
    with pytest.raises(InputError, match="--draws"):
        whole_number("--draws", 20, 20_000)(text)


def test_choices_name_what_is_known() -> None:
    read = choice("--sex", "female", "male")
    assert read(" Female ") == "female"
    with pytest.raises(InputError, match="none of female, male"):
        read("f")


@given(st.dates(min_value=date(1990, 1, 1)))
def test_days_read_back(chosen: date) -> None:
    assert day(chosen.isoformat()) == chosen


def test_today_and_yesterday() -> None:
    assert day("today") - day("yesterday") == timedelta(days=1)


@pytest.mark.parametrize("text", ["2025-02-30", "tomorrow-ish", "", "12"])
def test_what_is_no_day_is_refused_with_the_form(text: str) -> None:
    with pytest.raises(InputError, match="YYYY-MM-DD"):
        day(text)


def test_values_that_are_already_read_pass_through() -> None:
    assert mass(70.0) == 70.0
    assert speed(3.0) == 3.0
    assert math.isclose(protein(1.5), 1.5)
