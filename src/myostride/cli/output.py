"""Printing: one JSON document, or tables and lines for people; messages go to stderr."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress
    from rich.table import Table

__all__ = ["console", "note", "plain", "print_json", "progress", "table"]


def plain(value: Any) -> Any:
    """`value` as JSON can hold it: arrays as lists, dates as ISO text, NaN as null."""
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if value is None or isinstance(value, str | int | bool):
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Iterable):
        return [plain(item) for item in value]
    raise TypeError(f"{type(value).__name__} has no JSON form")


def print_json(document: Any) -> None:
    """Print one JSON document; indented where a person reads it."""
    indent = 2 if sys.stdout.isatty() else None
    print(json.dumps(plain(document), ensure_ascii=False, allow_nan=False, indent=indent))


def console() -> Console:
    """Standard output for tables and coloured text."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=False)


def note(message: str) -> None:
    """A line on stderr that is not part of the answer."""
    print(message, file=sys.stderr)


def table(*columns: str, right: Iterable[str] = (), title: str | None = None) -> Table:
    """An open table in the house style; the columns named in `right` are aligned right."""
    from rich import box
    from rich.table import Table

    made = Table(
        title=title,
        title_style="bold",
        title_justify="left",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        padding=(0, 1),
        header_style="dim",
    )
    aligned_right = set(right)
    for name in columns:
        side = "right" if name in aligned_right else "left"
        made.add_column(name, justify=side, no_wrap=True)  # type: ignore[arg-type]
    return made


def progress() -> Progress:
    """A progress bar on stderr, shown only where stderr is a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
        transient=True,
    )
