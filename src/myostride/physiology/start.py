"""Where a person starts: the steady state of habits, as stated and as the first records show."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import yaml
from numpy.typing import NDArray

from myostride.errors import UnknownName
from myostride.gait.dose import binned_dose
from myostride.gait.load import BINS
from myostride.physiology import forms
from myostride.physiology.day import (
    STEP_D,
    Habits,
    balance,
    baseline_state,
    daily_load,
    on_foot,
)
from myostride.physiology.parameters import Parameters
from myostride.physiology.states import BodyState
from myostride.physiology.stretches import TimedBlocks, itinerary
from myostride.references import load_parameters, load_table
from myostride.runner import STATUSES, Runner
from myostride.training import Program, plan_sessions
from myostride.units import SECONDS_PER_DAY

Floats = NDArray[np.float64]

__all__ = ["DEFAULT_STATUS", "first_weeks", "starting_state", "status_from_training"]

DEFAULT_STATUS = "active"
_WEEK_D = 7.0
_ROUNDS = 14


def starting_state(
    p: Parameters,
    runner: Runner,
    unix_s: float,
    *,
    first_sessions: Sequence[TimedBlocks] = (),
) -> BodyState:
    """The state in which a runner of that status begins.

    A status stands for a week of habits. Whoever trained before may have lived like that, or as
    the first weeks of records show; nobody knows, so every draw starts somewhere between the
    two, by its own share of `habit_from_records`. Who says that they did not train starts from
    ordinary walking, whatever the records show next.

    Parameters
    ----------
    first_sessions
        The sessions of the first weeks of records, in time order; too few tell nothing.

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
        steps_guessed=runner.daily_steps is None or "daily_steps" in runner.guessed,
    )
    state = _settled(_Cycle(sessions, _WEEK_D), habits, p)
    enough = load_parameters("physiology")["habit_sessions"].value
    if sessions and len(first_sessions) >= enough:
        recorded = _settled(_cycle_of(first_sessions), habits, p)
        state = _between(state, recorded, p["habit_from_records"])
        _accustom(state, [s for s in first_sessions if s.blocks.steps.sum() > 0.0], p)
    state.unix_s = unix_s
    return state


@dataclass(frozen=True, slots=True)
class _Cycle:
    """Sessions lived over and over, every `days` days."""

    sessions: tuple[TimedBlocks, ...]
    days: float


def _cycle_of(recorded: Sequence[TimedBlocks]) -> _Cycle:
    """The first weeks of records as a cycle: after its last session comes a gap as usual."""
    begin = recorded[0].unix_s // SECONDS_PER_DAY * SECONDS_PER_DAY
    lasted = (recorded[-1].unix_s - recorded[0].unix_s) / SECONDS_PER_DAY
    days = max(round(lasted * len(recorded) / (len(recorded) - 1)), math.ceil(lasted + 1), _WEEK_D)
    moved = (replace(each, unix_s=each.unix_s - begin) for each in recorded)
    return _Cycle(tuple(moved), float(days))


def _settled(cycle: _Cycle, habits: Habits, p: Parameters) -> BodyState:
    """The state that a cycle leads to.

    It is lived over and over; after each time the slow states (size, ribosomes, quality) are set
    to where that cycle, repeated for ever, would take them.
    """
    state = baseline_state(p, 0.0)
    state.daily_load = np.array(
        np.broadcast_to(daily_load(on_foot(_steps(cycle, habits), habits, p), p), state.size.shape)
    )
    for turn in range(_ROUNDS if cycle.sessions else 1):
        _live_through(state, cycle, habits, p)
        if turn < _ROUNDS - 2:
            _forget_the_beginning(state)
    return state


def _between(stated: BodyState, recorded: BodyState, share: Floats) -> BodyState:
    """The state at `share` (draw, 1) of the way from one to the other."""
    one, other = stated.to_arrays(), recorded.to_arrays()
    blended = {
        name: one[name] + share.reshape(-1, *[1] * (one[name].ndim - 1)) * (other[name] - one[name])
        for name in one
        if name != "unix_s"
    }
    return BodyState.from_arrays({"unix_s": np.array(stated.unix_s), **blended})


