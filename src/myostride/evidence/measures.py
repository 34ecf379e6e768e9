"""From whole-muscle volume to what a study measured: compartments and gains."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from myostride.gait.strength import volumes_cm3
from myostride.muscles import INDEX, MUSCLES
from myostride.physiology import Parameters
from myostride.references import load_parameters
from myostride.runner import Body
from myostride.training import Outcome

Floats = NDArray[np.float64]

__all__ = ["gain", "is_fibre", "parameter", "volume_weights", "whole_body"]

_FIBRE = ("fibre_csa", "fibre_diameter")
_WHOLE_BODY = ("whole_body_lean", "whole_body")


def parameter(name: str) -> float:
    """A value of `data/evidence.yaml`."""
    return load_parameters("evidence")[name].value


def volume_weights(muscles: tuple[str, ...], body: Body) -> Floats:
    """Weights that sum to 1 over a compartment, (muscle,); 0 outside it."""
    inside = np.zeros(len(MUSCLES))
    inside[[INDEX[muscle] for muscle in muscles]] = 1.0
    weights = inside * volumes_cm3(body)
    return np.asarray(weights / weights.sum())


def gain(outcome: Outcome, p: Parameters) -> Floats:
    """Change of the measure per change of the compartment's volume, (draw,)."""
    own = p[f"gain_{outcome.measure}"][:, 0]
    return np.asarray(own * (p["whole_body_leg_share"][:, 0] if whole_body(outcome) else 1.0))


def whole_body(outcome: Outcome) -> bool:
    """Whether more than the legs is measured; the rest is taken as not trained."""
    return outcome.muscle in _WHOLE_BODY


def is_fibre(measure: str) -> bool:
    """Whether it is a biopsy's value, which has low weight and a scale of its own."""
    return measure in _FIBRE
