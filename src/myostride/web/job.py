"""One job, how it tells of its progress, and the small file in which it is remembered."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Any

from myostride.web.process import alive

__all__ = [
    "CANCELLED", "DONE", "FAILED", "INTERRUPTED", "RUNNING", "Cancelled", "Job", "Told",
    "now", "read_job", "write_job",
]  # fmt: skip

RUNNING, DONE, FAILED, CANCELLED, INTERRUPTED = (
    "running", "done", "failed", "cancelled", "interrupted"
)  # fmt: skip

_WRITE_EVERY_S = 1.0


@dataclass(slots=True)
class Job:
    """One piece of work; `total` is None while nobody knows how much there is.

    started, ended : ISO times, UTC.
    result : the answer's document, of an import that was cancelled too.
    rows : what became of every file so far, of an import that goes on.
    process : of the server that does it.
    """

    id: str
    kind: str
    athlete: str
    state: str
    started: str
    message: str = ""
    done: int = 0
    total: int | None = None
    ended: str | None = None
    result: Any = None
    rows: list[Any] = field(default_factory=list)
    process: int = 0

    def to_json(self) -> dict[str, Any]:
        """What a list of jobs shows; `result` and `rows` are for one job alone."""
        names = ("id", "kind", "athlete", "state", "done", "total", "message", "started", "ended")
        return {name: getattr(self, name) for name in names}

    def in_full(self) -> dict[str, Any]:
        """Everything a page may ask of it."""
        return self.to_json() | {"result": self.result, "rows": list(self.rows)}


class Cancelled(Exception):
    """The runner wants no more of this job; what it has stored stays."""


class Told:
    """How a job tells of its progress, and learns that it is no longer wanted.

    folder : where it may leave files, for as long as the job is remembered.
    after : called when it has ended, however it did.
    """

    def __init__(
        self,
        job: Job,
        keep: Callable[[Job], None],
        folder: Path,
        after: Callable[[], None] | None,
    ) -> None:
        self.job, self.folder, self.after = job, folder, after
        self.cancelled = Event()
        self.begun = False
        self._keep = keep
        self._kept_at = monotonic()

    def check(self) -> None:
        """Raise `Cancelled` where that is asked for."""
        if self.cancelled.is_set():
            raise Cancelled

    def stage(self, message: str) -> Callable[[int, int], None]:
        """A function to tell (done, of how many) of one stage of the work."""

        def tell(done: int, of: int) -> None:
            self.tell(message, done, of)

        return tell

    def tell(self, message: str, done: int, of: int | None) -> None:
        """So much of it is done."""
        self.job.message, self.job.done, self.job.total = message, done, of
        if monotonic() - self._kept_at >= _WRITE_EVERY_S:
            self._kept_at = monotonic()
            self._keep(self.job)
        self.check()


def write_job(path: Path, job: Job, state: str) -> None:
    """Write a job down, whole or not at all.

    Raises
    ------
    OSError
        If that cannot be done.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.part")
    partial.write_text(json.dumps(asdict(job) | {"rows": [], "state": state}, ensure_ascii=False))
    os.replace(partial, path)


def read_job(path: Path) -> Job | None:
    """A job as it was written down; one whose server is gone was interrupted."""
    try:
        job = Job(**json.loads(path.read_text()))
    except (OSError, ValueError, TypeError):
        return None
    if job.state == RUNNING and not alive(job.process):
        job.state, job.ended = INTERRUPTED, job.ended or now()
        job.message = "interrupted by a restart; what was already stored is kept"
    return job


def now() -> str:
    """The time in UTC, as jobs are stamped with."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
