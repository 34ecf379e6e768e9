"""GPX tracks to recordings."""

from datetime import timedelta

import numpy as np
import pytest

from myostride.activity.gpx import read_gpx
from myostride.activity.recording import Recording
from myostride.errors import ActivityError, LimitExceeded, NotAnActivity

from .samples import START, gpx, gpx_of, gpx_track, heart_rate, tcx, trkpt, utc


def only(data: bytes) -> Recording:
    (recording,) = read_gpx(data)
    return recording


def points(first: int, last: int, step: int = 1) -> str:
    return "".join(trkpt(second) for second in range(first, last, step))


def one_point(extra: str) -> Recording:
    return only(gpx_of(gpx_track(trkpt(0, extra=extra) + trkpt(1))))


def test_a_track_becomes_columns() -> None:
    recording = only(gpx())
    assert (recording.format, recording.sport, recording.device) == ("gpx", "running", "test watch")
    columns = recording.columns
    assert columns["unix_s"][0] == START.timestamp()
    assert np.all(np.diff(columns["unix_s"]) == 1)
    assert columns["latitude_deg"][0] == 48.0
    assert np.all(columns["longitude_deg"] == 11.0)
    assert columns["altitude_m"][10] == pytest.approx(501.0)
    assert columns["heart_rate_bpm"][:3].tolist() == [120, 121, 122]
    assert np.all(columns["cadence"] == 85)
    assert recording.cadence_unit == "unknown"
    assert not recording.warnings
    assert not recording.assumed


@pytest.mark.parametrize(
    ("extension", "column", "value"),
    [
        ("<gpxtpx:TrackPointExtension><gpxtpx:hr>151</gpxtpx:hr></gpxtpx:TrackPointExtension>",
         "heart_rate_bpm", 151),
        ("<heartrate>151</heartrate>", "heart_rate_bpm", 151),
        ("<d:distance xmlns:d='c'>7.5</d:distance>", "distance_m", 7.5),
        ("<d:speed xmlns:d='c'>2.5</d:speed>", "speed_m_s", 2.5),
        ("<d:cadence xmlns:d='c'>84</d:cadence>", "cadence", 84),
        ("<power>250</power>", "power_w", 250),
        ("<p:PowerExtension xmlns:p='p'><p:PowerInWatts>250</p:PowerInWatts></p:PowerExtension>",
         "power_w", 250),
    ],
)  # fmt: skip
def test_extensions_of_many_makers(extension: str, column: str, value: float) -> None:
    values = one_point(f"<extensions>{extension}</extensions>").columns[column]
    assert values[0] == value
    assert np.isnan(values[1])


def test_the_better_of_two_heart_rates_counts_sample_by_sample() -> None:
    both = "<extensions><heartrate>90</heartrate><hr>91</hr></extensions>"
    plain = "<extensions><heartrate>92</heartrate></extensions>"
    track = gpx_track(trkpt(0, extra=both) + trkpt(1, extra=plain))
    assert only(gpx_of(track)).columns["heart_rate_bpm"].tolist() == [91, 92]


def test_a_track_is_called_what_its_file_calls_it() -> None:
    named = gpx_of(gpx_track(points(0, 30), name=" Tempo &lt;b&gt; \n more"))
    assert only(named).title == "Tempo <b>"
    assert only(gpx_of(gpx_track(points(0, 30)))).title == ""


def test_segments_are_counted() -> None:
    recording = only(gpx_of(gpx_track(points(0, 5), points(9, 12))))
    assert recording.segment.tolist() == [0] * 5 + [1] * 3


def test_tracks_within_two_hours_are_one_activity() -> None:
    recording = only(gpx_of(gpx_track(points(0, 5)) + gpx_track(points(3600, 3605))))
    assert len(recording) == 10
    assert recording.segment.tolist() == [0] * 5 + [1] * 5


@pytest.mark.parametrize(
    "other",
    [
        gpx_track(points(9000, 9005)),
        gpx_track(points(2, 7)),
        gpx_track(points(100, 105), sport="cycling"),
    ],
    ids=["hours apart", "at the same time", "another sport"],
)
def test_tracks_clearly_apart_are_activities_of_their_own(other: str) -> None:
    assert len(read_gpx(gpx_of(gpx_track(points(0, 5)) + other))) == 2


