"""Bringing the usual posture onto the ground: the foot must not slip, and the body not topple.

The hip's path follows from the ground force (Newton), the foot's from the joint angles. Where
they disagree the angles are changed, as little as possible, until in stance the part of the
foot under the centre of pressure stands still, which also means that the ground does no work,
and until the ground force turns the body by nothing over a stride. Uphill and downhill
postures follow from this far more than from any stated change.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from myostride.gait.stride.curves import fourier, number
from myostride.gait.stride.ground_force import Timing
from myostride.gait.stride.posture import Posture
from myostride.gait.stride.segments import Moved
from myostride.units import GRAVITY_M_S2

Floats = NDArray[np.float64]

__all__ = ["Motion", "on_the_ground"]

_HARMONICS, _ITERATIONS, _SAMPLES = 9, 6, 100
_FROM_JOINTS = np.array([[1.0, 0.0, 0.0], [1.0, -1.0, 0.0], [1.0, -1.0, 1.0]])
"""Thigh, shank and foot angle from hip flexion, knee flexion and ankle dorsiflexion."""


@dataclass(frozen=True, slots=True)
class Motion:
    """The motion of one leg on the surface; (sample, ...) over one stride.

    segments : (sample, 3) angles of thigh and shank (forward from the surface's normal,
        pointing down) and of the foot (toes up from the surface) [rad].
    joints : (sample, 3) hip flexion, knee flexion, ankle dorsiflexion [rad].
    pressure_m : (sample,) centre of pressure along the foot, from the ankle.
    lean : trunk, forward from the vertical [rad].
    slip_m_s : (sample, 2) what is left of the velocity under the centre of pressure.
    """

    segments: Floats
    joints: Floats
    pressure_m: Floats
    lean: float
    slip_m_s: Floats


def rates(values: Floats, stride_s: float, order: int = 1) -> Floats:
    """Derivative in time of a periodic signal on an even number of samples, axis 0."""
    n = values.shape[0]
    omega = 2j * np.pi / stride_s * np.fft.rfftfreq(n, 1.0 / n)
    if order % 2:
        omega[-1] = 0.0
    factor = omega**order
    spectrum = np.fft.rfft(values, axis=0)
    return np.fft.irfft(spectrum * factor.reshape(-1, *[1] * (values.ndim - 1)), n, axis=0)


def velocity_from_force(force_n: Floats, mass_kg: float, stride_s: float) -> Floats:
    """Velocity of the centre of mass about its mean [m/s] from one foot's force, (sample, 2)."""
    both = force_n + np.roll(force_n, force_n.shape[0] // 2, axis=0)
    n = both.shape[0]
    omega = 2j * np.pi / stride_s * np.fft.rfftfreq(n, 1.0 / n)
    spectrum = np.fft.rfft(both / mass_kg, axis=0)
    spectrum[0] = 0.0
    spectrum[1:] /= omega[1:, None]
    if n % 2 == 0:
        spectrum[-1] = 0.0
    return np.fft.irfft(spectrum, n, axis=0)


def turned(vector: Floats) -> Floats:
    """Vectors (..., 2) turned by +90 degrees."""
    return np.stack([-vector[..., 1], vector[..., 0]], axis=-1)


def cross(a: Floats, b: Floats) -> Floats:
    """a x b of vectors in the plane, (...)."""
    return np.asarray(a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0])


def turning(angles: Floats, pressure_m: Floats, moved: Moved) -> tuple[Floats, Floats]:
    """How segment angles move the pressure point, and the leg's mass-weighted centre, from
    the hip: derivatives by angle, two arrays (segment, sample, 2)."""
    thigh, shank, foot = moved.thigh, moved.shank, moved.foot
    forward = np.stack([np.cos(angles), np.sin(angles)], axis=-1)  # sample, segment, 2
    upward = turned(forward)
    below = shank.mass_kg + foot.mass_kg
    point = np.stack(
        [
            thigh.length_m * forward[:, 0],
            shank.length_m * forward[:, 1],
            pressure_m[:, None] * upward[:, 2] + moved.sole_m * forward[:, 2],
        ]
    )
    mass = np.stack(
        [
            (thigh.mass_kg * thigh.along_m + below * thigh.length_m) * forward[:, 0]
            + thigh.mass_kg * thigh.ahead_m * upward[:, 0],
            (shank.mass_kg * shank.along_m + foot.mass_kg * shank.length_m) * forward[:, 1]
            + shank.mass_kg * shank.ahead_m * upward[:, 1],
            foot.mass_kg * (foot.ahead_m * upward[:, 2] + foot.along_m * forward[:, 2]),
        ]
    )
    return point, mass


