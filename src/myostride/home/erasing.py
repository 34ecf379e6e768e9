"""Everything of one athlete, deleted."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select, update

from myostride.home.database import Database
from myostride.home.raw import RawStore
from myostride.home.schema import activity, athlete, diary, load_cache, source_file, stream, stretch

__all__ = ["erase"]


def erase(database: Database, raw: RawStore, athlete_id: int) -> int:
    """Delete an athlete with all rows, then the original files that nobody else has.

    Returns
    -------
    int
        How many activities there were.
    """
    mine = select(activity.c.id).where(activity.c.athlete_id == athlete_id)
    with database.writing() as connection:
        own = _contents(connection, athlete_id)
        count = len(connection.execute(mine).all())
        for table in (load_cache, stream):
            connection.execute(delete(table).where(table.c.activity_id.in_(mine)))
        connection.execute(
            update(activity).where(activity.c.athlete_id == athlete_id).values(superseded_by=None)
        )
        for table in (stretch, diary, source_file, activity):
            connection.execute(delete(table).where(table.c.athlete_id == athlete_id))
        connection.execute(delete(athlete).where(athlete.c.id == athlete_id))
        others = _contents(connection, None)
    for sha256 in sorted(own - others):
        raw.remove(sha256)
    return count


def _contents(connection: Connection, athlete_id: int | None) -> set[str]:
    """Hashes of the original files of an athlete, or of everyone."""
    found: set[str] = set()
    for column, whose in (
        (activity.c.raw_sha256, activity.c.athlete_id),
        (source_file.c.sha256, source_file.c.athlete_id),
    ):
        query = select(column)
        if athlete_id is not None:
            query = query.where(whose == athlete_id)
        found |= set(connection.execute(query).scalars())
    return found
