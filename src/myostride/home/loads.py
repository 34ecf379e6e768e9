"""The load of each stored run, computed once per gait model and body.

A load depends on the run, the runner's body on that day and the gait model; all of them are
hashed into `inputs`, and a cached load with another hash is computed anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from weakref import WeakValueDictionary

import numpy as np
from sqlalchemy import Connection, delete, insert, select

from myostride.gait import muscle_load
from myostride.gait.load import Estimate, LoadBlocks, MuscleLoad
from myostride.home.computing import OnLoad
from myostride.home.database import Database
from myostride.home.diary import DiaryRow, body_on
from myostride.home.library import local_time, read_run
from myostride.home.packing import LAYOUT, Array, pack, unpack
from myostride.home.raw import RawStore
from myostride.home.schema import AnyRow, activity, load_cache
from myostride.physiology import MODEL_VERSION
from myostride.runner import Runner

__all__ = ["OnLoad", "StoredLoad", "fingerprint", "load_from_blob", "load_to_blob", "loads_until"]

_PER_TRANSACTION = 20


@dataclass(frozen=True, slots=True, weakref_slot=True)
class StoredLoad:
    """The load of one run and the fingerprint of what it was computed from."""

    run_id: str
    start_unix_s: float
    utc_offset_s: float | None
    load: MuscleLoad
    inputs: str

    @property
    def day(self) -> date:
        """The runner's day on which it began."""
        return local_time(self.start_unix_s, self.utc_offset_s).date()


def loads_until(
    database: Database,
    raw: RawStore,
    athlete_id: int,
    runner: Runner,
    diary: Sequence[DiaryRow],
    until_unix_s: float,
    on_progress: OnLoad | None = None,
) -> list[StoredLoad]:
    """The load of every run that began before a moment, oldest first; missing ones are computed.

    Parameters
    ----------
    diary
        Rows of every kind, oldest first; the weights in it say the body of a day.
    """
    with database.reading() as connection:
        rows = _rows(connection, athlete_id, until_unix_s)
    bodies = [body_on(_day(row), runner, diary) for row in rows]
    inputs = [fingerprint(MODEL_VERSION, row.run_id, body)
              for row, body in zip(rows, bodies, strict=True)]  # fmt: skip
    blobs = {row.id: row.blob for row, now in zip(rows, inputs, strict=True) if row.inputs == now}
    missing = [n for n, row in enumerate(rows) if row.id not in blobs]
    for first in range(0, len(missing), _PER_TRANSACTION):
        made = missing[first : first + _PER_TRANSACTION]
        for n in made:
            run = read_run(database, raw, athlete_id, rows[n].run_id)
            blobs[rows[n].id] = load_to_blob(muscle_load(run, bodies[n]))
            if on_progress is not None:
                on_progress(first + made.index(n) + 1, len(missing))
        with database.writing() as connection:
            _store(connection, [(rows[n].id, inputs[n], blobs[rows[n].id]) for n in made])
    # Loads just computed go through their blob too, so that a cached answer is the same answer.
    return [_read(row, now, blobs[row.id]) for row, now in zip(rows, inputs, strict=True)]


_in_use: WeakValueDictionary[tuple[str, float, str], StoredLoad] = WeakValueDictionary()
"""Loads that an answer in this process still holds: ten years of them are 90 MB, and the same for
every day that is asked about."""


def _read(row: AnyRow, inputs: str, blob: bytes) -> StoredLoad:
    key = (row.run_id, row.start_unix_s, inputs)
    load = _in_use.get(key)
    if load is None:
        load = StoredLoad(
            row.run_id, row.start_unix_s, row.utc_offset_s, load_from_blob(blob), inputs
        )
        _in_use[key] = load
    return load


def _rows(connection: Connection, athlete_id: int, until_unix_s: float) -> Sequence[AnyRow]:
    query = (
        select(activity.c.id, activity.c.run_id, activity.c.start_unix_s,
               activity.c.utc_offset_s, load_cache.c.inputs, load_cache.c.blob)
        .outerjoin(load_cache, load_cache.c.activity_id == activity.c.id)
        .where(
            activity.c.athlete_id == athlete_id,
            activity.c.superseded_by.is_(None),
            activity.c.has_run,
            activity.c.start_unix_s < until_unix_s,
        )
        .order_by(activity.c.start_unix_s, activity.c.run_id)
    )  # fmt: skip
    return connection.execute(query).all()


def _store(connection: Connection, made: Sequence[tuple[int, str, bytes]]) -> None:
    ids = [row_id for row_id, _, _ in made]
    connection.execute(delete(load_cache).where(load_cache.c.activity_id.in_(ids)))
    connection.execute(
        insert(load_cache),
        [
            {"activity_id": row_id, "model_version": MODEL_VERSION, "inputs": now, "blob": blob}
            for row_id, now, blob in made
        ],
    )


def _day(row: AnyRow) -> date:
    return local_time(row.start_unix_s, row.utc_offset_s).date()


def fingerprint(*parts: object) -> str:
    """A hash of everything a kept value depends on (plain values and records)."""
    return hashlib.sha256("\x1f".join(map(repr, (LAYOUT, *parts))).encode()).hexdigest()


def load_to_blob(load: MuscleLoad) -> bytes:
    """`load` as one compressed blob; the columns of its blocks as float32."""
    arrays = {f"block.{name}": _narrow(column) for name, column in load.blocks.to_arrays().items()}
    for name, estimate in load.totals.items():
        arrays[f"total.{name}"] = np.stack([estimate.value, estimate.lo, estimate.hi])
    arrays["by_lap"] = load.by_lap
    facts: dict[str, Sequence[str]] = {
        "assumptions": load.assumptions,
        "extrapolated": load.extrapolated,
        "sources": load.sources,
    }
    return pack(arrays, facts)


def load_from_blob(blob: bytes) -> MuscleLoad:
    """The load of `load_to_blob`.

    Raises
    ------
    HomeError
        If the blob is damaged.
    """
    arrays, facts = unpack(blob)
    blocks, totals = _named(arrays, "block."), _named(arrays, "total.")
    return MuscleLoad(
        totals={name: Estimate(*rows) for name, rows in totals.items()},
        blocks=LoadBlocks(**{name: _widen(column) for name, column in blocks.items()}),
        by_lap=arrays["by_lap"],
        **{name: tuple(lines) for name, lines in facts.items()},
    )


def _named(arrays: dict[str, Array], prefix: str) -> dict[str, Array]:
    return {n.removeprefix(prefix): a for n, a in arrays.items() if n.startswith(prefix)}


def _narrow(column: Array) -> Array:
    return column.astype(np.float32) if column.dtype == np.float64 else column


def _widen(column: Array) -> Array:
    return column.astype(np.float64) if column.dtype == np.float32 else column
