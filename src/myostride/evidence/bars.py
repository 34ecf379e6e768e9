"""The bars that the model is to reach, each with what it reaches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from myostride.evidence.orderings import Ordering
from myostride.evidence.rivals import naive_scores
from myostride.evidence.rows import Row
from myostride.evidence.scores import coverage, mae, rmse, spearman

Floats = NDArray[np.float64]

__all__ = ["bars"]

NULL_POINTS = 2.0


def _columns(rows: Sequence[Row], *names: str) -> list[Floats]:
    return [np.array([getattr(row, name) for row in rows], dtype=np.float64) for name in names]


def bars(rows: Sequence[Row], orderings: Sequence[Ordering]) -> list[dict[str, Any]]:
    """One entry per bar: name, value, the bar, whether it is reached (None: nothing to judge).

    Whole-size rows only: biopsies are on a scale of their own.
    """
    whole = [row for row in rows if row.scored and not row.fibre]
    training = [row for row in whole if "disuse" not in row.modality]
    growing = [row for row in training if not row.null_arm]
    null = [row for row in training if row.null_arm]
    predicted, observed = _columns(training, "predicted", "observed")
    naive = naive_scores(training, rows)
    error = rmse(predicted, observed)
    best = min((scored["rmse"] for scored in naive.values()), default=np.nan)
    lo, hi, seen = _columns(whole, "lo", "hi", "observed")
    flat = _columns(null, "predicted")[0]
    checked = [ordering for ordering in orderings if ordering.holds is not None]
    held = sum(bool(ordering.holds) for ordering in checked)
    return [
        _bar("RMSE, whole-size training rows", error, "at most", 3.5, len(training)),
        _bar("MAE, whole-size training rows", mae(predicted, observed), "at most", 2.5,
             len(training)),
        _bar("RMSE against the best naive rule", error / best if best else np.nan, "at most", 0.85,
             len(training)),
        _bar("Null arms within 2 points", _share(np.abs(flat) <= NULL_POINTS), "at least", 0.85,
             len(null)),
        _bar("Spearman, arms that may grow", spearman(*_columns(growing, "predicted", "observed")),
             "at least", 0.6, len(growing)),
        _bar("80 % intervals cover, at least", coverage(lo, hi, seen), "at least", 0.7, len(whole)),
        _bar("80 % intervals cover, at most", coverage(lo, hi, seen), "at most", 0.9, len(whole)),
        _bar("Median width of the intervals", _median(hi - lo), "at most", 10.0, len(whole)),
        _bar("Orderings that hold", held / len(checked) if checked else np.nan, "at least", 1.0,
             len(checked)),
    ]  # fmt: skip


def _share(true: NDArray[np.bool_]) -> float:
    return float(true.mean()) if true.size else np.nan


def _median(values: Floats) -> float:
    return float(np.median(values)) if values.size else np.nan


def _bar(name: str, value: float, sense: str, limit: float, n: int) -> dict[str, Any]:
    known = bool(n) and bool(np.isfinite(value))
    reached = None if not known else value <= limit if sense == "at most" else value >= limit
    return {
        "name": name, "value": value, "sense": sense, "bar": limit, "reached": reached, "n": n
    }  # fmt: skip
