"""A recorded run, priced per muscle."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from myostride.activity.run import Run
from myostride.gait.blocks import blocks_of
from myostride.gait.coefficients import number
from myostride.gait.demand import Lobes, lobes, reference_lobes
from myostride.gait.dose import damage_reference, session_damage_dose
from myostride.gait.load import Estimate, LoadBlocks, MuscleLoad, stated_defaults
from myostride.gait.merging import merge_blocks
from myostride.gait.support import climb_per_step_m, preferred_cadence_hz
from myostride.gait.uncertainty import Spread, run_spread
from myostride.gait.work import MuscleWork, muscle_work
from myostride.muscles import N_MUSCLES
from myostride.runner import Body, Carried
from myostride.units import SECONDS_PER_MINUTE

Floats = NDArray[np.float64]

__all__ = ["muscle_load"]

_STANDING_M_S = 0.5
_CADENCE_BOUNDS = (0.65, 1.5)
_PEAK_QUANTILE = 0.995


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
    keep = (run.dt_s > 0) & np.isfinite(run.speed_m_s) & (run.speed_m_s >= _STANDING_M_S)
    speed = np.minimum(run.speed_m_s[keep], number("extra_swing_speed_cap_m_s"))
    grade = run.grade[keep]
    preferred = preferred_cadence_hz(speed, np.nan_to_num(grade))
    cadence = run.cadence_spm[keep] / SECONDS_PER_MINUTE
    # A dropped or halved cadence would change the load more than not knowing it.
    low, high = _CADENCE_BOUNDS
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


def muscle_load(run: Run, body: Body, carried: Carried | None = None) -> MuscleLoad:
    """What a recorded run or walk asked of each muscle.

    Parameters
    ----------
    run
        A clean run; samples without speed or while standing add nothing.
    body, carried
        Who ran, and what was carried.

    Returns
    -------
    MuscleLoad
        Tension-time and impulse are those of one leg; work is that of both legs together.
    """
    carried = carried or Carried()
    samples = _moving(run)
    if not len(samples):
        return _no_load(run)
    grade = np.nan_to_num(samples.grade)
    step = lobes(
        samples.speed_m_s,
        grade,
        body=body,
        carried=carried,
        cadence_hz=samples.cadence_hz,
        contact_s=samples.contact_s,
    )
    mass_ratio = 1.0 + (carried.trunk_kg + 2.0 * carried.ankle_kg) / body.mass_kg
    climb = climb_per_step_m(samples.speed_m_s, grade, step.cadence_hz)
    work = muscle_work(samples.speed_m_s, grade, climb, mass_ratio=mass_ratio, walking=step.walking)

    easy_km = _easy_km(step, samples.seconds, body)
    fine = blocks_of(
        step,
        samples.speed_m_s,
        grade,
        samples.seconds,
        samples.time_s - samples.seconds,
        body=body,
        carried=carried,
        work=work,
    )
    spread = run_spread(
        samples.speed_m_s,
        samples.grade,
        samples.grade_sd,
        samples.cadence_hz,
        step,
        weight=easy_km,
        carried=carried,
        body=body,
    )
    return MuscleLoad(
        totals=_totals(step, work, samples, fine, easy_km, spread, body),
        blocks=merge_blocks(fine),
        by_lap=_by_lap(run, samples, easy_km),
        assumptions=_assumptions(samples, body),
        extrapolated=spread.extrapolated,
        sources=("hamner_delp2013", "lenhart2014", "kipp2018", "devita2008", "roberts2005"),
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
    samples: _Samples,
    fine: LoadBlocks,
    easy_km: Floats,
    spread: Spread,
    body: Body,
) -> dict[str, Estimate]:
    steps = step.cadence_hz * samples.seconds
    strides = steps / 2.0
    easy = reference_lobes(body).peak_bw[0].max(axis=0)
    impulse = (step.peak_bw * step.effective_s).sum(axis=1)
    values = {
        "easy_km": easy_km.sum(axis=0),
        "tension_time": strides @ (impulse / easy),
        "peak": _quantile(step.peak_bw.max(axis=1)),
        "impulse_bw_s": strides @ impulse,
        "work_positive_j_kg": steps @ work.positive,
        "work_negative_j_kg": steps @ work.negative,
        "fibre_negative_j_kg": steps @ work.fibre_negative,
        "damage_dose": session_damage_dose(fine) / damage_reference(body),
    }
    return {name: spread.interval(name, value) for name, value in values.items()}


def _quantile(values: Floats) -> Floats:
    """Nearly the highest of (n, muscle): a glitch of a sample or two does not count."""
    return np.asarray(np.quantile(values, _PEAK_QUANTILE, axis=0, method="higher"))


def _by_lap(run: Run, samples: _Samples, easy_km: Floats) -> Floats:
    if not run.laps:
        return np.zeros((0, N_MUSCLES))
    starts = np.array([lap.start_s for lap in run.laps])
    lap = np.clip(np.searchsorted(starts, samples.time_s, side="left") - 1, 0, None)
    out = np.zeros((starts.size, N_MUSCLES))
    np.add.at(out, lap, easy_km)
    return out


def _assumptions(samples: _Samples, body: Body) -> tuple[str, ...]:
    out = list(stated_defaults(body))
    seconds = samples.seconds
    without_grade = float(seconds[~np.isfinite(samples.grade)].sum() / seconds.sum())
    without_cadence = float(seconds[~np.isfinite(samples.cadence_hz)].sum() / seconds.sum())
    if without_grade > 0.02:
        out.append(f"grade unknown for {without_grade:.0%} of the time: wide interval, level mean")
    if without_cadence > 0.02:
        out.append(f"cadence unknown for {without_cadence:.0%} of the time: preferred cadence used")
    return tuple(out)


def _no_load(run: Run) -> MuscleLoad:
    """A run in which nobody moved, or whose speed is unknown throughout."""
    zero = np.zeros(N_MUSCLES)
    names = (
        "easy_km",
        "tension_time",
        "peak",
        "impulse_bw_s",
        "work_positive_j_kg",
        "work_negative_j_kg",
        "fibre_negative_j_kg",
        "damage_dose",
    )
    per_lobe = np.zeros((0, 2, N_MUSCLES))
    none = np.zeros(0)
    blocks = LoadBlocks(
        none, none, per_lobe, per_lobe, per_lobe,
        np.zeros(0, dtype=np.bool_), np.zeros(0, dtype=np.bool_),
        np.zeros(0, dtype=np.int64), none, none,
    )  # fmt: skip
    reason = "no speed was recorded" if not np.isfinite(run.speed_m_s).any() else "nobody moved"
    return MuscleLoad(
        totals={name: Estimate(zero, zero, zero) for name in names},
        blocks=blocks,
        by_lap=np.zeros((len(run.laps), N_MUSCLES)),
        assumptions=(f"no load: {reason}",),
    )
