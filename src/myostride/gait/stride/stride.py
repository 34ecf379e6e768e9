"""One running stride from the ground up: force, motion, moments, muscles, fibres."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from myostride.errors import InputError
from myostride.gait.coefficients import number as gait_number
from myostride.gait.stride.dynamics import Moments, joint_moments
from myostride.gait.stride.fibres import Fibres, fibre_motion
from myostride.gait.stride.foothold import Motion, on_the_ground
from myostride.gait.stride.ground_force import (
    Timing,
    centre_of_pressure_m,
    ground_force_n,
    out_of_plane_moments,
)
from myostride.gait.stride.paths import Architecture, architecture, muscle_paths
from myostride.gait.stride.posture import usual_posture
from myostride.gait.stride.segments import PointMass, as_point_masses, moved_mass
from myostride.gait.stride.sharing import share_moments
from myostride.gait.support import contact_time_s as usual_contact_time_s
from myostride.gait.support import preferred_cadence_hz
from myostride.muscles import MUSCLES
from myostride.runner import Body, Carried
from myostride.units import GRAVITY_M_S2, SECONDS_PER_MINUTE

Floats = NDArray[np.float64]

__all__ = ["JOINTS", "MOMENTS", "Stride", "simulate_stride"]

JOINTS = ("hip", "knee", "ankle")
MOMENTS = ("hip", "hip_adduction", "hip_rotation", "knee", "ankle")
"""The moments that muscles share, flexion positive; the second and third are pseudo-constraints."""

_BOUNDS = {
    "speed_m_s": (1.5, 10.0, "a running speed in m/s"),
    "grade": (-0.45, 0.45, "a grade between -45 and 45 %"),
    "cadence_spm": (120.0, 400.0, "running steps per minute of both feet"),
    "contact_time_s": (0.06, 0.6, "a running contact time in seconds"),
    "mass_kg": (25.0, 250.0, "a body mass in kg"),
    "height_m": (1.0, 2.4, "a height in m"),
}
_MOST_DUTY, _LEAST_SAMPLES = 0.48, 41


@dataclass(frozen=True, slots=True)
class Stride:
    """One leg over one stride from its contact on; first axis the samples, ends included.

    Signs are those of the sources: flexion and dorsiflexion positive, lengthening positive,
    power delivered positive. Axes: along the surface (uphill), normal to it.

    phase : 0 to 1. stance : the foot is on the ground.
    ground_force_n : (sample, 2). ground_force_bw : the same in body weights.
    angle_rad, moment_nm, power_w : (sample, joint), joints as in `JOINTS`.
    muscles : lines of action. activation, force_n : (sample, line).
    residual_nm : (sample, moment) what the muscles leave over, moments as in `MOMENTS`.
    fibres : motion and power of the fibres, (sample, line).
    trunk_lean_rad : forward from the vertical. trunk_residual_nm : (sample,) moment on the
        trunk that two legs alone do not balance (arms and rocking are not modelled).
    slip_m_s : (sample, 2) velocity left under the foot in stance.
    climb_j : M g h of this stride; the joints of both legs must do it.
    """

    body: Body
    speed_m_s: float
    grade: float
    stride_s: float
    contact_s: float
    moved_kg: float
    phase: Floats
    stance: NDArray[np.bool_]
    ground_force_n: Floats
    pressure_m: Floats
    segment_rad: Floats
    angle_rad: Floats
    moment_nm: Floats
    power_w: Floats
    muscles: Architecture
    activation: Floats
    force_n: Floats
    moment_arm_m: Floats
    shared_moment_nm: Floats
    residual_nm: Floats
    fibres: Fibres
    trunk_lean_rad: float
    trunk_residual_nm: Floats
    slip_m_s: Floats
    climb_j: float

    @property
    def cadence_spm(self) -> float:
        return 2.0 * SECONDS_PER_MINUTE / self.stride_s

    @property
    def ground_force_bw(self) -> Floats:
        return self.ground_force_n / (self.body.mass_kg * GRAVITY_M_S2)

    @property
    def group_force_bw(self) -> Floats:
        """Force of the ten groups [body weights], (sample, muscle)."""
        return self.by_group(self.force_n) / (self.body.mass_kg * GRAVITY_M_S2)

    def by_group(self, lines: Floats) -> Floats:
        """Sums over the lines of action of each of the ten groups, last axis."""
        member = np.array([[g == m for m in MUSCLES] for g in self.muscles.groups], dtype=float)
        return np.asarray(lines @ member)

    def over_stride(self, values: Floats) -> Floats:
        """Time integral over the stride, first axis."""
        return np.asarray(values[:-1].sum(0) * self.stride_s / (self.phase.size - 1))

    def joint_work_j_kg(self) -> tuple[Floats, Floats]:
        """Positive and negative work of hip, knee, ankle per stride of one leg [J/kg body]."""
        mass = self.body.mass_kg
        positive = self.over_stride(np.maximum(self.power_w, 0.0)) / mass
        return positive, self.over_stride(np.maximum(-self.power_w, 0.0)) / mass

    def fibre_work_j_kg(self) -> tuple[Floats, Floats]:
        """Positive and negative fibre work of the ten groups per stride [J/kg body mass]."""
        mass = self.body.mass_kg
        positive = self.by_group(self.over_stride(np.maximum(self.fibres.power_w, 0.0)))
        negative = self.by_group(self.over_stride(np.maximum(-self.fibres.power_w, 0.0)))
        return positive / mass, negative / mass

    def energy_residual(self) -> float:
        """|net joint work - climb| over the joints' gross work."""
        positive, negative = self.joint_work_j_kg()
        net = 2.0 * float((positive - negative).sum()) * self.body.mass_kg
        gross = 2.0 * float((positive + negative).sum()) * self.body.mass_kg
        return abs(net - self.climb_j) / gross

    def peak_bw(self, stance: bool) -> Floats:
        """Peak force of the ten groups in stance or in swing [body weights], (muscle,)."""
        return np.asarray(self.group_force_bw[self.stance == stance].max(axis=0))


