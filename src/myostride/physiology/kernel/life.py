"""The compiled loop over lanes, muscles and stretches of days."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from myostride import compiled
from myostride.physiology.kernel.days import aim, live, remember, set_step
from myostride.physiology.kernel.rows import (
    BED,
    BRACE,
    CK_D,
    CK_EARLY,
    CLAIMED,
    DAMAGE,
    DRIVEN,
    ENDURANCE,
    FATIGUE,
    FOOD_GATE,
    INFLAMMATION_LATE,
    LANES,
    LEAKED,
    QUALITY,
    SCRATCH,
    SIGMA_REF,
    SIGNAL_D,
    SIZE,
    TARGET_LOAD,
    USED,
    lanes,
)
from myostride.physiology.kernel.session import Sessions, undergo

Floats = NDArray[np.float64]

__all__ = ["Stretches", "kept", "through"]


class Stretches(NamedTuple):
    """Stretches of days in order, (stretch,) each.

    dt_d, steps : equal steps of the stretch. walked : steps on foot that day, and guessed : those
    of them that nobody stated. habit : entry of habits. condition : see `rows`. first, last :
    sessions (indices into `done`) at its end.
    report : row of the reported moment at its end, -1 for none.
    done : (session done,) which of the distinct sessions.
    """

    dt_d: Floats
    steps: NDArray[np.int64]
    walked: Floats
    guessed: Floats
    habit: NDArray[np.int64]
    condition: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    report: NDArray[np.int64]
    done: NDArray[np.int64]


@lanes
def _fetch(w: Floats, row: int, columns: Floats, begin: int) -> None:
    """Rows (row, draw) into scratch; lanes beyond the last draw repeat it."""
    last = columns.shape[1] - 1
    for r in range(columns.shape[0]):
        for i in range(LANES):
            w[row + r * LANES + i] = columns[r, min(begin + i, last)]


@lanes
def _store(w: Floats, row: int, columns: Floats, begin: int) -> None:
    """Rows of scratch back into (row, draw)."""
    n = min(LANES, columns.shape[1] - begin)
    for r in range(columns.shape[0]):
        for i in range(n):
            columns[r, begin + i] = w[row + r * LANES + i]


@lanes
def _observe(w: Floats, seen: Floats, base: Floats, strong: Floats, begin: int) -> None:
    n = min(LANES, base.size - begin)
    for i in range(n):
        d = begin + i
        seen[0, d] = 100.0 * (w[SIZE + i] / base[d] - 1.0)
        seen[1, d] = w[SIZE + i] * w[QUALITY + i] / strong[d]
        seen[2, d] = w[DAMAGE + i]
        seen[3, d] = w[FATIGUE + i]
        seen[4, d] = w[INFLAMMATION_LATE + i]


@lanes
def _blood(w: Floats, t: Stretches, k: Sessions, leaked: Floats, blood: Floats, begin: int) -> None:
    """Creatine kinase through the stretches, once all muscles have leaked."""
    n = min(LANES, blood.shape[1] - begin)
    for i in range(n):
        tau, early, late = w[CK_D + i], w[CK_EARLY + i], w[CK_EARLY + LANES + i]
        for s in range(t.dt_d.size):
            past = t.steps[s] * t.dt_d[s] / tau
            left = math.exp(-past)
            late = left * (late + early * past)
            early *= left
            for done in range(t.first[s], t.last[s]):
                ago = k.half_length_d[t.done[done]] / tau
                early += math.exp(-ago) * leaked[done, i]
                late += math.exp(-ago) * ago * leaked[done, i]
            if t.report[s] >= 0:
                blood[t.report[s], begin + i] = late
        w[CK_EARLY + i], w[CK_EARLY + LANES + i] = early, late


@lanes
def _muscle(
    w: Floats, m: int, braced: bool, share: float, food: Floats, t: Stretches, k: Sessions,
    leaked: Floats, seen: Floats, base: Floats, strong: Floats, collecting: bool, begin: int,
) -> None:  # fmt: skip
    """One muscle of the lanes through all stretches."""
    since, dt_before, habit_before, kind_before = 0.0, -1.0, -1, -1
    walked_before, guessed_before = -1.0, -1.0
    for s in range(t.dt_d.size):
        steps, dt_d, kind = t.steps[s], t.dt_d[s], t.condition[s]
        if t.habit[s] != habit_before:
            habit_before = t.habit[s]
            _fetch(w, FOOD_GATE, food[habit_before], begin)
        if steps > 0:
            if dt_d != dt_before:
                dt_before = dt_d
                set_step(w, dt_d)
            if (
                t.walked[s] != walked_before
                or t.guessed[s] != guessed_before
                or kind != kind_before
            ):
                walked_before, guessed_before, kind_before = t.walked[s], t.guessed[s], kind
                aim(w, walked_before, guessed_before)
                if kind == BED or (kind == BRACE and braced):
                    for i in range(LANES):
                        w[TARGET_LOAD + i] = 0.0
            live(w, steps, dt_d, kind == BRACE and braced, collecting)
            since += steps * dt_d
        for done in range(t.first[s], t.last[s]):
            if since > 0.0:
                remember(w, since)
                since = 0.0
            undergo(w, m, t.done[done], begin, k)
            for i in range(LANES):
                leaked[done, i] += share * w[LEAKED + i]
                w[ENDURANCE + i] += k.met_hours[t.done[done]]
        if t.report[s] >= 0:
            _observe(w, seen[t.report[s], :, m], base, strong, begin)
    if since > 0.0:
        remember(w, since)


def _through(
    state: Floats,
    body: Floats,
    p: Floats,
    own: Floats,
    food: Floats,
    braced: NDArray[np.bool_],
    volume_share: Floats,
    base: Floats,
    strong: Floats,
    t: Stretches,
    k: Sessions,
    seen: Floats,
    blood: Floats,
    collected: Floats,
    begin: int,
    end: int,
) -> None:
    """Draws `begin` to `end` through the stretches, in place.

    Parameters
    ----------
    state, body
        (muscle, 21, draw) and (3, draw): where they stand; moved on.
    p, own, food
        (parameter, draw), (muscle, 5, draw), (habit, 4, draw).
    base, strong
        (muscle, draw): what growth and strength are relative to.
    seen, blood
        (time, 5, muscle, draw) and (time, draw): written at reported moments.
    collected
        (muscle, 3, draw) time integrals for the equilibrium of a week; none where empty.
    """
    w = np.zeros(SCRATCH)
    leaked = np.zeros((t.done.size, LANES))
    collecting = collected.shape[0] > 0
    for first in range(begin, end, LANES):
        _fetch(w, SIGNAL_D, p, first)
        leaked[:] = 0.0
        for m in range(state.shape[0]):
            _fetch(w, ENDURANCE, body, first)
            _fetch(w, SIZE, state[m], first)
            _fetch(w, SIGMA_REF, own[m], first)
            for i in range(LANES):
                w[DRIVEN + i] = w[USED + i] = w[CLAIMED + i] = 0.0
            _muscle(
                w, m, braced[m], volume_share[m], food, t, k, leaked, seen, base[m], strong[m],
                collecting, first,
            )  # fmt: skip
            _store(w, SIZE, state[m], first)
            if collecting:
                _store(w, DRIVEN, collected[m], first)
        _blood(w, t, k, leaked, blood, first)
        _store(w, ENDURANCE, body, first)


through = compiled.entry(_through, __file__)


def kept() -> bool:
    """True where the machine code lies on disk, to be fetched and not made."""
    return compiled.kept(through, __file__)
