"""A watched folder: what appears in it is imported once it is whole."""

from __future__ import annotations

import time
from pathlib import Path

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
