from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from myostride.demo import SeasonFile
from myostride.home import importing

from .conftest import Command


def folder_of(season: list[SeasonFile], folder: Path, count: int) -> Path:
    folder.mkdir()
    for file in season[:count]:
        (folder / file.name).write_bytes(file.data)
    return folder


def test_a_folder_is_imported_once(
    myostride: Command, season: list[SeasonFile], tmp_path: Path
) -> None:
    folder = folder_of(season, tmp_path / "runs", 3)
    first = myostride("import", folder, "--json")
    assert (first.code, first.err) == (0, "")
    assert first.json["summary"] == {"imported": 3, "skipped": 0, "failed": 0}
    assert {row["outcome"] for row in first.json["files"]} == {"imported"}
    for row, file in zip(first.json["files"], season, strict=False):
        assert row["sport"] == "running"
        assert abs(row["distance_m"] - file.distance_m) < 0.02 * file.distance_m
        assert row["start_utc"].endswith("Z")
    again = myostride("import", folder, "--json")
    assert again.json["summary"] == {"imported": 0, "skipped": 3, "failed": 0}
    known = {row["run_id"] for row in first.json["files"]}
    assert {row["run_id"] for row in again.json["files"]} == known


def test_one_bad_file_is_said_and_ends_with_code_1(
    myostride: Command, season: list[SeasonFile], tmp_path: Path
) -> None:
    folder = folder_of(season, tmp_path / "runs", 2)
    (folder / "broken.fit").write_bytes(season[0].data[:9])
    ended = myostride("import", folder)
    assert ended.code == 1
    assert "broken.fit" in ended.out
    assert "2 imported, 0 skipped, 1 failed" in ended.out


def test_a_path_that_does_not_exist_is_a_wrong_call(myostride: Command) -> None:
    ended = myostride("import", "nowhere")
    assert (ended.code, ended.out) == (2, "")
    assert "nowhere" in ended.complaint


def test_a_mistyped_path_among_good_ones_is_a_failed_row(
    myostride: Command, season: list[SeasonFile], tmp_path: Path
) -> None:
    folder = folder_of(season, tmp_path / "runs", 1)
    ended = myostride("import", "nowhere", folder, "--json")
    assert ended.code == 1
    assert ended.json["summary"] == {"imported": 1, "skipped": 0, "failed": 1}
    assert ended.json["files"][-1]["reason"] == "no such file or folder"


def test_a_new_athlete_beside_others_is_said(
    myostride: Command, season: list[SeasonFile], tmp_path: Path
) -> None:
    folder = folder_of(season, tmp_path / "runs", 1)
    assert myostride("import", folder, "--athlete", "anna").err == ""
    ended = myostride("import", folder, "--athlete", "ana")
    assert ended.code == 0
    assert ended.err == "new athlete 'ana', beside anna\n"


def test_the_table_is_in_the_units_of_the_profile(
    myostride: Command, season: list[SeasonFile], tmp_path: Path
) -> None:
    myostride("profile", "--units", "mi")
    said = myostride("import", folder_of(season, tmp_path / "runs", 1)).out
    assert " mi " in said
    (row,) = [line for line in said.splitlines() if "running" in line]
    assert float(row.split()[3]) == pytest.approx(6.5 / 1.609, abs=0.1)


def test_ctrl_c_keeps_what_was_imported_and_says_so(
    myostride: Command,
    monkeypatch: pytest.MonkeyPatch,
    season: list[SeasonFile],
    tmp_path: Path,
) -> None:
    folder = folder_of(season, tmp_path / "runs", 3)
    real, calls = importing.read_activities, []

    def interrupted_at_the_second(*args: Any, **kwargs: Any) -> Any:
        calls.append(args)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(*args, **kwargs)

    monkeypatch.setattr(importing, "read_activities", interrupted_at_the_second)
    ended = myostride("import", folder)
    assert ended.code == 130
    assert "1 imported, 0 skipped, 0 failed; interrupted" in ended.out
    assert myostride("import", folder, "--json").json["summary"] == {
        "imported": 2,
        "skipped": 1,
        "failed": 0,
    }
