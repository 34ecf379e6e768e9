"""A body through a stretch of days: sessions, nights and what they add up to."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from myostride.physiology import forms
from myostride.physiology.day import Habits
from myostride.physiology.parameters import Parameters
from myostride.physiology.states import BodyState, Trajectory
from myostride.physiology.stretches import TimedBlocks, itinerary
from myostride.physiology.summary import Summary
from myostride.units import SECONDS_PER_DAY

Floats = NDArray[np.float64]

__all__ = ["TimedBlocks", "evolve"]

_REPORTS_AT_ONCE = 64


def evolve(
    state: BodyState,
    p: Parameters,
    sessions: Sequence[TimedBlocks],
    until_unix_s: float,
    habits: Sequence[Habits],
    *,
    report_every_s: float = SECONDS_PER_DAY,
    reference_size: Floats | None = None,
    reference_strength: Floats | None = None,
) -> Trajectory:
    """Carry a body from its present moment to `until_unix_s`.

    Parameters
    ----------
    state
        Where it stands; not changed.
    sessions
        Any order; each takes effect at its end. Of those that end before the state's moment or
        after `until_unix_s` only the steps count, on the day they began: give all of that day.
    habits
        At least one entry; the first holds before its own start too.
    report_every_s
        Distance of the reported moments from the state's moment on; the last one is always
        reported.
    reference_size, reference_strength
        (draw, muscle) what growth and force capacity are relative to; by default the start.

    Returns
    -------
    Trajectory
        Its `end` can be handed to another call with the same sessions and habits; one call over
        both stretches gives the same, to the error of the steps.
    """
    state = state.copy()
    base = state.size.copy() if reference_size is None else reference_size
    strong = state.size * state.quality if reference_strength is None else reference_strength
    summary = Summary(p)
    summary.add(np.array([state.unix_s]), forms.observe(state, base, strong))
    way = itinerary(state.unix_s, until_unix_s, sessions, habits, report_every_s)
    carry = forms.carry_of(way, p.draws)
    for part in way.parts(_REPORTS_AT_ONCE):
        seen = carry(state, p, part, base, strong)
        if seen.ck_late.size:
            summary.add(part.reported_unix_s, seen)
    return summary.trajectory(state)
