"""Importing real files: a month of one athlete, one run recorded twice, hostile files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from myostride.activity.reading import read_run
from myostride.gait import muscle_load
from myostride.home import Home, open_home
from myostride.home.import_report import ImportRow
from myostride.runner import Body
from tests.shared import ACTIVITIES, ManifestRow, activity_file, manifest, needs_shared

pytestmark = needs_shared

MANIFEST = manifest()


def by_file(rows: list[ImportRow]) -> dict[str, list[ImportRow]]:
    """The rows of each real file, by its name in the manifest."""
    found: dict[str, list[ImportRow]] = {}
    for row in rows:
        name = Path(row.path.partition("!")[0]).relative_to(ACTIVITIES).as_posix()
        found.setdefault(name, []).append(row)
    return found


def test_the_athletes_month_is_sixteen_runs_and_the_second_import_adds_none(home: Home) -> None:
    month = activity_file("athlete_month")
    assert home.import_paths([month]).summary == {"imported": 16, "skipped": 0, "failed": 0}
    assert home.import_paths([month]).summary == {"imported": 0, "skipped": 16, "failed": 0}
    assert len(home.runs()) == 16
    assert sum(run.distance_m for run in home.runs()) == pytest.approx(163_967, rel=1e-3)


@pytest.mark.parametrize("first", ["fit", "strava_export"])
def test_a_run_and_its_export_are_one_run_whichever_comes_first(home: Home, first: str) -> None:
    original = activity_file("fit/venusq_run_3k_smart.fit")
    copies = [original, activity_file("strava_export/activities/12866632127.fit.gz")]
    if first == "strava_export":
        copies.reverse()
    rows = home.import_paths(copies).files
    (run,) = home.runs()
    assert Path(run.path) == original
    assert {row.run_id for row in rows} == {run.run_id}
    assert np.isfinite(home.run(run.run_id).heart_rate_bpm).any()


@pytest.mark.parametrize("row", MANIFEST, ids=[row.file for row in MANIFEST])
def test_every_file_alone_ends_as_the_manifest_says(home: Home, row: ManifestRow) -> None:
    rows = home.import_paths([activity_file(row.file)]).files
    outcomes = {each.outcome for each in rows}
    if row.file.endswith(".csv"):
        assert outcomes == {"skipped"}
        return
    assert (row.may_be_read and outcomes == {"imported"}) or (
        row.may_be_refused and outcomes == {"failed"}
    )
    if outcomes == {"imported"} and row.must_be_warned_of:
        assert any(each.warnings for each in rows)
    if outcomes == {"failed"}:
        assert all(each.reason and "\n" not in each.reason for each in rows)


SAME_RUN = {
    "bad/fit_named_gpx.gpx": "fit/fenix5_run_tiny.fit",
    "bad/header_size_lies.fit": "fit/fenix2_run_9k_1hz.fit",
    "bad/leading_spaces.tcx": "tcx/treadmill_2025_indoor.tcx",
    "bad/run_bitflips.fit": "fit/fenix2_run_9k_1hz.fit",
    "bad/utf16.gpx": "gpx/strava_export_with_atemp.gpx",
    "strava_export/activities/12866632127.fit.gz": "fit/venusq_run_3k_smart.fit",
}
"""Copies of runs that other files hold too, whole."""
DAMAGED = [copy for copy in SAME_RUN if copy.endswith(("flips.fit", "lies.fit", ".gz"))]
"""Those that hold less: broken, repaired, or without the heart rate."""


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[ImportRow]]:
    """All real files imported by one call."""
    with open_home(tmp_path_factory.mktemp("everything")) as home:
        rows = home.import_paths([ACTIVITIES]).files
        assert not (home.folder / "log.txt").exists()
        standing = [run.run_id for run in home.runs(other_sports=True)]
    assert sorted(row.run_id or "" for row in rows if row.outcome == "imported") == sorted(standing)
    return by_file(rows)


@pytest.mark.parametrize("row", MANIFEST, ids=[row.file for row in MANIFEST])
def test_every_file_among_all_ends_as_the_manifest_says(
    everything: dict[str, list[ImportRow]], row: ManifestRow
) -> None:
    rows = everything[row.file]
    standing = {each.run_id for all_ in everything.values() for each in all_
                if each.outcome == "imported"}  # fmt: skip
    for each in rows:
        if each.outcome == "failed":
            assert row.may_be_refused
        elif row.file.endswith(".csv"):
            assert each.outcome == "skipped"
        else:
            assert row.may_be_read
            assert each.run_id in standing
            assert each.outcome == "imported" or each.run_id in each.reason


@pytest.mark.parametrize(("copy", "original"), SAME_RUN.items())
def test_a_copy_and_its_original_name_the_same_run(
    everything: dict[str, list[ImportRow]], copy: str, original: str
) -> None:
    (copied,), (kept,) = everything[copy], everything[original]
    assert copied.run_id == kept.run_id
    assert {copied.outcome, kept.outcome} == {"imported", "skipped"}


@pytest.mark.parametrize("copy", DAMAGED)
def test_the_whole_original_stands_for_a_damaged_copy(
    everything: dict[str, list[ImportRow]], copy: str
) -> None:
    (copied,), (kept,) = everything[copy], everything[SAME_RUN[copy]]
    assert (kept.outcome, copied.outcome) == ("imported", "skipped")


@pytest.mark.parametrize("copy", DAMAGED)
def test_the_original_stands_when_it_comes_first_too(home: Home, copy: str) -> None:
    report = home.import_paths([activity_file(SAME_RUN[copy]), activity_file(copy)])
    assert [row.outcome for row in report.files] == ["imported", "skipped"]


def test_a_stored_real_run_has_the_load_of_its_file(home: Home) -> None:
    path = activity_file("fit/fr735xt_hilly10k_runscribe_devfields.fit")
    (row,) = home.import_paths([path]).files
    body = Body(70.0, 1.75)
    kept, direct = (muscle_load(run, body) for run in (home.run(row.run_id), read_run(path)))
    for name, estimate in direct.totals.items():
        np.testing.assert_allclose(kept.totals[name].value, estimate.value, rtol=1e-6)
