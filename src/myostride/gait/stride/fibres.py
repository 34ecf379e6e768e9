"""What the fibres do: the muscle-tendon unit's motion less the stretch of an elastic tendon."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from myostride.gait.stride.foothold import rates
from myostride.gait.stride.paths import Architecture
from myostride.references import load_table

Floats = NDArray[np.float64]

__all__ = ["Fibres", "fibre_motion", "tendon_strain"]

_TOE_FORCE, _TOE_STRAIN, _TOE_SHAPE = 1.0 / 3.0, 0.609, 3.0
_SHORTEST = 0.3


@dataclass(frozen=True, slots=True)
class Fibres:
    """Per line of action over the stride, (sample, line).

    length : over optimal length; velocity : optimal lengths per second, lengthening positive.
    power_w, tendon_power_w : mechanical power of the fibres and of the tendon (delivered
        positive); together the power of the muscle-tendon unit.
    """

    length: Floats
    velocity: Floats
    power_w: Floats
    tendon_power_w: Floats


def tendon_strain(force: Floats, strain_at_max: Floats) -> Floats:
    """Strain at a force over maximal isometric force.

    Exponential up to a third of the maximum, straight beyond; `strain_at_max` sets its scale.
    """
    toe = np.log1p(np.clip(force, 0.0, _TOE_FORCE) / _TOE_FORCE * np.expm1(_TOE_SHAPE))
    low = _TOE_STRAIN * toe / _TOE_SHAPE
    high = np.maximum(force - _TOE_FORCE, 0.0) * (1.0 - _TOE_STRAIN) / (1.0 - _TOE_FORCE)
    return np.asarray((low + high) * strain_at_max)


def fibre_motion(
    length_m: Floats, activation: Floats, muscles: Architecture, stride_s: float
) -> Fibres:
    """Fibre length and velocity of every line of action.

    Notes
    -----
    The tendon carries the muscle's force, so its length is known; fibres keep their thickness
    while they turn. Tendon strain at maximal force per group is in `data/stride.yaml`: 4.9 %
    (Rajagopal 2016), 10 % for the calf (Arnold 2013); a stiffer calf would make soleus fibres
    lengthen in level running, which ultrasound does not see (Bohm 2021).
    """
    strains = load_table("stride")["tendon_strain"]
    at_max = np.array([strains.get(g, strains["others"]) for g in muscles.groups])
    tendon = muscles.tendon_m * (1.0 + tendon_strain(activation, at_max))
    along = np.maximum(length_m - tendon, _SHORTEST * muscles.fibre_m)
    thickness = muscles.fibre_m * np.sin(muscles.pennation)
    fibre = np.hypot(along, thickness)
    force = activation * muscles.max_force_n
    unit_rate, along_rate = rates(length_m, stride_s), rates(along, stride_s)
    return Fibres(
        length=fibre / muscles.fibre_m,
        velocity=along_rate * along / fibre / muscles.fibre_m,
        power_w=-force * along_rate,
        tendon_power_w=-force * (unit_rate - along_rate),
    )
