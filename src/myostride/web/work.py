"""Long work in the background: told of, cancelled, and known of after a reload or a restart.

A job runs in a thread (the kernels let others run meanwhile) and is a small file in the home's
`jobs` folder, written when it begins, ends, and about once a second in between. Files it makes
lie in a folder beside.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Lock
from time import monotonic
from typing import Any

from myostride.errors import MyostrideError, UnknownName
from myostride.home.database import file_failures
from myostride.plain import plain
from myostride.web.process import alive

__all__ = ["CANCELLED", "DONE", "RUNNING", "Cancelled", "Job", "Told", "Work"]

KEPT = 50
"""So many jobs are remembered, the newest."""

_WRITE_EVERY_S = 1.0
_WAIT_S = 5.0
"""So long a stopping server waits for jobs to notice."""

RUNNING, DONE, FAILED, CANCELLED, INTERRUPTED = (
    "running", "done", "failed", "cancelled", "interrupted"
)  # fmt: skip


class Cancelled(Exception):
    """The runner wants no more of this job; what it has stored stays."""


@dataclass(slots=True)
class Job:
    """One piece of work; `total` is None while nobody knows how much there is.

    started, ended : ISO times, UTC.
    result : the answer's document, of an import that was cancelled too.
    rows : what became of every file so far, of an import that goes on.
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


class Told:
    """How a job tells of its progress, and learns that it is no longer wanted.

    folder : where it may leave files, for as long as the job is remembered.
    """

    def __init__(self, job: Job, keep: Callable[[Job], None], folder: Path) -> None:
        self.job = job
        self.folder = folder
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


Task = Callable[[Told], Any]
"""Does the work and returns its document."""


