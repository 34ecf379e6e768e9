"""Muscle-tendon lengths and moment arms at the actual posture (Rajagopal 2016, polynomials).

Each length is a polynomial in hip flexion, adduction and rotation, knee flexion and ankle
dorsiflexion; a moment arm is minus its derivative. Lengths scale with body height.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from myostride.gait.strength import max_isometric_force_n
from myostride.muscles import INDEX
from myostride.runner import Body

Floats = NDArray[np.float64]

__all__ = ["COORDINATES", "Architecture", "architecture", "muscle_paths"]

COORDINATES = ("hip", "hip_adduction", "hip_rotation", "knee", "ankle")
MODEL_BODY = Body(mass_kg=75.3, height_m=1.70)
"""The person whose muscles the table describes (Rajagopal 2016)."""


@dataclass(frozen=True, slots=True)
class Architecture:
    """The muscles of one leg; arrays of shape (line of action,).

    names, groups : of each line of action; groups beyond the ten are not reported but share
        the load.
    max_force_n, fibre_m, pennation, tendon_m : maximal isometric force, optimal fibre length,
        pennation at it [rad] and tendon slack length.
    """

    names: tuple[str, ...]
    groups: tuple[str, ...]
    max_force_n: Floats
    fibre_m: Floats
    pennation: Floats
    tendon_m: Floats


def _rows(name: str) -> list[dict[str, str]]:
    text = files("myostride").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def _model() -> Architecture:
    rows = _rows("muscle_architecture.csv")

    def column(key: str) -> Floats:
        return np.array([float(row[key]) for row in rows])

    return Architecture(
        tuple(row["muscle"] for row in rows),
        tuple(row["group"] for row in rows),
        column("max_isometric_force_n"),
        column("optimal_fibre_m"),
        np.radians(column("pennation_deg")),
        column("tendon_slack_m"),
    )


def architecture(body: Body) -> Architecture:
    """The muscles of one person.

    Notes
    -----
    Strength of each group scales as its volume over fibre length does with mass and height
    (`strength.py`, Handsfield 2014); other muscles scale with mass times height over height.
    """
    model = _model()
    stretch = body.height_m / MODEL_BODY.height_m
    groups = max_isometric_force_n(body) / max_isometric_force_n(MODEL_BODY)
    size = body.mass_kg * body.height_m / (MODEL_BODY.mass_kg * MODEL_BODY.height_m)
    factor = np.array([groups[INDEX[g]] if g in INDEX else size for g in model.groups])
    return Architecture(
        model.names,
        model.groups,
        model.max_force_n * factor,
        model.fibre_m * stretch,
        model.pennation,
        model.tendon_m * stretch,
    )


@cache
def _polynomials() -> tuple[NDArray[np.int64], Floats]:
    """Exponents (monomial, coordinate) and coefficients (monomial, line of action)."""
    column = {name: m for m, name in enumerate(_model().names)}
    seen: dict[tuple[int, ...], int] = {}
    entries = []
    for row in _rows("muscle_paths.csv"):
        powers = tuple(int(row[c]) for c in COORDINATES)
        entries.append((seen.setdefault(powers, len(seen)), column[row["muscle"]], row["length_m"]))
    coefficients = np.zeros((len(seen), len(column)))
    for monomial, muscle, value in entries:
        coefficients[monomial, muscle] = float(value)
    return np.array(list(seen), dtype=np.int64), coefficients


def muscle_paths(angles: Floats, height_m: float) -> tuple[Floats, Floats]:
    """Lengths [m], (sample, line), and moment arms [m], (sample, coordinate, line).

    Parameters
    ----------
    angles
        In the order of `COORDINATES` [rad], (sample, 5).
    """
    exponents, coefficients = _polynomials()
    powers = angles[:, :, None] ** np.arange(exponents.max() + 1)
    factors = [powers[:, c, exponents[:, c]] for c in range(len(COORDINATES))]
    stretch = height_m / MODEL_BODY.height_m
    lengths = np.prod(factors, axis=0) @ coefficients * stretch
    arms = np.empty((angles.shape[0], len(COORDINATES), coefficients.shape[1]))
    for c in range(len(COORDINATES)):
        e = exponents[:, c]
        slope = e * powers[:, c, np.maximum(e - 1, 0)]
        others = np.prod([f for k, f in enumerate(factors) if k != c], axis=0)
        arms[:, c] = -((slope * others) @ coefficients) * stretch
    return lengths, arms
