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
(START, LASTS, STEPS, STANCE, SWING, SPEED, BIN, CUBE, LENGTHENED) = (0, 1, 2, 3, 4, 5, 6, 7, 27)
BLOCK = 47

# Samples are worked in chunks that stay in the processor's cache, a row for each quantity: the
# causes of intervals under their names above, the entries of windows, then the rest.
CHUNK = 128
(BEGIN, TIME, STEP, STANCE_TIME, SWING_TIME, LEVEL, KIND) = range(8, 15)
(RUNS, SLOPE, CADENCE, CONTACT, MODELLED, LOG_RATE, SUPPORTED, DEGREE) = range(15, 23)
(LOG_SHAPE, LOG_WORK, PACE, GENTLE, LIFT, STEEPNESS, STRETCH) = range(23, 30)
ROWS = 30

_OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy"}
# Sums in any order, and no NaN: what lets a loop over samples be vectorised.
_LOOPS = {"contract", "reassoc", "nnan", "nsz", "arcp"}


def _inlined(function: F) -> F:
    """Compiled as part of whatever calls it; values may be NaN."""
    return njit(forceinline=True, **_OPTIONS)(function)  # type: ignore[no-any-return]


def _loop(function: F) -> F:
    """The same for loops over samples in which nothing is NaN."""
    return njit(forceinline=True, fastmath=_LOOPS, **_OPTIONS)(function)  # type: ignore[no-any-return]


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
def _walking_share(speed: float, shift: float, k: Flat) -> float:
    return 1.0 / (1.0 + math.exp((speed - k.walk_run_speed + shift) / k.walk_run_width))


@_inlined
def _preferred_cadence(speed: float, grade: float, walking: float, k: Flat) -> float:
    running = k.run_cadence_0 + k.run_cadence_1 * speed + k.run_cadence_2 * speed * speed
    walked = k.walked_cadence_0 + k.walked_cadence_1 * speed
    level = walking * walked + (1.0 - walking) * running
    return level * (1.0 + k.cadence_uphill * max(grade, 0.0))


@_loop
def _exp(x: float) -> float:
    """e^x by a short series of x / 256, squared eight times; to 1e-12 where |x| is below 8.

    The library's is a call, which would keep the loops that need most of them from being
    vectorised. Squares are taken of e^x - 1, which loses no digits near 0.
    """
    r = x / 256.0
    y = r * (1.0 + r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r / 720)))))
    for _ in range(8):
        y *= 2.0 + y
    return 1.0 + y


@_loop
def _shapes(rows: Floats, n: int, k: Flat, shapes: Floats) -> None:
    """Speed shapes of n samples, (6, n)."""
    for s in range(N_SHAPES):
        b1, b2, beyond = k.shape_b1[s], k.shape_b2[s], k.shape_beyond[s]
        for i in range(n):
            log_v = rows[LOG_SHAPE, i]
            inside, above = min(log_v, k.shape_top), max(log_v - k.shape_top, 0.0)
            shapes[s, i] = _exp(inside * (b1 + b2 * inside) + beyond * above)


@_loop
def _peak(j: int, rows: Floats, n: int, k: Flat, shape: Floats, peak: Floats, over: Floats) -> None:
    """Peak force of lobe j in n samples; `over` is scratch."""
    cadence, walked, support = k.cadence[j], k.walk[j], k.support[j]
    up, down, walk_up, walk_down = k.up[j], k.down[j], k.walk_up[j], k.walk_down[j]
    whole, carried, limit = k.peak[j], 1.0 + k.inertia[j], 1.0 / k.limit[j]
    for i in range(n):
        rise, fall = max(rows[DEGREE, i], 0.0), max(-rows[DEGREE, i], 0.0)
        hill = min(max(1.0 + up * rise + down * fall, k.grade_floor), k.grade_ceiling)
        slow = min(max(1.0 + walk_up * rise + walk_down * fall, k.grade_floor), k.grade_ceiling)
        share = rows[WALKING, i]
        shaped = (1.0 - share) * shape[i] * hill + share * rows[PACE, i] * walked * slow
        load = carried + support * rows[SUPPORTED, i]
        peak[i] = whole * shaped * load * _exp(cadence * rows[LOG_RATE, i])
        over[i] = peak[i] * limit
    for _ in range(k.cap_doublings):
        for i in range(n):
            over[i] *= over[i]
    for i in range(n):
        over[i] += 1.0
    for _ in range(k.cap_doublings):
        for i in range(n):
            over[i] = math.sqrt(over[i])
    for i in range(n):
        peak[i] /= over[i]


