"""Altitude that rises or falls faster than anyone on foot: drift of the recording, not ground."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from myostride.activity.recording import Floats

__all__ = ["unclimbable"]

_HALF_S = 15.0
"""Half of the time over which a rate of climb must last to be judged."""
_FASTEST_UP_M_S, _FASTEST_DOWN_M_S = 1.3, 3.0
"""Rates that nobody holds for half a minute: an all-out sprint of 30 s up 20 % climbs at about
1.0 m/s; the fastest on technical descents drop at about 2 m/s."""
_RECORD_UP_M_S = 0.58
"""1000 m of climb in 28:53 (Fully, 2017): about a fault, altitude that moves faster than this
belongs to it."""


def unclimbable(level_m: Floats, unix_s: Floats, stretch: NDArray[np.int64]) -> NDArray[np.bool_]:
    """The rows whose altitude moves as no runner does, with the flanks of such a drift.

    Parameters
    ----------
    level_m
        Altitude, smoothed over distance, NaN where missing, shape (n,).
    unix_s
        Time of each row [s], shape (n,).
    stretch
        Index of the unbroken stretch of each row, never decreasing, shape (n,).
    """
    wrong = np.zeros(level_m.size, dtype=bool)
    known = np.isfinite(level_m)
    for begin, end in _spans(stretch):
        rows = begin + np.flatnonzero(known[begin:end])
        if rows.size < 2 or unix_s[rows[-1]] - unix_s[rows[0]] < 2.0 * _HALF_S:
            continue
        rate = _rate(level_m[rows], unix_s[rows])
        beyond = (rate > _FASTEST_UP_M_S) | (rate < -_FASTEST_DOWN_M_S)
        if beyond.any():
            fast = np.abs(rate) > _RECORD_UP_M_S
            piece = np.cumsum(np.diff(fast, prepend=fast[:1]))
            wrong[rows[fast & np.isin(piece, piece[beyond])]] = True
    return wrong


def _spans(stretch: NDArray[np.int64]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(stretch)) + 1
    return list(zip([0, *edges.tolist()], [*edges.tolist(), stretch.size], strict=True))


def _rate(level_m: Floats, unix_s: Floats) -> Floats:
    """Rate of climb over half a minute about each row [m/s]; at the ends over what there is."""
    low = np.maximum(unix_s - _HALF_S, unix_s[0])
    high = np.minimum(unix_s + _HALF_S, unix_s[-1])
    risen = np.interp(high, unix_s, level_m) - np.interp(low, unix_s, level_m)
    rate: Floats = risen / (2.0 * _HALF_S)  # a window cut short by an end speaks for less
    return rate
