"""One pass over the samples of a run, keeping sums instead of arrays.

Load is conserved in one currency, cube = peak^3 x effective time x steps, so easy kilometres,
blocks, damage and the weights of the intervals are all sums of it.
"""

from __future__ import annotations

import math
from contextlib import suppress
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from myostride import compiled
from myostride.activity.run import Run
from myostride.compiled import entry
from myostride.gait.kernel.closing import close
from myostride.gait.kernel.flat import Flat, flat
from myostride.gait.kernel.loads import loads
from myostride.gait.kernel.rows import (
    BEGIN,
    BIN,
    BLOCK,
    CADENCE,
    CHUNK,
    CONTACT,
    CUBE,
    GRADE_BIAS,
    KIND,
    LASTS,
    N_LOBES,
    N_MUSCLES,
    NO_GRADE_S,
    ROWS,
    RUNS,
    SLOPE,
    SPACE,
    START,
    TIME,
)
from myostride.gait.kernel.step import cadences, doubts, slope, step
from myostride.runner import Body, Carried

Floats = NDArray[np.float64]

__all__ = ["Sums", "add_up", "kept", "warm_up"]


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
    rows, space, laps_of = (
        np.zeros((ROWS, CHUNK)),
        np.zeros((SPACE, CHUNK)),
        np.zeros(CHUNK, np.int64),
    )
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
        cadences(rows, n, k)
        step(rows, n, k)
        slope(rows, n, k)
        doubts(rows, n, k, shares)
        loads(rows, n, k, space, causes, work, highest[:, done : done + n])
        for i in range(n):
            start = rows[BEGIN, i]
            opened = done + i == 0
            if (
                opened
                or math.floor(start / k.window_s) != cell
                or start - end > k.gap_s + k.slack_s
            ):
                if not opened:
                    count = close(window, before, count, k, blocks, levels)
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
        count = close(window, before, count, k, blocks, levels)
    return causes, work, shares, by_lap, blocks[:count].copy(), highest[:, :done]


_pass = entry(_add_up, __file__)


def kept() -> bool:
    """True where the machine code lies on disk, to be fetched and not made."""
    return compiled.kept(_pass, __file__)


def warm_up() -> None:
    """Fetch the machine code, or make it and keep it."""
    none = np.zeros(0)
    # Where the disk is full or the folder gone, what was made serves this process all the same.
    with suppress(OSError):
        _pass(*[none] * 7, np.zeros(0, dtype=np.int64), 0, flat(Body(), Carried()))


def add_up(run: Run, k: Flat) -> Sums:
    """The sums of one run; other threads may run meanwhile."""
    starts = np.array([lap.start_s for lap in run.laps])
    lap = np.clip(np.searchsorted(starts, run.time_s, side="left") - 1, 0, None)
    columns = (
        run.time_s, run.dt_s, run.speed_m_s, run.grade, run.grade_sd,
        run.cadence_spm, run.contact_time_s,
    )  # fmt: skip
    arrays = [np.ascontiguousarray(column, dtype=np.float64) for column in columns]
    return Sums(*_pass(*arrays, lap.astype(np.int64), len(run.laps), k))