@_loop
def _level_work(rows: Floats, n: int, k: Flat, work: Floats, sums: Floats) -> None:
    """Level work of n samples into `work` (20, n): positive, then negative, balanced.

    `sums` (4, n): what of positive and of negative work a slope can take off, then scratch.
    """
    sums[:, :n] = 0.0
    for m in range(N_MUSCLES):
        for i in range(n):
            log_v = rows[LOG_WORK, i]
            positive = k.work_positive[m] * _exp(k.work_positive_exponent[m] * log_v)
            negative = k.work_negative[m] * _exp(k.work_negative_exponent[m] * log_v)
            work[m, i], work[N_MUSCLES + m, i] = positive, negative
            sums[0, i] += positive * k.propels[m]
            sums[1, i] += negative * k.absorbs[m]
            sums[2, i] += positive
            sums[3, i] += negative
    for i in range(n):
        balance = math.sqrt(sums[3, i] / sums[2, i])
        sums[2, i] = rows[GENTLE, i] * balance
        sums[3, i] = rows[GENTLE, i] / balance
        sums[0, i] *= sums[2, i]
        sums[1, i] *= sums[3, i]
    for m in range(N_MUSCLES):
        for i in range(n):
            work[m, i] *= sums[2, i]
            work[N_MUSCLES + m, i] *= sums[3, i]


@_loop
def _grade_work(rows: Floats, n: int, k: Flat, work: Floats, sums: Floats) -> None:
    """The slope's share added to the level work; what is added or taken off goes into `sums`."""
    for i in range(n):
        up, down = max(rows[LIFT, i], 0.0), max(-rows[LIFT, i], 0.0)
        cut_negative = min((1.0 - k.climb_positive) * up, k.most_cut * sums[1, i])
        cut_positive = min((1.0 - k.descent_negative) * down, k.most_cut * sums[0, i])
        add_positive = up - cut_negative - cut_positive
        add_negative = down - cut_positive - cut_negative
        sums[2, i], sums[3, i] = max(add_positive, 0.0), max(add_negative, 0.0)
        sums[0, i] = min(add_positive, 0.0) / sums[0, i]
        sums[1, i] = min(add_negative, 0.0) / sums[1, i]
    for m in range(N_MUSCLES):
        j = N_MUSCLES + m
        propels, climbs, absorbs, brakes = (
            k.propels[m], k.climb_share[m], k.absorbs[m], k.descent_share[m]
        )  # fmt: skip
        for i in range(n):
            work[m, i] = work[m, i] * (1.0 + propels * sums[0, i]) + climbs * sums[2, i]
            work[j, i] = work[j, i] * (1.0 + absorbs * sums[1, i]) + brakes * sums[3, i]


