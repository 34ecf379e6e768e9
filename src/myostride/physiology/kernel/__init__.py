"""The day and session layers compiled by numba; `twin` is their oracle, `forms` says which runs.

Importing this package imports numba.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from myostride.physiology.day import Habits, baseline_state
from myostride.physiology.kernel import flat
from myostride.physiology.kernel.life import kept, through
from myostride.physiology.kernel.rows import LANES, N_OBSERVED
from myostride.physiology.parameters import Parameters, draw_parameters
from myostride.physiology.states import BodyState
from myostride.physiology.stretches import Itinerary, Observed, itinerary
from myostride.runner import Runner
from myostride.units import SECONDS_PER_DAY

Floats = NDArray[np.float64]

__all__ = ["carry", "kept", "warm_up"]

_DRAWS_A_THREAD = 2 * LANES


def carry(
    state: BodyState,
    p: Parameters,
    way: Itinerary,
    base: Floats,
    strong: Floats,
    collected: Floats | None = None,
) -> Observed:
    """As `twin.carry`: the state is moved along the way, in place."""
    muscles, body = flat.states_of(state)
    sessions, distinct = flat.sessions_of(way, p)
    stretches = flat.stretches_of(way, distinct)
    draws, n_muscles = base.shape
    reports = int(stretches.report.max(initial=-1)) + 1
    seen = np.empty((reports, N_OBSERVED, n_muscles, draws))
    blood = np.empty((reports, draws))
    sums = np.zeros((0 if collected is None else n_muscles, 3, draws))
    arguments = (
        muscles, body, flat.parameters_of(p), flat.per_muscle_of(p), flat.food_of(way.habits, p),
        p.braced, p.volume_share, np.ascontiguousarray(base.T), np.ascontiguousarray(strong.T),
        stretches, sessions, seen, blood, sums,
    )  # fmt: skip
    _in_threads(arguments, draws)
    flat.put_back(state, muscles, body)
    if way.stretches:
        state.unix_s = way.stretches[-1].end_unix_s
    if collected is not None:
        collected += sums.transpose(1, 2, 0)
    return Observed(seen, blood)


def _in_threads(arguments: tuple[Any, ...], draws: int) -> None:
    """Draws share nothing, so each thread takes a part of them."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    threads = max(min(cores or 1, draws // _DRAWS_A_THREAD), 1)
    bounds = LANES * np.linspace(0, draws / LANES, threads + 1).astype(int)
    bounds[-1] = draws
    if threads == 1:
        through(*arguments, 0, draws)
        return
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda part: through(*arguments, *part), pairwise(bounds.tolist())))


def warm_up() -> None:
    """Fetch the machine code, or make it and keep it."""
    p = draw_parameters(1, 0, Runner())
    state = baseline_state(p, 0.0)
    way = itinerary(0.0, SECONDS_PER_DAY, (), [Habits(0.0, 0.0)], SECONDS_PER_DAY)
    # Where the disk is full or the folder gone, what was made serves this process all the same.
    with suppress(OSError):
        carry(state, p, way, state.size, state.size)
