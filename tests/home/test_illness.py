"""Illness: how long it lasts, how its days are lived, and when it is told."""

from __future__ import annotations

from datetime import date, timedelta

from myostride.home.diary import DiaryRow, entry_from
from myostride.home.history import habits_of, utc_day
from myostride.home.illness import ILL_STEPS, illnesses, told
from myostride.runner import Runner

DAY = date(2026, 3, 2)
WALKER = Runner(daily_steps=9000.0)


def ill(value: str | None = None) -> list[DiaryRow]:
    return [DiaryRow(1, entry_from("illness", DAY, value=value, today=DAY))]


def steps_on(diary: list[DiaryRow], day: date) -> float:
    habits = habits_of(WALKER, DAY - timedelta(days=7), diary, [])
    begun = [h for h in habits if utc_day(h.from_unix_s) <= day]
    return begun[-1].daily_steps


def test_without_a_length_it_lasts_until_the_next_run() -> None:
    back = DAY + timedelta(days=6)
    (spell,) = illnesses(ill(), {DAY - timedelta(days=1), DAY, back})
    assert (spell.first, spell.after) == (DAY, back)


def test_without_a_length_and_a_run_it_lasts_two_weeks() -> None:
    (spell,) = illnesses(ill(), {DAY + timedelta(days=40)})
    assert len(spell.days) == 14


def test_with_a_length_it_lasts_that_long_whatever_was_run() -> None:
    (spell,) = illnesses(ill("5d"), {DAY + timedelta(days=2)})
    assert len(spell.days) == 5


def test_days_ill_have_few_steps_and_the_days_around_them_the_usual_ones() -> None:
    diary = ill("5d")
    assert steps_on(diary, DAY - timedelta(days=1)) == 9000.0
    assert {steps_on(diary, DAY + timedelta(days=n)) for n in range(5)} == {ILL_STEPS}
    assert steps_on(diary, DAY + timedelta(days=5)) == 9000.0


def test_steps_logged_on_a_day_ill_count_for_that_day_alone() -> None:
    walked = DiaryRow(2, entry_from("steps", DAY + timedelta(days=1), value="5000",
                                    today=DAY + timedelta(days=1)))  # fmt: skip
    diary = [*ill("5d"), walked]
    assert steps_on(diary, DAY + timedelta(days=1)) == 5000.0
    assert steps_on(diary, DAY + timedelta(days=2)) == ILL_STEPS


def test_it_is_told_while_it_matters() -> None:
    spells = illnesses(ill("5d"), set())
    assert told(spells, DAY - timedelta(days=1)) == []
    assert "2000 steps" in told(spells, DAY)[0]
    assert "5 days, as logged" in told(spells, DAY + timedelta(days=30))[0]
    assert told(spells, DAY + timedelta(days=90)) == []
