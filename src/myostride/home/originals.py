"""Whether the original files behind what is stored are still there, and unchanged."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from myostride.errors import HomeError
from myostride.home.database import Database
from myostride.home.raw import RawStore
from myostride.home.schema import activity

__all__ = ["damaged_originals"]


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
