"""Importing: once each, in any order, whatever interrupts it and whatever is in between."""

from __future__ import annotations

import gzip
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from myostride.errors import HomeError
from myostride.home import Home, importing, open_home
from myostride.home.database import FILE_NAME
from myostride.home.import_report import ImportReport, ImportRow

from .samples import START, gpx, tcx


def write(folder: Path, **files: bytes) -> list[Path]:
    """Files by name, "_" standing for the dot before the ending."""
    folder.mkdir(exist_ok=True)
    paths = []
    for name, data in files.items():
        stem, _, ending = name.rpartition("_")
        paths.append(folder / f"{stem}.{ending}")
        paths[-1].write_bytes(data)
    return paths


def outcomes(report: ImportReport) -> list[str]:
    return [row.outcome for row in report.files]


def test_an_imported_run_is_stored_with_its_bytes_and_its_table(home: Home, tmp_path: Path) -> None:
    data = tcx((START, 10))
    report = home.import_paths(write(tmp_path / "in", a_tcx=data))
    (row,) = report.files
    assert (row.outcome, row.sport, row.start_utc) == ("imported", "running", START)
    assert row.duration_s == pytest.approx(600, abs=1)
    assert row.distance_m == pytest.approx(1800, rel=0.01)
    (kept,) = (path for path in (home.folder / "raw").rglob("*") if path.is_file())
    assert gzip.decompress(kept.read_bytes()) == data
    assert len(home.run(row.run_id)) == row.records
    assert [run.run_id for run in home.runs()] == [row.run_id]


def test_a_report_has_the_agreed_keys(home: Home, tmp_path: Path) -> None:
    document = home.import_paths(write(tmp_path / "in", a_gpx=gpx())).to_json()
    assert document["summary"] == {"imported": 1, "skipped": 0, "failed": 0}
    assert set(document["files"][0]) == {
        "path", "outcome", "reason", "run_id", "sport", "start_utc", "duration_s",
        "distance_m", "ascent_m", "records", "warnings",
    }  # fmt: skip
    assert document["files"][0]["start_utc"] == "2026-03-02T06:30:00Z"


