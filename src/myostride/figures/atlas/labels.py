"""Names and values beside the legs, with a thin line from each to its muscle."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement

from myostride.figures.atlas.body import Paint, painted
from myostride.figures.atlas.reading import Reading
from myostride.figures.atlas.scales import Scale
from myostride.figures.theme import FONT
from myostride.muscles import TITLES

__all__ = ["LABEL_ROOM", "add_labels"]

LABEL_ROOM = 172.0
"""Width kept free on either side [px]."""

POINTS = {
    "front": {
        "iliopsoas": (-50, 66, 62),
        "adductors": (-24, 170, 132),
        "rectus_femoris": (-60, 196, 202),
        "vasti": (-84, 226, 272),
        "tibialis_anterior": (-54, 392, 392),
    },
    "back": {
        "gluteus_medius": (76, 58, 52),
        "gluteus_maximus": (70, 128, 128),
        "hamstrings": (64, 230, 230),
        "gastrocnemius": (62, 352, 352),
        "soleus": (62, 436, 436),
    },
}
"""Where a line ends on the muscle (x from the view's middle, y) and at which y its label stands."""

NAME_SIZE, VALUE_SIZE, LINE_HEIGHT = 15.0, 13.0, 17.0
"""[px]"""

NOTE_CHARACTERS = 24
"""What fits the room beside the legs."""


def add_labels(
    root: Element,
    middles: Mapping[str, float],
    width: float,
    readings: Mapping[str, Reading],
    scale: Scale,
    paint: Paint,
) -> None:
    """Add the labels of every view that stands at an end of the drawing."""
    group = SubElement(root, "g", {"font-family": FONT, "aria-hidden": "true"})
    for view, points in POINTS.items():
        if view not in middles:
            continue
        at_left = view == "front"
        x = LABEL_ROOM - 14 if at_left else width - LABEL_ROOM + 14
        for muscle, (dx, y, label_y) in points.items():
            _add_leader(group, (x, label_y + 4), (middles[view] + dx, y + 4), paint)
            reading = readings[muscle]
            lines = [TITLES[muscle], reading.value_with_interval(scale)]
            lines += textwrap.wrap(reading.note, NOTE_CHARACTERS)
            text_x = x - 6 if at_left else x + 6
            _add_text(group, text_x, label_y, "end" if at_left else "start", lines, paint)


def _add_leader(
    group: Element, start: tuple[float, float], end: tuple[float, float], paint: Paint
) -> None:
    (x0, y0), (x1, y1) = start, end
    bend = x0 + (14 if x1 > x0 else -14)
    line = {"fill": "none", "d": f"M{x0:g},{y0:g}H{bend:g}L{x1:g},{y1:g}"}
    halo = {"stroke-width": "3.4", "stroke-opacity": ".45"}
    SubElement(group, "path", {**painted("halo", paint, "stroke"), **halo, **line})
    SubElement(group, "path", {**painted("leader", paint, "stroke"), **line})
    for colour, radius in (("ground", "4.2"), ("ink", "2.6")):
        at = {"cx": f"{x1:g}", "cy": f"{y1:g}", "r": radius}
        SubElement(group, "circle", {**painted(colour, paint), **at})


def _add_text(
    group: Element, x: float, y: float, anchor: str, lines: list[str], paint: Paint
) -> None:
    looks = [("ink", NAME_SIZE, "600"), ("ink", VALUE_SIZE, "400")]
    for row, words in enumerate(lines):
        colour, size, weight = looks[row] if row < len(looks) else ("quiet", VALUE_SIZE, "400")
        place = {"x": f"{x:g}", "y": f"{y + 2 + row * LINE_HEIGHT:g}", "text-anchor": anchor}
        font = {"font-size": f"{size:g}", "font-weight": weight}
        SubElement(group, "text", {**painted(colour, paint), **place, **font}).text = words
