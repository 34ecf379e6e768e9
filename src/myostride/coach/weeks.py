"""Weeks of a plan laid out on the runner's days from a few words: which quality sessions a week.

Quality sessions go where they lie furthest apart, the long run furthest from them, and easy running
fills the minutes. Whatever a rest rule speaks against is then eased until none does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import combinations

from myostride.coach.athlete import Athlete, Strength
from myostride.coach.easing import eased
from myostride.coach.library import bounds, levels, usual_minutes, workout
from myostride.coach.plan import PlannedWorkout, TrainingPlan
from myostride.coach.rules import Violation, violations
from myostride.references import load_parameters, load_table
from myostride.runner import Runner

__all__ = ["Week", "Wishes", "laid_out"]

Week = tuple[str, ...]
"""Ids of the quality sessions of one week, most wanted first."""

TOO_OFTEN = frozenset({"beginner_days_a_week", "beginner_in_a_row"})
"""Rules that speak against running on so many days."""

_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the runner wants of a plan.

    begin : its first day, a Monday or not.
    weeks : how long.
    days : weekdays on which there is time, 0 for Monday.
    goal : muscle ids that are to grow.
    minutes : a week, running and lifting together.
    equipment : what there is (hills, gym, weights, treadmill, vest, ankle_weights).
    race : a race that the plan leads to.
    """

    begin: date
    weeks: int
    days: tuple[int, ...]
    goal: tuple[str, ...]
    minutes: float
    equipment: frozenset[str] = frozenset({"hills"})
    race: date | None = None

    @property
    def dates(self) -> tuple[tuple[date, ...], ...]:
        """The runner's days of every week of the plan."""
        whole = [self.begin + timedelta(days=d) for d in range(7 * self.weeks)]
        return tuple(
            tuple(day for day in whole[7 * w : 7 * w + 7] if day.weekday() in self.days)
            for w in range(self.weeks)
        )


def _value(name: str) -> float:
    return load_parameters("planning")[name].value


def laid_out(weeks: Sequence[Week], wishes: Wishes, athlete: Athlete, runner: Runner) -> tuple[
    TrainingPlan, tuple[Violation, ...]
]:  # fmt: skip
    """A plan that keeps every rule, and what of the wish the rules spoke against.

    Parameters
    ----------
    weeks
        Quality sessions of every week.
    athlete
        The runner on the first day, as the rules see it.

    Returns
    -------
    The plan, and the violations that the first draft had (hard ones, and soft ones for beginners).
    """
    plan = _draft(weeks, wishes.dates, wishes, athlete, runner)
    first = _binding(plan, athlete)
    if any(violation.rule in TOO_OFTEN for violation in first):
        fewer = tuple(_fewer(days) for days in wishes.dates)
        plan = _draft(weeks, fewer, wishes, athlete, runner)
    broken = _binding(plan, athlete)
    for _ in range(_ROUNDS):
        if not broken:
            break
        plan = eased(plan, broken, runner)
        broken = _binding(plan, athlete)
    while broken:
        against = {(b.day, b.workout) for b in broken}
        kept = tuple(w for w in plan.workouts if (w.day, w.title) not in against)
        plan = replace(plan, workouts=kept)
        broken = _binding(plan, athlete)
    return plan, first


def _draft(
    weeks: Sequence[Week],
    dates: Sequence[Sequence[date]],
    wishes: Wishes,
    athlete: Athlete,
    runner: Runner,
) -> TrainingPlan:
    done: list[PlannedWorkout] = []
    for number, (quality, days) in enumerate(zip(weeks, dates, strict=True)):
        done += _week(number, quality, days, wishes, athlete, runner)
    return TrainingPlan(wishes.begin, wishes.weeks, tuple(done), wishes.goal)


def _fewer(days: Sequence[date]) -> tuple[date, ...]:
    """As many of the days as a beginner runs on, furthest apart."""
    most = int(load_table("rules")["parameters"]["beginner_days_a_week"]["value"])
    return tuple(days[i] for i in _furthest_apart(len(days), min(most, len(days))))


