"""The diary as it is stored: one row per entry."""

from __future__ import annotations

import time

from sqlalchemy import delete, insert, select

from myostride.errors import UnknownName
from myostride.home.database import Database, new_key
from myostride.home.diary import DiaryRow, Entry, stored_entry
from myostride.home.schema import diary as table

__all__ = ["read_entries", "remove_entry", "write_entry"]


def write_entry(database: Database, athlete_id: int, entry: Entry) -> DiaryRow:
    """Store one checked entry."""
    row = entry.to_row() | {"athlete_id": athlete_id, "created_unix_s": time.time()}
    with database.writing() as connection:
        return DiaryRow(new_key(connection.execute(insert(table), row)), entry)


def read_entries(database: Database, athlete_id: int, kind: str | None = None) -> list[DiaryRow]:
    """The entries of one athlete, oldest day first, of one kind or all."""
    query = select(table).where(table.c.athlete_id == athlete_id)
    if kind is not None:
        query = query.where(table.c.kind == kind)
    with database.reading() as connection:
        rows = connection.execute(query.order_by(table.c.day, table.c.id))
        return [stored_entry(row._asdict()) for row in rows]


def remove_entry(database: Database, athlete_id: int, entry_id: int) -> None:
    """Delete one entry of an athlete.

    Raises
    ------
    UnknownName
        If there is none of that number.
    """
    mine = (table.c.athlete_id == athlete_id) & (table.c.id == entry_id)
    with database.writing() as connection:
        if connection.execute(delete(table).where(mine)).rowcount == 0:
            newest = select(table.c.id).where(table.c.athlete_id == athlete_id)
            ids = connection.execute(newest.order_by(table.c.id.desc()).limit(3)).scalars()
            raise UnknownName("diary entry", str(entry_id), map(str, ids))