@_loop
def _fibres(
    m: int, rows: Floats, n: int, k: Flat, work: Floats, total: Floats, out: Floats
) -> None:
    """Work of muscle m added to `total` (4, 20); its fibres' lengthening share into `out`."""
    level, steeper = k.fibre_level[m], k.fibre_downhill[m] - k.fibre_level[m]
    hamstring, shortens = k.hamstring[m], k.fibre_positive[m]
    positive = negative = stretched = 0.0
    for i in range(n):
        share = level + steeper * rows[STEEPNESS, i]
        quick = min(share * rows[STRETCH, i], k.most_lengthened)
        lengthening = work[N_MUSCLES + m, i] * (hamstring * quick + (1.0 - hamstring) * share)
        out[i] = lengthening / max(work[m, i] * shortens + lengthening, 1e-12)
        positive += rows[STEP, i] * work[m, i]
        negative += rows[STEP, i] * work[N_MUSCLES + m, i]
        stretched += rows[STEP, i] * lengthening
    total[POSITIVE, m] += positive
    total[NEGATIVE, m] += negative
    total[FIBRE_NEGATIVE, m] += stretched


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
        and before <= k.gap_s + k.slack_s
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


# The loops of `_cadences` and `_step` are many and short on purpose: one long loop would wait for
# each logarithm and exponential of a sample in turn.


@_inlined
def _cadences(rows: Floats, n: int, k: Flat) -> None:
    """Cadence where it is plausible, else the preferred one, and what it says of walking."""
    for i in range(n):
        speed = rows[RUNS, i]
        usual = _preferred_cadence(speed, rows[SLOPE, i], _walking_share(speed, 0.0, k), k)
        cadence = rows[CADENCE, i]
        counted = cadence > k.cadence_low * usual and cadence < k.cadence_high * usual
        rows[NO_CADENCE, i] = 0.0 if counted else 1.0
        rows[CADENCE, i] = cadence if counted else k.walk_cadence
    for i in range(n):
        quick = (rows[CADENCE, i] - k.walk_cadence) / k.walk_cadence_width
        rows[LOG_RATE, i] = k.walk_cadence_shift * math.tanh(quick)
    for i in range(n):
        rows[WALKING, i] = _walking_share(rows[RUNS, i], rows[LOG_RATE, i], k)
    for i in range(n):
        preferred = _preferred_cadence(rows[RUNS, i], rows[SLOPE, i], rows[WALKING, i], k)
        if rows[NO_CADENCE, i] > 0.0:
            rows[CADENCE, i] = preferred
        rows[LOG_RATE, i] = math.log(rows[CADENCE, i] / preferred)


@_inlined
def _step(rows: Floats, n: int, k: Flat) -> None:
    """How the ground is met, and the powers and logarithms that all muscles share."""
    for i in range(n):
        rows[MODELLED, i] = k.contact_scale * -math.expm1(-rows[RUNS, i] / k.contact_speed)
    for i in range(n):
        rows[MODELLED, i] *= math.exp(k.contact_exponent * rows[LOG_RATE, i]) / rows[RUNS, i]
    for i in range(n):
        rows[LOG_SHAPE, i] = math.log(rows[RUNS, i] / k.reference_speed)
    for i in range(n):
        rows[DEGREE, i] = math.degrees(math.atan(rows[SLOPE, i]))
    for i in range(n):
        rows[PACE, i] = math.exp(k.walk_exponent * (rows[LOG_SHAPE, i] - k.walk_speed))
    for i in range(n):
        rows[LOG_WORK, i] = max(rows[LOG_SHAPE, i], k.work_slowest)
        rows[STRETCH, i] = math.exp(k.hamstring_exponent * rows[LOG_WORK, i])
    for i in range(n):
        walking, cadence = rows[WALKING, i], rows[CADENCE, i]
        modelled = walking * k.walk_duty * 2.0 / cadence + (1.0 - walking) * rows[MODELLED, i]
        contact = rows[CONTACT, i] if math.isfinite(rows[CONTACT, i]) else modelled
        contact = min(max(contact, k.contact_least * modelled), k.contact_most * modelled)
        steps = cadence * rows[TIME, i]
        rows[STEP, i] = steps
        rows[STANCE_TIME, i] = contact * steps
        rows[SWING_TIME, i] = max(2.0 / cadence - contact, k.shortest_swing) * steps
        rows[SUPPORTED, i] = k.mass_ratio * modelled / contact - 1.0
        rows[GENTLE, i] = k.mass_ratio * (1.0 - (1.0 - k.walk_work) * walking)


