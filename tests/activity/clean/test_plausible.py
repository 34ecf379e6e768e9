"""Loads that no human can bear are not counted."""

import math
from dataclasses import replace

from myostride.activity.clean.plausible import plausible
from myostride.activity.reading import read_activities
from myostride.activity.run import Activity

from ..samples import gpx


def run_of(distance_m: float, duration_s: float) -> Activity:
    (activity,) = read_activities(gpx())
    return replace(activity, distance_m=distance_m, duration_s=duration_s)


def test_records_are_plausible() -> None:
    for distance_m, duration_s in ((100, 9.6), (10_000, 1571), (42_195, 7235), (319_000, 86_400)):
        activity = run_of(distance_m, duration_s)
        assert plausible(activity) == activity


def test_a_ride_recorded_as_a_run_has_no_running_load() -> None:
    checked = plausible(run_of(30_000, 3600))
    assert (checked.sport, checked.run) == ("other", None)
    assert "faster than anyone has run" in checked.warnings[-1]
    assert checked.distance_m == 30_000


def test_two_thousand_kilometres_in_a_week_are_damage() -> None:
    assert plausible(run_of(2_285_000, 725_000)).run is None


def test_a_run_of_weeks_is_damage() -> None:
    checked = plausible(run_of(math.nan, 14 * 86_400))
    assert checked.run is None
    assert "14 days on foot" in checked.warnings[-1]


def test_a_distance_faster_than_any_sport_is_unknown() -> None:
    checked = plausible(replace(run_of(22e6, 2000), run=None, sport="racket"))
    assert math.isnan(checked.distance_m)
    assert checked.sport == "racket"
    assert "faster than any sport" in checked.warnings[-1]


def test_an_unknown_distance_stays_unknown() -> None:
    activity = run_of(math.nan, 100)
    assert plausible(activity).run is activity.run
