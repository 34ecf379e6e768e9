"""Printing: one JSON document, or lines for people (tables: tables.py); messages on stderr."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from myostride.plain import plain

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

__all__ = [
    "console",
    "note",
    "note_new_athlete",
    "plain",
    "print_bullets",
    "print_json",
    "print_remarks",
    "progress",
    "stages",
]

WIDTH_OFF_TERMINAL = 120
"""Width of what goes to a file or pipe, where `COLUMNS` says nothing [characters]."""

QUIET_S = 1.0
"""A stage of work that is over sooner shows no bar."""


def print_json(document: Any) -> None:
    """Print one JSON document; indented where a person reads it."""
    indent = 2 if sys.stdout.isatty() else None
    print(json.dumps(plain(document), ensure_ascii=False, allow_nan=False, indent=indent))


def console() -> Console:
    """Standard output for tables and coloured text."""
    from rich.console import Console

    columns = os.environ.get("COLUMNS", "")
    # On a terminal, or where COLUMNS is set, the width is found by the console itself.
    known = sys.stdout.isatty() or (columns.isdigit() and int(columns) > 0)
    return Console(highlight=False, width=None if known else WIDTH_OFF_TERMINAL)


def note(message: str) -> None:
    """A line on stderr that is not part of the answer."""
    print(message, file=sys.stderr)


def note_new_athlete(name: str, others: Collection[str]) -> None:
    """Say so where a command made an athlete beside others: the name may be a slip."""
    if others and name.strip() not in others:
        note(f"new athlete '{name.strip()}', beside {', '.join(sorted(others))}")


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


@contextmanager
def stages(*names: str) -> Iterator[list[Callable[[int, int], None]]]:
    """For each stage of some work a function to tell (done, of how many); bars on stderr.

    A bar appears once its stage has lasted `QUIET_S`.
    """
    with progress() as bars:

        def teller(name: str) -> Callable[[int, int], None]:
            task = bars.add_task(name, total=None, visible=False)
            began: list[float] = []

            def tell(done: int, of: int) -> None:
                now = time.monotonic()
                began[:] = began or [now]
                visible = now - began[0] >= QUIET_S and done < of
                bars.update(task, completed=done, total=of, visible=visible)

            return tell

        yield [teller(name) for name in names]
