"""The samples of a run priced one by one, in numpy: plain, and the oracle of the compiled form."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from myostride.activity.run import Run
from myostride.gait.blocks import blocks_of, work_of
from myostride.gait.coefficients import coefficients, number
from myostride.gait.demand import Lobes, lobes, reference_lobes
from myostride.gait.dose import damage_reference, session_damage_dose
from myostride.gait.load import LoadBlocks
from myostride.gait.merging import merge_blocks
from myostride.gait.support import preferred_cadence_hz
from myostride.gait.uncertainty import relative_log_sd
from myostride.gait.work import MuscleWork
from myostride.muscles import N_MUSCLES
from myostride.runner import Body, Carried
from myostride.units import SECONDS_PER_MINUTE

Floats = NDArray[np.float64]

__all__ = ["CADENCE_BOUNDS", "PEAK_QUANTILE", "STANDING_M_S", "Priced", "price_samples"]

STANDING_M_S = 0.5
CADENCE_BOUNDS = (0.65, 1.5)
PEAK_QUANTILE = 0.995
"""Nearly the highest: a glitch of a sample or two does not count."""


@dataclass(frozen=True, slots=True)
class Priced:
    """What the moving samples of a run add up to.

    totals : (muscle,) each, without intervals, by the names of `MuscleLoad.totals`.
    force_log_sd : (muscle,) log-sd of the relative peak force over the run.
    by_lap : easy_km, (lap, muscle).
    without_grade, without_cadence : share of the time.
    steep, fast : share of the samples outside the measured grades and speeds.
    """

    totals: dict[str, Floats]
    force_log_sd: Floats
    blocks: LoadBlocks
    by_lap: Floats
    without_grade: float
    without_cadence: float
    steep: float
    fast: float


@dataclass(frozen=True, slots=True)
class _Samples:
    """The samples of a run in which the runner moved, and what each was worth."""

    time_s: Floats
    seconds: Floats
    speed_m_s: Floats
    grade: Floats
    grade_sd: Floats
    cadence_hz: Floats
    contact_s: Floats

    def __len__(self) -> int:
        return int(self.speed_m_s.size)


def _moving(run: Run) -> _Samples:
    keep = (run.dt_s > 0) & np.isfinite(run.speed_m_s) & (run.speed_m_s >= STANDING_M_S)
    speed = np.minimum(run.speed_m_s[keep], number("extra_swing_speed_cap_m_s"))
    grade = run.grade[keep]
    preferred = preferred_cadence_hz(speed, np.nan_to_num(grade))
    cadence = run.cadence_spm[keep] / SECONDS_PER_MINUTE
    # A dropped or halved cadence would change the load more than not knowing it.
    low, high = CADENCE_BOUNDS
    with np.errstate(invalid="ignore"):
        plausible = (cadence > low * preferred) & (cadence < high * preferred)
    return _Samples(
        time_s=run.time_s[keep],
        seconds=run.dt_s[keep],
        speed_m_s=speed,
        grade=grade,
        grade_sd=run.grade_sd[keep],
        cadence_hz=np.where(plausible, cadence, np.nan),
        contact_s=run.contact_time_s[keep],
    )


def price_samples(run: Run, body: Body, carried: Carried) -> Priced | None:
    """The sums of a run, None where nobody moved."""
    samples = _moving(run)
    if not len(samples):
        return None
    speed, seconds = samples.speed_m_s, samples.seconds
    grade = np.nan_to_num(samples.grade)
    step = lobes(
        speed,
        grade,
        body=body,
        carried=carried,
        cadence_hz=samples.cadence_hz,
        contact_s=samples.contact_s,
    )
    work = work_of(step, speed, grade, body, carried)
    easy_km = _easy_km(step, seconds, body)
    fine = blocks_of(
        step,
        speed,
        grade,
        seconds,
        samples.time_s - seconds,
        body=body,
        carried=carried,
        work=work,
    )
    with np.errstate(invalid="ignore"):
        steep = np.abs(samples.grade) > number("extrapolation_grade")
    return Priced(
        totals=_totals(step, work, seconds, fine, easy_km, body),
        force_log_sd=relative_log_sd(
            speed,
            samples.grade,
            samples.grade_sd,
            samples.cadence_hz,
            step,
            weight=easy_km,
            body=body,
            carried=carried,
            c=coefficients(),
        ),
        blocks=merge_blocks(fine),
        by_lap=_by_lap(run, samples, easy_km),
        without_grade=float(seconds[~np.isfinite(samples.grade)].sum() / seconds.sum()),
        without_cadence=float(seconds[~np.isfinite(samples.cadence_hz)].sum() / seconds.sum()),
        steep=float(np.mean(steep)),
        fast=float(np.mean(speed > number("extrapolation_speed_m_s"))),
    )


def _easy_km(step: Lobes, seconds: Floats, body: Body) -> Floats:
    """Easy kilometres of every sample, (n, muscle)."""
    price = (step.peak_bw**3 * step.effective_s).sum(axis=1)
    easy = reference_lobes(body)
    easy_price = (easy.peak_bw**3 * easy.effective_s).sum(axis=1)[0]
    easy_steps = 1000.0 / number("reference_speed_m_s") * easy.cadence_hz[0]
    steps = step.cadence_hz * seconds
    return np.asarray(price * steps[:, None] / (easy_price * easy_steps))


def _totals(
    step: Lobes,
    work: MuscleWork,
    seconds: Floats,
    fine: LoadBlocks,
    easy_km: Floats,
    body: Body,
) -> dict[str, Floats]:
    steps = step.cadence_hz * seconds
    strides = steps / 2.0
    easy = reference_lobes(body).peak_bw[0].max(axis=0)
    impulse = (step.peak_bw * step.effective_s).sum(axis=1)
    return {
        "easy_km": easy_km.sum(axis=0),
        "tension_time": strides @ (impulse / easy),
        "peak": np.quantile(step.peak_bw.max(axis=1), PEAK_QUANTILE, axis=0, method="higher"),
        "impulse_bw_s": strides @ impulse,
        "work_positive_j_kg": steps @ work.positive,
        "work_negative_j_kg": steps @ work.negative,
        "fibre_negative_j_kg": steps @ work.fibre_negative,
        "damage_dose": session_damage_dose(fine) / damage_reference(body),
    }


def _by_lap(run: Run, samples: _Samples, easy_km: Floats) -> Floats:
    if not run.laps:
        return np.zeros((0, N_MUSCLES))
    starts = np.array([lap.start_s for lap in run.laps])
    lap = np.clip(np.searchsorted(starts, samples.time_s, side="left") - 1, 0, None)
    out = np.zeros((starts.size, N_MUSCLES))
    np.add.at(out, lap, easy_km)
    return out
