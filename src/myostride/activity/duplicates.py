"""Whether two activities are the same one recorded or exported twice, and which says more."""

from __future__ import annotations

import math

from myostride.activity.run import Activity, Run

__all__ = ["richness", "same_activity"]

_OVERLAP = 0.8
_OVERLAP_WITHOUT_DISTANCE = 0.95
_DISTANCE = 0.05
_COVERED = 0.5
"""Share of samples with a value from which a channel counts as recorded."""
_DENSE_S = 1.5
_CHANNELS = ("contact_time_s", "power_w", "heart_rate_bpm", "cadence_spm")
_SAID = len(_CHANNELS) + 5
_FORMAT_RANK = {"gym": 3, "fit": 2, "tcx": 1}


def same_activity(a: Activity, b: Activity) -> bool:
    """Whether they overlap by more than 80 % of the shorter and agree in distance within 5 %.

    Each lasts from its start for its duration. Where a distance is unknown, time alone
    decides and has to agree better: 95 % of the longer. Copies whose clocks are in different
    time zones do not overlap, so they are two activities.
    """
    start_a, start_b = a.start_utc.timestamp(), b.start_utc.timestamp()
    overlap_s = min(start_a + a.duration_s, start_b + b.duration_s) - max(start_a, start_b)
    shorter, longer = sorted((a.duration_s, b.duration_s))
    if not shorter > 0:
        return False
    if not (math.isfinite(a.distance_m) and math.isfinite(b.distance_m)):
        return overlap_s > _OVERLAP_WITHOUT_DISTANCE * longer
    if abs(a.distance_m - b.distance_m) > _DISTANCE * max(a.distance_m, b.distance_m):
        return False
    return overlap_s > _OVERLAP * shorter


def richness(activity: Activity) -> tuple[int, ...]:
    """How much a recording says of the run; the greater is kept. In this order:

    a run at all, not broken off, running dynamics (contact time), power, heart rate,
    cadence, at least one sample in 1.5 s, laps, the local time, fewer warnings (so that a
    damaged or repaired copy never stands for an intact one that says the same), a gym log (it
    alone tells the sets) before FIT before TCX before GPX, number of samples.
    """
    said = (0,) * _SAID if activity.run is None else _said(activity.run)
    rank = _FORMAT_RANK.get(activity.format, 0)
    return (*said, -len(activity.warnings), rank, activity.records)


def _said(run: Run) -> tuple[int, ...]:
    coverage = run.quality.coverage
    dense = run.duration_s > 0 and len(run) >= run.duration_s / _DENSE_S
    return (
        1,
        int(not run.quality.partial),
        *(int(coverage.get(name, 0.0) >= _COVERED) for name in _CHANNELS),
        int(dense),
        int(bool(run.laps)),
        int(run.utc_offset_s is not None),
    )
