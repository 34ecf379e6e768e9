"""The files that were imported to the end, by content: given again, they are not read again."""

from __future__ import annotations

import time

from sqlalchemy import Connection, bindparam, delete, insert, select

from myostride.home.database import Database
from myostride.home.schema import source_file as table

__all__ = ["known_files", "remember_file"]

_INSERT = insert(table)
_FORGET = delete(table).where(
    table.c.athlete_id == bindparam("athlete"), table.c.sha256 == bindparam("content")
)


def known_files(database: Database, athlete_id: int) -> dict[str, list[str]]:
    """Hashes of the files this athlete imported to the end, with their activities."""
    query = select(table.c.sha256, table.c.run_ids).where(table.c.athlete_id == athlete_id)
    with database.reading() as connection:
        return {row.sha256: row.run_ids for row in connection.execute(query)}


def remember_file(
    connection: Connection, athlete_id: int, path: str, sha256: str, run_ids: list[str]
) -> None:
    """Note that a file is imported to the end."""
    # Another process may have finished the same file in the meantime.
    connection.execute(_FORGET, {"athlete": athlete_id, "content": sha256})
    connection.execute(
        _INSERT,
        {
            "athlete_id": athlete_id,
            "sha256": sha256,
            "path": path,
            "run_ids": run_ids,
            "imported_unix_s": time.time(),
        },
    )
