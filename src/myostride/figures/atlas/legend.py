"""What colours and patterns mean, class by class: within a figure, or as swatches for a page."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from myostride.figures.atlas.body import Paint, painted
from myostride.figures.atlas.palette import theme_of
from myostride.figures.atlas.patterns import add_pattern
from myostride.figures.atlas.scales import UNKNOWN, UNKNOWN_LEVEL, Level, Scale, scale_of
from myostride.figures.theme import FONT

__all__ = ["LEGEND_HEIGHT", "LegendEntry", "add_legend", "atlas_legend"]

LEGEND_HEIGHT = 62.0
SWATCH_WIDTH, SWATCH_HEIGHT = 30, 18
WORDS_SIZE, REACH_SIZE, TOP = 13.0, 12.0, 14.0
"""[px]"""


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One class: its words, the values it holds, and a small SVG of its colour and pattern."""

    words: str
    reach: str
    swatch: str


def atlas_legend(scale: str | Scale, *, prefix: str = "") -> tuple[LegendEntry, ...]:
    """The legend for a page, from the lowest class up, "unknown" last."""
    chosen = scale_of(scale) if isinstance(scale, str) else scale
    return tuple(
        LegendEntry(words, reach, _alone(level, f"{prefix}legend-{chosen.name}-{number}"))
        for number, (words, reach, level) in enumerate(_rows(chosen))
    )


def add_legend(
    parent: Element, defs: Element, scale: Scale, x: float, width: float, y: float, paint: Paint
) -> None:
    """Add all classes side by side between `x` and `x + width`, from `y` down."""
    rows = _rows(scale)
    step = width / len(rows)
    for number, (words, reach, level) in enumerate(rows):
        at = f"translate({x + number * step:g} {y + TOP:g})"
        entry = SubElement(parent, "g", {"transform": at, "font-family": FONT})
        _add_swatch(entry, defs, level, f"{paint.prefix}legend-{number}", paint.colours["unknown"])
        for line, (text, colour, size) in enumerate(
            ((words, "ink", WORDS_SIZE), (reach, "quiet", REACH_SIZE))
        ):
            place = {"x": "0", "y": f"{SWATCH_HEIGHT + 14 + 15 * line}", "font-size": f"{size:g}"}
            SubElement(entry, "text", {**painted(colour, paint), **place}).text = text


def _rows(scale: Scale) -> list[tuple[str, str, Level]]:
    rows = [(level.words, scale.reach(n), level) for n, level in enumerate(scale.levels)]
    return [*rows, (UNKNOWN, "no data", UNKNOWN_LEVEL)]


def _add_swatch(parent: Element, defs: Element, level: Level, id: str, unknown: str) -> None:
    box = {"width": f"{SWATCH_WIDTH}", "height": f"{SWATCH_HEIGHT}", "rx": "4"}
    plain = {"fill": level.colour} if level.colour else {"class": "atlas-unknown", "fill": unknown}
    SubElement(parent, "rect", {**box, **plain})
    if level.pattern != "clear":
        add_pattern(defs, id, level.pattern, level.ink)
        SubElement(parent, "rect", {**box, "fill": f"url(#{id})"})


def _alone(level: Level, id: str) -> str:
    root = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "atlas-swatch",
            "viewBox": f"0 0 {SWATCH_WIDTH} {SWATCH_HEIGHT}",
            "width": f"{SWATCH_WIDTH}",
            "height": f"{SWATCH_HEIGHT}",
            "aria-hidden": "true",
        },
    )
    defs = SubElement(root, "defs")
    _add_swatch(root, defs, level, id, theme_of("light")["unknown"])
    return tostring(root, encoding="unicode")
