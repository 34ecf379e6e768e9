"""Middle and spread of a column that few wrong values cannot move.

`numpy.median` loads the masked arrays at its first call, which costs more than reading a file.
"""

from __future__ import annotations

import numpy as np

from myostride.activity.recording import Floats

__all__ = ["median", "spread"]

_ONE_SD_BELOW, _ONE_SD_ABOVE = 0.16, 0.84


def median(values: Floats) -> float:
    """Median of `values`, which has at least one and none missing, shape (n,)."""
    middle = values.size // 2
    if values.size % 2:
        return float(np.partition(values, middle)[middle])
    below, above = np.partition(values, (middle - 1, middle))[middle - 1 : middle + 1]
    return float(below + above) / 2.0


def spread(values: Floats) -> float:
    """Half the distance of the 16th and 84th percentile: the standard deviation if normal.

    Of the known values, shape (n,); zero if there are none.
    """
    known = values[np.isfinite(values)]
    if not known.size:
        return 0.0
    last = known.size - 1
    low, high = round(_ONE_SD_BELOW * last), round(_ONE_SD_ABOVE * last)
    ranked = np.partition(known, (low, high))
    return float(ranked[high] - ranked[low]) / 2.0
