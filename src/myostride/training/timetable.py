"""Which session falls on which day, and how each day is lived besides. Day 0 is a Monday."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from myostride.runner import DEFAULT_DAILY_STEPS, Runner
from myostride.training.blocks import Block, Progression, Session
from myostride.training.program import Program

__all__ = ["DayHabits", "Slot", "daily_habits", "session_slots"]

TRAINING_HOUR = 17.0
DEFAULT_PER_WEEK = 3.0
CONDITION_STEPS = {"bed_rest": 0.0, "knee_brace": 0.0, "reduced_steps": 1500.0}
STATUS_STEPS = {"bed_bound": 500.0, "sedentary": 5000.0}


@dataclass(frozen=True, slots=True)
class Slot:
    """One session in the timetable: when [days], what, and how much of the first week's dose."""

    day: float
    session: Session
    factor: float = 1.0
    of: str | None = None
    """What `factor` multiplies: speed, load or volume; None without progression."""


@dataclass(frozen=True, slots=True)
class DayHabits:
    """How the days from `day` on are lived, until the next entry. None where not stated."""

    day: float
    daily_steps: float
    condition: str
    protein_g_per_kg: float | None
    energy_balance_kcal: float | None
    carbohydrate_g_per_kg: float | None
    steps_guessed: bool = False


def session_slots(program: Program) -> list[Slot]:
    """Every session of a program in time order."""
    slots: list[Slot] = []
    first_day = 0
    for block in program.blocks:
        slots.extend(_block_slots(block, first_day))
        first_day += block.length_days
    return slots


def _block_slots(block: Block, first_day: int) -> Iterator[Slot]:
    if not block.sessions:
        return
    days = _days(block, first_day)
    on_day = Counter(day for day, _ in days)
    so_far: Counter[int] = Counter()
    for day, index in days:
        hour = _hour(so_far[day], on_day[day])
        so_far[day] += 1
        factor, of = _progress(block.progression, day // 7)
        yield Slot(
            day=first_day + day + hour / 24.0,
            session=block.sessions[index % len(block.sessions)],
            factor=factor,
            of=of,
        )


def _days(block: Block, first_day: int) -> list[tuple[int, int]]:
    """(day within the block, which of the block's sessions) in order."""
    if block.weekdays:
        named = [d for d in range(block.length_days) if (first_day + d) % 7 in block.weekdays]
        if len(block.sessions) == len(block.weekdays):
            return [(d, block.weekdays.index((first_day + d) % 7)) for d in named]
        return [(d, k) for k, d in enumerate(named)]
    gap = block.every_days
    if gap is not None:
        count = math.ceil(block.length_days / gap)
        return [(min(int(k * gap + 1e-9), block.length_days - 1), k) for k in range(count)]
    per_week = block.sessions_per_week or default_per_week(block)
    count = max(math.floor(per_week * block.length_days / 7 + 0.5), 1)
    return [(min(int(k * 7 / per_week + 1e-9), block.length_days - 1), k) for k in range(count)]


def default_per_week(block: Block) -> float:
    """Sessions a week where a block does not say: one per listed session, else three."""
    return float(len(block.sessions)) if len(block.sessions) > 1 else DEFAULT_PER_WEEK


def _hour(position: int, on_day: int) -> float:
    """Time of day: 17:00 for one session, spread from 8:00 to 20:00 for several."""
    return TRAINING_HOUR if on_day == 1 else 8.0 + 12.0 * position / (on_day - 1)


def _progress(progression: Progression | None, week: int) -> tuple[float, str | None]:
    return (1.0, None) if progression is None else (progression.factor(week), progression.of)


def daily_habits(program: Program, runner: Runner) -> list[DayHabits]:
    """How each block's days are lived: one entry per block, in order.

    Steps are the block's, else what its condition implies, else the program's, the runner's,
    or the default of the training status. Diet likewise.
    """
    entries: list[DayHabits] = []
    first_day = 0
    for block in program.blocks:
        diets = (block.diet, program.diet, runner.diet)
        stated = {
            key: next((v for d in diets if d and (v := getattr(d, key)) is not None), None)
            for key in ("protein_g_per_kg", "energy_balance_kcal", "carbohydrate_g_per_kg")
        }
        steps, guessed = _steps(block, program, runner)
        entries.append(
            DayHabits(float(first_day), steps, block.condition, **stated, steps_guessed=guessed)
        )
        first_day += block.length_days
    return entries


def _steps(block: Block, program: Program, runner: Runner) -> tuple[float, bool]:
    """Steps a day, and whether they are a guess."""
    if block.daily_steps is not None:
        return block.daily_steps, False
    if block.condition in CONDITION_STEPS:
        return CONDITION_STEPS[block.condition], block.condition != "bed_rest"
    if program.daily_steps is not None:
        return program.daily_steps, False
    if runner.daily_steps is not None:
        return runner.daily_steps, "daily_steps" in runner.guessed
    return STATUS_STEPS.get(runner.status or "", DEFAULT_DAILY_STEPS), True
