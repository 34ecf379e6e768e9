"""Altitude that nobody on foot could follow is no ground; steep ground is kept."""

import numpy as np
import pytest

from myostride.activity.clean.altitude import terrain
from myostride.activity.clean.climb import unclimbable
from myostride.activity.reading import read_run
from tests.shared import activity_file, needs_shared

SECONDS = np.arange(900.0)
WHOLE = np.zeros(900, dtype=np.int64)


def ramp(rate_m_s: float, lasting_s: float) -> np.ndarray:
    """Level ground, a climb at that rate, and level ground again."""
    return 50.0 + rate_m_s * np.clip(SECONDS - 300.0, 0.0, lasting_s)


@pytest.mark.parametrize("rate_m_s", [1.1, -2.5, 0.58])
def test_what_runners_climb_and_descend_is_ground(rate_m_s: float) -> None:
    assert not unclimbable(ramp(rate_m_s, 120.0), SECONDS, WHOLE).any()


@pytest.mark.parametrize("rate_m_s", [1.6, -3.5])
def test_a_drift_beyond_anyone_is_found_where_it_is(rate_m_s: float) -> None:
    wrong = unclimbable(ramp(rate_m_s, 120.0), SECONDS, WHOLE)
    assert wrong[310:410].all()
    assert not wrong[:280].any()
    assert not wrong[440:].any()


def test_a_slow_flank_belongs_to_the_drift() -> None:
    level = ramp(1.6, 60.0) + 0.9 * np.clip(SECONDS - 360.0, 0.0, 120.0)
    assert unclimbable(level, SECONDS, WHOLE)[370:460].all()


def test_a_drift_gives_no_grade_and_no_ascent() -> None:
    land = terrain(ramp(1.6, 120.0), 3.5 * SECONDS, SECONDS, WHOLE)
    assert np.isnan(land.grade[330:400]).all()
    assert land.ascent_m < 30.0
    assert land.drifted_s > 100.0


@needs_shared
def test_a_real_drift_of_satellite_height_is_said_and_left_out() -> None:
    run = read_run(activity_file("athlete_month/2013-06-09-165756.tcx.gz"))
    assert any("faster than anyone climbs" in line for line in run.quality.repaired)
    assert np.nanmax(run.grade * run.speed_m_s) < 1.3


@needs_shared
def test_a_speed_that_its_distance_belies_is_left_out() -> None:
    run = read_run(activity_file("athlete_month/2013-06-01-183220.tcx.gz"))
    assert np.nanmax(run.speed_m_s) < 6.0
    assert any("far above what the distance says" in line for line in run.quality.repaired)
