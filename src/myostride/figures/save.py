"""Figures to files: PNG and SVG, drawn in this process without a network or a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from myostride.errors import InputError

__all__ = ["save"]

PIXELS_PER_POINT = 2.0
"""PNG files are drawn at twice their nominal size, for sharp text on today's screens."""


def save(figure: Any, path: Path) -> None:
    """Write an Altair chart, or a drawing as the text of an SVG, to `path` (.png or .svg).

    Raises
    ------
    InputError
        If the name ends in neither, or the file cannot be written.
    """
    match path.suffix.lower():
        case ".png":
            data = _png(figure)
        case ".svg":
            data = _svg(figure).encode()
        case _:
            raise InputError(f"figure '{path}' must end in .png or .svg")
    try:
        path.write_bytes(data)
    except OSError as error:
        raise InputError(f"figure '{path}' cannot be written: {error.strerror}") from None


def _png(figure: Any) -> bytes:
    import vl_convert

    if isinstance(figure, str):
        return bytes(vl_convert.svg_to_png(figure, scale=PIXELS_PER_POINT))
    return bytes(vl_convert.vegalite_to_png(figure.to_json(validate=False), scale=PIXELS_PER_POINT))


def _svg(figure: Any) -> str:
    import vl_convert

    if isinstance(figure, str):
        return figure
    return str(vl_convert.vegalite_to_svg(figure.to_json(validate=False)))
