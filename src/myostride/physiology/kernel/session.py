"""One muscle of some lanes through a session; mirrors `physiology.session` and `aftermath`."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from myostride.physiology.kernel.aftermath import BINS, harm, leave, protect
from myostride.physiology.kernel.rows import (
    BRAKED,
    CAP,
    DAMAGE,
    DOSE,
    DOUBT,
    ECCENTRIC_DOSE,
    EXPONENT,
    FACTOR,
    FATIGUE,
    FATIGUE_RATE,
    FORCE_BIAS,
    FRESH,
    GAIT_DOSE,
    INFLOW,
    LANES,
    LIFTED,
    LIFTING_STRAIN,
    LOAD_SHARING,
    LOG_FACTOR,
    LOG_LIFT,
    LOG_MOST,
    LOG_RUN,
    LOWERING_DOSE,
    OPENED,
    OPENING_EXPONENT,
    POOL,
    QUALITY,
    RECOVERY_RATE,
    REFERENCE_DOSE,
    RELATIVE_INTENSITY_LIMIT,
    REST_MULTIPLIER,
    RIDE_EFFORT,
    SCALE,
    SIGMA_REF,
    SIZE,
    SLOW_LOWERING,
    STRESS_EXPONENT,
    exp_wide,
    lanes,
    log_wide,
)

Floats = NDArray[np.float64]

__all__ = ["Sessions", "undergo"]

LEAST_CAPACITY, LEAST_FRESH = 0.05, 0.02
"""As in `physiology.session`; written again, since machine code holds them fixed."""

BEYOND = 1e30
"""More than any relative intensity."""


class Sessions(NamedTuple):
    """Distinct sessions one after another; session s has the blocks first[s] to first[s + 1].

    Blocks: start_s, seconds, of_maximum, plateau, bin (block,); force and its logarithm, duty,
    eccentric (muscle, block, lobe). Sessions: met_hours, half_length_d, force_log_sd (session,),
    metabolic and involved (session, muscle). fatigue (session, draw): of the endurance work.
    wave: log of the mean of exp(z sin) over a half-sine, `per_wave` entries per unit of z.
    level, downhill: indices of those bins.
    """

    first: NDArray[np.int64]
    start_s: Floats
    seconds: Floats
    of_maximum: NDArray[np.bool_]
    plateau: NDArray[np.bool_]
    bin: NDArray[np.int64]
    force: Floats
    log_force: Floats
    duty: Floats
    eccentric: Floats
    met_hours: Floats
    half_length_d: Floats
    force_log_sd: Floats
    metabolic: Floats
    involved: Floats
    fatigue: Floats
    wave: Floats
    per_wave: float
    level: int
    downhill: int


@lanes
def _begin(w: Floats, log_sd: float) -> None:
    """Today's capacity, and how forces scale with it."""
    for i in range(LANES):
        able = w[SIZE + i] * w[QUALITY + i] * (1.0 - w[DAMAGE + i]) * (1.0 - w[FATIGUE + i])
        shared = 1.0 - w[LOAD_SHARING + i] if able < 1.0 else 1.0
        log_room = shared * log_wide(max(able, LEAST_CAPACITY))
        log_doubt = log_sd * w[FORCE_BIAS + i]
        w[DOUBT + i] = exp_wide(log_doubt)
        w[SCALE + i] = w[SIGMA_REF + i] * exp_wide(log_doubt - log_room)
        log_sigma = log_wide(w[SIGMA_REF + i])
        w[LOG_RUN + i] = log_doubt - log_room
        w[LOG_LIFT + i] = log_doubt - log_sigma
        w[LOG_MOST + i] = log_wide(w[RELATIVE_INTENSITY_LIMIT + i]) - log_sigma
        w[POOL + i] = w[OPENED + i] = w[LIFTED + i] = 0.0
        for b in range(BINS):
            w[DOSE + b * LANES + i] = 0.0


