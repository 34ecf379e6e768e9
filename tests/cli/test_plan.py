"""`myostride plan` as a runner types it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Command

WISH = ("plan", "--weeks", "4", "--days", "mon,wed,sat", "--goal", "glutes", "--minutes", "150",
        "--draws", "30", "--date", "2026-03-01")  # fmt: skip


def test_a_new_home_gets_a_plan_of_the_training_status(myostride: Command, tmp_path: Path) -> None:
    """No run is on record: the profile's training status stands in, and is said."""
    document = myostride(*WISH, "--home", str(tmp_path), "--json").json
    assert {"sessions", "forecast", "alternatives"} <= set(document)
    assert document["begin"] == "2026-03-02"
    assert all({"date", "title", "steps", "why", "load"} <= set(s) for s in document["sessions"])
    assert {s["date"][-2:] for s in document["sessions"][:3]} <= {"02", "04", "07"}
    assert any("status" in line for line in document["assumed"])
    goal = document["forecast"]["goal"]
    assert goal["muscles"] == ["gluteus_maximus", "gluteus_medius"]
    assert goal["lo"] <= goal["growth_pct"] <= goal["hi"]


def test_without_a_gym_nothing_is_lifted(myostride: Command, tmp_path: Path) -> None:
    document = myostride(*WISH, "--no-gym", "--home", str(tmp_path), "--json").json
    assert all(session["kind"] != "lift" for session in document["sessions"])
    assert "squats" not in {each["name"] for each in document["alternatives"]}


def test_the_same_call_gives_the_same_plan(myostride: Command, tmp_path: Path) -> None:
    first, again = (
        myostride(*WISH, "--home", str(tmp_path), "--json").json["sessions"] for _ in range(2)
    )
    assert first == again


def test_a_beginner_who_wants_hard_days_all_week_is_told_why_not(
    myostride: Command, tmp_path: Path
) -> None:
    myostride("profile", "--status", "untrained", "--home", str(tmp_path))
    every_day = [*WISH[:4], "mon,tue,wed,thu,fri,sat,sun", *WISH[5:]]
    document = myostride(*every_day, "--home", str(tmp_path), "--json").json
    weeks = {s["date"] for s in document["sessions"] if s["date"] < "2026-03-09"}
    assert len(weeks) <= 3
    (why,) = [line for line in document["said"] if line.startswith("Held back by")]
    assert "at most two running days in a row" in why
    assert why.count(". ") == 1
    assert "beginner_in_a_row" in {each["rule"] for each in document["held_back"]}


def test_files_are_written_where_asked(myostride: Command, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ran = myostride(*WISH, "--home", str(tmp_path), "--json", "--out", str(out),
                    "--format", "fit,ics")  # fmt: skip
    written = [Path(name) for name in ran.json["files"]]
    assert any(path.suffix == ".fit" for path in written)
    assert any(path.suffix == ".ics" for path in written)
    assert all(path.is_file() for path in written)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("--days", "mon,foo"), "weekday"),
        (("--goal", "brain"), "muscle"),
        (("--with", "skates"), "equipment"),
        (("--race", "2025-01-01"), "--race"),
        (("--race", "2026-03-05"), "within a week"),
        (("--no-gym", "--with", "gym"), "--no-gym"),
        (("--minutes", "5"), "--minutes"),
        (("--out", "x", "--format", "doc"), "doc"),
    ],
)
def test_a_slip_is_one_line_that_names_it(
    myostride: Command, tmp_path: Path, wrong: tuple[str, ...], said: str
) -> None:
    ran = myostride(*WISH, *wrong, "--home", str(tmp_path))
    assert ran.code == 2
    assert ran.out == ""
    assert said in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("race", "weeks", "said"),
    [
        ("2026-03-20", 3, "leads to your race"),
        ("2026-08-01", 4, "--weeks 22"),
    ],
)
def test_a_plan_ends_with_the_week_of_its_race(
    myostride: Command, tmp_path: Path, race: str, weeks: int, said: str
) -> None:
    document = myostride(*WISH, "--race", race, "--home", str(tmp_path), "--json").json
    assert (document["weeks"], document["race"]) == (weeks, race)
    assert any(said in line for line in document["said"])
    assert all(session["date"] < race for session in document["sessions"])
