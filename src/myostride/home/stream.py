"""A `Run` as the blob that is kept of it, and back.

Times, the distance covered and the segment come back exactly; positions to 1 cm; the other
columns as the nearest float32 (relative error 6e-8, far below what any sensor resolves).
"""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from myostride.activity.run import Lap, Leg, Pause, Quality, Run
from myostride.home.packing import LAYOUT, Array, pack, unpack

__all__ = ["STREAM_FORMAT", "quality_facts", "run_from_blob", "run_to_blob"]

STREAM_FORMAT = LAYOUT
"""Blobs of another format are read again from the original file."""

_POSITIONS = ("latitude_deg", "longitude_deg")
_EXACT = ("time_s", "dt_s", "distance_m")
_COLUMNS = (
    *_EXACT,
    "speed_m_s",
    "altitude_m",
    "grade",
    "grade_sd",
    "cadence_spm",
    "heart_rate_bpm",
    "power_w",
    "contact_time_s",
    "vertical_oscillation_m",
    *_POSITIONS,
    "segment",
)
_RECORDS = ("start_utc", "laps", "pauses", "legs", "quality")
_POSITION_STEP_DEG = 1e-7
_NO_POSITION = np.iinfo(np.int32).min


def run_to_blob(run: Run) -> bytes:
    """`run` as one compressed blob."""
    arrays = {name: _narrow(name, getattr(run, name)) for name in _COLUMNS}
    facts = {
        f.name: getattr(run, f.name) for f in fields(run) if f.name not in (*_COLUMNS, *_RECORDS)
    }
    facts["start_utc"] = run.start_utc.timestamp()
    facts["laps"] = [[lap.start_s, lap.duration_s, lap.distance_m] for lap in run.laps]
    facts["pauses"] = [[p.start_s, p.duration_s, p.reason] for p in run.pauses]
    facts["legs"] = [
        [leg.sport, leg.start_utc.timestamp(), leg.duration_s, leg.distance_m] for leg in run.legs
    ]
    facts["quality"] = quality_facts(run.quality)
    return pack(arrays, facts)


def quality_facts(quality: Quality) -> dict[str, Any]:
    """A quality record as JSON-ready facts (`asdict` would copy it deeply, file after file)."""
    return {field.name: getattr(quality, field.name) for field in fields(quality)}


def run_from_blob(blob: bytes) -> Run:
    """The run of `run_to_blob`.

    Raises
    ------
    HomeError
        If the blob is damaged.
    """
    arrays, facts = unpack(blob)
    columns: dict[str, Any] = {name: _widen(name, array) for name, array in arrays.items()}
    quality = facts.pop("quality")
    for name in ("missing", "repaired", "assumed"):
        quality[name] = tuple(quality[name])
    return Run(
        start_utc=_moment(facts.pop("start_utc")),
        laps=tuple(Lap(*row) for row in facts.pop("laps")),
        pauses=tuple(Pause(*row) for row in facts.pop("pauses")),
        legs=tuple(Leg(s, _moment(t), d, m) for s, t, d, m in facts.pop("legs")),
        quality=Quality(**quality),
        **columns,
        **facts,
    )


def _moment(unix_s: float) -> datetime:
    return datetime.fromtimestamp(unix_s, tz=UTC)


def _narrow(name: str, column: NDArray[Any]) -> Array:
    if name == "segment":
        return column.astype(np.int32)
    if name in _POSITIONS:
        steps = np.full(column.shape, _NO_POSITION, np.int32)
        known = np.isfinite(column)
        steps[known] = np.rint(column[known] / _POSITION_STEP_DEG)
        return np.diff(steps, prepend=np.int32(0))
    narrow = column.astype(np.float32)
    if name in _EXACT and not np.array_equal(narrow, column, equal_nan=True):
        return column
    return narrow


def _widen(name: str, stored: Array) -> Array:
    if name == "segment":
        return stored.astype(np.int64)
    if name in _POSITIONS:
        steps = np.cumsum(stored, dtype=np.int32)
        return np.where(steps == _NO_POSITION, np.nan, steps * _POSITION_STEP_DEG)
    return stored.astype(np.float64)