@_inlined
def _slope(rows: Floats, n: int, k: Flat) -> None:
    """What follows from speed and grade alone."""
    for i in range(n):
        speed, grade = rows[RUNS, i], rows[SLOPE, i]
        sine = grade / math.sqrt(1.0 + grade * grade)
        rows[LIFT, i] = k.gravity * k.mass_ratio * speed * sine / rows[CADENCE, i]
        rows[STEEPNESS, i] = min(max(-grade / k.downhill_full, 0.0), 1.0)
        rows[LEVEL, i] = _level_speed(speed, grade, k) * rows[TIME, i]
        hard = grade <= k.downhill or k.loaded
        rows[KIND, i] = 2.0 if speed >= k.sprint else (1.0 if hard else 0.0)


@_inlined
def _doubts(rows: Floats, n: int, k: Flat, shares: Floats) -> None:
    """What the intervals depend on, and how much of the run is unknown or extrapolated."""
    for i in range(n):
        steep, fast = abs(rows[SLOPE, i]) > k.wide_grade, rows[RUNS, i] > k.wide_speed
        rows[ALL, i] = 1.0
        rows[LOG_SPEED, i] = abs(rows[LOG_SHAPE, i]) * (k.wide if fast else 1.0)
        rows[LOG_SHAPE, i] = max(rows[LOG_SHAPE, i], k.shape_slowest)
        rows[DEGREES, i] = abs(rows[DEGREE, i]) * (k.wide if steep else 1.0)
        rows[LOG_CADENCE, i] = abs(rows[LOG_RATE, i])
        shares[SECONDS] += rows[TIME, i]
        shares[NO_CADENCE_S] += rows[NO_CADENCE, i] * rows[TIME, i]
        shares[STEEP] += 1.0 if steep else 0.0
        shares[FAST] += 1.0 if fast else 0.0


@_loop
def _loads(
    rows: Floats, n: int, k: Flat, space: Floats, causes: Floats, work: Floats, highest: Floats
) -> None:
    """The loads of n samples: cubes and cubes lengthened into rows 0 to 39 of `space`."""
    cubes, lengthened = space[:N_LOBES], space[N_LOBES : 2 * N_LOBES]
    shapes, sums = space[40:46], space[46:50]
    eccentric, peak, over = space[50], space[51], space[52]
    # Work first: its rows are where the cubes come to lie.
    _level_work(rows, n, k, cubes, sums)
    _grade_work(rows, n, k, cubes, sums)
    for m in range(N_MUSCLES):
        _fibres(m, rows, n, k, cubes, work, lengthened[m])
    _shapes(rows, n, k, shapes)
    for j in range(N_LOBES - 1, -1, -1):
        m, phase = j % N_MUSCLES, STANCE_TIME if j < N_MUSCLES else SWING_TIME
        for i in range(n):
            eccentric[i] = lengthened[m, i]
        if k.peak[j] == 0.0:
            for i in range(n):
                peak[i] = 0.0
        else:
            _peak(j, rows, n, k, shapes[k.shape[j]], peak, over)
        impulse = 0.0
        for i in range(n):
            force_time = peak[i] * k.effective[j] * rows[phase, i]
            impulse += force_time
            cubes[j, i] = force_time * peak[i] * peak[i]
            lengthened[j, i] = eccentric[i] * cubes[j, i]
            highest[m, i] = peak[i] if j >= N_MUSCLES else max(highest[m, i], peak[i])
        causes[IMPULSE, j] += impulse
        work[DOSE, j] += _stressed(lengthened[j], peak, n, k)
        for f in range(IMPULSE):
            weighted = 0.0
            for i in range(n):
                weighted += rows[f, i] * cubes[j, i]
            causes[f, j] += weighted


