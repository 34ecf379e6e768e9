"""Where a person starts: the steady state of the habits that a training status stands for."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import yaml
from numpy.typing import NDArray

from myostride.errors import UnknownName
from myostride.physiology.day import (
    STEP_D,
    Habits,
    apply_session,
    balance,
    baseline_state,
    capacity,
    daily_load,
    growth_drive,
    repair_claim,
    step_days,
    usable_signal,
)
from myostride.physiology.evolve import TimedBlocks
from myostride.physiology.parameters import Parameters
from myostride.physiology.session import session_dose
from myostride.physiology.states import BodyState
from myostride.references import load_table
from myostride.runner import STATUSES, Runner
from myostride.training import Program, plan_sessions
from myostride.units import SECONDS_PER_DAY

Floats = NDArray[np.float64]

__all__ = ["DEFAULT_STATUS", "starting_state"]

DEFAULT_STATUS = "active"
_WEEK_D = 7
_ROUNDS = 5


def starting_state(p: Parameters, runner: Runner, unix_s: float) -> BodyState:
    """The state in which a runner of that status begins.

    The week of habits is lived over and over; after each week the slow states (size, ribosomes,
    quality) are set to where that week, repeated for ever, would take them.

    Raises
    ------
    UnknownName
        If the runner's status is not known.
    """
    status = runner.status or DEFAULT_STATUS
    if status not in STATUSES:
        raise UnknownName("training status", status, STATUSES)
    row = load_table("physiology")["statuses"][status]
    sessions = _week(status, runner) if "blocks" in row else ()
    habits = Habits(
        from_unix_s=0.0,
        daily_steps=_habitual_steps(status, float(row["daily_steps"]), runner),
        protein_g_per_kg=runner.diet.protein_g_per_kg,
    )
    state = baseline_state(p, 0.0)
    state.daily_load = np.array(
        np.broadcast_to(daily_load(_steps(sessions, habits), p), state.size.shape)
    )
    for _ in range(_ROUNDS if sessions else 1):
        _live_a_week(state, sessions, habits, p)
    state.unix_s = unix_s
    return state


def _habitual_steps(status: str, usual: float, runner: Runner) -> float:
    """Steps a day as stated; those usual for the status where nobody said."""
    if status == "bed_bound" or runner.daily_steps is None:
        return usual
    return runner.daily_steps


@lru_cache(maxsize=32)
def _week(status: str, runner: Runner) -> tuple[TimedBlocks, ...]:
    row = load_table("physiology")["statuses"][status]
    program = Program.from_text(yaml.safe_dump({"name": f"habits_{status}", **row}), status)
    return tuple(
        TimedBlocks(planned.day * SECONDS_PER_DAY, planned.blocks)
        for planned in plan_sessions(program, runner)
    )


def _steps(sessions: tuple[TimedBlocks, ...], habits: Habits) -> float:
    """Mean steps a day, sessions included."""
    trained = sum(float(s.blocks.steps.sum()) for s in sessions) / _WEEK_D
    return habits.daily_steps + trained


def _live_a_week(
    state: BodyState, sessions: tuple[TimedBlocks, ...], habits: Habits, p: Parameters
) -> None:
    """One week of habits, then the slow states to the equilibrium of that week, in place."""
    state.unix_s = 0.0
    pending = list(sessions)
    session_steps = _steps(sessions, habits) - habits.daily_steps
    steps = round(_WEEK_D / STEP_D)
    drive, usable, claim = (np.zeros_like(state.size) for _ in range(3))
    for _ in range(steps if sessions else 1):
        while pending and pending[0].end_unix_s <= state.unix_s:
            session = pending.pop(0)
            apply_session(state, session_dose(session.blocks, capacity(state), p), p)
        drive += growth_drive(state, state.signal, habits, p)
        usable += usable_signal(state.signal, p)
        claim += repair_claim(state, p)
        step_days(state, STEP_D, habits, session_steps, p)
    count = steps if sessions else 1
    drive, usable, claim = drive / count, usable / count, claim / count
    kept, breakdown = balance(state, claim, habits, p)
    state.ribosome = 1.0 + drive
    state.size = kept * state.ribosome / breakdown
    state.quality = 1.0 + p["quality_gain"] * usable / (usable + p["quality_half"])
