"""Scores of predictions against observations; plain functions on arrays."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

__all__ = ["coverage", "interval_score", "mae", "rmse", "scores", "spearman"]

ALPHA = 0.2
"""One minus the coverage that intervals promise."""

MISS_WEIGHT = 2.0 / ALPHA


def rmse(predicted: Floats, observed: Floats) -> float:
    """Root mean square error; NaN of nothing."""
    return math.sqrt(float(np.mean((predicted - observed) ** 2))) if predicted.size else math.nan


def mae(predicted: Floats, observed: Floats) -> float:
    """Mean absolute error; NaN of nothing."""
    return float(np.mean(np.abs(predicted - observed))) if predicted.size else math.nan


def _ranks(values: Floats) -> Floats:
    """Ranks from 1; ties share their mean rank."""
    below = (values[:, None] > values[None, :]).sum(axis=1)
    ties = (values[:, None] == values[None, :]).sum(axis=1)
    return np.asarray(below + (ties + 1) / 2.0)


def spearman(predicted: Floats, observed: Floats) -> float:
    """Rank correlation; NaN of fewer than 3 pairs, or where one side is all the same."""
    if predicted.size < 3:
        return math.nan
    a, b = _ranks(predicted), _ranks(observed)
    if np.ptp(a) == 0.0 or np.ptp(b) == 0.0:
        return math.nan
    return float(np.corrcoef(a, b)[0, 1])


def coverage(lo: Floats, hi: Floats, observed: Floats) -> float:
    """Share of the observations within their intervals; NaN of nothing."""
    return float(np.mean((lo <= observed) & (observed <= hi))) if observed.size else math.nan


def interval_score(lo: Floats, hi: Floats, observed: Floats) -> float:
    """Mean score of Gneiting and Raftery: width, plus 2/alpha times what lies outside.

    Smaller is better; intervals promise 80 %.
    """
    if not observed.size:
        return math.nan
    outside = np.maximum(lo - observed, 0.0) + np.maximum(observed - hi, 0.0)
    return float(np.mean(hi - lo + MISS_WEIGHT * outside))


def scores(predicted: Floats, lo: Floats, hi: Floats, observed: Floats) -> dict[str, Any]:
    """All of them, with the number of pairs and the median width of the intervals."""
    return {
        "rmse": rmse(predicted, observed),
        "mae": mae(predicted, observed),
        "spearman": spearman(predicted, observed),
        "coverage_80": coverage(lo, hi, observed),
        "interval_score": interval_score(lo, hi, observed),
        "median_width": float(np.median(hi - lo)) if observed.size else math.nan,
        "n": int(observed.size),
    }