class Work:
    """The jobs of one home.

    Parameters
    ----------
    home
        Its folder.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        self._folder = home / "jobs"
        self._lock = Lock()
        self._threads: dict[str, ThreadPoolExecutor] = {}
        self._told: dict[str, Told] = {}
        self._jobs = {job.id: job for job in self._read()}
        self._stopping = False

    def start(self, kind: str, athlete: str, task: Task) -> Job:
        """Begin a job; an import waits for the one before it."""
        job = Job(
            id=secrets.token_hex(6),
            kind=kind,
            athlete=athlete,
            state=RUNNING,
            started=_now(),
            message="waiting",
            process=os.getpid(),
        )
        told = Told(job, self._keep, self.files_of(job))
        with self._lock:
            self._jobs[job.id] = job
            self._told[job.id] = told
        self._keep(job)
        with self._lock:
            self._executor(kind).submit(self._run, told, task)
        return job

    def jobs(self) -> list[Job]:
        """All that are remembered, the newest first."""
        with self._lock:
            self._look_again()
            return sorted(self._jobs.values(), key=lambda job: job.started, reverse=True)

    def find(self, job_id: str) -> Job:
        """One job.

        Raises
        ------
        UnknownName
            If there is none of that id.
        """
        with self._lock:
            self._look_again()
            if job_id in self._jobs:
                return self._jobs[job_id]
        raise UnknownName("job", job_id, [job.id for job in self.jobs()[:3]])

    def cancel(self, job_id: str) -> Job:
        """Ask a job to end; one that has ended stays as it is."""
        job = self.find(job_id)
        with self._lock:
            told = self._told.get(job.id)
        if told is not None and job.state == RUNNING:
            job.message = "being cancelled"
            told.cancelled.set()
        return job

    def forget(self, athlete: str) -> None:
        """Remove what is remembered of an athlete's jobs that have ended."""
        with self._lock:
            gone = [j for j in self._jobs.values() if j.athlete == athlete and j.state != RUNNING]
            for job in gone:
                del self._jobs[job.id]
        for job in gone:
            self._remove(job)

    def running(self, athlete: str) -> bool:
        """Whether a job of an athlete goes on."""
        return any(job.athlete == athlete and job.state == RUNNING for job in self.jobs())

    def close(self) -> None:
        """End what goes on, as a stopping server does."""
        self._stopping = True
        with self._lock:
            asked, threads = list(self._told.values()), list(self._threads.values())
            self._threads.clear()
        for told in asked:
            told.cancelled.set()
        for each in threads:
            each.shutdown(wait=False, cancel_futures=True)
        give_up = monotonic() + _WAIT_S
        while monotonic() < give_up and any(t.begun and t.job.state == RUNNING for t in asked):
            Event().wait(0.02)
        for told in asked:
            if told.job.state == RUNNING:
                self._end(told, INTERRUPTED)
        self._stopping = False

    def _executor(self, kind: str) -> ThreadPoolExecutor:
        """Of imports only one runs at a time; of other work two, so that a page stays quick."""
        name, count = ("import", 1) if kind == "import" else ("other", 2)
        if name not in self._threads:
            self._threads[name] = ThreadPoolExecutor(count, thread_name_prefix=name)
        return self._threads[name]

    def _run(self, told: Told, task: Task) -> None:
        job, told.begun = told.job, True
        try:
            told.check()
            job.message = ""
            job.result = plain(task(told))
            state = self._ended_early() if told.cancelled.is_set() and _cut(job.result) else DONE
        except Cancelled:
            state = self._ended_early()
        except MyostrideError as error:
            state, job.message = FAILED, str(error)
        except MemoryError:
            state, job.message = FAILED, "not enough memory"
        except Exception as error:  # a job must not end without a word
            state, job.message = FAILED, self._logged(job, error)
        self._end(told, state)

    def _end(self, told: Told, state: str) -> None:
        job = told.job
        if state in (CANCELLED, INTERRUPTED):
            job.message = f"{state}; what was already stored is kept"
        job.rows, job.ended = [], _now()
        self._keep(job, state)
        # Told last: whoever sees that it has ended may restart the server.
        job.state = state
        with self._lock:
            self._told.pop(job.id, None)

    def _ended_early(self) -> str:
        return INTERRUPTED if self._stopping else CANCELLED

    def _logged(self, job: Job, error: Exception) -> str:
        log = self._home / "log.txt"
        with file_failures(self._home), log.open("a", encoding="utf-8") as file:
            file.write(f"{_now()} {job.kind}\n{''.join(traceback.format_exception(error))}\n")
        return f"internal error: {type(error).__name__}; please report it with {log}"

    def files_of(self, job: Job) -> Path:
        """The folder of what a job made besides its result; absent where that is nothing."""
        return self._folder / job.id

    def _remove(self, job: Job) -> None:
        self._path(job).unlink(missing_ok=True)
        shutil.rmtree(self.files_of(job), ignore_errors=True)

    def _path(self, job: Job) -> Path:
        return self._folder / f"{job.id}.json"

    def _keep(self, job: Job, state: str = RUNNING) -> None:
        """Write a job down, and forget the oldest."""
        path = self._path(job)
        with file_failures(self._home):
            self._folder.mkdir(parents=True, exist_ok=True)
            partial = path.with_name(f".{path.name}.part")
            partial.write_text(
                json.dumps(asdict(job) | {"rows": [], "state": state}, ensure_ascii=False)
            )
            os.replace(partial, path)
        for old in self.jobs()[KEPT:]:
            if old.state != RUNNING:
                with self._lock:
                    self._jobs.pop(old.id, None)
                self._remove(old)

    def _read(self) -> list[Job]:
        """The jobs of other servers, those before this one mostly."""
        return [job for path in sorted(self._folder.glob("*.json")) if (job := _written(path))]

    def _look_again(self) -> None:
        """What became of the jobs that another server of this home had not ended."""
        for job in list(self._jobs.values()):
            if job.state == RUNNING and job.process != os.getpid():
                self._jobs[job.id] = _written(self._path(job)) or job


def _written(path: Path) -> Job | None:
    """A job as it was written down; one whose server is gone was interrupted."""
    try:
        job = Job(**json.loads(path.read_text()))
    except (OSError, ValueError, TypeError):
        return None
    if job.state == RUNNING and not alive(job.process):
        job.state, job.ended = INTERRUPTED, job.ended or _now()
        job.message = "interrupted by a restart; what was already stored is kept"
    return job


def _cut(result: Any) -> bool:
    """Whether a job says of itself that it is not all it should be."""
    return isinstance(result, dict) and bool(result.get("interrupted"))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
