"""The closed form compiled: one pass over the samples, keeping sums instead of arrays.

The equations are those of `demand`, `work`, `uncertainty` and `merging`, whose numpy form is the
oracle in the tests. Load is conserved in one currency, cube = peak^3 x effective time x steps, so
easy kilometres, blocks, damage and the weights of the intervals are all sums of it.

Importing this module imports numba; `compiled` says when that pays. All that is compiled lies in
this one file, because the cache notices changes of a function's own file alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numba import njit
from numpy.typing import NDArray

from myostride.activity.run import Run
from myostride.gait.flat import Flat

Floats = NDArray[np.float64]
F = TypeVar("F", bound=Callable[..., Any])

__all__ = ["CACHED", "Sums", "add_up"]

N_SHAPES, N_MUSCLES, N_LOBES = 6, 10, 20

# Rows of `Sums.causes`: cubes weighted by what an interval depends on; the last is force x time.
(ALL, LOG_SPEED, DEGREES, GRADE_BIAS, NO_CADENCE, LOG_CADENCE, WALKING, IMPULSE) = range(8)
# Rows of `Sums.work`: positive, negative and fibre negative work, damage dose.
(POSITIVE, NEGATIVE, FIBRE_NEGATIVE, DOSE) = range(4)
# Entries of `Sums.shares`: seconds in all, without grade, without cadence; samples steep, fast.
(SECONDS, NO_GRADE_S, NO_CADENCE_S, STEEP, FAST) = range(5)
# Entries of a window or block; the last two begin rows of 20.
(START, LASTS, STANCE, SWING, SPEED, STEPS, BIN, CUBE, LENGTHENED) = (0, 1, 2, 3, 4, 5, 6, 7, 27)
BLOCK = 47

_OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy", "fastmath": {"contract"}}


def _inlined(function: F) -> F:
    """Compiled as part of whatever calls it."""
    return njit(**_OPTIONS)(function)  # type: ignore[no-any-return]


def _cached(function: F) -> tuple[F, bool]:
    """Compiled and kept on disk; False where there is nowhere to keep it."""
    try:
        return njit(cache=True, **_OPTIONS)(function), True
    except RuntimeError:  # numba found no folder it may write to
        return njit(**_OPTIONS)(function), False


class Sums(NamedTuple):
    """What a run adds up to; n moving samples, lobes as rows of 20.

    causes (8, 20), work (4, 20), shares (5,), laps (lap, 20), blocks (block, 47): see the names
    of the rows above. highest (10, n): the higher of both lobes' peaks in each sample.
    """

    causes: Floats
    work: Floats
    shares: Floats
    laps: Floats
    blocks: Floats
    highest: Floats


@_inlined
def _walking_share(speed: float, cadence_hz: float, k: Flat) -> float:
    switch = k.walk_run_speed
    if math.isfinite(cadence_hz):
        quick = (cadence_hz - k.walk_cadence) / k.walk_cadence_width
        switch -= k.walk_cadence_shift * math.tanh(quick)
    return 1.0 / (1.0 + math.exp((speed - switch) / k.walk_run_width))


@_inlined
def _preferred_cadence(speed: float, grade: float, walking: float, k: Flat) -> float:
    running = k.run_cadence_0 + k.run_cadence_1 * speed + k.run_cadence_2 * speed * speed
    walked = k.walked_cadence_0 + k.walked_cadence_1 * speed
    level = walking * walked + (1.0 - walking) * running
    return level * (1.0 + k.cadence_uphill * max(grade, 0.0))


@_inlined
def _contact(speed: float, cadence: float, log_rate: float, walking: float, k: Flat) -> float:
    v = max(speed, k.contact_slowest)
    running = k.contact_scale * -math.expm1(-v / k.contact_speed) / v
    running *= math.exp(k.contact_exponent * log_rate)
    return walking * k.walk_duty * 2.0 / cadence + (1.0 - walking) * running


@_inlined
def _peaks(
    speed: float,
    degrees: float,
    log_rate: float,
    supported: float,
    walking: float,
    k: Flat,
    shape: Floats,
    peak: Floats,
    over: Floats,
) -> None:
    """Peak forces of the twenty lobes into `peak`; `shape` and `over` are scratch."""
    log_v = math.log(min(max(speed, k.shape_slowest), k.fastest_m_s) / k.reference_speed)
    inside, above = min(log_v, k.shape_top), max(log_v - k.shape_top, 0.0)
    for s in range(N_SHAPES):
        shape[s] = math.exp(
            inside * (k.shape_b1[s] + k.shape_b2[s] * inside) + k.shape_beyond[s] * above
        )
    for j in range(N_LOBES):
        over[j] = shape[k.shape[j]]
    for j in range(N_LOBES):
        # An exponent of 0, or a preferred cadence, needs no exponential.
        power = k.cadence[j] * log_rate
        peak[j] = k.peak[j] * (math.exp(power) if power != 0.0 else 1.0)
    pace = (max(speed, k.walk_slowest) / k.walk_speed) ** k.walk_exponent
    up, down = max(degrees, 0.0), max(-degrees, 0.0)
    for j in range(N_LOBES):
        hill = 1.0 + k.up[j] * up + k.down[j] * down
        run = over[j] * min(max(hill, k.grade_floor), k.grade_ceiling)
        hill = 1.0 + k.walk_up[j] * up + k.walk_down[j] * down
        walk = pace * k.walk[j] * min(max(hill, k.grade_floor), k.grade_ceiling)
        load = 1.0 + k.support[j] * supported + k.inertia[j]
        peak[j] *= ((1.0 - walking) * run + walking * walk) * load
        over[j] = peak[j] / k.limit[j]
    for _ in range(k.cap_doublings):
        for j in range(N_LOBES):
            over[j] *= over[j]
    for j in range(N_LOBES):
        over[j] += 1.0
    for _ in range(k.cap_doublings):
        for j in range(N_LOBES):
            over[j] = math.sqrt(over[j])
    for j in range(N_LOBES):
        peak[j] /= over[j]


@_inlined
def _work(
    speed: float,
    grade: float,
    climb: float,
    walking: float,
    k: Flat,
    positive: Floats,
    negative: Floats,
    lengthening: Floats,
) -> None:
    """Work per step into `positive` and `negative`, its fibres' lengthening into `lengthening`."""
    log_v = math.log(min(max(speed, k.work_slowest), k.fastest_m_s) / k.reference_speed)
    gentle = k.mass_ratio * (1.0 - (1.0 - k.walk_work) * walking)
    total_positive = total_negative = can_fall_positive = can_fall_negative = 0.0
    for m in range(N_MUSCLES):
        positive[m] = gentle * k.work_positive[m] * math.exp(k.work_positive_exponent[m] * log_v)
        negative[m] = gentle * k.work_negative[m] * math.exp(k.work_negative_exponent[m] * log_v)
    for m in range(N_MUSCLES):
        total_positive += positive[m]
        total_negative += negative[m]
        can_fall_positive += positive[m] * k.propels[m]
        can_fall_negative += negative[m] * k.absorbs[m]
    balance = math.sqrt(total_negative / total_positive)
    can_fall_positive *= balance
    can_fall_negative /= balance

    lift = k.gravity * k.mass_ratio * climb
    up, down = max(lift, 0.0), max(-lift, 0.0)
    cut_negative = min((1.0 - k.climb_positive) * up, k.most_cut * can_fall_negative)
    cut_positive = min((1.0 - k.descent_negative) * down, k.most_cut * can_fall_positive)
    add_positive, add_negative = (
        up - cut_negative - cut_positive,
        down - cut_positive - cut_negative,
    )
    more_positive, more_negative = max(add_positive, 0.0), max(add_negative, 0.0)
    less_positive = min(add_positive, 0.0) / can_fall_positive
    less_negative = min(add_negative, 0.0) / can_fall_negative

    steep = min(max(-grade / k.downhill_full, 0.0), 1.0)
    stretch = math.exp(k.hamstring_exponent * log_v)
    for m in range(N_MUSCLES):
        part = positive[m] * balance
        positive[m] = part * (1.0 + k.propels[m] * less_positive) + more_positive * k.climb_share[m]
        part = negative[m] / balance
        negative[m] = (
            part * (1.0 + k.absorbs[m] * less_negative) + more_negative * k.descent_share[m]
        )
        share = k.fibre_level[m] + (k.fibre_downhill[m] - k.fibre_level[m]) * steep
        stretched = min(share * stretch, k.most_lengthened)
        lengthening[m] = negative[m] * (k.hamstring[m] * stretched + (1.0 - k.hamstring[m]) * share)


