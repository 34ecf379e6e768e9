"""Steps or strides: decided once for the whole file."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from myostride.activity.clean.cadence import steps_per_minute
from myostride.activity.reading import read_run
from tests.shared import activity_file, needs_shared


def decided(written: float, speed: float, unit: str = "unknown") -> tuple[float, str]:
    values, rule = steps_per_minute(np.full(60, float(written)), np.full(60, speed), unit)
    return float(np.median(values)), rule


@pytest.mark.parametrize(
    ("written", "speed", "spm"),
    [(85, 3.0, 170), (170, 3.0, 170), (56, 1.4, 112), (112, 1.4, 112), (100, 7.0, 200)],
)
def test_the_unit_follows_from_what_people_do_at_that_speed(
    written: float, speed: float, spm: float
) -> None:
    assert decided(written, speed)[0] == spm


def test_a_stated_unit_is_kept_where_it_is_possible() -> None:
    assert decided(62, 1.2, "strides") == (124.0, "strides doubled")


def test_steps_written_where_strides_belong_are_not_doubled() -> None:
    assert decided(176, 2.7, "strides") == (176.0, "steps as written")


def test_walking_breaks_do_not_change_the_unit_of_a_file() -> None:
    cadence = np.concatenate([np.full(200, 84.0), np.full(100, 58.0)])
    speed = np.concatenate([np.full(200, 3.0), np.full(100, 1.5)])
    values, _ = steps_per_minute(cadence, speed)
    assert set(values) == {168.0, 116.0}


def test_zero_while_running_is_a_lost_sensor_and_while_standing_a_standstill() -> None:
    cadence, speed = np.full(60, 85.0), np.full(60, 3.0)
    cadence[[10, 20]] = 0.0
    speed[20] = 0.0
    values, _ = steps_per_minute(cadence, speed)
    assert np.isnan(values[10])
    assert values[20] == 0.0


def test_no_cadence_is_no_rule() -> None:
    values, rule = steps_per_minute(np.full(10, np.nan), np.full(10, 3.0))
    assert np.isnan(values).all()
    assert rule == "none"


@given(
    st.lists(st.floats(0, 250), min_size=1, max_size=50),
    st.sampled_from(["strides", "steps", "unknown"]),
)
def test_one_rule_holds_for_every_sample(cadence: list[float], unit: str) -> None:
    written = np.array(cadence)
    values, _ = steps_per_minute(written, np.full(written.size, np.nan), unit)
    stepping = np.isfinite(values) & (written > 1)
    assert len({round(ratio, 6) for ratio in values[stepping] / written[stepping]}) <= 1
    assert not np.any(values > 300)


@needs_shared
@pytest.mark.parametrize(
    ("name", "rule", "low", "high"),
    [
        ("fit/fenix3_half_marathon_1hz_dynamics.fit", "strides doubled", 180, 190),
        ("tcx/treadmill_cadence_already_doubled.tcx", "steps as written", 115, 180),
        ("tcx/treadmill_2025_indoor.tcx", "strides doubled", 145, 165),
        ("gpx/strava_export_with_atemp.gpx", "strides doubled", 170, 185),
    ],
)
def test_real_files_get_human_cadences(name: str, rule: str, low: float, high: float) -> None:
    run = read_run(activity_file(name))
    assert run.quality.cadence_rule == rule
    assert low < np.nanmedian(run.cadence_spm) < high
    assert not np.any(run.cadence_spm > 230)
