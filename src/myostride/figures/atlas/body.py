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
FIBRE_DARK = {"stroke": "#000", "stroke-opacity": ".16"}
FIBRE_LIGHT = {"stroke": "#fff", "stroke-opacity": ".34", "transform": "translate(1 .3)"}
"""Every fibre is a dark line with a light one beside it, as if engraved."""

FADE_HEIGHT = "40"
"""The waist fades in over so many units."""

SHADE = (("0", "#fff", ".26"), (".5", "#fff", "0"), (".52", "#000", "0"), ("1", "#000", ".22"))
"""Offset, colour and opacity: light on the belly of a muscle, shade towards its edges."""


@dataclass(frozen=True, slots=True)
class Paint:
    """What the painting needs beside the shapes.

    prefix : of every id, so that several drawings can share a page.
    colours : of one theme.
    dress : gives a muscle's element its colour, words and overlays; called with the element, the
        muscle, its side and view, and the reference of its shape ("-art" behind it is that of
        its shade, fibres and seam).
    """

    prefix: str
    colours: Mapping[str, str]
    dress: Callable[[Element, str, str, str, str], None]


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
    _add_fade(defs, paint)
    for view in views:
        _add_outline(defs, view, paint)
        for stem, parts in _runs(view, paint):
            _add_part(defs, stem, parts, paint)


def _add_fade(defs: Element, paint: Paint) -> None:
    """The mask by which the waist comes out of nothing."""
    line = {"x1": "0", "x2": "0", "y1": "0", "y2": FADE_HEIGHT}
    ramp = {"id": f"{paint.prefix}fade-in", "gradientUnits": "userSpaceOnUse", **line}
    gradient = SubElement(defs, "linearGradient", ramp)
    for offset, colour in (("0", "#000"), ("1", "#fff")):
        SubElement(gradient, "stop", {"offset": offset, "stop-color": colour})
    whole = {"x": "-120", "y": "0", "width": "240", "height": "580"}
    mask = {"id": f"{paint.prefix}fade", "maskUnits": "userSpaceOnUse", **whole}
    SubElement(
        SubElement(defs, "mask", mask), "rect", {**whole, "fill": f"url(#{paint.prefix}fade-in)"}
    )


def _add_part(defs: Element, stem: str, parts: list[Part], paint: Paint) -> None:
    shapes = Element("g", {"id": stem})
    art = Element("g", {"id": f"{stem}-art", "fill": "none"})
    muscle = parts[0].kind == "muscle"
    if muscle:
        SubElement(art, "use", {"href": f"#{stem}", "fill": f"url(#{paint.prefix}shade)"})
    else:
        dress = {**painted(parts[0].kind, paint), "stroke-width": LINE_WIDTH}
        shapes.attrib |= dress | {"stroke": paint.colours["line"]}
    for number, part in enumerate(parts):
        id = f"{stem}-{number}"
        SubElement(shapes, "path", {"id": id, "d": part.edge.path()})
        if part.fibres:
            _add_fibres(defs, art if muscle else shapes, id, part)
    defs.append(shapes)
    if muscle:
        seam = {**painted("seam", paint, "stroke"), "stroke-width": SEAM_WIDTH}
        SubElement(art, "use", {"href": f"#{stem}", **seam})
        defs.append(art)


def _add_fibres(defs: Element, art: Element, id: str, part: Part) -> None:
    clip = SubElement(defs, "clipPath", {"id": f"{id}-clip"})
    SubElement(clip, "use", {"href": f"#{id}"})
    cut = {"clip-path": f"url(#{id}-clip)", "fill": "none", "stroke-width": FIBRE_WIDTH}
    group = SubElement(art, "g", cut)
    lines = "".join(fibre.path() for fibre in part.fibres)
    SubElement(group, "path", {"id": f"{id}-lines", "d": lines, **FIBRE_DARK})
    SubElement(group, "use", {"href": f"#{id}-lines", **FIBRE_LIGHT})


def add_body(parent: Element, view: View, paint: Paint) -> None:
    """Paint every leg of one view into `parent`, whose origin is the view's waist and midline."""
    for side in SIDES[view.name]:
        leg = SubElement(parent, "g", {"mask": f"url(#{paint.prefix}fade)"})
        if turn(view.name, side) < 0:
            leg.set("transform", "scale(-1 1)")
        SubElement(leg, "use", {"href": f"#{paint.prefix}{view.name}-body"})
        for stem, parts in _runs(view, paint):
            if parts[0].kind == "muscle":
                paint.dress(SubElement(leg, "g"), parts[0].name, side, view.name, f"#{stem}")
            else:
                SubElement(leg, "use", {"href": f"#{stem}"})
        SubElement(leg, "use", {"href": f"#{paint.prefix}{view.name}-skin"})


def _add_outline(defs: Element, view: View, paint: Paint) -> None:
    """The body behind the muscles, and the lines of the skin before them."""
    ground = {"id": f"{paint.prefix}{view.name}-body", "d": view.outline.path()}
    SubElement(defs, "path", {**ground, **painted("body", paint)})
    line = {"fill": "none", "stroke-linecap": "round"}
    skin = SubElement(defs, "g", {"id": f"{paint.prefix}{view.name}-skin", **line})
    creases = "".join(crease.path() for crease in view.creases)
    quiet = {**painted("line", paint, "stroke"), "stroke-width": LINE_WIDTH}
    SubElement(skin, "path", {**quiet, "d": creases})
    edge = "".join(piece.path() for piece in _skin(view.outline))
    clear = {**painted("edge", paint, "stroke"), "stroke-width": EDGE_WIDTH}
    SubElement(skin, "path", {**clear, "d": edge})


def _runs(view: View, paint: Paint) -> Iterator[tuple[str, list[Part]]]:
    """The shapes that belong together, in the order of painting, each with the id of its shape.

    "-art" behind that id is what lies upon a muscle's colour: shade, fibres and seam.
    """
    runs = groupby(view.parts, key=lambda part: part.name)
    for number, (_, parts) in enumerate(runs):
        yield f"{paint.prefix}{view.name[0]}{number}", list(parts)


def _skin(outline: Curve) -> Iterator[Curve]:
    """The outline without the cut at the waist and the midline between the legs."""
    ends = outline.beziers[:, [0, 3]]
    cut = np.all(ends[:, :, 1] == 0.0, axis=1) | np.all(ends[:, :, 0] == 0.0, axis=1)
    kept = np.flatnonzero(~cut)
    for piece in np.split(kept, np.flatnonzero(np.diff(kept) > 1) + 1):
        yield Curve(outline.beziers[piece], closed=False)