@_inlined
def _level_speed(speed: float, grade: float, k: Flat) -> float:
    i = min(max(grade, -k.cost_limit), k.cost_limit)
    ratio = 0.0
    for n in range(k.cost.size):
        ratio = ratio * i + k.cost[n]
    return max(speed * ratio * k.mass_ratio, k.slowest_level)


@_inlined
def _log_forces(window: Floats, k: Flat, level: Floats) -> None:
    """Log of the higher mean force of both lobes of each muscle into `level`."""
    for m in range(N_MUSCLES):
        stance = window[CUBE + m] / max(k.effective[m] * window[STANCE], 1e-12)
        j = N_MUSCLES + m
        swing = window[CUBE + j] / max(k.effective[j] * window[SWING], 1e-12)
        level[m] = math.log(max(k.relative[m] * np.cbrt(max(stance, swing)), 1e-6))


@_inlined
def _close(
    window: Floats, before: float, count: int, k: Flat, blocks: Floats, levels: Floats
) -> int:
    """Add a full window to the open block or open another; the number of blocks so far.

    `before` is the gap between the window and the one before it; `levels` holds the forces of the
    open block's first window, then scratch.
    """
    _log_forces(window, k, levels[1])
    apart = 0.0
    for m in range(N_MUSCLES):
        apart += abs(levels[1, m] - levels[0, m])
    fits = (
        count > 0
        and before <= k.gap_s
        and blocks[count - 1, BIN] == window[BIN]
        and blocks[count - 1, LASTS] + window[LASTS] <= k.longest_s + k.slack_s
        and apart / N_MUSCLES <= k.alike
    )
    if fits:
        for n in range(LASTS, BLOCK):
            if n != BIN:
                blocks[count - 1, n] += window[n]
        return count
    blocks[count] = window
    levels[0] = levels[1]
    return count + 1


