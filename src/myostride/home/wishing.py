"""What a runner may wish of a plan, checked against the day it is asked for."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal, get_args

from myostride.coach.pattern import WEEK_D
from myostride.coach.weeks import Wishes
from myostride.errors import InputError, UnknownName
from myostride.muscles import MUSCLES, expand

__all__ = [
    "EQUIPMENT",
    "MINUTES",
    "MOST_WEEKS",
    "USUAL",
    "USUAL_DAYS",
    "USUAL_GOAL",
    "USUAL_MINUTES",
    "USUAL_WEEKS",
    "WEEKDAYS",
    "Weekday",
    "days_of",
    "goal_of",
    "wishes_from",
]

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
EQUIPMENT = ("hills", "gym", "weights", "treadmill", "vest", "ankle_weights")

MOST_WEEKS = 26
MINUTES = (20.0, 1200.0)
"""Fewest and most minutes a week."""

# What every face takes where nobody says otherwise.
USUAL = ("hills", "gym")
USUAL_DAYS: tuple[Weekday, ...] = ("tue", "thu", "sat", "sun")
USUAL_GOAL = ("glutes", "quads", "hamstrings", "calves")
USUAL_MINUTES = 180.0
USUAL_WEEKS = 8


def days_of(names: Iterable[str], where: str = "") -> tuple[int, ...]:
    """The days of the week, 0 for Monday, of names such as "tue".

    Raises
    ------
    UnknownName
        If one is not known; `where` says where it was written.
    """
    numbers: dict[str, int] = {name: number for number, name in enumerate(WEEKDAYS)}
    for name in (names := list(names)):
        if name not in numbers:
            raise UnknownName("weekday", name, WEEKDAYS, where=where)
    return tuple(sorted({numbers[name] for name in names}))


def goal_of(names: Iterable[str]) -> tuple[str, ...]:
    """The muscles of muscles and groups, in the usual order.

    Raises
    ------
    UnknownName
        If one is not known.
    """
    wanted = {muscle for name in names for muscle in expand(name)}
    return tuple(muscle for muscle in MUSCLES if muscle in wanted)


def wishes_from(
    today: date,
    *,
    weeks: int,
    days: Iterable[int],
    goal: Iterable[str],
    minutes: float,
    equipment: Iterable[str],
    race: date | None = None,
) -> Wishes:
    """Wishes for a plan that begins tomorrow and ends with the week of the race, if there is one.

    Raises
    ------
    InputError
        If no day or no muscle is named, something is not known, or the race is past or within a
        week.
    """
    days, goal, equipment = tuple(sorted(set(days))), tuple(goal), frozenset(equipment)
    for name in equipment:
        if name not in EQUIPMENT:
            raise UnknownName("equipment", name, EQUIPMENT)
    if not days:
        raise InputError("choose at least one day of the week")
    if not goal:
        raise InputError("choose at least one group of muscles that shall grow")
    if race is not None:
        _check(race, today)
        weeks = min(weeks, math.ceil((race - today).days / WEEK_D))
    return Wishes(
        begin=today + timedelta(days=1),
        weeks=weeks,
        days=days,
        goal=goal,
        minutes=minutes,
        equipment=equipment,
        race=race,
    )


def _check(race: date, today: date) -> None:
    if race <= today:
        raise InputError(f"race {race.isoformat()} is not after {today.isoformat()}")
    if (race - today).days <= WEEK_D:
        raise InputError(
            f"race {race.isoformat()} is within a week: no training grows muscle until then; "
            "run easily and rest"
        )