def from_turning(by_angle: Floats) -> Floats:
    """The vectors themselves from their derivatives: a turn back by 90 degrees."""
    return -turned(by_angle)


def trunk_centre(lean: float, slope: float, moved: Moved) -> Floats:
    """Centre of the trunk from the hip, (2,), on the surface's axes."""
    a = lean + slope
    up, ahead = np.array([np.sin(a), np.cos(a)]), np.array([np.cos(a), -np.sin(a)])
    return moved.trunk.along_m * up + moved.trunk.ahead_m * ahead


def on_the_ground(
    usual: Posture,
    speed_m_s: float,
    slope: float,
    timing: Timing,
    moved: Moved,
    force_n: Floats,
    pressure_m: Floats,
) -> Motion:
    """The motion nearest to the usual posture that stands on the ground (Gauss-Newton)."""
    fit = _Fit(usual, speed_m_s, slope, timing, moved, force_n, pressure_m)
    x = np.zeros(3 * fit.width + 1)
    for _ in range(_ITERATIONS):
        residual, jacobian = fit.residual(x)
        x -= np.linalg.solve(jacobian.T @ jacobian, jacobian.T @ residual)
    joints, angles, lean = fit.posture(x)
    return Motion(angles, joints, pressure_m, lean, fit.slip(angles)[0])


