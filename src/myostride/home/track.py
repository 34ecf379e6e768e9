"""A run as a line to draw: where, how high, how fast, and how hard on the legs, thinned."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from myostride.activity.run import Run
from myostride.gait.blocks import run_blocks
from myostride.gait.coefficients import number
from myostride.gait.load import LoadBlocks, MuscleLoad
from myostride.runner import Body

Floats = NDArray[np.float64]

__all__ = ["MOST_POINTS", "track"]

MOST_POINTS = 2000


def track(run: Run, load: MuscleLoad, body: Body) -> dict[str, Any] | None:
    """Columns of equal length, at most `MOST_POINTS` rows; None for a run without samples.

    `load` is what the legs, muscles averaged, are asked of per second against easy running at
    3.0 m/s on the level: 1 is easy, 0 is standing. `lat` and `lon` are None where there is no
    position at all.
    """
    if not len(run):
        return None
    last = len(run) - 1
    chosen = np.unique(np.linspace(0, last, min(MOST_POINTS, last + 1)).round().astype(np.int64))
    placed = bool(np.isfinite(run.latitude_deg).any())
    columns = {
        "time_s": run.time_s,
        "distance_m": run.distance_m,
        "altitude_m": run.altitude_m,
        "speed_m_s": run.speed_m_s,
        "load": _load_at(run.time_s, load.blocks, body),
    }
    out: dict[str, Any] = {
        "lat": _rounded(run.latitude_deg[chosen], 6) if placed else None,
        "lon": _rounded(run.longitude_deg[chosen], 6) if placed else None,
    }
    return out | {name: _rounded(column[chosen], 3) for name, column in columns.items()}


def _load_at(time_s: Floats, blocks: LoadBlocks, body: Body) -> Floats:
    """The load at each moment of a run."""
    if not len(blocks):
        return np.zeros(time_s.size)
    speed = number("reference_speed_m_s")
    easy = run_blocks(np.array([speed]), np.zeros(1), np.ones(1), np.zeros(1), body=body)
    share = (_price(blocks) / _price(easy)).mean(axis=1)
    # A block reaches until the next one begins, or ends before a rest.
    at = np.searchsorted(blocks.start_s, time_s, side="right") - 1
    inside = (at >= 0) & (time_s <= (blocks.start_s + blocks.seconds)[np.maximum(at, 0)] + 1.0)
    return np.where(inside, share[np.maximum(at, 0)], 0.0)


def _price(blocks: LoadBlocks) -> Floats:
    """Cube of force times loaded share, as load is priced, (block, muscle)."""
    return np.asarray((blocks.duty * blocks.force**3).sum(axis=1))


def _rounded(column: Floats, digits: int) -> list[float | None]:
    """Plain numbers; JSON's six significant digits would be ten metres of longitude."""
    finite = np.isfinite(column).tolist()
    values = np.round(column, digits).tolist()
    return [value if ok else None for value, ok in zip(values, finite, strict=True)]
