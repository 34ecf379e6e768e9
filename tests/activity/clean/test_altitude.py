"""Grade from altitude: over distance, with its error, never where altitude is missing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from myostride.activity.clean.altitude import MAX_GRADE, Terrain, climbed, terrain
from myostride.activity.reading import read_run
from tests.shared import activity_file, needs_shared


def of(altitude: np.ndarray, step_m: float | np.ndarray = 3.0) -> Terrain:
    distance = np.cumsum(np.broadcast_to(step_m, altitude.shape).astype(float))
    time_s = np.arange(altitude.size, dtype=float)
    return terrain(altitude, distance, time_s, np.zeros(altitude.size, dtype=np.int64))


def hill(grade: float, rows: int = 600) -> np.ndarray:
    return 100.0 + grade * 3.0 * np.arange(rows)


@given(st.floats(-0.4, 0.4))
def test_a_plane_has_its_own_grade(grade: float) -> None:
    land = of(hill(grade))
    np.testing.assert_allclose(land.grade, grade, atol=1e-6)
    np.testing.assert_allclose(land.altitude_m, hill(grade), atol=1e-3)


def test_noise_is_smoothed_within_its_stated_error() -> None:
    noise = np.random.default_rng(3).normal(0, 0.3, 2000)
    land = of(hill(0.05, 2000) + noise)
    errors = (land.grade - 0.05)[50:-50] / land.grade_sd[50:-50]
    assert np.mean(np.abs(errors) < 1.645) > 0.8


def test_a_barometer_and_satellites_are_told_apart() -> None:
    random = np.random.default_rng(4)
    steps = np.round(random.normal(0, 0.15, 2000), 1)
    wander = np.convolve(random.normal(0, 8.0, 2060), np.ones(30) / 30, "same")[30:2030]
    barometer, satellites = of(hill(0.02, 2000) + steps), of(hill(0.02, 2000) + wander)
    assert not barometer.noisy
    assert satellites.noisy
    assert np.median(satellites.grade_sd) > 2 * np.median(barometer.grade_sd)


def test_standing_adds_nothing_to_the_slope() -> None:
    """Drift of the altitude while one stands is no hill."""
    step = np.full(900, 3.0)
    step[300:600] = 0.0
    drift = np.where(np.arange(900) < 300, 0.0, np.minimum((np.arange(900) - 300) * 0.005, 1.5))
    land = of(100.0 + drift, step)
    assert np.abs(land.grade[np.r_[0:250, 650:900]]).max() < 0.03


def test_the_last_altitude_before_a_pause_weighs_no_more_than_any_other() -> None:
    altitude, rows = hill(0.03), np.arange(600)
    altitude[299] += 1.0
    land = terrain(altitude, 3.0 * rows, rows.astype(float), (rows >= 300).astype(np.int64))
    np.testing.assert_allclose(land.grade, 0.03, atol=0.04)
    np.testing.assert_allclose(land.grade[250:285], 0.03, atol=0.015)


def test_missing_altitude_is_unknown_grade_never_flat() -> None:
    altitude = hill(0.1)
    altitude[200:300] = np.nan
    land = of(altitude)
    assert np.isnan(land.grade[230:270]).all()
    assert np.isnan(land.grade_sd[230:270]).all()
    assert land.grade[100] == pytest.approx(0.1)


def test_a_single_missing_altitude_is_bridged() -> None:
    altitude = hill(0.1)
    altitude[200] = np.nan
    assert of(altitude).grade[200] == pytest.approx(0.1)


def test_the_grade_is_bounded() -> None:
    assert np.nanmax(of(100.0 + 0.9 * np.arange(600), step_m=1.0).grade) == MAX_GRADE


def test_a_new_calibration_is_no_cliff() -> None:
    altitude = np.full(600, 100.0)
    altitude[300:] = 160.0
    land = of(altitude)
    assert np.nanmax(np.abs(land.grade)) == pytest.approx(0.0, abs=1e-9)
    assert land.ascent_m == 0.0


def test_a_few_altitudes_off_the_ground_are_left_out() -> None:
    altitude = hill(0.02)
    altitude[100:104] += 80.0
    land = of(altitude)
    assert land.dropped == 4
    assert np.nanmax(np.abs(land.grade - 0.02)) < 0.005


def test_stretches_do_not_reach_into_each_other() -> None:
    altitude = np.concatenate([np.full(300, 100.0), np.full(300, 108.0)])
    distance, time_s = 3.0 * np.arange(600), np.arange(600.0)
    land = terrain(altitude, distance, time_s, np.repeat([0, 1], 300))
    assert np.nanmax(np.abs(land.grade)) == pytest.approx(0.0, abs=1e-9)


def test_ascent_leaves_out_ripples() -> None:
    ripple = 0.3 * np.sin(np.arange(2000))
    assert climbed(100 + ripple, np.zeros(2000, dtype=np.int64)) == (0.0, 0.0)


def test_ascent_adds_up_hill_by_hill() -> None:
    profile = np.concatenate([np.linspace(100, 150, 500), np.linspace(150, 130, 300)])
    ascent, descent = climbed(profile, np.zeros(800, dtype=np.int64))
    assert ascent == pytest.approx(50)
    assert descent == pytest.approx(20)


@needs_shared
@pytest.mark.parametrize(
    ("name", "ascent_m"),
    [
        ("fit/fenix3_half_marathon_1hz_dynamics.fit", 115),
        ("fit/fenix6x_ultra_84k_12h_2p8MB.fit", 470),
        ("fit/fr910xt_mountain_run_28k_2295m.fit", 2295),
        ("fit/coros_10k_power_dynamics.fit", 142),
        ("fit/fr920xt_run_broken_order_devfields.fit", 99),
    ],
)
def test_smoothed_altitude_climbs_what_the_barometer_counted(name: str, ascent_m: float) -> None:
    run = read_run(activity_file(name))
    assert climbed(run.altitude_m, run.segment)[0] == pytest.approx(ascent_m, rel=0.16)


@needs_shared
@pytest.mark.parametrize(
    ("name", "satellites"),
    [
        ("fit/fenix3_half_marathon_1hz_dynamics.fit", False),
        ("fit/fr920_long30k_smart_start_events.fit", False),
        ("fit/fr910xt_mountain_run_28k_2295m.fit", False),
        ("fit/fr735xt_hilly10k_runscribe_devfields.fit", True),
        ("fit/fr630_run_2k_lactate_dynamics.fit", True),
        ("fit/venusq_run_3k_smart.fit", True),
    ],
)
def test_watches_without_a_barometer_are_recognised(name: str, satellites: bool) -> None:
    run = read_run(activity_file(name))
    assert any("satellite" in each for each in run.quality.assumed) == satellites
    assert (np.nanmedian(run.grade_sd) > 0.015) == satellites
