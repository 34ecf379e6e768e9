"""What the fit to published studies taught: posterior of the population's parameters.

`data/physiology_fitted.yaml` names the parameters and their centre; `data/physiology_posterior.npz`
holds the draws, of the whole calibration set and of every set with one study left out. Both are
written by `calibration/fit_physiology.py`.
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

__all__ = ["centre", "population", "spread", "studies", "transformed"]

ALL = "all"


@cache
def _stored() -> Mapping[str, NDArray[np.float32]]:
    """Arrays of the file by name: `all` and one per study, each (draw, parameter), whitened."""
    with as_file(files("myostride").joinpath("data", "physiology_posterior.npz")) as path:
        with np.load(path) as stored:
            return {name: stored[name] for name in stored.files}


def _names() -> tuple[str, ...]:
    return tuple(load_table("physiology_fitted")["parameters"])


@cache
def centre() -> Mapping[str, float]:
    """Name to the posterior's mode, of every parameter that was fitted."""
    rows = load_table("physiology_fitted")["parameters"]
    return {name: float(row["value"]) for name, row in rows.items()}


@cache
def spread() -> Mapping[str, float]:
    """Name to the posterior's sd, on the scale of the prior (log where it is lognormal)."""
    rows = load_table("physiology_fitted")["parameters"]
    return {name: float(row["spread"]) for name, row in rows.items()}


def studies() -> tuple[str, ...]:
    """The studies of the calibration set that were left out one by one."""
    return tuple(name for name in _stored() if name != ALL)


def transformed(name: str, table: str = "physiology") -> bool:
    """Whether a parameter is held as its logarithm."""
    return load_parameters(table)[name].prior == "lognormal"


def population(draws: int, rng: np.random.Generator, unseen: str | None = None) -> dict[str, Floats]:
    """Population values by name, (draw,) each; the first draw is the centre.

    Parameters
    ----------
    unseen
        A study that the fit shall not have seen, else all were seen.

    Raises
    ------
    UnknownName
        If that study is not in the calibration set.
    """
    stored = _stored()
    if unseen is not None and unseen not in stored:
        raise UnknownName("study of the calibration set", unseen, studies())
    sample = stored[unseen or ALL].astype(np.float64)
    rows = np.concatenate([[0], 1 + rng.integers(sample.shape[0] - 1, size=draws - 1)])
    if draws - 1 <= sample.shape[0] - 1:
        rows[1:] = 1 + rng.permutation(sample.shape[0] - 1)[: draws - 1]
    tables = load_table("physiology_fitted")["parameters"]
    values = {}
    for column, name in enumerate(_names()):
        held = sample[rows, column]
        values[name] = np.exp(held) if tables[name]["log"] else held
    return values
