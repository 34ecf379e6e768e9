"""The leg atlas as a figure of its own: the finding as title, values beside the legs, a legend."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping
from operator import neg
from xml.etree.ElementTree import Element, SubElement, tostring

from myostride.figures.atlas.body import Paint, painted
from myostride.figures.atlas.drawing import add_drawing, new_root
from myostride.figures.atlas.labels import LABEL_ROOM
from myostride.figures.atlas.legend import LEGEND_HEIGHT, add_legend
from myostride.figures.atlas.palette import theme_of
from myostride.figures.atlas.reading import Readings, readings_of
from myostride.figures.atlas.scales import Scale, scale_of
from myostride.figures.theme import FONT
from myostride.muscles import TITLES

__all__ = ["atlas_figure", "atlas_finding"]

MARGIN = 22.0
TITLE_SIZE, SUBTITLE_SIZE, NOTE_SIZE = 22.0, 14.0, 12.0
TITLE_CHARACTERS, TEXT_CHARACTERS = 82, 130
"""What fits a line of the figure."""

RANK: Mapping[str, Callable[[float], float]] = {"lowest": neg, "highest": float, "farthest": abs}


def atlas_finding(values: Readings, scale: str | Scale) -> str:
    """What the figure shows, as its title: which muscle stands out, and its value."""
    chosen = scale_of(scale) if isinstance(scale, str) else scale
    known = {m: r.value for m, r in readings_of(values).items() if r.value is not None}
    if not known:
        return f"{chosen.title} of the leg muscles is not known yet"
    muscle = max(known, key=lambda m: RANK[chosen.stands_out](known[m]))
    return chosen.finding.format(muscle=TITLES[muscle].lower(), value=chosen.said(known[muscle]))


def atlas_figure(
    values: Readings,
    *,
    scale: str | Scale,
    title: str = "",
    subtitle: str = "",
    note: str = "",
    theme: str = "light",
) -> str:
    """A standalone SVG for files, documents and PNG export.

    Parameters
    ----------
    values, scale, theme
        As for `leg_atlas`.
    title, subtitle, note
        Above and below the drawing; an empty title becomes `atlas_finding`.
    """
    chosen = scale_of(scale) if isinstance(scale, str) else scale
    readings = readings_of(values)
    heading = title or atlas_finding(values, chosen)
    root, defs, paint = new_root(heading, readings, chosen, theme_of(theme))
    ground = SubElement(root, "rect", {"fill": paint.colours["ground"]})
    y = _add_lines(root, heading, "ink", TITLE_SIZE, TITLE_CHARACTERS, MARGIN, paint)
    y = _add_lines(root, subtitle, "quiet", SUBTITLE_SIZE, TEXT_CHARACTERS, y, paint)
    body = SubElement(root, "g", {"transform": f"translate(0 {y + 16:g})"})
    width, height = add_drawing(body, defs, readings, chosen, paint, labels=True)
    y += 16 + height
    add_legend(root, defs, chosen, LABEL_ROOM / 2, width - LABEL_ROOM / 2, y, paint)
    y = _add_lines(root, note, "quiet", NOTE_SIZE, TEXT_CHARACTERS, y + LEGEND_HEIGHT + 8, paint)
    size = {"width": f"{width:g}", "height": f"{y + MARGIN - 8:g}"}
    ground.attrib |= size
    root.attrib |= size | {"viewBox": f"0 0 {size['width']} {size['height']}"}
    return tostring(root, encoding="unicode")


def _add_lines(
    root: Element, text: str, colour: str, size: float, characters: int, y: float, paint: Paint
) -> float:
    """Add `text` below `y`, wrapped; returns where it ends."""
    for line in textwrap.wrap(text, characters):
        y += size * 1.3
        place = {"x": f"{MARGIN:g}", "y": f"{y - size * 0.3:g}", "font-size": f"{size:g}"}
        weight = {"font-weight": "600"} if size == TITLE_SIZE else {}
        look = {**painted(colour, paint), **place, **weight, "font-family": FONT}
        SubElement(root, "text", look).text = line
    return y
