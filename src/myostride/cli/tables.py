"""Tables that fit the screen: on a narrow one whole columns go, never part of a number."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console, JustifyMethod
    from rich.table import Table

__all__ = ["print_table"]


def print_table(
    screen: Console,
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    right: Collection[str] = (),
    wrap: Collection[str] = (),
    give_way: Sequence[str] = (),
    styles: Sequence[str] = (),
    title: str | None = None,
) -> None:
    """Print an open table in the house style.

    Parameters
    ----------
    headings, rows
        Text, with markup.
    right, wrap
        Headings of the columns that are aligned right, and of those that break between words.
    give_way
        Headings of the columns that a narrow screen goes without, the first to go first; a line
        below the table names them.
    styles
        One per row, where they differ.
    """
    rows = [list(row) for row in rows]
    kept, left_out = list(range(len(headings))), []
    table = _table(headings, rows, kept, right, wrap, styles, title)
    for name in give_way:
        if _least_width(screen, table) <= screen.width:
            break
        kept.remove(headings.index(name))
        left_out.append(name)
        table = _table(headings, rows, kept, right, wrap, styles, title)
    if _least_width(screen, table) > screen.width:
        table = _table(headings, rows, kept, right, headings, styles, title)
    screen.print(table)
    named = [name for name in left_out if name]
    if named:
        screen.print(f"[dim]No room for: {', '.join(named)}. A wider window shows them, and so "
                     "does --json.[/dim]")  # fmt: skip


def _table(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    kept: Sequence[int],
    right: Collection[str],
    wrap: Collection[str],
    styles: Sequence[str],
    title: str | None,
) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    made = Table(
        title=title,
        title_style="bold",
        title_justify="left",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        padding=(0, 1, 0, 0),
        header_style="dim",
    )
    for column in kept:
        name = headings[column]
        side: JustifyMethod = "right" if name in right else "left"
        cells = [Text.from_markup(row[column]).cell_len for row in rows]
        made.add_column(
            name,
            justify=side,
            no_wrap=name not in wrap,
            overflow="fold",
            min_width=None if name in wrap else max([len(name), *cells]),
        )
    for number, row in enumerate(rows):
        made.add_row(*(row[column] for column in kept), style=styles[number] if styles else None)
    return made


def _least_width(screen: Console, table: Table) -> int:
    """The narrowest screen that cuts nothing [characters]."""
    from rich.measure import Measurement

    return Measurement.get(screen, screen.options.update(max_width=10_000), table).minimum
