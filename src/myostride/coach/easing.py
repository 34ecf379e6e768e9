"""What gives way where a rest rule speaks against a workout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from myostride.coach.athlete import Athlete, Stimulus
from myostride.coach.library import bounds, workout
from myostride.coach.plan import PlannedWorkout, TrainingPlan
from myostride.coach.rules import Violation
from myostride.coach.stimuli import doses, rule_number
from myostride.errors import InputError
from myostride.references import load_parameters
from myostride.runner import Runner

__all__ = ["eased", "with_room", "within_reach"]

_SHORTER = frozenset({"longest_run", "weekly_volume", "beginner_minutes", "sore_easy"})
_DROPPED = frozenset({"beginner_days_a_week", "beginner_in_a_row", "sore_stop"})
_PRIMERS = {
    Stimulus.DOWNHILL: "downhill_priming",
    Stimulus.SPRINT: "strides",
    Stimulus.LOADED: "vest_hike",
}


def eased(
    plan: TrainingPlan,
    broken: Sequence[Violation],
    runner: Runner,
    equipment: frozenset[str],
) -> TrainingPlan:
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
        instead = each if rule is None else _instead(each, rule, runner, equipment)
        if instead is not None:
            out.append(instead)
    weeks = zip(_weeks(plan.workouts, plan), _weeks(out, plan), strict=True)
    kept = [w for before, now in weeks for w in _no_longer(now, _minutes(before), runner)]
    return replace(plan, workouts=tuple(kept))


def _weeks(workouts: Sequence[PlannedWorkout], plan: TrainingPlan) -> list[list[PlannedWorkout]]:
    weeks: list[list[PlannedWorkout]] = [[] for _ in range(plan.weeks)]
    for each in workouts:
        weeks[(each.day - plan.begin).days // 7].append(each)
    return weeks


def _minutes(workouts: Sequence[PlannedWorkout]) -> float:
    return sum(each.minutes for each in workouts)


def _no_longer(week: list[PlannedWorkout], minutes: float, runner: Runner) -> list[PlannedWorkout]:
    """The week no longer than before: its longest easy run is cut, then its second lift goes."""
    easy = [i for i, each in enumerate(week) if each.kind == "easy"]
    if _minutes(week) > minutes + 0.5 and easy:
        cut = max(easy, key=lambda i: week[i].minutes)
        name, left = week[cut].workout, week[cut].minutes - (_minutes(week) - minutes)
        asked = max(float(bounds(name)[0]), left)
        week[cut] = workout(name, minutes=asked).on(week[cut].day, runner)
    lifts = [i for i, each in enumerate(week) if each.kind == "lift"]
    if _minutes(week) > minutes + 0.5 and len(lifts) > 1:
        del week[lifts[-1]]
    return week


def within_reach(plan: TrainingPlan, athlete: Athlete, runner: Runner) -> TrainingPlan:
    """The plan with every run cut to what the longest run before it allows, in order of days.

    Where the rule counts metres, a run is cut in proportion; what is left over is for `eased`.
    """
    step, window = 1.0 + rule_number("longest_run_step"), rule_number("longest_run_days")
    metres = athlete.longest_run_m is not None
    known = athlete.longest_run_m if metres else athlete.longest_run_min
    done: list[tuple[int, float]] = []
    if known is not None or athlete.beginner:
        done.append((-athlete.longest_run_days_ago, known or 0.0))
    out: list[PlannedWorkout] = []
    for each in sorted(plan.workouts, key=lambda w: w.day):
        day, run_min = (each.day - plan.begin).days, _run_min(each, runner)
        far = each.distance_m if metres else run_min
        most = step * max((f for d, f in done if day - d <= window), default=0.0)
        if done and far > most and run_min > rule_number("always_allowed_minutes"):
            allowed = max(run_min * most / far, rule_number("always_allowed_minutes"))
            each = _cut(each, each.minutes - (run_min - allowed), runner)
            far = each.distance_m if metres else _run_min(each, runner)
        if run_min > 0.0:
            done.append((day, far))
        out.append(each)
    return replace(plan, workouts=tuple(out))


def _run_min(each: PlannedWorkout, runner: Runner) -> float:
    return doses(each.session, runner.body.mass_kg).run_min


def _cut(each: PlannedWorkout, minutes: float, runner: Runner) -> PlannedWorkout:
    """The same workout in no more minutes, or an easy run of so many."""
    asked = max(minutes - 0.5, float(bounds("easy")[0]))
    try:
        return workout(each.workout, minutes=asked).on(each.day, runner)
    except InputError:
        return workout("easy", minutes=asked).on(each.day, runner)


def with_room(plan: TrainingPlan, runner: Runner) -> TrainingPlan:
    """The plan with so few quality sessions in every week that easy running keeps its share.

    The last ones of the week give way: a run becomes an easy one, lifting is left out.
    """
    most = load_parameters("planning")["quality_minutes_share"].value
    out: list[PlannedWorkout] = []
    for week in _weeks(plan.workouts, plan):
        while _minutes([w for w in week if _is_quality(w)]) > most * _minutes(week):
            last = max(i for i, w in enumerate(week) if _is_quality(w))
            instead = None if week[last].kind == "lift" else _easy_run(week[last], runner)
            week[last : last + 1] = [] if instead is None else [instead]
        out += week
    return replace(plan, workouts=tuple(out))


def _is_quality(each: PlannedWorkout) -> bool:
    return each.hard or each.kind in ("tempo", "lift")


def _instead(
    each: PlannedWorkout, rule: str, runner: Runner, equipment: frozenset[str]
) -> PlannedWorkout | None:
    if rule in _DROPPED:
        return None
    if rule in _SHORTER and not (rule == "sore_easy" and each.hard):
        return _shorter(each, runner)
    first = _first_dose(each, rule, runner)
    if first is not None and first != each.workout and workout(first).needs <= equipment:
        return workout(first).on(each.day, runner)
    if each.kind == "lift":
        return None
    return _easy_run(each, runner)


def _first_dose(each: PlannedWorkout, rule: str, runner: Runner) -> str | None:
    """The workout that is the small first dose of what is new in this one."""
    if rule == "first_lifts":
        return "first_lifts"
    if rule != "priming":
        return None
    found = doses(each.session, runner.body.mass_kg).stimuli
    return next((_PRIMERS[s] for s in _PRIMERS if s in found), None)


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
