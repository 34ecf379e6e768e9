"""What movement asked of each muscle: the one currency between gait, training and physiology.

A session, run or lifted, becomes a `MuscleLoad`: totals a person reads, and `LoadBlocks`,
the short stretches of constant load from which physiology works out effort and damage.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from myostride.muscles import MUSCLES
from myostride.runner import Body

Floats = NDArray[np.float64]

__all__ = ["BINS", "LOBES", "Estimate", "Floats", "LoadBlocks", "MuscleLoad", "stated_defaults"]

LOBES = ("stance", "swing")
"""A muscle is loaded twice in a stride; lifts use the first lobe alone."""

BINS = ("level", "downhill_or_loaded", "sprint")
"""Eccentric-intensity bins in which protection against damage is earned."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value per muscle with its 80 % interval; arrays of shape (muscle,)."""

    value: Floats
    lo: Floats
    hi: Floats


@dataclass(frozen=True, slots=True)
class LoadBlocks:
    """Stretches of constant load, in time order; first axis (block,).

    start_s : seconds from the start of the session.
    seconds : how long the block lasts; whatever lies between blocks is rest.
    force : (block, lobe, muscle) peak force of a lobe. Relative to the same person's peak
        at 3.0 m/s on the level, unloaded (`of_maximum` False), or as a share of the
        muscle's maximum today (`of_maximum` True, lifts).
    duty : (block, lobe, muscle) share of the block in which the lobe is loaded, per leg.
    eccentric : (block, lobe, muscle) share of the lobe's fibre work that is lengthening.
    of_maximum, plateau : (block,) see above; plateau loads hold, the others are half-sines.
    bin : (block,) index into `BINS`.
    level_speed_m_s : (block,) speed on the level of equal metabolic cost, NaN for lifts.
    steps : (block,) steps taken, both feet.
    """

    start_s: Floats
    seconds: Floats
    force: Floats
    duty: Floats
    eccentric: Floats
    of_maximum: NDArray[np.bool_]
    plateau: NDArray[np.bool_]
    bin: NDArray[np.int64]
    level_speed_m_s: Floats
    steps: Floats

    def __len__(self) -> int:
        return int(self.seconds.size)

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Every field as an array by name, for storage; the inverse is `LoadBlocks(**...)`."""
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def concatenate(cls, parts: list[LoadBlocks]) -> LoadBlocks:
        """Blocks of several parts one after another, each kept at its own `start_s`."""
        return cls(
            **{name: np.concatenate([getattr(p, name) for p in parts]) for name in cls.__slots__}
        )


@dataclass(frozen=True, slots=True)
class MuscleLoad:
    """The load of one session.

    totals : easy_km, tension_time, peak, impulse_bw_s, work_positive_j_kg,
        work_negative_j_kg, fibre_negative_j_kg, damage_dose; each an `Estimate`.
    by_lap : easy_km per lap, shape (lap, muscle).
    assumptions : what was not known and what was used instead, one sentence each.
    extrapolated : in what way the session lies outside the evidence.
    sources : keys of the reference registry that the numbers rest on.
    """

    totals: dict[str, Estimate]
    blocks: LoadBlocks
    by_lap: Floats
    assumptions: tuple[str, ...] = ()
    extrapolated: tuple[str, ...] = ()
    sources: tuple[str, ...] = field(default=())

    def to_json(self) -> dict[str, dict[str, Any]]:
        """`{muscle: {quantity: value, ..., "interval": {quantity: [lo, hi]}}}`."""
        out: dict[str, dict[str, Any]] = {}
        for m, muscle in enumerate(MUSCLES):
            row: dict[str, Any] = {k: float(e.value[m]) for k, e in self.totals.items()}
            row["interval"] = {k: [float(e.lo[m]), float(e.hi[m])] for k, e in self.totals.items()}
            out[muscle] = row
        return out


def stated_defaults(body: Body) -> tuple[str, ...]:
    """One sentence for each number of the body that nobody stated and the load rests on."""
    text = {"mass_kg": f"body mass not stated: {body.mass_kg:g} kg assumed",
            "height_m": f"height not stated: {body.height_m:g} m assumed"}  # fmt: skip
    return tuple(text[name] for name in body.assumed if name in text)
