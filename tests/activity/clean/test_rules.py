"""Rules of cleaning, each on a made recording with a known truth and on a real file."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from myostride.activity.clean import clean
from myostride.activity.reading import read_activities, read_run
from myostride.activity.run import Run
from myostride.errors import ActivityError
from tests.shared import activity_file, needs_shared

from .. import samples
from ..recordings import METRES_PER_DEGREE, recording, session, steady


def run_of(made: object, **options: float) -> Run:
    run = clean(made, **options).run  # type: ignore[arg-type]
    assert run is not None
    return run


def real_run(name: str) -> Run:
    return read_run(activity_file(name))


def reasons(run: Run) -> set[str]:
    return {pause.reason for pause in run.pauses}


# --- time ----------------------------------------------------------------------------------


def test_a_steady_run_comes_out_as_it_went_in() -> None:
    run = run_of(steady(600, 3.0, heart_rate_bpm=150, cadence=85))
    assert (run.duration_s, run.total_distance_m, len(run.pauses)) == (600.0, 1800.0, 0)
    assert set(run.speed_m_s) == {3.0}
    assert set(run.cadence_spm) == {170.0}
    assert set(run.heart_rate_bpm) == {150.0}


def test_nothing_counts_while_the_timer_is_stopped() -> None:
    time_s = np.concatenate([np.arange(0, 301), np.arange(400, 701)])
    run = run_of(
        recording(time_s, sessions=[session(600, elapsed=700)], stops=[(300, 400)], speed_m_s=3.0)
    )
    assert run.duration_s == 600.0
    assert run.dt_s[301] == 0.0
    assert reasons(run) == {"timer"}
    assert run.pauses[0].duration_s == 100.0


def test_records_written_during_a_stop_do_not_count() -> None:
    run = run_of(recording(np.arange(701), stops=[(300, 400)], speed_m_s=3.0))
    assert run.duration_s == pytest.approx(600, abs=1)
    assert run.dt_s[350] == 0.0


def test_a_pause_without_events_is_found_by_the_timer_time() -> None:
    time_s = np.concatenate([np.arange(0, 301), np.arange(340, 641)])
    run = run_of(recording(time_s, sessions=[session(600, elapsed=640)], speed_m_s=3.0))
    assert run.duration_s == 600.0
    assert run.dt_s[301] == 0.0


def test_smart_recording_is_no_gap() -> None:
    time_s = np.cumsum([0, 7, 5, 12, 9, 7, 3, 14, 16, 8, 7] * 20)
    run = run_of(recording(time_s, speed_m_s=3.0))
    assert run.pauses == ()
    assert run.dt_s.sum() == time_s[-1]


def test_a_hole_out_of_the_files_rhythm_is_rest() -> None:
    time_s = np.concatenate([np.arange(0, 301), np.arange(500, 801)])
    run = run_of(recording(time_s, speed_m_s=3.0))
    assert run.duration_s == 600.0
    assert reasons(run) == {"gap"}


def test_a_new_segment_after_a_break_is_a_pause() -> None:
    time_s = np.concatenate([np.arange(0, 300), np.arange(320, 620)])
    segment = np.repeat([0, 1], 300)
    run = run_of(recording(time_s, segment=segment, speed_m_s=3.0))
    assert reasons(run) == {"segment"}
    assert run.duration_s == 598.0


def test_a_segment_that_goes_on_without_a_break_is_none() -> None:
    run = run_of(recording(np.arange(600), segment=np.repeat([0, 1], 300), speed_m_s=3.0))
    assert run.pauses == ()


def test_a_clock_jump_is_taken_out() -> None:
    time_s = np.concatenate([np.arange(0, 300), np.arange(300, 601) + 20 * 86400])
    run = run_of(recording(time_s, sessions=[session(600)], speed_m_s=3.0))
    assert run.time_s[-1] == 600.0
    assert reasons(run) == {"clock"}
    assert "20.0 days" in run.quality.repaired[0]


@needs_shared
def test_a_real_clock_jump_of_twenty_days_is_no_twenty_day_run() -> None:
    run = real_run("fit/fr225_time_jump_20_days.fit")
    assert run.duration_s == pytest.approx(3389.1, abs=0.1)
    assert run.time_s[-1] < 3500
    assert reasons(run) == {"clock"}


@needs_shared
def test_real_timer_time_is_below_elapsed_time() -> None:
    run = real_run("fit/fenix2_run_pauses.fit")
    assert run.duration_s == 2810.0
    assert run.time_s[-1] == pytest.approx(3046, abs=3)
    assert reasons(run) == {"timer"}


@needs_shared
def test_a_real_smart_recording_has_no_gaps() -> None:
    run = real_run("fit/venusq_run_3k_smart.fit")
    assert run.pauses == ()
    assert run.dt_s.max() < 15


@needs_shared
def test_an_hour_between_two_real_segments_is_rest() -> None:
    run = real_run("gpx/break_between_trkseg.gpx")
    (hour,) = [pause for pause in run.pauses if pause.reason == "segment"]
    assert hour.duration_s == pytest.approx(3780, abs=1)
    assert run.duration_s < 22820 - 3780


@needs_shared
def test_doubled_times_of_a_real_file_are_merged() -> None:
    run = real_run("fit/suunto_ambit3_duplicates_no_session_distance.fit")
    assert np.all(np.diff(run.time_s) > 0)
    both = np.isfinite(run.heart_rate_bpm) & np.isfinite(run.latitude_deg)
    assert both.mean() > 0.8


# --- distance and speed --------------------------------------------------------------------


def test_device_distance_comes_before_positions() -> None:
    time_s = np.arange(601)
    run = run_of(
        steady(600, 3.0, latitude_deg=48 + 3.3 * time_s / METRES_PER_DEGREE, longitude_deg=11.0)
    )
    assert run.total_distance_m == 1800.0
    assert run.quality.distance_source == "device"


def test_positions_give_the_distance_where_the_device_does_not() -> None:
    time_s = np.arange(601)
    run = run_of(
        recording(time_s, latitude_deg=48 + 3.0 * time_s / METRES_PER_DEGREE, longitude_deg=11.0)
    )
    assert run.total_distance_m == pytest.approx(1800, rel=1e-4)
    assert np.median(run.speed_m_s) == pytest.approx(3.0, rel=1e-3)
    assert run.quality.distance_source == "positions"


def test_positions_complete_a_distance_that_ends_early() -> None:
    time_s = np.arange(601)
    run = run_of(
        recording(
            time_s,
            distance_m=np.where(time_s <= 400, 3.0 * time_s, np.nan),
            latitude_deg=48 + 3.0 * time_s / METRES_PER_DEGREE,
            longitude_deg=11.0,
        )
    )
    assert run.total_distance_m == pytest.approx(1800, rel=1e-3)


def test_a_position_nobody_could_have_reached_is_left_out() -> None:
    time_s = np.arange(601)
    latitude = 48 + 3.0 * time_s / METRES_PER_DEGREE
    latitude[300] += 0.1
    run = run_of(recording(time_s, latitude_deg=latitude, longitude_deg=11.0))
    assert run.total_distance_m == pytest.approx(1800, rel=1e-3)
    assert np.isnan(run.latitude_deg[300])


def test_a_treadmill_follows_the_total_that_was_read_off_it() -> None:
    made = steady(600, 3.0)
    made.sessions = [session(600, sub_sport="treadmill", distance=2000.0)]
    run = run_of(made)
    assert run.treadmill
    assert run.total_distance_m == pytest.approx(2000.0)
    assert run.speed_m_s[300] == pytest.approx(3.0 * 2000 / 1800)


def test_a_summary_that_belongs_to_other_samples_is_not_believed() -> None:
    made = steady(600, 3.0)
    made.sessions = [session(600, distance=9000.0)]
    assert run_of(made).total_distance_m == 1800.0


def test_a_standstill_of_a_phone_counts_no_running() -> None:
    """Without a timer a phone writes nothing while one stands; the step has its own speed."""
    time_s = np.concatenate([np.arange(0, 301, 5), [325], np.arange(330, 631, 5)])
    moving_s = np.where(time_s <= 300, time_s, np.maximum(time_s - 25, 300))
    run = run_of(
        recording(time_s, latitude_deg=48 + 3.0 * moving_s / METRES_PER_DEGREE, longitude_deg=11.0)
    )
    assert run.pauses == ()
    assert run.speed_m_s[61] == pytest.approx(0.0, abs=0.01)


# --- values --------------------------------------------------------------------------------


def test_absurd_values_are_left_out_and_counted() -> None:
    heart = np.full(601, 150.0)
    heart[[3, 5]] = 255, 10
    speed = np.full(601, 3.0)
    speed[7] = 40.0
    run = run_of(steady(600, 3.0, heart_rate_bpm=heart, speed_m_s=speed))
    assert np.isnan(run.heart_rate_bpm[[3, 5]]).all()
    assert run.speed_m_s[7] == pytest.approx(3.0)
    assert "2 heart rates outside 20 to 250 left out" in run.quality.repaired


def test_missing_channels_are_named_and_coverage_told() -> None:
    heart = np.where(np.arange(601) < 300, 150.0, np.nan)
    run = run_of(steady(600, 3.0, heart_rate_bpm=heart))
    assert run.quality.coverage["heart_rate_bpm"] == pytest.approx(0.5, abs=0.01)
    assert {"altitude_m", "grade", "power_w", "position"} <= set(run.quality.missing)


# --- grade ---------------------------------------------------------------------------------


def test_a_treadmill_grade_is_unknown_unless_it_is_stated() -> None:
    made = steady(600, 3.0, altitude_m=100.0)
    made.sessions = [session(600, sub_sport="treadmill", distance=1800.0)]
    assert np.isnan(run_of(made).grade).all()
    stated = run_of(made, incline_pct=4.0)
    assert set(stated.grade) == {0.04}
    assert stated.ascent_m == pytest.approx(72.0)
    assert stated.quality.grade_source == "incline"


def test_an_incline_does_not_overrule_measured_altitude() -> None:
    run = run_of(steady(600, 3.0, altitude_m=100.0), incline_pct=4.0)
    assert run.quality.grade_source == "altitude"
    assert "the incline given is not used: the file has altitude" in run.quality.assumed


def test_ascent_is_the_devices_where_it_measured_any() -> None:
    climb = 100 + 0.1 * np.arange(601)
    made = steady(600, 3.0, altitude_m=climb)
    made.sessions = [session(600, distance=1800.0, ascent=55.0)]
    assert run_of(made).ascent_m == 55.0
    made.sessions = [session(600, distance=1800.0, ascent=0.0)]
    assert run_of(made).ascent_m == pytest.approx(60, abs=2)


# --- sports --------------------------------------------------------------------------------


def duathlon() -> object:
    return recording(
        np.arange(1800),
        sessions=[
            session(600, distance=1800),
            session(600, start=1_700_000_600.0, sport="cycling", distance=6000),
            session(600, start=1_700_001_200.0, distance=1800),
        ],
        distance_m=np.concatenate(
            [3.0 * np.arange(600), 1800 + 10.0 * np.arange(600), 7800 + 3.0 * np.arange(600)]
        ),
    )


def test_only_legs_on_foot_count() -> None:
    run = run_of(duathlon())
    assert run.duration_s == 1200.0
    assert run.total_distance_m == pytest.approx(3600, abs=10)
    assert [leg.sport for leg in run.legs] == ["running", "cycling", "running"]
    assert reasons(run) == {"leg"}


@needs_shared
def test_only_the_running_legs_of_a_real_duathlon_count() -> None:
    run = real_run("fit/multisession_run_bike_run_fenix3.fit")
    assert run.duration_s == pytest.approx(1678.6, abs=0.1)
    assert run.total_distance_m == pytest.approx(6543.3, abs=0.1)
    assert [leg.sport for leg in run.legs] == [
        "running", "transition", "cycling", "transition", "running"
    ]  # fmt: skip


def test_another_sport_is_kept_without_load() -> None:
    made = steady(600, 8.0)
    made.sessions = [session(600, sport="cycling", distance=4800)]
    activity = clean(made)
    assert (activity.sport, activity.run, activity.distance_m) == ("cycling", None, 4800.0)


def test_a_run_without_samples_is_kept_without_load() -> None:
    made = recording([], sessions=[session(1800, distance=5000)])
    activity = clean(made)
    assert activity.run is None
    assert activity.duration_s == 1800.0
    assert any("without load" in warning for warning in activity.warnings)


def test_nothing_usable_is_refused_in_one_line() -> None:
    with pytest.raises(ActivityError, match="no usable samples"):
        clean(recording([np.nan, np.nan], speed_m_s=3.0))


# --- a file made here, with its expected numbers -------------------------------------------


def test_the_sample_file_gives_its_numbers() -> None:
    (activity,) = read_activities(samples.fit(120))
    run = activity.run
    assert run is not None
    assert activity.duration_s == 120.0
    assert activity.distance_m == pytest.approx(360.0)
    assert activity.ascent_m == pytest.approx(12, abs=1)
    assert np.nanmedian(run.grade) == pytest.approx(0.1 / 3.0, abs=0.002)
    assert set(run.cadence_spm) == {170.0}


# --- invariants ----------------------------------------------------------------------------

_columns = st.sampled_from(["distance_m", "speed_m_s", "altitude_m", "heart_rate_bpm", "cadence"])


@given(
    steps=st.lists(
        st.one_of(st.just(1.0), st.floats(-5, 40), st.floats(0, 5e5)), min_size=2, max_size=60
    ),
    names=st.sets(_columns, min_size=1),
    seed=st.integers(0, 2**32 - 1),
    timer=st.one_of(st.none(), st.floats(1, 4000)),
)
def test_every_run_is_a_sane_table(
    steps: list[float], names: set[str], seed: int, timer: float | None
) -> None:
    random = np.random.default_rng(seed)
    time_s = np.cumsum(steps)
    columns = {
        name: np.where(random.random(time_s.size) < 0.1, np.nan, random.normal(50, 80, time_s.size))
        for name in names
    }
    made = recording(time_s, sessions=[session(timer)] if timer else None, **columns)
    try:
        run = clean(made).run
    except ActivityError:
        return
    if run is None:
        return
    assert np.all(np.diff(run.time_s) > 0)
    assert np.all(run.dt_s >= 0)
    assert run.dt_s.sum() == pytest.approx(run.duration_s)
    known = run.distance_m[np.isfinite(run.distance_m)]
    assert np.all(np.diff(known) >= 0)
    assert not np.any(run.speed_m_s > 12.5)
    assert not np.any(np.abs(run.grade) > 0.45)
    assert np.array_equal(np.isnan(run.grade), np.isnan(run.grade_sd))
    assert np.all(np.diff(run.segment) >= 0)
    assert {array.size for array in (run.time_s, run.grade, run.cadence_spm, run.segment)} == {
        len(run)
    }
