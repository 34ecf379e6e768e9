"""The calendar is one that calendar programs take."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from icalendar import Calendar, Event

from myostride.coach.outgoing import calendar_of
from myostride.coach.plan import TrainingPlan
from tests.coach.outgoing.plans import CAPACITY, HILLS, HOSTILE_TITLES, MONDAY, plan, week, workout


def events(data: bytes) -> list[Event]:
    calendar = Calendar.from_ical(data)
    assert calendar["VERSION"] == "2.0"
    assert "myostride" in calendar["PRODID"]
    found = [event for event in calendar.walk("VEVENT") if isinstance(event, Event)]
    assert not [error for event in found for error in event.errors]
    return found


def of(planned: TrainingPlan) -> list[Event]:
    return events(calendar_of(planned, CAPACITY))


def test_every_workout_is_an_event_at_six_in_the_evening() -> None:
    planned = week()
    found = of(planned)
    assert len(found) == len(planned.workouts)
    hills = found[1]
    assert hills["SUMMARY"] == "Hill repeats"
    begin = hills["DTSTART"].dt
    assert begin == datetime(2025, 9, 23, 18, 0)
    assert begin.tzinfo is None
    took = timedelta(minutes=round(planned.workouts[1].minutes))
    assert hills["DTEND"].dt == begin + took
    assert "6 times: Run 200 m" in hills["DESCRIPTION"]
    assert "Why: uphill steps ask more" in hills["DESCRIPTION"]


def test_two_workouts_of_a_day_follow_one_another() -> None:
    first, second = of(plan(workout(HILLS), workout(HILLS)))[:2]
    assert second["DTSTART"].dt == first["DTEND"].dt


def test_a_rest_day_takes_the_whole_day() -> None:
    rest = of(week())[2]
    assert rest["DTSTART"].dt == date(2025, 9, 24)
    assert rest["TRANSP"] == "TRANSPARENT"


def test_it_can_begin_at_another_hour_or_take_whole_days() -> None:
    early = events(calendar_of(week(), CAPACITY, at=time(6, 30)))
    assert early[0]["DTSTART"].dt == datetime(2025, 9, 22, 6, 30)
    whole = events(calendar_of(week(), CAPACITY, at=None))
    assert {type(event["DTSTART"].dt) for event in whole} == {date}


def test_every_event_is_its_own_and_stays_it() -> None:
    twice = plan(workout(HILLS), workout(HILLS), *week().workouts)
    found = of(twice)
    ids = [str(event["UID"]) for event in found]
    assert len(set(ids)) == len(ids)
    assert ids == [str(event["UID"]) for event in of(twice)]


def test_the_stamp_is_when_the_plan_was_made() -> None:
    made = datetime(2025, 9, 20, 12, 30, tzinfo=UTC)
    for event in events(calendar_of(week(), CAPACITY, stamp=made)):
        assert event["DTSTAMP"].dt == made
    for event in of(week()):
        assert event["DTSTAMP"].dt == datetime(2025, 9, 22, tzinfo=UTC)


@pytest.mark.parametrize("title", HOSTILE_TITLES)
def test_any_title_stays_in_its_event(title: str) -> None:
    data = calendar_of(plan(workout(HILLS, title, why=title, name=title)), CAPACITY)
    assert len(events(data)) == 1
    assert data.split(b"\r\n").count(b"BEGIN:VEVENT") == 1


def test_lines_are_folded_and_end_as_they_must() -> None:
    long = plan(*(workout(HILLS, title, why=title) for title in HOSTILE_TITLES))
    data = calendar_of(long, CAPACITY)
    assert data.endswith(b"\r\n")
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    data.decode()


def test_an_empty_plan_is_an_empty_calendar() -> None:
    assert events(calendar_of(TrainingPlan(MONDAY, 1, ()), CAPACITY)) == []
