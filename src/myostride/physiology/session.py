"""The session layer: from load blocks to what the days need.

Within a session: force relative to today's capacity, the fatigued pool it leaves, the effort that
rises with it, and from these the growth signal, the eccentric dose and the fatigue carried home.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from myostride.gait.load import BINS, LoadBlocks
from myostride.muscles import N_MUSCLES
from myostride.physiology.parameters import Parameters
from myostride.references import load_parameters
from myostride.training.capacity import Capacity
from myostride.training.cost import resting_vo2, vo2_of
from myostride.training.shares import race_share

Floats = NDArray[np.float64]

__all__ = [
    "SessionDose",
    "endurance_fatigue",
    "fatigue_pool_step",
    "growth_signal",
    "involvement",
    "met_hours",
    "session_dose",
    "time_above_critical_speed_s",
    "wave_table",
]

_WAVE_NODES = 64

LEAST_CAPACITY = 0.05
"""A muscle with less than this left counts as having it, so that its effort stays finite."""

LEAST_FRESH = 0.02
"""The same of the fresh share of units."""

_MOST_STEEP = 40.0
"""Beyond it a logistic share is 0 or 1; keeps its exponential finite."""


@dataclass(frozen=True, slots=True)
class SessionDose:
    """What one session leaves behind.

    growth : (draw, muscle) growth signal S, 0 to 1, plus the metabolic share of it.
    eccentric : (draw, bin, muscle) eccentric dose in reference downhill runs.
    fatigue : (draw, muscle) share of force capacity lost to fast fatigue, braking apart.
    met_hours, steps, seconds : of the whole session.
    """

    growth: Floats
    eccentric: Floats
    fatigue: Floats
    met_hours: float
    steps: float
    seconds: float


@cache
def wave_table() -> tuple[Floats, Floats]:
    """log of the mean of exp(z sin) over a half-sine, tabulated over z."""
    phase = (np.arange(_WAVE_NODES) + 0.5) / _WAVE_NODES * np.pi
    z = np.linspace(0.0, 40.0, 801)
    return z, np.log(np.exp(np.outer(z, np.sin(phase))).mean(axis=1))


def opening(effort: Floats, exponent: Floats, *, plateau: bool) -> Floats:
    """Opening per loaded second relative to full stress: exp(a (e - 1)), averaged over the lobe.

    A plateau holds its effort; a half-sine lobe passes through it, and is averaged over its
    waveform, not taken at its peak.
    """
    z = exponent * effort
    if plateau:
        return np.asarray(np.exp(z - exponent))
    grid, table = wave_table()
    return np.asarray(np.exp(np.interp(z, grid, table) - exponent))


def fatigue_pool_step(
    pool: Floats,
    inflow: Floats,
    duty: Floats,
    seconds: float | Floats,
    p: Parameters,
) -> Floats:
    """Move the fatigued pool through a block of constant load, in closed form.

    dMF/dt = F inflow (as far as fresh units remain) - R (duty + (1 - duty) r) MF

    Parameters
    ----------
    pool
        (draw, muscle) fatigued share MF at the start.
    inflow
        (draw, muscle) share of units working, averaged over the cycle (duty x sigma).
    duty
        (muscle,) or broadcastable: share of the time loaded.
    seconds
        Length of the block.

    Returns
    -------
    (draw, muscle) MF at the end, within 0 to 1: fresh and fatigued always sum to 1.
    """
    recovery = p["recovery_rate"] * (duty + (1.0 - duty) * p["rest_multiplier"])
    wanted = p["fatigue_rate"] * inflow
    # While enough fresh units remain the inflow is constant; once not, it is what remains.
    limit = 1.0 - inflow / np.maximum(duty, 1e-9)
    steady = wanted / recovery
    end = steady + (pool - steady) * np.exp(-recovery * seconds)
    short = (end > limit) & (inflow > 0)
    if not np.any(short):
        return np.asarray(np.clip(end, 0.0, 1.0))
    start = np.maximum(pool, np.minimum(limit, 1.0))
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = (steady - np.minimum(limit, 1.0)) / (steady - pool)
        crossing = np.where(pool < limit, -np.log(np.clip(ratio, 1e-12, 1.0)) / recovery, 0.0)
    left = np.maximum(seconds - crossing, 0.0)
    drain = p["fatigue_rate"] * duty
    total = drain + recovery
    level = drain / total
    exhausted = level + (start - level) * np.exp(-total * left)
    return np.asarray(np.clip(np.where(short, exhausted, end), 0.0, 1.0))


def growth_signal(opening_s: Floats, p: Parameters) -> Floats:
    """S = 1 - (1 + k1 D / kappa)^-kappa: share of switches opened, 0 to 1."""
    kappa = p["opening_shape"]
    return np.asarray(1.0 - (1.0 + p["opening_rate"] * opening_s / kappa) ** -kappa)


def session_dose(
    blocks: LoadBlocks,
    capacity: Floats,
    p: Parameters,
    *,
    force_log_sd: float = 0.0,
) -> SessionDose:
    """What a session does to a body in its present state.

    Parameters
    ----------
    blocks
        The session's load.
    capacity
        (draw, muscle) force capacity today relative to the person's baseline:
        size x quality x (1 - damage) x (1 - fatigue).
    force_log_sd
        Log-sd of the session's forces beyond what the parameters carry.
    """
    draws = p.draws
    pool = np.zeros((draws, N_MUSCLES))
    opened = np.zeros((draws, N_MUSCLES))
    lifted = np.zeros((draws, N_MUSCLES))
    eccentric = np.zeros((draws, len(BINS), N_MUSCLES))
    # Others help out: a weakened muscle is not asked for all that it used to do.
    room = np.maximum(capacity, LEAST_CAPACITY) ** np.where(
        capacity < 1.0, 1.0 - p["load_sharing"], 1.0
    )
    doubt = np.exp(force_log_sd * p.force_bias)
    scale = p.sigma_ref * doubt / room
    limit = p["relative_intensity_limit"]
    exponent = p["opening_exponent"]
    clock = float(blocks.start_s[0]) if len(blocks) else 0.0
    for b in range(len(blocks)):
        seconds = float(blocks.seconds[b])
        gap = float(blocks.start_s[b]) - clock
        if gap > 1.0:
            pool = fatigue_pool_step(pool, np.zeros(1), np.zeros(1), gap, p)
        clock = float(blocks.start_s[b]) + seconds
        maximum, plateau = bool(blocks.of_maximum[b]), bool(blocks.plateau[b])
        wave = 1.0 if plateau else 2.0 / np.pi
        duty = blocks.duty[b]
        total_duty = np.minimum(duty.sum(axis=0), 1.0)
        # Lifts are rescaled to today's strength by definition, runs are absolute.
        ride = p["ride_effort"] if maximum and not plateau else 1.0
        sigma = [
            np.minimum(blocks.force[b, k] * doubt * ride, limit) * np.ones_like(room)
            if maximum
            else blocks.force[b, k] * scale
            for k in range(2)
        ]
        inflow = np.asarray(sum(wave * duty[k] * np.minimum(sigma[k], 1.0) for k in range(2)))
        before = pool
        pool = fatigue_pool_step(pool, inflow, total_duty, seconds, p)
        fresh = np.maximum(1.0 - 0.5 * (before + pool), LEAST_FRESH)
        opened_here = np.zeros_like(opened)
        for k in range(2):
            if not np.any(duty[k]):
                continue
            effort = np.minimum(sigma[k] / fresh, 1.0)
            opened_here += seconds * duty[k] * opening(effort, exponent, plateau=plateau)
            strain = np.minimum(sigma[k], limit) / p.sigma_ref
            eccentric[:, blocks.bin[b]] += (
                seconds
                * duty[k]
                * blocks.eccentric[b, k]
                * _harm(strain, p, int(blocks.bin[b]), plateau=plateau)
            )
        opened += opened_here
        if maximum:
            lifted += opened_here
    metabolic, involved = involvement(blocks, p)
    growth = growth_signal(opened, p) + p["metabolic_gain"] * metabolic
    run_fatigue = endurance_fatigue(blocks, p)
    lift_fatigue = p["lift_fatigue"] * growth_signal(lifted, p)
    fatigue = 1.0 - (1.0 - run_fatigue * involved) * (1.0 - lift_fatigue)
    return SessionDose(
        growth=growth,
        eccentric=eccentric,
        fatigue=np.asarray(np.broadcast_to(fatigue, room.shape)),
        met_hours=met_hours(blocks, p),
        steps=float(blocks.steps.sum()),
        seconds=clock,
    )


def _harm(strain: Floats, p: Parameters, bin_: int, *, plateau: bool) -> Floats:
    """Eccentric dose per loaded lengthening second at a stress in easy steps, (draw, muscle).

    Downhill running is the unit of the dose; how level running compares with it is uncertain
    (`eccentric_dose`). A controlled lowering harms less than the braking of a run; it is
    anchored at the stress of heavy squats, so that the uncertain exponent does not carry
    running's doses there.
    """
    exponent = p["stress_exponent"]
    if plateau:
        rising = (strain / p["lifting_strain"]) ** exponent
        return np.asarray(p["slow_lowering"] * p.lowering_dose * rising)
    compared = 1.0 if BINS[bin_] == "downhill_or_loaded" else p["eccentric_dose"]
    return np.asarray(p.gait_dose * compared * strain**exponent / p.reference_dose)


def time_above_critical_speed_s(blocks: LoadBlocks, limits: Capacity) -> float:
    """Seconds above critical speed, counted in smoothly about it."""
    running = np.isfinite(blocks.level_speed_m_s)
    if not running.any():
        return 0.0
    over = blocks.level_speed_m_s[running] / limits.critical_speed_m_s - 1.0
    width = load_parameters("physiology")["metabolic_width"].value
    share = 1.0 / (1.0 + np.exp(-np.clip(over / width, -_MOST_STEEP, _MOST_STEEP)))
    return float(blocks.seconds[running] @ share)


def involvement(blocks: LoadBlocks, p: Parameters) -> tuple[Floats, Floats]:
    """Share in the session's metabolic stress, and in its fatigue, (muscle,) each, 0 to 1."""
    if not len(blocks):
        return np.zeros(N_MUSCLES), np.zeros(N_MUSCLES)
    involved = np.clip(blocks.force.max(axis=(0, 1)), 0.0, 1.0)
    return _metabolic_share(blocks, p.limits) * involved * p.involvement, involved


