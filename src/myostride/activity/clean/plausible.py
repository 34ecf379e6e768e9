"""The last check: no file, however damaged or mislabelled, gives a load no human can bear."""

from __future__ import annotations

import math
from dataclasses import replace

from myostride.activity.ranges import POSSIBLE
from myostride.activity.run import Activity
from myostride.activity.sport import record_speed_m_s
from myostride.units import SECONDS_PER_DAY

__all__ = ["plausible"]

_ABOVE_RECORD = 1.15
"""Devices overstate distance; more than this above the record is another sport or damage."""
_LONGEST_RUN_S = 10 * SECONDS_PER_DAY
"""Of one recording; the longest races on foot that a watch records whole last six days."""
_FASTEST_SPORT_M_S = POSSIBLE["speed_m_s"][1]


def plausible(activity: Activity) -> Activity:
    """The activity, without its load where a run is faster than the world record.

    Of other sports a distance beyond 100 m/s is unknown. Either is said in the warnings.
    """
    distance_m, duration_s = activity.distance_m, activity.duration_s
    if activity.run is not None and duration_s > _LONGEST_RUN_S:
        return _without_load(
            activity, f"{duration_s / SECONDS_PER_DAY:.0f} days on foot without an end"
        )
    if not (math.isfinite(distance_m) and distance_m > 0):
        return activity
    speed_m_s = distance_m / duration_s if duration_s > 0 else math.inf
    shown = f"{distance_m / 1000:.1f} km in {duration_s / 3600:.2f} h"
    if speed_m_s > _FASTEST_SPORT_M_S:
        said = f"{shown} is faster than any sport; the distance is taken as unknown"
        activity = replace(activity, distance_m=math.nan, warnings=(*activity.warnings, said))
    if activity.run is not None and speed_m_s > _ABOVE_RECORD * record_speed_m_s(distance_m):
        return _without_load(activity, f"{shown} is faster than anyone has run")
    return activity


def _without_load(activity: Activity, why: str) -> Activity:
    said = f"{why}; kept as another sport, without load"
    return replace(activity, sport="other", run=None, warnings=(*activity.warnings, said))
