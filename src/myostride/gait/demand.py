"""What a step asks of each muscle: the peak of its stance and of its swing lobe.

Closed form, one expression for every sample:

    peak = k * shape(v) * (1 + ankle weight) * trunk mass * (f / f_pref)^c * grade

with k the reference peak at 3.0 m/s, everything else 1 there.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from myostride.gait.coefficients import GaitCoefficients, coefficients, number
from myostride.gait.strength import max_isometric_force_n
from myostride.gait.support import (
    contact_time_s,
    mean_ground_force_bw,
    preferred_cadence_hz,
    walking_share,
    weight_n,
)
from myostride.runner import Body, Carried

Floats = NDArray[np.float64]

__all__ = ["Lobes", "lobes", "reference_lobes", "speed_shape"]

GRADE_FLOOR, GRADE_CEILING = 0.5, 6.0
SLOWEST_SHAPE_M_S = 1.6
CONTACT_RATIO = (0.7, 1.4)
CAP_DOUBLINGS = 3
"""The soft cap's sharpness is two to this power."""
SLOWEST_WALK_M_S = 0.3
SHORTEST_SWING_S = 0.05


@dataclass(frozen=True, slots=True)
class Lobes:
    """Per sample (n,), and per sample, lobe and muscle (n, 2, 10).

    peak_bw : peak force of the lobe [body weights].
    effective_s : impulse over peak [s], per step of one leg.
    duty : share of the stride in which a half-sine of the same peak and impulse would last.
    cadence_hz, preferred_hz, contact_s, mean_bw : the step itself.
    walking : share of walking against running.
    """

    peak_bw: Floats
    effective_s: Floats
    duty: Floats
    cadence_hz: Floats
    preferred_hz: Floats
    contact_s: Floats
    mean_bw: Floats
    walking: Floats


def speed_shape(speed_m_s: Floats, c: GaitCoefficients) -> Floats:
    """Peak at a speed over peak at 3.0 m/s, shape (n, shape).

    exp(b1 L + b2 L^2) with L = ln(v / 3.0), between 1.6 and 5.5 m/s; constant below,
    `shape_beyond` as slope above.
    """
    reference = number("reference_speed_m_s")
    top = np.log(number("extrapolation_speed_m_s") / reference)
    bottom = np.log(SLOWEST_SHAPE_M_S / reference)
    log_v = np.log(
        np.clip(speed_m_s, SLOWEST_SHAPE_M_S, number("extra_swing_speed_cap_m_s")) / reference
    )
    inside = np.clip(log_v, bottom, top)[:, None]
    above = np.maximum(log_v - top, 0.0)[:, None]
    return np.asarray(np.exp(inside * (c.shape_b1 + c.shape_b2 * inside) + c.shape_beyond * above))


def _grade_factor(grade: Floats, up: Floats, down: Floats) -> Floats:
    """1 on the level; slopes per degree broadcast against (n, 1, 1)."""
    degrees = np.degrees(np.arctan(grade))[:, None, None]
    factor = 1.0 + up * np.maximum(degrees, 0.0) + down * np.maximum(-degrees, 0.0)
    return np.asarray(np.clip(factor, GRADE_FLOOR, GRADE_CEILING))


def _soft_cap(peak_bw: Floats, body: Body) -> Floats:
    """Hold peaks below about 1.2 times the isometric maximum, smoothly."""
    limit = number("force_cap") * max_isometric_force_n(body) / weight_n(body.mass_kg)
    # Squares and roots: a general power would be the dearest operation of the whole form.
    over = peak_bw / limit
    for _ in range(CAP_DOUBLINGS):
        over *= over
    over += 1.0
    for _ in range(CAP_DOUBLINGS):
        np.sqrt(over, out=over)
    return np.asarray(peak_bw / over)


def ankle_inertia(body: Body, carried: Carried) -> float:
    """Moment of inertia that a mass at the ankle adds to the swinging leg, over the leg's own."""
    leg = number("leg_inertia_kg_m2") * body.mass_kg * body.height_m**2 / (70.0 * 1.75**2)
    return carried.ankle_kg * number("ankle_weight_arm_m") ** 2 / leg


def lobes(
    speed_m_s: Floats,
    grade: Floats,
    *,
    body: Body,
    carried: Carried,
    cadence_hz: Floats | None = None,
    contact_s: Floats | None = None,
    c: GaitCoefficients | None = None,
) -> Lobes:
    """The two lobes of every muscle for steady samples.

    Parameters
    ----------
    speed_m_s, grade
        (n,) speed [m/s] and grade (rise over run), both finite.
    cadence_hz
        (n,) steps per second, NaN where unknown; the preferred cadence stands in.
    contact_s
        (n,) measured contact time [s], NaN where unknown; it overrides the model's.
    c
        Coefficients other than the shipped ones, for sensitivities.
    """
    c = c or coefficients()
    walking = walking_share(speed_m_s, grade, cadence_hz)
    preferred = preferred_cadence_hz(speed_m_s, grade, walking)
    cadence = preferred if cadence_hz is None else np.where(
        np.isfinite(cadence_hz), cadence_hz, preferred
    )  # fmt: skip
    modelled = contact_time_s(speed_m_s, cadence, preferred, body.height_m, walking)
    contact = modelled if contact_s is None else np.where(
        np.isfinite(contact_s), contact_s, modelled
    )  # fmt: skip
    contact = np.clip(contact, CONTACT_RATIO[0] * modelled, CONTACT_RATIO[1] * modelled)

    mass = body.mass_kg + carried.trunk_kg + 2.0 * carried.ankle_kg
    mass_ratio = mass / body.mass_kg
    # A shorter contact than modelled means a proportionally higher force while it lasts.
    supported = mass_ratio * (modelled / contact)[:, None, None] - 1.0
    load = 1.0 + c.support * supported + c.inertia * ankle_inertia(body, carried)

    run = speed_shape(speed_m_s, c)[:, c.shape] * _grade_factor(grade, c.up, c.down)
    pace = np.maximum(speed_m_s, SLOWEST_WALK_M_S) / number("walk_speed_m_s")
    walk = c.walk * (pace ** number("walk_speed_exponent"))[:, None, None]
    walk = walk * _grade_factor(grade, c.walk_up, c.walk_down)
    share = walking[:, None, None]
    shape = (1.0 - share) * run + share * walk
    rate = np.exp(c.cadence * np.log(cadence / preferred)[:, None, None])
    peak = c.peak_bw * shape * load * rate

    stride = 2.0 / cadence
    phase = np.stack([contact, np.maximum(stride - contact, SHORTEST_SWING_S)], axis=1)[:, :, None]
    effective = c.effective * phase
    return Lobes(
        peak_bw=_soft_cap(peak, body),
        effective_s=effective,
        duty=effective * (np.pi / 2.0) / stride[:, None, None],
        cadence_hz=cadence,
        preferred_hz=preferred,
        contact_s=contact,
        mean_bw=mean_ground_force_bw(cadence, contact, grade, mass_ratio),
        walking=walking,
    )


def reference_lobes(body: Body, c: GaitCoefficients | None = None) -> Lobes:
    """The same person's easy step: 3.0 m/s, level, preferred cadence, nothing carried; n = 1."""
    speed = np.array([number("reference_speed_m_s")])
    return lobes(speed, np.zeros(1), body=body, carried=Carried(), c=c)
