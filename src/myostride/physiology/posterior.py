"""What the fit to published studies taught: the posterior of the population's parameters.

`data/physiology_fitted.yaml` names the fitted parameters with the centre and spread of each.
`data/physiology_posterior.npz` holds the normal posterior of the whole calibration set, and that of
every fold (a study left out, with others of the same people): its centre, and the factor of its
covariance. All are on the scale of the prior: logarithms where it is lognormal. Parameters that
the studies were not to teach are in it with their priors, for what was taught hangs on them. Both
files are written by `calibration/fit_physiology.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from myostride.errors import UnknownName
from myostride.references import load_parameters, load_table

Floats = NDArray[np.float64]

__all__ = ["Posterior", "centre", "fold_of", "folds", "of", "spread", "still_to_go"]

NAMES, CENTRE, FACTOR, LEFT = "names", "centre:", "factor:", "left:"
"""Arrays of the file; the last three with the name of a fold behind, nothing for the whole fit."""


@dataclass(frozen=True, slots=True)
class Posterior:
    """A normal distribution of population values, on the scale of their priors.

    names : of its parameters. centre : (parameter,).
    factor : (parameter, parameter) lower triangular; times its transpose it is the covariance.
    """

    names: tuple[str, ...]
    centre: Floats
    factor: Floats

    def draw(self, draws: int, rng: np.random.Generator) -> dict[str, Floats]:
        """Population values by name, (draw,) each; the first draw is the centre."""
        table = load_parameters("physiology")
        z = rng.standard_normal((draws, self.centre.size))
        z[0] = 0.0
        values = {}
        for name, held in zip(self.names, (self.centre + z @ self.factor.T).T, strict=True):
            if name not in table:  # renamed since; the next fit writes it anew
                continue
            p = table[name]
            drawn = np.exp(held) if p.prior == "lognormal" else held
            values[name] = np.asarray(np.clip(drawn, p.low, p.high))
        return values


@cache
def _stored() -> Mapping[str, NDArray[Any]]:
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
    return tuple(still_to_go())


def still_to_go() -> dict[str, float]:
    """By fold, how far its parameter farthest from the mode had still to go, in prior sds."""
    return {
        name.removeprefix(LEFT): float(left)
        for name, left in _stored().items()
        if name.startswith(LEFT) and name != LEFT
    }


def fold_of(study: str) -> str | None:
    """The fold that leaves a study out, None where the fit never saw it."""
    return next((fold for fold in folds() if study in fold.split("+")), None)


@cache
def of(unseen: str | None = None) -> Posterior:
    """The posterior of the whole calibration set, or of all of it but a fold.

    Raises
    ------
    UnknownName
        If there is no such fold.
    """
    stored, fold = _stored(), unseen or ""
    if CENTRE + fold not in stored:
        raise UnknownName("fold of the fit", fold, folds())
    return Posterior(
        tuple(str(name) for name in stored[NAMES]),
        stored[CENTRE + fold].astype(np.float64),
        stored[FACTOR + fold].astype(np.float64),
    )
