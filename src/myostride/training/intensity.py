"""How hard a program says, as speed on the ground or power on the pedals.

Words and percentages become a share of VO2max, a share becomes oxygen uptake, and the cost of
running on the grade (or of cycling) turns that into speed (or power). All-out efforts come from
the curve that joins fastest speed, VO2max and endurance.
"""

from __future__ import annotations

import math

from myostride.references import load_parameters
from myostride.training.capacity import Capacity, cycling_power_w
from myostride.training.cost import cost_of_running, downhill_limit, speed_for
from myostride.training.elements import Dose, Intensity
from myostride.training.shares import race_share

__all__ = [
    "all_out_power_w",
    "all_out_speed_m_s",
    "power_w",
    "speed_m_s",
    "vo2_share",
]

RUNNERS = ("runner", "trained_runner", "elite")
MAX_SPEED_M_S = 12.5


def _value(name: str) -> float:
    return load_parameters("intensity")[name].value


def vo2_share(intensity: Intensity, capacity: Capacity, seconds: float) -> float:
    """Share of net VO2max (above rest, 0 to about 1) that an intensity asks for.

    Parameters
    ----------
    intensity
        Of kind hr_max_pct, hrr_pct, vo2max_pct, effort or race_effort.
    capacity
        Who does it.
    seconds
        For how long; only race_effort depends on it.
    """
    kind, value = intensity.kind, intensity.value / 100.0
    if kind == "hrr_pct":
        return value
    if kind == "hr_max_pct":
        gross = (intensity.value - _value("hr_max_intercept")) / _value("hr_max_slope") / 100.0
    elif kind == "vo2max_pct":
        gross = value
    elif kind == "race_effort":
        gross = race_share(seconds)
    else:
        runs = intensity.word == "self_selected" and capacity.status in RUNNERS
        gross = _value(f"effort_{intensity.word}" + ("_runner" if runs else ""))
    rest = _value("resting_vo2")
    return max(gross * capacity.vo2max_ml_kg_min - rest, 0.0) / capacity.net_vo2max


def speed_m_s(
    intensity: Intensity,
    dose: Dose,
    capacity: Capacity,
    *,
    grade: float = 0.0,
    walking: bool = False,
    carried_share: float = 0.0,
) -> float:
    """The speed [m/s] at which a run or walk is done.

    Parameters
    ----------
    intensity, dose
        What the program says; a distance with its finishing time needs no intensity.
    capacity
        Who does it.
    grade
        Rise over run (a towed sled included).
    walking
        Whether it is a walk; words then name walking speeds.
    carried_share
        Mass carried over body mass: oxygen uptake moves body and load.
    """
    if dose.finish_s is not None and dose.distance_m is not None:
        return dose.distance_m / dose.finish_s
    if intensity.kind == "speed_m_s":
        return intensity.value
    if walking and intensity.kind in ("effort", "all_out", "race_effort"):
        return _walking_speed(intensity, capacity, grade, carried_share)
    if dose.seconds is not None:
        return _speed_over(intensity, dose.seconds, capacity, grade, walking, carried_share)
    return _speed_over_distance(
        intensity, dose.distance_m or 0.0, capacity, grade, walking, carried_share
    )


def _speed_over_distance(
    intensity: Intensity,
    distance_m: float,
    capacity: Capacity,
    grade: float,
    walking: bool,
    carried_share: float,
) -> float:
    """The speed at which the distance takes as long as that speed can be held."""
    speed = 3.0
    for _ in range(40):
        seconds = distance_m / max(speed, 0.1)
        new = _speed_over(intensity, seconds, capacity, grade, walking, carried_share)
        if abs(new - speed) < 1e-6:
            break
        speed = 0.5 * (speed + new)
    return speed


def _speed_over(
    intensity: Intensity,
    seconds: float,
    capacity: Capacity,
    grade: float,
    walking: bool,
    carried_share: float,
) -> float:
    if intensity.kind == "all_out" or intensity.word == "max":
        speed = all_out_speed_m_s(seconds, capacity, grade=grade, carried_share=carried_share)
    else:
        net = vo2_share(intensity, capacity, seconds) * capacity.net_vo2max
        speed = speed_for(net / (1.0 + carried_share), grade, walking=walking)
    return min(speed, MAX_SPEED_M_S)


def _walking_speed(
    intensity: Intensity, capacity: Capacity, grade: float, carried_share: float
) -> float:
    """The walking speed of a word, no faster than an easy (or, all-out, a hard) effort allows."""
    word = intensity.word or "max"
    effort = vo2_share(Intensity("effort", word="hard"), capacity, 0.0)
    if word in ("easy", "self_selected"):
        effort = vo2_share(Intensity("effort", word="easy"), capacity, 0.0)
    net = effort * capacity.net_vo2max / (1.0 + carried_share)
    return min(_value(f"walk_{word}"), speed_for(net, grade, walking=True))


def all_out_speed_m_s(
    seconds: float, capacity: Capacity, *, grade: float = 0.0, carried_share: float = 0.0
) -> float:
    """The fastest speed held for `seconds` on a grade [m/s].

    Up to 4 min it decays from the fastest speed towards the speed at VO2max (Bundle 2003);
    from there it follows the share of VO2max that can be held.
    """
    vvo2max = capacity.vvo2max_m_s
    until = _value("sprint_until")
    reserve = max(capacity.max_speed_m_s - vvo2max, 0.0)
    sprint = vvo2max + reserve * math.exp(-_value("sprint_decay") * min(seconds, until))
    level = sprint
    if seconds > until:
        held = speed_for(max(race_share(seconds) * capacity.vo2max_ml_kg_min - _value(
            "resting_vo2"), 0.0))  # fmt: skip
        late = math.log(seconds / until) / math.log(480.0 / until)
        level = max(held, sprint + min(late, 1.0) * (held - sprint))
    relief = cost_of_running(0.0) / (cost_of_running(grade) * (1.0 + carried_share))
    return level * min(relief, downhill_limit(grade))


def all_out_power_w(seconds: float, capacity: Capacity) -> float:
    """The highest mean cycling power held for `seconds` [W]."""
    aerobic = capacity.aerobic_power_w
    reserve = max(capacity.max_power_w - aerobic, 0.0)
    sprint = aerobic + reserve * math.exp(-_value("sprint_decay_cycle") * seconds)
    return sprint * (race_share(seconds) if seconds > 480.0 else 1.0)


def power_w(
    intensity: Intensity, seconds: float, capacity: Capacity, *, eccentric: bool = False
) -> float:
    """The power [W] at which a ride is done.

    `power_max_pct` is a share of the last stage of an incremental test, and on an eccentric
    ergometer of the highest power of a short sprint.
    """
    if intensity.kind == "power_w":
        return intensity.value
    if intensity.kind == "power_max_pct":
        top = capacity.max_power_w if eccentric else capacity.aerobic_power_w
        return top * intensity.value / 100.0
    if intensity.kind == "all_out" or intensity.word == "max":
        return all_out_power_w(seconds, capacity)
    net = vo2_share(intensity, capacity, seconds) * capacity.net_vo2max
    return cycling_power_w(net + _value("resting_vo2"), capacity.mass_kg)
