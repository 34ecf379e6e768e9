"""Blocks of a program: how long, how often, what is done, under which condition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from myostride.errors import ProgramError
from myostride.runner import Diet
from myostride.training.elements import Element
from myostride.training.fields import Fields
from myostride.training.parse_elements import parse_session
from myostride.training.people import parse_diet

__all__ = ["CONDITIONS", "WEEKDAYS", "Block", "Progression", "Session", "parse_blocks"]

CONDITIONS = ("normal", "reduced_steps", "bed_rest", "knee_brace")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

MAX_DAYS = 3660

_KEYS = (
    "weeks", "days", "sessions_per_week", "every_days", "session", "sessions", "progression",
    "condition", "daily_steps", "diet",
)  # fmt: skip

Session = tuple[Element, ...]
"""What is done on one day, in order."""


@dataclass(frozen=True, slots=True)
class Progression:
    """Compound change per week, of the first week, up (or down) to a limit."""

    of: str
    per_week: float
    """Share per week, 0.05 for 5 %."""
    limit: float | None = None
    """The multiple of the first week that is never passed."""

    def factor(self, week: int) -> float:
        """What week `week` (0 is the first) asks for, over the first."""
        factor = (1.0 + self.per_week) ** week
        if self.limit is None:
            return factor
        return min(factor, self.limit) if self.per_week >= 0 else max(factor, self.limit)


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of days with the same plan; None where the file says nothing.

    `sessions` are the different days of the week, one entry where all are alike, empty
    where nothing is trained.
    """

    length_days: int
    sessions: tuple[Session, ...] = ()
    sessions_per_week: float | None = None
    weekdays: tuple[int, ...] = ()
    every_days: float | None = None
    progression: Progression | None = None
    condition: str = "normal"
    daily_steps: float | None = None
    diet: Diet | None = None


def parse_blocks(value: object, where: str, mass_kg: float) -> tuple[Block, ...]:
    """`blocks` of a program file.

    Raises
    ------
    ProgramError, UnknownName
        In one line, with the place, where the file cannot be understood.
    """
    if not isinstance(value, list):
        raise ProgramError(f"{where}: blocks must be a list, each with its weeks and session")
    if not value:
        raise ProgramError(f"{where}: blocks is empty; a program needs at least one")
    blocks = tuple(_block(row, f"{where}, block {i}", mass_kg) for i, row in enumerate(value, 1))
    days = sum(block.length_days for block in blocks)
    if days > MAX_DAYS:
        raise ProgramError(f"{where}: {days} days in all; at most {MAX_DAYS} (ten years)")
    return blocks


def _block(row: object, where: str, mass_kg: float) -> Block:
    fields = Fields(row, where, _KEYS)
    sessions = _sessions(fields)
    length_days, weekdays = _length(fields)
    frequency = ("sessions_per_week", "every_days")
    how_often = fields.at_most_one((*frequency, "days") if weekdays else frequency)
    if how_often is not None and not sessions:
        raise fields.error(f"{how_often} without a session; add one, or take it out")
    if not sessions and not any(fields.has(k) for k in ("condition", "daily_steps", "diet")):
        raise fields.error("nothing is done here: add a session, or 'condition: normal' for a gap")
    return Block(
        length_days=length_days,
        sessions=sessions,
        sessions_per_week=_above_zero(fields, "sessions_per_week", 28),
        weekdays=weekdays,
        every_days=fields.number("every_days", 1, 60, "days"),
        progression=_progression(fields),
        condition=fields.word("condition", CONDITIONS) or "normal",
        daily_steps=fields.number("daily_steps", 0, 80_000, "steps"),
        diet=parse_diet(fields.raw("diet"), where, mass_kg) if fields.has("diet") else None,
    )


def _above_zero(fields: Fields, key: str, high: float) -> float | None:
    return fields.number(key, 0.01, high)


def _length(fields: Fields) -> tuple[int, tuple[int, ...]]:
    """Length in days, and the weekdays named."""
    weeks = fields.number("weeks", 0.1, 530, "weeks")
    days = fields.raw("days")
    weekdays: tuple[int, ...] = ()
    if isinstance(days, list):
        weekdays = tuple(sorted({_weekday(fields, day) for day in fields.items("days")}))
        if len(weekdays) != len(days):
            raise fields.error("days names a weekday twice")
    elif days is not None:
        if weeks is not None:
            raise fields.error("weeks and a number of days exclude each other; keep one")
        return fields.whole("days", 1, MAX_DAYS) or 1, ()
    if weeks is None:
        raise fields.error("how long? give weeks, or days as a whole number")
    return max(round(7 * weeks), 1), weekdays


def _weekday(fields: Fields, day: Any) -> int:
    word = str(day).strip().lower()[:3]
    if not isinstance(day, str) or word not in WEEKDAYS:
        raise fields.error(f"days: '{day}' is no weekday; use {', '.join(WEEKDAYS)}")
    return WEEKDAYS.index(word)


def _sessions(fields: Fields) -> tuple[Session, ...]:
    key = fields.at_most_one(("session", "sessions"))
    if key is None:
        return ()
    if key == "session":
        return (parse_session(fields.raw("session"), f"{fields.where}, session 1"),)
    return tuple(
        parse_session(row, f"{fields.where}, session {i}")
        for i, row in enumerate(fields.items("sessions"), 1)
    )


def _progression(fields: Fields) -> Progression | None:
    if not fields.has("progression"):
        return None
    keys = ("of", "pct_per_week", "to_pct")
    change = Fields(fields.raw("progression"), f"{fields.where}, progression", keys)
    of = change.word("of", ("speed", "load", "volume"))
    per_week = change.number("pct_per_week", -50, 100, "%")
    limit = change.number("to_pct", 5, 1000, "%")
    if of is None or per_week is None:
        raise change.error("give both 'of' (speed, load or volume) and pct_per_week")
    if limit is not None and (limit - 100.0) * per_week < 0:
        raise change.error(f"to_pct {limit:g} lies on the other side of 100 than pct_per_week")
    return Progression(of, per_week / 100.0, None if limit is None else limit / 100.0)