def _metabolic_share(blocks: LoadBlocks, limits: Capacity) -> float:
    """Share of local metabolic stress, 0 to 1: time above critical speed, saturating at 8 min."""
    scale = load_parameters("physiology")["metabolic_scale_s"].value
    return float(-np.expm1(-time_above_critical_speed_s(blocks, limits) / scale))


def met_hours(blocks: LoadBlocks, p: Parameters) -> float:
    """Endurance work of a session [MET h]."""
    running = np.isfinite(blocks.level_speed_m_s)
    met = np.full(len(blocks), float(p["lift_met"][0, 0]))
    met[running] = vo2_of(blocks.level_speed_m_s[running]) / resting_vo2()
    return float((met * blocks.seconds).sum() / 3600.0)


def endurance_fatigue(blocks: LoadBlocks, p: Parameters) -> Floats:
    """Force lost to an endurance session, (draw, 1): race-effort loss scaled by effort."""
    running = np.isfinite(blocks.level_speed_m_s)
    seconds = float(blocks.seconds[running].sum())
    table = load_parameters("physiology")
    if seconds < table["run_fatigue_least_s"].value:
        return np.zeros((p.draws, 1))
    uptake = float(vo2_of(blocks.level_speed_m_s[running]) @ blocks.seconds[running]) / seconds
    share = (uptake - resting_vo2()) / p.limits.net_vo2max
    effort = min(share / race_share(seconds), table["race_ratio_most"].value)
    hours = seconds / 3600.0
    at_race = p["race_fatigue_1h"] + p["race_fatigue_per_log_hour"] * np.log(hours)
    at_race = np.maximum(at_race, p["race_fatigue_floor"])
    lost = at_race * effort ** p["fatigue_effort_exponent"]
    return np.asarray(np.clip(lost, 0.0, p["run_fatigue_most"]))
