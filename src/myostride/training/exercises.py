"""The table of lifts: which muscle works how hard at 100 % of 1RM, by exercise and depth."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from myostride.errors import UnknownName
from myostride.muscles import INDEX, N_MUSCLES
from myostride.references import load_parameters, load_table, reference

Floats = NDArray[np.float64]

__all__ = ["DEPTHS", "Exercise", "exercise", "exercise_names", "exercises"]

DEPTHS = ("full", "parallel", "half", "quarter")


@dataclass(frozen=True, slots=True)
class Exercise:
    """One lift.

    shares : {depth or "any": (muscle,)} share of the muscle's maximum at 100 % of 1RM.
    depth : the depth taken where none is stated, "any" where depth does not matter.
    one_rm_body_mass : 1RM over body mass of an active man.
    maximal : done as hard as possible unless a load is stated.
    explosive : least share of the maximum that an explosive lift asks for, 0 for others.
    one_leg : the legs take turns.
    phase, up_s, down_s : where the exercise has its own.
    """

    name: str
    shares: MappingProxyType[str, Floats]
    depth: str
    one_rm_body_mass: float
    source: str
    maximal: bool = False
    explosive: float = 0.0
    one_leg: bool = False
    phase: str = "both"
    up_s: float | None = None
    down_s: float | None = None

    def share(self, depth: str | None) -> Floats:
        """Shares (muscle,) at a depth; the exercise's own where it knows no such depth."""
        return self.shares.get(depth or self.depth, self.shares[self.depth])

    def strength_at(self, depth: str | None) -> float:
        """1RM at a depth over 1RM at the depth the exercise is usually done."""
        table = load_table("exercises")["depth_strength"]
        own = table.get(self.depth, 1.0)
        return float(table.get(depth or self.depth, own) / own) if self.depth != "any" else 1.0


@cache
def exercises() -> MappingProxyType[str, Exercise]:
    """All exercises by name, other names of the same exercise included."""
    rows = load_table("exercises")["exercises"]
    table: dict[str, Exercise] = {}
    for name, row in rows.items():
        lift = _exercise(name, row, rows)
        table |= dict.fromkeys((name, *row.get("aliases", ())), lift)
    return MappingProxyType(table)


def exercise_names() -> tuple[str, ...]:
    return tuple(exercises())


def exercise(name: str) -> Exercise:
    """One exercise.

    Raises
    ------
    UnknownName
        If no exercise has that name.
    """
    known = exercises()
    if name not in known:
        raise UnknownName("exercise", name, known)
    return known[name]


def _exercise(name: str, row: dict[str, Any], rows: dict[str, Any]) -> Exercise:
    reference(row["source"])
    shares = rows[row.get("same_as", name)]["shares"]
    tempo = row.get("tempo_s", {})
    return Exercise(
        name=name,
        shares=MappingProxyType({depth: _shares(by_muscle) for depth, by_muscle in shares.items()}),
        depth=row.get("depth", "any"),
        one_rm_body_mass=row["one_rm_body_mass"],
        source=row["source"],
        maximal=row.get("maximal", False),
        explosive=row.get("explosive", 0.0),
        one_leg=row.get("one_leg", False),
        phase=row.get("phase", "both"),
        up_s=tempo.get("up"),
        down_s=tempo.get("down"),
    )


def _shares(by_muscle: dict[str, float]) -> Floats:
    shares = np.full(N_MUSCLES, load_parameters("exercises")["background"].value)
    for muscle, share in by_muscle.items():
        shares[INDEX[muscle]] = share
    shares.flags.writeable = False
    return shares
