"""The athletes of a home: who there is, and what their files say of them."""

from __future__ import annotations

import time
import unicodedata
from typing import Any

from sqlalchemy import insert, select, update

from myostride.errors import InputError, UnknownName
from myostride.home.database import Database, new_key
from myostride.home.profile import HINTED
from myostride.home.schema import activity
from myostride.home.schema import athlete as table

__all__ = ["athlete_id", "checked_name", "hints", "names", "state", "stated"]

_FILES_ASKED = 50
_STEERING = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Unicode's categories of what a terminal or a file takes for something else than a letter."""


def checked_name(name: str) -> str:
    """A name without what stands around it.

    Raises
    ------
    InputError
        If nobody can have that name.
    """
    name = name.strip()
    if not 0 < len(name) <= 100:
        raise InputError("an athlete's name has 1 to 100 characters")
    if any(unicodedata.category(letter) in _STEERING for letter in name):
        raise InputError("an athlete's name has no control characters or line breaks")
    return name


def names(database: Database) -> list[str]:
    """The names of all athletes, in order."""
    with database.reading() as connection:
        return list(connection.execute(select(table.c.name).order_by(table.c.name)).scalars())


def athlete_id(database: Database, name: str, *, create: bool) -> int:
    """The key of an athlete. The first one of a home is made, a further one if `create`.

    Raises
    ------
    UnknownName
        If there are athletes, but not this one.
    """
    mine = select(table.c.id).where(table.c.name == name)
    with database.reading() as connection:
        found = connection.execute(mine).scalar()
    if found is not None:
        return int(found)
    others = names(database)
    if others and not create:
        raise UnknownName("athlete", name, others)
    with database.writing() as connection:
        found = connection.execute(mine).scalar()  # another process may have been quicker
        if found is not None:
            return int(found)
        new = insert(table).values(name=name, created_unix_s=time.time())
        return new_key(connection.execute(new))


def stated(database: Database, athlete: int) -> dict[str, Any]:
    """What an athlete stated of themselves, field by field."""
    with database.reading() as connection:
        return dict(connection.execute(select(table).where(table.c.id == athlete)).one()._mapping)


def state(database: Database, athlete: int, values: dict[str, Any]) -> None:
    """Store checked profile fields; the others stay as they are."""
    if values:
        with database.writing() as connection:
            connection.execute(update(table).where(table.c.id == athlete).values(**values))


def hints(database: Database, athlete: int) -> dict[str, Any]:
    """What the newest files say of their owner, field by field."""
    newest = (
        select(activity.c.profile_hints)
        .where(activity.c.athlete_id == athlete, activity.c.has_run)
        .order_by(activity.c.start_unix_s.desc())
        .limit(_FILES_ASKED)
    )
    said: dict[str, Any] = {}
    with database.reading() as connection:
        for older in connection.execute(newest).scalars():
            said = {name: value for name, value in (older or {}).items() if name in HINTED} | said
    return said
