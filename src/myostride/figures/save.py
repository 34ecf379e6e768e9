"""Figures to files: PNG and SVG, drawn in this process without a network or a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from myostride.errors import InputError

__all__ = ["save"]

PIXELS_PER_POINT = 2.0
"""PNG files are drawn at twice their nominal size, for sharp text on today's screens."""


def save(chart: Any, path: Path) -> None:
    """Write an Altair chart to `path` (.png or .svg).

    Raises
    ------
    InputError
        If the name ends in neither, or the file cannot be written.
    """
    import vl_convert

    spec = chart.to_json(validate=False)
    match path.suffix.lower():
        case ".png":
            data = vl_convert.vegalite_to_png(spec, scale=PIXELS_PER_POINT)
        case ".svg":
            data = vl_convert.vegalite_to_svg(spec).encode()
        case _:
            raise InputError(f"figure '{path}' must end in .png or .svg")
    try:
        path.write_bytes(data)
    except OSError as error:
        raise InputError(f"figure '{path}' cannot be written: {error.strerror}") from None
