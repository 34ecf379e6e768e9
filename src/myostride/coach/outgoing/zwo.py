"""Zwift workout files (ZWO) for runs on the treadmill.

Speeds are written as shares of a race pace that the runner has told Zwift. That of 10 km stands
here for the critical speed, which the shares are of.
"""

from __future__ import annotations

from lxml import etree

from myostride.coach.outgoing.steps import Repeat, Step, Steps, steps_of, unrolled
from myostride.coach.outgoing.words import plain, step_line
from myostride.coach.plan import PlannedWorkout
from myostride.errors import InputError
from myostride.training.capacity import Capacity

__all__ = ["on_treadmill", "zwo_of"]

PACE_OF_10_KM = "2"
"""Zwift counts its race paces: the mile, 5 km, 10 km, half marathon, marathon."""

MOST_MESSAGE = 90
MOST_DESCRIPTION = 1000


def on_treadmill(steps: Steps) -> bool:
    """Whether the work of it, warming up and cooling down aside, is run or walked."""
    return any(step.role == "active" and step.speed_m_s > 0 for step in unrolled(steps))


def zwo_of(workout: PlannedWorkout, capacity: Capacity) -> bytes:
    """The XML of a Zwift run; steps without a speed become free running of their length.

    Raises
    ------
    InputError
        If its work is not run or walked, or it has too many steps.
    """
    steps = steps_of(workout, capacity)
    if not on_treadmill(steps):
        raise InputError(f"workout '{workout.workout}' of {workout.day} has no running in it")
    root = etree.Element("workout_file")
    for name, text in (
        ("author", "myostride"),
        ("name", plain(f"{workout.day.isoformat()} {workout.title}", 100)),
        ("description", plain(workout.why, MOST_DESCRIPTION)),
        ("sportType", "run"),
        ("durationType", "time"),
    ):
        etree.SubElement(root, name).text = text
    etree.SubElement(root, "tags")
    parts = etree.SubElement(root, "workout")
    threshold = capacity.critical_speed_m_s
    for step in steps:
        if isinstance(step, Repeat) and _is_interval(step):
            _interval(parts, step, threshold)
        else:
            for each in unrolled([step]):
                _step(parts, each, threshold)
    document: bytes = etree.tostring(
        root, xml_declaration=True, encoding="UTF-8", pretty_print=True
    )
    return document


def _is_interval(repeat: Repeat) -> bool:
    """Whether Zwift's own repeat can say it: something fast, something slower."""
    return len(repeat.steps) == 2 and all(step.speed_m_s > 0 for step in repeat.steps)


def _interval(parts: etree._Element, repeat: Repeat, threshold_m_s: float) -> None:
    on, off = repeat.steps
    part = etree.SubElement(
        parts,
        "IntervalsT",
        Repeat=str(repeat.times),
        OnDuration=_seconds(on),
        OffDuration=_seconds(off),
        OnPower=_share(on, threshold_m_s),
        OffPower=_share(off, threshold_m_s),
        pace=PACE_OF_10_KM,
    )
    _say(part, on)


def _step(parts: etree._Element, step: Step, threshold_m_s: float) -> None:
    if not step.speed_m_s > 0:
        _say(etree.SubElement(parts, "FreeRide", Duration=_seconds(step), FlatRoad="1"), step)
        return
    share = _share(step, threshold_m_s)
    if step.role in ("warm_up", "cool_down"):
        part = etree.SubElement(
            parts,
            "Warmup" if step.role == "warm_up" else "Cooldown",
            Duration=_seconds(step),
            PowerLow=share,
            PowerHigh=share,
            pace=PACE_OF_10_KM,
        )
    else:
        part = etree.SubElement(
            parts, "SteadyState", Duration=_seconds(step), Power=share, pace=PACE_OF_10_KM
        )
    _say(part, step)


def _say(part: etree._Element, step: Step) -> None:
    message = plain(step_line(step), MOST_MESSAGE)
    etree.SubElement(part, "textevent", timeoffset="0", message=message)


def _seconds(step: Step) -> str:
    return str(max(round(step.seconds), 1))


def _share(step: Step, threshold_m_s: float) -> str:
    return f"{step.speed_m_s / threshold_m_s:.4f}"
