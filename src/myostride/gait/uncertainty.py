"""How wide the answer of a run is, and why.

The main errors are biases of one runner, one method or one file: they hold over the whole run and
do not average away. Each is a log-sd of peak force, found as a first-order sensitivity weighted by
what every sample adds to the load; independent causes add in quadrature.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from myostride.gait.coefficients import GaitCoefficients, coefficients, number
from myostride.gait.demand import Lobes
from myostride.gait.load import Estimate
from myostride.muscles import N_MUSCLES
from myostride.runner import Body, Carried

Floats = NDArray[np.float64]

__all__ = [
    "Z_80",
    "Spread",
    "combined_log_sd",
    "force_log_sd",
    "outside",
    "relative_log_sd",
    "sensitivities",
]

Z_80 = 1.2815515655446004
"""Half-width of an 80 % interval in standard deviations."""

_POWER = {"easy_km": 3.0, "damage_dose": 3.0, "tension_time": 1.0, "peak": 1.0, "impulse_bw_s": 1.0}
SLOWEST_M_S = 0.5
_ABSOLUTE = ("peak", "impulse_bw_s")


@dataclass(frozen=True, slots=True)
class Spread:
    """Log-sd of a run's peak forces relative to the easy step, and of that step, (muscle,)."""

    relative: Floats
    reference: Floats

    @classmethod
    def of_run(cls, relative: Floats) -> Spread:
        """With the shipped log-sd of the easy step, of its higher lobe."""
        c = coefficients()
        return cls(relative, np.where(c.peak_bw[0] >= c.peak_bw[1], c.log_sd[0], c.log_sd[1]))

    def log_sd(self, quantity: str) -> Floats:
        """Log-sd of one of the totals, (muscle,)."""
        force = self.relative * _POWER.get(quantity, 1.0)
        parts = [force]
        if quantity in _ABSOLUTE:
            parts.append(self.reference)
        if quantity == "work_positive_j_kg":
            parts.append(np.full(N_MUSCLES, number("work_positive_log_sd")))
        if quantity in ("work_negative_j_kg", "fibre_negative_j_kg"):
            parts.append(np.full(N_MUSCLES, number("work_negative_log_sd")))
        if quantity in ("damage_dose", "fibre_negative_j_kg"):
            parts.append(np.full(N_MUSCLES, number("fibre_share_log_sd")))
        return np.asarray(np.sqrt(sum(part**2 for part in parts)))

    def interval(self, quantity: str, value: Floats) -> Estimate:
        """The 80 % interval of a total."""
        half = Z_80 * self.log_sd(quantity)
        return Estimate(value, value * np.exp(-half), value * np.exp(half))


@dataclass(frozen=True, slots=True)
class Sensitivities:
    """How far the log of a peak moves with one unit of each cause, (lobe, muscle) or (muscle,).

    speed : per log of speed over the reference; grade : per degree; grade_bias : per unit of
    grade that is wrong; no_cadence : where cadence is unknown; carried : of the mass carried.
    cadence : per log of cadence over preferred, walking : per share of walking; (muscle,) or one.
    """

    speed: Floats
    grade: Floats
    grade_bias: Floats
    no_cadence: Floats
    carried: Floats
    cadence: float
    walking: float


def sensitivities(c: GaitCoefficients, body: Body, carried: Carried) -> Sensitivities:
    """The sensitivities of one runner with what is carried."""
    mass = np.log1p((carried.trunk_kg + 2 * carried.ankle_kg) / body.mass_kg)
    inertia = number("ankle_weight_arm_m") ** 2 / number("leg_inertia_kg_m2")
    swing = np.log1p(carried.ankle_kg * inertia)
    return Sensitivities(
        speed=np.sqrt(c.shape_sd**2 + number("speed_exponent_model_sd") ** 2)[c.shape],
        grade=c.grade_sd,
        grade_bias=np.degrees(np.maximum(np.abs(c.up), np.abs(c.down))),
        no_cadence=np.abs(c.cadence) * number("cadence_spread"),
        carried=number("carried_log_sd")
        * np.stack([c.support[0] * mass, np.full(N_MUSCLES, swing)]),
        cadence=number("cadence_exponent_sd"),
        walking=number("walk_log_sd"),
    )


