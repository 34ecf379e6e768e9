"""The naive predictions that the model must beat."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from myostride.evidence.rows import Z_80, Row
from myostride.evidence.scores import interval_score, mae, rmse
from myostride.references import load_table

Floats = NDArray[np.float64]

__all__ = ["NAMES", "banister_gains", "naive_scores", "predictions"]

NAMES = (
    "zero", "modality_mean", "modality_muscle_mean", "lifting_rate", "session_count", "banister",
)  # fmt: skip


def predictions(name: str, rows: Sequence[Row], known: Sequence[Row]) -> Floats:
    """What a naive rule predicts for each of `rows`.

    zero, lifting_rate and session_count are rules of `physiology.baselines`. The means are those
    of the observations of the other studies in `known`, of biopsies or of whole muscles: of the
    same modality, or modality and region; the next wider mean stands in where nothing is left.
    banister is `evidence.banister` with its two gains fitted to the same observations of the other
    studies, which is kinder than gains taken from elsewhere.
    """
    if name == "banister":
        return np.array([_banister(row, banister_gains(_others(row, known))) for row in rows])
    if name not in ("modality_mean", "modality_muscle_mean"):
        return np.array([dict(row.rivals)[name] for row in rows])
    by_region = name == "modality_muscle_mean"
    return np.array([_mean_of_others(row, known, by_region) for row in rows])


def banister_gains(rows: Sequence[Row]) -> Floats:
    """Gains of fitness and fatigue, k1 and k2, neither below 0, that fit the rows best.

    Least squares. Of two gains held to their sign, the best is the free fit where its signs are
    right, else one of the two alone, else neither.
    """
    observed = np.array([row.observed for row in rows], dtype=np.float64)
    sums = np.array([_sums(row) for row in rows]).reshape(-1, 2) * np.array([1.0, -1.0])
    free = np.linalg.lstsq(sums, observed, rcond=None)[0]
    if (free >= 0.0).all():
        return np.asarray(free)
    power = np.maximum((sums**2).sum(axis=0), 1e-12)
    alone = np.diag(np.maximum(sums.T @ observed / power, 0.0))
    return np.asarray(min(alone, key=lambda gains: float(((sums @ gains - observed) ** 2).sum())))


def _sums(row: Row) -> Floats:
    """Fitness and fatigue before their gains, through the row's measure."""
    raw = dict(row.rivals)
    return np.array([raw["banister_fitness"], raw["banister_fatigue"]])


def _people(study: str) -> frozenset[str]:
    """The studies that measured the same people as this one, itself included."""
    together = [set(group) for group in load_table("evidence")["same_people"] if study in group]
    return frozenset({study}.union(*together))


def _banister(row: Row, gains: Floats) -> float:
    """k1 x fitness - k2 x fatigue."""
    fitness, fatigue = _sums(row)
    return float(gains[0] * fitness - gains[1] * fatigue)


def _others(row: Row, known: Sequence[Row]) -> list[Row]:
    """Observations of other people by the same kind of measure: biopsies, or whole muscles."""
    own = _people(row.study)
    return [r for r in known if r.scored and r.study not in own and r.fibre == row.fibre]


def _mean_of_others(row: Row, known: Sequence[Row], by_region: bool) -> float:
    others = _others(row, known)
    tests: list[Callable[[Row], bool]] = [
        lambda r: r.modality == row.modality and r.region == row.region,
        lambda r: r.modality == row.modality,
        lambda r: ("disuse" in r.modality) == ("disuse" in row.modality),
        lambda r: r.study != row.study,
    ]
    for test in tests if by_region else tests[1:]:
        values = [r.observed for r in others if test(r) and r.observed is not None]
        if values:
            return float(np.mean(values))
    return 0.0


def naive_scores(rows: Sequence[Row], known: Sequence[Row]) -> dict[str, dict[str, float]]:
    """RMSE, MAE and interval score of every naive rule on the rows (all with a number).

    A rule's 80 % interval is as wide as its own RMSE makes it, which is kind to it.
    """
    observed = np.array([row.observed for row in rows], dtype=np.float64)
    scored = {}
    for name in NAMES:
        predicted = predictions(name, rows, known)
        error = rmse(predicted, observed)
        half = Z_80 * error
        scored[name] = {
            "rmse": error,
            "mae": mae(predicted, observed),
            "interval_score": interval_score(predicted - half, predicted + half, observed),
        }
    return scored
