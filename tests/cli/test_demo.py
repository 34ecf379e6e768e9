from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from myostride.demo import SEASON_END, SeasonFile, count_files
from myostride.muscles import MUSCLES

from .conftest import Command


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "demo-home"


@pytest.fixture(scope="module")
def answer(folder: Path) -> Any:
    """What `myostride demo --json` says; run once for this module."""
    ended = subprocess.run(
        [sys.executable, "-m", "myostride", "demo", "--home", str(folder), "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stderr == ""
    return json.loads(ended.stdout)


def test_every_file_of_the_season_is_imported_through_the_real_pipeline(answer: Any) -> None:
    assert answer["import"] == {"imported": count_files(), "skipped": 0, "failed": 0}
    assert len(list(Path(answer["files"]).glob("*.fit"))) == count_files()


def test_the_table_of_its_last_day_is_filled(answer: Any) -> None:
    assert answer["status"]["date"] == SEASON_END.isoformat()
    assert list(answer["status"]["muscles"]) == list(MUSCLES)
    assert all(row["trend"] != "unknown" for row in answer["status"]["muscles"].values())


def test_both_pictures_are_there(answer: Any) -> None:
    png, svg = (Path(figure).read_bytes() for figure in answer["figures"])
    assert png.startswith(b"\x89PNG")
    assert b"in 16 weeks" in svg


def test_the_season_can_be_looked_at_again(answer: Any, myostride: Command) -> None:
    again = myostride("status", "--home", answer["home"], "--date", SEASON_END, "--json").json
    assert again["muscles"] == answer["status"]["muscles"]


def test_the_diary_tells_of_the_race(answer: Any, myostride: Command) -> None:
    said = myostride("status", "--home", answer["home"], "--date", "2025-09-02").out
    assert "felt 6" in said


def test_a_second_call_starts_afresh(
    myostride: Command, monkeypatch: pytest.MonkeyPatch, season: list[SeasonFile], tmp_path: Path
) -> None:
    monkeypatch.setattr("myostride.demo.season_files", lambda _: iter(season[-2:]))
    first = myostride("demo", "--home", "again")
    (tmp_path / "again" / "files" / "left over.fit").write_text("from before")
    second = myostride("demo", "--home", "again")
    assert (first.code, second.code) == (0, 0)
    assert first.out == second.out
    assert "2 runs" in second.out
    assert f"status --home again --date {SEASON_END}" in second.out
    assert not (tmp_path / "again" / "files" / "left over.fit").exists()


@pytest.mark.parametrize("foreign", ["notes.txt", "myostride.db"])
def test_a_folder_that_is_not_its_own_is_left_alone(
    foreign: str, myostride: Command, tmp_path: Path
) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / foreign).write_text("precious")
    ended = myostride("demo", "--home", mine)
    assert (ended.code, ended.out) == (2, "")
    assert "--home" in ended.complaint
    assert (mine / foreign).read_text() == "precious"


def test_a_link_to_a_folder_is_not_followed(myostride: Command, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert myostride("demo", "--home", tmp_path / "link").code == 2


def test_a_file_in_the_way_is_refused(myostride: Command, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ended = myostride("demo", "--home", tmp_path / "file")
    assert (ended.code, ended.out) == (2, "")


def test_a_document_and_a_dashboard_at_once_are_refused(myostride: Command) -> None:
    ended = myostride("demo", "--serve", "--json")
    assert ended.code == 2
    assert "--serve and --json" in ended.complaint
