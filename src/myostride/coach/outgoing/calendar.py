"""A plan as a calendar that any calendar program can take in."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from myostride.coach.outgoing.steps import steps_of
from myostride.coach.outgoing.words import duration_words, plain, step_lines
from myostride.coach.plan import PlannedWorkout, TrainingPlan
from myostride.training.capacity import Capacity

if TYPE_CHECKING:
    from icalendar import Event

__all__ = ["AFTER_WORK", "calendar_of"]

AFTER_WORK = time(18, 0)

MOST_WHY = 500


def calendar_of(
    plan: TrainingPlan,
    capacity: Capacity,
    *,
    at: time | None = AFTER_WORK,
    stamp: datetime | None = None,
) -> bytes:
    """The bytes of an .ics file with one event for each workout.

    Parameters
    ----------
    plan, capacity
        What is planned, for whom.
    at
        When the first workout of a day begins, on the clock of wherever the runner is, with the
        others of the day right after it; None for whole days, which rest days always are.
    stamp
        When the plan was made (aware): an event taken in again replaces an older one of the
        same plan, day and workout. The start of the plan's first day where None.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//myostride//training plan//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", "myostride")
    made = datetime.combine(plan.begin, time(), UTC) if stamp is None else stamp.astimezone(UTC)
    times: Counter[tuple[date, str]] = Counter()
    taken_min: Counter[date] = Counter()
    for workout in plan.workouts:
        key, day = (workout.day, workout.workout), workout.day
        begin = None
        if at is not None and workout.session:
            begin = datetime.combine(day, at) + timedelta(minutes=taken_min[day])
            taken_min[day] += _minutes(workout)
        uid = _uid(plan, workout, times[key])
        calendar.add_component(_event(workout, capacity, uid, begin, made))
        times[key] += 1
    return bytes(calendar.to_ical())


def _event(
    workout: PlannedWorkout, capacity: Capacity, uid: str, begin: datetime | None, made: datetime
) -> Event:
    """One event from `begin` on, or the whole day."""
    from icalendar import Event

    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", made.replace(microsecond=0))
    event.add("summary", plain(workout.title) or "Workout")
    if begin is None:
        event.add("dtstart", workout.day)
        event.add("dtend", workout.day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    else:
        event.add("dtstart", begin)
        event.add("dtend", begin + timedelta(minutes=_minutes(workout)))
    event.add("description", _description(workout, capacity))
    return event


def _minutes(workout: PlannedWorkout) -> int:
    return max(round(workout.minutes), 1)


def _description(workout: PlannedWorkout, capacity: Capacity) -> str:
    lines = step_lines(steps_of(workout, capacity))
    if workout.minutes >= 1:
        lines.append(f"In all {duration_words(60.0 * round(workout.minutes))}.")
    if workout.why:
        lines.append(f"Why: {plain(workout.why, MOST_WHY)}")
    return "\n".join(lines)


def _uid(plan: TrainingPlan, workout: PlannedWorkout, earlier: int) -> str:
    """The same for the same plan, day and workout; `earlier` counts equal ones of a day."""
    said = f"{plan.begin}|{workout.day}|{workout.workout}|{earlier}"
    return f"{sha256(said.encode(errors='replace')).hexdigest()[:32]}@myostride"
