"""Gym logs: the sets of every workout in a CSV export of Strong or Hevy.

Recognised by their column names, whatever the file is called. Exercises stay as the app names
them; what they mean for muscles is not known here.
"""

from __future__ import annotations

import csv
import hashlib
import io
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from myostride.activity.run import Activity
from myostride.errors import ActivityError

__all__ = ["GYM", "GymSet", "GymWorkout", "gym_activities", "is_gym_log", "read_gym_log"]

GYM = "gym"
"""The `format` of an activity from a gym log."""

_HEAD_BYTES = 4096
_MOST_ROWS = 200_000
_SET_S = 180.0
"""How long a set with its rest is taken to last where a workout has no duration [s]."""

_COLUMNS = {
    "start": ("date", "start_time"),
    "end": ("end_time",),
    "duration": ("duration", "workout duration"),
    "title": ("workout name", "title"),
    "exercise": ("exercise name", "exercise_title"),
    "weight": ("weight", "weight_kg", "weight_lbs", "weight_lb"),
    "unit": ("weight unit",),
    "reps": ("reps",),
    "rpe": ("rpe",),
    "kind": ("set order", "set_type"),
}
_NEEDED = ("start", "exercise", "weight", "reps", "kind")
_TIMES = (
    "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%d %b %Y, %H:%M",
    "%b %d, %Y, %I:%M %p", "%d.%m.%Y %H:%M", "%Y-%m-%d",
)  # fmt: skip
_UNITS = {"kg": "kg", "kgs": "kg", "lb": "lb", "lbs": "lb"}
_WARM_UP = ("w", "warmup", "warm_up", "warm-up")
_PARTS = re.compile(r"(\d+)\s*([hms])")
_SECONDS = {"h": 3600.0, "m": 60.0, "s": 1.0}


@dataclass(frozen=True, slots=True)
class GymSet:
    """One set. `weight` is in `unit` ("kg", "lb", or None where the file does not say)."""

    exercise: str
    weight: float | None
    unit: str | None
    reps: float | None
    rpe: float | None
    warm_up: bool


@dataclass(frozen=True, slots=True)
class GymWorkout:
    """One workout. `start` is the local time of the runner, marked as UTC for want of a zone."""

    start: datetime
    duration_s: float
    title: str
    sets: tuple[GymSet, ...]

    @property
    def sha256(self) -> str:
        """Of its content: the same in every later export."""
        return hashlib.sha256(repr((self.start, self.title, self.sets)).encode()).hexdigest()


def is_gym_log(head: bytes) -> bool:
    """Whether a file (or its beginning) is the export of a gym app."""
    line = head[:_HEAD_BYTES].lstrip(b"\xef\xbb\xbf").partition(b"\n")[0]
    try:
        found = _columns(line.decode("utf-8"))
    except (UnicodeDecodeError, csv.Error):
        return False
    return all(name in found for name in _NEEDED)


def _delimiter(line: str) -> str:
    return ";" if line.count(";") > line.count(",") else ","


def _columns(line: str) -> dict[str, tuple[int, str | None]]:
    """Where each known column is, and the unit that its heading states."""
    found: dict[str, tuple[int, str | None]] = {}
    for place, heading in enumerate(next(csv.reader([line], delimiter=_delimiter(line)), [])):
        bare, _, bracket = heading.strip().lower().partition("(")
        bare, unit = bare.strip(), _UNITS.get(bracket.rstrip(") "))
        unit = unit or _UNITS.get(bare.rpartition("_")[2] if "_" in bare else "")
        for name, known in _COLUMNS.items():
            if bare in known:
                found.setdefault(name, (place, unit))
    return found


def read_gym_log(data: bytes) -> list[GymWorkout]:
    """Every workout of an export, in the order of the file.

    Raises
    ------
    ActivityError
        If it is no gym log, or holds no set.
    """
    if not is_gym_log(data):
        raise ActivityError("not a gym log")
    text = data.decode("utf-8-sig", errors="replace")
    first = text.partition("\n")[0]
    columns = _columns(first)
    reader = csv.reader(io.StringIO(text), delimiter=_delimiter(first))
    next(reader)
    grouped: dict[tuple[str, str], list[Mapping[str, str]]] = {}
    try:
        for number, row in enumerate(reader):
            if number >= _MOST_ROWS:
                raise ActivityError(f"more than {_MOST_ROWS} rows; refused")
            cells = {name: row[at].strip() for name, (at, _) in columns.items() if at < len(row)}
            if cells.get("exercise") and cells.get("start"):
                key = (cells["start"], cells.get("title", ""))
                grouped.setdefault(key, []).append(cells)
    except csv.Error as error:
        raise ActivityError(f"the table is broken: {error}") from None
    unit = columns["weight"][1]
    workouts = [_workout(rows, unit) for rows in grouped.values()]
    if not any(workout.sets for workout in workouts):
        raise ActivityError("a gym log without any set")
    return workouts


def _workout(rows: list[Mapping[str, str]], unit: str | None) -> GymWorkout:
    sets = tuple(_set(row, unit) for row in rows if _is_set(row))
    start, end = _time(rows[0]["start"]), rows[0].get("end")
    duration_s = _seconds(rows[0].get("duration", ""))
    if end:
        duration_s = max((_time(end) - start).total_seconds(), 0.0)
    return GymWorkout(
        start, duration_s or _SET_S * max(len(sets), 1), rows[0].get("title") or "", sets
    )


def _is_set(row: Mapping[str, str]) -> bool:
    """Strong has rows for notes and rest timers between the sets."""
    kind = row.get("kind", "").lower()
    return not kind.startswith(("note", "rest"))


def _set(row: Mapping[str, str], unit: str | None) -> GymSet:
    return GymSet(
        exercise=row["exercise"],
        weight=_number(row.get("weight", "")),
        unit=_UNITS.get(row.get("unit", "").lower()) or unit,
        reps=_number(row.get("reps", "")),
        rpe=_number(row.get("rpe", "")),
        warm_up=row.get("kind", "").lower() in _WARM_UP,
    )


def _number(text: str) -> float | None:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value if math.isfinite(value) and 0.0 < value < 2000.0 else None


def _time(text: str) -> datetime:
    for layout in _TIMES:
        try:
            return datetime.strptime(text, layout).replace(tzinfo=UTC)
        except ValueError:
            continue
    raise ActivityError(f"the time '{text[:40]}' of a workout is not understood")


def _seconds(text: str) -> float:
    """ "1h 5m", "45m" or a number of seconds; 0 where it is none."""
    parts = _PARTS.findall(text.lower())
    if parts:
        return sum(float(number) * _SECONDS[letter] for number, letter in parts)
    value = re.fullmatch(r"\d{1,5}", text.strip())
    return float(value[0]) if value else 0.0


def gym_activities(data: bytes) -> list[Activity]:
    """The workouts of an export as activities of the sport "strength", without tables."""
    return list(_activities(read_gym_log(data)))


def _activities(workouts: list[GymWorkout]) -> Iterator[Activity]:
    for workout in workouts:
        yield Activity(
            sport="strength",
            start_utc=workout.start,
            duration_s=workout.duration_s,
            distance_m=math.nan,
            ascent_m=math.nan,
            records=len(workout.sets),
            device="",
            run=None,
            sha256=workout.sha256,
            format=GYM,
        )
