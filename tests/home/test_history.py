"""Habits from profile and diary: what a day was lived like."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from myostride.gait import LoadBlocks
from myostride.home.diary import DiaryRow, body_on, entry_from
from myostride.home.history import Session, day_start, habits_of
from myostride.physiology import TimedBlocks
from myostride.physiology.day import Habits
from myostride.runner import Body, Diet, Runner

FIRST = date(2026, 3, 2)
RUNNER = Runner(body=Body(mass_kg=60.0), diet=Diet(protein_g_per_kg=1.2), daily_steps=7000.0)


def logged(kind: str, day: int, value: str, detail: str | None = None) -> DiaryRow:
    on = FIRST + timedelta(days=day)
    return DiaryRow(day, entry_from(kind, on, value=value, detail=detail, today=on))


def lived(day: int, *diary: DiaryRow, sessions: tuple[Session, ...] = ()) -> Habits:
    habits = habits_of(RUNNER, FIRST, diary, sessions)
    moment = day_start(FIRST + timedelta(days=day))
    return [entry for entry in habits if entry.from_unix_s <= moment][-1]


def run_of(steps: float, day: int) -> Session:
    one = np.ones(1)
    lobes = np.ones((1, 2, 10))
    blocks = LoadBlocks(
        np.zeros(1), one, lobes, lobes, lobes, one < 0, one < 0, np.zeros(1, np.int64), one,
        np.array([steps]),
    )  # fmt: skip
    return Session("a", TimedBlocks(day_start(FIRST + timedelta(days=day)), blocks), "x")


def test_without_a_diary_days_are_lived_as_stated() -> None:
    habits = lived(30)
    assert (habits.daily_steps, habits.protein_g_per_kg) == (7000.0, 1.2)


@pytest.mark.parametrize(("day", "steps"), [(4, 7000), (5, 12000), (11, 12000), (12, 7000)])
def test_logged_steps_speak_for_a_week(day: int, steps: float) -> None:
    assert lived(day, logged("steps", 5, "12000")).daily_steps == steps


def test_a_later_entry_takes_over() -> None:
    diary = (logged("steps", 5, "12000"), logged("steps", 7, "3000"))
    assert [lived(day, *diary).daily_steps for day in (6, 7, 13, 14)] == [12000, 3000, 3000, 7000]


def test_the_steps_of_a_run_are_not_counted_twice() -> None:
    assert lived(5, logged("steps", 5, "12000"), sessions=(run_of(8000.0, 5),)).daily_steps == 4000
    assert lived(5, logged("steps", 5, "5000"), sessions=(run_of(8000.0, 5),)).daily_steps == 0


def test_protein_of_a_day_adds_up_and_counts_per_kilogram_of_that_day() -> None:
    diary = (logged("weight", 0, "50kg"), logged("food", 5, "40g"), logged("food", 5, "60g"))
    assert lived(5, *diary).protein_g_per_kg == pytest.approx(2.0)


def test_other_food_than_protein_does_not_count_as_protein() -> None:
    assert lived(5, logged("food", 5, "300g", "carbohydrate")).protein_g_per_kg == 1.2


def test_the_body_is_that_of_the_last_weighing() -> None:
    diary = [logged("weight", 3, "58kg"), logged("weight", 9, "57kg")]
    masses = [body_on(FIRST + timedelta(days=d), RUNNER, diary).mass_kg for d in (0, 3, 8, 9, 99)]
    assert masses == [60.0, 58.0, 58.0, 57.0, 57.0]
