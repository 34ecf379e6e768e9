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
    from rich.console import Console, JustifyMethod
    from rich.progress import Progress
    from rich.table import Table

__all__ = [
    "console",
    "note",
    "plain",
    "print_bullets",
    "print_json",
    "print_remarks",
    "progress",
    "table",
]


WIDTH_OFF_TERMINAL = 120
"""Width of tables that go to a file or pipe [characters]."""


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

    width = None if sys.stdout.isatty() else WIDTH_OFF_TERMINAL
    return Console(highlight=False, width=width)


def note(message: str) -> None:
    """A line on stderr that is not part of the answer."""
    print(message, file=sys.stderr)


def table(
    *columns: str,
    right: Iterable[str] = (),
    wrap: Iterable[str] = (),
    title: str | None = None,
) -> Table:
    """An open table in the house style.

    Columns named in `right` are aligned right; those in `wrap` give way on a narrow screen.
    """
    from rich import box
    from rich.table import Table

    made = Table(
        title=title,
        title_style="bold",
        title_justify="left",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        padding=(0, 1, 0, 0),
        header_style="dim",
    )
    aligned_right, giving_way = set(right), set(wrap)
    for name in columns:
        side: JustifyMethod = "right" if name in aligned_right else "left"
        made.add_column(name, justify=side, no_wrap=name not in giving_way)
    return made


def print_remarks(screen: Console, assumed: Iterable[str], beyond: Iterable[str] = ()) -> None:
    """What was assumed, and what lies outside the evidence, below an answer."""
    for sentence in assumed:
        screen.print(f"[dim]· {_plain_text(sentence)}[/dim]")
    for sentence in beyond:
        screen.print(f"[yellow]· outside the evidence: {_plain_text(sentence)}[/yellow]")


def print_bullets(screen: Console, lines: Iterable[str]) -> None:
    """Lines of text as a list, indented where they wrap."""
    from rich.table import Table

    grid = Table.grid(padding=(0, 1))
    for line in lines:
        grid.add_row("•", _plain_text(line))
    screen.print(grid)


def _plain_text(text: str) -> str:
    from rich.markup import escape

    return escape(text)


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
