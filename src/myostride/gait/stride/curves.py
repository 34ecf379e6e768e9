"""The usual motion and ground force of a stride as smooth curves, fitted to nine runners.

Coefficients come from `data/stride_fitted.yaml` (calibration/stride_curves.py), each as a + b u
with u the logarithm of speed, bounded outside the measured 2 to 5 m/s.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from myostride.references import load_parameters, load_table

Floats = NDArray[np.float64]

__all__ = [
    "ANGLES",
    "HARMONICS",
    "SINES",
    "fitted",
    "fourier",
    "moved_phase",
    "number",
    "sines",
    "speed_trend",
]

ANGLES = ("hip", "knee", "ankle", "hip_adduction", "hip_rotation")
"""Flexion, flexion, dorsiflexion, adduction, internal rotation: the signs of the sources."""

HARMONICS, SINES = 8, 6
REFERENCE_SPEED_M_S, SLOWEST_M_S, FASTEST_M_S = 3.0, 2.0, 5.0
MOST_MOVED = 0.28


def number(name: str) -> float:
    """The value of one scalar parameter of the stride generator."""
    return load_parameters("stride")[name].value


def speed_trend(speed_m_s: float) -> float:
    """ln(v / 3 m/s), levelling off outside 2 to 5 m/s so that no curve runs away."""
    u = float(np.log(speed_m_s / REFERENCE_SPEED_M_S))
    low = float(np.log(SLOWEST_M_S / REFERENCE_SPEED_M_S))
    high = float(np.log(FASTEST_M_S / REFERENCE_SPEED_M_S))
    beyond = u - min(max(u, low), high)
    reach = number("speed_trend_reach")
    return u - beyond + float(np.sign(beyond)) * reach * -float(np.expm1(-abs(beyond) / reach))


@cache
def _table(name: str, angle: str | None) -> Floats:
    rows = load_table("stride_fitted")[name]
    return np.array(rows if angle is None else rows[angle], dtype=float)


def fitted(name: str, speed_m_s: float, angle: str | None = None) -> Floats:
    """The coefficients of one fitted curve at a speed, shape (coefficient,)."""
    ab = _table(name, angle)
    return np.asarray(ab[:, 0] + ab[:, 1] * speed_trend(speed_m_s))


def fourier(phase: Floats, harmonics: int) -> Floats:
    """1, cos and sin of each harmonic, shape (sample, 1 + 2 harmonics)."""
    k = 2.0 * np.pi * np.arange(1, harmonics + 1)
    turns = phase[:, None] * k
    return np.concatenate([np.ones((phase.size, 1)), np.cos(turns), np.sin(turns)], axis=1)


def sines(within: Floats, terms: int) -> Floats:
    """sin(n pi s) over stance phase s, zero at contact and at toe-off."""
    return np.sin(np.pi * within[:, None] * np.arange(1, terms + 1))


def moved_phase(phase: Floats, duty: float, reference_duty: float) -> Floats:
    """Stride phase moved smoothly so that toe-off at `duty` comes to `reference_duty`.

    Contact stays at 0; the shift is limited so that the phase never runs backwards.
    """
    wanted = (reference_duty - duty) / (0.5 - 0.5 * np.cos(2.0 * np.pi * duty))
    shift = float(np.clip(wanted, -MOST_MOVED, MOST_MOVED))
    return np.asarray(phase + shift * (0.5 - 0.5 * np.cos(2.0 * np.pi * phase)))
