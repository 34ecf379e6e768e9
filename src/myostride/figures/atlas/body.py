"""The legs as SVG: shapes once in `defs`, then each leg of each view painted from them.

Every shape is drawn for one leg only; the other is the same shape turned about the midline, so the
two cannot differ. Pages forbid inline styles, so colours are presentation attributes with a class
beside them (see `palette.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement

import numpy as np

from myostride.figures.atlas.curves import Curve
from myostride.figures.atlas.shapes import SIDES, Part, View, turn

__all__ = ["Paint", "add_body", "add_defs", "painted"]

FIBRE_WIDTH, SEAM_WIDTH, EDGE_WIDTH, LINE_WIDTH = "0.8", "1.4", "1.4", "0.9"
LIGHT_BESIDE_FIBRE = "translate(1 .3)"
FADE_HEIGHT = "34"
"""The waist fades in over so many units."""

SHADE = (("0", "#fff", ".28"), (".5", "#fff", "0"), (".52", "#000", "0"), ("1", "#000", ".3"))
"""Offset, colour and opacity: light on the belly of a muscle, shade towards its edges."""


@dataclass(frozen=True, slots=True)
class Paint:
    """What the painting needs beside the shapes.

    prefix : of every id, so that several drawings can share a page.
    colours : of one theme.
    dress : gives a muscle's element its colour, words and overlays; called with the element, the
        muscle, its side and view, and the references of its shape and of its art.
    """

    prefix: str
    colours: Mapping[str, str]
    dress: Callable[[Element, str, str, str, str, str], None]


def painted(name: str, paint: Paint, property: str = "fill") -> dict[str, str]:
    """Attributes of a part coloured by the theme."""
    return {"class": f"atlas-{name}", property: paint.colours[name]}


def add_defs(defs: Element, views: list[View], paint: Paint) -> None:
    """Add what all legs are painted from: gradients, and every shape without its colour."""
    shade = SubElement(
        defs,
        "radialGradient",
        {"id": f"{paint.prefix}shade", "cx": ".45", "cy": ".4", "r": ".62"},
    )
    for offset, colour, opacity in SHADE:
        look = {"offset": offset, "stop-color": colour, "stop-opacity": opacity}
        SubElement(shade, "stop", look)
    for name in ("body", "edge"):
        size = {"x1": "0", "x2": "0", "y1": "0", "y2": FADE_HEIGHT}
        fade = SubElement(
            defs,
            "linearGradient",
            {"id": f"{paint.prefix}{name}-fade", "gradientUnits": "userSpaceOnUse", **size},
        )
        for offset, opacity in (("0", "0"), ("1", "1")):
            look = painted(f"{name}", paint, "stop-color")
            SubElement(fade, "stop", {"offset": offset, "stop-opacity": opacity, **look})
    for view in views:
        for name, parts in _runs(view):
            _add_part(defs, view.name, name, parts, paint)


def _ids(view: str, name: str, paint: Paint) -> tuple[str, str]:
    """Ids of a part's shape and of its art (shade, fibres, seam)."""
    stem = f"{paint.prefix}{view[0]}-{name}"
    return stem, f"{stem}-art"


def _add_part(defs: Element, view: str, name: str, parts: list[Part], paint: Paint) -> None:
    shape_id, art_id = _ids(view, name, paint)
    shapes = SubElement(defs, "g", {"id": shape_id})
    art = Element("g", {"id": art_id, "fill": "none"})
    if parts[0].kind == "muscle":
        shade = f"url(#{paint.prefix}shade)"
        SubElement(art, "use", {"href": f"#{shape_id}", "fill": shade})
    for number, part in enumerate(parts):
        id = f"{shape_id}-{number}"
        SubElement(shapes, "path", {"id": id, "d": part.edge.path()})
        if part.fibres:
            _add_fibres(defs, art, id, part)
    if parts[0].kind == "muscle":
        seam = {**painted("seam", paint, "stroke"), "stroke-width": SEAM_WIDTH}
        SubElement(art, "use", {"href": f"#{shape_id}", **seam})
    defs.append(art)


def _add_fibres(defs: Element, art: Element, id: str, part: Part) -> None:
    clip = SubElement(defs, "clipPath", {"id": f"{id}-clip"})
    SubElement(clip, "use", {"href": f"#{id}"})
    cut = SubElement(art, "g", {"clip-path": f"url(#{id}-clip)", "stroke-width": FIBRE_WIDTH})
    lines = "".join(fibre.path() for fibre in part.fibres)
    dark = {"id": f"{id}-lines", "stroke": "#000", "stroke-opacity": ".2"}
    SubElement(cut, "path", {**dark, "d": lines})
    light = {"stroke": "#fff", "stroke-opacity": ".3", "transform": LIGHT_BESIDE_FIBRE}
    SubElement(cut, "path", {**light, "d": lines})


def add_body(parent: Element, view: View, paint: Paint) -> None:
    """Paint every leg of one view into `parent`, whose origin is the view's waist and midline."""
    for side in SIDES[view.name]:
        leg = SubElement(parent, "g")
        if turn(view.name, side) < 0:
            leg.set("transform", "scale(-1 1)")
        ground = {"d": view.outline.path(), "fill": f"url(#{paint.prefix}body-fade)"}
        SubElement(leg, "path", ground)
        for name, parts in _runs(view):
            shape, art = (f"#{id}" for id in _ids(view.name, name, paint))
            if parts[0].kind == "muscle":
                paint.dress(SubElement(leg, "g"), name, side, view.name, shape, art)
            else:
                _add_neutral(leg, parts[0], shape, art, paint)
        line = {"fill": "none", "stroke-linecap": "round"}
        creases = "".join(crease.path() for crease in view.creases)
        quiet = {**painted("line", paint, "stroke"), "stroke-width": LINE_WIDTH}
        SubElement(leg, "path", {**line, **quiet, "d": creases})
        edge = "".join(piece.path() for piece in _skin(view.outline))
        fade = {"stroke": f"url(#{paint.prefix}edge-fade)", "stroke-width": EDGE_WIDTH}
        SubElement(leg, "path", {**line, **fade, "d": edge})


def _add_neutral(leg: Element, part: Part, shape: str, art: str, paint: Paint) -> None:
    line = {**painted("line", paint, "stroke"), "stroke-width": ".7"}
    group = SubElement(leg, "g", line)
    SubElement(group, "use", {**painted(part.kind, paint), "href": shape})
    if part.fibres:
        SubElement(leg, "use", {"href": art, "opacity": ".6"})


def _runs(view: View) -> Iterator[tuple[str, list[Part]]]:
    """The parts by name, in the order of painting."""
    for name, parts in groupby(view.parts, key=lambda part: part.name):
        yield name, list(parts)


def _skin(outline: Curve) -> Iterator[Curve]:
    """The outline without the cut at the waist and the midline between the legs."""
    ends = outline.beziers[:, [0, 3]]
    cut = np.all(ends[:, :, 1] == 0.0, axis=1) | np.all(ends[:, :, 0] == 0.0, axis=1)
    kept = np.flatnonzero(~cut)
    for piece in np.split(kept, np.flatnonzero(np.diff(kept) > 1) + 1):
        yield Curve(outline.beziers[piece], closed=False)
