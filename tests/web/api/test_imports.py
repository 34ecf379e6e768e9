"""Bringing files in over HTTP: the same importer, in the background."""

from __future__ import annotations

import threading
import zipfile
from pathlib import Path

from tests.web.browsing import Dashboard
from tests.web.conftest import Serve


def test_files_are_imported_with_a_row_each(empty: Dashboard, some_files: list[Path]) -> None:
    job = empty.job(empty.upload(*some_files, ("notes.txt", b"hello there")))
    assert job["state"] == "done"
    assert job["result"]["summary"] == {"imported": 4, "skipped": 0, "failed": 1}
    assert {row["path"] for row in job["result"]["files"]} == {
        *(path.name for path in some_files), "notes.txt"
    }  # fmt: skip
    assert empty.get("/api/runs")["total"] == 4


def test_a_folder_keeps_the_names_it_has(empty: Dashboard, some_files: list[Path]) -> None:
    data = some_files[0].read_bytes()
    job = empty.job(empty.upload(("2025/june/easy run.fit", data)))
    assert [row["path"] for row in job["result"]["files"]] == ["2025/june/easy run.fit"]
    assert empty.get("/api/runs")["runs"][0]["path"] == "2025/june/easy run.fit"


def test_a_zip_is_unpacked(empty: Dashboard, some_files: list[Path], tmp_path: Path) -> None:
    archive = tmp_path / "export.zip"
    with zipfile.ZipFile(archive, "w") as zipped:
        for path in some_files:
            zipped.write(path, path.name)
    job = empty.job(empty.upload(archive))
    assert job["result"]["summary"]["imported"] == len(some_files)


def test_two_files_of_one_name_are_both_taken(empty: Dashboard, some_files: list[Path]) -> None:
    job = empty.job(empty.upload(*(("run.fit", path.read_bytes()) for path in some_files[:2])))
    assert job["result"]["summary"]["imported"] == 2


def test_a_second_time_skips(dashboard: Dashboard, some_files: list[Path]) -> None:
    job = dashboard.job(dashboard.upload(*some_files))
    assert job["result"]["summary"]["skipped"] == len(some_files)


def test_nothing_of_an_upload_stays_behind(
    dashboard: Dashboard, season_home: Path, some_files: list[Path]
) -> None:
    dashboard.job(dashboard.upload(*some_files))
    assert not list((season_home / "incoming").rglob("*"))


def test_an_upload_without_a_file_is_refused(empty: Dashboard) -> None:
    refused = empty.send("POST", "/api/import", files=[("other", (None, b"x"))])
    assert refused.status_code == 422
    assert "no file was sent" in refused.json()["error"]


def test_a_form_sends_its_token_as_a_field(empty: Dashboard, some_files: list[Path]) -> None:
    fields = [("csrf_token", (None, empty.token)),
              ("files", (some_files[0].name, some_files[0].read_bytes()))]  # fmt: skip
    job = empty.job(empty.client.post("/api/import", files=fields))
    assert job["result"]["summary"]["imported"] == 1


def test_a_job_is_known_after_a_restart(
    serve: Serve, season_home: Path, some_files: list[Path]
) -> None:
    first = serve(season_home)
    job = first.job(first.upload(some_files[0]))
    again = serve(season_home).get(f"/api/jobs/{job['id']}")
    assert (again["state"], again["result"]) == ("done", job["result"])


def test_a_cancelled_import_keeps_what_it_stored(empty: Dashboard, kept_season: Path) -> None:
    files = sorted((kept_season / "files").iterdir())
    job_id = empty.upload(*files).json()["job"]
    empty.under_way(job_id)
    empty.send("DELETE", f"/api/jobs/{job_id}")
    job = empty.ended(job_id)
    assert job["state"] == "cancelled"
    stored = empty.get("/api/runs")["total"]
    assert 0 < stored < len(files)
    assert job["result"]["summary"]["imported"] == stored
    again = empty.job(empty.upload(*files))
    assert again["result"]["summary"] == {
        "imported": len(files) - stored, "skipped": stored, "failed": 0
    }  # fmt: skip


def test_a_plan_is_searched_for_in_the_background(dashboard: Dashboard) -> None:
    wishes = {"weeks": 2, "days": ["tue", "sun"], "goal": ["calves"], "minutes": 90}
    job = dashboard.job(dashboard.send("POST", "/api/plan", json=wishes))
    assert job["state"] == "done", job["message"]
    assert job["result"]["sessions"]
    assert job["result"]["weeks"] == 2


def test_a_cancelled_plan_ends(dashboard: Dashboard) -> None:
    job_id = dashboard.send("POST", "/api/plan", json={"weeks": 12}).json()["job"]
    dashboard.send("DELETE", f"/api/jobs/{job_id}")
    assert dashboard.ended(job_id)["state"] == "cancelled"


def test_an_unknown_goal_is_refused_at_once(dashboard: Dashboard) -> None:
    refused = dashboard.send("POST", "/api/plan", json={"goal": ["biceps"]})
    assert refused.status_code == 404
    assert "biceps" in refused.json()["error"]


def test_a_stopping_server_says_what_it_interrupted(
    serve: Serve, tmp_path: Path, kept_season: Path
) -> None:
    first = serve(tmp_path / "home")
    job_id = first.upload(*sorted((kept_season / "files").iterdir())).json()["job"]
    first.under_way(job_id)
    stopping = threading.Thread(target=first.app.state.work.close)
    stopping.start()
    stopping.join()
    assert serve(tmp_path / "home").get(f"/api/jobs/{job_id}")["state"] == "interrupted"


def test_names_that_stand_in_each_others_way_are_all_taken(
    empty: Dashboard,
) -> None:
    names = ["a", "again-3/a", "a", "~2/a", "a/b", "again-2", "again-2", "again-2"]
    job = empty.job(empty.upload(*((name, f"no run {n}".encode()) for n, name in enumerate(names))))
    rows = [row["path"] for row in job["result"]["files"]]
    assert sorted(rows) == sorted(name.removeprefix("~") for name in names)


def test_an_import_cancelled_while_it_waits_leaves_no_file(
    empty: Dashboard, some_files: list[Path], tmp_path: Path
) -> None:
    go_on = threading.Event()
    work = empty.app.state.work
    before = work.start("import", "me", lambda _: go_on.wait(30.0))
    job_id = empty.upload(*some_files).json()["job"]
    empty.send("DELETE", f"/api/jobs/{job_id}")
    go_on.set()
    assert empty.ended(before.id)["state"] == "done"
    assert empty.ended(job_id)["state"] == "cancelled"
    assert not list((tmp_path / "new-home" / "incoming").iterdir())
