"""What many samples add to the load: the cubes that all else is a sum of."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from myostride.gait.kernel.flat import Flat
from myostride.gait.kernel.force import peaks, shapes
from myostride.gait.kernel.rows import (
    DOSE,
    IMPULSE,
    N_LOBES,
    N_MUSCLES,
    STANCE_TIME,
    SWING_TIME,
    loop,
)
from myostride.gait.kernel.working import fibres, grade_work, level_work

Floats = NDArray[np.float64]

__all__ = ["loads"]


@loop
def loads(
    rows: Floats, n: int, k: Flat, space: Floats, causes: Floats, work: Floats, highest: Floats
) -> None:
    """The loads of n samples: cubes and cubes lengthened into rows 0 to 39 of `space`."""
    cubes, lengthened = space[:N_LOBES], space[N_LOBES : 2 * N_LOBES]
    curves, sums = space[40:46], space[46:50]
    eccentric, peak, over = space[50], space[51], space[52]
    # Work first: its rows are where the cubes come to lie.
    level_work(rows, n, k, cubes, sums)
    grade_work(rows, n, k, cubes, sums)
    for m in range(N_MUSCLES):
        fibres(m, rows, n, k, cubes, work, lengthened[m])
    shapes(rows, n, k, curves)
    for j in range(N_LOBES - 1, -1, -1):
        m, phase = j % N_MUSCLES, STANCE_TIME if j < N_MUSCLES else SWING_TIME
        for i in range(n):
            eccentric[i] = lengthened[m, i]
        if k.peak[j] == 0.0:
            for i in range(n):
                peak[i] = 0.0
        else:
            peaks(j, rows, n, k, curves[k.shape[j]], peak, over)
        impulse = 0.0
        for i in range(n):
            force_time = peak[i] * k.effective[j] * rows[phase, i]
            impulse += force_time
            cubes[j, i] = force_time * peak[i] * peak[i]
            lengthened[j, i] = eccentric[i] * cubes[j, i]
            highest[m, i] = peak[i] if j >= N_MUSCLES else max(highest[m, i], peak[i])
        causes[IMPULSE, j] += impulse
        work[DOSE, j] += _stressed(lengthened[j], peak, n, k)
        for f in range(IMPULSE):
            weighted = 0.0
            for i in range(n):
                weighted += rows[f, i] * cubes[j, i]
            causes[f, j] += weighted


@loop
def _stressed(lengthened: Floats, peak: Floats, n: int, k: Flat) -> float:
    """Sum of lengthened cubes, or of another power where damage asks for one."""
    dose = 0.0
    if k.stress_exponent == 3.0:
        for i in range(n):
            dose += lengthened[i]
    else:
        for i in range(n):
            if peak[i] > 0.0:
                dose += lengthened[i] * peak[i] ** (k.stress_exponent - 3.0)
    return dose
