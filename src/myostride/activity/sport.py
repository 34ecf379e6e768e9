"""One vocabulary of sports for all formats, and the guess where a file states none.

Ours are: running, walking, cycling, swimming, skiing, rowing, strength, transition, other.
Trail, track and treadmill running are running; hiking is walking. A sport without a name
here keeps its own, lower-case (e.g. "stand_up_paddleboarding").
"""

from __future__ import annotations

import re
from types import MappingProxyType

import numpy as np

from myostride.activity.positions import haversine_m
from myostride.activity.ranges import WALK_TO_RUN_M_S
from myostride.activity.recording import Floats, Recording

__all__ = ["ON_FOOT", "guess_sport", "is_on_foot", "record_speed_m_s", "standard_sport"]

ON_FOOT: frozenset[str] = frozenset({"running", "walking"})
"""Sports that load the legs step by step and get a table."""

_WORDS = MappingProxyType(
    {
        "running": "run running runner jog jogging trail_run trail_running trailrun track_running "
        "treadmill treadmill_running indoor_running street_running virtual_run virtualrun "
        "virtual_running ultra_run ultra_running lauf laufen course_pied correr carrera corsa "
        "hardlopen 9",
        "walking": "walk walking hike hiking casual_walking speed_walking mountaineering "
        "indoor_walking snowshoeing snowshoe wandern gehen spaziergang 4 10",
        "cycling": "ride bike biking cycling virtual_ride virtualride mountain_biking "
        "mountain_bike road_biking e_biking ebikeride indoor_cycling spin gravel_cycling "
        "gravel_ride cyclocross mountainbikeride gravelride radfahren radfahrt velo 1",
        "swimming": "swim swimming lap_swimming open_water open_water_swimming pool_swim schwimmen",
        "skiing": "ski skiing nordic_ski nordicski cross_country_skiing alpine_skiing alpineski "
        "backcountry_ski backcountryski skate_skiing roller_ski rollerski snowboarding snowboard",
        "rowing": "row rowing indoor_rowing",
        "strength": "strength strength_training weight_training weighttraining training_strength",
        "transition": "transition",
        "other": "other generic all workout training fitness_equipment multisport",
    }
)
_SPORT_OF = MappingProxyType(
    {word: sport for sport, words in _WORDS.items() for word in words.split()}
)
_ON_FOOT_SUB_SPORTS = frozenset({"treadmill", "trail", "track", "street", "indoor_running"})

# Men's world records: distance [m], mean speed [m/s] (World Athletics, IAU and GOMU, 2024;
# the last two are the 24 hours and the six days).
_RECORD_DISTANCE_M = np.array([100, 400, 1500, 5000, 1e4, 21_097.5, 42_195, 1e5, 319_614, 1.0453e6])
_RECORD_SPEED_M_S = np.array([10.44, 9.30, 7.28, 6.62, 6.36, 6.11, 5.83, 4.60, 3.70, 2.02])
_RECORD_SHARE = 0.85
"""Faster than this share of the record speed is taken for a bicycle."""
_STANDING_BELOW_M_S = 0.4
"""Drift of positions, not movement."""
_LONGEST_STEP_S = 60.0
"""A longer step is a pause and says nothing of the speed of moving."""


def standard_sport(name: str, sub_sport: str = "") -> str:
    """Our name of a sport as any format writes it; "" where `name` says nothing.

    Parameters
    ----------
    name
        As written: "Running", "trail_running", "Ride", Strava's "9", FIT's "running".
    sub_sport
        FIT's sub-sport: a treadmill is running even where the sport is only "generic".
    """
    key = re.sub(r"[^0-9a-z]+", "_", name.strip().lower()).strip("_")
    sport = _SPORT_OF.get(key, key)
    if sport == "other" and sub_sport.strip().lower() in _ON_FOOT_SUB_SPORTS:
        return "running"
    return sport


def is_on_foot(sport: str) -> bool:
    """Whether a sport (in our vocabulary) is run or walked."""
    return sport in ON_FOOT


def record_speed_m_s(distance_m: float) -> float:
    """Mean speed of the fastest run ever over a distance; 0 beyond twice the six-day record."""
    if distance_m > 2 * _RECORD_DISTANCE_M[-1]:
        return 0.0
    return float(np.interp(distance_m, _RECORD_DISTANCE_M, _RECORD_SPEED_M_S))


def guess_sport(recording: Recording, title: str = "") -> tuple[str, str]:
    """The sport of a recording that states none, and the sentence that says why.

    A sport word in the title decides; else the speed while moving: slower than 1.9 m/s is a
    walk, faster than 85 % of world-record speed over the distance is a bicycle, anything
    between is a run.
    """
    for word in re.findall(r"[^\W\d_]+", title.lower()):
        sport = _SPORT_OF.get(word, "")
        if sport not in ("", "other"):
            return sport, f"sport not stated; {sport} taken from the title '{title.strip()}'"
    distance_m, speed_m_s = _moving(recording)
    if not speed_m_s > 0:
        return "running", "sport not stated; running assumed"
    shown = f"sport not stated; at {speed_m_s:.1f} m/s over {distance_m / 1000:.1f} km"
    if speed_m_s > _RECORD_SHARE * record_speed_m_s(distance_m):
        return "cycling", f"{shown} no run: cycling assumed"
    if speed_m_s < WALK_TO_RUN_M_S:
        return "walking", f"{shown} walking assumed"
    return "running", f"{shown} running assumed"


def _moving(recording: Recording) -> tuple[float, float]:
    """Distance [m] and mean speed [m/s] over the steps in which the runner moved."""
    time = recording.columns["unix_s"]
    if time.size < 2:
        return 0.0, float("nan")
    step_s, step_m = np.diff(time), _step_m(recording)
    with np.errstate(divide="ignore", invalid="ignore"):
        moving = (step_s > 0) & (step_s <= _LONGEST_STEP_S) & np.isfinite(step_m)
        moving &= step_m > _STANDING_BELOW_M_S * step_s
        moving &= np.diff(recording.segment) == 0
    distance_m, duration_s = float(step_m[moving].sum()), float(step_s[moving].sum())
    return distance_m, distance_m / duration_s if duration_s > 0 else float("nan")


def _step_m(recording: Recording) -> Floats:
    """Distance between neighbouring samples [m], shape (n - 1,), NaN where unknown."""
    columns = recording.columns
    if "distance_m" in columns and np.isfinite(columns["distance_m"]).sum() > 1:
        return np.diff(columns["distance_m"])
    if "latitude_deg" not in columns or "longitude_deg" not in columns:
        return np.full(len(recording) - 1, np.nan)
    return haversine_m(columns["latitude_deg"], columns["longitude_deg"])
