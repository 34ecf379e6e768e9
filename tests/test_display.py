from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from myostride.display import Shown, bar, duration, moment, percent, signed

NOW = datetime(2025, 9, 21, 10, 0, tzinfo=UTC)  # a Sunday morning
TODAY = date(2025, 9, 21)


@given(st.floats(-1, 2), st.integers(1, 40))
def test_a_bar_fills_its_width_at_one(share: float, width: int) -> None:
    drawn = bar(share, width)
    assert len(drawn) == width
    assert drawn.count("█") == pytest.approx(min(max(share, 0), 1) * width, abs=1)


def test_an_unknown_share_is_no_empty_bar() -> None:
    assert bar(None, 4) == "?   "
    assert bar(math.nan, 4) == "?   "


@pytest.mark.parametrize(
    ("value", "text"),
    [(1.26, "+1.3"), (-0.5, "−0.5"), (0.0, "0.0"), (-0.04, "0.0"), (0.04, "0.0"), (None, "-")],
)
def test_signs(value: float | None, text: str) -> None:
    assert signed(value) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0:00"), (59.6, "1:00"), (754, "12:34"), (3723, "1:02:03"), (None, "-")],
)
def test_durations(seconds: float | None, text: str) -> None:
    assert duration(seconds) == text


def test_percent() -> None:
    assert (percent(0.876), percent(None), percent(math.nan)) == ("88 %", "-", "-")


def test_kilometres_and_miles() -> None:
    metric, imperial = Shown(), Shown.from_words("mi")
    assert metric.distance(10_000) == "10.0"
    assert imperial.distance(10_000) == "6.2"
    assert metric.pace(10 / 3) == "5:00 /km"
    assert imperial.pace(1609.344 / 480) == "8:00 /mi"
    assert metric.weight(70) == "70.0 kg"
    assert imperial.weight(70) == "154.3 lb"
    assert metric.height(100) == "100 m"
    assert imperial.height(100) == "328 ft"
    assert imperial.easy(1.609344) == pytest.approx(1.0)


def test_what_is_unknown_is_a_dash() -> None:
    shown = Shown()
    assert {shown.distance(None), shown.pace(None), shown.weight(math.nan), shown.height(None)} == {
        "-"
    }


@pytest.mark.parametrize(
    ("metric", "imperial"),
    [
        ("mass 70 kg, as the file says", "mass 154.3 lb, as the file says"),
        ("height 1.75 m assumed", "height 5 ft 9 in assumed"),
        ("faster than the measured 5 m/s", "faster than the measured 11.18 mph"),
        ("lost 300 m in 20 min", "lost 984 ft in 20 min"),
        ("1.6 g/kg and 41 ml/(kg min)", "0.73 g/lb and 41 ml/(kg min)"),
        ("Run 38 min at 6:35–7:08 /km", "Run 38 min at 10:36–11:29 /mi"),
        ("usually 5:00 /km", "usually 8:03 /mi"),
        ("a vest of 2.27 kg", "a vest of 5.0 lb"),
    ],
)
def test_sentences_are_told_in_the_shown_units(metric: str, imperial: str) -> None:
    assert Shown.from_words("mi").sentence(metric) == imperial
    assert Shown().sentence(metric) == metric


def test_the_option_decides_over_the_profile() -> None:
    assert Shown.from_words(None, "mi", "lb") == Shown("mi", "lb")
    assert Shown.from_words("km", "mi", "lb") == Shown("km", "kg")
    assert Shown.from_words(None, None, None) == Shown()


@pytest.mark.parametrize(
    ("ahead", "text"),
    [
        (timedelta(days=-3), "now"),
        (timedelta(minutes=20), "now"),
        (timedelta(hours=4), "this afternoon"),
        (timedelta(hours=10), "tonight"),
        (timedelta(hours=17), "tomorrow early morning"),
        (timedelta(hours=22), "tomorrow morning"),
        (timedelta(hours=34), "tomorrow evening"),
        (timedelta(days=3), "Wed morning"),
        (timedelta(days=9), "Tue 30 Sep"),
    ],
)
def test_moments_are_told_as_people_do(ahead: timedelta, text: str) -> None:
    assert moment((NOW + ahead).isoformat(), NOW, TODAY) == text


def test_at_the_midnight_that_ends_a_day_tomorrow_is_the_day_that_begins() -> None:
    here = timezone(timedelta(hours=2))
    midnight = datetime(2025, 9, 22, 0, 0, tzinfo=here)
    assert moment("2025-09-22T17:00:00Z", midnight, TODAY) == "tomorrow evening"
    assert moment("2025-09-23T07:00:00Z", midnight, TODAY) == "Tue morning"


def test_what_lies_before_the_day_asked_for_is_told_by_its_date() -> None:
    assert moment("2025-09-21T18:00:00Z", NOW, date(2030, 1, 1)) == "Sun 21 Sep"


def test_moments_are_told_in_the_time_zone_of_now() -> None:
    assert moment("2025-09-22T22:30:00+12:00", NOW, TODAY) == "tomorrow morning"


def test_an_unknown_moment_is_said_to_be() -> None:
    assert moment(None, NOW, TODAY) == "?"
