from __future__ import annotations

import math

import numpy as np
import pytest

from myostride.evidence.banister import fitness_and_fatigue, impulse_response, trimp
from myostride.training import PlannedSession, Program, plan_sessions, runner_of
from myostride.training.capacity import Capacity, capacity_of

PEOPLE = "people: {n: 10, women: 0, vo2max_ml_kg_min: 50, status: active}\n"


def planned(session: str, weeks: int = 1) -> tuple[list[PlannedSession], Capacity]:
    program = Program.from_text(
        f"{PEOPLE}blocks:\n- {{weeks: {weeks}, sessions_per_week: 1, session: [{session}]}}\n"
    )
    return plan_sessions(program), capacity_of(runner_of(program))


def impulse(session: str) -> float:
    sessions, capacity = planned(session)
    return trimp(sessions[0].blocks, capacity)


def test_an_hour_of_running_weighs_its_share_of_reserve() -> None:
    """60 min x 0.62 net x 0.64 exp(1.92 x reserve); 62 % of VO2max is (31 - 3.5)/46.5."""
    reserve = (0.62 * 50.0 - 3.5) / 46.5
    by_hand = 60.0 * reserve * 0.64 * math.exp(1.92 * reserve)
    assert impulse("{run: {minutes: 60, effort: easy}}") == pytest.approx(by_hand, rel=0.01)


def test_a_harder_minute_weighs_more() -> None:
    easy = impulse("{run: {minutes: 30, effort: easy}}")
    assert impulse("{run: {minutes: 30, effort: hard}}") > 1.8 * easy


def test_women_and_men_are_weighted_differently() -> None:
    sessions, men = planned("{run: {minutes: 60, effort: easy}}")
    women = capacity_of(runner_of(Program.from_text(
        "people: {sex: female, vo2max_ml_kg_min: 50}\nblocks: [{days: 1, condition: normal}]"
    )))  # fmt: skip
    ratio = trimp(sessions[0].blocks, women) / trimp(sessions[0].blocks, men)
    reserve = (0.62 * 50.0 - 3.5) / 46.5
    assert ratio == pytest.approx(0.86 / 0.64 * math.exp(-0.25 * reserve), rel=0.01)


def test_lifting_counts_its_minutes_under_load() -> None:
    """Three sets of ten, 2 s up and 2 s down: 2 min at 80 % of reserve; rests count nothing."""
    lift = (
        "{lift: {exercise: back_squat, sets: 3, reps: 10, load_rm: 10, tempo_s: {up: 2, down: 2}}}"
    )
    by_hand = 2.0 * 0.8 * 0.64 * math.exp(1.92 * 0.8)
    assert impulse(lift) == pytest.approx(by_hand)


def test_an_impulse_decays_with_its_time_constant() -> None:
    left = impulse_response(np.array([0.0]), np.array([100.0]), np.array([0.0, 42.0]), 42.0)
    assert left == pytest.approx([100.0, 100.0 / math.e])


def test_a_session_counts_from_its_own_moment_on() -> None:
    left = impulse_response(np.array([5.0]), np.array([100.0]), np.array([4.9, 5.0]), 42.0)
    assert left == pytest.approx([0.0, 100.0])


def test_impulses_add() -> None:
    day = np.array([0.0, 7.0])
    left = impulse_response(day, np.array([100.0, 100.0]), np.array([7.0]), 7.0)
    assert left == pytest.approx([100.0 + 100.0 / math.e])


def test_fitness_outlasts_fatigue() -> None:
    sessions, capacity = planned("{run: {minutes: 60, effort: easy}}", weeks=8)
    fitness, fatigue = fitness_and_fatigue(sessions, np.array([56.0, 84.0]), capacity)
    assert fitness[1] > 0.5 * fitness[0]
    assert fatigue[1] < 0.03 * fatigue[0]


def test_nothing_done_gives_nothing() -> None:
    _, capacity = planned("{run: {minutes: 60, effort: easy}}")
    assert fitness_and_fatigue([], np.array([0.0, 60.0]), capacity) == pytest.approx(0.0)
