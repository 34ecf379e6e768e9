"""Sharing joint moments among muscles: least sum of squared activation, force between 0 and a cap.

For one instant: minimise 1/2 |a|^2 + 1/2 |r|^2 / e, where r = M - R F0 a is what the muscles leave
over, held tiny by a small e, and 0 <= a <= cap. With multipliers y (one per moment),
a = clip((R F0)^T y, 0, cap) and r = e y; the y are found by Newton steps with a line search on a
convex function, for all instants at once.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

__all__ = ["share_moments"]

_LEEWAY, _STEPS, _TOLERANCE = 1e-3, 60, 1e-9
_MOMENT_UNIT_NM = 100.0


def share_moments(
    moments_nm: Floats, arms_m: Floats, max_force_n: Floats, cap: float
) -> tuple[Floats, Floats]:
    """Activation and moments left over.

    Parameters
    ----------
    moments_nm
        (sample, moment).
    arms_m
        (sample, moment, line).
    max_force_n, cap
        (line,) maximal isometric force, and the most activation that any may reach.

    Returns
    -------
    activation, residual_nm
        (sample, line) between 0 and `cap`, and (sample, moment).
    """
    scale = _MOMENT_UNIT_NM
    levers = arms_m * (max_force_n / scale)
    wanted = moments_nm / scale
    eye = _LEEWAY * np.eye(wanted.shape[1])

    def value(y: Floats) -> tuple[Floats, Floats]:
        """The negative dual, convex in y, and the activation."""
        drive = np.einsum("tm,tml->tl", y, levers)
        a = np.clip(drive, 0.0, cap)
        worth = (a * drive - 0.5 * a**2).sum(1) + 0.5 * _LEEWAY * (y**2).sum(1)
        return worth - (wanted * y).sum(1), a

    y = np.zeros_like(wanted)
    worth, a = value(y)
    for _ in range(_STEPS):
        gradient = np.einsum("tml,tl->tm", levers, a) + _LEEWAY * y - wanted
        if np.abs(gradient).max() < _TOLERANCE:
            break
        drive = np.einsum("tm,tml->tl", y, levers)
        free = ((drive >= 0.0) & (drive < cap)).astype(float)
        curvature = (levers * free[:, None, :]) @ levers.transpose(0, 2, 1) + eye
        step = -np.linalg.solve(curvature, gradient[..., None])[..., 0]
        fall = (gradient * step).sum(1)
        length = np.ones(worth.size)
        for _ in range(30):
            tried, tried_a = value(y + length[:, None] * step)
            short = tried > worth + 1e-4 * length * fall + 1e-13
            if not short.any():
                break
            length = np.where(short, 0.5 * length, length)
        y = y + length[:, None] * step
        worth, a = tried, tried_a
    residual = wanted - np.einsum("tml,tl->tm", levers, a)
    return a, residual * scale
