"""Joint moments and powers of one leg from its motion and the ground force (inverse dynamics)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from myostride.gait.stride.foothold import (
    Motion,
    cross,
    rates,
    trunk_centre,
    turned,
    turning,
)
from myostride.gait.stride.ground_force import Timing
from myostride.gait.stride.segments import Moved
from myostride.units import GRAVITY_M_S2

Floats = NDArray[np.float64]

__all__ = ["Moments", "joint_moments"]


@dataclass(frozen=True, slots=True)
class Moments:
    """joints : (sample, 3) hip flexion, knee flexion, ankle dorsiflexion moments [Nm].
    power : (sample, 3) [W].
    trunk_nm : (sample,) moment that the trunk would need besides the two hips', as the model
        lets it neither turn nor swing its arms.
    """

    joints: Floats
    power: Floats
    trunk_nm: Floats


def joint_moments(
    motion: Motion, slope: float, timing: Timing, moved: Moved, force_n: Floats
) -> Moments:
    """Newton and Euler from the foot up to the hip, on the surface's axes."""
    t, half = timing.stride_s, timing.samples // 2
    spin = rates(motion.segments, t, 2)
    turn = rates(motion.segments, t)
    gravity = GRAVITY_M_S2 * np.array([-np.sin(slope), -np.cos(slope)])
    _, mass = turning(motion.segments, motion.pressure_m, moved)

    def acceleration(by_angle: Floats) -> Floats:
        s, v = spin.T[:, :, None], turn.T[:, :, None]
        return np.asarray(by_angle * s + turned(by_angle) * v**2)

    legs = acceleration(mass).sum(0)
    legs = legs + np.roll(legs, half, axis=0)
    both = force_n + np.roll(force_n, half, axis=0)
    hip = (both - legs) / moved.total_kg + gravity

    forward = np.stack([np.cos(motion.segments), np.sin(motion.segments)], axis=-1)
    upward = turned(forward)

    def away(segment: int, along: float, ahead: float) -> Floats:
        """A point of a segment from its upper joint."""
        return np.asarray(-along * upward[:, segment] + ahead * forward[:, segment])

    def moving(segment: int, place: Floats) -> Floats:
        s, v = spin[:, segment, None], turn[:, segment, None]
        return np.asarray(turned(place) * s - place * v**2)

    thigh, shank, foot = moved.thigh, moved.shank, moved.foot
    to_knee, to_ankle = away(0, thigh.length_m, 0.0), away(1, shank.length_m, 0.0)
    knee = hip + moving(0, to_knee)
    ankle = knee + moving(1, to_ankle)

    below = force_n
    below_at = motion.pressure_m[:, None] * forward[:, 2] - moved.sole_m * upward[:, 2]
    below_moment = np.zeros(timing.samples)
    moments = np.zeros((timing.samples, 3))
    for j, (segment, joint) in enumerate(((foot, ankle), (shank, knee), (thigh, hip))):
        k = 2 - j
        centre = away(k, segment.along_m, segment.ahead_m)
        inertial = segment.mass_kg * (joint + moving(k, centre) - gravity)
        upper = inertial - below
        # About the upper joint: what the joint's own muscles must add.
        moment = (
            segment.inertia_kg_m2 * spin[:, k]
            + cross(centre, inertial)
            - cross(below_at, below)
            - below_moment
        )
        moments[:, k] = moment
        below, below_moment = -upper, -moment
        below_at = to_ankle if k == 2 else to_knee
    joints = moments * np.array([1.0, -1.0, 1.0])
    power = joints * rates(motion.joints, t)
    pull = below + np.roll(below, half, axis=0)
    hips = -(moments[:, 0] + np.roll(moments[:, 0], half))
    centre = trunk_centre(motion.lean, slope, moved)
    return Moments(joints, power, cross(centre, pull) - hips)
