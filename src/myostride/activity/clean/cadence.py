"""Cadence in steps per minute, whatever the file counts: decided once for the whole file."""

from __future__ import annotations

import numpy as np

from myostride.activity.clean.robust import median
from myostride.activity.ranges import ON_FOOT, WALK_TO_RUN_M_S
from myostride.activity.recording import Floats

__all__ = ["steps_per_minute"]

_MOVING_M_S = 1.0
"""Slower than this, cadence tells of standing and turning, not of a gait."""

# Steps per minute by speed, to tell strides from steps, which differ by a factor of two: good
# to 20 % is good enough. Walkers go from 100 at 1.1 m/s to 130 at 1.9, runners from 160 at
# 2 m/s to 190 at 5.5 m/s; sprinters end near 220 to 290.
_USUAL_SPM = 165.0
_WALK_SPM, _WALK_SPM_PER_M_S, _WALK_RANGE_SPM = 60.0, 38.0, (80.0, 135.0)
_RUN_SPM, _RUN_SPM_PER_M_S, _RUN_RANGE_SPM = 145.0, 8.0, (150.0, 220.0)
_LOG_BIAS = 0.4
"""How much further off (as a logarithm: 1.5 times) the stated unit must be to be overruled."""


def steps_per_minute(
    cadence: Floats, speed_m_s: Floats, unit: str = "unknown"
) -> tuple[Floats, str]:
    """Both feet's steps per minute, and the rule that was applied.

    Parameters
    ----------
    cadence
        As written in the file, per minute, NaN where missing, shape (n,).
    speed_m_s
        Speed [m/s], NaN where missing, shape (n,).
    unit
        "strides" or "steps" where the format says so, else "unknown".

    Returns
    -------
    cadence_spm
        Shape (n,); NaN where missing, impossible, or zero while moving.
    rule
        "strides doubled", "steps as written" or "none".
    """
    with np.errstate(invalid="ignore"):
        moving = (cadence > 0) & ~(speed_m_s < _MOVING_M_S)
        if not moving.any():
            moving = cadence > 0
    if not moving.any():
        return np.full(cadence.size, np.nan), "none"
    written = median(cadence[moving])
    speeds = speed_m_s[moving & np.isfinite(speed_m_s)]
    speed = median(speeds) if speeds.size else np.nan
    doubled = _in_strides(written, _usual_spm(speed), unit)
    _, highest_spm = ON_FOOT["cadence"]
    result = cadence * 2.0 if doubled else cadence.copy()
    with np.errstate(invalid="ignore"):
        # A sensor that lost contact writes zero while the runner runs on.
        result[(result > highest_spm) | ((result == 0) & (speed_m_s > WALK_TO_RUN_M_S))] = np.nan
    return result, "strides doubled" if doubled else "steps as written"


def _usual_spm(speed_m_s: float) -> float:
    """Steps per minute people take at a speed: walking rises fast, running slowly."""
    if np.isnan(speed_m_s):
        return _USUAL_SPM
    if speed_m_s < WALK_TO_RUN_M_S:
        return float(np.clip(_WALK_SPM + _WALK_SPM_PER_M_S * speed_m_s, *_WALK_RANGE_SPM))
    return float(np.clip(_RUN_SPM + _RUN_SPM_PER_M_S * speed_m_s, *_RUN_RANGE_SPM))


def _in_strides(written: float, usual_spm: float, unit: str) -> bool:
    """Whether doubling comes nearer to what people do, in ratio.

    A unit that the format states is kept unless it is off by more than half as much again:
    some apps write steps where strides belong.
    """
    as_steps = abs(np.log(written / usual_spm))
    as_strides = abs(np.log(2.0 * written / usual_spm))
    bias = {"strides": -_LOG_BIAS, "steps": _LOG_BIAS}.get(unit, 0.0)
    return bool(as_strides + bias < as_steps)