def _check(**values: float | None) -> None:
    for name, value in values.items():
        low, high, what = _BOUNDS[name]
        if value is not None and not low <= value <= high:
            raise InputError(f"{name} {value:g} is not {what}; it must lie in {low:g} to {high:g}")


def _timing(
    speed_m_s: float, grade: float, cadence_spm: float | None, contact_s: float | None,
    height_m: float, samples: int,
) -> Timing:  # fmt: skip
    v, g, running = np.array([speed_m_s]), np.array([grade]), np.zeros(1)
    preferred = preferred_cadence_hz(v, g, running)
    cadence = preferred if cadence_spm is None else np.array([cadence_spm / SECONDS_PER_MINUTE])
    if contact_s is None:
        contact_s = float(usual_contact_time_s(v, cadence, preferred, height_m, running)[0])
    stride_s = 2.0 / float(cadence[0])
    return Timing(stride_s, min(contact_s, _MOST_DUTY * stride_s), samples - 1)


def simulate_stride(
    speed_m_s: float,
    *,
    grade: float = 0.0,
    cadence_spm: float | None = None,
    body: Body | None = None,
    carried: Carried | Sequence[PointMass] | None = None,
    contact_time_s: float | None = None,
    samples: int = 101,
) -> Stride:
    """A planar running stride of one leg, by inverse dynamics and static optimisation.

    Parameters
    ----------
    speed_m_s, grade, cadence_spm, contact_time_s
        Speed along the surface [m/s], rise over run, steps per minute of both feet, contact
        time [s]; cadence and contact time may be unknown.
    carried
        Vest, pack and ankle weights, or point masses on any segment.
    samples
        Instants from contact to the same foot's next contact, odd, at least 41.

    Raises
    ------
    InputError
        If a value lies outside what a runner can do.
    """
    body = body or Body()
    _check(speed_m_s=speed_m_s, grade=grade, cadence_spm=cadence_spm,
           contact_time_s=contact_time_s, mass_kg=body.mass_kg, height_m=body.height_m)  # fmt: skip
    if samples < _LEAST_SAMPLES or samples % 2 == 0:
        raise InputError(f"samples {samples} must be odd and at least {_LEAST_SAMPLES}")
    slope = float(np.arctan(grade))
    timing = _timing(speed_m_s, grade, cadence_spm, contact_time_s, body.height_m, samples)
    moved = moved_mass(body, as_point_masses(carried))
    force = ground_force_n(speed_m_s, slope, timing, moved.total_kg)
    pressure = centre_of_pressure_m(speed_m_s, timing, body.height_m)
    usual = usual_posture(speed_m_s, slope, timing, moved)
    motion = on_the_ground(usual, speed_m_s, slope, timing, moved, force, pressure)
    dynamics = joint_moments(motion, slope, timing, moved, force)
    aside = out_of_plane_moments(speed_m_s, timing, force[:, 1], body.height_m)
    muscle = _muscles(body, timing, motion, usual.aside, dynamics, aside)

    def closed(values: Any) -> Any:
        return np.concatenate([values, values[:1]])

    fibres: Fibres = muscle["fibres"]
    return Stride(
        body=body,
        speed_m_s=speed_m_s,
        grade=grade,
        stride_s=timing.stride_s,
        contact_s=timing.contact_s,
        moved_kg=moved.total_kg,
        phase=np.linspace(0.0, 1.0, samples),
        stance=np.append(timing.stance, False),
        ground_force_n=closed(force),
        pressure_m=closed(pressure),
        segment_rad=closed(motion.segments),
        angle_rad=closed(motion.joints),
        moment_nm=closed(dynamics.joints),
        power_w=closed(dynamics.power),
        muscles=muscle["muscles"],
        activation=closed(muscle["activation"]),
        force_n=closed(muscle["force"]),
        moment_arm_m=closed(muscle["arms"]),
        shared_moment_nm=closed(muscle["shared"]),
        residual_nm=closed(muscle["residual"]),
        fibres=Fibres(*(closed(getattr(fibres, name)) for name in fibres.__slots__)),
        trunk_lean_rad=motion.lean,
        trunk_residual_nm=closed(dynamics.trunk_nm),
        slip_m_s=closed(motion.slip_m_s * timing.stance[:, None]),
        climb_j=moved.total_kg * GRAVITY_M_S2 * speed_m_s * np.sin(slope) * timing.stride_s,
    )


def _muscles(
    body: Body, timing: Timing, motion: Motion, aside: Floats, dynamics: Moments, asides_nm: Floats
) -> dict[str, Any]:
    """Forces of the lines of action and what their fibres do."""
    muscles = architecture(body)
    joints, moments = motion.joints, dynamics.joints
    angles = np.stack([joints[:, 0], aside[:, 0], aside[:, 1], joints[:, 1], joints[:, 2]], axis=1)
    shared = np.stack(
        [moments[:, 0], asides_nm[:, 0], asides_nm[:, 1], moments[:, 1], moments[:, 2]], axis=1
    )
    lengths, arms = muscle_paths(angles, body.height_m)
    cap = gait_number("force_cap")
    activation, residual = share_moments(shared, arms, muscles.max_force_n, cap)
    return {
        "muscles": muscles,
        "activation": activation,
        "force": activation * muscles.max_force_n,
        "arms": arms,
        "shared": shared,
        "residual": residual,
        "fibres": fibre_motion(lengths, activation, muscles, timing.stride_s),
    }
