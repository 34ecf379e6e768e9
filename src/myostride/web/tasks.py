"""What jobs do: import files, search for a plan. Both tell how far they are and can be ended."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from fastapi import Request

from myostride.coach.outgoing import write
from myostride.coach.weeks import Wishes
from myostride.errors import InputError
from myostride.home import open_home
from myostride.home.documents import plan_document
from myostride.home.import_report import ImportReport, ImportRow
from myostride.home.planning import plan_running
from myostride.training.capacity import capacity_of
from myostride.web.guard.csrf import HEADER, token_matches
from myostride.web.job import Cancelled, Job, Told
from myostride.web.settings import Settings
from myostride.web.uploads import Received, receive_files
from myostride.web.work import Work

__all__ = ["TAKEN", "import_files", "import_upload", "search_plan", "work_of"]


TAKEN = ("fit", "ics", "zwo", "html")
"""What a plan can be taken along as; the search leaves these files in its job's folder."""


def work_of(request: Request) -> Work:
    """The jobs of the dashboard that a request is for."""
    work = request.app.state.work
    assert isinstance(work, Work)
    return work


async def import_upload(request: Request, settings: Settings, athlete: str) -> Job:
    """Receive a form of files, and begin to import them.

    Raises
    ------
    InputError
        If it is no such form, or holds too much or nothing.
    NotFromOurPage
        If it is not from one of our pages.
    """
    stated = request.headers.get(HEADER)

    def allows(token: str) -> bool:
        return token_matches(request.scope, token if stated is None else stated)

    received = await receive_files(
        settings.folder, request.headers.get("content-type", ""), request.stream(), allows
    )
    if not received.files and not received.refused:
        received.remove()
        raise InputError("no file was sent; choose some, or drop them on the page")

    def task(told: Told) -> dict[str, Any]:
        return _import_received(told, settings, athlete, received)

    try:
        return work_of(request).start("import", athlete, task, after=received.remove)
    except BaseException:
        received.remove()
        raise


def import_files(
    work: Work, settings: Settings, athlete: str, paths: Sequence[Path], named_from: Path
) -> Job:
    """Begin to import files that are on this computer already."""

    def task(told: Told) -> dict[str, Any]:
        return _imported(
            told, settings, athlete, paths, len(paths), named=lambda path: path.removeprefix(top)
        )

    top = f"{named_from}{os.sep}"
    return work.start("import", athlete, task)


def search_plan(work: Work, settings: Settings, athlete: str, day: date, wishes: Wishes) -> Job:
    """Begin to search for a plan."""

    def task(told: Told) -> dict[str, Any]:
        with open_home(settings.folder, athlete=athlete) as home:
            planned = plan_running(
                home, day, wishes, on_candidate=told.stage("trying plans"),
                on_progress=told.stage("computing runs"), on_days=told.stage("computing weeks"),
            )  # fmt: skip
        capacity = capacity_of(planned.runner)
        write(planned.plan, capacity, told.folder, TAKEN, stamp=datetime.now(UTC))
        return plan_document(planned)

    return work.start("plan", athlete, task)


def _import_received(
    told: Told, settings: Settings, athlete: str, received: Received
) -> dict[str, Any]:
    # One archive holds nobody knows how many files.
    zipped = any(path.suffix.lower() == ".zip" for path in received.files)
    total = None if zipped else len(received.files)
    refused = [ImportRow(name, "failed", reason) for name, reason in received.refused]
    paths = sorted(received.folder.iterdir())
    return _imported(told, settings, athlete, paths, total, named=received.name_of, refused=refused)


def _imported(
    told: Told,
    settings: Settings,
    athlete: str,
    paths: Sequence[Path],
    total: int | None,
    *,
    named: Callable[[str], str],
    refused: Sequence[ImportRow] = (),
) -> dict[str, Any]:
    """The document of `myostride import`, with `interrupted`; then what is new is computed."""
    done = 0

    def on_row(row: ImportRow) -> None:
        nonlocal done
        done += 1
        told.job.rows.append(row.to_json())
        try:
            told.tell(f"reading {Path(row.path).name[-60:]}", done, total)
        except Cancelled:
            # The importer takes this for Ctrl-C: it ends, and reports what it has stored.
            raise KeyboardInterrupt from None

    with open_home(settings.folder, athlete=athlete) as home:
        report = home.import_paths(paths, on_row, named=named) if paths else (
            ImportReport()
        )  # fmt: skip
        report.files += refused
        told.job.rows = [row.to_json() for row in report.files]
        if report.summary["imported"] and not report.interrupted:
            _compute(told, lambda: home.status(
                settings.day, on_progress=told.stage("computing runs"),
                on_days=told.stage("computing weeks"),
            ))  # fmt: skip
    return report.to_json() | {"interrupted": report.interrupted}


def _compute(told: Told, work: Callable[[], object]) -> None:
    """Compute ahead of the next page; whoever cancels that has all files imported anyway."""
    try:
        work()
    except (Cancelled, InputError):
        told.cancelled.clear()