def _add_up(
    time_s: Floats,
    dt_s: Floats,
    speed_m_s: Floats,
    grades: Floats,
    grade_sd: Floats,
    cadence_spm: Floats,
    contact_s: Floats,
    lap: NDArray[np.int64],
    laps: int,
    k: Flat,
) -> tuple[Floats, Floats, Floats, Floats, Floats, Floats]:
    n = time_s.size
    causes, work, shares = np.zeros((8, N_LOBES)), np.zeros((4, N_LOBES)), np.zeros(5)
    by_lap, highest = np.zeros((laps, N_LOBES)), np.empty((N_MUSCLES, n))
    blocks = np.empty((n + 1, BLOCK))
    window, levels = np.zeros(BLOCK), np.zeros((2, N_MUSCLES))
    shape, row, cube, stressed = (
        np.zeros(N_SHAPES),
        np.zeros(N_LOBES),
        np.zeros(N_LOBES),
        np.zeros(N_LOBES),
    )
    peak = np.zeros(N_LOBES)
    positive, negative = np.zeros(N_MUSCLES), np.zeros(N_MUSCLES)
    lengthening, eccentric = np.zeros(N_MUSCLES), np.zeros(N_MUSCLES)
    factor = np.zeros(8)
    kept, count = 0, 0
    cell, end = 0.0, 0.0
    window_end, before = 0.0, 0.0
    for i in range(n):
        seconds, speed = dt_s[i], speed_m_s[i]
        if not (seconds > 0.0 and math.isfinite(speed) and speed >= k.standing_m_s):
            continue
        speed = min(speed, k.fastest_m_s)
        known = math.isfinite(grades[i])
        grade = grades[i] if known else 0.0
        slope = math.atan(grade)
        degrees = math.degrees(slope)

        # The step.
        usual = _preferred_cadence(speed, grade, _walking_share(speed, math.nan, k), k)
        cadence = cadence_spm[i] / k.minute_s
        if not (cadence > k.cadence_low * usual and cadence < k.cadence_high * usual):
            cadence = math.nan
        counted = math.isfinite(cadence)
        walking = _walking_share(speed, cadence, k)
        preferred = _preferred_cadence(speed, grade, walking, k)
        if not counted:
            cadence = preferred
        log_rate = math.log(cadence / preferred)
        modelled = _contact(speed, cadence, log_rate, walking, k)
        contact = contact_s[i] if math.isfinite(contact_s[i]) else modelled
        contact = min(max(contact, k.contact_least * modelled), k.contact_most * modelled)
        swing = max(2.0 / cadence - contact, k.shortest_swing)
        steps = cadence * seconds

        supported = k.mass_ratio * modelled / contact - 1.0
        _peaks(speed, degrees, log_rate, supported, walking, k, shape, peak, row)
        climb = speed * math.sin(slope) / cadence
        _work(speed, grade, climb, walking, k, positive, negative, lengthening)

        # A new window or block?
        start = time_s[i] - seconds
        if kept == 0 or math.floor(start / k.window_s) != cell or start - end > k.gap_s:
            if kept > 0:
                count = _close(window, before, count, k, blocks, levels)
                window_end = window[START] + window[LASTS]
            before = start - window_end
            window[:] = 0.0
            window[START] = start
            cell = math.floor(start / k.window_s)
        end = start + seconds

        # What it all adds up to.
        hard = grade <= k.downhill or k.loaded
        kind = 2.0 if speed >= k.sprint else (1.0 if hard else 0.0)
        window[LASTS] += seconds
        window[STANCE] += contact * steps
        window[SWING] += swing * steps
        window[SPEED] += _level_speed(speed, grade, k) * seconds
        window[STEPS] += steps
        window[BIN] = max(window[BIN], kind)

        steep, fast = abs(grade) > k.wide_grade, speed > k.wide_speed
        shares[SECONDS] += seconds
        shares[NO_GRADE_S] += 0.0 if known else seconds
        shares[NO_CADENCE_S] += 0.0 if counted else seconds
        shares[STEEP] += 1.0 if steep else 0.0
        shares[FAST] += 1.0 if fast else 0.0
        log_v = abs(math.log(max(speed, k.spread_slowest) / k.reference_speed))
        factor[ALL] = 1.0
        factor[LOG_SPEED] = log_v * (k.wide if fast else 1.0)
        factor[DEGREES] = abs(degrees) * (k.wide if steep else 1.0)
        noise = grade_sd[i] if math.isfinite(grade_sd[i]) else 0.0
        factor[GRADE_BIAS] = k.noise_share * noise if known else k.unknown_grade
        factor[NO_CADENCE] = 0.0 if counted else 1.0
        factor[LOG_CADENCE] = abs(log_rate)
        factor[WALKING] = walking

        for m in range(N_MUSCLES):
            highest[m, kept] = max(peak[m], peak[N_MUSCLES + m])
            fibres = positive[m] * k.fibre_positive[m] + lengthening[m]
            eccentric[m] = lengthening[m] / max(fibres, 1e-12)
            work[POSITIVE, m] += steps * positive[m]
            work[NEGATIVE, m] += steps * negative[m]
            work[FIBRE_NEGATIVE, m] += steps * lengthening[m]
        for lobe in range(2):
            time = (contact if lobe == 0 else swing) * steps
            for m in range(N_MUSCLES):
                j = lobe * N_MUSCLES + m
                row[j] = peak[j] * k.effective[j] * time
                cube[j] = row[j] * peak[j] * peak[j]
                stressed[j] = eccentric[m] * cube[j]
        for j in range(N_LOBES):
            causes[IMPULSE, j] += row[j]
            window[CUBE + j] += cube[j]
            window[LENGTHENED + j] += stressed[j]
        for f in range(IMPULSE):
            for j in range(N_LOBES):
                causes[f, j] += factor[f] * cube[j]
        if k.stress_exponent != 3.0:
            for j in range(N_LOBES):
                if peak[j] > 0.0:
                    stressed[j] *= peak[j] ** (k.stress_exponent - 3.0)
        for j in range(N_LOBES):
            work[DOSE, j] += stressed[j]
        if laps > 0:
            for j in range(N_LOBES):
                by_lap[lap[i], j] += cube[j]
        kept += 1
    if kept > 0:
        count = _close(window, before, count, k, blocks, levels)
    return causes, work, shares, by_lap, blocks[:count].copy(), highest[:, :kept]


_compiled, CACHED = _cached(_add_up)


def add_up(run: Run, k: Flat) -> Sums:
    """The sums of one run; other threads may run meanwhile."""
    starts = np.array([lap.start_s for lap in run.laps])
    lap = np.clip(np.searchsorted(starts, run.time_s, side="left") - 1, 0, None)
    columns = (
        run.time_s, run.dt_s, run.speed_m_s, run.grade, run.grade_sd,
        run.cadence_spm, run.contact_time_s,
    )  # fmt: skip
    arrays = [np.ascontiguousarray(column, dtype=np.float64) for column in columns]
    return Sums(*_compiled(*arrays, lap.astype(np.int64), len(run.laps), k))
