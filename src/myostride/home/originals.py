"""The original files behind what is stored: which there are, and whether they are unchanged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from myostride.errors import HomeError
from myostride.home.database import Database
from myostride.home.raw import RawStore
from myostride.home.schema import activity

__all__ = ["Original", "damaged_originals", "stored_originals"]


@dataclass(frozen=True, slots=True)
class Original:
    """One original file; `started` is when the first activity in it began."""

    sha256: str
    path: str
    started: datetime
    store: RawStore

    def read(self) -> bytes:
        """Its bytes.

        Raises
        ------
        HomeError
            If they are gone or damaged.
        """
        return self.store.read(self.sha256)


def stored_originals(database: Database, raw: RawStore, athlete_id: int) -> list[Original]:
    """Every original file of an athlete, oldest activity first."""
    query = (
        select(activity.c.raw_sha256, activity.c.path, activity.c.start_unix_s)
        .where(activity.c.athlete_id == athlete_id)
        .order_by(activity.c.start_unix_s.desc())
    )
    with database.reading() as connection:
        rows = connection.execute(query).all()
    found = {
        row.raw_sha256: Original(
            row.raw_sha256, row.path, datetime.fromtimestamp(row.start_unix_s, tz=UTC), raw
        )
        for row in rows
    }
    return list(reversed(found.values()))


def damaged_originals(
    database: Database,
    raw: RawStore,
    athlete_id: int | None,
    on_progress: Callable[[int, int], None] | None = None,
) -> tuple[int, list[str]]:
    """How many original files there should be, and a line for each that is gone or changed.

    Parameters
    ----------
    athlete_id
        Whose files; everyone's where None.
    on_progress
        Told (done, of how many).
    """
    query = select(activity.c.raw_sha256, activity.c.path).order_by(activity.c.id)
    if athlete_id is not None:
        query = query.where(activity.c.athlete_id == athlete_id)
    with database.reading() as connection:
        paths = {row.raw_sha256: row.path for row in connection.execute(query)}
    damaged = []
    for done, (sha256, path) in enumerate(paths.items(), 1):
        try:
            raw.read(sha256)
        except HomeError:
            damaged.append(f"{path} (raw/{sha256[:2]}/{sha256})")
        if on_progress is not None:
            on_progress(done, len(paths))
    return len(paths), damaged
