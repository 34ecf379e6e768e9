"""Jobs: told of, cancelled, and known of after a restart."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from myostride.errors import HomeError, InputError, UnknownName
from myostride.home.faults import MOST_BYTES, write_fault
from myostride.web.job import Job, Told, write_job
from myostride.web.work import KEPT, Work


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Work]:
    made = Work(tmp_path)
    yield made
    made.close()


def ended(job: Job) -> Job:
    give_up = time.monotonic() + 30.0
    while job.state == "running" and time.monotonic() < give_up:
        time.sleep(0.005)
    return job


def test_a_job_tells_how_far_it_is_and_what_came_of_it(work: Work) -> None:
    def task(told: Told) -> Any:
        told.stage("counting")(3, 3)
        return {"counted": 3}

    job = ended(work.start("count", "me", task))
    assert (job.state, job.message, job.done, job.total) == ("done", "counting", 3, 3)
    assert work.find(job.id).in_full()["result"] == {"counted": 3}


def test_a_job_that_cannot_be_done_says_why(work: Work) -> None:
    def task(_: Told) -> Any:
        raise InputError("there is no run")

    job = ended(work.start("count", "me", task))
    assert (job.state, job.message) == ("failed", "there is no run")


def test_a_fault_is_told_without_details_which_are_logged(work: Work, tmp_path: Path) -> None:
    def task(_: Told) -> Any:
        raise RuntimeError("the details")

    job = ended(work.start("count", "me", task))
    assert job.state == "failed"
    assert "the details" not in job.message
    assert "the details" in (tmp_path / "log.txt").read_text()


def test_a_job_that_waits_can_be_cancelled(work: Work) -> None:
    go_on = Event()
    first = work.start("import", "me", lambda _: go_on.wait(30.0))
    second = work.start("import", "me", lambda _: {})
    work.cancel(second.id)
    go_on.set()
    assert (ended(first).state, ended(second).state) == ("done", "cancelled")


@pytest.mark.parametrize(("kind", "together"), [("import", False), ("plan", True)])
def test_of_imports_one_runs_at_a_time_and_of_other_work_two(
    work: Work, kind: str, together: bool
) -> None:
    other_began = Event()
    first = work.start(kind, "me", lambda _: other_began.wait(1.0))
    second = work.start(kind, "me", lambda _: other_began.set())
    assert (ended(first).result, ended(second).state) == (together, "done")


def test_an_ended_job_stays_as_it_is(work: Work) -> None:
    job = ended(work.start("count", "me", lambda _: {}))
    assert work.cancel(job.id).state == "done"


def test_a_job_of_a_server_that_died_was_interrupted(work: Work, tmp_path: Path) -> None:
    job = ended(work.start("count", "me", lambda _: {}))
    path = tmp_path / "jobs" / f"{job.id}.json"
    written = json.loads(path.read_text())
    path.write_text(json.dumps(written | {"state": "running", "process": os.getpid()}))
    again = Work(tmp_path).find(job.id)
    assert again.state == "interrupted"
    assert "restart" in again.message


def test_a_file_that_is_no_job_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "jobs").mkdir()
    (tmp_path / "jobs" / "a.json").write_text("{")
    (tmp_path / "jobs" / "b.json").write_text("[]")
    assert Work(tmp_path).jobs() == []


def test_old_jobs_are_forgotten(work: Work, tmp_path: Path) -> None:
    jobs = [ended(work.start("count", "me", lambda _: {})) for _ in range(KEPT + 3)]
    assert len(list((tmp_path / "jobs").glob("*.json"))) == KEPT
    with pytest.raises(UnknownName):
        work.find(jobs[0].id)


@pytest.fixture
def other_server() -> Iterator[int]:
    """The number of another process that goes on."""
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    yield process.pid
    process.communicate()


def test_the_jobs_of_another_server_are_seen_but_not_cancelled(
    work: Work, tmp_path: Path, other_server: int
) -> None:
    assert work.jobs() == []
    path = tmp_path / "jobs" / "abc.json"
    theirs = Job("abc", "import", "me", "running", "2025-09-21T08:00:00Z", process=other_server)
    write_job(path, theirs, "running")
    assert [job.id for job in work.jobs()] == ["abc"]
    with pytest.raises(InputError, match=f"process {other_server}"):
        work.cancel("abc")
    write_job(path, theirs, "done")
    assert work.find("abc").state == "done"
    path.unlink()
    assert work.jobs() == []


def test_a_job_that_can_not_be_written_down_is_not_begun(work: Work, tmp_path: Path) -> None:
    (tmp_path / "jobs").write_text("in the way")
    with pytest.raises(HomeError):
        work.start("count", "me", lambda _: {})
    assert not work.running("me")


def test_a_job_ends_though_that_can_not_be_written_down(work: Work, tmp_path: Path) -> None:
    def task(_: Told) -> Any:
        shutil.rmtree(tmp_path / "jobs")
        (tmp_path / "jobs").write_text("in the way")

    job = ended(work.start("count", "me", task))
    assert job.state == "done"
    assert not work.running("me")


def test_the_log_of_faults_does_not_grow_for_ever(tmp_path: Path) -> None:
    log = tmp_path / "log.txt"
    for n in range(3):
        write_fault(log, f"fault {n}", RuntimeError("x" * (MOST_BYTES // 3)))
    assert log.stat().st_size <= MOST_BYTES
    assert "fault 2" in log.read_text()
