"""What a format reader hands over: columns as recorded, nothing yet cleaned.

A reader (FIT, GPX, TCX) fills a `Recording`; `clean` turns it into a `Run`. Values are
already in SI or the unit the column name says, NaN where the file has none or an invalid one.
Rules that need the whole file (cadence in strides or steps, treadmill scaling) are not applied.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from myostride.activity.run import Floats

__all__ = [
    "Floats",
    "RecordedLap",
    "RecordedSession",
    "Recording",
    "TimerEvent",
    "end_to_end",
    "spoken",
    "title_of",
]

_LONGEST_TITLE = 100
"""Characters; more is a description."""


def spoken(column: str) -> str:
    """The words for a column of a recording: "heart rate" for `heart_rate_bpm`."""
    for unit in ("_m_s", "_bpm", "_deg", "_m", "_s", "_w"):
        column = column.removesuffix(unit)
    return column.replace("_", " ")


def title_of(text: str) -> str:
    """The first line of what a file calls an activity, as long as a title is."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return "".join(c if c.isprintable() else " " for c in line)[:_LONGEST_TITLE].strip()


def end_to_end(parts: Sequence[dict[str, Floats]], rows: Sequence[int]) -> dict[str, Floats]:
    """Columns of several parts as one table, missing where a part lacks a column.

    Each piece is taken out of its part as it is joined, so that memory holds every number once.
    """
    return {
        name: np.concatenate(
            [
                part.pop(name, np.full(count, np.nan))
                for part, count in zip(parts, rows, strict=True)
            ]
        )
        for name in dict.fromkeys(name for part in parts for name in part)
    }


@dataclass(frozen=True, slots=True)
class RecordedSession:
    """One session (leg) as summarised by the device; NaN where not stated."""

    sport: str
    sub_sport: str
    start_unix_s: float
    elapsed_s: float
    timer_s: float
    distance_m: float
    ascent_m: float
    descent_m: float


@dataclass(frozen=True, slots=True)
class RecordedLap:
    """One lap as summarised by the device; NaN where not stated."""

    start_unix_s: float
    elapsed_s: float
    timer_s: float
    distance_m: float


@dataclass(frozen=True, slots=True)
class TimerEvent:
    """`running` is True where the timer starts, False where it stops."""

    unix_s: float
    running: bool


@dataclass(slots=True)
class Recording:
    """One recorded activity before cleaning.

    `columns` holds arrays of shape (n,) under these names, each optional except `unix_s`:
    unix_s, latitude_deg, longitude_deg, altitude_m, distance_m (cumulative),
    speed_m_s, cadence (as written, per minute), heart_rate_bpm, power_w, contact_time_s,
    vertical_oscillation_m, grade.
    `segment` counts track segments (GPX trkseg, TCX Track), zeros where the format has none.
    `title`: what the file itself calls the activity, empty where it does not.
    `cadence_unit`: "strides" or "steps" where the format says so, else "unknown".
    """

    format: str
    sport: str
    columns: dict[str, Floats]
    segment: NDArray[np.int64]
    device: str = ""
    title: str = ""
    sessions: list[RecordedSession] = field(default_factory=list)
    laps: list[RecordedLap] = field(default_factory=list)
    timer_events: list[TimerEvent] = field(default_factory=list)
    utc_offset_s: float | None = None
    cadence_unit: str = "unknown"
    profile_hints: dict[str, float | str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)
    partial: bool = False

    def __len__(self) -> int:
        return int(self.columns["unix_s"].size)
