"""Take it up a notch: the one change that pays most, by minutes spent and by damage done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

import numpy as np

from myostride.coach.athlete import Athlete
from myostride.coach.effects import Effects
from myostride.coach.library import LibraryWorkout, available, effects, levels, workout
from myostride.coach.plan import PlannedWorkout, TrainingPlan
from myostride.coach.rules import violations
from myostride.errors import InputError
from myostride.gait.strength import volumes_cm3
from myostride.muscles import INDEX, TITLES
from myostride.references import load_parameters
from myostride.runner import Runner

__all__ = ["CHANGES", "NextStep", "next_step"]

CHANGES: Mapping[str, str] = MappingProxyType(
    {
        "easy": "distance", "long": "distance", "tempo": "pace", "intervals": "pace",
        "fartlek": "pace", "strides": "burst", "bursts": "burst", "hills": "hill",
        "priming": "hill", "incline": "hill", "vest": "weight", "ankle": "weight",
        "plyometrics": "jumps", "lift": "lift",
    }
)  # fmt: skip
"""What a kind of workout changes against easy running."""

_WEEK_D = 7
_NAMED = 3


@dataclass(frozen=True, slots=True)
class NextStep:
    """One concrete change.

    workout, level, minutes, day : of the library, on the first day that the rest rules allow.
    change : pace, distance, hill, burst, weight, jumps or lift.
    growth, damage : growth signal of the goal, and the largest eccentric dose of any muscle.
    pays_by : minute or damage, whichever it was chosen by.
    why : one line with the numbers.
    """

    workout: str
    level: int
    minutes: float
    day: date
    title: str
    change: str
    growth: float
    damage: float
    pays_by: str
    why: str

    def to_json(self) -> dict[str, Any]:
        """Every field by name; the day in ISO 8601."""
        out: dict[str, Any] = {name: getattr(self, name) for name in self.__slots__}
        out["day"] = self.day.isoformat()
        return out


@dataclass(frozen=True, slots=True)
class _Tried:
    """A workout with what it does to the goal."""

    workout: LibraryWorkout
    growth: float
    damage: float

    @property
    def per_minute(self) -> float:
        return self.growth / self.workout.minutes

    @property
    def per_damage(self) -> float:
        return self.growth / max(self.damage, _value("least_damage"))


def _value(name: str) -> float:
    return load_parameters("progress")[name].value


def next_step(
    goal: Sequence[str],
    runner: Runner,
    athlete: Athlete,
    *,
    now: Mapping[str, int],
    today: date,
    equipment: Iterable[str] = (),
    planned: Sequence[PlannedWorkout] = (),
) -> tuple[NextStep, ...]:
    """The change that pays most per minute, then the one that pays most per damage.

    Each gives clearly more growth signal for the goal than the best that is done now, and may be
    done in the coming week without breaking a rest rule, hard or soft. Both may be the same.

    Parameters
    ----------
    goal
        Muscle ids.
    athlete
        The runner today, as the rest rules see it.
    now
        What was done in the last weeks: library id to its highest step.
    today
        The first day that may be chosen.
    equipment
        What there is (hills, gym, weights, treadmill, vest, ankle_weights).
    planned
        Workouts that are set for the coming week; none of them is moved.

    Returns
    -------
    tuple
        Two steps, or none where the library has nothing more that the rules allow.
    """
    if not goal:
        raise InputError("next_step needs at least one muscle")
    have = [_tried(n, min(level, levels(n)), goal, runner) for n, level in now.items()]
    best = max(have, key=lambda t: t.growth, default=None)
    least = 0.0 if best is None else best.growth * _value("notch")
    found = [
        each
        for name, level in _one_more(now, equipment)
        if (each := _tried(name, level, goal, runner)).growth > least
    ]
    out = []
    for pays_by, ranked in (
        ("minute", sorted(found, key=lambda t: (-t.per_minute, t.workout.id))),
        ("damage", sorted(found, key=lambda t: (-t.per_damage, t.workout.minutes, t.workout.id))),
    ):
        for each in ranked:
            day = _allowed_on(each.workout, athlete, runner, today, planned)
            if day is not None:
                out.append(_step(each, day, pays_by, best, goal))
                break
    return tuple(out)


def _one_more(now: Mapping[str, int], equipment: Iterable[str]) -> list[tuple[str, int]]:
    """One step up in what is done, or the first step of something new."""
    up = [(name, now.get(name, 0) + 1) for name in available(equipment)]
    return [(name, level) for name, level in up if level <= levels(name)]


def _tried(name: str, level: int, goal: Sequence[str], runner: Runner) -> _Tried:
    one = workout(name, level=level)
    done = effects(one, runner)
    return _Tried(one, _of_goal(done, goal, runner), max(done.eccentric.values()))


def _of_goal(done: Effects, goal: Sequence[str], runner: Runner) -> float:
    """Growth signal of the goal's muscles together, by volume."""
    weights = volumes_cm3(runner.body)[[INDEX[muscle] for muscle in goal]]
    return float(np.average([done.growth[muscle] for muscle in goal], weights=weights))


def _allowed_on(
    one: LibraryWorkout,
    athlete: Athlete,
    runner: Runner,
    today: date,
    planned: Sequence[PlannedWorkout],
) -> date | None:
    """The first free day of the week on which no rest rule speaks against more than before."""
    taken = {each.day for each in planned}
    before = _against(planned, athlete, today)
    for ahead in range(_WEEK_D):
        day = today + timedelta(days=ahead)
        if day in taken:
            continue
        if _against([*planned, one.on(day, runner)], athlete, today) <= before:
            return day
    return None


def _against(workouts: Sequence[PlannedWorkout], athlete: Athlete, today: date) -> int:
    """How many times the rules, hard or soft, speak against these workouts."""
    return len(violations(TrainingPlan(today, 1, tuple(workouts)), athlete))


def _step(
    each: _Tried, day: date, pays_by: str, best: _Tried | None, goal: Sequence[str]
) -> NextStep:
    one = each.workout
    named = [TITLES[muscle].lower() for muscle in goal]
    muscles = ", ".join(named) if len(named) <= _NAMED else f"the {len(named)} muscles"
    against = ""
    if best is not None:
        against = f" against {best.growth:.2f} from {best.workout.title}, the most now"
    why = (
        f"growth signal {each.growth:.2f} for {muscles} in {one.minutes:.0f} min"
        f"{against}; eccentric dose {each.damage:.2f}"
    )
    return NextStep(
        workout=one.id,
        level=one.level,
        minutes=one.minutes,
        day=day,
        title=one.title,
        change=CHANGES[one.kind],
        growth=each.growth,
        damage=each.damage,
        pays_by=pays_by,
        why=why,
    )
