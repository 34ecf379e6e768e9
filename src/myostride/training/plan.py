"""A program as one person lives it: sessions on days, habits, and what had to be assumed."""

from __future__ import annotations

from dataclasses import dataclass

from myostride.gait.load import LoadBlocks
from myostride.runner import DEFAULT_DAILY_STEPS, Runner
from myostride.training.blocks import Session
from myostride.training.capacity import Capacity, capacity_of
from myostride.training.elements import Endurance
from myostride.training.parts import Part
from myostride.training.program import Program
from myostride.training.sessions import session_part
from myostride.training.timetable import (
    STATUS_STEPS,
    DayHabits,
    Slot,
    daily_habits,
    default_per_week,
    session_slots,
)
from myostride.training.titles import session_title

__all__ = [
    "PlannedSession",
    "assumptions",
    "capacity_of_program",
    "habits",
    "plan_sessions",
    "runner_of",
]


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """One session: when it starts [days from the program's start], and what it asks.

    `force_log_sd` is the log-sd that its peak forces have because of what was not stated or
    only judged, on top of the gait model's own uncertainty.
    """

    day: float
    blocks: LoadBlocks
    title: str
    seconds: float
    force_log_sd: float = 0.0

    @property
    def end_day(self) -> float:
        """When the last loaded stretch ends [days from the program's start]."""
        return self.day + float((self.blocks.start_s + self.blocks.seconds).max()) / 86400.0


def runner_of(program: Program) -> Runner:
    """The person a program is written for: the one runner, or the mean of the group."""
    return program.people.runner(program.diet, program.daily_steps)


def plan_sessions(program: Program, runner: Runner | None = None) -> list[PlannedSession]:
    """Every session of a program in time order.

    Parameters
    ----------
    program
        What is done.
    runner
        Who does it; the program's own people where None.
    """
    return [
        PlannedSession(
            day=slot.day,
            blocks=part.blocks,
            title=session_title(slot.session),
            seconds=part.seconds,
            force_log_sd=part.force_log_sd,
        )
        for slot, part in _parts(program, runner)
        if part.blocks is not None and len(part.blocks)
    ]


def habits(program: Program, runner: Runner | None = None) -> list[DayHabits]:
    """How the days are lived: steps, diet and condition, one entry per block, in order."""
    return daily_habits(program, runner or runner_of(program))


def assumptions(program: Program, runner: Runner | None = None) -> tuple[str, ...]:
    """What the program does not state and what was used instead, one sentence each."""
    person = runner or runner_of(program)
    said = list(program.people.assumptions() if runner is None else ())
    parts = _parts(program, runner)
    if parts:
        said += capacity_of_program(program, runner).assumptions
    first_weeks: dict[Session, Part] = {}
    for slot, part in parts:
        first_weeks.setdefault(slot.session, part)
    for part in first_weeks.values():
        said += part.assumptions
    for block in program.blocks:
        stated = block.weekdays or block.every_days or block.sessions_per_week
        if block.sessions and not stated and block.length_days > 1:
            often = default_per_week(block)
            said.append(f"sessions a week not stated: taken as {often:g}")
    if program.daily_steps is None and person.daily_steps is None:
        steps = STATUS_STEPS.get(person.status or "", DEFAULT_DAILY_STEPS)
        said.append(f"daily steps not stated: taken as {steps:g}")
    return tuple(dict.fromkeys(said))


def capacity_of_program(program: Program, runner: Runner | None = None) -> Capacity:
    """What those who do a program can do at most; a race with its time speaks for them."""
    return capacity_of(
        runner or runner_of(program),
        program.people.women_share if runner is None else None,
        race=_race(program),
    )


def _race(program: Program) -> tuple[float, float] | None:
    """Distance [m] and time [s] of the first race of a program that states both, on the level."""
    for block in program.blocks:
        for session in block.sessions:
            for element in session:
                if (
                    isinstance(element, Endurance)
                    and element.intensity is not None
                    and element.intensity.kind == "race_effort"
                    and element.dose.distance_m is not None
                    and element.dose.finish_s is not None
                ):
                    return element.dose.distance_m, element.dose.finish_s
    return None


def _parts(program: Program, runner: Runner | None) -> list[tuple[Slot, Part]]:
    slots = session_slots(program)
    if not slots:
        return []
    body = (runner or runner_of(program)).body
    capacity = capacity_of_program(program, runner)
    return [
        (slot, session_part(slot.session, capacity, body, slot.of, slot.factor)) for slot in slots
    ]
