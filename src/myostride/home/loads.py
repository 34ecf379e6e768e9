"""The load of each stored run, computed once per gait model and body.

A load depends on the run, the runner's body on that day and the gait model; all of them are
hashed into `inputs`, and a cached load with another hash is computed anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from myostride.gait.load import Estimate, LoadBlocks, MuscleLoad
from myostride.home.packing import Array, pack, unpack

__all__ = ["fingerprint", "load_from_blob", "load_to_blob"]


def fingerprint(*parts: object) -> str:
    """A hash of everything a derived value depends on (plain values and records)."""
    return hashlib.sha256("\x1f".join(map(repr, parts)).encode()).hexdigest()


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
