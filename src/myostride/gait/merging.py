"""Samples gathered into blocks long enough to be few, short enough to keep what matters."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from myostride.gait.load import LoadBlocks

Floats = NDArray[np.float64]

__all__ = ["merge_blocks"]

WINDOW_S = 20.0
LONGEST_S = 180.0
GAP_S = 0.5 * WINDOW_S
SLACK_S = 1e-6
"""Sums of seconds are no more exact than this."""
ALIKE = 0.06
"""Neighbouring windows are one block while forces differ by less than this (mean log ratio)."""


def merge_blocks(fine: LoadBlocks) -> LoadBlocks:
    """Samples -> windows of at most 20 s -> blocks of at most 3 min of alike windows.

    Neither crosses a gap. Seconds, steps, loaded time and the cube of force (as load is priced)
    are conserved; the eccentric share is weighted by what each sample adds to the damage dose.
    """
    window = np.floor(fine.start_s / WINDOW_S)
    windows = _gathered(fine, np.flatnonzero(np.r_[True, (np.diff(window) != 0) | _gaps(fine)]))
    return _gathered(windows, _alike(windows))


def _gaps(blocks: LoadBlocks) -> NDArray[np.bool_]:
    """True where a pause lies between a block and the next."""
    ends = blocks.start_s[:-1] + blocks.seconds[:-1]
    return np.asarray(blocks.start_s[1:] - ends > GAP_S + SLACK_S)


def _alike(windows: LoadBlocks) -> NDArray[np.int64]:
    """First window of every block: a new one where force changes, after a gap, or when full."""
    level = np.log(np.maximum(windows.force.max(axis=1), 1e-6))
    forced = np.r_[True, _gaps(windows) | (np.diff(windows.bin) != 0)]
    first: list[int] = []
    lasting = 0.0
    for w in range(len(windows)):
        seconds = float(windows.seconds[w])
        fits = (
            not forced[w]
            and lasting + seconds <= LONGEST_S + SLACK_S
            and float(np.abs(level[w] - level[first[-1]]).mean()) <= ALIKE
        )
        if not fits:
            first.append(w)
            lasting = 0.0
        lasting += seconds
    return np.array(first, dtype=np.int64)


def _gathered(fine: LoadBlocks, first: NDArray[np.int64]) -> LoadBlocks:
    def mean(values: Floats, weights: Floats) -> Floats:
        top = np.add.reduceat(values * weights, first, axis=0)
        return np.asarray(top / np.maximum(np.add.reduceat(weights, first, axis=0), 1e-12))

    seconds = fine.seconds[:, None, None]
    loaded = seconds * fine.duty
    return LoadBlocks(
        start_s=fine.start_s[first],
        seconds=np.add.reduceat(fine.seconds, first),
        force=np.cbrt(mean(fine.force**3, loaded)),
        duty=mean(fine.duty, np.broadcast_to(seconds, fine.duty.shape)),
        eccentric=mean(fine.eccentric, loaded * fine.force**3),
        of_maximum=fine.of_maximum[first],
        plateau=fine.plateau[first],
        bin=np.maximum.reduceat(fine.bin, first),
        level_speed_m_s=mean(fine.level_speed_m_s, fine.seconds),
        steps=np.add.reduceat(fine.steps, first),
    )
