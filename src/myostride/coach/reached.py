"""What the sessions of the last weeks already ask of the goal: what the next step begins from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from myostride.coach.athlete import Athlete, Stimulus
from myostride.coach.effects import block_dose
from myostride.coach.library import effects, levels, workout, workout_ids
from myostride.coach.pattern import WEEK_D
from myostride.gait.load import LoadBlocks
from myostride.gait.strength import volumes_cm3
from myostride.muscles import INDEX, MUSCLES
from myostride.references import load_parameters
from myostride.runner import Runner

Floats = NDArray[np.float64]

__all__ = ["DoneSession", "Reached", "of_goal", "reached"]


@dataclass(frozen=True, slots=True)
class DoneSession:
    """A session of the records.

    days_ago : on the runner's calendar, 1 for yesterday.
    lifted : a workout of the gym rather than a run.
    """

    days_ago: int
    blocks: LoadBlocks
    lifted: bool = False


@dataclass(frozen=True, slots=True)
class Reached:
    """Where the runner stands in the library.

    levels : library id to its highest step that a session of the last weeks asked as much as.
    ordinary, hardest : growth signal of the goal in the session in the middle of the last weeks,
        and in the hardest one of a usual week; None where they hold none.
    """

    levels: Mapping[str, int]
    ordinary: float | None
    hardest: float | None


def of_goal(growth: Mapping[str, float], goal: Sequence[str], runner: Runner) -> float:
    """Growth signal of the goal's muscles together, by volume."""
    weights = volumes_cm3(runner.body)[[INDEX[muscle] for muscle in goal]]
    return float(np.average([growth[muscle] for muscle in goal], weights=weights))


def reached(
    goal: Sequence[str], runner: Runner, athlete: Athlete, sessions: Sequence[DoneSession]
) -> Reached:
    """Set the sessions of the last weeks against the library.

    A workout counts as reached at a step where a session of its kind (a run, or lifting) gave the
    goal as much growth signal, and the runner had what makes it special (downhill, sprints, heavy
    lifts) lately; what files do not tell of, a vest or ankle weights, never counts.

    Parameters
    ----------
    goal
        Muscle ids.
    athlete
        Says which stimuli were had lately.
    sessions
        Those older than the last weeks are left out.
    """
    weeks = int(load_parameters("progress")["reached_weeks"].value)
    lately = [s for s in sessions if s.days_ago <= weeks * WEEK_D and len(s.blocks)]
    signals = [of_goal(_growth(each, runner), goal, runner) for each in lately]
    best = {
        lifted: max((g for s, g in zip(lately, signals, strict=True) if s.lifted == lifted),
                    default=0.0)
        for lifted in (False, True)
    }  # fmt: skip
    known = {*athlete.done, Stimulus.ABOVE_CRITICAL_SPEED}
    steps = {
        name: level
        for name in workout_ids()
        if (level := _level(name, goal, runner, best, known)) > 0
    }
    ordinary = float(np.median(signals)) if signals else None
    return Reached(steps, ordinary, _hardest(lately, signals))


def _growth(each: DoneSession, runner: Runner) -> Mapping[str, float]:
    signals = block_dose(each.blocks, runner).growth[0]
    return dict(zip(MUSCLES, signals.tolist(), strict=True))


def _level(
    name: str,
    goal: Sequence[str],
    runner: Runner,
    best: Mapping[bool, float],
    known: set[Stimulus],
) -> int:
    """The highest step of a workout that the best session of its kind asked as much as."""
    first = workout(name)
    if not set(first.tags) <= known:
        return 0
    had, level = best[first.kind == "lift"], 0
    for step in range(1, levels(name) + 1):
        if of_goal(effects(workout(name, level=step), runner).growth, goal, runner) > had:
            break
        level = step
    return level


def _hardest(sessions: Sequence[DoneSession], signals: Sequence[float]) -> float | None:
    """The hardest session of each week that held one, in the middle."""
    weeks: dict[int, float] = {}
    for each, signal in zip(sessions, signals, strict=True):
        week = max(each.days_ago - 1, 0) // WEEK_D
        weeks[week] = max(weeks.get(week, 0.0), signal)
    return float(np.median(list(weeks.values()))) if weeks else None
