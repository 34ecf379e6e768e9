"""Names and values beside the legs, with a thin line from each to its muscle."""

from __future__ import annotations

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
            lines = [
                TITLES[muscle],
                readings[muscle].value_in_words(scale),
                readings[muscle].interval_in_words(scale),
                readings[muscle].note,
            ]
            text_x = x - 6 if at_left else x + 6
            _add_text(group, text_x, label_y, "end" if at_left else "start", lines, paint)


def _add_leader(
    group: Element, start: tuple[float, float], end: tuple[float, float], paint: Paint
) -> None:
    (x0, y0), (x1, y1) = start, end
    bend = x0 + (14 if x1 > x0 else -14)
    SubElement(
        group,
        "path",
        {
            **painted("leader", paint, "stroke"),
            "fill": "none",
            "stroke-width": "1",
            "d": f"M{x0:g},{y0:g}H{bend:g}L{x1:g},{y1:g}",
        },
    )
    SubElement(
        group,
        "circle",
        {**painted("ink", paint), "cx": f"{x1:g}", "cy": f"{y1:g}", "r": "2.4"},
    )


def _add_text(
    group: Element, x: float, y: float, anchor: str, lines: list[str], paint: Paint
) -> None:
    name, value, interval, note = lines
    rows = [(name, "ink", NAME_SIZE, "600"), (value, "ink", VALUE_SIZE, "400")]
    if interval:
        rows[1] = (f"{value}  ({interval})", "ink", VALUE_SIZE, "400")
    if note:
        rows.append((note, "quiet", VALUE_SIZE, "400"))
    for row, (words, colour, size, weight) in enumerate(rows):
        text = SubElement(
            group,
            "text",
            {
                **painted(colour, paint),
                "x": f"{x:g}",
                "y": f"{y + 2 + row * LINE_HEIGHT:g}",
                "text-anchor": anchor,
                "font-size": f"{size:g}",
                "font-weight": weight,
            },
        )
        text.text = words