def test_tracks_in_any_order_are_read_in_order_of_time() -> None:
    recordings = read_gpx(gpx_of(gpx_track(points(9000, 9005)) + gpx_track(points(0, 5))))
    starts = [recording.columns["unix_s"][0] for recording in recordings]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("stated", "sport"),
    [("running", "running"), ("Running", "running"), ("9", "running"), ("trail_running", "running"),
     ("hiking", "walking"), ("1", "cycling"), ("Ride", "cycling"), ("kitesurfing", "kitesurfing")],
)  # fmt: skip
def test_stated_sports(stated: str, sport: str) -> None:
    recording = only(gpx_of(gpx_track(points(0, 5), sport=stated)))
    assert recording.sport == sport
    assert not recording.assumed


def test_a_sport_that_is_not_stated_is_guessed_and_said() -> None:
    recording = only(gpx_of(gpx_track(points(0, 60), sport="")))
    assert recording.sport == "running"
    assert recording.assumed == ["sport not stated; at 3.0 m/s over 0.2 km running assumed"]


def test_a_title_that_names_the_sport_decides() -> None:
    track = gpx_track(points(0, 60), sport="", name="Cycling 10/2/17 10:49 am")
    recording = only(gpx_of(track))
    assert recording.sport == "cycling"
    assert "taken from the title" in recording.assumed[0]


def test_impossible_values_are_dropped_and_counted() -> None:
    broken = (
        trkpt(0).replace('lat="48.0000000"', 'lat="NaN"')
        + trkpt(1).replace('lon="11.0"', 'lon="181"')
        + trkpt(2).replace("<ele>500.2", "<ele>-32768")
        + trkpt(3, extra="<extensions><hr>inf</hr></extensions>")
        + trkpt(4)
    )
    recording = only(gpx_of(gpx_track(broken)))
    assert np.isnan(recording.columns["latitude_deg"]).tolist() == [1, 1, 0, 0, 0]
    assert np.isnan(recording.columns["longitude_deg"]).tolist() == [1, 1, 0, 0, 0]
    assert np.isnan(recording.columns["altitude_m"]).tolist() == [0, 0, 1, 0, 0]
    assert recording.warnings == [
        "impossible values were dropped (altitude 1, heart rate 1, latitude 1, longitude 1)"
    ]


def test_a_few_points_without_time_are_left_out_and_said() -> None:
    timeless = '<trkpt lat="48" lon="11"><time>soon</time></trkpt><trkpt lat="48" lon="11"/>'
    recording = only(gpx_of(gpx_track(points(0, 5) + timeless)))
    assert len(recording) == 5
    assert recording.warnings == ["2 of 7 points have no readable time and were left out"]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("<metadata/>", "without track points"),
        (f'<rte><rtept lat="1" lon="2"><time>{utc(0)}</time></rtept></rte>', "planned route"),
        (gpx_track('<trkpt lat="1" lon="2"/>' * 9 + points(0, 2)), "2 of 11 points carry a time"),
        (gpx_track(), "without track points"),
    ],
    ids=["empty", "route", "drawn", "empty track"],
)
def test_what_was_not_recorded_is_no_activity(body: str, says: str) -> None:
    with pytest.raises(NotAnActivity, match=says):
        read_gpx(gpx_of(body))


def test_times_made_up_by_a_route_planner_are_no_activity() -> None:
    seconds = [0, 37, 47, 55, 64, 73, 90, 121, 137, 144]
    with pytest.raises(NotAnActivity, match="planned track"):
        read_gpx(gpx_of(gpx_track("".join(trkpt(second) for second in seconds))))


def test_a_steady_run_with_a_heart_rate_was_recorded() -> None:
    seconds = [0, 37, 47, 55, 64, 73, 90, 121, 137, 144]
    track = "".join(trkpt(second, extra=heart_rate(second)) for second in seconds)
    assert len(only(gpx_of(gpx_track(track)))) == 10


def test_the_local_offset_is_kept() -> None:
    data = gpx().replace(b"T06:", b"T08:").replace(b"Z</time>", b"+02:00</time>")
    recording = only(data)
    assert recording.utc_offset_s == 7200
    assert recording.columns["unix_s"][0] == START.timestamp()


def test_times_without_a_zone_are_utc_and_said() -> None:
    recording = only(gpx().replace(b"Z</time>", b"</time>"))
    assert recording.columns["unix_s"][0] == START.timestamp()
    assert recording.assumed == ["times state no zone; UTC assumed"]


def test_a_clock_that_was_never_set_is_said() -> None:
    recording = only(gpx(start=START - timedelta(days=365 * 40)))
    assert "the clock was not set" in recording.warnings[0]


def test_too_many_points_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("myostride.activity.limits.MAX_RECORDS", 50)
    with pytest.raises(LimitExceeded, match="more than 50 track points"):
        read_gpx(gpx())


def test_another_format_is_no_gpx() -> None:
    with pytest.raises(ActivityError, match="not a GPX file"):
        read_gpx(tcx())
