"""A watched folder: what appears in it is imported once it is whole."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.web.browsing import Dashboard
from tests.web.conftest import Serve


def runs(dashboard: Dashboard) -> int:
    return int(dashboard.get("/api/runs")["total"])


def wait_for(dashboard: Dashboard, total: int) -> None:
    give_up = time.monotonic() + 60.0
    while runs(dashboard) < total and time.monotonic() < give_up:
        time.sleep(0.05)
    assert runs(dashboard) == total


def test_what_is_there_and_what_comes_is_imported(
    serve: Serve, tmp_path: Path, some_files: list[Path]
) -> None:
    folder = tmp_path / "watched"
    folder.mkdir()
    (folder / "first.fit").write_bytes(some_files[0].read_bytes())
    dashboard = serve(tmp_path / "home", watch=folder)
    with dashboard.client:
        wait_for(dashboard, 1)
        (folder / "unfinished.part").write_bytes(some_files[2].read_bytes())
        data = some_files[1].read_bytes()
        with (folder / "second.fit").open("wb") as growing:
            for begin in range(0, len(data), len(data) // 3 + 1):
                growing.write(data[begin : begin + len(data) // 3 + 1])
                growing.flush()
                time.sleep(0.3)
        wait_for(dashboard, 2)
        jobs = [dashboard.ended(job["id"]) for job in dashboard.get("/api/jobs")]
        outcomes = {row["outcome"] for job in jobs for row in job["result"]["files"]}
        assert outcomes == {"imported"}  # no half of a file was read


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "watched"
    made.mkdir()
    return made


def wait_until(holds: Callable[[], bool]) -> None:
    give_up = time.monotonic() + 60.0
    while not holds():
        assert time.monotonic() < give_up
        time.sleep(0.05)


def test_a_folder_that_is_made_again_is_watched_again(
    serve: Serve, tmp_path: Path, folder: Path, some_files: list[Path],
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    dashboard = serve(tmp_path / "home", watch=folder)
    with dashboard.client:
        (folder / "first.fit").write_bytes(some_files[0].read_bytes())
        wait_for(dashboard, 1)
        folder.rename(tmp_path / "moved")
        wait_until(lambda: "No such file" in caplog.text)
        folder.mkdir()
        (folder / "second.fit").write_bytes(some_files[1].read_bytes())
        wait_for(dashboard, 2)


def test_a_folder_moved_in_is_imported(
    serve: Serve, tmp_path: Path, folder: Path, some_files: list[Path]
) -> None:
    june = tmp_path / "june"
    june.mkdir()
    (june / "first.fit").write_bytes(some_files[0].read_bytes())
    (folder / "older.fit").write_bytes(some_files[1].read_bytes())
    dashboard = serve(tmp_path / "home", watch=folder)
    with dashboard.client:
        wait_for(dashboard, 1)  # it is watched by now
        june.rename(folder / "june")
        wait_for(dashboard, 2)


def test_a_home_that_fails_for_a_while_ends_no_watch(
    serve: Serve, tmp_path: Path, folder: Path, some_files: list[Path],
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    dashboard = serve(tmp_path / "home", watch=folder)
    jobs = tmp_path / "home" / "jobs"
    jobs.write_text("in the way")
    with dashboard.client:
        (folder / "first.fit").write_bytes(some_files[0].read_bytes())
        wait_until(lambda: "watching" in caplog.text)
        assert runs(dashboard) == 0
        jobs.unlink()
        wait_for(dashboard, 1)


def test_a_link_that_leads_out_is_not_imported(
    serve: Serve, tmp_path: Path, folder: Path, some_files: list[Path],
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    (tmp_path / "private.fit").write_bytes(some_files[0].read_bytes())
    (folder / "link.fit").symlink_to(tmp_path / "private.fit")
    (folder / "own.fit").write_bytes(some_files[1].read_bytes())
    dashboard = serve(tmp_path / "home", watch=folder)
    with dashboard.client:
        wait_for(dashboard, 1)
        (job,) = [dashboard.ended(job["id"]) for job in dashboard.get("/api/jobs")]
        assert [row["path"] for row in job["result"]["files"]] == ["own.fit"]
    assert "link.fit is a link that leads out of the folder" in caplog.text