@lanes
def _prepare(w: Floats, maximum: bool, plateau: bool) -> None:
    """How a block's forces become relative intensity; lifts and rides keep to today's strength."""
    for i in range(LANES):
        w[CAP + i] = BEYOND
        w[FACTOR + i] = w[SCALE + i]
        w[LOG_FACTOR + i] = w[LOG_RUN + i]
    if maximum:
        for i in range(LANES):
            w[CAP + i] = w[RELATIVE_INTENSITY_LIMIT + i]
            w[FACTOR + i] = w[DOUBT + i]
            w[LOG_FACTOR + i] = w[LOG_LIFT + i]
    if maximum and not plateau:
        for i in range(LANES):
            w[FACTOR + i] *= w[RIDE_EFFORT + i]
            w[LOG_FACTOR + i] += log_wide(w[RIDE_EFFORT + i])


@lanes
def _pool(w: Floats, duty: float, seconds: float) -> None:
    """The fatigued pool through a block; FRESH gets the mean of what is left."""
    missing = 0.0
    for i in range(LANES):
        before, inflow = w[POOL + i], w[INFLOW + i]
        recovery = w[RECOVERY_RATE + i] * (duty + (1.0 - duty) * w[REST_MULTIPLIER + i])
        steady = w[FATIGUE_RATE + i] * inflow / recovery
        end = steady + (before - steady) * exp_wide(-recovery * seconds)
        spare = 1.0 - inflow / max(duty, 1e-9) - end
        # A sum, since a minimum over the lanes is not vectorised.
        missing += max(-spare, 0.0) * inflow
        w[POOL + i] = min(max(end, 0.0), 1.0)
        w[FRESH + i] = before
    if missing > 0.0:
        _exhaust(w, duty, seconds)
    for i in range(LANES):
        w[FRESH + i] = max(1.0 - 0.5 * (w[FRESH + i] + w[POOL + i]), LEAST_FRESH)


@lanes
def _exhaust(w: Floats, duty: float, seconds: float) -> None:
    """The pool of those lanes in which fresh units ran out within the block."""
    for i in range(LANES):
        before, inflow = w[FRESH + i], w[INFLOW + i]
        recovery = w[RECOVERY_RATE + i] * (duty + (1.0 - duty) * w[REST_MULTIPLIER + i])
        steady = w[FATIGUE_RATE + i] * inflow / recovery
        end = steady + (before - steady) * math.exp(-recovery * seconds)
        limit = 1.0 - inflow / max(duty, 1e-9)
        if end > limit and inflow > 0.0:
            reached, crossing = min(limit, 1.0), 0.0
            if before < limit:
                ratio = min(max((steady - reached) / (steady - before), 1e-12), 1.0)
                crossing = -math.log(ratio) / recovery
            left = max(seconds - crossing, 0.0)
            drain = w[FATIGUE_RATE + i] * duty
            level = drain / (drain + recovery)
            end = level + (max(before, reached) - level) * math.exp(-(drain + recovery) * left)
            w[POOL + i] = min(max(end, 0.0), 1.0)


@lanes
def _open(
    w: Floats, force: float, loaded_s: float, maximum: bool, plateau: bool, k: Sessions
) -> None:
    """Opening of one lobe, by the mean over its waveform."""
    last, per_unit = k.wave.size - 2, 1.0 if plateau else k.per_wave
    for i in range(LANES):
        effort = min(min(force * w[FACTOR + i], w[CAP + i]) / w[FRESH + i], 1.0)
        w[EXPONENT + i] = w[OPENING_EXPONENT + i] * effort * per_unit
    if not plateau:
        # Lane by lane, so apart from what is vectorised; and not a function of its own, since an
        # array handed on is counted, and threads wait for each other over the count.
        for i in range(LANES):
            at = w[EXPONENT + i]
            below = min(int(at), last)
            w[EXPONENT + i] = k.wave[below] + (at - below) * (k.wave[below + 1] - k.wave[below])
    lifted_s = loaded_s if maximum else 0.0
    for i in range(LANES):
        opened = exp_wide(w[EXPONENT + i] - w[OPENING_EXPONENT + i])
        w[OPENED + i] += loaded_s * opened
        w[LIFTED + i] += lifted_s * opened


