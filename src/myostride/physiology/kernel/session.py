"""One muscle of some lanes through a session; mirrors `physiology.session` and `aftermath`."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from myostride.physiology.kernel.aftermath import BINS, harm, leave, protect
from myostride.physiology.kernel.rows import (
    DAMAGE,
    DOSE,
    DOUBT,
    ECCENTRIC_DOSE,
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
    LOG_LIFT,
    LOG_MOST,
    LOG_RUN,
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
)

Floats = NDArray[np.float64]

__all__ = ["Sessions", "undergo"]


class Sessions(NamedTuple):
    """Distinct sessions one after another; session s has the blocks first[s] to first[s + 1].

    Blocks: start_s, seconds, of_maximum, plateau, bin (block,); force and its logarithm, duty,
    eccentric (muscle, block, lobe). Sessions: met_hours, half_length_d, force_log_sd (session,),
    metabolic and involved (session, muscle). fatigue (session, draw): of the endurance work.
    wave: log of the mean of exp(z sin) over a half-sine, `per_wave` entries per unit of z.
    mean_reference_dose: the reference dose at the central stress exponent.
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
    mean_reference_dose: float
    level: int
    downhill: int


@lanes
def _begin(w: Floats, log_sd: float) -> None:
    """Today's capacity, and how forces scale with it."""
    for i in range(LANES):
        able = w[SIZE + i] * w[QUALITY + i] * (1.0 - w[DAMAGE + i]) * (1.0 - w[FATIGUE + i])
        shared = 1.0 - w[LOAD_SHARING + i] if able < 1.0 else 1.0
        log_room = shared * math.log(max(able, 0.05))
        log_doubt = log_sd * w[FORCE_BIAS + i]
        w[DOUBT + i] = math.exp(log_doubt)
        w[SCALE + i] = w[SIGMA_REF + i] * math.exp(log_doubt - log_room)
        log_sigma = math.log(w[SIGMA_REF + i])
        w[LOG_RUN + i] = log_doubt - log_room
        w[LOG_LIFT + i] = log_doubt - log_sigma
        w[LOG_MOST + i] = math.log(w[RELATIVE_INTENSITY_LIMIT + i]) - log_sigma
        w[POOL + i] = w[OPENED + i] = w[LIFTED + i] = 0.0
        for b in range(BINS):
            w[DOSE + b * LANES + i] = 0.0


@lanes
def _sigma(w: Floats, i: int, force: float, maximum: bool, plateau: bool) -> float:
    """Relative intensity; lifts and rides are rescaled to today's strength by definition."""
    if maximum:
        ride = 1.0 if plateau else w[RIDE_EFFORT + i]
        limited: float = min(force * w[DOUBT + i] * ride, w[RELATIVE_INTENSITY_LIMIT + i])
        return limited
    scaled: float = force * w[SCALE + i]
    return scaled


@lanes
def _pool(w: Floats, duty: float, seconds: float) -> None:
    """The fatigued pool through a block; FRESH gets the mean of what is left."""
    shortest = 1.0
    for i in range(LANES):
        before, inflow = w[POOL + i], w[INFLOW + i]
        recovery = w[RECOVERY_RATE + i] * (duty + (1.0 - duty) * w[REST_MULTIPLIER + i])
        steady = w[FATIGUE_RATE + i] * inflow / recovery
        end = steady + (before - steady) * exp_wide(-recovery * seconds)
        spare = 1.0 - inflow / max(duty, 1e-9) - end
        shortest = min(shortest, spare if inflow > 0.0 else 1.0)
        end = min(max(end, 0.0), 1.0)
        w[POOL + i] = end
        w[FRESH + i] = before
    if shortest < 0.0:
        _exhaust(w, duty, seconds)
    for i in range(LANES):
        w[FRESH + i] = max(1.0 - 0.5 * (w[FRESH + i] + w[POOL + i]), 0.02)


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
    last = k.wave.size - 2
    for i in range(LANES):
        effort = min(_sigma(w, i, force, maximum, plateau) / w[FRESH + i], 1.0)
        exponent = w[OPENING_EXPONENT + i]
        z = exponent * effort
        if not plateau:
            at = z * k.per_wave
            below = min(int(at), last)
            z = k.wave[below] + (at - below) * (k.wave[below + 1] - k.wave[below])
        opened = loaded_s * exp_wide(z - exponent)
        w[OPENED + i] += opened
        if maximum:
            w[LIFTED + i] += opened


@lanes
def _lengthen(
    w: Floats,
    log_force: float,
    loaded_s: float,
    bin_: int,
    maximum: bool,
    plateau: bool,
    k: Sessions,
) -> None:
    """Eccentric dose of one lobe: a power of its stress, in units of the reference run."""
    for i in range(LANES):
        log_strain = log_force + (w[LOG_LIFT + i] if maximum else w[LOG_RUN + i])
        if maximum and not plateau:
            log_strain += math.log(w[RIDE_EFFORT + i])
        log_strain = min(log_strain, w[LOG_MOST + i])
        exponent = w[STRESS_EXPONENT + i]
        if plateau:
            anchor = w[LIFTING_STRAIN + i]
            rising = anchor * anchor * anchor * exp_wide(exponent * (log_strain - math.log(anchor)))
            dose = w[SLOW_LOWERING + i] * rising / k.mean_reference_dose
        else:
            compared = 1.0 if bin_ == k.downhill else w[ECCENTRIC_DOSE + i]
            dose = w[GAIT_DOSE + i] * compared * exp_wide(exponent * log_strain)
            dose /= w[REFERENCE_DOSE + i]
        w[DOSE + bin_ * LANES + i] += loaded_s * dose


@lanes
def _block(w: Floats, b: int, muscle: int, k: Sessions) -> None:
    maximum, plateau, seconds = k.of_maximum[b], k.plateau[b], k.seconds[b]
    duty_0, duty_1 = k.duty[muscle, b, 0], k.duty[muscle, b, 1]
    force_0, force_1 = k.force[muscle, b, 0], k.force[muscle, b, 1]
    wave = 1.0 if plateau else 2.0 / math.pi
    for i in range(LANES):
        first = duty_0 * min(_sigma(w, i, force_0, maximum, plateau), 1.0)
        second = duty_1 * min(_sigma(w, i, force_1, maximum, plateau), 1.0)
        w[INFLOW + i] = wave * (first + second)
    _pool(w, min(duty_0 + duty_1, 1.0), seconds)
    for lobe in range(2):
        loaded_s = seconds * k.duty[muscle, b, lobe]
        if loaded_s == 0.0:
            continue
        _open(w, k.force[muscle, b, lobe], loaded_s, maximum, plateau, k)
        lengthening_s = loaded_s * k.eccentric[muscle, b, lobe]
        if lengthening_s > 0.0:
            log_force = k.log_force[muscle, b, lobe]
            _lengthen(w, log_force, lengthening_s, k.bin[b], maximum, plateau, k)


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
