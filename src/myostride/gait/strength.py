"""Maximal isometric force of each muscle group from body mass and height."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from myostride.gait.coefficients import number
from myostride.gait.support import weight_n
from myostride.muscles import MUSCLES
from myostride.references import load_table
from myostride.runner import DEFAULT_HEIGHT_M, DEFAULT_MASS_KG, Body

Floats = NDArray[np.float64]

__all__ = ["intensity_scale", "max_isometric_force_n", "volumes_cm3"]


def max_isometric_force_n(body: Body) -> Floats:
    """F0 of the ten groups [N], one leg, shape (muscle,).

    Notes
    -----
    Volume = b1 m h + b0 (Handsfield 2014), divided by optimal fibre length, times 60 N/cm2
    (Rajagopal 2016). Mass times height carries the size effect; there is no further sex term.
    """
    anatomy = load_table("gait")["anatomy"]
    size = body.mass_kg * body.height_m
    stress = number("specific_tension_n_cm2")
    return np.array(
        [
            sum(stress * max(b1 * size + b0, 1.0) / length for b1, b0, length in anatomy[muscle])
            for muscle in MUSCLES
        ]
    )


def volumes_cm3(body: Body) -> Floats:
    """Volume of the ten groups of one leg, (muscle,): b1 m h + b0 (Handsfield 2014)."""
    anatomy = load_table("gait")["anatomy"]
    size = body.mass_kg * body.height_m
    return np.array(
        [sum(max(b1 * size + b0, 1.0) for b1, b0, _ in anatomy[muscle]) for muscle in MUSCLES]
    )


def intensity_scale(body: Body) -> Floats:
    """Strength per body weight of the reference person over this one's, shape (muscle,).

    A heavy runner of the same height carries more weight per unit of muscle, so that the
    same movement is relatively harder. 1 for 70 kg and 1.75 m.
    """
    reference = Body(DEFAULT_MASS_KG, DEFAULT_HEIGHT_M)
    own = max_isometric_force_n(body) / weight_n(body.mass_kg)
    return np.asarray(max_isometric_force_n(reference) / weight_n(reference.mass_kg) / own)
