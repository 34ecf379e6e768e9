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
from myostride.references import load_table

Floats = NDArray[np.float64]

__all__ = ["bars"]

NULL_POINTS = 2.0


def _columns(rows: Sequence[Row], *names: str) -> list[Floats]:
    return [np.array([getattr(row, name) for row in rows], dtype=np.float64) for name in names]


def bars(rows: Sequence[Row], orderings: Sequence[Ordering]) -> list[dict[str, Any]]:
    """One entry per bar: name, value, the bar, whether it is reached (None: nothing to judge).

    Whole-size rows only: biopsies are on a scale of their own. Every error is given over all rows
    and again without the studies of low weight (`data/evidence.yaml`).
    """
    whole = [row for row in rows if row.scored and not row.recovery and not row.fibre]
    training = [row for row in whole if "disuse" not in row.modality]
    low = frozenset(load_table("evidence")["low_weight"])
    weighty = [row for row in training if row.study not in low]
    growing = [row for row in training if not row.null_arm]
    null = [row for row in training if row.null_arm]
    lo, hi, seen = _columns(whole, "lo", "hi", "observed")
    flat = _columns(null, "predicted")[0]
    checked = [ordering for ordering in orderings if ordering.holds is not None]
    held = sum(bool(ordering.holds) for ordering in checked)
    errors = _errors("whole-size training rows", training, rows)
    if len(weighty) < len(training):
        errors += _errors("the same without studies of low weight", weighty, rows)
    return [
        *errors,
        _bar("Null arms within 2 points", _share(np.abs(flat) <= NULL_POINTS), "at least", 0.85,
             len(null)),
        _bar("Spearman, arms that may grow", spearman(*_columns(growing, "predicted", "observed")),
             "at least", 0.6, len(growing)),
        _bar("80 % intervals cover, at least", coverage(lo, hi, seen), "at least", 0.7, len(whole)),
        _bar("80 % intervals cover, at most", coverage(lo, hi, seen), "at most", 0.9, len(whole)),
        _bar("Median width of the intervals", _median(hi - lo), "at most", 10.0, len(whole)),
        *_after_bouts(rows),
        _bar("Orderings that hold", held / len(checked) if checked else np.nan, "at least", 1.0,
             len(checked)),
    ]  # fmt: skip


def _errors(of: str, scored: Sequence[Row], known: Sequence[Row]) -> list[dict[str, Any]]:
    predicted, observed = _columns(scored, "predicted", "observed")
    growth = [row for row in known if not row.recovery]
    naive = naive_scores(scored, growth)
    error, n = rmse(predicted, observed), len(scored)
    best = min((rule["rmse"] for rule in naive.values()), default=np.nan)
    return [
        _bar(f"RMSE, {of}", error, "at most", 3.5, n),
        _bar(f"MAE, {of}", mae(predicted, observed), "at most", 2.5, n),
        _bar(f"RMSE against the best naive rule, {of}", error / best if best else np.nan,
             "at most", 0.85, n),
    ]  # fmt: skip


def _after_bouts(rows: Sequence[Row]) -> list[dict[str, Any]]:
    entries = []
    for measure, name, most in (
        ("mvc_pct", "Force after bouts, RMSE", 5.0),
        ("soreness_0_10", "Soreness after bouts, RMSE", 1.0),
    ):
        scored = [row for row in rows if row.scored and row.measure == measure]
        if scored:
            error = rmse(*_columns(scored, "predicted", "observed"))
            entries.append(_bar(name, error, "at most", most, len(scored)))
    return entries


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
