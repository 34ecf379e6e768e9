"""A plan: dated workouts made of the same elements as a program's sessions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from myostride.training.blocks import Session

__all__ = ["PlannedWorkout", "TrainingPlan"]


@dataclass(frozen=True, slots=True)
class PlannedWorkout:
    """One workout of a plan.

    day : the runner's calendar day.
    workout : its id in the workout library.
    kind : easy, long, tempo, intervals, bursts, hills, priming, strides, fartlek, vest, ankle,
        incline, plyometrics, lift or rest_day.
    title : what a runner calls it.
    session : its elements in order, as in a program.
    minutes : how long it takes, rests included.
    hard : whether it is a hard session (sprint, heavy legs, downhill or above critical speed).
    why : one line, what it is there for.
    load : easy kilometres by muscle id; empty where not worked out.
    distance_m : on foot, 0 for lifts.
    """

    day: date
    workout: str
    kind: str
    title: str
    session: Session
    minutes: float
    hard: bool
    why: str = ""
    load: Mapping[str, float] = field(default_factory=dict)
    distance_m: float = 0.0


@dataclass(frozen=True, slots=True)
class TrainingPlan:
    """Workouts in order of their days.

    begin : its first day.
    weeks : how many weeks from there on.
    goal : muscle ids that it is to grow.
    forecast, alternatives : as the JSON of `plan` has them.
    """

    begin: date
    weeks: int
    workouts: tuple[PlannedWorkout, ...]
    goal: tuple[str, ...] = ()
    forecast: Mapping[str, Any] = field(default_factory=dict)
    alternatives: tuple[Mapping[str, Any], ...] = ()
