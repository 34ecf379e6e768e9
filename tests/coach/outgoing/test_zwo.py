"""Zwift files parse as XML and hold the steps."""

import pytest
from lxml import etree

from myostride.coach.outgoing import seconds_in, steps_of, zwo_of
from myostride.errors import InputError
from tests.coach.outgoing.plans import (
    BURSTS,
    CAPACITY,
    GYM,
    HILLS,
    HOSTILE_TITLES,
    INTERVALS,
    NESTED,
    workout,
)


def parsed(text: str, title: str = "Intervals", why: str = "why") -> etree._Element:
    return etree.fromstring(zwo_of(workout(text, title, why=why), CAPACITY))


def test_it_is_a_run_with_a_name() -> None:
    root = parsed(INTERVALS)
    assert root.tag == "workout_file"
    assert root.findtext("sportType") == "run"
    assert root.findtext("name") == "2025-09-23 Intervals"
    assert root.findtext("description") == "why"


def test_intervals_keep_their_repeat() -> None:
    parts = parsed(INTERVALS).find("workout")
    assert parts is not None
    assert [part.tag for part in parts] == ["Warmup", "IntervalsT", "SteadyState", "Cooldown"]
    interval = parts[1]
    assert interval.get("Repeat") == "3"
    assert (interval.get("OnDuration"), interval.get("OffDuration")) == ("240", "180")
    assert float(interval.get("OnPower", "0")) > float(interval.get("OffPower", "0"))


def test_speed_is_a_share_of_the_critical_speed() -> None:
    speed = CAPACITY.critical_speed_m_s
    part = parsed(f"- run: {{minutes: 20, speed_m_s: {speed}}}").find("workout/SteadyState")
    assert part is not None
    assert float(part.get("Power", "0")) == pytest.approx(1.0, abs=1e-3)


def test_standing_is_free_running() -> None:
    parts = parsed(BURSTS).find("workout")
    assert parts is not None
    assert [part.tag for part in parts] == ["SteadyState", "FreeRide"] * 7 + ["SteadyState"]


@pytest.mark.parametrize("text", [INTERVALS, HILLS, BURSTS, NESTED])
def test_it_takes_as_long_as_the_workout(text: str) -> None:
    parts = parsed(text).find("workout")
    assert parts is not None
    total = 0.0
    for part in parts:
        if part.tag == "IntervalsT":
            once = float(part.get("OnDuration", "0")) + float(part.get("OffDuration", "0"))
            total += float(part.get("Repeat", "0")) * once
        else:
            total += float(part.get("Duration", "0"))
    steps = steps_of(workout(text), CAPACITY)
    assert total == pytest.approx(seconds_in(steps), abs=20)


@pytest.mark.parametrize("title", HOSTILE_TITLES)
def test_any_title_and_reason_is_text(title: str) -> None:
    root = parsed(HILLS, title, why=title)
    name = root.findtext("name") or ""
    assert len(name) <= 100
    assert not root.xpath("//script")
    if "<script>" in title:
        assert "<script>" in name


def test_what_is_not_run_has_no_file() -> None:
    with pytest.raises(InputError, match="no running in it"):
        zwo_of(workout(GYM), CAPACITY)
