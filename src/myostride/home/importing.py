"""Files in: each activity found is stored once, with its original bytes, or its reason said.

Every activity is committed on its own, after its raw file is safely on disk, so that an
interrupted import keeps what it reported and a second one finishes the rest. The bytes of
every imported file are kept, those of a poorer copy too: disk is cheap, and a better reader
may find more in them one day.
"""

from __future__ import annotations

import hashlib
import math
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select

from myostride.activity.collect import Found, collect
from myostride.activity.duplicates import richness
from myostride.activity.gym import GYM
from myostride.activity.reading import read_activities
from myostride.activity.run import Activity
from myostride.errors import ActivityError, HomeError, InputError
from myostride.home import schema
from myostride.home.database import Database, file_failures, new_key
from myostride.home.faults import write_fault
from myostride.home.gym import with_gym_notes
from myostride.home.import_report import ImportReport, ImportRow, OnImport
from myostride.home.known_files import known_files, remember_file
from myostride.home.library import standing_for
from myostride.home.merging import Settled, settle
from myostride.home.raw import RawStore
from myostride.home.stream import STREAM_FORMAT, quality_facts, run_to_blob

__all__ = ["ImportReport", "ImportRow", "Importer", "OnImport", "import_paths", "sort_out", "store"]


@dataclass(frozen=True, slots=True)
class Importer:
    """Where imported activities of one athlete go."""

    database: Database
    raw: RawStore
    athlete_id: int
    log_file: Path


def sort_out(paths: Iterable[str | Path]) -> tuple[list[Path], list[ImportRow]]:
    """The paths that exist, and a failed row for each that does not.

    Raises
    ------
    InputError
        If none of them exists.
    """
    given = [Path(path) for path in paths]
    there = [path for path in given if os.path.lexists(path)]
    if given and not there:
        raise InputError(f"no such file or folder: {', '.join(map(str, given))}")
    return there, [ImportRow(str(path), "failed", "no such file or folder")
                   for path in given if path not in there]  # fmt: skip


def import_paths(
    importer: Importer,
    paths: Sequence[Path],
    on_progress: OnImport | None = None,
    *,
    named: Callable[[str], str] | None = None,
) -> ImportReport:
    """Import every activity under `paths`.

    Parameters
    ----------
    named
        What a file at some path is called; None calls it by its whole path.

    Raises
    ------
    InputError
        If a path does not exist.
    HomeError
        If the home cannot be written; what was stored before stays.
    """
    report = ImportReport()
    try:
        known = known_files(importer.database, importer.athlete_id)
        for found in collect(paths):
            if named is not None:
                found = replace(found, path=named(found.path))
            for row in _rows(importer, found, known):
                report.files.append(row)
                if on_progress is not None:
                    on_progress(row)
    except KeyboardInterrupt:
        report.interrupted = True
    report.files = _as_they_stand(importer, report.files)
    return report


def _as_they_stand(importer: Importer, rows: list[ImportRow]) -> list[ImportRow]:
    """The rows, those skipped whose recording a later one of the same call stands for."""
    by = _table.alias()
    query = (
        select(_table.c.run_id, by.c.run_id.label("standing"))
        .join(by, _table.c.superseded_by == by.c.id)
        .where(_table.c.athlete_id == importer.athlete_id)
    )
    with importer.database.reading() as connection:
        standing = {row.run_id: row.standing for row in connection.execute(query)}
    return [
        replace(row, outcome="skipped", run_id=by_id, reason=_SAME.format(by_id))
        if (by_id := standing.get(row.run_id or "")) is not None
        else row
        for row in rows
    ]


def _rows(importer: Importer, found: Found, known: dict[str, list[str]]) -> Iterator[ImportRow]:
    """What becomes of one candidate file; whatever goes wrong in it stays its own."""
    if found.skip is not None:
        yield ImportRow(found.path, "skipped", found.skip)
        return
    if found.error is not None or found.data is None:
        yield ImportRow(found.path, "failed", str(found.error or "holds no data"))
        return
    try:
        yield from _file_rows(importer, found, found.data, known)
    except (HomeError, InputError):
        raise
    except ActivityError as error:
        yield ImportRow(found.path, "failed", str(error))
    except Exception as error:  # one bad file must not cost the others
        yield ImportRow(found.path, "failed", _logged(importer.log_file, found.path, error))


def _file_rows(
    importer: Importer, found: Found, data: bytes, known: dict[str, list[str]]
) -> Iterator[ImportRow]:
    sha256 = hashlib.sha256(data).hexdigest()
    if sha256 in known:
        importer.raw.write(sha256, data)  # the kept bytes may have been lost since
        with importer.database.reading() as connection:
            rows = [_known_row(connection, importer, found.path, id_) for id_ in known[sha256]]
        yield from rows
        return
    activities = read_activities(data, found.path, sport=found.sport or "", sha256=sha256)
    activities = with_gym_notes(activities, data)
    importer.raw.write(sha256, data)
    run_ids = [_run_id(activity, position) for position, activity in enumerate(activities)]
    for position, activity in enumerate(activities):
        with importer.database.writing() as connection:
            row = store(connection, importer, found, activity, sha256, position)
            if position == len(activities) - 1:
                remember_file(connection, importer.athlete_id, found.path, sha256, run_ids)
        yield row
    known[sha256] = run_ids