def _binding(plan: TrainingPlan, athlete: Athlete) -> tuple[Violation, ...]:
    """Hard violations, and for a beginner the soft ones too."""
    return tuple(
        v for v in violations(plan, athlete) if v.strength is Strength.HARD or athlete.beginner
    )


def _week(
    number: int,
    quality: Week,
    days: Sequence[date],
    wishes: Wishes,
    athlete: Athlete,
    runner: Runner,
) -> list[PlannedWorkout]:
    """The workouts of one week, its minutes shared out."""
    total = _minutes(number, wishes, athlete)
    if wishes.race is not None:
        days = [day for day in days if day < wishes.race]
    near = wishes.race is not None and days and _near(days[0], wishes.race)
    chosen = () if near else quality[: len(days)]
    total *= _value("taper_share") if near else 1.0
    step = _step(number, wishes, athlete)
    slots = _furthest_apart(len(days), len(chosen))
    placed: dict[int, str] = dict(zip(slots, chosen, strict=True))
    used = sum(usual_minutes(name, min(step, levels(name))) for name in chosen)
    while placed and used > total:
        used -= usual_minutes(placed[max(placed)], min(step, levels(placed[max(placed)])))
        placed.pop(max(placed))
    out = [
        workout(name, level=min(step, levels(name))).on(days[slot], runner)
        for slot, name in placed.items()
    ]
    free = [i for i in range(len(days)) if i not in placed or _is_lift(placed[i])]
    return sorted(
        [*out, *_easy(free, placed, days, total - used, number, athlete, runner)],
        key=lambda each: each.day,
    )


def _near(day: date, race: date) -> bool:
    return (race - day).days <= _value("taper_days")


def _step(number: int, wishes: Wishes, athlete: Athlete) -> int:
    """The step of the library: it rises twice over the plan, a beginner's from the first."""
    third = 3 * number // max(wishes.weeks, 3)
    return min(third + (1 if athlete.beginner else 2), 3)


def _minutes(number: int, wishes: Wishes, athlete: Athlete) -> float:
    """Minutes of a week: towards the wish, no faster than a step a week from what was usual."""
    usual = max(athlete.weekly_minutes, default=0.0)
    if usual <= 0.0:
        usual = _value("beginner_week_minutes") if athlete.beginner else wishes.minutes
    grown = usual * (1.0 + _value("weekly_growth")) ** (number + 1)
    return min(wishes.minutes, max(grown, _value("beginner_week_minutes")))


@lru_cache(maxsize=256)
def _furthest_apart(days: int, count: int) -> tuple[int, ...]:
    """Which of the days, so that the least gap between them is largest over the weeks."""
    if count == 0:
        return ()

    def spread(chosen: tuple[int, ...]) -> tuple[int, int]:
        gaps = [b - a for a, b in zip(chosen, (*chosen[1:], chosen[0] + days), strict=True)]
        return min(gaps), -chosen[0]

    return max(combinations(range(days), count), key=spread)


def _is_lift(name: str) -> bool:
    return workout(name).kind == "lift"


def _easy(
    free: Sequence[int],
    placed: dict[int, str],
    days: Sequence[date],
    minutes: float,
    number: int,
    athlete: Athlete,
    runner: Runner,
) -> list[PlannedWorkout]:
    """Easy runs and, where there is room, a long one on the last free day."""
    new = athlete.beginner and athlete.weeks_running + number < _value("run_walk_weeks")
    name = "run_walk" if new else "easy"
    least, most = bounds(name)
    while free and minutes / len(free) < least:
        free = free[:-1]
    if not free:
        return []
    weights = [1.0] * len(free)
    alone = [i for i in free if i not in placed]
    if len(free) > 1 and alone and not new:
        weights[list(free).index(alone[-1])] = _value("long_run_share")
    out = []
    for slot, weight in zip(free, weights, strict=True):
        own = minutes * weight / sum(weights)
        long = weight > 1.0 and own >= bounds("long")[0]
        low, high = bounds("long") if long else (least, most)
        asked = float(round(min(max(own, low), high)))
        out.append(workout("long" if long else name, minutes=asked).on(days[slot], runner))
    return out
