"""One steady state: what a single step at a given speed, grade and cadence asks of the legs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from myostride.errors import InputError
from myostride.gait.coefficients import JOINTS, coefficients, number
from myostride.gait.demand import Lobes, lobes
from myostride.gait.joints import JointStep, joint_step
from myostride.gait.load import Estimate, stated_defaults
from myostride.gait.strength import max_isometric_force_n
from myostride.gait.support import climb_per_step_m, weight_n
from myostride.gait.uncertainty import Z_80, force_log_sd
from myostride.gait.work import carried_work, muscle_work
from myostride.muscles import MUSCLES
from myostride.references import load_parameters
from myostride.runner import Body, Carried
from myostride.units import SECONDS_PER_MINUTE

Floats = NDArray[np.float64]

__all__ = ["SteadyState", "steady_state"]

_BOUNDS = {
    "speed_m_s": (0.3, 12.0, "a speed of a walk or run in m/s"),
    "grade": (-0.45, 0.45, "a grade between -45 and 45 %"),
    "cadence_spm": (60.0, 300.0, "steps per minute of both feet"),
    "contact_time_s": (0.06, 1.2, "a contact time in seconds"),
    "mass_kg": (25.0, 250.0, "a body mass in kg"),
    "height_m": (1.0, 2.4, "a height in m"),
    "trunk_kg": (0.0, 60.0, "a vest or pack in kg"),
    "ankle_kg": (0.0, 10.0, "an ankle weight in kg, each leg"),
}


@dataclass(frozen=True, slots=True)
class SteadyState:
    """One step of one leg.

    support : (3,) peak and mean ground force normal to the surface [BW], contact time [s].
    joints : hip, knee, ankle (3,), see `JointStep`.
    muscles : quantity name to (muscle,) estimate.
    cadence_spm : the cadence used.
    """

    support: dict[str, Estimate]
    joints: JointStep
    joint_log_sd: Floats
    muscles: dict[str, Estimate]
    cadence_spm: float
    assumptions: tuple[str, ...]
    extrapolated: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """The contract's `gait` document; every number with `_lo` and `_hi`."""
        joints: dict[str, dict[str, float]] = {}
        for j, joint in enumerate(JOINTS):
            row: dict[str, float] = {}
            for key, values in (
                ("moment_peak_nm_kg", self.joints.moment_peak),
                ("moment_mean_nm_kg", self.joints.moment_mean),
                ("work_positive_j_kg", self.joints.work_positive),
                ("work_negative_j_kg", self.joints.work_negative),
            ):
                value, log_sd = float(values[j]), Z_80 * float(self.joint_log_sd[j])
                bounds = sorted((value * math.exp(-log_sd), value * math.exp(log_sd)))
                row |= {key: value, f"{key}_lo": bounds[0], f"{key}_hi": bounds[1]}
            joints[joint] = row
        return {
            "support": _flat(self.support, 0),
            "joints": joints,
            "muscles": {muscle: _flat(self.muscles, m) for m, muscle in enumerate(MUSCLES)},
            "cadence_spm": self.cadence_spm,
            "assumptions": list(self.assumptions),
            "extrapolated": list(self.extrapolated),
        }


def _flat(estimates: dict[str, Estimate], index: int) -> dict[str, float]:
    out: dict[str, float] = {}
    for key, estimate in estimates.items():
        out[key] = float(estimate.value[index])
        out[f"{key}_lo"] = float(estimate.lo[index])
        out[f"{key}_hi"] = float(estimate.hi[index])
    return out


def _check(**values: float | None) -> None:
    for name, value in values.items():
        low, high, what = _BOUNDS[name]
        if value is not None and not low <= value <= high:
            raise InputError(f"{name} {value:g} is not {what}; it must lie in {low:g} to {high:g}")


