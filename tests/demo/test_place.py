from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from myostride.demo import place


@pytest.mark.parametrize("path", [place.RIVER, place.VILLAGE, place.RIDGE, place.DESCENT])
def test_points_of_a_course_lie_one_spacing_apart(path: place.Leg) -> None:
    ground = place.course([path])
    apart = np.hypot(np.diff(ground.x_m), np.diff(ground.y_m))
    assert np.all(apart < place.SPACING_M * 1.001)
    assert np.median(apart) == pytest.approx(place.SPACING_M, rel=0.01)


@pytest.mark.parametrize("path", [place.RIVER, place.VILLAGE, place.RIDGE, place.DESCENT])
def test_no_path_is_steeper_than_people_run(path: place.Leg) -> None:
    assert np.max(np.abs(place.course([path]).grade)) < 0.25


@given(st.floats(500, 20_000))
def test_out_and_back_ends_at_the_door(length_m: float) -> None:
    ground = place.out_and_back(place.RIVER, length_m)
    assert np.hypot(ground.x_m[-1], ground.y_m[-1]) < place.SPACING_M
    assert ground.length_m == pytest.approx(length_m, abs=4 * place.SPACING_M)


@given(st.floats(500, 30_000))
def test_a_loop_is_as_long_as_asked(length_m: float) -> None:
    ground = place.loop(place.VILLAGE, length_m)
    assert ground.length_m == pytest.approx(length_m, abs=2 * place.SPACING_M)


def test_the_race_goes_down_and_the_river_is_flat() -> None:
    race, river = place.course([place.DESCENT]), place.course([place.RIVER])
    assert race.height_m[0] - race.height_m[-1] > 500
    assert np.ptp(river.height_m) < 40


@given(st.integers(1, 12))
def test_hill_repeats_climb_the_slope_every_time(count: int) -> None:
    ground, _, slope_m = place.hill_repeats(count)
    climbed = np.sum(np.clip(np.diff(ground.height_m), 0, None))
    assert climbed > count * 0.07 * slope_m


def test_one_place_has_one_height() -> None:
    latitude, longitude = place.latitude_longitude(np.array([0.0]), np.array([0.0]))
    assert (latitude[0], longitude[0]) == (place.DOOR_LATITUDE_DEG, place.DOOR_LONGITUDE_DEG)
    there = place.height_m(np.array([1500.0]), np.array([750.0]))
    slope_foot = place.course([place.SLOPE]).height_m[0]
    assert slope_foot == pytest.approx(there[0], abs=0.5)
