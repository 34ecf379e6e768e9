"""Steady movement as load blocks: what physiology integrates."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from myostride.gait.coefficients import number
from myostride.gait.cost import cost_ratio
from myostride.gait.demand import Lobes, lobes, reference_lobes
from myostride.gait.load import LoadBlocks
from myostride.gait.strength import intensity_scale
from myostride.gait.support import climb_per_step_m
from myostride.gait.work import MuscleWork, carried_work, muscle_work
from myostride.runner import Body, Carried
from myostride.units import SECONDS_PER_MINUTE

Floats = NDArray[np.float64]

__all__ = ["eccentric_bin", "eccentric_share", "relative_force", "run_blocks"]

DOWNHILL_GRADE = -0.05
LOADED_SHARE = 0.05
SPRINT_M_S = 6.0


def relative_force(peak_bw: Floats, body: Body) -> Floats:
    """Peaks relative to the person's easy step, corrected for strength per weight; same shape.

    Each muscle's scale is the larger of its two lobes in the easy step.
    """
    easy = reference_lobes(body).peak_bw[0].max(axis=0)
    return np.asarray(peak_bw / easy * intensity_scale(body))


def eccentric_share(work: MuscleWork) -> Floats:
    """Lengthening share of fibre work, (n, muscle), the same for both lobes of a muscle."""
    total = work.fibre_positive + work.fibre_negative
    return np.asarray(work.fibre_negative / np.maximum(total, 1e-12))


def eccentric_bin(
    speed_m_s: Floats, grade: Floats, body: Body, carried: Carried
) -> NDArray[np.int64]:
    """Index into `BINS` per sample: level, downhill or loaded, sprint."""
    loaded = (carried.trunk_kg + 2 * carried.ankle_kg) > LOADED_SHARE * body.mass_kg
    hard = (grade <= DOWNHILL_GRADE) | loaded
    return np.where(speed_m_s >= SPRINT_M_S, 2, np.where(hard, 1, 0)).astype(np.int64)


def run_blocks(
    speed_m_s: Floats,
    grade: Floats,
    seconds: Floats,
    start_s: Floats,
    *,
    body: Body,
    carried: Carried | None = None,
    cadence_spm: Floats | None = None,
    contact_time_s: Floats | None = None,
) -> LoadBlocks:
    """Blocks of steady running or walking (walking below about 1.9 m/s).

    Parameters
    ----------
    speed_m_s, grade, seconds, start_s
        (block,) speed [m/s], grade (rise over run), length and start of each block [s].
    cadence_spm, contact_time_s
        (block,) measured values, NaN where unknown.
    """
    carried = carried or Carried()
    step = lobes(
        speed_m_s,
        grade,
        body=body,
        carried=carried,
        cadence_hz=None if cadence_spm is None else cadence_spm / SECONDS_PER_MINUTE,
        contact_s=contact_time_s,
    )
    work = work_of(step, speed_m_s, grade, body, carried)
    return blocks_of(
        step, speed_m_s, grade, seconds, start_s, body=body, carried=carried, work=work
    )


def work_of(
    step: Lobes, speed_m_s: Floats, grade: Floats, body: Body, carried: Carried
) -> MuscleWork:
    """Work of every muscle in each sample's step, from lobes already worked out."""
    return muscle_work(
        speed_m_s,
        grade,
        climb_per_step_m(speed_m_s, grade, step.cadence_hz),
        mass_ratio=_mass_ratio(body, carried),
        walking=step.walking,
        rate=step.cadence_hz / step.preferred_hz,
        carried=carried_work(body, carried),
    )


def _mass_ratio(body: Body, carried: Carried) -> float:
    """Mass that is moved, over body mass."""
    return 1.0 + (carried.trunk_kg + 2.0 * carried.ankle_kg) / body.mass_kg


def blocks_of(
    step: Lobes,
    speed_m_s: Floats,
    grade: Floats,
    seconds: Floats,
    start_s: Floats,
    *,
    body: Body,
    carried: Carried,
    work: MuscleWork,
) -> LoadBlocks:
    """One block per sample from lobes already worked out."""
    share = eccentric_share(work)[:, None, :]
    n, mass_ratio = speed_m_s.size, _mass_ratio(body, carried)
    slowest = number("walk_speed_m_s") / 4.0
    return LoadBlocks(
        start_s=np.asarray(start_s, dtype=np.float64),
        seconds=np.asarray(seconds, dtype=np.float64),
        force=relative_force(step.peak_bw, body),
        duty=step.duty,
        eccentric=np.broadcast_to(share, step.duty.shape).copy(),
        of_maximum=np.zeros(n, dtype=np.bool_),
        plateau=np.zeros(n, dtype=np.bool_),
        bin=eccentric_bin(speed_m_s, grade, body, carried),
        level_speed_m_s=np.maximum(speed_m_s * cost_ratio(grade) * mass_ratio, slowest),
        steps=step.cadence_hz * seconds,
    )
