"""The workout library: what a runner may be asked to do, in steps, and what it does per muscle.

The sessions are data (`data/library.yaml`) in the words of a program, and take the path that every
program takes: parsed, turned into load, priced.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any

import yaml

from myostride.coach.athlete import Stimulus
from myostride.coach.effects import Effects, session_effects
from myostride.coach.plan import PlannedWorkout
from myostride.errors import InputError, UnknownName
from myostride.references import load_parameters, load_table, reference
from myostride.runner import Body, Runner
from myostride.training import Program
from myostride.training.blocks import Session
from myostride.training.capacity import capacity_of
from myostride.training.sessions import session_part

__all__ = [
    "Effects",
    "LibraryWorkout",
    "available",
    "bounds",
    "effects",
    "levels",
    "usual_minutes",
    "workout",
    "workout_ids",
]


@dataclass(frozen=True, slots=True)
class LibraryWorkout:
    """One workout at one step and length, on no day yet.

    level : its step, from 1.
    needs : equipment without which it cannot be done.
    tags : what makes it more than easy.
    Other fields as in `PlannedWorkout`.
    """

    id: str
    level: int
    kind: str
    title: str
    session: Session
    minutes: float
    hard: bool
    why: str
    needs: frozenset[str]
    tags: frozenset[Stimulus]

    def on(self, day: date, runner: Runner | None = None) -> PlannedWorkout:
        """The workout on a day; its load and distance too where the runner is given."""
        done = None if runner is None else effects(self, runner)
        return PlannedWorkout(
            day=day,
            workout=self.id,
            kind=self.kind,
            title=self.title,
            session=self.session,
            minutes=self.minutes,
            hard=self.hard,
            why=self.why,
            load={} if done is None else done.easy_km,
            distance_m=0.0 if done is None or self.kind == "lift" else done.distance_m,
        )


def workout_ids() -> tuple[str, ...]:
    """Every workout of the library, in its order."""
    return tuple(load_table("library")["workouts"])


def available(equipment: Iterable[str]) -> tuple[str, ...]:
    """The workouts that can be done with this equipment (gym, weights, hills, ...)."""
    have = set(equipment)
    return tuple(name for name in workout_ids() if _needs(_row(name)) <= have)


def levels(id: str) -> int:
    """How many steps a workout has."""
    return len(_row(id)["levels"])


def usual_minutes(id: str, level: int = 1) -> float:
    """How long a workout usually is at a step."""
    return float(_level(id, level)["minutes"])


def bounds(id: str, level: int = 1) -> tuple[int, int]:
    """Least and most whole minutes that a workout may be asked for at a step."""
    least, most = _row(id)["minutes"]
    needed = _fixed_s(id, level) / 60.0 + load_parameters("library")["least_easy_minutes"].value
    return max(least, math.ceil(needed - 1e-6)), most


def workout(id: str, *, minutes: float | None = None, level: int = 1) -> LibraryWorkout:
    """A workout of the library.

    Parameters
    ----------
    id
        Its name in the library.
    minutes
        Of the whole, rests included; the usual length of the step where None. The workout's own
        `minutes` are exact and within half a minute of these, as easy minutes are whole.
    level
        The step, from 1.

    Raises
    ------
    UnknownName
        If the library has no such workout.
    InputError
        If it has no such step, or cannot be so short or so long.
    """
    asked = usual_minutes(id, level) if minutes is None else minutes
    least, most = bounds(id, level)
    if not least <= asked <= most:
        raise InputError(f"{id}, step {level}: {asked:g} min; it takes {least} to {most} min")
    return _workout(id, round(asked, 3), level)


@lru_cache(maxsize=4096)
def _workout(id: str, minutes: float, level: int) -> LibraryWorkout:
    row, numbers = _row(id), _level(id, level)
    fixed_min = _fixed_s(id, level) / 60.0
    left = round(minutes - fixed_min)
    return LibraryWorkout(
        id=id,
        level=level,
        kind=row["kind"],
        title=_title(row["title"], numbers),
        session=_session(id, level, left),
        minutes=round(fixed_min + left, 6),
        hard=row.get("hard", False),
        why=row["why"],
        needs=_needs(row),
        tags=frozenset(Stimulus(tag) for tag in row.get("tags", ())),
    )


def effects(workout: LibraryWorkout, runner: Runner) -> Effects:
    """What a workout does to each muscle of a runner who is fresh, at the centre of the model."""
    return session_effects(workout.session, runner)


def _row(id: str) -> Mapping[str, Any]:
    rows: Mapping[str, Mapping[str, Any]] = _rows()
    if id not in rows:
        raise UnknownName("workout", id, rows)
    return rows[id]


@cache
def _rows() -> Mapping[str, Mapping[str, Any]]:
    table = load_table("library")["workouts"]
    for row in table.values():
        reference(row["source"])
    return MappingProxyType(table)


def _needs(row: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(row.get("needs", ()))


def _level(id: str, level: int) -> Mapping[str, float]:
    rows: list[Mapping[str, float]] = _row(id)["levels"]
    if not 1 <= level <= len(rows):
        raise InputError(f"{id} has steps 1 to {len(rows)}, not {level}")
    return rows[level - 1]


@cache
def _fixed_s(id: str, level: int) -> float:
    """Seconds of the work itself: of the session less one easy minute."""
    runner = Runner(body=Body())
    return session_part(_session(id, level, 1.0), capacity_of(runner), runner.body).seconds - 60.0


def _session(id: str, level: int, left_min: float) -> Session:
    """The elements with the numbers of a step and so many easy minutes, through the parser."""
    before = load_parameters("library")["before_share"].value * left_min
    before = float(round(before)) if left_min > 1.0 else before
    filled = {"left": left_min, "before": before, "after": left_min - before}
    steps = _replaced(_row(id)["session"], {**_level(id, level), **filled})
    text = yaml.safe_dump({"name": id, "blocks": [{"days": 1, "session": steps}]})
    return Program.from_text(text, f"{id}, step {level}").blocks[0].sessions[0]


def _replaced(node: Any, numbers: Mapping[str, float]) -> Any:
    """The same tree with every `$name` replaced by its number."""
    if isinstance(node, dict):
        return {key: _replaced(value, numbers) for key, value in node.items()}
    if isinstance(node, list):
        return [_replaced(value, numbers) for value in node]
    if isinstance(node, str) and node.startswith("$"):
        return numbers[node[1:]]
    return node


def _title(text: str, numbers: Mapping[str, float]) -> str:
    for name in sorted(numbers, key=len, reverse=True):
        text = text.replace(f"${name}", f"{numbers[name]:g}")
    return text
