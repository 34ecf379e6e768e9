"""Joint moments and work of one step: what inverse dynamics of a real stride would give."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from myostride.gait.coefficients import JOINTS, number
from myostride.gait.demand import Lobes
from myostride.gait.work import grade_work_j_kg
from myostride.references import load_table

Floats = NDArray[np.float64]

__all__ = ["JointStep", "joint_step"]

_LEAST_PEAK = 0.2
_SAGITTAL_CADENCE = {"hip": -1.0, "knee": -1.0, "ankle": -0.6}


@dataclass(frozen=True, slots=True)
class JointStep:
    """Per joint (3,), hip, knee, ankle: extension (plantar-flexion) moments in stance
    [Nm per kg body mass] and work per step [J/kg], both signs positive numbers."""

    moment_peak: Floats
    moment_mean: Floats
    work_positive: Floats
    work_negative: Floats


def joint_step(
    speed_m_s: float, grade: float, climb_m: float, step: Lobes, mass_ratio: float
) -> JointStep:
    """Moments and work of the three joints.

    Notes
    -----
    Level values and speed exponents from the nine-runner inverse dynamics; the hip's mean stance
    moment changes by 0.10 Nm/kg per degree (Roberts & Belliveau 2005), knee and ankle by
    direction only. Level work is balanced over the leg, so that a closed loop does none.
    """
    fitted = load_table("gait_fitted")["joints"]
    slopes = load_table("gait")["joints"]
    log_v = float(np.log(max(speed_m_s, 1.0) / number("reference_speed_m_s")))
    rate = float(np.log(step.cadence_hz[0] / step.preferred_hz[0]))
    degrees = float(np.degrees(np.arctan(grade)))

    def level(joint: str, key: str) -> float:
        row = fitted[joint]
        return float(row[key]) * float(np.exp(row[f"{key}_exponent"] * log_v))

    peak, mean = np.zeros(3), np.zeros(3)
    for j, joint in enumerate(JOINTS):
        row = slopes[joint]
        load = mass_ratio * float(np.exp(_SAGITTAL_CADENCE[joint] * rate))
        factor = 1.0 + row["up_per_deg"] * max(degrees, 0) + row["down_per_deg"] * max(-degrees, 0)
        resting = fitted[joint]["moment_mean_nm_kg"]
        resting += fitted[joint]["moment_mean_slope"] * (speed_m_s - number("reference_speed_m_s"))
        added = number("hip_moment_per_deg_nm_kg") * degrees if joint == "hip" else 0.0
        highest = level(joint, "moment_peak_nm_kg")
        # Downhill the extension peak fades, but the moment still passes through extension.
        peak[j] = load * max(highest * factor + added, _LEAST_PEAK * highest)
        mean[j] = load * (resting * factor + added)

    effort = mass_ratio * float(np.exp(number("work_cadence_exponent") * rate))
    positive = np.array([level(j, "work_positive_j_kg") for j in JOINTS]) * effort
    negative = np.array([level(j, "work_negative_j_kg") for j in JOINTS]) * effort
    balance = float(np.sqrt(negative.sum() / positive.sum()))
    positive, negative = positive * balance, negative / balance
    total = np.array([positive.sum()])
    more, less = grade_work_j_kg(np.array([mass_ratio * climb_m]), total, total)
    climb = np.array([slopes[j]["climb_share"] for j in JOINTS])
    descent = np.array([slopes[j]["descent_share"] for j in JOINTS])
    return JointStep(
        moment_peak=peak,
        moment_mean=mean,
        work_positive=_spread(positive, float(more[0]), climb),
        work_negative=_spread(negative, float(less[0]), descent),
    )


def _spread(level: Floats, added: float, shares: Floats) -> Floats:
    if added >= 0:
        return np.asarray(level + added * shares / shares.sum())
    return np.asarray(level * (1.0 + added / level.sum()))
