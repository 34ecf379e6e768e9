"""How the ground is met: cadence, contact time and ground force.

All functions are pure and work on arrays of any shape.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from myostride.gait.coefficients import number
from myostride.units import GRAVITY_M_S2

Floats = NDArray[np.float64]

__all__ = [
    "climb_per_step_m",
    "contact_time_s",
    "mean_ground_force_bw",
    "preferred_cadence_hz",
    "walking_share",
    "weight_n",
]

SLOWEST_M_S = 0.3


def walking_share(speed_m_s: Floats, grade: Floats, cadence_hz: Floats | None = None) -> Floats:
    """Share of walking (1) against running (0), a smooth switch at about 1.9 m/s.

    Uphill people change over at lower speeds; the slope is assumed (1.6 m/s at 15 %).
    A known cadence moves the switch by up to 0.5 m/s either way: quick steps at a slow speed are
    a jog, slow steps at a brisk speed a walk. NaN cadence leaves it where it is.
    """
    uphill = 1.0 + number("walk_run_per_grade") * np.maximum(grade, 0.0)
    switch = number("walk_run_speed_m_s") * np.maximum(uphill, number("walk_run_least"))
    if cadence_hz is not None:
        quick = (cadence_hz - number("walk_cadence_hz")) / number("walk_cadence_width_hz")
        shift = number("walk_cadence_shift_m_s") * np.tanh(quick)
        switch = switch - np.where(np.isfinite(cadence_hz), shift, 0.0)
    x = np.clip((speed_m_s - switch) / number("walk_run_width_m_s"), -40.0, 40.0)
    return np.asarray(1.0 / (1.0 + np.exp(x)))


def preferred_cadence_hz(speed_m_s: Floats, grade: Floats, walking: Floats | None = None) -> Floats:
    """Steps per second that runners choose.

    Parameters
    ----------
    speed_m_s, grade
        Speed [m/s] and grade (rise over run), same shape.
    walking
        Share of walking, by default that of the speed alone.

    Notes
    -----
    Running: 2.464 + 0.0188 v + 0.02016 v^2, RMSE 0.11 steps/s from 2.7 to 9 m/s (Hamner & Delp
    2013), times 1 + 0.6 grade uphill (Padulo 2013). Walking: linear in speed.
    """
    running = (
        number("cadence_intercept_hz")
        + number("cadence_linear") * speed_m_s
        + number("cadence_quadratic") * speed_m_s**2
    )
    walked = number("walk_cadence_intercept_hz") + number("walk_cadence_linear") * speed_m_s
    share = walking_share(speed_m_s, grade) if walking is None else walking
    level = share * walked + (1.0 - share) * running
    return np.asarray(level * (1.0 + number("cadence_uphill_per_grade") * np.maximum(grade, 0.0)))


def contact_time_s(
    speed_m_s: Floats,
    cadence_hz: Floats,
    preferred_hz: Floats,
    height_m: float,
    walking: Floats | None = None,
) -> Floats:
    """How long a foot is on the ground [s].

    Parameters
    ----------
    walking
        Share of walking, by default that of the speed on the level.

    Notes
    -----
    Running: kappa 1.149 m (h / 1.75 m) (1 - exp(-v / 2.85)) / v (f / f_pref)^-0.4, which gives
    Kipp 2018's 0.280 and 0.190 s with kappa 1. Walking: 62 % of the stride.
    """
    v = np.maximum(speed_m_s, SLOWEST_M_S)
    running = (
        number("contact_kappa")
        * number("contact_scale_m")
        * (height_m / 1.75)
        * -np.expm1(-v / number("contact_speed_m_s"))
        / v
        * (cadence_hz / preferred_hz) ** number("contact_cadence_exponent")
    )
    share = walking_share(speed_m_s, np.zeros_like(v)) if walking is None else walking
    walked = number("walk_duty") * 2.0 / cadence_hz
    return np.asarray(share * walked + (1.0 - share) * running)


def mean_ground_force_bw(
    cadence_hz: Floats, contact_s: Floats, grade: Floats, mass_ratio: float
) -> Floats:
    """Mean ground force over contact, normal to the surface [body weights].

    Impulse balance: over one step the ground gives back the weight, so
    F = (M / m_b) cos(slope) / (f t_c), exact for a steady gait with one foot down at a time.
    """
    slope = np.arctan(grade)
    return np.asarray(mass_ratio * np.cos(slope) / (cadence_hz * contact_s))


def climb_per_step_m(speed_m_s: Floats, grade: Floats, cadence_hz: Floats) -> Floats:
    """Height gained per step [m], negative downhill."""
    return np.asarray(speed_m_s * np.sin(np.arctan(grade)) / cadence_hz)


def weight_n(mass_kg: float) -> float:
    """Body weight [N]."""
    return mass_kg * GRAVITY_M_S2
