"""What running and walking cost on a grade, and the speed that a given oxygen uptake buys.

Cost is net of rest, per metre and kilogram moved: Minetti 2002 on the grade, scaled so that
level running costs what was measured (3.4 J/(kg m)); below about 1.9 m/s people walk.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from myostride.gait.cost import cost_ratio
from myostride.references import load_parameters

Floats = NDArray[np.float64]

__all__ = [
    "cost_of_moving",
    "cost_of_running",
    "cost_of_walking",
    "downhill_limit",
    "resting_vo2",
    "speed_for",
    "vo2_of",
]

MAX_WALKING_GRADE = 0.45
"""The steepest grade measured; steeper ones cost as much as this one."""

_SPEEDS_M_S = np.linspace(0.05, 20.0, 1000)


def _value(name: str) -> float:
    return load_parameters("intensity")[name].value


def cost_of_running(grade: float = 0.0) -> float:
    """Net cost of running [J/(kg m)] on a `grade` (rise/run)."""
    return _value("run_cost_level") * float(cost_ratio(np.array([grade]))[0])


def cost_of_walking(grade: float = 0.0, speed_m_s: float | Floats = 1.3) -> float | Floats:
    """Net cost of walking [J/(kg m)]: least near 1.3 m/s, dearer slower and faster."""
    i = min(max(grade, -MAX_WALKING_GRADE), MAX_WALKING_GRADE)
    least = sum(_value(f"walk_cost_i{k}") * i**k for k in range(6))
    away = (speed_m_s - _value("walk_cheapest_speed")) / _value("walk_cost_width")
    return least * (1.0 + away**2)


def cost_of_moving(grade: float, speed_m_s: Floats) -> Floats:
    """Net cost [J/(kg m)] of whichever gait people use at that speed."""
    edge = (speed_m_s - _value("walk_run_speed")) / _value("walk_run_width")
    running = 1.0 / (1.0 + np.exp(-np.clip(edge, -50, 50)))
    return np.asarray(
        running * cost_of_running(grade) + (1.0 - running) * cost_of_walking(grade, speed_m_s)
    )


def resting_vo2() -> float:
    """Oxygen uptake at rest, one MET [ml/(kg min)]."""
    return _value("resting_vo2")


def vo2_of(level_speed_m_s: Floats) -> Floats:
    """Oxygen uptake [ml/(kg min)] of running at a level-equivalent speed, rest included."""
    net = level_speed_m_s * cost_of_running(0.0) * 60.0 / _value("oxygen_energy")
    return np.asarray(resting_vo2() + net)


def downhill_limit(grade: float) -> float:
    """How much faster than on the level people run at the same oxygen uptake, at most.

    The cost of running alone would allow absurd speeds downhill; braking limits them.
    """
    if grade >= 0:
        return np.inf
    steeper = max(-grade - _value("downhill_turn"), 0.0)
    limit = _value("downhill_gain") - _value("downhill_loss") * steeper
    return max(limit, _value("downhill_floor"))


def speed_for(net_vo2_ml_kg_min: float, grade: float = 0.0, *, walking: bool = False) -> float:
    """The speed [m/s] that a net oxygen uptake per kilogram moved buys on a grade.

    Parameters
    ----------
    net_vo2_ml_kg_min
        Oxygen uptake above rest [ml/(kg min)].
    grade
        Rise over run.
    walking
        Stay in a walk whatever the speed.
    """
    watts_per_kg = max(net_vo2_ml_kg_min, 0.0) * _value("oxygen_energy") / 60.0
    level = _speed_at(watts_per_kg, 0.0, walking)
    if grade == 0.0:
        return level
    return min(_speed_at(watts_per_kg, grade, walking), level * downhill_limit(grade))


def _speed_at(watts_per_kg: float, grade: float, walking: bool) -> float:
    cost = cost_of_walking(grade, _SPEEDS_M_S) if walking else cost_of_moving(grade, _SPEEDS_M_S)
    power = np.maximum.accumulate(cost * _SPEEDS_M_S)
    return float(np.interp(watts_per_kg, power, _SPEEDS_M_S, left=0.0))