def steady_state(
    speed_m_s: float,
    *,
    grade: float = 0.0,
    cadence_spm: float | None = None,
    body: Body | None = None,
    carried: Carried | None = None,
    contact_time_s: float | None = None,
) -> SteadyState:
    """What one step asks of every muscle.

    Parameters
    ----------
    speed_m_s, grade, cadence_spm, contact_time_s
        Speed [m/s], grade (rise over run), steps per minute of both feet, contact time [s];
        cadence and contact time may be unknown.

    Raises
    ------
    InputError
        If a value lies outside what a person can do.
    """
    body, carried = body or Body(), carried or Carried()
    _check(
        speed_m_s=speed_m_s,
        grade=grade,
        cadence_spm=cadence_spm,
        contact_time_s=contact_time_s,
        mass_kg=body.mass_kg,
        height_m=body.height_m,
        trunk_kg=carried.trunk_kg,
        ankle_kg=carried.ankle_kg,
    )
    speed, slope = np.array([speed_m_s]), np.array([grade])
    hz = np.array([np.nan if cadence_spm is None else cadence_spm / SECONDS_PER_MINUTE])
    contact = np.array([np.nan if contact_time_s is None else contact_time_s])
    step = lobes(speed, slope, body=body, carried=carried, cadence_hz=hz, contact_s=contact)
    mass_ratio = 1.0 + (carried.trunk_kg + 2.0 * carried.ankle_kg) / body.mass_kg
    climb = climb_per_step_m(speed, slope, step.cadence_hz)

    c = coefficients()
    causes = force_log_sd(speed, slope, np.zeros(1), hz, step, body=body, carried=carried, c=c)
    moved = np.sqrt(sum(part[0] ** 2 for part in causes))
    absolute = np.sqrt(
        moved**2 + np.where(c.peak_bw[0] >= c.peak_bw[1], c.log_sd[0], c.log_sd[1]) ** 2
    )
    return SteadyState(
        support=_support(step, contact_time_s is not None),
        joints=joint_step(speed_m_s, grade, float(climb[0]), step, mass_ratio),
        joint_log_sd=np.sqrt(number("work_positive_log_sd") ** 2 + moved[[0, 4, 8]] ** 2),
        muscles=_muscles(step, speed, slope, climb, mass_ratio, absolute, body, carried),
        cadence_spm=float(step.cadence_hz[0] * SECONDS_PER_MINUTE),
        assumptions=_assumed(body, cadence_spm),
        extrapolated=_extrapolated(speed_m_s, grade, body, carried),
    )


def _interval(value: Floats, log_sd: Floats | float) -> Estimate:
    half = np.exp(Z_80 * np.asarray(log_sd))
    return Estimate(value, value / half, value * half)


def _support(step: Lobes, measured_contact: bool) -> dict[str, Estimate]:
    kappa = 0.02 if measured_contact else 0.05
    walked, run = number("walk_force_shape"), number("ground_force_shape")
    shape = step.walking * walked + (1.0 - step.walking) * run
    return {
        "peak_bw": _interval(step.mean_bw * shape, float(np.hypot(kappa, 0.05))),
        "mean_bw": _interval(step.mean_bw, kappa),
        "contact_s": _interval(step.contact_s, kappa),
    }


def _muscles(
    step: Lobes,
    speed: Floats,
    slope: Floats,
    climb: Floats,
    mass_ratio: float,
    log_sd: Floats,
    body: Body,
    carried: Carried,
) -> dict[str, Estimate]:
    work = muscle_work(
        speed,
        slope,
        climb,
        mass_ratio=mass_ratio,
        walking=step.walking,
        rate=step.cadence_hz / step.preferred_hz,
        carried=carried_work(body, carried),
    )
    peak = step.peak_bw[0]
    largest = peak.max(axis=0)
    strength = max_isometric_force_n(body) / weight_n(body.mass_kg)
    fibre = np.hypot(number("work_negative_log_sd"), number("fibre_share_log_sd"))
    return {
        "peak_bw": _interval(largest, log_sd),
        "peak_stance_bw": _interval(peak[0], log_sd),
        "peak_swing_bw": _interval(peak[1], log_sd),
        "impulse_bw_s": _interval((step.peak_bw * step.effective_s)[0].sum(axis=0), log_sd),
        "work_positive_j_kg": _interval(work.positive[0], number("work_positive_log_sd")),
        "work_negative_j_kg": _interval(work.negative[0], number("work_negative_log_sd")),
        "fibre_negative_j_kg": _interval(work.fibre_negative[0], float(fibre)),
        "relative_peak": _interval(
            largest / strength,
            np.hypot(log_sd, load_parameters("gait")["specific_tension_n_cm2"].spread),
        ),
    }


def _assumed(body: Body, cadence_spm: float | None) -> tuple[str, ...]:
    out = list(stated_defaults(body))
    if cadence_spm is None:
        out.append("cadence not stated: the preferred cadence at this speed")
    return tuple(out)


def _extrapolated(speed_m_s: float, grade: float, body: Body, carried: Carried) -> tuple[str, ...]:
    out = []
    if speed_m_s > number("extrapolation_speed_m_s"):
        out.append(f"faster than the measured {number('extrapolation_speed_m_s'):g} m/s")
    if abs(grade) > number("extrapolation_grade"):
        out.append(f"steeper than the measured {number('extrapolation_grade'):.0%}")
    if carried.ankle_kg > 0:
        out.append("ankle weights: mechanics alone, no study")
    if carried.trunk_kg > 0.3 * body.mass_kg:
        out.append("more than 30 % of body mass carried")
    return tuple(out)
