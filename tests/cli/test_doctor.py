from __future__ import annotations

from collections import namedtuple
from pathlib import Path

import pytest

from .conftest import Command

Usage = namedtuple("Usage", "total used free")


def states(document: dict[str, list[dict[str, str]]]) -> dict[str, str]:
    return {check["name"]: check["state"] for check in document["checks"]}


def test_a_sound_place_has_no_failure(myostride: Command) -> None:
    ended = myostride("doctor", "--json")
    assert ended.code == 0
    assert ended.json["ok"]
    assert "fail" not in states(ended.json).values()
    assert {"Python", "Packages", "Home folder", "Database", "Original files", "Free disk",
            "Model parameters", "Figures", "Time zone"} == set(states(ended.json))  # fmt: skip


def test_it_changes_nothing(myostride: Command, tmp_path: Path) -> None:
    myostride("doctor")
    assert not (tmp_path / "home").exists()


def test_a_used_home_is_looked_into(myostride: Command) -> None:
    myostride("profile", "--mass", "61")
    said = myostride("doctor").out
    assert "sound, 1 athlete" in said


def test_a_damaged_database_fails_and_says_what_to_do(myostride: Command, tmp_path: Path) -> None:
    myostride("profile", "--mass", "61")
    (tmp_path / "home" / "myostride.db").write_bytes(b"scrambled" * 500)
    for rest in (tmp_path / "home").glob("myostride.db-*"):
        rest.unlink()
    ended = myostride("doctor", "--json")
    assert ended.code == 1
    (check,) = [c for c in ended.json["checks"] if c["name"] == "Database"]
    assert check["state"] == "fail"
    assert "import again" in check["advice"]


def test_a_home_that_cannot_be_written_fails(myostride: Command) -> None:
    ended = myostride("doctor", "--home", "/dev/null/inside", "--json")
    assert ended.code == 1
    assert states(ended.json)["Home folder"] == "fail"


@pytest.fixture
def imported(myostride: Command, hilly_run: Path, tmp_path: Path) -> Path:
    """The one original file of a home."""
    assert myostride("import", hilly_run).code == 0
    (original,) = (path for path in (tmp_path / "home" / "raw").rglob("*") if path.is_file())
    return original


def test_original_files_are_counted(myostride: Command, imported: Path) -> None:
    assert imported.exists()
    assert "1, all there and unchanged" in myostride("doctor").out


def test_a_changed_original_file_fails_and_says_what_to_do(
    myostride: Command, imported: Path
) -> None:
    imported.write_bytes(b"changed")
    ended = myostride("doctor", "--json")
    assert ended.code == 1
    (check,) = [c for c in ended.json["checks"] if c["name"] == "Original files"]
    assert check["state"] == "fail"
    assert "1 of 1 missing or changed" in check["detail"]
    assert "import" in check["advice"]


def test_an_athlete_that_nobody_knows_is_a_wrong_call(myostride: Command, imported: Path) -> None:
    assert imported.exists()
    ended = myostride("doctor", "--athlete", "anna")
    assert (ended.code, "known: me" in ended.complaint) == (2, True)


@pytest.mark.parametrize(("free", "state"), [(10e6, "fail"), (200e6, "warn"), (9e9, "ok")])
def test_little_free_disk_is_noticed(
    free: float, state: str, myostride: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: Usage(1e12, 1e12 - free, free))
    ended = myostride("doctor", "--json")
    assert states(ended.json)["Free disk"] == state
    assert ended.code == (1 if state == "fail" else 0)


def test_a_check_that_breaks_is_a_failure_and_not_the_end(
    myostride: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise RuntimeError("no sources")

    monkeypatch.setattr("myostride.references.references", broken)
    document = myostride("doctor", "--json").json
    assert states(document)["Model parameters"] == "fail"
    assert states(document)["Time zone"] == "ok"
