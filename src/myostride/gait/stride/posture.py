"""Usual joint angles at a speed and grade: what a runner would do if the ground did not mind."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from myostride.gait.stride.curves import (
    HARMONICS,
    fitted,
    fourier,
    moved_phase,
    number,
)
from myostride.gait.stride.ground_force import Timing
from myostride.gait.stride.segments import Moved
from myostride.references import load_table
from myostride.units import GRAVITY_M_S2

Floats = NDArray[np.float64]

__all__ = ["Posture", "usual_posture"]


@dataclass(frozen=True, slots=True)
class Posture:
    """Angles [rad] over the stride.

    joints : (sample, 3) hip flexion, knee flexion, ankle dorsiflexion.
    aside : (sample, 2) hip adduction and internal rotation.
    tilt : what turns hip flexion into the thigh's angle to the vertical, at the usual lean.
    lean : of the trunk, forward from the vertical; lean_usual on the level.
    """

    joints: Floats
    aside: Floats
    tilt: float
    lean: float
    lean_usual: float


def usual_posture(speed_m_s: float, slope: float, timing: Timing, moved: Moved) -> Posture:
    """The nine runners' posture, changed by stated amounts per degree of slope.

    Notes
    -----
    The level lean follows from the hip's mean moment over a stride: over a stride the hips
    hold the trunk's weight ahead of them, so 2 mean(M) = -m g x.
    """
    reference = float(load_table("stride_fitted")["reference_duty"])
    basis = fourier(moved_phase(timing.phase, timing.duty, reference), HARMONICS)

    def angle(name: str) -> Floats:
        return np.radians(basis @ fitted("angles_deg", speed_m_s, name))

    joints = np.stack([angle(name) for name in ("hip", "knee", "ankle")], axis=1)
    way = "up" if slope >= 0.0 else "down"
    degrees = abs(float(np.degrees(slope)))
    bumps = _bumps(timing)
    for j, joint in enumerate(("hip", "knee", "ankle")):
        change = load_table("stride")["posture_per_deg"][way][joint]
        joints[:, j] += np.radians(degrees) * (bumps @ np.array(change, dtype=float))
    mean_moment = float(fitted("mean_hip_moment_nm_kg", speed_m_s)[0]) * moved.body_kg
    bare = number("trunk_centre") * moved.height_m
    bare_kg = moved.body_kg * (
        1.0 - 2.0 * (number("thigh_mass") + number("shank_mass") + number("foot_mass"))
    )
    lean_usual = float(np.arcsin(-2.0 * mean_moment / (bare_kg * GRAVITY_M_S2 * bare)))
    lean = lean_usual + slope * number("lean_per_slope")
    aside = np.stack([angle("hip_adduction"), angle("hip_rotation")], axis=1)
    tilt = float(np.radians(fitted("pelvis_tilt_deg", speed_m_s)[0]))
    return Posture(joints, aside, tilt, lean, lean_usual)


def _bumps(timing: Timing) -> Floats:
    """Smooth weights of contact, the middle of stance, toe-off and the middle of swing."""
    centres = np.array([0.0, 0.5 * timing.duty, timing.duty, 0.5 + 0.5 * timing.duty])
    apart = timing.phase[:, None] - centres
    sharp = np.array([8.0, 8.0, 8.0, 3.0])
    return np.asarray(np.exp(sharp * (np.cos(2.0 * np.pi * apart) - 1.0)))
