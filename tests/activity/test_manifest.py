"""Every real file ends as its manifest says, with its numbers and within the memory limit."""

from itertools import combinations
from pathlib import Path

import pytest

from myostride.activity.collect import collect
from myostride.activity.duplicates import richness, same_activity
from myostride.activity.reading import read_activities
from myostride.activity.run import Activity
from myostride.errors import ActivityError
from tests.shared import ACTIVITIES, ManifestRow, manifest, needs_shared

from .memory import peak_mb

ROWS = manifest()
every_row = pytest.mark.parametrize("row", ROWS, ids=[row.file for row in ROWS])
pytestmark = needs_shared


def ending(path: Path) -> tuple[list[Activity], list[str], list[str]]:
    """What became of a path: activities, refusals, reasons for skipping."""
    activities: list[Activity] = []
    refusals: list[str] = []
    skipped: list[str] = []
    for found in collect([path]):
        if found.skip is not None:
            skipped.append(found.skip)
        elif found.error is not None:
            refusals.append(str(found.error))
        else:
            assert found.data is not None
            try:
                activities += read_activities(found.data, found.path)
            except ActivityError as error:
                refusals.append(str(error))
    return activities, refusals, skipped


@every_row
def test_every_file_ends_as_the_manifest_says(row: ManifestRow) -> None:
    activities, refusals, skipped = ending(ACTIVITIES / row.file)
    if row.file.endswith(".csv"):
        assert skipped == ["index file, no activity by design"]
        return
    assert activities or refusals
    if activities:
        assert row.may_be_read
    if refusals:
        assert row.may_be_refused
        assert not activities
    assert all(line and "\n" not in line for line in refusals)
    if activities and row.must_be_warned_of:
        assert any(activity.warnings for activity in activities)


def test_every_activity_file_is_in_the_manifest() -> None:
    assert len(ROWS) == 88
    present = {str(path.relative_to(ACTIVITIES)) for path in ACTIVITIES.rglob("*.*")}
    assert {row.file for row in ROWS} == present - {"MANIFEST.csv"}


# The device's own total leaves out a last lap that the samples hold.
_LAST_LAP_MISSING = "fit/suunto_ambit3_duplicates_no_session_distance.fit"
_TWO_ACTIVITIES = "fit/chained_two_activities_one_file.fit"


def read_rows() -> list[ManifestRow]:
    """Rows of one whole activity with numbers that hold for what can be read of it."""
    left_out = (_TWO_ACTIVITIES, "bad/strava_android_bad_timestamps.fit")
    return [row for row in ROWS if row.values["duration_s"] and row.file not in left_out]


@pytest.mark.parametrize("row", read_rows(), ids=[row.file for row in read_rows()])
def test_duration_distance_and_ascent_agree(row: ManifestRow) -> None:
    activities, _, _ = ending(ACTIVITIES / row.file)
    if not activities:
        assert row.may_be_refused
        return
    (activity,) = activities
    duration_s = row.number("run_only_duration_s", "duration_s")
    assert duration_s is not None
    if row.values["format"] == "gpx":
        # A track knows no timer: the manifest has the time from first to last point.
        assert activity.duration_s <= duration_s + 2
        if activity.run is not None:
            elapsed_s = (activity.run.end_utc - activity.run.start_utc).total_seconds()
            assert elapsed_s == pytest.approx(duration_s, rel=0.01, abs=2)
    elif row.file != _LAST_LAP_MISSING:
        assert activity.duration_s == pytest.approx(duration_s, rel=0.005, abs=1.5)
    distance_m = row.number("run_only_distance_m", "distance_m")
    if distance_m is not None:
        assert activity.distance_m == pytest.approx(distance_m, rel=0.02, abs=2)
    ascent_m = row.number("ascent_m")
    if ascent_m is not None and activity.run is not None and not activity.legs[1:]:
        # Unsmoothed climbs of a track are noise on top of the true one.
        assert activity.run.ascent_m <= 1.2 * ascent_m + 10
        if row.values["format"] == "fit":
            assert activity.run.ascent_m == pytest.approx(ascent_m, rel=0.25, abs=15)


