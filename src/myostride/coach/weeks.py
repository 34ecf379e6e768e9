"""Weeks of a plan laid out on the runner's days from a few words: which quality sessions a week.

Quality sessions go where they lie furthest apart, and easy running fills the minutes, its longest
run on the last free day. Whatever a rest rule speaks against is then eased until none does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import combinations

from myostride.coach.athlete import Athlete, Strength
from myostride.coach.easing import eased, with_room, within_reach
from myostride.coach.library import LibraryWorkout, bounds, levels, usual_minutes, workout
from myostride.coach.plan import PlannedWorkout, TrainingPlan
from myostride.coach.rules import Violation, violations
from myostride.references import load_parameters, load_table
from myostride.runner import Runner

__all__ = ["Week", "Wishes", "laid_out"]

Week = tuple[str, ...]
"""Ids of the quality sessions of one week, most wanted first."""

TOO_OFTEN = frozenset({"beginner_days_a_week", "beginner_in_a_row"})
"""Rules that speak against running on so many days."""

ALWAYS_KEPT = frozenset({"sore_easy", "first_lifts"})
"""Soft rules that no plan of ours breaks: a sore muscle delays hard sessions for everyone, and
nobody who has not lifted lately begins with the heavy session."""

_ROUNDS = 20


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
    The plan, and what spoke against the first draft: hard rules, `ALWAYS_KEPT`, and for a beginner
    the other soft ones too.
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
        cut = plan
        if any(each.rule == "longest_run" for each in broken):
            cut = within_reach(plan, athlete, runner)
        if cut != plan:
            broken = tuple(each for each in broken if each.rule != "longest_run")
        plan = with_room(eased(cut, broken, runner, wishes.equipment), runner)
        broken = _binding(plan, athlete)
    while broken:
        against = {(b.day, b.workout) for b in broken}
        kept = tuple(w for w in plan.workouts if (w.day, w.title) not in against)
        plan = with_room(replace(plan, workouts=kept), runner)
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
    return with_room(TrainingPlan(wishes.begin, wishes.weeks, tuple(done), wishes.goal), runner)


def _fewer(days: Sequence[date]) -> tuple[date, ...]:
    """As many of the days as a beginner runs on, furthest apart."""
    most = int(load_table("rules")["parameters"]["beginner_days_a_week"]["value"])
    return tuple(days[i] for i in _furthest_apart(_offsets(days), min(most, len(days))))


def _binding(plan: TrainingPlan, athlete: Athlete) -> tuple[Violation, ...]:
    """Hard violations, what is always kept, and for a beginner the other soft ones too."""
    return tuple(
        v
        for v in violations(plan, athlete)
        if v.strength is Strength.HARD or athlete.beginner or v.rule in ALWAYS_KEPT
    )


def _week(
    number: int,
    quality: Week,
    days: Sequence[date],
    wishes: Wishes,
    athlete: Athlete,
    runner: Runner,
) -> list[PlannedWorkout]:
    """The workouts of one week, its minutes shared out; one day at least has an easy run."""
    race = wishes.race
    days = [day for day in days if race is None or day < race]
    if not days:
        return []
    before = [day for day in days if race is None or not _near(day, race)]
    taper = 1.0 - len(before) / len(days)
    total = _minutes(number, wishes, athlete) * (1.0 - taper * (1.0 - _value("taper_share")))
    room = _value("quality_minutes_share") * total
    lifts = any(workout(name).kind == "lift" for name in quality[: len(before)])
    most = len(before) if lifts else min(len(before), len(days) - 1)
    chosen = _fitting(quality[:most], _step(number, wishes, athlete), room)
    slots = _furthest_apart(_offsets(before), len(chosen))
    placed = dict(zip(slots, chosen, strict=True))
    out = [each.on(days[slot], runner) for slot, each in placed.items()]
    free = [i for i in range(len(days)) if i not in placed or placed[i].kind == "lift"]
    left = total - sum(each.minutes for each in chosen)
    return sorted(
        [*out, *_easy(free, frozenset(placed), days, left, number, athlete, runner)],
        key=lambda each: each.day,
    )


def _near(day: date, race: date) -> bool:
    return (race - day).days <= _value("taper_days")


def _fitting(quality: Week, step: int, room: float) -> list[LibraryWorkout]:
    """The most wanted sessions that fit into the minutes, at a lower step where they must."""
    for count in range(len(quality), 0, -1):
        for lower in range(step, 0, -1):
            chosen = [workout(n, level=min(lower, levels(n))) for n in quality[:count]]
            if sum(each.minutes for each in chosen) <= room:
                return chosen
    return []


def _step(number: int, wishes: Wishes, athlete: Athlete) -> int:
    """The step of the library: it rises twice over the plan, a beginner's from the first."""
    third = 3 * number // max(wishes.weeks, 3)
    return min(third + (1 if athlete.beginner else 2), 3)


def _minutes(number: int, wishes: Wishes, athlete: Athlete) -> float:
    """Minutes of a week: towards the wish, no faster than a step a week from what was usual."""
    usual = max(athlete.weekly_minutes, default=0.0)
    if not athlete.weekly_minutes and not athlete.beginner:
        usual = wishes.minutes
    usual = max(usual, _value("beginner_week_minutes"))
    grown = usual * (1.0 + _value("weekly_growth")) ** (number + 1)
    return min(wishes.minutes, max(grown, _value("beginner_week_minutes")))


def _offsets(days: Sequence[date]) -> tuple[int, ...]:
    return tuple((day - days[0]).days for day in days)


@lru_cache(maxsize=1024)
def _furthest_apart(offsets: tuple[int, ...], count: int) -> tuple[int, ...]:
    """Which of the days, so that the least gap between them is largest, week after week."""
    if count == 0:
        return ()

    def spread(chosen: tuple[int, ...]) -> tuple[int, int]:
        at = [offsets[i] for i in chosen]
        gaps = [b - a for a, b in zip(at, (*at[1:], at[0] + 7), strict=True)]
        return min(gaps), -chosen[0]

    return max(combinations(range(len(offsets)), count), key=spread)


def _easy(
    free: Sequence[int],
    placed: frozenset[int],
    days: Sequence[date],
    minutes: float,
    number: int,
    athlete: Athlete,
    runner: Runner,
) -> list[PlannedWorkout]:
    """Easy runs and, where there is room, a long one on the last free day; one that is left alone
    is the long one if it is long enough."""
    new = athlete.beginner and athlete.weeks_running + number < _value("run_walk_weeks")
    name = "run_walk" if new else "easy"
    least, most = bounds(name)
    while free and minutes / len(free) < least:
        free = free[:-1]
    if not free:
        return []
    weights = [1.0] * len(free)
    alone = [i for i in free if i not in placed]
    share = _value("long_run_share")
    if len(free) > 1 and alone and not new and minutes >= least * (len(free) - 1.0 + share):
        weights[list(free).index(alone[-1])] = share
    out = []
    for slot, weight in zip(free, weights, strict=True):
        own = minutes * weight / sum(weights)
        only = len(free) == 1 and slot in alone and own >= usual_minutes("long")
        long = only or (weight > 1.0 and own >= bounds("long")[0])
        low, high = bounds("long") if long else (least, most)
        asked = float(round(min(max(own, low), high)))
        out.append(workout("long" if long else name, minutes=asked).on(days[slot], runner))
    return out
