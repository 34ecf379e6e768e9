"""Windows closed into blocks of alike ones: `merging` compiled."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from myostride.compiled import inlined
from myostride.gait.kernel.flat import Flat
from myostride.gait.kernel.rows import BIN, BLOCK, CUBE, LASTS, N_MUSCLES, STANCE, SWING

Floats = NDArray[np.float64]

__all__ = ["close"]


@inlined
def _log_forces(window: Floats, k: Flat, level: Floats) -> None:
    """Log of the higher mean force of both lobes of each muscle into `level`."""
    for m in range(N_MUSCLES):
        stance = window[CUBE + m] / max(k.effective[m] * window[STANCE], 1e-12)
        j = N_MUSCLES + m
        swing = window[CUBE + j] / max(k.effective[j] * window[SWING], 1e-12)
        level[m] = math.log(max(k.relative[m] * np.cbrt(max(stance, swing)), 1e-6))


@inlined
def close(
    window: Floats, before: float, count: int, k: Flat, blocks: Floats, levels: Floats
) -> int:
    """Add a full window to the open block or open another; the number of blocks so far.

    `before` is the gap between the window and the one before it; `levels` holds the forces of the
    open block's first window, then scratch.
    """
    _log_forces(window, k, levels[1])
    apart = 0.0
    for m in range(N_MUSCLES):
        apart += abs(levels[1, m] - levels[0, m])
    fits = (
        count > 0
        and before <= k.gap_s + k.slack_s
        and blocks[count - 1, BIN] == window[BIN]
        and blocks[count - 1, LASTS] + window[LASTS] <= k.longest_s + k.slack_s
        and apart / N_MUSCLES <= k.alike
    )
    if fits:
        for n in range(LASTS, BLOCK):
            if n != BIN:
                blocks[count - 1, n] += window[n]
        return count
    blocks[count] = window
    levels[0] = levels[1]
    return count + 1