def test_out_of_range_points_leave_the_distance_true() -> None:
    (activity,), _, _ = ending(ACTIVITIES / "bad/nan_and_out_of_range.gpx")
    assert activity.distance_m == pytest.approx(830, abs=10)


def test_chained_activities_are_two_and_none_a_run() -> None:
    activities, _, _ = ending(ACTIVITIES / _TWO_ACTIVITIES)
    assert [activity.sport for activity in activities] == ["stand_up_paddleboarding", "swimming"]
    assert all(activity.run is None for activity in activities)


def test_a_clock_that_runs_wild_gives_no_endless_run() -> None:
    activities, _, _ = ending(ACTIVITIES / "bad/strava_android_bad_timestamps.fit")
    assert all(activity.duration_s <= 3558 for activity in activities)


SAME_RUN = [
    {"fit/venusq_run_3k_smart.fit", "strava_export/activities/12866632127.fit.gz"},
    {"fit/fenix2_run_9k_1hz.fit", "bad/header_size_lies.fit", "bad/run_bitflips.fit"},
    {"fit/fenix5_run_tiny.fit", "bad/fit_named_gpx.gpx"},
    {"tcx/treadmill_2025_indoor.tcx", "bad/leading_spaces.tcx"},
    {"gpx/strava_export_with_atemp.gpx", "bad/utf16.gpx"},
    {
        "bad/chained_second_header_corrupt.fit",
        "bad/chained_second_no_data.fit",
        "bad/file_crc_wrong.fit",
        "bad/sdk_truncated_277_bytes.fit",
        "bad/unexpected_eof.fit",
    },
]


@pytest.fixture(scope="module")
def everything() -> dict[str, Activity]:
    """The first activity of every file that can be read."""
    read = {row.file: ending(ACTIVITIES / row.file)[0] for row in ROWS}
    return {file: activities[0] for file, activities in read.items() if activities}


def test_the_same_runs_are_found_and_no_others(everything: dict[str, Activity]) -> None:
    pairs = {
        frozenset((first, second))
        for first, second in combinations(everything, 2)
        if same_activity(everything[first], everything[second])
    }
    expected = {frozenset(pair) for group in SAME_RUN for pair in combinations(group, 2)}
    assert pairs == expected


@pytest.mark.parametrize(
    ("kept", "other"),
    [
        ("fit/venusq_run_3k_smart.fit", "strava_export/activities/12866632127.fit.gz"),
        ("fit/fenix2_run_9k_1hz.fit", "bad/run_bitflips.fit"),
        ("fit/fenix2_run_9k_1hz.fit", "bad/header_size_lies.fit"),
    ],
)
def test_the_richer_copy_is_kept(kept: str, other: str, everything: dict[str, Activity]) -> None:
    assert richness(everything[kept]) > richness(everything[other])


def test_the_athlete_month_is_sixteen_runs(everything: dict[str, Activity]) -> None:
    month = [each for file, each in everything.items() if file.startswith("athlete_month/")]
    assert len(month) == 16
    assert all(each.sport == "running" and each.run is not None for each in month)


_READ_EVERYTHING = """
import sys
from pathlib import Path
from myostride.activity.collect import collect
from myostride.activity.reading import read_activities
from myostride.errors import ActivityError
for found in collect([Path(sys.argv[1])]):
    if found.data is not None:
        try:
            read_activities(found.data, found.path)
        except ActivityError:
            pass
"""


@pytest.mark.parametrize("folder", ["bad", "fit", "."])
def test_reading_everything_stays_within_300_mb(folder: str) -> None:
    assert peak_mb(_READ_EVERYTHING, str(ACTIVITIES / folder)) < 300
