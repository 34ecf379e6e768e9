"""What the fit to published studies taught: the posterior of the population's parameters.

`data/physiology_fitted.yaml` names the fitted parameters with the centre and spread of each.
`data/physiology_posterior.npz` holds the draws of the whole calibration set, and for every fold (a
study left out, with others of the same people) the centre and the Cholesky factor of its posterior.
All are on the scale of the prior: logarithms where it is lognormal. Both files are written by
`calibration/fit_physiology.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

from myostride.errors import UnknownName
from myostride.references import load_parameters, load_table

Floats = NDArray[np.float64]

__all__ = ["centre", "fold_of", "folds", "population", "spread"]

DRAWS = "draws"
_CENTRE, _FACTOR = "centre:", "factor:"


@cache
def _stored() -> Mapping[str, NDArray[np.float32]]:
    path = files("myostride").joinpath("data", "physiology_posterior.npz")
    with as_file(path) as there, np.load(there) as stored:
        return {name: stored[name] for name in stored.files}


@cache
def _rows() -> Mapping[str, Mapping[str, float]]:
    rows: Mapping[str, Mapping[str, float]] = load_table("physiology_fitted")["posterior"]
    return rows


def centre() -> dict[str, float]:
    """Name to the centre of the posterior, of every parameter that was fitted."""
    return {name: float(row["value"]) for name, row in _rows().items()}


def spread() -> dict[str, float]:
    """Name to the posterior's sd, on the scale of the prior (log where it is lognormal)."""
    return {name: float(row["spread"]) for name, row in _rows().items()}


def folds() -> tuple[str, ...]:
    """The folds of the fit: studies left out together, joined by "+"."""
    return tuple(name.removeprefix(_CENTRE) for name in _stored() if name.startswith(_CENTRE))


def fold_of(study: str) -> str | None:
    """The fold that leaves a study out, None where the fit never saw it."""
    return next((fold for fold in folds() if study in fold.split("+")), None)


def population(
    draws: int, rng: np.random.Generator, unseen: str | None = None
) -> dict[str, Floats]:
    """Population values by name, (draw,) each; the first draw is the centre.

    Parameters
    ----------
    unseen
        A fold that the fit shall not have seen, else all were seen.

    Raises
    ------
    UnknownName
        If there is no such fold.
    """
    table, names = load_parameters("physiology"), tuple(_rows())
    if not names:
        return {}
    sample = _of_all(draws, rng) if unseen is None else _of_fold(draws, rng, unseen)
    values = {}
    for name, held in zip(names, sample.T, strict=True):
        if name not in table:  # renamed since; the next fit writes it anew
            continue
        p = table[name]
        drawn = np.exp(held) if p.prior == "lognormal" else held
        values[name] = np.asarray(np.clip(drawn, p.low, p.high))
    return values


def _of_all(draws: int, rng: np.random.Generator) -> Floats:
    """(draw, parameter): the stored draws in a random order, over and over where asked for more."""
    stored = _stored()[DRAWS].astype(np.float64)
    others = stored.shape[0] - 1
    order = np.concatenate([rng.permutation(others) for _ in range(-(-draws // others))])
    return np.asarray(stored[np.concatenate([[0], 1 + order[: draws - 1]])])


def _of_fold(draws: int, rng: np.random.Generator, fold: str) -> Floats:
    stored = _stored()
    if _CENTRE + fold not in stored:
        raise UnknownName("fold of the fit", fold, folds())
    middle, factor = (stored[kind + fold].astype(np.float64) for kind in (_CENTRE, _FACTOR))
    z = rng.standard_normal((draws, middle.size))
    z[0] = 0.0
    return np.asarray(middle + z @ factor.T)
