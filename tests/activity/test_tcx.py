"""TCX activities to recordings."""

import numpy as np
import pytest

from myostride.activity.recording import Recording
from myostride.activity.tcx import read_tcx
from myostride.errors import ActivityError, NotAnActivity

from .samples import START, gpx, tcx, tcx_activity, tcx_lap, tcx_of, trackpoint


def only(data: bytes) -> Recording:
    (recording,) = read_tcx(data)
    return recording


def track(first: int, last: int, *, base_m: float = 0.0) -> str:
    return "".join(
        trackpoint(second, distance_m=base_m + 3.0 * second) for second in range(first, last)
    )


def activities(*inside: str) -> bytes:
    return tcx_of(f"<Activities>{''.join(inside)}</Activities>")


def test_an_activity_becomes_columns_and_totals() -> None:
    recording = only(tcx())
    assert (recording.format, recording.sport) == ("tcx", "running")
    assert recording.device == "Test Watch"
    assert recording.columns["unix_s"][0] == START.timestamp()
    assert recording.columns["distance_m"][-1] == 357.0
    assert recording.columns["heart_rate_bpm"][:2].tolist() == [120, 121]
    assert np.all(recording.columns["cadence"] == 85)
    (session,) = recording.sessions
    assert (session.timer_s, session.distance_m, session.elapsed_s) == (120, 360, 119)
    (lap,) = recording.laps
    assert (lap.start_unix_s, lap.timer_s, lap.distance_m) == (START.timestamp(), 120, 360)


def test_speed_power_and_cadence_of_the_extension() -> None:
    extension = (
        '<Extensions><TPX xmlns="http://www.garmin.com/xmlschemas/ActivityExtension/v2">'
        "<Speed>3.1</Speed><RunCadence>88</RunCadence><Watts>240</Watts></TPX></Extensions>"
    )
    plain = "<Cadence>77</Cadence>"
    lap = tcx_lap(0, 2, trackpoint(0, extra=extension) + trackpoint(1, extra=plain))
    columns = only(activities(tcx_activity(lap))).columns
    assert columns["speed_m_s"][0] == 3.1
    assert columns["power_w"][0] == 240
    assert columns["cadence"].tolist() == [88, 77]


def test_other_is_what_the_watch_calls_neither_a_run_nor_a_ride() -> None:
    recording = only(activities(tcx_activity(tcx_lap(0, 60, track(0, 60)), sport="Other")))
    assert recording.sport == "other"
    assert not recording.assumed


def test_a_second_track_in_a_lap_is_a_break_the_next_lap_is_not() -> None:
    laps = tcx_lap(0, 20, track(0, 5), track(10, 15)), tcx_lap(20, 30, track(20, 25))
    assert only(activities(tcx_activity(*laps))).segment.tolist() == [0] * 5 + [1] * 10


def test_several_activities_are_several_recordings() -> None:
    first = tcx_activity(tcx_lap(0, 5, track(0, 5)))
    second = tcx_activity(tcx_lap(90, 95, track(90, 95)), sport="Biking")
    recordings = read_tcx(activities(first, second))
    assert [recording.sport for recording in recordings] == ["running", "cycling"]


def test_a_multisport_session_is_one_recording_with_legs() -> None:
    run = tcx_activity(tcx_lap(0, 5, track(0, 5)))
    ride = tcx_activity(tcx_lap(9, 14, track(9, 14)), sport="Biking")
    recording = only(
        activities(
            f"<MultiSportSession><FirstSport>{run}</FirstSport><NextSport>{ride}</NextSport>"
            "</MultiSportSession>"
        )
    )
    assert [session.sport for session in recording.sessions] == ["running", "cycling"]
    assert len(recording) == 10
    assert recording.segment.tolist() == [0] * 5 + [1] * 5


def test_a_counter_that_began_before_the_activity_is_counted_from_its_start() -> None:
    recording = only(activities(tcx_activity(tcx_lap(0, 100, track(0, 100, base_m=42_000)))))
    assert recording.columns["distance_m"][[0, -1]].tolist() == [0, 297]
    assert "distance began at 42000 m" in recording.assumed[0]


def test_a_counter_that_restarts_with_each_lap_goes_on() -> None:
    laps = tcx_lap(0, 100, track(0, 100)), tcx_lap(100, 200, track(100, 200, base_m=-300))
    distance = only(activities(tcx_activity(*laps))).columns["distance_m"]
    assert np.all(np.diff(distance) >= 0)
    assert distance[-1] == pytest.approx(594)


def test_missing_distances_are_missing() -> None:
    lap = tcx_lap(0, 3, trackpoint(0) + trackpoint(1, distance_m=3) + trackpoint(2))
    distance = only(activities(tcx_activity(lap))).columns["distance_m"]
    assert np.isnan(distance).tolist() == [True, False, True]


def test_fractions_of_a_second_and_zones() -> None:
    data = tcx(3).replace(b"06:30:01Z", b"08:30:01.375+02:00")
    assert only(data).columns["unix_s"][1] == START.timestamp() + 1.375


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (f"<Courses><Course><Name>x</Name><Track>{track(0, 9)}</Track></Course></Courses>",
         "planned course"),
        ("<Workouts><Workout Sport='Running'><Name>x</Name></Workout></Workouts>",
         "planned workout"),
        ("<Activities/>", "without track points"),
        (f"<Activities>{tcx_activity(tcx_lap(0, 9))}</Activities>", "without track points"),
        (f"<Activities>{tcx_activity('<Lap><Track><Trackpoint/></Track></Lap>')}</Activities>",
         "no readable time"),
    ],
    ids=["course", "workout", "empty", "summary only", "no times"],
)  # fmt: skip
def test_what_was_not_recorded_is_no_activity(body: str, says: str) -> None:
    with pytest.raises(NotAnActivity, match=says):
        read_tcx(tcx_of(body))


def test_another_format_is_no_tcx() -> None:
    with pytest.raises(ActivityError, match="not a TCX file"):
        read_tcx(gpx())


def test_a_cut_file_gives_its_points_but_not_its_totals() -> None:
    data = tcx()
    recording = only(data[: len(data) // 2])
    assert recording.partial
    assert 50 < len(recording) < 70
    assert not recording.sessions
