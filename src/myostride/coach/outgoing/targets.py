"""What a step asks for on a watch: a speed range, a heart-rate range or nothing.

Speeds are those at which the training model does the same element, so that what the watch asks
for is what the plan was reckoned with.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from myostride.references import load_parameters
from myostride.runner import Body
from myostride.training.capacity import Capacity
from myostride.training.cost import cost_of_running
from myostride.training.defaults import complete, is_all_out
from myostride.training.elements import Dose, Element, Endurance, Group, Intensity, Rest
from myostride.training.intensity import MAX_SPEED_M_S, power_w, speed_m_s
from myostride.training.parts import worn
from myostride.training.sessions import session_part

__all__ = [
    "OPEN",
    "Target",
    "demand",
    "planned_speed_m_s",
    "rest_speed_m_s",
    "seconds_of",
    "target_of",
]

RANGE = 0.04
"""A target is the planned value give or take so much of it: a watch needs room to be quiet."""

HEART_SETTLES_S = 120.0
"""Heart rate follows effort by a minute or two; shorter steps get a speed instead."""

SLOWEST_M_S = 0.3
"""Slower than this is standing, as in the training model."""


@dataclass(frozen=True, slots=True)
class Target:
    """`kind` is speed (low and high in m/s), heart_rate (in % of its maximum) or open."""

    kind: str = "open"
    low: float = 0.0
    high: float = 0.0


OPEN = Target()


def seconds_of(element: Element, capacity: Capacity) -> float:
    """How long the training model takes for an element [s]."""
    return session_part((element,), capacity, Body(mass_kg=capacity.mass_kg)).seconds


def target_of(intensity: Intensity, speed_m_s: float, seconds: float, *, easing: bool) -> Target:
    """The target of a run, walk, ride or game.

    Parameters
    ----------
    intensity
        As the session says it.
    speed_m_s
        The speed it comes to for this runner, 0 where there is none to hold.
    seconds
        How long it lasts.
    easing
        Whether it follows something harder: heart rate is then still high for a while.
    """
    if is_all_out(intensity):
        return OPEN
    settles = intensity.scale == 1.0 and seconds >= HEART_SETTLES_S and not easing
    if intensity.kind == "hr_max_pct" and settles:
        return _heart_rate(intensity.value)
    if speed_m_s > SLOWEST_M_S:
        return Target("speed", (1.0 - RANGE) * speed_m_s, (1.0 + RANGE) * speed_m_s)
    return OPEN


def _heart_rate(pct_of_max: float) -> Target:
    """Whole percents of maximal heart rate around one of them, never above 100."""
    high = min(round((1.0 + RANGE) * pct_of_max), 100)
    return Target("heart_rate", min(round((1.0 - RANGE) * pct_of_max), high - 1), high)


def planned_speed_m_s(element: Endurance, capacity: Capacity) -> float:
    """The speed [m/s] of a run or walk whose dose and intensity are known (`complete`)."""
    intensity = element.intensity or Intensity("")
    speed = intensity.scale * speed_m_s(
        intensity,
        element.dose,
        capacity,
        grade=_felt_grade(element),
        walking=element.mode == "walk",
        carried_share=_carried_share(element, capacity),
    )
    return min(max(speed, SLOWEST_M_S), MAX_SPEED_M_S)


def rest_speed_m_s(rest: Rest, element: Endurance, seconds: float, capacity: Capacity) -> float:
    """The speed [m/s] of a rest in motion that takes `seconds`."""
    if rest.dose.distance_m is not None:
        return rest.dose.distance_m / seconds
    grade_pct = element.grade_pct if rest.grade_pct is None else rest.grade_pct
    return speed_m_s(
        rest.intensity or Intensity("effort", word="self_selected"),
        Dose(seconds=seconds),
        capacity,
        grade=grade_pct / 100.0,
        walking=element.mode == "walk",
        carried_share=_carried_share(element, capacity),
    )


def demand(element: Element, capacity: Capacity) -> float:
    """Oxygen uptake of the work over its maximum, roughly; endless for lifts, jumps and games."""
    if isinstance(element, Group):
        return max(demand(step, capacity) for step in element.steps)
    if not isinstance(element, Endurance) or element.mode == "football":
        return math.inf
    element, _ = complete(element)
    intensity = element.intensity or Intensity("")
    if element.mode == "cycle":
        power = power_w(intensity, element.dose.seconds or 0.0, capacity)
        return intensity.scale * power / capacity.aerobic_power_w
    cost = cost_of_running(_felt_grade(element)) * (1.0 + _carried_share(element, capacity))
    speed = planned_speed_m_s(element, capacity)
    return speed * cost / (capacity.vvo2max_m_s * cost_of_running(0.0))


def _felt_grade(element: Endurance) -> float:
    """Rise over run, with what a towed sled adds to it."""
    friction = load_parameters("intensity")["sled_friction"].value
    return (element.grade_pct + friction * element.sled_pct_mass) / 100.0


def _carried_share(element: Endurance, capacity: Capacity) -> float:
    carried = worn(element.carried, capacity.mass_kg)
    return (carried.trunk_kg + 2.0 * carried.ankle_kg) / capacity.mass_kg
