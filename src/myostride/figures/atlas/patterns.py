"""Overlays that repeat a class without colour: dots, lines and crossed lines of rising density."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

__all__ = ["INKS", "PATTERNS", "add_pattern"]

INKS = {"dark": ("#000", ".28"), "light": ("#fff", ".42")}
"""Colour and opacity of the overlay, dark on light colours and the other way round."""

TILE, ANGLE = 10.0, 32
"""Size of a tile, and its turn [degrees], which keeps rows of dots off the fibres."""

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
            "patternTransform": f"rotate({ANGLE})",
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
        "dots_1": [("5", "5", "1.3")],
        "dots_2": [("2.5", "2.5", "1.5"), ("7.5", "7.5", "1.5")],
        "dots_3": [(x, y, "1.5") for x in ("2.5", "7.5") for y in ("2.5", "7.5")],
    }.get(pattern, [])


def _bars(pattern: str) -> list[tuple[str, str, str, str]]:
    """x, y, width, height."""
    lines = [("0", y, "10", "1.3") for y in ("1.85", "6.85")]
    return {
        "lines_wide": [("0", "4.4", "10", "1.3")],
        "lines": lines,
        "cross": [*lines, *((y, x, height, width) for x, y, width, height in lines)],
        "hatched": [("0", "3.5", "10", "3")],
    }.get(pattern, [])