def test_a_second_import_stores_and_decodes_nothing(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = write(tmp_path / "in", a_gpx=gpx(), b_tcx=tcx((START + timedelta(days=1), 10)))
    first = home.import_paths(paths)
    monkeypatch.setattr(
        importing, "read_activities", lambda *_, **_stated: pytest.fail("decoded again")
    )
    second = home.import_paths(paths)
    assert outcomes(second) == ["skipped", "skipped"]
    for before, again in zip(first.files, second.files, strict=True):
        assert before.run_id in again.reason
        assert (again.distance_m, again.start_utc) == (before.distance_m, before.start_utc)


def test_the_same_content_packed_and_plain_is_one_run(home: Home, tmp_path: Path) -> None:
    data = gpx()
    paths = write(tmp_path / "in", a_gpx=data) + write(
        tmp_path / "packed", a_gpx_gz=gzip.compress(data)
    )
    report = home.import_paths(paths)
    assert outcomes(report) == ["imported", "skipped"]
    assert len(home.runs()) == 1


def test_a_poorer_copy_is_skipped_naming_the_run(home: Home, tmp_path: Path) -> None:
    rich, poor = write(tmp_path / "in", a_tcx=tcx((START, 10)), b_gpx=gpx())
    report = home.import_paths([rich, poor])
    assert outcomes(report) == ["imported", "skipped"]
    assert report.files[1].run_id == report.files[0].run_id
    assert report.files[0].run_id in report.files[1].reason


def test_a_richer_copy_replaces_the_poorer_and_both_ids_lead_to_it(
    home: Home, tmp_path: Path
) -> None:
    rich, poor = write(tmp_path / "in", a_tcx=tcx((START, 10)), b_gpx=gpx())
    before, after = home.import_paths([poor]).files + home.import_paths([rich]).files
    assert after.outcome == "imported"
    assert before.run_id in after.reason
    assert [run.run_id for run in home.runs()] == [after.run_id]
    assert len(home.run(before.run_id)) == len(home.run(after.run_id)) == after.records


def test_the_report_of_one_call_tells_how_it_ended(home: Home, tmp_path: Path) -> None:
    poor, rich = write(tmp_path / "in", a_gpx=gpx(), b_tcx=tcx((START, 10)))
    told: list[str] = []
    report = home.import_paths([poor, rich], lambda row: told.append(row.outcome))
    assert told == ["imported", "imported"]
    assert outcomes(report) == ["skipped", "imported"]
    assert report.files[0].run_id == report.files[1].run_id
    assert report.files[1].run_id in report.files[0].reason
    assert report.summary == {"imported": 1, "skipped": 1, "failed": 0}


def test_neighbouring_runs_are_two_runs(home: Home, tmp_path: Path) -> None:
    report = home.import_paths(
        write(tmp_path / "in", a_gpx=gpx(), b_gpx=gpx(START + timedelta(minutes=9)))
    )
    assert outcomes(report) == ["imported", "imported"]


def test_each_run_of_one_file_is_its_own_row(home: Home, tmp_path: Path) -> None:
    data = tcx((START, 10), (START + timedelta(hours=3), 5))
    report = home.import_paths(write(tmp_path / "in", both_tcx=data))
    assert outcomes(report) == ["imported", "imported"]
    first, second = (row.run_id for row in report.files)
    assert second == f"{first}-2"
    assert home.run(second).duration_s == pytest.approx(300, abs=1)


def test_a_half_imported_file_is_finished_by_the_next_import(home: Home, tmp_path: Path) -> None:
    paths = write(tmp_path / "in", both_tcx=tcx((START, 10), (START + timedelta(hours=3), 5)))

    def interrupt(_row: object) -> None:
        raise KeyboardInterrupt

    assert outcomes(home.import_paths(paths, interrupt)) == ["imported"]
    assert outcomes(home.import_paths(paths)) == ["skipped", "imported"]
    assert len(home.runs()) == 2


def test_one_bad_file_stops_nothing(home: Home, tmp_path: Path) -> None:
    paths = write(
        tmp_path / "in", a_fit=b"\x0e\x10 broken", b_gpx=gpx(), c_gpx=b"<html>log in</html>"
    )
    report = home.import_paths(paths)
    assert outcomes(report) == ["failed", "imported", "failed"]
    assert all(row.reason and "\n" not in row.reason for row in report.files[::2])


def test_our_own_fault_is_reported_and_its_traceback_kept(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = importing.read_activities

    def faulty(data: bytes, name: str, **stated: str) -> object:
        if b"broken inside" in data:
            raise ZeroDivisionError("a mistake of ours")
        return real(data, name, **stated)

    monkeypatch.setattr(importing, "read_activities", faulty)
    report = home.import_paths(
        write(tmp_path / "in", a_gpx=gpx() + b"<!-- broken inside -->", b_gpx=gpx())
    )
    assert outcomes(report) == ["failed", "imported"]
    assert report.files[0].reason.startswith("internal error: ZeroDivisionError a mistake of ours")
    assert "please report" in report.files[0].reason
    assert "Traceback" in (home.folder / "log.txt").read_text()


def test_ctrl_c_keeps_what_was_reported(home: Home, tmp_path: Path) -> None:
    files = {f"run{n}_gpx": gpx(START + timedelta(days=n)) for n in range(4)}
    paths = write(tmp_path / "in", **files)
    seen = []

    def interrupt_at_the_second(row: ImportRow) -> None:
        seen.append(row)
        if len(seen) == 2:
            raise KeyboardInterrupt

    report = home.import_paths(paths, interrupt_at_the_second)
    assert report.interrupted
    assert report.files == seen
    assert {run.run_id for run in home.runs()} == {row.run_id for row in seen}
    assert outcomes(home.import_paths(paths)) == ["skipped", "skipped", "imported", "imported"]


def test_a_full_disk_ends_the_import_and_keeps_the_rest(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = write(tmp_path / "in", a_gpx=gpx(), b_gpx=gpx(START + timedelta(days=1)))
    home.import_paths(paths[:1])

    def no_space(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(HomeError, match="no space left"):
        home.import_paths(paths)
    assert len(home.runs()) == 1
    assert not list((home.folder / "raw").rglob("*.part"))


IMPORT = """
import sys
from myostride.home import open_home
with open_home(sys.argv[1]) as home:
    home.import_paths(sys.argv[2:], lambda row: print(row.run_id, row.outcome, flush=True))
"""


def import_elsewhere(folder: Path, paths: Iterable[Path]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", IMPORT, str(folder), *map(str, paths)],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


@pytest.mark.parametrize("kill_after", [1, 4, 9])
def test_a_killed_import_loses_nothing_it_reported(
    folder: Path, tmp_path: Path, kill_after: int
) -> None:
    files = {f"run{n:02}_gpx": gpx(START + timedelta(days=n), every_s=1) for n in range(12)}
    paths = write(tmp_path / "in", **files)
    process = import_elsewhere(folder, paths)
    assert process.stdout is not None
    reported = {process.stdout.readline().split()[0] for _ in range(kill_after)}
    process.send_signal(signal.SIGKILL)
    reported |= {line.split()[0] for line in process.stdout if line.endswith("\n")}
    process.wait()

    with open_home(folder) as home:
        kept = {run.run_id for run in home.runs()}
        assert reported <= kept
        report = home.import_paths(paths)
        assert report.summary["imported"] == len(paths) - len(kept)
        assert report.summary["failed"] == 0
        assert all(len(home.run(run.run_id)) for run in home.runs())


def test_two_imports_at_once_store_each_run_once(folder: Path, tmp_path: Path) -> None:
    files = {f"run{n:02}_gpx": gpx(START + timedelta(days=n)) for n in range(8)}
    paths = write(tmp_path / "in", **files)
    both = [import_elsewhere(folder, paths) for _ in range(2)]
    said = [process.communicate()[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sum(text.count("imported") for text in said) == len(paths)
    with open_home(folder) as home:
        assert len(home.runs()) == len(paths)


def test_two_athletes_of_a_home_may_import_the_same_file(
    home: Home, other_athlete: Home, tmp_path: Path
) -> None:
    paths = write(tmp_path / "in", a_gpx=gpx())
    assert outcomes(home.import_paths(paths)) == ["imported"]
    assert outcomes(other_athlete.import_paths(paths)) == ["imported"]


# A chain in which the first and the last are no duplicates of each other, among others.
SHIFTS_MIN = (0, 1, 2.5, 4, 60)


@settings(max_examples=12, deadline=None)
@given(st.randoms(use_true_random=False))
def test_any_order_of_imports_gives_the_same_runs(order: random.Random) -> None:
    files = {
        f"run{n}{kind}_{kind}": make(START + timedelta(minutes=shift))
        for n, shift in enumerate(SHIFTS_MIN)
        for kind, make in (("gpx", gpx), ("tcx", lambda start: tcx((start, 10))))
    }
    found = []
    for shuffled in (False, True):
        with tempfile.TemporaryDirectory() as scratch:
            paths = write(Path(scratch, "in"), **files)
            if shuffled:
                order.shuffle(paths)
            with open_home(Path(scratch, "home")) as home:
                for path in paths:
                    home.import_paths([path])
                found.append({run.run_id for run in home.runs()})
    assert found[0] == found[1]


def test_a_stream_of_an_older_format_is_read_again_from_the_original(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (row,) = home.import_paths(write(tmp_path / "in", a_tcx=tcx((START, 10)))).files
    before = home.run(row.run_id)
    monkeypatch.setattr("myostride.home.library.STREAM_FORMAT", 99)
    again = home.run(row.run_id)
    assert again.total_distance_m == before.total_distance_m
    assert len(again) == len(before)


def lose_originals(home: Home) -> None:
    for kept in (home.folder / "raw").rglob("*"):
        if kept.is_file():
            kept.unlink()


def test_importing_again_brings_a_lost_original_back(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = write(tmp_path / "in", a_gpx=gpx())
    (row,) = home.import_paths(paths).files
    lose_originals(home)
    assert outcomes(home.import_paths(paths)) == ["skipped"]
    monkeypatch.setattr("myostride.home.library.STREAM_FORMAT", 99)
    assert len(home.run(row.run_id)) == row.records


def test_an_original_that_changed_on_disk_is_never_read_as_the_run(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (row,) = home.import_paths(write(tmp_path / "in", a_gpx=gpx())).files
    (kept,) = (path for path in (home.folder / "raw").rglob("*") if path.is_file())
    kept.write_bytes(gzip.compress(gpx(minutes=20)))
    monkeypatch.setattr("myostride.home.library.STREAM_FORMAT", 99)
    with pytest.raises(HomeError, match=r"damaged.*its content has changed"):
        home.run(row.run_id)


def test_a_database_copied_without_its_originals_still_has_every_run(
    home: Home, tmp_path: Path
) -> None:
    (row,) = home.import_paths(write(tmp_path / "in", a_gpx=gpx())).files
    home.close()
    (tmp_path / "copy").mkdir()
    shutil.copy(home.folder / FILE_NAME, tmp_path / "copy")
    with open_home(tmp_path / "copy") as copy:
        assert len(copy.run(row.run_id)) == row.records


def test_a_lost_original_is_named(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (row,) = home.import_paths(write(tmp_path / "in", a_gpx=gpx())).files
    monkeypatch.setattr("myostride.home.library.STREAM_FORMAT", 99)
    lose_originals(home)
    with pytest.raises(HomeError, match=r"original file .* is missing"):
        home.run(row.run_id)