class _Fit:
    """Residuals and their derivatives by the corrections: three Fourier series (hip, knee,
    ankle) and the trunk's lean, scaled so that 1 is a usual deviation."""

    def __init__(
        self,
        usual: Posture,
        speed_m_s: float,
        slope: float,
        timing: Timing,
        moved: Moved,
        force_n: Floats,
        pressure_m: Floats,
    ) -> None:
        self.usual, self.slope, self.timing, self.moved = usual, slope, timing, moved
        self.force_n, self.pressure_m = force_n, pressure_m
        self.half = timing.samples // 2
        self.basis = fourier(timing.phase, _HARMONICS)
        self.basis_rate = rates(self.basis, timing.stride_s)
        self.width = self.basis.shape[1]
        self.body_velocity = velocity_from_force(force_n, moved.total_kg, timing.stride_s)
        self.body_velocity = self.body_velocity + np.array([speed_m_s, 0.0])
        share = force_n[:, 1] / force_n[:, 1].max()
        per_sample = np.sqrt(_SAMPLES / timing.samples)  # so that finer sampling weighs no more
        self.slip_weight = per_sample * share[:, None] / (number("slip_tolerance") * speed_m_s)
        self.pitch_weight = per_sample * share**0.5 / np.radians(number("pitch_tolerance_deg"))
        order = np.concatenate([[0], np.tile(np.arange(1, _HARMONICS + 1), 2)])
        stiff = 1.0 + (order / timing.stride_s / number("smooth_rate_hz")) ** 3
        tolerances = [number(f"{joint}_tolerance_deg") for joint in ("hip", "knee", "ankle")]
        self.prior = np.concatenate([stiff / np.radians(t) for t in tolerances])
        self.weight_n = moved.total_kg * GRAVITY_M_S2

    def posture(self, x: Floats) -> tuple[Floats, Floats, float]:
        """Joint angles, segment angles and lean for corrections `x`."""
        series = x[:-1].reshape(3, self.width)
        joints = self.usual.joints + self.basis @ series.T
        lean = self.usual.lean + float(x[-1])
        tilt = self.usual.tilt - number("pelvis_follows") * (lean - self.usual.lean_usual)
        return joints, joints @ _FROM_JOINTS.T + tilt - self.slope, lean

    def slip(self, angles: Floats) -> tuple[Floats, Floats]:
        """Velocity under the centre of pressure (sample, 2) and its derivative by the three
        angle series, (segment, sample, 2, coefficient)."""
        speed = rates(angles, self.timing.stride_s).T[:, :, None]
        point, mass = turning(angles, self.pressure_m, self.moved)
        own = point - mass / self.moved.total_kg
        other = -mass / self.moved.total_kg
        velocity = self.body_velocity + (own * speed).sum(0)
        velocity = velocity + np.roll((other * speed).sum(0), self.half, axis=0)

        def by_series(part: Floats) -> Floats:
            rate = part[..., None] * self.basis_rate[None, :, None, :]
            return np.asarray(
                rate + (turned(part) * speed)[..., None] * self.basis[None, :, None, :]
            )

        return velocity, by_series(own) + np.roll(by_series(other), self.half, axis=1)

    def toppling(self, angles: Floats, lean: float) -> tuple[float, Floats, float]:
        """Mean moment of the ground force about the centre of mass over body weight [m], its
        derivative by the angle series (segment, coefficient) and by the lean."""
        point, mass = turning(angles, self.pressure_m, self.moved)
        own, other = point - mass / self.moved.total_kg, -mass / self.moved.total_kg
        share = self.moved.trunk.mass_kg / self.moved.total_kg
        arm = from_turning(own).sum(0) + np.roll(from_turning(other).sum(0), self.half, axis=0)
        arm = arm - share * trunk_centre(lean, self.slope, self.moved)
        force = self.force_n / self.weight_n
        moment = float(cross(arm, force).mean())
        n = self.timing.samples
        shifted = np.roll(force, -self.half, axis=0)
        by_angle = (cross(own, force) + cross(other, shifted)) @ self.basis / n
        lean_rate = turned(trunk_centre(lean, self.slope, self.moved))  # clockwise: minus
        by_lean = float(cross(share * lean_rate, force).mean())
        return moment, by_angle, by_lean

    def residual(self, x: Floats) -> tuple[Floats, Floats]:
        """All residuals and their Jacobian."""
        _, angles, lean = self.posture(x)
        stance = self.timing.stance
        velocity, by_segment = self.slip(angles)
        moment, moment_by_segment, moment_by_lean = self.toppling(angles, lean)
        follow = number("pelvis_follows")
        constant = np.zeros(self.width)
        constant[0] = -follow

        def columns(by: Floats) -> Floats:
            """From derivatives by segment series, (segment, ..., coefficient), to all."""
            joints = np.tensordot(_FROM_JOINTS, by, axes=(0, 0))
            flat = np.moveaxis(joints, 0, -2).reshape(*by.shape[1:-1], -1)
            lean_column = (by.sum(0) @ constant)[..., None]
            return np.concatenate([flat, lean_column], axis=-1)

        slip_rows = columns(by_segment) * self.slip_weight[..., None]
        work = (self.force_n * velocity).sum() / self.timing.samples
        work_row = np.einsum("ti,tic->c", self.force_n, columns(by_segment))
        unit = number("work_tolerance_w_kg") * self.moved.body_kg
        pitch = angles[:, 2] - self._pitch_wanted()
        pitch_by = np.stack([np.zeros_like(self.basis)] * 2 + [self.basis])
        topple_row = columns(moment_by_segment)
        topple_row[-1] += moment_by_lean
        prior = np.zeros(x.size)
        prior[:-1] = self.prior
        prior[-1] = 1.0 / np.radians(number("lean_tolerance_deg"))
        arm = number("topple_tolerance_m")
        residual = np.concatenate(
            [
                (velocity * self.slip_weight)[stance].ravel(),
                (pitch * self.pitch_weight)[stance],
                [work / unit, moment / arm],
                prior * x,
            ]
        )
        jacobian = np.concatenate(
            [
                slip_rows[stance].reshape(-1, x.size),
                (columns(pitch_by) * self.pitch_weight[:, None])[stance],
                [work_row / (self.timing.samples * unit), topple_row / arm],
                np.diag(prior),
            ]
        )
        return residual, jacobian

    def _pitch_wanted(self) -> Floats:
        """The usual foot's angle to the surface, whatever the slope."""
        return np.asarray(self.usual.joints @ _FROM_JOINTS[2] + self.usual.tilt)
