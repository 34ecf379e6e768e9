"""Runners, wishes and ensembles for the tests of plans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

import numpy as np

from myostride.coach.athlete import Athlete, ForceDeficit, Race, Stimulus
from myostride.coach.outlook import Today
from myostride.coach.plan import PlannedWorkout, TrainingPlan
from myostride.coach.weeks import Week, Wishes
from myostride.muscles import MUSCLES
from myostride.physiology import Habits, draw_parameters, starting_state
from myostride.runner import Body, Runner

BEGIN = date(2026, 3, 2)
QUALITY = (
    "tempo", "four_by_four", "bursts", "fartlek", "hill_sprints", "hill_repeats", "downhill",
    "treadmill_incline", "plyometrics", "squats", "lunges", "deadlifts", "calf_raises", "legs",
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One runner who wants a plan."""

    runner: Runner
    athlete: Athlete
    wishes: Wishes


@lru_cache(maxsize=64)
def today(runner: Runner, draws: int = 24, seed: int = 0) -> Today:
    """The runner at the steady state of the training status."""
    midnight = datetime(BEGIN.year, BEGIN.month, BEGIN.day, tzinfo=UTC).timestamp()
    p = draw_parameters(draws, seed, runner)
    return Today(runner, starting_state(p, runner, midnight), p, (Habits(0.0, 7000.0, 1.4),))


def runner_of(beginner: bool, sex: str = "female") -> Runner:
    status = "untrained" if beginner else "trained_runner"
    return Runner(Body(66.0, 1.72, sex), age_y=35.0, status=status)


def any_case(seed: int) -> Case:
    """A runner with random habits, days, wishes, soreness and races."""
    rng = np.random.default_rng(seed)
    beginner = bool(rng.random() < 0.5)
    minutes = float(rng.integers(60, 401))
    sore = rng.choice(MUSCLES, size=int(rng.integers(0, 3)), replace=False)
    weak = rng.choice(MUSCLES, size=int(rng.integers(0, 3)), replace=False)
    sorts = [s for s in Stimulus if rng.random() < 0.4]
    usual = tuple(float(m) for m in rng.uniform(0.3, 1.2, 4) * minutes)
    known = bool(rng.random() < 0.7)
    athlete = Athlete(
        status=None,
        beginner=beginner,
        weeks_running=float(rng.integers(0, 10)) if beginner else 200.0,
        longest_run_min=float(rng.integers(15, 120)) if known else None,
        longest_run_days_ago=int(rng.integers(0, 25)),
        weekly_minutes=usual if known else (),
        run_days_in_a_row=int(rng.integers(0, 4)),
        soreness={str(m): float(rng.uniform(0.0, 10.0)) for m in sore},
        force_deficit={
            str(m): ForceDeficit(float(rng.uniform(0.0, 0.4)), float(rng.uniform(0.0, 14.0)))
            for m in weak
        },
        done={s: tuple(int(d) for d in rng.integers(1, 40, 3)) for s in sorts},
        demanding_days_ago=int(rng.integers(0, 4)) if rng.random() < 0.4 else None,
        race=Race(int(rng.integers(0, 10)), 42_195.0) if rng.random() < 0.2 else None,
        mass_kg=66.0,
    )
    weeks = int(rng.integers(2, 7))
    days = rng.choice(7, size=int(rng.integers(2, 8)), replace=False)
    goal = rng.choice(MUSCLES, size=int(rng.integers(1, 4)), replace=False)
    things = ("hills", "gym", "weights", "treadmill", "vest", "ankle_weights")
    wishes = Wishes(
        begin=BEGIN + timedelta(days=int(rng.integers(0, 7))),
        weeks=weeks,
        days=tuple(sorted(int(d) for d in days)),
        goal=tuple(str(m) for m in goal),
        minutes=minutes,
        equipment=frozenset(t for t in things if rng.random() < 0.5),
        race=(
            BEGIN + timedelta(days=int(rng.integers(7, 7 * weeks + 14)))
            if rng.random() < 0.3
            else None
        ),
    )
    return Case(runner_of(beginner), athlete, wishes)


def any_weeks(seed: int, weeks: int) -> tuple[Week, ...]:
    """Random quality sessions for every week."""
    rng = np.random.default_rng([seed, 1])
    return tuple(
        tuple(str(n) for n in rng.choice(QUALITY, size=int(rng.integers(0, 4))))
        for _ in range(weeks)
    )


def is_quality(each: PlannedWorkout) -> bool:
    """Whether a workout is more than easy running."""
    return each.hard or each.kind in ("tempo", "lift")


def by_week(plan: TrainingPlan) -> tuple[list[PlannedWorkout], ...]:
    """The workouts of every week, counted from the plan's first day."""
    weeks: list[list[PlannedWorkout]] = [[] for _ in range(plan.weeks)]
    for each in plan.workouts:
        weeks[(each.day - plan.begin).days // 7].append(each)
    return tuple(weeks)


def minutes_of(workouts: list[PlannedWorkout]) -> float:
    return sum(each.minutes for each in workouts)
