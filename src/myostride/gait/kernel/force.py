"""Peak forces of a lobe over many samples: `demand` compiled."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from myostride.gait.kernel.flat import Flat
from myostride.gait.kernel.rows import (
    DEGREE,
    LOG_RATE,
    LOG_SHAPE,
    N_SHAPES,
    PACE,
    SUPPORTED,
    WALKING,
    loop,
)

Floats = NDArray[np.float64]

__all__ = ["exp", "peaks", "shapes"]


@loop
def exp(x: float) -> float:
    """e^x by a short series of x / 256, squared eight times; to 1e-12 where |x| is below 8.

    The library's is a call, which would keep the loops that need most of them from being
    vectorised. Squares are taken of e^x - 1, which loses no digits near 0.
    """
    r = x / 256.0
    y = r * (1.0 + r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r / 720)))))
    for _ in range(8):
        y *= 2.0 + y
    return 1.0 + y


@loop
def shapes(rows: Floats, n: int, k: Flat, shapes: Floats) -> None:
    """Speed shapes of n samples, (6, n)."""
    for s in range(N_SHAPES):
        b1, b2, beyond = k.shape_b1[s], k.shape_b2[s], k.shape_beyond[s]
        for i in range(n):
            log_v = rows[LOG_SHAPE, i]
            inside, above = min(log_v, k.shape_top), max(log_v - k.shape_top, 0.0)
            shapes[s, i] = exp(inside * (b1 + b2 * inside) + beyond * above)


@loop
def peaks(j: int, rows: Floats, n: int, k: Flat, shape: Floats, peak: Floats, over: Floats) -> None:
    """Peak force of lobe j in n samples; `over` is scratch."""
    cadence, walked, support = k.cadence[j], k.walk[j], k.support[j]
    up, down, walk_up, walk_down = k.up[j], k.down[j], k.walk_up[j], k.walk_down[j]
    whole, carried, limit = k.peak[j], 1.0 + k.inertia[j], 1.0 / k.limit[j]
    for i in range(n):
        rise, fall = max(rows[DEGREE, i], 0.0), max(-rows[DEGREE, i], 0.0)
        hill = min(max(1.0 + up * rise + down * fall, k.grade_floor), k.grade_ceiling)
        slow = min(max(1.0 + walk_up * rise + walk_down * fall, k.grade_floor), k.grade_ceiling)
        share = rows[WALKING, i]
        shaped = (1.0 - share) * shape[i] * hill + share * rows[PACE, i] * walked * slow
        load = carried + support * rows[SUPPORTED, i]
        peak[i] = whole * shaped * load * exp(cadence * rows[LOG_RATE, i])
        over[i] = peak[i] * limit
    for _ in range(k.cap_doublings):
        for i in range(n):
            over[i] *= over[i]
    for i in range(n):
        over[i] += 1.0
    for _ in range(k.cap_doublings):
        for i in range(n):
            over[i] = math.sqrt(over[i])
    for i in range(n):
        peak[i] /= over[i]
