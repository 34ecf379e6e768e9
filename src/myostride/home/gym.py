"""Workouts of gym logs: what is noted at import, and what they ask of the muscles later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from myostride.activity.gym import GymSet, GymWorkout, is_gym_log, read_gym_log
from myostride.activity.run import Activity
from myostride.home.database import Database
from myostride.home.raw import RawStore
from myostride.home.schema import activity as table
from myostride.training.gym import LoggedSet, best_kg, exercise_of, is_leg_exercise
from myostride.units import SECONDS_PER_DAY, to_si

__all__ = ["GymDay", "gym_days", "with_gym_notes"]

_BEST_OF_DAYS = 84.0
"""1RM is read off the best set of so many days before a workout, the workout included."""

_WARM_UP_RESERVE = 10.0
"""Repetitions left in a warm-up set: many, so that it neither tires much nor sets a 1RM."""


@dataclass(frozen=True, slots=True)
class GymDay:
    """One workout with sets for the legs.

    local_unix_s : when it began by the runner's clock, as if that were UTC.
    best_kg : 1RM [kg] of each exercise, as known by then.
    """

    run_id: str
    local_unix_s: float
    title: str
    sets: tuple[LoggedSet, ...]
    best_kg: dict[str, float]


def with_gym_notes(activities: Sequence[Activity], data: bytes) -> list[Activity]:
    """The activities of a file, those of a gym log with a word on what is left out of it.

    An unknown exercise is named in the first workout that has it.
    """
    if not is_gym_log(data):
        return list(activities)
    named: set[str] = set()
    noted = []
    for each, workout in zip(activities, read_gym_log(data), strict=True):
        strange = {s.exercise for s in workout.sets if _unknown_leg(s.exercise)} - named
        named |= strange
        others = sum(not _for_legs(s.exercise) for s in workout.sets)
        notes = [f"exercise '{name}' is not known; its sets are left out"
                 for name in sorted(strange)]  # fmt: skip
        if others:
            notes.append(f"sets of other muscles, left out: {others}")
        if not any(exercise_of(s.exercise) for s in workout.sets):
            notes.append("no set for the legs")
        noted.append(replace(each, warnings=(*each.warnings, *notes)))
    return noted


def _for_legs(name: str) -> bool:
    return exercise_of(name) is not None or is_leg_exercise(name)


def _unknown_leg(name: str) -> bool:
    return exercise_of(name) is None and is_leg_exercise(name)


def gym_days(
    database: Database, raw: RawStore, athlete_id: int, until_unix_s: float, mass_unit: str
) -> list[GymDay]:
    """Every stored workout that began before a moment and has sets for the legs, oldest first.

    Parameters
    ----------
    mass_unit
        Of weights whose file does not say it.
    """
    query = select(table.c.run_id, table.c.raw_sha256, table.c.position).where(
        table.c.athlete_id == athlete_id,
        table.c.superseded_by.is_(None),
        table.c.sport == "strength",
        table.c.has_run.is_(False),
        table.c.start_unix_s < until_unix_s,
    )
    with database.reading() as connection:
        rows = connection.execute(query.order_by(table.c.start_unix_s, table.c.run_id)).all()
    files = {sha256: _workouts(raw, sha256) for sha256 in sorted({row.raw_sha256 for row in rows})}
    days: list[GymDay] = []
    for row in rows:
        workouts = files[row.raw_sha256]
        if row.position < len(workouts):
            day = _day(row.run_id, workouts[row.position], mass_unit, days)
            days += [day] if day.sets else []
    return days


def _workouts(raw: RawStore, sha256: str) -> list[GymWorkout]:
    """Of a kept file; none where it is no gym log, as a watch stores strength too."""
    data = raw.read(sha256)
    return read_gym_log(data) if is_gym_log(data) else []


def _day(run_id: str, workout: GymWorkout, mass_unit: str, before: Sequence[GymDay]) -> GymDay:
    sets = tuple(
        _logged(each, exercise, mass_unit)
        for each in workout.sets
        if (exercise := exercise_of(each.exercise)) is not None
    )
    begun = workout.start.timestamp()
    since = begun - _BEST_OF_DAYS * SECONDS_PER_DAY
    recent = [s for day in before if day.local_unix_s >= since for s in day.sets]
    return GymDay(run_id, begun, workout.title, sets, best_kg([*recent, *sets]))


def _logged(each: GymSet, exercise: str, mass_unit: str) -> LoggedSet:
    kg = None if each.weight is None else to_si(each.weight, each.unit or mass_unit, "mass")
    reserve = None if each.rpe is None else min(max(10.0 - each.rpe, 0.0), 6.0)
    if each.warm_up:
        reserve = _WARM_UP_RESERVE
    return LoggedSet(exercise, kg, each.reps, reserve)
