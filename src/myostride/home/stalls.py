"""Whether growth has stalled, from the runner's own measurements or else from the model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from myostride.coach.stall import Mark, Stall, mark_kinds, measured_stall, model_stall, stall
from myostride.home.diary import DiaryRow
from myostride.muscles import MUSCLES, expand
from myostride.physiology import Trajectory

__all__ = ["stalls"]


def stalls(
    day: date, diary: Sequence[DiaryRow], recent: Trajectory, *, days: float, trained: bool
) -> Mapping[str, Stall]:
    """Per muscle; what was measured is told where it decides.

    Parameters
    ----------
    day
        Marks of later days do not count.
    diary
        Rows of every kind.
    recent
        The last weeks up to now.
    days, trained
        Since the first record, and whether there was a session in the last two weeks.
    """
    return {
        muscle: stall(
            model_stall(
                float(recent.slope_pct_week[-1, m]),
                float(recent.slope_sd[-1, m]),
                days=days,
                trained=trained,
            ),
            measured_stall(_marks(muscle, diary), float(day.toordinal())),
        )
        for m, muscle in enumerate(MUSCLES)
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
