"""Rest rules: days off, sore muscles, room between hard sessions, small doses first.

Each check yields the workouts that break its rule, and in what way. Days count from the plan's
first; what the runner did before it has negative days.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from myostride.coach.athlete import Athlete, Stimulus
from myostride.coach.placed import WEEK_D, Check, Found, Placed, beyond
from myostride.coach.stimuli import rule_number as number
from myostride.muscles import TITLES
from myostride.references import load_parameters

__all__ = ["REST_CHECKS"]

_NEW = (
    (Stimulus.DOWNHILL, "unprimed_downhill_minutes", "downhill"),
    (Stimulus.LOADED, "unprimed_loaded_minutes", "with weight"),
    (Stimulus.SPRINT, "unprimed_sprint_minutes", "of sprints"),
)


def _early(athlete: Athlete, day: int, weeks: float) -> bool:
    """Whether a beginner is still in the first weeks; for others the rule is there by choice."""
    return not athlete.beginner or athlete.weeks_running + day / WEEK_D < weeks


def _in_a_row(plan: Sequence[Placed], athlete: Athlete) -> Found:
    most = int(number("beginner_days_in_a_row"))
    streak, before = athlete.run_days_in_a_row, -1
    for each in plan:
        if not each.is_run or each.day == before:
            continue
        streak = streak + 1 if each.day == before + 1 else 1
        before = each.day
        if streak > most and _early(athlete, each.day, number("beginner_weeks")):
            yield each, f"running day {streak} in a row; at most {most} in the first weeks"


def _days_a_week(plan: Sequence[Placed], athlete: Athlete) -> Found:
    most = int(number("beginner_days_a_week"))
    days: dict[int, set[int]] = defaultdict(set)
    for each in plan:
        if not each.is_run or not _early(athlete, each.day, number("beginner_start_weeks")):
            continue
        week = days[each.day // WEEK_D]
        if each.day not in week and len(week) >= most:
            yield each, f"running day {len(week) + 1} of the week; at most {most} at the start"
        week.add(each.day)


def _start_minutes(plan: Sequence[Placed], athlete: Athlete) -> Found:
    most = number("beginner_minutes")
    for each in plan:
        early = _early(athlete, each.day, number("beginner_start_weeks"))
        if early and beyond(each.doses.run_min, most):
            yield each, f"{each.doses.run_min:.0f} min of running; at most {most:.0f} at the start"


def _soreness(athlete: Athlete, muscle: str, day: int) -> float:
    return athlete.soreness_in(muscle, max(day, 0), number("soreness_fall"))


def _waiting(athlete: Athlete, day: int) -> dict[str, str]:
    """Muscles that wait on a day, each with the reason."""
    coach = load_parameters("coach")
    out = {}
    for muscle in athlete.muscles():
        deficit = athlete.force_deficit.get(muscle)
        sore = _soreness(athlete, muscle, day)
        if sore >= coach["rest_soreness"].value:
            out[muscle] = f"soreness of about {sore:.0f} of 10 is expected that day"
        elif (
            deficit is not None
            and deficit.share > coach["rest_force_deficit"].value
            and day < deficit.recovered_in_d
        ):
            out[muscle] = (
                f"{deficit.share:.0%} of its force is missing today, to be back in about "
                f"{math.ceil(deficit.recovered_in_d)} days"
            )
    return out


def _sore_muscle(plan: Sequence[Placed], athlete: Athlete) -> Found:
    for each in plan:
        waiting = _waiting(athlete, each.day)
        on_the_move = bool(each.doses.stimuli - {Stimulus.HEAVY})
        hit = [m for m in waiting if on_the_move or m in each.doses.heavy]
        if hit:
            yield each, f"{TITLES[hit[0]]}: {waiting[hit[0]]}{_and_others(hit)}"


def _and_others(hit: Sequence[str]) -> str:
    return "" if len(hit) == 1 else f"; likewise {', '.join(TITLES[m].lower() for m in hit[1:])}"


def _sore_stop(plan: Sequence[Placed], athlete: Athlete) -> Found:
    coach = load_parameters("coach")
    stop, rest = coach["stop_soreness"].value, coach["rest_soreness"].value
    very = [m for m, soreness in athlete.soreness.items() if soreness >= stop]
    for each in plan:
        hit = [
            m
            for m in very
            if _soreness(athlete, m, each.day) >= rest and (each.strains or m in each.doses.lifted)
        ]
        if hit:
            how = (
                f"{TITLES[hit[0]]}: {athlete.soreness[hit[0]]:.0f} of 10 today; it waits until "
                f"it is below {rest:.0f}{_and_others(hit)}"
            )
            yield each, how


def _sore_easy(plan: Sequence[Placed], athlete: Athlete) -> Found:
    most = number("sore_easy_minutes")
    for each in plan:
        waiting = list(_waiting(athlete, each.day))
        if not waiting or not each.strains:
            continue
        if each.workout.hard or beyond(each.workout.minutes, most):
            what = "hard" if each.workout.hard else f"{each.workout.minutes:.0f} min"
            yield each, f"{TITLES[waiting[0]]} waits; easy and up to {most:.0f} min, not {what}"


def _spacing(plan: Sequence[Placed], athlete: Athlete) -> Found:
    usual, long = number("spacing_days"), number("spacing_days_maximal")
    ago = athlete.demanding_days_ago
    free_from = -math.inf if ago is None else usual - ago
    for each in plan:
        if not each.demanding:
            continue
        if each.day < free_from:
            yield each, f"{24 * (free_from - each.day):.0f} h too early after the last such session"
        free_from = max(free_from, each.day + (long if each.doses.maximal else usual))


def _ago(athlete: Athlete, stimulus: Stimulus) -> tuple[int, ...]:
    return athlete.done.get(stimulus, ())


def _in_time(day: int, before: int) -> bool:
    return number("priming_least_days") <= day - before <= number("priming_most_days")


def _priming(plan: Sequence[Placed], athlete: Athlete) -> Found:
    least = number("priming_least_minutes")
    for stimulus, most, words in _NEW:
        had = [-ago for ago in _ago(athlete, stimulus)]
        for each in plan:
            new = each.doses.sprint_min if stimulus is Stimulus.SPRINT else each.doses.of(stimulus)
            if beyond(new, number(most)) and not any(_in_time(each.day, d) for d in had):
                how = (
                    f"{new:.0f} min {words} without {least:.0f} min or more of it "
                    f"{number('priming_least_days'):.0f} to {number('priming_most_days'):.0f} "
                    "days before"
                )
                yield each, how
            if each.doses.of(stimulus) >= least:
                had.append(each.day)


def _first_lifts(plan: Sequence[Placed], athlete: Athlete) -> Found:
    had = [-ago for ago in _ago(athlete, Stimulus.HEAVY)]
    for each in plan:
        if each.doses.heavy and not any(_in_time(each.day, day) for day in had):
            yield each, "heavy for the legs without a light session in the four weeks before"
        if each.doses.lifted:
            had.append(each.day)


def _after_race(plan: Sequence[Placed], athlete: Athlete) -> Found:
    race = athlete.race
    if race is None or race.distance_m < 1000.0 * number("race_least_km"):
        return
    easy_d = math.ceil(number("race_easy_days_per_10_km") * race.distance_m / 10_000.0)
    for each in plan:
        since = each.day + race.days_ago
        if since < easy_d and (each.workout.hard or each.doses.stimuli):
            how = (
                f"day {since} after {race.distance_m / 1000.0:.0f} km; {easy_d} easy days follow it"
            )
            yield each, how


REST_CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "beginner_in_a_row": _in_a_row,
        "beginner_days_a_week": _days_a_week,
        "beginner_minutes": _start_minutes,
        "sore_muscle": _sore_muscle,
        "sore_stop": _sore_stop,
        "sore_easy": _sore_easy,
        "spacing": _spacing,
        "priming": _priming,
        "first_lifts": _first_lifts,
        "after_race": _after_race,
    }
)
