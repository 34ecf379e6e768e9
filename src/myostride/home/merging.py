"""One activity recorded twice is one activity: the richer recording stands for both.

The poorer recording stays in the database, superseded, so that its id still leads to the
activity and its file is known. Which one stands does not depend on the order of imports:
within a group of recordings that overlap each other the richest stands first, and one that
is no duplicate of any standing recording stands too.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, select, update

from myostride.activity.duplicates import same_activity
from myostride.activity.run import Activity
from myostride.home.schema import AnyRow
from myostride.home.schema import activity as table

__all__ = ["Settled", "settle"]


@dataclass(frozen=True, slots=True)
class Settled:
    """What a new recording did: the run that stands for it, and the runs it now stands for."""

    standing_run_id: str
    replaced: tuple[str, ...] = ()


_WINDOW = select(
    table.c.id,
    table.c.run_id,
    table.c.sport,
    table.c.start_unix_s,
    table.c.end_unix_s,
    table.c.duration_s,
    table.c.distance_m,
    table.c.records,
    table.c.richness,
    table.c.superseded_by,
).where(
    table.c.athlete_id == bindparam("athlete"),
    table.c.end_unix_s > bindparam("start"),
    table.c.start_unix_s < bindparam("end"),
)
_SUPERSEDE = (
    update(table).where(table.c.id == bindparam("row")).values(superseded_by=bindparam("by"))
)


def settle(connection: Connection, athlete_id: int, run_id: str, start: float, end: float) -> (
    Settled
):  # fmt: skip
    """Decide which recordings stand around the stored `run_id`, which lies in [start, end].

    To be called inside the transaction that stored it.
    """
    rows = _overlapping(connection, athlete_id, start, end)
    if len(rows) == 1:
        return Settled(run_id)
    group = _group(connection, athlete_id, next(row for row in rows if row.run_id == run_id))
    standing_for = _standing(group)
    replaced = []
    for row in group:
        by = standing_for[row.id]
        superseded_by = None if by.id == row.id else by.id
        if superseded_by == row.superseded_by:
            continue
        connection.execute(_SUPERSEDE, {"row": row.id, "by": superseded_by})
        if superseded_by is not None and row.run_id != run_id:
            replaced.append(row.run_id)
    own = next(row.id for row in group if row.run_id == run_id)
    return Settled(standing_for[own].run_id, tuple(sorted(replaced)))


def _overlapping(
    connection: Connection, athlete_id: int, start: float, end: float
) -> Sequence[AnyRow]:
    # An activity of no length still has to find itself.
    window = {"athlete": athlete_id, "start": start - 1.0, "end": max(end, start) + 1.0}
    return connection.execute(_WINDOW, window).all()


def _group(connection: Connection, athlete_id: int, first: AnyRow) -> list[AnyRow]:
    """Every recording tied to `first` by a chain of duplicates."""
    group, waiting = {first.id: first}, [first]
    while waiting:
        row = waiting.pop()
        for other in _overlapping(connection, athlete_id, row.start_unix_s, row.end_unix_s):
            if other.id not in group and same_activity(_summary(row), _summary(other)):
                group[other.id] = other
                waiting.append(other)
    return list(group.values())


def _standing(group: list[AnyRow]) -> dict[int, AnyRow]:
    """For each recording of a group the one that stands for it."""
    standing: list[AnyRow] = []
    stands_for: dict[int, AnyRow] = {}
    for row in sorted(group, key=lambda r: (r.richness, r.run_id), reverse=True):
        better = next((s for s in standing if same_activity(_summary(s), _summary(row))), None)
        if better is None:
            standing.append(row)
        stands_for[row.id] = better if better is not None else row
    return stands_for


def _summary(row: AnyRow) -> Activity:
    """What the database knows of a recording, without its table."""
    return Activity(
        sport=row.sport,
        start_utc=datetime.fromtimestamp(row.start_unix_s, tz=UTC),
        duration_s=row.duration_s,
        distance_m=math.nan if row.distance_m is None else row.distance_m,
        ascent_m=math.nan,
        records=row.records,
        device="",
        run=None,
    )
