"""Whether anything of an athlete changed since an answer was worked out."""

from __future__ import annotations

from sqlalchemy import func, select

from myostride.home.database import Database
from myostride.home.loads import fingerprint
from myostride.home.schema import activity, athlete, diary
from myostride.physiology import MODEL_VERSION

__all__ = ["version_of"]


def version_of(database: Database, athlete_id: int) -> str:
    """A hash that is another one after any change of profile, runs or diary, or of the model."""
    runs = select(
        func.count(), func.max(activity.c.id), func.max(activity.c.imported_unix_s),
        func.count(activity.c.superseded_by),
    ).where(activity.c.athlete_id == athlete_id)  # fmt: skip
    entries = select(
        func.count(), func.max(diary.c.id), func.sum(diary.c.id), func.max(diary.c.created_unix_s)
    ).where(diary.c.athlete_id == athlete_id)
    stated = select(athlete).where(athlete.c.id == athlete_id)
    with database.reading() as connection:
        known = [tuple(connection.execute(query).one()) for query in (runs, entries, stated)]
    return fingerprint(MODEL_VERSION, *known)
