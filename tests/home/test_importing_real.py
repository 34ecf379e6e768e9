"""Importing real files: a month of one athlete, one run recorded twice, hostile files."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from myostride.activity.reading import read_run
from myostride.gait import muscle_load
from myostride.home import Home
from myostride.runner import Body


def test_the_athletes_month_is_sixteen_runs_and_the_second_import_adds_none(
    home: Home, real_files: Path
) -> None:
    month = real_files / "athlete_month"
    assert home.import_paths([month]).summary == {"imported": 16, "skipped": 0, "failed": 0}
    assert home.import_paths([month]).summary == {"imported": 0, "skipped": 16, "failed": 0}
    assert len(home.runs()) == 16
    assert sum(run.distance_m for run in home.runs()) == pytest.approx(163_967, rel=1e-3)


@pytest.mark.parametrize("first", ["fit", "strava_export"])
def test_a_run_and_its_export_are_one_run_whichever_comes_first(
    home: Home, real_files: Path, first: str
) -> None:
    copies = [
        real_files / "fit" / "venusq_run_3k_smart.fit",
        real_files / "strava_export" / "activities" / "12866632127.fit.gz",
    ]
    if first == "strava_export":
        copies.reverse()
    rows = home.import_paths(copies).files
    (run,) = home.runs()
    assert Path(run.path) == real_files / "fit" / "venusq_run_3k_smart.fit"
    assert rows[1].run_id == run.run_id
    assert np.isfinite(home.run(rows[0].run_id).heart_rate_bpm).any()


def test_every_file_gets_a_row_and_only_its_own_fault(home: Home, real_files: Path) -> None:
    report = home.import_paths([real_files])
    rows = {Path(row.path.partition("!")[0]): row for row in report.files}
    with open(real_files / "MANIFEST.csv", newline="", encoding="utf-8") as file:
        expected = {
            real_files / row["file"]: row["expected_outcome"] for row in csv.DictReader(file)
        }
    assert set(expected) <= set(rows)
    for path, outcome in expected.items():
        if outcome == "ok":
            assert rows[path].outcome in ("imported", "skipped"), path
        elif outcome.startswith("clear error:") or outcome == "clear error":
            assert rows[path].outcome == "failed", path
        assert "internal error" not in rows[path].reason
    assert not (home.folder / "log.txt").exists()


def test_a_stored_real_run_has_the_load_of_its_file(home: Home, real_files: Path) -> None:
    path = real_files / "fit" / "fr735xt_hilly10k_runscribe_devfields.fit"
    (row,) = home.import_paths([path]).files
    body = Body(70.0, 1.75)
    kept, direct = (muscle_load(run, body) for run in (home.run(row.run_id), read_run(path)))
    for name, estimate in direct.totals.items():
        np.testing.assert_allclose(kept.totals[name].value, estimate.value, rtol=1e-6)
