"""The table while it is being cleaned, and the notes taken on the way."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from myostride.activity.recording import Floats, Recording

__all__ = ["BREAKS", "Notes", "Samples", "counting", "plausible", "samples_of"]

BREAKS = ("", "timer", "gap", "segment", "clock", "leg")
"""Why nothing counts between a row and the one before it, by code; see `run.Pause`."""

_RANGES = {
    "latitude_deg": (-90.0, 90.0, "latitude"),
    "longitude_deg": (-180.0, 180.0, "longitude"),
    "altitude_m": (-500.0, 9000.0, "altitude"),
    "speed_m_s": (0.0, 12.5, "speed"),
    "cadence": (0.0, 300.0, "cadence"),
    "heart_rate_bpm": (20.0, 250.0, "heart rate"),
    "power_w": (0.0, 2500.0, "power"),
    "contact_time_s": (0.05, 2.0, "contact time"),
    "vertical_oscillation_m": (0.0, 0.4, "vertical oscillation"),
    "grade": (-1.0, 1.0, "grade"),
}
"""What a person on foot can do; 12.5 m/s is the fastest a sprinter has run."""


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
        return float(np.median(steps)) if steps.size else 1.0


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


def plausible(samples: Samples, notes: Notes) -> Samples:
    """The same rows without values that no person on foot, or no place, can have."""
    columns = {name: _within_range(name, values, notes) for name, values in samples.columns.items()}
    _drop_half_positions(columns)
    return Samples(samples.unix_s, columns, samples.segment, samples.broken)


def _within_range(name: str, values: Floats, notes: Notes) -> Floats:
    if name not in _RANGES:
        return values
    low, high, word = _RANGES[name]
    with np.errstate(invalid="ignore"):
        absurd = (values < low) | (values > high)
    if not absurd.any():
        return values
    count = int(np.count_nonzero(absurd))
    notes.repaired.append(f"{counting(count, word)} outside {low:g} to {high:g} left out")
    return np.where(absurd, np.nan, values)


def _drop_half_positions(columns: dict[str, Floats]) -> None:
    """A position needs both coordinates; 0/0 is a device without a fix."""
    if "latitude_deg" not in columns or "longitude_deg" not in columns:
        columns.pop("latitude_deg", None)
        columns.pop("longitude_deg", None)
        return
    latitude, longitude = columns["latitude_deg"], columns["longitude_deg"]
    bad = np.isnan(latitude) | np.isnan(longitude) | ((latitude == 0) & (longitude == 0))
    if bad.any():
        columns["latitude_deg"] = np.where(bad, np.nan, latitude)
        columns["longitude_deg"] = np.where(bad, np.nan, longitude)


def counting(number: int, word: str) -> str:
    """A number and its noun: "1 speed", "3 speeds", "2 latitudes"."""
    return f"{number} {word}{'' if number == 1 else 's'}"
