"""Sessions fall on the right days, evenly and always alike."""

from __future__ import annotations

import itertools
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from myostride.runner import Runner
from myostride.training.elements import Endurance
from myostride.training.program import Program
from myostride.training.timetable import Slot, daily_habits, session_slots

from .people import program


def days_of(plan: Program) -> list[int]:
    return [int(slot.day) for slot in session_slots(plan)]


def minutes_of(slot: Slot) -> float:
    first = slot.session[0]
    assert isinstance(first, Endurance)
    assert first.dose.seconds is not None
    return first.dose.seconds / 60


@settings(max_examples=200)
@given(weeks=st.integers(1, 60), per_week=st.floats(0.2, 14))
def test_sessions_a_week_give_that_many_sessions_evenly(weeks: int, per_week: float) -> None:
    plan = program(
        f"  - {{weeks: {weeks}, sessions_per_week: {per_week:.4f}, session: [{{run: {{}}}}]}}"
    )
    days = days_of(plan)
    assert abs(len(days) - max(per_week * weeks, 1)) <= 1
    assert days == sorted(days)
    assert 0 <= days[0] <= days[-1] < 7 * weeks
    assert days[0] == 0
    gaps = [b - a for a, b in itertools.pairwise(days)]
    assert all(abs(gap - 7 / per_week) <= 1.01 for gap in gaps)
    assert days == days_of(plan)


@given(
    weeks=st.integers(1, 20),
    days=st.lists(st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]),
                  min_size=1, unique=True),
)  # fmt: skip
def test_named_weekdays_are_kept_every_week(weeks: int, days: list[str]) -> None:
    plan = program(f"  - {{weeks: {weeks}, days: [{', '.join(days)}], session: [{{run: {{}}}}]}}")
    per_weekday = Counter(day % 7 for day in days_of(plan))
    wanted = {["mon", "tue", "wed", "thu", "fri", "sat", "sun"].index(day) for day in days}
    assert per_weekday == dict.fromkeys(wanted, weeks)


def test_weekdays_hold_after_a_block_of_odd_length() -> None:
    plan = program(
        "  - {days: 3, condition: normal}\n  - {weeks: 2, days: [mon], session: [{run: {}}]}"
    )
    assert days_of(plan) == [7, 14]


def test_every_third_day() -> None:
    plan = program("  - {days: 10, every_days: 3, session: [{run: {}}]}")
    assert days_of(plan) == [0, 3, 6, 9]


def test_a_single_day_is_a_single_bout() -> None:
    plan = program("  - {days: 1, session: [{run: {}}]}\n  - {days: 14, condition: normal}")
    slots = session_slots(plan)
    assert [slot.day for slot in slots] == [pytest.approx(17 / 24)]
    assert plan.length_days == 15


def test_weeks_may_be_a_fraction() -> None:
    assert program("  - {weeks: 4.14, condition: bed_rest}").length_days == 29


def test_different_sessions_keep_their_weekday() -> None:
    plan = program(
        "  - {weeks: 2, days: [tue, sat], sessions: [[{run: {minutes: 20}}],"
        " [{run: {minutes: 90}}]]}"
    )
    assert [(int(s.day) % 7, minutes_of(s)) for s in session_slots(plan)] == [
        (1, 20), (5, 90), (1, 20), (5, 90),
    ]  # fmt: skip


def test_sessions_without_a_frequency_are_done_once_a_week_each() -> None:
    plan = program("  - {weeks: 3, sessions: [[{run: {minutes: 20}}], [{run: {minutes: 90}}]]}")
    assert [minutes_of(s) for s in session_slots(plan)] == [20, 90] * 3


def test_two_sessions_a_day_are_hours_apart() -> None:
    plan = program("  - {days: 1, sessions_per_week: 14, session: [{walk: {}}]}")
    hours = [24 * slot.day for slot in session_slots(plan)]
    assert hours == [pytest.approx(8), pytest.approx(20)]


def test_progression_is_compound_and_stops_at_its_limit() -> None:
    plan = program(
        "  - {weeks: 10, days: [mon], session: [{run: {}}],"
        " progression: {of: speed, pct_per_week: 5, to_pct: 120}}"
    )
    factors = [slot.factor for slot in session_slots(plan)]
    assert factors[:3] == [pytest.approx(1.05**k) for k in range(3)]
    assert factors[-1] == 1.2
    assert {slot.of for slot in session_slots(plan)} == {"speed"}


def test_a_taper_goes_down_to_its_limit() -> None:
    plan = program(
        "  - {weeks: 6, days: [mon], session: [{run: {}}],"
        " progression: {of: volume, pct_per_week: -20, to_pct: 50}}"
    )
    factors = [slot.factor for slot in session_slots(plan)]
    assert factors[1] == pytest.approx(0.8)
    assert factors[-1] == 0.5


def test_conditions_set_the_steps_and_the_rest_is_as_stated() -> None:
    plan = program(
        "  - {weeks: 1, condition: normal}\n"
        "  - {days: 60, condition: bed_rest}\n"
        "  - {weeks: 2, condition: reduced_steps}\n"
        "  - {weeks: 2, condition: reduced_steps, daily_steps: 1344}\n"
        "  - {weeks: 1, condition: normal, diet: {protein_g_per_kg: 2}}",
        "daily_steps: 9000\ndiet: {protein_g_per_kg: 1.2}",
    )
    entries = daily_habits(plan, Runner())
    assert [e.day for e in entries] == [0, 7, 67, 81, 95]
    assert [e.daily_steps for e in entries] == [9000, 0, 1500, 1344, 9000]
    assert [e.condition for e in entries][1] == "bed_rest"
    assert [e.protein_g_per_kg for e in entries] == [1.2, 1.2, 1.2, 1.2, 2]


def test_bed_rest_may_hold_training() -> None:
    plan = program(
        "  - {days: 90, condition: bed_rest, every_days: 3,"
        " session: [{lift: {exercise: flywheel_squat, sets: 4, reps: 7}}]}"
    )
    assert len(session_slots(plan)) == 30


def test_steps_fall_back_to_the_runner_and_then_to_the_status() -> None:
    plan = program("  - {weeks: 1, condition: normal}")
    assert daily_habits(plan, Runner(daily_steps=12000))[0].daily_steps == 12000
    assert daily_habits(plan, Runner(status="sedentary"))[0].daily_steps == 5000
    assert daily_habits(plan, Runner())[0].daily_steps == 8000
