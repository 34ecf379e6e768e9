"""What is changed over HTTP: profile, diary, athletes, and everything at once."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from pathlib import Path

from myostride.demo import SEASON_END
from myostride.home import open_home
from tests.web.browsing import Dashboard
from tests.web.conftest import Serve


def test_a_stated_field_is_kept_and_another_stays(dashboard: Dashboard) -> None:
    height = dashboard.get("/api/profile")["height_m"]
    told = dashboard.send("PUT", "/api/profile", json={"mass_kg": 58.5}).json()
    assert (told["mass_kg"], told["height_m"]) == (58.5, height)
    assert dashboard.get("/api/profile")["mass_kg"] == 58.5


def test_null_takes_a_statement_back(dashboard: Dashboard) -> None:
    told = dashboard.send("PUT", "/api/profile", json={"age_y": None}).json()
    assert told["sources"]["age_y"] != "stated"


def test_an_absurd_mass_changes_nothing_and_names_the_slip(dashboard: Dashboard) -> None:
    before = dashboard.get("/api/profile")
    refused = dashboard.send("PUT", "/api/profile", json={"mass_kg": 61000, "age_y": 40})
    assert refused.status_code == 422
    assert "did you mean" in refused.json()["error"]
    assert dashboard.get("/api/profile") == before


def test_an_entry_is_written_listed_and_taken_out(dashboard: Dashboard) -> None:
    entry = {"kind": "soreness", "value": 4, "muscle": "quads", "date": "2025-09-20", "text": "x"}
    written = dashboard.send("POST", "/api/diary", json=entry)
    assert written.status_code == 201
    row = written.json()
    assert row in dashboard.get("/api/diary", params={"kind": "soreness"})["entries"]
    assert dashboard.send("DELETE", f"/api/diary/{row['id']}").status_code == 200
    assert row not in dashboard.get("/api/diary")["entries"]
    assert dashboard.send("DELETE", f"/api/diary/{row['id']}").status_code == 404


def test_an_entry_of_another_athlete_is_not_there(dashboard: Dashboard) -> None:
    assert dashboard.send("POST", "/api/athletes", json={"name": "anna"}).status_code == 201
    row = dashboard.send("POST", "/api/diary", json={"kind": "steps", "value": 9000}).json()
    refused = dashboard.send("DELETE", f"/api/diary/{row['id']}", params={"athlete": "anna"})
    assert refused.status_code == 404


def test_athletes_stand_beside_each_other_the_least_ready_first(dashboard: Dashboard) -> None:
    dashboard.send("POST", "/api/athletes", json={"name": "anna"})
    me, anna = dashboard.get("/api/athletes")["athletes"]
    assert (me["name"], anna["name"]) == ("me", "anna")
    assert 0.0 < me["readiness"] <= 1.0
    assert me["last_run"] == "2025-09-21"
    assert (anna["readiness"], anna["data"]["quality"]) == (None, "none")
    assert "no run" in anna["problem"]


def test_a_name_is_given_once(dashboard: Dashboard) -> None:
    refused = dashboard.send("POST", "/api/athletes", json={"name": "me"})
    assert refused.status_code == 422


def test_looking_at_an_unknown_athlete_does_not_make_one(empty: Dashboard) -> None:
    assert empty.client.get("/api/profile", params={"athlete": "nobody"}).status_code == 404
    assert empty.client.get("/api/profile", params={"athlete": "nobody"}).status_code == 404


def test_the_export_holds_everything_and_reads_back(
    dashboard: Dashboard, some_files: list[Path], tmp_path: Path
) -> None:
    sent = dashboard.client.get("/api/export")
    assert sent.headers["content-type"] == "application/zip"
    zipped = zipfile.ZipFile(io.BytesIO(sent.content))
    names = zipped.namelist()
    total = dashboard.get("/api/runs")["total"]
    originals = [name for name in names if name.startswith("originals/")]
    assert len(originals) == total
    assert {"runs.csv", "diary.csv", "profile.json", "daily.csv", "README.txt"} <= set(names)
    assert some_files[0].read_bytes() in [zipped.read(name) for name in originals]
    assert json.loads(zipped.read("profile.json"))["mass_kg"] == 61.0
    zipped.extractall(tmp_path / "out")
    with open_home(tmp_path / "again") as again:
        assert again.import_paths([tmp_path / "out" / "originals"]).summary["imported"] == total


def test_no_file_is_left_behind_by_an_export(dashboard: Dashboard, season_home: Path) -> None:
    dashboard.client.get("/api/export")
    assert not list(season_home.glob("*.zip"))


def test_deleting_needs_the_name_typed(dashboard: Dashboard) -> None:
    refused = dashboard.send("DELETE", "/api/data", json={"confirm": "you"})
    assert refused.status_code == 422
    assert dashboard.get("/api/runs")["total"] > 0


def test_deleting_leaves_nothing_of_that_athlete_and_all_of_the_other(
    dashboard: Dashboard, season_home: Path, some_files: list[Path]
) -> None:
    dashboard.send("POST", "/api/athletes", json={"name": "anna"})
    with open_home(season_home, athlete="anna") as anna:
        anna.import_paths(some_files[:1])
    gone = dashboard.send("DELETE", "/api/data", json={"confirm": "me"})
    assert gone.json()["activities"] > 40
    assert dashboard.client.get("/api/runs").status_code == 404
    assert dashboard.get("/api/runs", params={"athlete": "anna"})["total"] == 1
    kept = [path for path in (season_home / "raw").rglob("*") if path.is_file()]
    assert len(kept) == 1


def test_what_is_asked_for_is_told_as_of_the_day_served(serve: Serve, season_home: Path) -> None:
    early = serve(season_home, day=date(2025, 7, 1))
    late = serve(season_home)
    assert 0 < early.get("/api/runs")["total"] < late.get("/api/runs")["total"]
    assert early.get("/api/runs") == late.get("/api/runs", params={"date": "2025-07-01"})
    assert early.get("/api/diary")["total"] < late.get("/api/diary")["total"]


def test_an_entry_without_a_day_is_of_the_day_served(dashboard: Dashboard) -> None:
    row = dashboard.send("POST", "/api/diary", json={"kind": "steps", "value": 9000}).json()
    assert row["date"] == SEASON_END.isoformat()
