"""What the diary says of a day: the newest soreness of each muscle, a jump against the usual."""

from datetime import date, timedelta

import pytest

from myostride.home.diary import DiaryRow, entry_from
from myostride.home.history import day_start
from myostride.home.markers import Noted, felt_by_muscle, felt_on, jump_on
from myostride.muscles import MUSCLES

DAY = date(2026, 3, 20)
NOTED = Noted(day_start(DAY + timedelta(days=1)), 0.0, 0.0)


def note(kind: str, ago: int, value: str, **more: str) -> DiaryRow:
    day = DAY - timedelta(days=ago)
    return DiaryRow(1, entry_from(kind, day, value=value, today=DAY, **more))


def jumps(*heights_cm: float) -> list[DiaryRow]:
    return [note("jump", 30 - n, f"{height}cm") for n, height in enumerate(heights_cm)]


def test_a_newer_note_of_a_muscle_stands_before_one_of_the_legs() -> None:
    notes = [note("soreness", 1, "2"), note("soreness", 0, "7", muscle="calves")]
    legs, calves = felt_on(DAY, notes, NOTED)
    assert calves.muscles == ("gastrocnemius", "soleus")
    assert set(legs.muscles) == set(MUSCLES) - set(calves.muscles)
    assert felt_by_muscle([legs, calves])["soleus"] == 7


def test_a_note_of_two_days_ago_is_no_longer_felt() -> None:
    assert felt_on(DAY, [note("soreness", 2, "7")], NOTED) == []


def test_a_note_is_of_noon_or_of_the_end_of_the_last_session() -> None:
    assert NOTED.days_ago(DAY) == pytest.approx(0.5)
    evening = Noted(day_start(DAY + timedelta(days=1)), 0.0, day_start(DAY) + 18 * 3600.0)
    assert evening.days_ago(DAY) == pytest.approx(0.25)


def test_a_jump_stands_against_the_mean_of_the_earlier_ones() -> None:
    mark = jump_on(DAY, [*jumps(30, 32, 31), note("jump", 0, "27.9cm")], NOTED)
    assert mark is not None
    assert mark.ratio == pytest.approx(0.9)
    assert mark.usual_of == 3


def test_too_few_or_other_jumps_make_no_usual_height() -> None:
    today = note("jump", 0, "28cm", detail="drop")
    assert jump_on(DAY, [*jumps(30, 32), note("jump", 0, "28cm")], NOTED) is None
    assert jump_on(DAY, [*jumps(30, 32, 31), today], NOTED) is None


def test_an_old_jump_says_nothing_of_today() -> None:
    assert jump_on(DAY, jumps(30, 32, 31, 30), NOTED) is None