def combined_log_sd(causes: list[Floats]) -> Floats:
    """Independent causes together, each the mean of its log-sd over a run."""
    return np.asarray(np.sqrt(sum(cause**2 for cause in causes)))


def relative_log_sd(
    speed_m_s: Floats,
    grade: Floats,
    grade_sd: Floats,
    cadence_hz: Floats,
    step: Lobes,
    *,
    weight: Floats,
    body: Body,
    carried: Carried,
    c: GaitCoefficients,
) -> Floats:
    """Log-sd of a run's relative peak forces, (muscle,).

    Parameters
    ----------
    speed_m_s, grade, grade_sd, cadence_hz
        (n,) as measured, NaN where unknown.
    weight
        (n, muscle) what each sample adds to the load.
    """
    share = weight / np.maximum(weight.sum(axis=0), 1e-300)
    sd = force_log_sd(speed_m_s, grade, grade_sd, cadence_hz, step, body=body, carried=carried, c=c)
    # A bias common to all samples adds up linearly over the run.
    return combined_log_sd([(share * part).sum(axis=0) for part in sd])


def force_log_sd(
    speed_m_s: Floats,
    grade: Floats,
    grade_sd: Floats,
    cadence_hz: Floats,
    step: Lobes,
    *,
    body: Body,
    carried: Carried,
    c: GaitCoefficients,
) -> list[Floats]:
    """One array (n, muscle) of log-sd of peak force per independent cause."""
    stance = _stance_share(step)
    known = np.isfinite(grade)
    slope = np.where(known, grade, 0.0)

    s = sensitivities(c, body, carried)
    log_v = np.abs(np.log(np.maximum(speed_m_s, SLOWEST_M_S) / number("reference_speed_m_s")))
    speed = (log_v * beyond(speed_m_s, number("extrapolation_speed_m_s")))[:, None]
    speed = speed * _mixed(s.speed, stance)
    degrees = np.degrees(np.arctan(np.abs(slope)))
    degrees = degrees * beyond(np.abs(slope), number("extrapolation_grade"))
    slopes = degrees[:, None] * _mixed(s.grade, stance)
    bias = np.where(
        known,
        number("grade_noise_bias_share") * np.nan_to_num(grade_sd),
        number("grade_unknown_sd"),
    )
    noise = bias[:, None] * _mixed(s.grade_bias, stance)
    missing = ~np.isfinite(cadence_hz)
    rate = np.abs(np.log(step.cadence_hz / step.preferred_hz))
    cadence = (rate * s.cadence)[:, None] + missing[:, None] * _mixed(s.no_cadence, stance)
    walking = (step.walking * s.walking)[:, None] * np.ones(N_MUSCLES)
    return [speed, slopes, noise, cadence, walking, _mixed(s.carried, stance)]


def _stance_share(step: Lobes) -> Floats:
    """Share of the load that falls in stance, (n, muscle)."""
    price = step.peak_bw**3 * step.effective_s
    return np.asarray(price[:, 0] / np.maximum(price.sum(axis=1), 1e-12))


def _mixed(per_lobe: Floats, stance: Floats) -> Floats:
    """A value per lobe (2, muscle) weighted by where the load falls, (n, muscle)."""
    return np.asarray(stance * per_lobe[0] + (1.0 - stance) * per_lobe[1])


def beyond(value: Floats, limit: float) -> Floats:
    """How much wider an effect is known beyond a measured limit: 1 well within, 2 well outside."""
    ramp = number("extrapolation_ramp")
    into = np.clip((value / limit - 1.0 + ramp) / (2.0 * ramp), 0.0, 1.0)
    return np.asarray(1.0 + (number("extrapolation_factor") - 1.0) * into)


def outside(steep: float, fast: float, carried: Carried, body: Body) -> tuple[str, ...]:
    """In which ways a run leaves the range that was measured; shares of its samples."""
    out = []
    if steep > 0.02:
        out.append(f"grades beyond {number('extrapolation_grade'):.0%} ({steep:.0%} of samples)")
    if fast > 0.02:
        out.append(f"faster than {number('extrapolation_speed_m_s'):g} m/s ({fast:.0%} of samples)")
    if carried.ankle_kg > 0:
        out.append("ankle weights: mechanics alone, no study")
    if carried.trunk_kg > 0.3 * body.mass_kg:
        out.append("more than 30 % of body mass carried")
    return tuple(out)
