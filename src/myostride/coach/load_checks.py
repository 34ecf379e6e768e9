"""Load rules: how far, how much a week, how much weight.

Each check yields the workouts that break its rule, and in what way. Days count from the plan's
first; what the runner did before it has negative days.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from myostride.coach.athlete import Athlete
from myostride.coach.placed import WEEK_D, Check, Found, Placed, beyond
from myostride.coach.stimuli import rule_number as number

__all__ = ["LOAD_CHECKS"]


def _longest_run(plan: Sequence[Placed], athlete: Athlete) -> Found:
    """In metres where all of them are known, else in minutes.

    Where nothing is known of the past of a runner who is no beginner, the plan's first run shows
    what is usual.
    """
    runs = [each for each in plan if each.is_run]
    metres = athlete.longest_run_m is not None and all(r.workout.distance_m > 0.0 for r in runs)
    known = athlete.longest_run_m if metres else athlete.longest_run_min
    step, window = 1.0 + number("longest_run_step"), number("longest_run_days")
    done: list[tuple[int, float]] = []
    if known is not None or athlete.beginner:
        done.append((-athlete.longest_run_days_ago, known or 0.0))
    for each in runs:
        length = each.workout.distance_m if metres else each.doses.run_min
        longest = max((far for day, far in done if each.day - day <= window), default=0.0)
        short = each.doses.run_min <= number("always_allowed_minutes")
        if done and not short and beyond(length, step * longest):
            yield each, f"{_length(length, metres)} after at most {_length(longest, metres)}"
        done.append((each.day, length))


def _length(value: float, metres: bool) -> str:
    return f"{value / 1000.0:.1f} km" if metres else f"{value:.0f} min"


def _weekly_volume(plan: Sequence[Placed], athlete: Athlete) -> Found:
    """Said once a week, of the run that passes the limit; nothing where no past is known."""
    if not athlete.weekly_minutes:
        return
    back = int(number("weekly_looks_back"))
    weeks = dict(enumerate(athlete.weekly_minutes, -len(athlete.weekly_minutes)))
    for each in plan:
        if not each.is_run:
            continue
        week = each.day // WEEK_D
        largest = max(weeks.get(w, 0.0) for w in range(week - back, week))
        limit = max((1.0 + number("weekly_step")) * largest, number("weekly_least_minutes"))
        before = weeks.get(week, 0.0)
        weeks[week] = before + each.doses.run_min
        if not beyond(before, limit) and beyond(weeks[week], limit):
            yield (
                each,
                f"more than {limit:.0f} min in the week; the largest before had {largest:.0f}",
            )


def _carried_limit(plan: Sequence[Placed], athlete: Athlete) -> Found:
    who = "_beginner" if athlete.beginner else ""
    for each in plan:
        for kg, gait in ((each.doses.run_kg, "run"), (each.doses.walk_kg, "walk")):
            most = number(f"carried_{gait}{who}") * athlete.mass_kg
            if beyond(kg, most):
                how = (
                    f"{kg:.0f} kg is {kg / athlete.mass_kg:.0%} of body mass; at most "
                    f"{most:.0f} kg to {gait} with{' for a beginner' if who else ''}"
                )
                yield each, how


def _carried_ramp(plan: Sequence[Placed], athlete: Athlete) -> Found:
    week, forgotten = number("carried_week_days"), number("carried_forgotten_days")
    had = [(-int(week), athlete.carried_share)]
    for each in plan:
        share = max(each.doses.run_kg, each.doses.walk_kg) / athlete.mass_kg
        if share <= 0.0:
            continue
        used = max((s for day, s in had if week <= each.day - day <= forgotten), default=0.0)
        most = max(number("carried_start"), used + number("carried_step") if used else 0.0)
        if beyond(share, most):
            yield each, f"{share:.0%} of body mass; at most {most:.0%} as the next step"
        had.append((each.day, share))


def _ankle_weights(plan: Sequence[Placed], athlete: Athlete) -> Found:
    most = number("ankle_share") * athlete.mass_kg
    for each in plan:
        if beyond(each.doses.ankle_kg, most):
            yield each, f"{each.doses.ankle_kg:.1f} kg at each ankle; at most {most:.1f} kg"
        if each.doses.ankle_fast:
            how = (
                f"running with ankle weights; only at a stated jog of at most "
                f"{number('ankle_jog_m_s'):.1f} m/s, and never jumping"
            )
            yield each, how


LOAD_CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "longest_run": _longest_run,
        "weekly_volume": _weekly_volume,
        "carried_limit": _carried_limit,
        "carried_ramp": _carried_ramp,
        "ankle_weights": _ankle_weights,
    }
)
