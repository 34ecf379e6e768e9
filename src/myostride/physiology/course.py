"""A program as a body meets it: timed sessions, habits, and how long it is followed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from myostride.physiology import forms
from myostride.physiology.day import Habits
from myostride.physiology.parameters import Parameters
from myostride.physiology.remarks import beyond_reach, unstated_food
from myostride.physiology.start import starting_state
from myostride.physiology.states import BodyState
from myostride.physiology.stretches import Observed, TimedBlocks, itinerary
from myostride.runner import Runner
from myostride.training import (
    PlannedSession,
    Program,
    assumptions,
    capacity_of_program,
    habits,
    plan_sessions,
    runner_of,
)
from myostride.units import SECONDS_PER_DAY

Floats = NDArray[np.float64]

__all__ = ["Course", "Followed", "carried", "course_of", "follow"]

_BOUT_SESSIONS = 3
_BOUT_DAYS = 35
_AFTER_BOUT_D = 14.0


@dataclass(frozen=True, slots=True)
class Course:
    """What a program means for a body.

    planned, timed : its sessions, as planned and on the clock (day 0 is Unix 0).
    bout : whether it is one bout or a few, followed for a fortnight, and not a program.
    length_days, until_day : of the program, and of what is followed.
    """

    planned: tuple[PlannedSession, ...]
    timed: tuple[TimedBlocks, ...]
    habits: tuple[Habits, ...]
    bout: bool
    length_days: float
    until_day: float

    @property
    def report_every_s(self) -> float:
        """Six-hourly after a bout, else daily."""
        return SECONDS_PER_DAY / (4.0 if self.bout else 1.0)

    def end_index(self, unix_s: Floats) -> int:
        """The reported moment that growth is read at: the end of the program, or after a bout."""
        last = max(self.until_day, self.length_days) * SECONDS_PER_DAY
        return min(int(np.searchsorted(unix_s, last - 1.0)), unix_s.size - 1)

    def assumed(self, program: Program, athlete: Runner | None) -> tuple[str, ...]:
        """What was not stated and what nobody can meet, one sentence each."""
        runner = athlete or runner_of(program)
        return (
            *assumptions(program, athlete),
            *unstated_food(runner),
            *beyond_reach(self.planned, capacity_of_program(program, athlete)),
        )


@dataclass(frozen=True, slots=True)
class Followed:
    """A course with what was seen of every draw, from the start on.

    t_day : (time,) days since the program's start, beginning with 0.
    seen : at those moments.
    """

    course: Course
    parameters: Parameters
    runner: Runner
    t_day: Floats
    seen: Observed


def course_of(program: Program, athlete: Runner | None = None) -> Course:
    """Plan a program for its people, or for `athlete`."""
    planned = plan_sessions(program, athlete)
    length = float(program.length_days)
    bout = _is_bout(program, planned)
    return Course(
        planned=tuple(planned),
        timed=tuple(
            TimedBlocks(s.day * SECONDS_PER_DAY, s.blocks, force_log_sd=s.force_log_sd)
            for s in planned
        ),
        habits=tuple(
            Habits(
                from_unix_s=h.day * SECONDS_PER_DAY,
                daily_steps=h.daily_steps,
                protein_g_per_kg=h.protein_g_per_kg,
                energy_balance_kcal=h.energy_balance_kcal,
                condition=h.condition,
                carbohydrate_g_per_kg=h.carbohydrate_g_per_kg,
                steps_guessed=h.steps_guessed,
            )
            for h in habits(program, athlete)
        ),
        bout=bout,
        length_days=length,
        until_day=planned[-1].end_day + _AFTER_BOUT_D if bout else length,
    )


def follow(program: Program, p: Parameters, athlete: Runner | None = None) -> Followed:
    """Carry every draw through a program and keep what is seen of it.

    Parameters
    ----------
    p
        Parameters drawn (or chosen) for the program's people, or for `athlete`.
    """
    runner = athlete or runner_of(program)
    course = course_of(program, athlete)
    state = starting_state(p, runner, 0.0)
    begun = forms.observe(state, state.size, state.size * state.quality)
    t_day, seen = carried(course, state, p)
    return Followed(
        course=course,
        parameters=p,
        runner=runner,
        t_day=np.append(0.0, t_day),
        seen=Observed(
            np.concatenate([begun.muscles, seen.muscles]),
            np.concatenate([begun.ck_late, seen.ck_late]),
        ),
    )


def carried(course: Course, state: BodyState, p: Parameters) -> tuple[Floats, Observed]:
    """Carry every draw through a course, from a state of its first day.

    Parameters
    ----------
    state
        Where it starts, and what growth and strength are relative to; moved to the end, in place.

    Returns
    -------
    tuple
        (time,) days since the start at which there was something to see, and what was seen.
    """
    base, strong = state.size.copy(), state.size * state.quality
    way = itinerary(
        0.0, course.until_day * SECONDS_PER_DAY, course.timed, course.habits, course.report_every_s
    )
    seen = forms.carry_of(way, p.draws)(state, p, way, base, strong)
    return way.reported_unix_s / SECONDS_PER_DAY, seen


def _is_bout(program: Program, planned: Sequence[PlannedSession]) -> bool:
    """One bout or a few: asked for by recovery outcomes, or plain from how little is done."""
    if not planned:
        return False
    if program.outcomes and any(outcome.is_recovery for outcome in program.outcomes):
        return True
    return len(planned) <= _BOUT_SESSIONS and program.length_days <= _BOUT_DAYS
