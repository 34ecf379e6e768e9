"""Progress of every muscle: from a season and the diary to whether training still asks for more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from myostride.coach.progress import Progress, asked, challenge, progress_of
from myostride.coach.stall import Mark, Stall, mark_kinds, measured_stall, model_stall
from myostride.coach.standing import Standing
from myostride.home.diary import DiaryRow
from myostride.muscles import MUSCLES, expand
from myostride.physiology import TimedBlocks, Trajectory, draw_parameters
from myostride.references import load_parameters
from myostride.runner import Runner
from myostride.units import SECONDS_PER_DAY

__all__ = ["looked_back_s", "measured", "modelled", "progress"]


def looked_back_s() -> float:
    """How far back [s] sessions and states are looked at."""
    table = load_parameters("progress")
    weeks = table["challenge_weeks"].value + table["challenge_window_weeks"].value
    return 7.0 * weeks * SECONDS_PER_DAY


def progress(
    standings: Mapping[str, Standing],
    models: Mapping[str, Stall],
    measures: Mapping[str, Stall],
    trajectory: Trajectory,
    sessions: Sequence[TimedBlocks],
    runner: Runner,
) -> Mapping[str, Progress]:
    """Put together, per muscle, what is known of its progress.

    Parameters
    ----------
    models, measures
        The two readings of a plateau.
    trajectory
        Up to now, as far back as is looked.
    sessions
        In time order; earlier and later ones than the trajectory are left out.
    """
    since = max(float(trajectory.unix_s[0]), float(trajectory.unix_s[-1]) - looked_back_s())
    lately = [each for each in sessions if each.unix_s >= since]
    demands = asked(lately, trajectory, draw_parameters(1, 0, runner))
    return {
        muscle: progress_of(
            each, models[muscle], measures[muscle], challenge(muscle, demands, trajectory)
        )
        for muscle, each in standings.items()
    }


def modelled(recent: Trajectory, *, days: float, trained: bool) -> Mapping[str, Stall]:
    """Whether growth stalled, as the model sees it, per muscle.

    Parameters
    ----------
    recent
        The last weeks up to now.
    days, trained
        Since the first record, and whether there was a session in the last two weeks.
    """
    slope, sd = recent.slope_pct_week[-1], recent.slope_sd[-1]
    return {
        muscle: model_stall(float(slope[m]), float(sd[m]), days=days, trained=trained)
        for m, muscle in enumerate(MUSCLES)
    }


def measured(day: date, diary: Sequence[DiaryRow]) -> Mapping[str, Stall]:
    """Whether growth stalled, by the runner's own measurements, per muscle.

    Parameters
    ----------
    day
        Marks of later days do not count.
    diary
        Rows of every kind.
    """
    return {
        muscle: measured_stall(_marks(muscle, diary), float(day.toordinal())) for muscle in MUSCLES
    }


def _marks(muscle: str, diary: Sequence[DiaryRow]) -> list[Mark]:
    """The measurements of size that count for a muscle."""
    found = []
    for row in diary:
        entry = row.entry
        kind = entry.detail or "girth"
        known = entry.kind == "measure" and entry.muscle is not None and kind in mark_kinds()
        if known and muscle in expand(entry.muscle or ""):
            found.append(Mark(float(entry.day.toordinal()), kind, entry.value))
    return found
