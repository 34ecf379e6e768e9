"""Overlays that repeat a class without colour: dots, lines and crossed lines of rising density."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

__all__ = ["INKS", "PATTERNS", "add_pattern"]

INKS = {"dark": ("#000", ".34"), "light": ("#fff", ".5")}
"""Colour and opacity of the overlay, dark on light colours and the other way round."""

TILE = 9.0
PATTERNS = ("clear", "dots_1", "dots_2", "dots_3", "lines_wide", "lines", "cross", "hatched")
"""From none to the densest; "hatched" is kept for what is not known."""


def add_pattern(defs: Element, id: str, pattern: str, ink: str) -> None:
    """Add one overlay to `defs`; "clear" is nothing and must not be asked for."""
    colour, opacity = INKS[ink]
    tile = SubElement(
        defs,
        "pattern",
        {
            "id": id,
            "width": f"{TILE:g}",
            "height": f"{TILE:g}",
            "patternUnits": "userSpaceOnUse",
            "patternTransform": f"rotate({ {'hatched': 135}.get(pattern, 45) })",
        },
    )
    look = {"fill": colour, "fill-opacity": opacity}
    for x, y, width, height in _bars(pattern):
        SubElement(tile, "rect", {"x": x, "y": y, "width": width, "height": height, **look})
    for x, y, radius in _dots(pattern):
        SubElement(tile, "circle", {"cx": x, "cy": y, "r": radius, **look})


def _dots(pattern: str) -> list[tuple[str, str, str]]:
    """x, y, radius."""
    return {
        "dots_1": [("4.5", "4.5", "1.1")],
        "dots_2": [("2.25", "2.25", "1.2"), ("6.75", "6.75", "1.2")],
        "dots_3": [(x, y, "1.3") for x in ("2.25", "6.75") for y in ("2.25", "6.75")],
    }.get(pattern, [])


def _bars(pattern: str) -> list[tuple[str, str, str, str]]:
    """x, y, width, height."""
    lines = [("0", y, "9", "1.4") for y in ("1.5", "6")]
    return {
        "lines_wide": [("0", "3.9", "9", "1.2")],
        "lines": lines,
        "cross": [*lines, *((y, x, height, width) for x, y, width, height in lines)],
        "hatched": [("0", "3", "9", "2.2")],
    }.get(pattern, [])
