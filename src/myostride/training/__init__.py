"""Programs and studies -> timed sessions of the same load that recorded runs are priced in."""

from myostride.training.exercises import exercise_names
from myostride.training.fitness import vo2max_of_runs
from myostride.training.outcomes import Outcome
from myostride.training.people import People
from myostride.training.plan import (
    PlannedSession,
    assumptions,
    capacity_of_program,
    habits,
    plan_sessions,
    runner_of,
)
from myostride.training.program import Program
from myostride.training.timetable import DayHabits

__all__ = [
    "DayHabits",
    "Outcome",
    "People",
    "PlannedSession",
    "Program",
    "assumptions",
    "capacity_of_program",
    "exercise_names",
    "habits",
    "plan_sessions",
    "runner_of",
    "vo2max_of_runs",
]
