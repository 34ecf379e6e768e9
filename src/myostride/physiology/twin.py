"""The readable form of a body's way through an itinerary: numpy, and the oracle of `kernel`."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from myostride.physiology.aftermath import apply_session
from myostride.physiology.day import (
    Habits,
    Surroundings,
    capacity,
    growth_drive,
    repair_claim,
    step_days,
    usable_signal,
)
from myostride.physiology.parameters import Parameters
from myostride.physiology.session import session_dose
from myostride.physiology.states import BodyState
from myostride.physiology.stretches import Itinerary, Observed

Floats = NDArray[np.float64]

__all__ = ["carry", "observe"]


def carry(
    state: BodyState,
    p: Parameters,
    way: Itinerary,
    base: Floats,
    strong: Floats,
    collected: Floats | None = None,
) -> Observed:
    """Move `state` along the way, in place, and return what is seen of it.

    Parameters
    ----------
    base, strong
        (draw, muscle) what growth and strength are relative to.
    collected
        (3, draw, muscle) to which the time integrals [d] of drive, usable signal and repair claim
        (each taken at the start of a step) are added, where given.
    """
    seen: list[Floats] = []
    blood: list[Floats] = []
    for stretch in way.stretches:
        habits = way.habits[stretch.habit]
        for _ in range(stretch.steps):
            if collected is not None:
                collected += stretch.days / stretch.steps * _collect(state, habits, p)
            step_days(state, stretch.days / stretch.steps, habits, stretch.walked, p)
        state.unix_s = stretch.end_unix_s
        for index in stretch.sessions:
            session = way.sessions[index]
            dose = session_dose(
                session.blocks, capacity(state), p, force_log_sd=session.force_log_sd
            )
            apply_session(state, dose, p, habits)
        if stretch.report:
            now = observe(state, base, strong)
            seen.append(now.muscles[0])
            blood.append(now.ck_late[0])
    if not seen:
        return Observed(np.empty((0, 5, *base.T.shape)), np.empty((0, p.draws)))
    return Observed(np.stack(seen), np.stack(blood))


def observe(state: BodyState, base: Floats, strong: Floats) -> Observed:
    """The present moment as a reported one."""
    quantities = (
        100.0 * (state.size / base - 1.0),
        state.size * state.quality / strong,
        state.damage,
        state.fatigue,
        state.inflammation_late,
    )
    return Observed(np.stack([q.T for q in quantities])[None], state.ck_late.T.copy())


def _collect(state: BodyState, habits: Habits, p: Parameters) -> Floats:
    now = Surroundings.of(state)
    return np.stack(
        [
            growth_drive(state, now, habits, p),
            usable_signal(now.signal, p),
            repair_claim(now.damage, p),
        ]
    )