def _accustom(state: BodyState, sessions: Sequence[TimedBlocks], p: Parameters) -> None:
    """Raise the habitual dose to that of an ordinary one of the first sessions, in place."""
    exponent = float(p["stress_exponent"][0, 0])  # the one that the reference was taken at
    doses = np.stack([binned_dose(s.blocks, exponent) for s in sessions]) / p.mean_reference_dose
    usual = np.median(doses, axis=0)
    level = BINS.index("level")
    known = usual * p.gait_dose[:, None, :]
    known[:, level] *= p["eccentric_dose"]
    state.habitual_dose = np.maximum(state.habitual_dose, known)
    state.habitual_maturing = np.maximum(state.habitual_maturing, known)


def first_weeks(sessions: Sequence[TimedBlocks]) -> list[TimedBlocks]:
    """The sessions, in time order, that show what a runner was used to when records began."""
    window = load_parameters("physiology")["habit_window_d"].value * SECONDS_PER_DAY
    return [s for s in sessions if s.unix_s < sessions[0].unix_s + window]


def status_from_training(sessions: Sequence[TimedBlocks]) -> str:
    """The training status that the first weeks of records speak for, where nobody stated one.

    Hours a week over the first 28 days (or as many as there are, at least one week): from 4 on a
    trained runner, from 1 on a runner, else active.

    Parameters
    ----------
    sessions
        In time order, at least one.
    """
    table = load_parameters("physiology")
    early = first_weeks(sessions)
    window = table["habit_window_d"].value * SECONDS_PER_DAY
    lived = min(
        max(sessions[-1].end_unix_s - sessions[0].unix_s, _WEEK_D * SECONDS_PER_DAY), window
    )
    hours = sum(float(s.blocks.seconds.sum()) for s in early) / 3600.0
    per_week = hours / (lived / (_WEEK_D * SECONDS_PER_DAY))
    if per_week >= table["habit_trained_h_week"].value:
        return "trained_runner"
    return "runner" if per_week >= table["habit_runner_h_week"].value else DEFAULT_STATUS


def _habitual_steps(status: str, usual: float, runner: Runner) -> float:
    """Steps a day as stated; those usual for the status where nobody said."""
    if status == "bed_bound" or runner.daily_steps is None:
        return usual
    return runner.daily_steps


def _forget_the_beginning(state: BodyState) -> None:
    """These habits are old: what they protect from is protected, their first soreness is gone."""
    state.protection = state.protection_maturing.copy()
    state.habitual_dose = state.habitual_maturing.copy()
    for name in ("damage", "fatigue", "inflammation_early", "inflammation_late"):
        setattr(state, name, np.zeros_like(state.size))
    for name in ("ck_early", "ck_late"):
        setattr(state, name, np.zeros_like(state.endurance))


@lru_cache(maxsize=32)
def _week(status: str, runner: Runner) -> tuple[TimedBlocks, ...]:
    row = load_table("physiology")["statuses"][status]
    program = Program.from_text(yaml.safe_dump({"name": f"habits_{status}", **row}), status)
    return tuple(
        TimedBlocks(planned.day * SECONDS_PER_DAY, planned.blocks)
        for planned in plan_sessions(program, runner)
    )


def _steps(cycle: _Cycle, habits: Habits) -> float:
    """Mean steps a day, sessions included."""
    trained = sum(float(s.blocks.steps.sum()) for s in cycle.sessions) / cycle.days
    return habits.daily_steps + trained


def _live_through(state: BodyState, cycle: _Cycle, habits: Habits, p: Parameters) -> None:
    """One cycle of habits, then the slow states to the equilibrium of that cycle, in place."""
    state.unix_s = 0.0
    days = cycle.days if cycle.sessions else STEP_D
    way = itinerary(0.0, days * SECONDS_PER_DAY, cycle.sessions, [habits], days * SECONDS_PER_DAY)
    walked = _steps(cycle, habits)
    way = replace(way, stretches=tuple(replace(s, walked=walked) for s in way.stretches))
    lived = np.zeros((3, *state.size.shape))
    carry = forms.carry_of(way, p.draws)
    carry(state, p, way, state.size.copy(), state.size.copy(), lived)
    drive, usable, claim = lived / days
    kept, breakdown = balance(state.daily_load, claim, habits, p)
    state.ribosome = 1.0 + drive
    fed = kept * state.ribosome / breakdown
    # Below its baseline the muscle is pulled back: the size at which both balance.
    pulled = p["regain_gain"] * state.daily_load / breakdown
    state.size = np.where(fed < 1.0, (fed + pulled) / (1.0 + pulled), fed)
    state.quality = 1.0 + p["quality_gain"] * usable / (usable + p["quality_half"])
