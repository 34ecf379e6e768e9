"""What is stored of an athlete: the runs, each with its table, by id."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from myostride.activity.run import Run
from myostride.coach.ready_why import SessionFacts
from myostride.errors import HomeError, InputError, UnknownName
from myostride.home import schema
from myostride.home.database import Database
from myostride.home.raw import RawStore
from myostride.home.schema import AnyRow
from myostride.home.stream import STREAM_FORMAT, run_from_blob, run_to_blob

__all__ = [
    "StoredRun",
    "facts",
    "find",
    "found_in",
    "listed",
    "local_time",
    "read_run",
    "standing_for",
    "standing_runs",
]

_table = schema.activity

PARTS_OF_DAY = ((5, "night"), (12, "morning"), (18, "afternoon"), (24, "evening"))


def local_time(unix_s: float, utc_offset_s: float | None) -> datetime:
    """A moment by the runner's clock, by UTC where no file says the local time."""
    return datetime.fromtimestamp(unix_s + (utc_offset_s or 0.0), tz=UTC)


@dataclass(frozen=True, slots=True)
class StoredRun:
    """One activity as listed; None means unknown. `has_run` is false for other sports."""

    run_id: str
    sport: str
    has_run: bool
    start_utc: datetime
    utc_offset_s: float | None
    duration_s: float
    distance_m: float | None
    ascent_m: float | None
    records: int
    device: str
    title: str | None
    path: str
    warnings: tuple[str, ...]

    @property
    def local_start(self) -> datetime:
        """When it began, by the runner's clock."""
        return local_time(self.start_utc.timestamp(), self.utc_offset_s)

    @property
    def day(self) -> date:
        """The runner's day on which it began."""
        return self.local_start.date()

    @property
    def name(self) -> str:
        """Its title, else what anybody would call it: "Sunday morning run"."""
        if self.title:
            return self.title
        at = self.local_start
        part = next(name for hour, name in PARTS_OF_DAY if at.hour < hour)
        sport = "run" if self.sport == "running" else self.sport.replace("_", " ")
        return f"{at:%A} {part} {sport}"

    def to_json(self) -> dict[str, Any]:
        return {
            "run_id": self.run_id,
            "sport": self.sport,
            "start_utc": self.start_utc.isoformat().replace("+00:00", "Z"),
            "utc_offset_s": self.utc_offset_s,
            "duration_s": self.duration_s,
            "distance_m": self.distance_m,
            "ascent_m": self.ascent_m,
            "records": self.records,
            "device": self.device,
            "title": self.title,
            "path": self.path,
            "warnings": list(self.warnings),
        }


def found_in(
    runs: Iterable[StoredRun], words: str = "", begin: date | None = None, end: date | None = None
) -> list[StoredRun]:
    """The runs from day to day that have every word in name, day, sport, device or file name."""
    wanted = words.lower().split()

    def fits(run: StoredRun) -> bool:
        if (begin and run.day < begin) or (end and run.day > end):
            return False
        text = f"{run.name} {run.day.isoformat()} {run.path} {run.device} {run.sport}".lower()
        return all(word in text for word in wanted)

    return [run for run in runs if fits(run)]


def standing_runs(
    connection: Connection, athlete_id: int, *, other_sports: bool = False
) -> list[StoredRun]:
    """Every activity that stands, oldest first."""
    query = select(_table).where(
        _table.c.athlete_id == athlete_id, _table.c.superseded_by.is_(None)
    )
    if not other_sports:
        query = query.where(_table.c.has_run)
    rows = connection.execute(query.order_by(_table.c.start_unix_s, _table.c.run_id))
    return [listed(row) for row in rows]


def find(connection: Connection, athlete_id: int, run_id: str) -> AnyRow:
    """The standing recording that `run_id` (or an unambiguous beginning of one) leads to.

    Raises
    ------
    InputError
        If no activity, or more than one, has that id.
    """
    ids = connection.execute(
        select(_table.c.run_id).where(
            _table.c.athlete_id == athlete_id,
            _table.c.run_id.startswith(run_id, autoescape=True),
        )
    ).scalars()
    matches = sorted(ids)
    exact = run_id if run_id in matches else None
    if not run_id or not matches:
        raise UnknownName("run", run_id, _recent_ids(connection, athlete_id))
    if exact is None and len(matches) > 1:
        raise InputError(f"run '{run_id}' is ambiguous: {', '.join(matches[:5])}")
    where = (_table.c.athlete_id == athlete_id) & (_table.c.run_id == (exact or matches[0]))
    return standing_for(connection, connection.execute(select(_table).where(where)).one())


def standing_for(connection: Connection, row: AnyRow) -> AnyRow:
    """The recording that stands for the one in `row`: itself unless it is superseded."""
    while row.superseded_by is not None:
        row = connection.execute(select(_table).where(_table.c.id == row.superseded_by)).one()
    return row


def read_run(database: Database, raw: RawStore, athlete_id: int, run_id: str) -> Run:
    """The table of one run: from its stored stream, else read again from the original file.

    Raises
    ------
    InputError
        If there is no such run, or it is another sport without a table.
    HomeError
        If the stored data is damaged and the original file is gone.
    """
    with database.reading() as connection:
        row = find(connection, athlete_id, run_id)
        if not row.has_run:
            raise InputError(f"{row.run_id} is {row.sport}, not a run")
        stored = connection.execute(
            select(schema.stream).where(schema.stream.c.activity_id == row.id)
        ).first()
    if stored is not None and stored.format == STREAM_FORMAT:
        return run_from_blob(stored.blob)
    return _read_again(database, raw, row)


def facts(run: Run) -> SessionFacts:
    """What a runner knows a run by; what its file does not say is None."""
    told = (run.total_distance_m, run.ascent_m, run.descent_m)
    distance_m, ascent_m, descent_m = (None if math.isnan(x) else float(x) for x in told)
    return SessionFacts(distance_m, ascent_m, descent_m)


def _read_again(database: Database, raw: RawStore, row: AnyRow) -> Run:
    from myostride.activity.reading import read_activities

    activities = read_activities(raw.read(row.raw_sha256), row.path, sport=row.sport)
    run: Run | None = None
    if row.position < len(activities):
        run = activities[row.position].run
    if run is None:
        raise HomeError(f"the original file of {row.run_id} no longer reads as a run; import "
                        f"{row.path} again")  # fmt: skip
    with database.writing() as connection:
        connection.execute(delete(schema.stream).where(schema.stream.c.activity_id == row.id))
        connection.execute(
            insert(schema.stream).values(
                activity_id=row.id, format=STREAM_FORMAT, blob=run_to_blob(run)
            )
        )
    return run


def _recent_ids(connection: Connection, athlete_id: int) -> Iterable[str]:
    newest = select(_table.c.run_id).where(_table.c.athlete_id == athlete_id)
    return connection.execute(newest.order_by(_table.c.start_unix_s.desc()).limit(3)).scalars()


def listed(row: AnyRow) -> StoredRun:
    """A row of the table of activities as listed."""
    return StoredRun(
        run_id=row.run_id,
        sport=row.sport,
        has_run=row.has_run,
        start_utc=datetime.fromtimestamp(row.start_unix_s, tz=UTC),
        utc_offset_s=row.utc_offset_s,
        duration_s=row.duration_s,
        distance_m=row.distance_m,
        ascent_m=row.ascent_m,
        records=row.records,
        device=row.device,
        title=row.title,
        path=row.path,
        warnings=tuple(row.warnings),
    )
