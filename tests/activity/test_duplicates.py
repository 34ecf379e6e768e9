"""The same run twice: told by time and distance, the richer kept."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from myostride.activity.duplicates import richness, same_activity
from myostride.activity.reading import read_activities
from myostride.activity.run import Activity

from .samples import START, fit, gpx, gpx_of, gpx_track, tcx, trkpt


def summary(start_s: float = 0, duration_s: float = 3600, distance_m: float = 10_000) -> Activity:
    return Activity(
        sport="running",
        start_utc=datetime(2024, 5, 1, tzinfo=UTC) + timedelta(seconds=start_s),
        duration_s=duration_s,
        distance_m=distance_m,
        ascent_m=float("nan"),
        records=3600,
        device="",
        run=None,
    )


def only(data: bytes) -> Activity:
    (activity,) = read_activities(data)
    return activity


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (summary(), True),
        (summary(start_s=600), True),
        (summary(start_s=800), False),
        (summary(start_s=-600), True),
        (summary(distance_m=10_400), True),
        (summary(distance_m=10_600), False),
        (summary(start_s=500, duration_s=600, distance_m=10_000), True),
        (summary(start_s=500, duration_s=600, distance_m=2_000), False),
        (summary(start_s=7200), False),
        (summary(distance_m=float("nan")), True),
        (summary(start_s=300, distance_m=float("nan")), False),
        (summary(duration_s=0), False),
    ],
)
def test_overlap_and_distance_decide(other: Activity, same: bool) -> None:
    assert same_activity(summary(), other) is same


_SUMMARIES = st.builds(
    summary,
    st.integers(-7200, 7200),
    st.integers(0, 7200),
    st.one_of(st.floats(0, 40_000), st.just(float("nan"))),
)


@given(_SUMMARIES, _SUMMARIES)
def test_it_does_not_matter_which_comes_first(a: Activity, b: Activity) -> None:
    assert same_activity(a, b) == same_activity(b, a)


def test_one_run_in_three_formats_is_one_run() -> None:
    activities = [only(fit()), only(gpx()), only(tcx())]
    assert all(same_activity(a, b) for a in activities for b in activities)


def test_a_copy_in_the_wrong_time_zone_is_another_run() -> None:
    assert not same_activity(only(gpx()), only(gpx(start=START + timedelta(hours=2))))


def test_fit_is_richer_than_tcx_and_tcx_than_gpx() -> None:
    assert richness(only(fit())) > richness(only(tcx())) > richness(only(gpx()))


def test_heart_rate_is_worth_more_than_the_format() -> None:
    silent = only(gpx_of(gpx_track("".join(trkpt(second) for second in range(120)))))
    assert richness(only(gpx())) > richness(replace(silent, format="fit"))


def test_a_warned_copy_is_never_richer_than_an_intact_one_of_any_format() -> None:
    intact = only(tcx())
    warned = replace(intact, format="fit", records=9_999, warnings=("its checksum is wrong",))
    assert richness(intact) > richness(warned)


def test_laps_and_local_time_are_worth_more_than_a_warning() -> None:
    fuller = only(tcx())
    assert fuller.run is not None
    assert fuller.run.laps
    bare = replace(fuller, run=replace(fuller.run, laps=()))
    local = replace(fuller, run=replace(fuller.run, utc_offset_s=3600.0))
    assert richness(replace(fuller, warnings=("one",))) > richness(bare)
    assert richness(replace(local, warnings=("one",))) > richness(fuller)


def test_a_whole_file_is_richer_than_a_broken_one() -> None:
    data = fit()
    assert richness(only(gpx())) > richness(only(data[: len(data) // 2]))
