"""Ground force over one stride, along and normal to the surface, and where it acts on the foot."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from myostride.gait.stride.curves import SINES, fitted, number, sines
from myostride.units import GRAVITY_M_S2

Floats = NDArray[np.float64]

__all__ = ["Timing", "centre_of_pressure_m", "ground_force_n", "out_of_plane_moments"]

_EXPONENT_STEPS = 4


@dataclass(frozen=True, slots=True)
class Timing:
    """Time axis of a stride: `samples` instants, evenly spaced, from contact; the last is one
    step short of the next contact. Their number is even, so that the other leg is half a
    stride away on the same axis."""

    stride_s: float
    contact_s: float
    samples: int

    @property
    def phase(self) -> Floats:
        return np.arange(self.samples) / self.samples

    @property
    def duty(self) -> float:
        return self.contact_s / self.stride_s

    @property
    def within(self) -> Floats:
        """Phase within stance, 0 to 1; above 1 in swing."""
        return np.asarray(self.phase / self.duty)

    @property
    def stance(self) -> NDArray[np.bool_]:
        return self.within < 1.0


def ground_force_n(speed_m_s: float, slope: float, timing: Timing, moved_kg: float) -> Floats:
    """Force of the ground on one foot [N], along (uphill positive) and normal, (sample, 2).

    Notes
    -----
    Impulse balance is exact on the samples: over a step the ground gives back the weight of
    the moved mass, M g (sin, cos) of the slope. The normal force has the nine runners' shape
    with its peak brought to 1.80 of its mean, as in `support.py`. Added braking or propulsion
    on grades is spread over nearly all of stance, because its peaks grow by less than a force
    proportional to the normal one would (Gottschall and Kram 2005).
    """
    within, stance = timing.within, timing.stance
    s = np.clip(within, 0.0, 1.0)
    normal = np.maximum(sines(s, SINES) @ fitted("normal_force", speed_m_s), 0.0) * stance
    normal = _with_peak(normal, stance, number("ground_force_shape"))
    weight = moved_kg * GRAVITY_M_S2
    normal *= 0.5 * weight * np.cos(slope) / normal.mean()
    along = sines(s, SINES) @ fitted("fore_aft_force_bw", speed_m_s) * stance
    along *= weight
    spread = np.sin(np.pi * s) ** number("grade_force_flatness") * stance
    along += spread * (0.5 * weight * np.sin(slope) - along.mean()) / spread.mean()
    return np.stack([along, normal], axis=1)


def _with_peak(shape: Floats, stance: NDArray[np.bool_], wanted: float) -> Floats:
    """`shape` raised to the power at which its peak is `wanted` times its mean over stance."""
    power = 1.0
    unit = shape / shape.max()
    for _ in range(_EXPONENT_STEPS):
        raised = unit**power
        ratio = raised.sum() / stance.sum()
        logs = np.where(unit > 0.0, np.log(np.maximum(unit, 1e-12)), 0.0)
        slope = float((raised * logs).sum() / stance.sum())
        power -= float(ratio - 1.0 / wanted) / slope
        power = min(max(power, 0.5), 2.0)
    return np.asarray(unit**power)


def centre_of_pressure_m(speed_m_s: float, timing: Timing, height_m: float) -> Floats:
    """Distance along the foot from the ankle to the centre of pressure [m], (sample,).

    The foot ends where the heel and the ball are; the value in swing has no meaning.
    """
    s = np.clip(timing.within, 0.0, 1.0)
    c = fitted("pressure_heights", speed_m_s)
    along = np.vander(s, c.size, increasing=True) @ c
    return np.asarray(height_m * np.clip(along, -number("heel"), number("ball")))


def out_of_plane_moments(
    speed_m_s: float, timing: Timing, normal_n: Floats, height_m: float
) -> Floats:
    """Hip adduction and internal-rotation moments [Nm] as levers of the normal force,
    (sample, 2); pseudo-constraints that load the muscles which steady the pelvis."""
    s = np.clip(timing.within, 0.0, 1.0)
    columns = []
    for name in ("adduction_lever_heights", "rotation_lever_heights"):
        c = fitted(name, speed_m_s)
        columns.append(np.vander(s, c.size, increasing=True) @ c * height_m * normal_n)
    return np.stack(columns, axis=1)