def _run_id(activity: Activity, position: int) -> str:
    """Short and stable: from the content of the (unpacked) file, or of the workout, alone.

    Every export of a gym log holds the earlier ones, so a workout's place in it says nothing.
    """
    if activity.format == GYM:
        return activity.sha256[:12]
    return activity.sha256[:12] + (f"-{position + 1}" if position else "")


_SAME = "the same activity as {}, whose recording holds as much or more"

_table = schema.activity
_INSERT_ACTIVITY = insert(_table)
_INSERT_STREAM = insert(schema.stream)
_FIND = select(_table).where(
    _table.c.athlete_id == bindparam("athlete"), _table.c.run_id == bindparam("run")
)


def store(
    connection: Connection,
    importer: Importer,
    found: Found,
    activity: Activity,
    sha256: str,
    position: int,
) -> ImportRow:
    """Store one activity and say what became of it."""
    run_id = _run_id(activity, position)
    start = activity.start_utc.timestamp()
    end = start + activity.duration_s
    key = {"athlete": importer.athlete_id, "run": run_id}
    if connection.execute(_FIND, key).first() is not None:
        return _known_row(connection, importer, found.path, run_id)
    values = _activity_values(activity) | {
        "athlete_id": importer.athlete_id,
        "run_id": run_id,
        "raw_sha256": sha256,
        "position": position,
        "path": found.path,
        "title": found.title or activity.title or None,
        "start_unix_s": start,
        "end_unix_s": end,
        "imported_unix_s": time.time(),
    }
    row_id = new_key(connection.execute(_INSERT_ACTIVITY, values))
    settled = settle(connection, importer.athlete_id, run_id, start, end)
    if activity.run is not None and settled.standing_run_id == run_id:
        blob = run_to_blob(activity.run)
        connection.execute(
            _INSERT_STREAM, {"activity_id": row_id, "format": STREAM_FORMAT, "blob": blob}
        )
    return _new_row(found.path, activity, run_id, settled)


def _activity_values(activity: Activity) -> dict[str, Any]:
    run = activity.run
    return {
        "sport": activity.sport,
        "has_run": run is not None,
        "utc_offset_s": run.utc_offset_s if run is not None else None,
        "duration_s": activity.duration_s,
        "distance_m": _known(activity.distance_m),
        "ascent_m": _known(activity.ascent_m),
        "records": activity.records,
        "device": activity.device,
        "warnings": list(activity.warnings),
        "quality": quality_facts(run.quality) if run is not None else None,
        "profile_hints": run.profile_hints if run is not None else None,
        "richness": list(richness(activity)),
    }


def _new_row(path: str, activity: Activity, run_id: str, settled: Settled) -> ImportRow:
    outcome, reason = "imported", ""
    if settled.standing_run_id != run_id:
        outcome = "skipped"
        reason = _SAME.format(settled.standing_run_id)
    elif settled.replaced:
        replaced = ", ".join(settled.replaced)
        reason = f"replaces {replaced}: the same activity, whose recording holds no more"
    elif activity.run is None and activity.format != GYM:
        reason = f"kept as {activity.sport}, which has no running load"
    return ImportRow(
        path=path,
        outcome=outcome,
        reason=reason,
        run_id=settled.standing_run_id,
        sport=activity.sport,
        start_utc=activity.start_utc,
        duration_s=activity.duration_s,
        distance_m=_known(activity.distance_m),
        ascent_m=_known(activity.ascent_m),
        records=activity.records,
        warnings=activity.warnings,
    )


def _known_row(connection: Connection, importer: Importer, path: str, run_id: str) -> ImportRow:
    """The row of an activity that was imported before."""
    key = {"athlete": importer.athlete_id, "run": run_id}
    stored = connection.execute(_FIND, key).one()
    standing = standing_for(connection, stored)
    return ImportRow(
        path=path,
        outcome="skipped",
        reason=f"already imported as {stored.run_id}"
        if standing is stored
        else _SAME.format(standing.run_id),
        run_id=standing.run_id,
        sport=stored.sport,
        start_utc=datetime.fromtimestamp(stored.start_unix_s, tz=UTC),
        duration_s=stored.duration_s,
        distance_m=stored.distance_m,
        ascent_m=stored.ascent_m,
        records=stored.records,
        warnings=tuple(stored.warnings),
    )


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value


def _logged(log_file: Path, path: str, error: Exception) -> str:
    """One line for the user; the traceback goes where it can be sent from."""
    with file_failures(log_file.parent):
        write_fault(log_file, path, error)
    first_line = str(error).splitlines()[0] if str(error) else ""
    return (
        f"internal error: {type(error).__name__} {first_line}".rstrip()
        + f"; please report it with {log_file}"
    )
