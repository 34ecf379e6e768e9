"""What gives way where a rest rule speaks against a workout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from myostride.coach.athlete import Stimulus
from myostride.coach.library import bounds, workout
from myostride.coach.plan import PlannedWorkout, TrainingPlan
from myostride.coach.rules import Violation
from myostride.coach.stimuli import doses
from myostride.errors import InputError
from myostride.references import load_parameters
from myostride.runner import Runner

__all__ = ["eased"]

_SHORTER = frozenset({"longest_run", "weekly_volume", "beginner_minutes", "sore_easy"})
_DROPPED = frozenset({"beginner_days_a_week", "beginner_in_a_row", "sore_stop"})
_PRIMERS = {
    Stimulus.DOWNHILL: "downhill_priming",
    Stimulus.SPRINT: "strides",
    Stimulus.LOADED: "vest_hike",
}


def eased(plan: TrainingPlan, broken: Sequence[Violation], runner: Runner) -> TrainingPlan:
    """The plan with every workout that a rule speaks against made easier, or left out.

    A new stimulus gets its small first dose; what is too long is shortened; what comes on too
    many days is left out; anything else becomes an easy run.
    """
    against: dict[tuple[object, str], str] = {}
    for violation in broken:
        against.setdefault((violation.day, violation.workout), violation.rule)
    out: list[PlannedWorkout] = []
    for each in plan.workouts:
        rule = against.get((each.day, each.title))
        instead = each if rule is None else _instead(each, rule, runner)
        if instead is not None:
            out.append(instead)
    return replace(plan, workouts=tuple(out))


def _instead(each: PlannedWorkout, rule: str, runner: Runner) -> PlannedWorkout | None:
    if rule in _DROPPED:
        return None
    if rule in _SHORTER:
        return _shorter(each, runner)
    if rule == "priming":
        found = doses(each.session, runner.body.mass_kg).stimuli
        primer = next((_PRIMERS[s] for s in _PRIMERS if s in found), None)
        if primer is not None and primer != each.workout:
            return workout(primer).on(each.day, runner)
    if rule == "first_lifts" and each.workout != "first_lifts":
        return workout("first_lifts").on(each.day, runner)
    if each.kind == "lift":
        return None
    return _easy_run(each, runner)


def _shorter(each: PlannedWorkout, runner: Runner) -> PlannedWorkout | None:
    """The same workout a step shorter; an easy run, then none, where it cannot be."""
    minutes = load_parameters("planning")["shorter_share"].value * each.minutes
    try:
        return workout(each.workout, minutes=minutes).on(each.day, runner)
    except InputError:
        return _easy_run(replace(each, minutes=minutes), runner)


def _easy_run(each: PlannedWorkout, runner: Runner) -> PlannedWorkout | None:
    least, most = bounds("easy")
    if each.kind == "easy" and each.minutes <= least:
        return None
    minutes = min(max(float(round(each.minutes)), float(least)), float(most))
    if each.workout == "easy" and minutes >= each.minutes:
        minutes = max(float(least), float(round(0.8 * minutes)))
    return workout("easy", minutes=minutes).on(each.day, runner)