@_loop
def _stressed(lengthened: Floats, peak: Floats, n: int, k: Flat) -> float:
    """Sum of lengthened cubes, or of another power where damage asks for one."""
    dose = 0.0
    if k.stress_exponent == 3.0:
        for i in range(n):
            dose += lengthened[i]
    else:
        for i in range(n):
            if peak[i] > 0.0:
                dose += lengthened[i] * peak[i] ** (k.stress_exponent - 3.0)
    return dose


def _add_up(
    time_s: Floats,
    dt_s: Floats,
    speed_m_s: Floats,
    grade: Floats,
    grade_sd: Floats,
    cadence_spm: Floats,
    contact_s: Floats,
    lap: NDArray[np.int64],
    laps: int,
    k: Flat,
) -> tuple[Floats, Floats, Floats, Floats, Floats, Floats]:
    causes, work, shares = np.zeros((8, N_LOBES)), np.zeros((4, N_LOBES)), np.zeros(5)
    by_lap, highest = np.zeros((laps, N_LOBES)), np.empty((N_MUSCLES, time_s.size))
    blocks = np.empty((time_s.size + 1, BLOCK))
    rows, space, laps_of = np.zeros((ROWS, CHUNK)), np.zeros((53, CHUNK)), np.zeros(CHUNK, np.int64)
    window, levels = np.zeros(BLOCK), np.zeros((2, N_MUSCLES))
    # Where merging stands: cell of 20 s, end of the last sample and of the last window, the gap
    # before the open window, blocks so far.
    cell, end, last, before, count = -1.0, 0.0, 0.0, 0.0, 0
    done = read = 0
    while read < time_s.size:
        n = 0
        while read < time_s.size and n < CHUNK:
            i, read = read, read + 1
            if dt_s[i] > 0.0 and math.isfinite(speed_m_s[i]) and speed_m_s[i] >= k.standing_m_s:
                known = math.isfinite(grade[i])
                noise = grade_sd[i] if math.isfinite(grade_sd[i]) else 0.0
                rows[BEGIN, n] = time_s[i] - dt_s[i]
                rows[TIME, n] = dt_s[i]
                rows[RUNS, n] = min(speed_m_s[i], k.fastest_m_s)
                rows[SLOPE, n] = grade[i] if known else 0.0
                rows[GRADE_BIAS, n] = k.noise_share * noise if known else k.unknown_grade
                rows[CADENCE, n] = cadence_spm[i] / k.minute_s
                rows[CONTACT, n] = contact_s[i]
                shares[NO_GRADE_S] += 0.0 if known else dt_s[i]
                laps_of[n] = lap[i]
                n += 1
        _cadences(rows, n, k)
        _step(rows, n, k)
        _slope(rows, n, k)
        _doubts(rows, n, k, shares)
        _loads(rows, n, k, space, causes, work, highest[:, done : done + n])
        for i in range(n):
            start = rows[BEGIN, i]
            opened = done + i == 0
            if (
                opened
                or math.floor(start / k.window_s) != cell
                or start - end > k.gap_s + k.slack_s
            ):
                if not opened:
                    count = _close(window, before, count, k, blocks, levels)
                    last = window[START] + window[LASTS]
                before = start - last
                window[:] = 0.0
                window[START] = start
                cell = math.floor(start / k.window_s)
            end = start + rows[TIME, i]
            for w in range(LASTS, BIN):
                window[w] += rows[BEGIN + w, i]
            window[BIN] = max(window[BIN], rows[KIND, i])
            for j in range(2 * N_LOBES):
                window[CUBE + j] += space[j, i]
            if laps > 0:
                for j in range(N_LOBES):
                    by_lap[laps_of[i], j] += space[j, i]
        done += n
    if done > 0:
        count = _close(window, before, count, k, blocks, levels)
    return causes, work, shares, by_lap, blocks[:count].copy(), highest[:, :done]


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
