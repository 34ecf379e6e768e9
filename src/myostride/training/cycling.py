"""Rides as load blocks: mostly shortening work of the single-joint extensors."""

from __future__ import annotations

from functools import cache

import numpy as np

from myostride.gait.load import BINS, LOBES, Floats, LoadBlocks
from myostride.muscles import INDEX, N_MUSCLES
from myostride.references import load_parameters, load_table
from myostride.training.capacity import Capacity, cycling_vo2
from myostride.training.cost import speed_for
from myostride.training.defaults import complete, default_rest_s
from myostride.training.elements import Endurance, Intensity
from myostride.training.intensity import power_w
from myostride.training.parts import Part, pieces
from myostride.training.titles import title_of

__all__ = ["cycling_effort", "ridden"]


def _value(name: str) -> float:
    return load_parameters("exercises")[name].value


@cache
def _shares() -> Floats:
    shares = np.zeros(N_MUSCLES)
    for muscle, share in load_table("exercises")["cycling"]["shares"].items():
        shares[INDEX[muscle]] = share
    return shares


def cycling_effort(power: float, capacity: Capacity, *, eccentric: bool = False) -> float:
    """Peak effort of the vasti in a crank turn, as a share of their maximum at that cadence."""
    strength = _value("eccentric_ride_strength") if eccentric else 1.0
    relative = power / (capacity.max_power_w * strength)
    return float(min(relative, 1.0) ** _value("cycle_exponent"))


def ridden(element: Endurance, capacity: Capacity) -> Part:
    """A ride of one person as a part of a session."""
    element, said = complete(element)
    intensity = element.intensity or Intensity("")
    work_s = element.dose.seconds or 0.0
    power = _power(element, intensity, work_s, capacity)
    stretches = _stretches(element, power, work_s, capacity)
    notes = [f"{title_of(element)}: taken as {power:.0f} W"] if intensity.kind != "power_w" else []
    if intensity.kind == "power_max_pct":
        test = "a short sprint" if element.eccentric else "an incremental test"
        notes.append(f"maximal power: read as the highest power of {test}")
    return Part(
        seconds=sum(seconds for _, seconds in stretches),
        blocks=_blocks(stretches, element.eccentric, capacity),
        assumptions=(*said, *notes),
        force_log_sd=_value("cycle_spread"),
    )


def _power(
    element: Endurance, intensity: Intensity, seconds: float, capacity: Capacity
) -> float:  # fmt: skip
    power = power_w(intensity, seconds, capacity, eccentric=element.eccentric) * intensity.scale
    if element.eccentric and intensity.kind not in ("power_w", "power_max_pct"):
        # Resisting the pedals costs a quarter of the oxygen, so an effort buys more power.
        power = min(
            power / _value("eccentric_ride_cost"),
            _value("eccentric_ride_most") * capacity.max_power_w,
        )
    return power


def _stretches(
    element: Endurance, power: float, work_s: float, capacity: Capacity
) -> list[tuple[float, float]]:
    """(power, seconds) in order; power 0 where nothing is done."""
    rest: list[tuple[float, float]] = []
    if element.rest is not None:
        dose = element.rest.dose
        seconds = dose.seconds or default_rest_s(work_s, element.intensity)
        easy = element.rest.intensity
        rest = [(0.0 if easy is None else _power(element, easy, seconds, capacity), seconds)]
    if element.repeat == 1:
        return [(power, work_s), *rest]
    return [
        (power, work_s),
        *(s for _ in range(element.repeat - 1) for s in (*rest, (power, work_s))),
    ]


def _blocks(
    stretches: list[tuple[float, float]], eccentric: bool, capacity: Capacity
) -> LoadBlocks:
    session_s = sum(seconds for _, seconds in stretches)
    power: list[float] = []
    seconds: list[float] = []
    start: list[float] = []
    clock_s = 0.0
    for watts, whole_s in stretches:
        if watts > 0:
            n = pieces(whole_s, session_s)
            power += [watts] * n
            seconds += [whole_s / n] * n
            start += [clock_s + k * whole_s / n for k in range(n)]
        clock_s += whole_s
    return _loaded(power, seconds, start, eccentric, capacity)


def _loaded(
    power: list[float],
    seconds: list[float],
    start: list[float],
    eccentric: bool,
    capacity: Capacity,
) -> LoadBlocks:
    n = len(power)
    first = np.zeros((n, len(LOBES), N_MUSCLES))
    first[:, 0] = 1.0
    effort = np.array([cycling_effort(p, capacity, eccentric=eccentric) for p in power])
    cost = _value("eccentric_ride_cost") if eccentric else 1.0
    return LoadBlocks(
        start_s=np.array(start),
        seconds=np.array(seconds),
        force=first * effort[:, None, None] * _shares(),
        duty=first * _value("cycle_duty"),
        eccentric=first * (1.0 if eccentric else _value("cycle_eccentric")),
        of_maximum=np.ones(n, dtype=np.bool_),
        plateau=np.zeros(n, dtype=np.bool_),
        bin=np.full(n, BINS.index("downhill_or_loaded" if eccentric else "level")),
        level_speed_m_s=np.array([_equal_speed(cost * p, capacity) for p in power]),
        steps=np.zeros(n),
    )


def _equal_speed(power: float, capacity: Capacity) -> float:
    """Speed on the level that takes the same oxygen [m/s]."""
    net = cycling_vo2(power, capacity.mass_kg) - load_parameters("intensity")["resting_vo2"].value
    return speed_for(net)
