"""Long work in the background: told of, cancelled, and known of after a reload or a restart.

A job runs in a thread (the kernels let others run meanwhile) and is a small file in the home's
`jobs` folder, written when it begins, ends, and about once a second in between. Files it makes
lie in a folder beside.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Event, Lock
from time import monotonic
from typing import Any

from myostride.errors import HomeError, InputError, MyostrideError, UnknownName
from myostride.home.database import file_failures
from myostride.home.faults import write_fault
from myostride.plain import plain
from myostride.web.job import (
    CANCELLED,
    DONE,
    FAILED,
    INTERRUPTED,
    RUNNING,
    Cancelled,
    Job,
    Told,
    now,
    read_job,
    write_job,
)

__all__ = ["KEPT", "Work"]

KEPT = 50
"""So many jobs are remembered, the newest."""

_WAIT_S = 5.0
"""So long a stopping server waits for jobs to notice."""


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
        self._jobs: dict[str, Job] = {}
        self._stopping = False

    def start(
        self, kind: str, athlete: str, task: Task, *, after: Callable[[], None] | None = None
    ) -> Job:
        """Begin a job; an import waits for the one before it.

        Parameters
        ----------
        after
            Called when its turn is over, though it was cancelled before it came.

        Raises
        ------
        HomeError
            If it cannot be written down; then it is not begun.
        """
        job = Job(
            id=secrets.token_hex(6),
            kind=kind,
            athlete=athlete,
            state=RUNNING,
            started=now(),
            message="waiting",
            process=os.getpid(),
        )
        told = Told(job, self._keep, self.files_of(job), after)
        with self._lock:
            self._jobs[job.id] = job
            self._told[job.id] = told
        try:
            self._keep(job)
            with self._lock:
                self._executor(kind).submit(self._run, told, task)
        except BaseException:
            with self._lock:
                del self._jobs[job.id], self._told[job.id]
            with suppress(OSError):
                self._path(job).unlink()
            raise
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
        """Ask a job to end; one that has ended stays as it is.

        Raises
        ------
        UnknownName
            If there is none of that id.
        InputError
            If another server does it.
        """
        job = self.find(job_id)
        if job.state == RUNNING and job.process != os.getpid():
            raise InputError("this job belongs to another 'myostride serve' of the same home "
                             f"(process {job.process}); cancel it there")  # fmt: skip
        with self._lock:
            told = self._told.get(job.id)
        if told is not None and job.state == RUNNING:
            job.message = "being cancelled"
            told.cancelled.set()
        return job

    def forget(self, athlete: str) -> None:
        """Remove what is remembered of an athlete's jobs that have ended."""
        with self._lock:
            self._look_again()
            gone = [j for j in self._jobs.values() if j.athlete == athlete and j.state != RUNNING]
            for job in gone:
                del self._jobs[job.id]
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
        told.begun = True
        state = self._done(told, task)
        if told.after is not None:
            told.after()
        self._end(told, state)

    def _done(self, told: Told, task: Task) -> str:
        """Do the work; the state it ends in."""
        job = told.job
        try:
            told.check()
            job.message = ""
            job.result = plain(task(told))
        except Cancelled:
            return self._ended_early()
        except MyostrideError as error:
            job.message = str(error)
        except MemoryError:
            job.message = "not enough memory"
        except Exception as error:  # a job must not end without a word
            job.message = self._logged(job, error)
        else:
            cut = told.cancelled.is_set() and _cut(job.result)
            return self._ended_early() if cut else DONE
        return FAILED

    def _end(self, told: Told, state: str) -> None:
        job = told.job
        if state in (CANCELLED, INTERRUPTED):
            job.message = f"{state}; what was already stored is kept"
        job.rows, job.ended = [], now()
        try:
            self._keep(job, state)
        except HomeError as error:
            job.message = f"{job.message}; {error}".removeprefix("; ")
        finally:
            # Told last: whoever sees that it has ended may restart the server.
            job.state = state
            with self._lock:
                self._told.pop(job.id, None)

    def _ended_early(self) -> str:
        return INTERRUPTED if self._stopping else CANCELLED

    def _logged(self, job: Job, error: Exception) -> str:
        said, log = f"internal error: {type(error).__name__}", self._home / "log.txt"
        try:
            write_fault(log, job.kind, error)
        except OSError:
            return said
        return f"{said}; please report it with {log}"

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
        with file_failures(self._home):
            write_job(self._path(job), job, state)
            for old in self.jobs()[KEPT:]:
                if old.state != RUNNING:
                    with self._lock:
                        self._jobs.pop(old.id, None)
                    self._remove(old)

    def _look_again(self) -> None:
        """What other servers of this home, now or before, have written down meanwhile."""
        there = {path.stem: path for path in self._folder.glob("*.json")}
        for job in list(self._jobs.values()):
            if job.process == os.getpid():
                there.pop(job.id, None)
            elif job.id not in there:
                del self._jobs[job.id]
            elif job.state != RUNNING:
                del there[job.id]
        for job_id, path in there.items():
            if (read := read_job(path)) is not None:
                self._jobs[job_id] = read


def _cut(result: Any) -> bool:
    """Whether a job says of itself that it is not all it should be."""
    return isinstance(result, dict) and bool(result.get("interrupted"))