@lanes
def _lower(w: Floats, log_force: float) -> None:
    """BRAKED gets the eccentric dose a second of a controlled lowering."""
    for i in range(LANES):
        log_strain = min(log_force + w[LOG_FACTOR + i], w[LOG_MOST + i])
        log_anchor = log_wide(w[LIFTING_STRAIN + i])
        rising = exp_wide(w[STRESS_EXPONENT + i] * (log_strain - log_anchor))
        w[BRAKED + i] = w[SLOW_LOWERING + i] * w[LOWERING_DOSE + i] * rising


@lanes
def _brake(w: Floats, log_force: float, downhill: bool) -> None:
    """BRAKED gets that of gaits and rides: a power of stress, in units of the reference run."""
    for i in range(LANES):
        log_strain = min(log_force + w[LOG_FACTOR + i], w[LOG_MOST + i])
        dose = w[GAIT_DOSE + i] * exp_wide(w[STRESS_EXPONENT + i] * log_strain)
        w[BRAKED + i] = dose / w[REFERENCE_DOSE + i]
    if not downhill:
        for i in range(LANES):
            w[BRAKED + i] *= w[ECCENTRIC_DOSE + i]


@lanes
def _count(w: Floats, seconds: float, bin_: int) -> None:
    """Add BRAKED for so long to the dose of its bin; a row by name is what vectorises."""
    for b in range(BINS):
        if b == bin_:
            for i in range(LANES):
                w[DOSE + b * LANES + i] += seconds * w[BRAKED + i]


@lanes
def _block(w: Floats, b: int, muscle: int, k: Sessions) -> None:
    maximum, plateau, seconds = k.of_maximum[b], k.plateau[b], k.seconds[b]
    duty_0, duty_1 = k.duty[muscle, b, 0], k.duty[muscle, b, 1]
    force_0, force_1 = k.force[muscle, b, 0], k.force[muscle, b, 1]
    wave = 1.0 if plateau else 2.0 / math.pi
    _prepare(w, maximum, plateau)
    for i in range(LANES):
        first = duty_0 * min(min(force_0 * w[FACTOR + i], w[CAP + i]), 1.0)
        second = duty_1 * min(min(force_1 * w[FACTOR + i], w[CAP + i]), 1.0)
        w[INFLOW + i] = wave * (first + second)
    _pool(w, min(duty_0 + duty_1, 1.0), seconds)
    for lobe in range(2):
        loaded_s = seconds * k.duty[muscle, b, lobe]
        if loaded_s == 0.0:
            continue
        _open(w, k.force[muscle, b, lobe], loaded_s, maximum, plateau, k)
        lengthening_s = loaded_s * k.eccentric[muscle, b, lobe]
        if lengthening_s > 0.0:
            if plateau:
                _lower(w, k.log_force[muscle, b, lobe])
            else:
                _brake(w, k.log_force[muscle, b, lobe], k.bin[b] == k.downhill)
            _count(w, lengthening_s, k.bin[b])


@lanes
def undergo(w: Floats, muscle: int, session: int, begin_draw: int, k: Sessions) -> None:
    """The session of one muscle and its aftermath; LEAKED gets what leaks into the blood."""
    _begin(w, k.force_log_sd[session])
    begin, end = k.first[session], k.first[session + 1]
    clock = k.start_s[begin] if end > begin else 0.0
    for b in range(begin, end):
        gap = k.start_s[b] - clock
        if gap > 1.0:
            for i in range(LANES):
                w[INFLOW + i] = 0.0
            _pool(w, 0.0, gap)
        clock = k.start_s[b] + k.seconds[b]
        _block(w, b, muscle, k)
    run_fatigue, last = k.fatigue[session], k.fatigue.shape[1] - 1
    for i in range(LANES):
        w[INFLOW + i] = run_fatigue[min(begin_draw + i, last)] * k.involved[session, muscle]
    leave(w, k.metabolic[session, muscle])
    harm(w, k.half_length_d[session], k.level)
    protect(w)
