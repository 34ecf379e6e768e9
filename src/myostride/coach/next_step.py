"""Take it up a notch: the one change that pays most, by minutes spent and by damage done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from myostride.coach.athlete import Athlete
from myostride.coach.library import LibraryWorkout, available, effects, levels, workout
from myostride.coach.plan import PlannedWorkout, TrainingPlan
from myostride.coach.reached import Reached, of_goal
from myostride.coach.rules import violations
from myostride.errors import InputError
from myostride.muscles import TITLES
from myostride.references import load_parameters
from myostride.runner import Runner

__all__ = ["CHANGES", "NextStep", "next_step", "told"]

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
    needs : what it cannot be done without.
    growth, gain, damage : growth signal of the goal, how much more that is than in an ordinary
        session of now, and the largest eccentric dose of any muscle.
    pays_by : minute or damage, whichever it was chosen by.
    why : one line with the numbers. reason : what the library says of it.
    """

    workout: str
    level: int
    minutes: float
    day: date
    title: str
    change: str
    needs: tuple[str, ...]
    growth: float
    gain: float
    damage: float
    pays_by: str
    why: str
    reason: str

    def to_json(self) -> dict[str, Any]:
        """Every field by name; the day in ISO 8601."""
        out: dict[str, Any] = {name: getattr(self, name) for name in self.__slots__}
        out |= {"day": self.day.isoformat(), "needs": list(self.needs)}
        return out


@dataclass(frozen=True, slots=True)
class _Tried:
    """A workout with what it does to the goal, and how much more that is than now."""

    workout: LibraryWorkout
    growth: float
    gain: float
    damage: float

    @property
    def per_minute(self) -> float:
        return self.gain / self.workout.minutes

    @property
    def per_damage(self) -> float:
        return self.gain / max(self.damage, _value("least_damage"))


def _value(name: str) -> float:
    return load_parameters("progress")[name].value


def next_step(
    goal: Sequence[str],
    runner: Runner,
    athlete: Athlete,
    *,
    now: Reached,
    today: date,
    equipment: Iterable[str] = (),
    planned: Sequence[PlannedWorkout] = (),
) -> tuple[NextStep, ...]:
    """The change that pays most per minute, then the one that pays most per damage.

    Each takes the place of an ordinary session and gives the goal clearly more growth signal than
    that; it is at most one step up from what was reached, or the first step of something new, and
    may be done in the coming week without breaking a rest rule, hard or soft. Both may be the
    same.

    Parameters
    ----------
    goal
        Muscle ids.
    athlete
        The runner today, as the rest rules see it.
    now
        What the last weeks asked for.
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
    ordinary = now.ordinary or 0.0
    found = [
        each
        for name in available(equipment)
        if (each := _tried(name, _one_more(name, now), goal, runner, ordinary)).growth
        > ordinary * _value("notch")
    ]
    out = []
    for pays_by, ranked in (
        ("minute", sorted(found, key=lambda t: (-t.per_minute, t.workout.id))),
        ("damage", sorted(found, key=lambda t: (-t.per_damage, t.workout.minutes, t.workout.id))),
    ):
        for each in ranked:
            day = _allowed_on(each.workout, athlete, runner, today, planned)
            if day is not None:
                out.append(_step(each, day, pays_by, now, goal))
                break
    return tuple(out)


def _one_more(name: str, now: Reached) -> int:
    """One step up in what was reached, if there is one; the first step of something new."""
    return min(now.levels.get(name, 0) + 1, levels(name))


def _tried(name: str, level: int, goal: Sequence[str], runner: Runner, ordinary: float) -> _Tried:
    one = workout(name, level=level)
    done = effects(one, runner)
    growth = of_goal(done.growth, goal, runner)
    return _Tried(one, growth, growth - ordinary, max(done.eccentric.values()))


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


def _step(each: _Tried, day: date, pays_by: str, now: Reached, goal: Sequence[str]) -> NextStep:
    one = each.workout
    named = [TITLES[muscle].lower() for muscle in goal]
    muscles = ", ".join(named) if len(named) <= _NAMED else f"the {len(named)} muscles together"
    why = (
        f"{_against_now(each, now)} for {muscles}, and {each.damage:.2f} of the strain of 45 min "
        "steeply downhill"
    )
    return NextStep(
        workout=one.id,
        level=one.level,
        minutes=one.minutes,
        day=day,
        title=one.title,
        change=CHANGES[one.kind],
        needs=tuple(sorted(one.needs)),
        growth=each.growth,
        gain=each.gain,
        damage=each.damage,
        pays_by=pays_by,
        why=why,
        reason=one.why[:1].upper() + one.why[1:],
    )


def _against_now(each: _Tried, now: Reached) -> str:
    """The growth signal as a multiple of what is done now, as far as there is anything."""
    if not now.ordinary or not now.hardest:
        return f"a growth signal of {each.growth:.2f} (0 to about 1)"
    return (
        f"{each.growth / now.ordinary:.1f} times the growth signal of your ordinary session, "
        f"{each.growth / now.hardest:.1f} times that of the hardest in a usual week,"
    )


def told(steps: Sequence[NextStep], today: date) -> list[str]:
    """A line for each step, those that are chosen by both measures once."""
    by: dict[NextStep, list[str]] = {}
    for step in steps:
        by.setdefault(replace(step, pays_by=""), []).append(step.pays_by)
    return [
        f"{_lead(step)}, {_from_day(step.day, today)}: {step.title} ({step.minutes:.0f} min) in "
        f"place of an ordinary session. It pays most per "
        f"{' and per '.join(dict.fromkeys(measures))}: {step.why}. {step.reason}."
        for step, measures in by.items()
    ]


def _lead(step: NextStep) -> str:
    return "With a gym" if "gym" in step.needs else "Next step"


def _from_day(day: date, today: date) -> str:
    return "today or later" if day == today else f"from {day:%A} on"
