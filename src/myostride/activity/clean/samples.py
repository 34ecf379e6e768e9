"""The table while it is being cleaned, and the notes taken on the way."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from myostride.activity.clean.robust import median
from myostride.activity.positions import keep_whole_positions
from myostride.activity.ranges import ON_FOOT
from myostride.activity.recording import Floats, Recording, spoken

__all__ = ["BREAKS", "Notes", "Samples", "counting", "samples_of", "within_range"]

BREAKS = ("", "timer", "gap", "segment", "clock", "leg")
"""Why nothing counts between a row and the one before it, by code; see `run.Pause`."""


@dataclass(slots=True)
class Notes:
    """Sentences for the quality record."""

    repaired: list[str] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Samples:
    """Rows in order of time: clock [unix s], columns, segment and break codes, shape (n,)."""

    unix_s: Floats
    columns: dict[str, Floats]
    segment: NDArray[np.int64]
    broken: NDArray[np.int8]
    """Index into `BREAKS` of why nothing counts since the row before; 0 where it does."""

    def __len__(self) -> int:
        return int(self.unix_s.size)

    def take(self, rows: NDArray[np.bool_] | NDArray[np.int64]) -> Samples:
        return Samples(
            self.unix_s[rows],
            {name: values[rows] for name, values in self.columns.items()},
            self.segment[rows],
            self.broken[rows],
        )

    def column(self, name: str) -> Floats:
        """A column, all missing where the recording has none."""
        values = self.columns.get(name)
        return np.full(self.unix_s.size, np.nan) if values is None else values

    def usual_step_s(self) -> float:
        """The file's own rhythm: the median step between samples [s]."""
        steps = np.diff(self.unix_s)
        return median(steps) if steps.size else 1.0


def samples_of(recording: Recording, notes: Notes) -> Samples:
    """The rows that have a time and at least one value, as recorded."""
    unix_s = recording.columns["unix_s"]
    columns = {name: values for name, values in recording.columns.items() if name != "unix_s"}
    timed = np.isfinite(unix_s)
    known = timed.copy()
    if columns:
        known &= np.any([np.isfinite(values) for values in columns.values()], axis=0)
    samples = Samples(unix_s, columns, recording.segment, np.zeros(unix_s.size, dtype=np.int8))
    if known.all():
        return samples
    if not timed.all():
        count = int(np.count_nonzero(~timed))
        notes.repaired.append(f"{counting(count, 'sample')} without a time left out")
    return samples.take(known)


def within_range(samples: Samples, notes: Notes) -> Samples:
    """The same rows without values that no person on foot, or no place, can have."""
    columns = {name: _believable(name, values, notes) for name, values in samples.columns.items()}
    keep_whole_positions(columns)
    return Samples(samples.unix_s, columns, samples.segment, samples.broken)


def _believable(name: str, values: Floats, notes: Notes) -> Floats:
    if name not in ON_FOOT:
        return values
    low, high = ON_FOOT[name]
    with np.errstate(invalid="ignore"):
        absurd = (values < low) | (values > high)
    if not absurd.any():
        return values
    count = counting(int(np.count_nonzero(absurd)), spoken(name))
    notes.repaired.append(f"{count} outside {low:g} to {high:g} left out")
    return np.where(absurd, np.nan, values)


def counting(number: int, word: str) -> str:
    """A number and its noun: "1 speed", "3 speeds", "2 latitudes"."""
    return f"{number} {word}{'' if number == 1 else 's'}"
