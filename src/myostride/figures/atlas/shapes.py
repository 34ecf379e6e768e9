"""The anatomy of the atlas: which shapes each view shows, and where.

`data/atlas.yaml` holds the hand-placed points. Front and back are drawn for one leg, x counted
outwards from the body's midline; the other leg is its mirror image. The side view is the right leg
seen from the right, x counted forwards. y runs down from the waist; about two units are a
centimetre of a runner 1.75 m tall.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import Any

import numpy as np

from myostride.figures.atlas.curves import Curve, Fibre, Floats, curve, fibres
from myostride.muscles import INDEX
from myostride.references import load_table

__all__ = ["VIEWS", "Appearance", "Part", "View", "anatomy", "appearances"]

VIEWS = ("front", "side", "back")
SIDES = {"front": ("right", "left"), "side": ("right",), "back": ("left", "right")}
"""Whose leg it is, from the viewer's left to right: in front the person's right leg comes first."""


@dataclass(frozen=True, slots=True)
class Part:
    """One shape: of a muscle that has values, or of the body around it.

    kind : "muscle", or what the neutral part is made of: "flesh", "tendon", "bone".
    """

    name: str
    kind: str
    edge: Curve
    fibres: tuple[Fibre, ...]


@dataclass(frozen=True, slots=True)
class View:
    """One view of one leg; `parts` in the order in which they are painted."""

    name: str
    outline: Curve
    creases: tuple[Curve, ...]
    parts: tuple[Part, ...]

    def muscles(self) -> tuple[str, ...]:
        """The muscles seen, in the order in which they are painted."""
        return tuple(dict.fromkeys(part.name for part in self.parts if part.kind == "muscle"))

    def shapes_of(self, muscle: str) -> tuple[Part, ...]:
        """The shapes of one muscle."""
        return tuple(part for part in self.parts if part.name == muscle)


@dataclass(frozen=True, slots=True)
class Appearance:
    """One muscle of one leg in one view.

    id : that of its element in the drawing, as in "vasti-left-front".
    outlines : for each of its shapes (point, 2), x to the viewer's right of the view's middle.
    """

    id: str
    muscle: str
    side: str
    view: str
    outlines: tuple[Floats, ...]


@cache
def anatomy() -> Mapping[str, View]:
    """The three views by name."""
    table = load_table("atlas")
    return MappingProxyType({name: _view(name, table[name]) for name in VIEWS})


def appearances() -> tuple[Appearance, ...]:
    """Every muscle in every view and on every side where it is drawn."""
    return tuple(
        Appearance(
            id=f"{muscle}-{side}-{view.name}",
            muscle=muscle,
            side=side,
            view=view.name,
            outlines=tuple(
                part.edge.sampled() * (turn(view.name, side), 1.0)
                for part in view.shapes_of(muscle)
            ),
        )
        for view in anatomy().values()
        for side in SIDES[view.name]
        for muscle in view.muscles()
    )


def turn(view: str, side: str) -> float:
    """1 where a leg is drawn as its points stand, -1 where it is mirrored."""
    return 1.0 if view == "side" or side == SIDES[view][1] else -1.0


def _view(name: str, table: Mapping[str, Any]) -> View:
    return View(
        name=name,
        outline=curve(table["outline"], closed=True),
        creases=tuple(curve(line, closed=False) for line in table.get("creases", ())),
        parts=tuple(_parts(table["parts"])),
    )


def _parts(rows: list[Mapping[str, str]]) -> Iterator[Part]:
    for row in rows:
        ((kind, name),) = ((k, v) for k, v in row.items() if k not in ("edge", "fibres"))
        if kind == "muscle" and name not in INDEX:
            raise ValueError(f"atlas: '{name}' is no muscle")
        lines = tuple(_fibres(row["fibres"])) if "fibres" in row else ()
        yield Part(name, kind, curve(row["edge"], closed=True), lines)


def _fibres(text: str) -> Iterator[Fibre]:
    """ "6: first | last" (or more guides): six fibres from each guide to the next."""
    count, _, lines = text.partition(":")
    guides = [line.strip() for line in lines.split("|")]
    for i, (first, last) in enumerate(pairwise(guides)):
        shares = np.linspace(0.0, 1.0, int(count) + 1)
        yield from fibres(first, last, [float(s) for s in shares[1 if i else 0 :]])
