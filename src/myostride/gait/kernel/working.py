"""Work of muscles over many samples: `work` compiled."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from myostride.gait.kernel.flat import Flat
from myostride.gait.kernel.force import exp
from myostride.gait.kernel.rows import (
    FIBRE_NEGATIVE,
    GENTLE,
    LIFT,
    LOG_WORK,
    N_MUSCLES,
    NEGATIVE,
    POSITIVE,
    STEEPNESS,
    STEP,
    STRETCH,
    loop,
)

Floats = NDArray[np.float64]

__all__ = ["fibres", "grade_work", "level_work"]


@loop
def level_work(rows: Floats, n: int, k: Flat, work: Floats, sums: Floats) -> None:
    """Level work of n samples into `work` (20, n): positive, then negative, balanced.

    `sums` (4, n): what of positive and of negative work a slope can take off, then scratch.
    """
    sums[:, :n] = 0.0
    for m in range(N_MUSCLES):
        for i in range(n):
            log_v = rows[LOG_WORK, i]
            positive = k.work_positive[m] * exp(k.work_positive_exponent[m] * log_v)
            negative = k.work_negative[m] * exp(k.work_negative_exponent[m] * log_v)
            work[m, i], work[N_MUSCLES + m, i] = positive, negative
            sums[0, i] += positive * k.propels[m]
            sums[1, i] += negative * k.absorbs[m]
            sums[2, i] += positive
            sums[3, i] += negative
    for i in range(n):
        balance = math.sqrt(sums[3, i] / sums[2, i])
        sums[2, i] = rows[GENTLE, i] * balance
        sums[3, i] = rows[GENTLE, i] / balance
        sums[0, i] *= sums[2, i]
        sums[1, i] *= sums[3, i]
    for m in range(N_MUSCLES):
        for i in range(n):
            work[m, i] *= sums[2, i]
            work[N_MUSCLES + m, i] *= sums[3, i]


@loop
def grade_work(rows: Floats, n: int, k: Flat, work: Floats, sums: Floats) -> None:
    """The slope's share added to the level work; what is added or taken off goes into `sums`."""
    for i in range(n):
        up, down = max(rows[LIFT, i], 0.0), max(-rows[LIFT, i], 0.0)
        cut_negative = min((1.0 - k.climb_positive) * up, k.most_cut * sums[1, i])
        cut_positive = min((1.0 - k.descent_negative) * down, k.most_cut * sums[0, i])
        add_positive = up - cut_negative - cut_positive
        add_negative = down - cut_positive - cut_negative
        sums[2, i], sums[3, i] = max(add_positive, 0.0), max(add_negative, 0.0)
        sums[0, i] = min(add_positive, 0.0) / sums[0, i]
        sums[1, i] = min(add_negative, 0.0) / sums[1, i]
    for m in range(N_MUSCLES):
        j = N_MUSCLES + m
        propels, climbs, absorbs, brakes = (
            k.propels[m], k.climb_share[m], k.absorbs[m], k.descent_share[m]
        )  # fmt: skip
        for i in range(n):
            work[m, i] = work[m, i] * (1.0 + propels * sums[0, i]) + climbs * sums[2, i]
            work[j, i] = work[j, i] * (1.0 + absorbs * sums[1, i]) + brakes * sums[3, i]


@loop
def fibres(m: int, rows: Floats, n: int, k: Flat, work: Floats, total: Floats, out: Floats) -> None:
    """Work of muscle m added to `total` (4, 20); its fibres' lengthening share into `out`."""
    level, steeper = k.fibre_level[m], k.fibre_downhill[m] - k.fibre_level[m]
    hamstring, shortens = k.hamstring[m], k.fibre_positive[m]
    positive = negative = stretched = 0.0
    for i in range(n):
        share = level + steeper * rows[STEEPNESS, i]
        quick = min(share * rows[STRETCH, i], k.most_lengthened)
        lengthening = work[N_MUSCLES + m, i] * (hamstring * quick + (1.0 - hamstring) * share)
        out[i] = lengthening / max(work[m, i] * shortens + lengthening, 1e-12)
        positive += rows[STEP, i] * work[m, i]
        negative += rows[STEP, i] * work[N_MUSCLES + m, i]
        stretched += rows[STEP, i] * lengthening
    total[POSITIVE, m] += positive
    total[NEGATIVE, m] += negative
    total[FIBRE_NEGATIVE, m] += stretched
