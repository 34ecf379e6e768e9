"""Classes of load along a run, against easy running at 3 m/s on the level."""

from __future__ import annotations

import math
from bisect import bisect_right

__all__ = ["LOADS", "load_class"]

LOADS = (
    (0.5, "walking or standing"), (0.9, "easier than easy running"), (1.2, "as easy running"),
    (1.6, "up to 1.6 times"), (2.5, "up to 2.5 times"), (math.inf, "more"),
)  # fmt: skip
"""Upper bound and name of each."""


def load_class(load: float) -> int:
    """The class of a load, an index into `LOADS`."""
    return min(bisect_right([bound for bound, _ in LOADS], load), len(LOADS) - 1)
