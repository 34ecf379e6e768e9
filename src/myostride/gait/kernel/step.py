"""How the ground is met in each sample: `support`, `cost` and the doubts of `uncertainty`."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from myostride.compiled import inlined
from myostride.gait.kernel.flat import Flat
from myostride.gait.kernel.rows import (
    ALL,
    CADENCE,
    CONTACT,
    DEGREE,
    DEGREES,
    FAST,
    GENTLE,
    KIND,
    LEVEL,
    LIFT,
    LOG_CADENCE,
    LOG_RATE,
    LOG_SHAPE,
    LOG_SPEED,
    LOG_WORK,
    MODELLED,
    NO_CADENCE,
    NO_CADENCE_S,
    PACE,
    RUNS,
    SECONDS,
    SLOPE,
    STANCE_TIME,
    STEEP,
    STEEPNESS,
    STEP,
    STRETCH,
    SUPPORTED,
    SWING_TIME,
    TIME,
    WALKING,
)

Floats = NDArray[np.float64]

__all__ = ["cadences", "doubts", "slope", "step"]


@inlined
def _walking_share(speed: float, grade: float, shift: float, k: Flat) -> float:
    uphill = max(1.0 + k.walk_run_per_grade * max(grade, 0.0), k.walk_run_least)
    over = speed - k.walk_run_speed * uphill + shift
    return 1.0 / (1.0 + math.exp(over / k.walk_run_width))


@inlined
def _preferred_cadence(speed: float, grade: float, walking: float, k: Flat) -> float:
    running = k.run_cadence_0 + k.run_cadence_1 * speed + k.run_cadence_2 * speed * speed
    walked = k.walked_cadence_0 + k.walked_cadence_1 * speed
    level = walking * walked + (1.0 - walking) * running
    return level * (1.0 + k.cadence_uphill * max(grade, 0.0))


@inlined
def _level_speed(speed: float, grade: float, k: Flat) -> float:
    i = min(max(grade, -k.cost_limit), k.cost_limit)
    ratio = 0.0
    for n in range(k.cost.size):
        ratio = ratio * i + k.cost[n]
    return max(speed * ratio * k.mass_ratio, k.slowest_level)


# The loops of `cadences` and `step` are many and short on purpose: one long loop would wait for
# each logarithm and exponential of a sample in turn.


@inlined
def cadences(rows: Floats, n: int, k: Flat) -> None:
    """Cadence where it is plausible, else the preferred one, and what it says of walking."""
    for i in range(n):
        speed = rows[RUNS, i]
        usual = _preferred_cadence(
            speed, rows[SLOPE, i], _walking_share(speed, rows[SLOPE, i], 0.0, k), k
        )
        cadence = rows[CADENCE, i]
        counted = cadence > k.cadence_low * usual and cadence < k.cadence_high * usual
        rows[NO_CADENCE, i] = 0.0 if counted else 1.0
        rows[CADENCE, i] = cadence if counted else k.walk_cadence
    for i in range(n):
        quick = (rows[CADENCE, i] - k.walk_cadence) / k.walk_cadence_width
        rows[LOG_RATE, i] = k.walk_cadence_shift * math.tanh(quick)
    for i in range(n):
        rows[WALKING, i] = _walking_share(rows[RUNS, i], rows[SLOPE, i], rows[LOG_RATE, i], k)
    for i in range(n):
        preferred = _preferred_cadence(rows[RUNS, i], rows[SLOPE, i], rows[WALKING, i], k)
        if rows[NO_CADENCE, i] > 0.0:
            rows[CADENCE, i] = preferred
        rows[LOG_RATE, i] = math.log(rows[CADENCE, i] / preferred)


@inlined
def step(rows: Floats, n: int, k: Flat) -> None:
    """How the ground is met, and the powers and logarithms that all muscles share."""
    for i in range(n):
        rows[MODELLED, i] = k.contact_scale * -math.expm1(-rows[RUNS, i] / k.contact_speed)
    for i in range(n):
        rows[MODELLED, i] *= math.exp(k.contact_exponent * rows[LOG_RATE, i]) / rows[RUNS, i]
    for i in range(n):
        rows[LOG_SHAPE, i] = math.log(rows[RUNS, i] / k.reference_speed)
    for i in range(n):
        rows[DEGREE, i] = math.degrees(math.atan(rows[SLOPE, i]))
    for i in range(n):
        rows[PACE, i] = math.exp(k.walk_exponent * (rows[LOG_SHAPE, i] - k.walk_speed))
    for i in range(n):
        rows[LOG_WORK, i] = max(rows[LOG_SHAPE, i], k.work_slowest)
        rows[STRETCH, i] = math.exp(k.hamstring_exponent * rows[LOG_WORK, i])
    for i in range(n):
        walking, cadence = rows[WALKING, i], rows[CADENCE, i]
        modelled = walking * k.walk_duty * 2.0 / cadence + (1.0 - walking) * rows[MODELLED, i]
        contact = rows[CONTACT, i] if math.isfinite(rows[CONTACT, i]) else modelled
        contact = min(max(contact, k.contact_least * modelled), k.contact_most * modelled)
        steps = cadence * rows[TIME, i]
        rows[STEP, i] = steps
        rows[STANCE_TIME, i] = contact * steps
        rows[SWING_TIME, i] = max(2.0 / cadence - contact, k.shortest_swing) * steps
        rows[SUPPORTED, i] = k.mass_ratio * modelled / contact - 1.0
        quick = math.exp(k.work_cadence_exponent * rows[LOG_RATE, i])
        rows[GENTLE, i] = (1.0 - (1.0 - k.walk_work) * walking) * quick


@inlined
def slope(rows: Floats, n: int, k: Flat) -> None:
    """What follows from speed and grade alone."""
    for i in range(n):
        speed, grade = rows[RUNS, i], rows[SLOPE, i]
        sine = grade / math.sqrt(1.0 + grade * grade)
        rows[LIFT, i] = k.gravity * k.mass_ratio * speed * sine / rows[CADENCE, i]
        rows[STEEPNESS, i] = min(max(-grade / k.downhill_full, 0.0), 1.0)
        rows[LEVEL, i] = _level_speed(speed, grade, k) * rows[TIME, i]
        hard = grade <= k.downhill or k.loaded
        rows[KIND, i] = 2.0 if speed >= k.sprint else (1.0 if hard else 0.0)


@inlined
def _wider(value: float, limit: float, k: Flat) -> float:
    """`uncertainty.beyond` compiled."""
    into = (value / limit - 1.0 + k.wide_ramp) / (2.0 * k.wide_ramp)
    return 1.0 + (k.wide - 1.0) * min(max(into, 0.0), 1.0)


@inlined
def doubts(rows: Floats, n: int, k: Flat, shares: Floats) -> None:
    """What the intervals depend on, and how much of the run is unknown or extrapolated."""
    for i in range(n):
        steep, fast = abs(rows[SLOPE, i]) > k.wide_grade, rows[RUNS, i] > k.wide_speed
        rows[ALL, i] = 1.0
        rows[LOG_SPEED, i] = abs(rows[LOG_SHAPE, i]) * _wider(rows[RUNS, i], k.wide_speed, k)
        rows[LOG_SHAPE, i] = max(rows[LOG_SHAPE, i], k.shape_slowest)
        rows[DEGREES, i] = abs(rows[DEGREE, i]) * _wider(abs(rows[SLOPE, i]), k.wide_grade, k)
        rows[LOG_CADENCE, i] = abs(rows[LOG_RATE, i])
        shares[SECONDS] += rows[TIME, i]
        shares[NO_CADENCE_S] += rows[NO_CADENCE, i] * rows[TIME, i]
        shares[STEEP] += 1.0 if steep else 0.0
        shares[FAST] += 1.0 if fast else 0.0
