"""Over HTTP come the same documents as from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from myostride.cli.main import main
from myostride.demo import SEASON_END
from myostride.muscles import MUSCLES
from tests.web.browsing import Dashboard

DAY = SEASON_END.isoformat()


def command(capsys: pytest.CaptureFixture[str], *arguments: object) -> Any:
    capsys.readouterr()
    assert main([*map(str, arguments), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("name", ["status", "food", "compare"])
def test_an_answer_is_that_of_the_command(
    name: str, dashboard: Dashboard, season_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    printed = command(capsys, name, "--home", season_home, "--date", DAY)
    assert dashboard.get(f"/api/{name}") == printed


def test_the_profile_is_that_of_the_command(
    dashboard: Dashboard, season_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dashboard.get("/api/profile") == command(capsys, "profile", "--home", season_home)


def test_a_what_if_is_that_of_the_command(
    dashboard: Dashboard, season_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    printed = command(
        capsys, "simulate", "--last", "4w", "--add", "hills", "--add", "vest:3kg",
        "--home", season_home, "--date", DAY,
    )  # fmt: skip
    told = dashboard.send("POST", "/api/whatif", json={"hills": True, "vest_kg": 3.0}).json()
    assert {key: told[key] for key in printed} == printed
    assert told["base"]["muscles"] == printed["as_is"]["muscles"]
    assert told["changed"]["muscles"] == printed["muscles"]


def test_a_second_what_if_knows_the_changes_since_the_first(dashboard: Dashboard) -> None:
    before = dashboard.send("POST", "/api/whatif", json={}).json()["base"]
    entry = {"kind": "weight", "value": "70kg", "date": "2025-07-01"}
    assert dashboard.send("POST", "/api/diary", json=entry).status_code == 201
    assert dashboard.send("POST", "/api/whatif", json={}).json()["base"] != before


def test_too_heavy_a_vest_is_refused_with_the_limit(dashboard: Dashboard) -> None:
    refused = dashboard.send("POST", "/api/whatif", json={"vest_kg": 40.0})
    assert refused.status_code == 422
    assert "at most" in refused.json()["error"]


def test_a_day_before_the_first_run_is_refused_in_one_line(dashboard: Dashboard) -> None:
    refused = dashboard.client.get("/api/status", params={"date": "2020-01-01"})
    assert refused.status_code == 422
    assert "no run up to 2020-01-01" in refused.json()["error"]


def test_runs_come_newest_first_and_in_pieces(dashboard: Dashboard) -> None:
    whole = dashboard.get("/api/runs", params={"limit": 1000})
    starts = [run["start_utc"] for run in whole["runs"]]
    assert starts == sorted(starts, reverse=True)
    assert len(starts) == whole["total"]
    piece = dashboard.get("/api/runs", params={"offset": 3, "limit": 2})
    assert piece["runs"] == whole["runs"][3:5]


def test_runs_are_found_by_words_and_days(dashboard: Dashboard) -> None:
    found = dashboard.get("/api/runs", params={"q": "downhill-race"})
    assert found["total"] == 1
    day = found["runs"][0]["start_utc"][:10]
    assert dashboard.get("/api/runs", params={"from": day, "to": day})["total"] == 1


def test_a_run_has_its_load_and_its_line(dashboard: Dashboard) -> None:
    run_id = dashboard.get("/api/runs", params={"q": "hills"})["runs"][0]["run_id"]
    told = dashboard.get(f"/api/runs/{run_id}")
    assert set(told["muscles"]) == set(MUSCLES)
    assert told["run"]["run_id"] == run_id
    line = told["track"]
    assert len({len(column) for column in line.values()}) == 1
    assert len(line["lat"]) <= 2000
    assert max(line["load"]) > 1.5 > min(line["load"])


def test_positions_keep_their_metres(dashboard: Dashboard) -> None:
    run_id = dashboard.get("/api/runs", params={"q": "long"})["runs"][0]["run_id"]
    latitudes = {value for value in dashboard.get(f"/api/runs/{run_id}")["track"]["lat"] if value}
    assert any(round(value, 4) != value for value in latitudes)


def test_history_tells_every_day_of_every_muscle(dashboard: Dashboard) -> None:
    told = dashboard.get("/api/history", params={"from": "2025-07-01", "to": "2025-07-31"})
    assert len(told["days"]) == 31
    for muscle in MUSCLES:
        columns = told["muscles"][muscle]
        assert {len(column) for column in columns.values()} == {31}
        assert all(lo <= hi for lo, hi in zip(columns["lo"], columns["hi"], strict=True))


def test_claims_are_kept_for_the_next_who_asks(dashboard: Dashboard, season_home: Path) -> None:
    first = dashboard.get("/api/claims")
    assert len(first["claims"]) >= 20
    assert list((season_home / "kept").glob("claims-*.json"))
    assert dashboard.get("/api/claims") == first


def test_the_api_page_names_every_operation_and_loads_nothing_from_elsewhere(
    dashboard: Dashboard,
) -> None:
    page = dashboard.client.get("/api/docs").text
    for path, methods in dashboard.get("/api/openapi.json")["paths"].items():
        for method in methods:
            assert f"{method.upper()} {path}" in page
    assert "http://" not in page
    assert "https://" not in page
    assert page.count("<script") == page.count('<script src="/static/')
