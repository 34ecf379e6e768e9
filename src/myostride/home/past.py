"""The past of a runner as the rest rules see it on the day a plan begins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from myostride.coach.athlete import Athlete, ForceDeficit, Stimulus
from myostride.coach.readiness import FORECAST_S, Readiness
from myostride.coach.stimuli import rule_number
from myostride.gait.load import BINS
from myostride.home.history import day_start, utc_day
from myostride.home.loads import StoredLoad
from myostride.muscles import INDEX
from myostride.references import load_parameters
from myostride.runner import Runner
from myostride.units import SECONDS_PER_DAY

__all__ = ["Recorded", "days_ago", "deficits", "past_of", "soreness_left"]

NEW_TO_RUNNING = ("bed_bound", "sedentary", "untrained", "active")
_STIMULI = {"downhill_or_loaded": Stimulus.DOWNHILL, "sprint": Stimulus.SPRINT}
_DEMANDING = (Stimulus.SPRINT, Stimulus.HEAVY)


class Recorded(Protocol):
    """The runs and gym workouts up to a moment."""

    @property
    def loads(self) -> Sequence[StoredLoad]: ...

    @property
    def lifted_unix_s(self) -> Sequence[float]: ...

    @property
    def utc_offset_s(self) -> float: ...


def past_of(now: Recorded, runner: Runner, begin: date) -> Athlete:
    """What the runner did before `begin`, whose days count from there; no run is a run of 0 min.

    Without any run nothing is known of the past, and the fields say so.

    Parameters
    ----------
    now
        The records.
    """
    runs = [each for each in now.loads if len(each.load.blocks)]
    ago = [days_ago(e.start_unix_s, e.utc_offset_s, now, begin) for e in runs]
    minutes = [float(each.load.blocks.seconds.sum()) / 60.0 for each in runs]
    recent = [
        (m, d) for m, d in zip(minutes, ago, strict=True) if d <= rule_number("longest_run_days")
    ]
    longest, longest_ago = max(recent, default=(0.0, 0))
    weeks_running = _weeks_running(ago)
    lifted = [days_ago(unix_s, None, now, begin) for unix_s in now.lifted_unix_s]
    done = _done(runs, ago) | ({Stimulus.HEAVY: tuple(lifted)} if lifted else {})
    return Athlete(
        status=runner.status,
        beginner=runner.status in NEW_TO_RUNNING and weeks_running < rule_number("beginner_weeks"),
        weeks_running=weeks_running,
        longest_run_min=longest if runs else None,
        longest_run_days_ago=longest_ago,
        weekly_minutes=_weekly(minutes, ago) if runs else (),
        run_days_in_a_row=_in_a_row(ago),
        done=done,
        demanding_days_ago=min((d for s in _DEMANDING for d in done.get(s, ())), default=None),
        mass_kg=runner.body.mass_kg,
    )


def days_ago(unix_s: float, utc_offset_s: float | None, now: Recorded, begin: date) -> int:
    """Whole days on the runner's calendar, 1 for the day before `begin`."""
    offset_s = now.utc_offset_s if utc_offset_s is None else utc_offset_s
    return max((begin - utc_day(unix_s + offset_s)).days, 0)


def _weekly(minutes: Sequence[float], ago: Sequence[int]) -> tuple[float, ...]:
    """Minutes of each of the four weeks before, the last one last; today counts to it."""
    return tuple(
        sum(m for m, d in zip(minutes, ago, strict=True) if max(d - 1, 0) // 7 == week)
        for week in (3, 2, 1, 0)
    )


def _weeks_running(ago: Sequence[int]) -> float:
    """Weeks since running was last taken up: a long gap starts the count anew."""
    gap = load_parameters("planning")["anew_after_d"].value
    since = 0
    for days in sorted(ago):
        if days - since > gap:
            break
        since = days
    return since / 7.0


def _in_a_row(ago: Sequence[int]) -> int:
    """Running days in a row that end with yesterday."""
    days, count = set(ago), 0
    while count + 1 in days:
        count += 1
    return count


def _done(runs: Sequence[StoredLoad], ago: Sequence[int]) -> dict[Stimulus, tuple[int, ...]]:
    """Days ago that runs held downhill or sprint running for at least a minute."""
    out: dict[Stimulus, list[int]] = {stimulus: [] for stimulus in _STIMULI.values()}
    for each, days in zip(runs, ago, strict=True):
        blocks = each.load.blocks
        for name, stimulus in _STIMULI.items():
            lasted = float(blocks.seconds[blocks.bin == BINS.index(name)].sum())
            if lasted >= load_parameters("planning")["stimulus_least_s"].value:
                out[stimulus].append(days)
    return {stimulus: tuple(days) for stimulus, days in out.items() if days}


def soreness_left(felt: Mapping[str, float], days: int) -> dict[str, float]:
    """Soreness, 0 to 10 by muscle, so many days after it was felt."""
    fallen = rule_number("soreness_fall") * max(days, 0)
    return {m: s - fallen for m, s in felt.items() if m in INDEX and s > fallen}


def deficits(
    readiness: Mapping[str, Readiness], begin: date, utc_offset_s: float
) -> dict[str, ForceDeficit]:
    """Force still missing when the plan begins, until the likeliest moment of recovery.

    The same readiness is behind the advice of `status`, soreness and jumps that were logged
    included.
    """
    least = load_parameters("coach")["rest_force_deficit"].value
    midnight = day_start(begin, utc_offset_s)
    forecast_d, out = FORECAST_S / SECONDS_PER_DAY, {}
    for muscle, ready in readiness.items():
        at = ready.recovered_at_median
        days = forecast_d if at is None else (at.timestamp() - midnight) / SECONDS_PER_DAY
        if 1.0 - ready.force > least and days > 0.0:
            out[muscle] = ForceDeficit(1.0 - ready.force, days)
    return out
