"""A gym log is imported workout by workout, and its leg sets count in the days."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from myostride.errors import InputError
from myostride.home import Home

from .samples import START, tcx

HEADER = (
    "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,"
    "Workout Notes,RPE\n"
)
LAST_DAY = START.date() + timedelta(days=21)


def workout(day: int, *exercises: str, kg: float = 100.0) -> str:
    date = (START + timedelta(days=day)).strftime("%Y-%m-%d")
    return "".join(
        f'{date} 18:00:00,"Legs",1h,"{name}",{n},{kg},6,0,0,"","",9\n'
        for name in exercises
        for n in range(1, 5)
    )


def log(folder: Path, *workouts: str, name: str = "strong.csv") -> Path:
    path = folder / name
    path.write_text(HEADER + "".join(workouts))
    return path


@pytest.fixture
def runner(home: Home, tmp_path: Path) -> Home:
    for day in range(0, 22, 3):
        path = tmp_path / f"run{day}.tcx"
        path.write_bytes(tcx((START + timedelta(days=day), 30), speed_m_s=2.8, every_s=5))
        home.import_paths([path])
    return home


def muscles(home: Home) -> dict[str, Any]:
    return dict(home.status(LAST_DAY, draws=20).to_json()["muscles"])


def test_every_workout_is_a_row_of_strength(home: Home, tmp_path: Path) -> None:
    legs, more = workout(3, "Squat (Barbell)"), workout(6, "Leg Press (Machine)")
    report = home.import_paths([log(tmp_path, legs, more)])
    assert [row.sport for row in report.files] == ["strength", "strength"]
    assert report.summary == {"imported": 2, "skipped": 0, "failed": 0}
    assert len(home.runs()) == 0
    assert len(home.runs(other_sports=True)) == 2


def test_a_later_export_adds_only_what_is_new(home: Home, tmp_path: Path) -> None:
    first, second = workout(3, "Squat (Barbell)"), workout(6, "Squat (Barbell)")
    home.import_paths([log(tmp_path, first)])
    report = home.import_paths([log(tmp_path, second, first, name="later.csv")])
    assert report.summary == {"imported": 1, "skipped": 1, "failed": 0}
    assert len(home.runs(other_sports=True)) == 2


def test_what_is_left_out_is_said(home: Home, tmp_path: Path) -> None:
    path = log(tmp_path, workout(3, "Squat (Barbell)", "Leg Wobble", "Bench Press (Barbell)"))
    (row,) = home.import_paths([path]).files
    assert row.warnings == (
        "exercise 'Leg Wobble' is not known; its sets are left out",
        "sets of other muscles, left out: 4",
    )


def test_squats_make_their_muscles_grow_and_leave_others(runner: Home, tmp_path: Path) -> None:
    before = muscles(runner)
    workouts = [workout(day, "Squat (Barbell)") for day in (4, 8, 11, 15)]
    runner.import_paths([log(tmp_path, *workouts)])
    after = muscles(runner)
    gain = {m: after[m]["growth_pct"] - before[m]["growth_pct"] for m in after}
    assert gain["vasti"] > 0.1
    assert gain["vasti"] > 3.0 * abs(gain["tibialis_anterior"])


def test_a_hard_workout_is_named_behind_tired_legs(runner: Home, tmp_path: Path) -> None:
    runner.import_paths([log(tmp_path, workout(21, "Squat (Barbell)", "Leg Press (Machine)"))])
    assert muscles(runner)["vasti"]["ready_why"] == "today's lifting (Legs)"


def test_upper_body_work_changes_nothing(runner: Home, tmp_path: Path) -> None:
    before = muscles(runner)
    runner.import_paths([log(tmp_path, workout(10, "Bench Press (Barbell)"))])
    assert muscles(runner) == before


def test_how_heavy_a_set_was_is_relative_to_the_runners_own_best(
    runner: Home, tmp_path: Path
) -> None:
    """The same sets in pounds are the same training: only the share of the best counts."""
    runner.import_paths([log(tmp_path, workout(10, "Squat (Barbell)"))])
    kilograms = muscles(runner)
    runner.set_profile(mass_unit="lb")
    assert muscles(runner) == kilograms


def test_lifting_alone_is_no_season(home: Home, tmp_path: Path) -> None:
    home.import_paths([log(tmp_path, workout(3, "Squat (Barbell)"))])
    with pytest.raises(InputError, match="no run up to"):
        home.status(LAST_DAY)


def test_lifting_is_among_what_was_assumed(runner: Home, tmp_path: Path) -> None:
    runner.import_paths([log(tmp_path, workout(10, "Squat (Barbell)"))])
    assumed = runner.status(LAST_DAY, draws=20).assumed
    assert any(line.startswith("gym log: ") for line in assumed)
