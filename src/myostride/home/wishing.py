"""What a runner may wish of a plan, checked against the day it is asked for."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, timedelta

from myostride.coach.pattern import WEEK_D
from myostride.coach.weeks import Wishes
from myostride.errors import InputError
from myostride.muscles import MUSCLES, expand

__all__ = ["EQUIPMENT", "USUAL", "WEEKDAYS", "goal_of", "wishes_from"]

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EQUIPMENT = ("hills", "gym", "weights", "treadmill", "vest", "ankle_weights")
USUAL = ("hills", "gym")
"""What there is where nobody says otherwise."""


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
        If the race is past or within a week.
    """
    if race is not None:
        _check(race, today)
        weeks = min(weeks, math.ceil((race - today).days / WEEK_D))
    return Wishes(
        begin=today + timedelta(days=1),
        weeks=weeks,
        days=tuple(sorted(set(days))),
        goal=tuple(goal),
        minutes=minutes,
        equipment=frozenset(equipment),
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
