"""What one person can do at most: oxygen uptake, running speed, cycling power.

From what was stated, else from training status, sex and age, with the assumption named.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from myostride.references import load_parameters
from myostride.runner import Runner
from myostride.training.cost import speed_for, vo2_of
from myostride.training.shares import race_share

__all__ = ["DEFAULT_STATUS", "Capacity", "capacity_of"]

DEFAULT_STATUS = "active"
DEFAULT_AGE_Y = 30.0

YOUNG_Y = 30.0
"""The age up to which the limits of a status hold; the tables give their loss per year above."""


def _value(name: str) -> float:
    return load_parameters("intensity")[name].value


@dataclass(frozen=True, slots=True)
class Capacity:
    """The limits of one person (or of the mean of a group).

    `vo2max_log_sd` is the spread that VO2max has because nobody measured it, 0 where stated.
    """

    status: str
    mass_kg: float
    women_share: float
    vo2max_ml_kg_min: float
    max_speed_m_s: float
    max_power_w: float
    vo2max_log_sd: float = 0.0
    assumptions: tuple[str, ...] = ()

    @property
    def net_vo2max(self) -> float:
        """VO2max above rest [ml/(kg min)]."""
        return self.vo2max_ml_kg_min - _value("resting_vo2")

    @property
    def vvo2max_m_s(self) -> float:
        """The speed on the level that VO2max buys [m/s]."""
        return speed_for(self.net_vo2max)

    @property
    def critical_speed_m_s(self) -> float:
        """The fastest speed on the level that oxygen uptake can hold in balance [m/s]."""
        return _value("critical_speed") * self.vvo2max_m_s

    @property
    def aerobic_power_w(self) -> float:
        """Power of the last stage of an incremental cycling test [W]."""
        return cycling_power_w(self.vo2max_ml_kg_min, self.mass_kg)


def cycling_power_w(vo2_ml_kg_min: float, mass_kg: float) -> float:
    """Power [W] at a gross oxygen uptake on a cycle ergometer (equation of the ACSM)."""
    above = max(vo2_ml_kg_min - _value("cycling_vo2_unloaded"), 0.0)
    return above * mass_kg / _value("cycling_vo2_per_w_kg")


def cycling_vo2(power_w: float, mass_kg: float) -> float:
    """Gross oxygen uptake [ml/(kg min)] at a power [W] on a cycle ergometer."""
    return _value("cycling_vo2_unloaded") + _value("cycling_vo2_per_w_kg") * power_w / mass_kg


def capacity_of(
    runner: Runner,
    women_share: float | None = None,
    *,
    race: tuple[float, float] | None = None,
) -> Capacity:
    """What `runner` can do at most.

    Parameters
    ----------
    runner
        Who trains; missing fields are filled from status, sex and age.
    women_share
        Share of women in a group (0 to 1), where `runner` is its mean.
    race
        Distance [m] and time [s] of a race on foot, from which VO2max is taken where it is not
        stated: what its speed costs, over the share that can be held so long.
    """
    said: list[str] = []
    if runner.status is None:
        said.append(f"training status not stated: taken as {DEFAULT_STATUS}")
    if runner.age_y is None:
        said.append(f"age not stated: taken as {DEFAULT_AGE_Y:g} years")
    if women_share is None:
        women_share = {"female": 1.0, "male": 0.0}.get(runner.body.sex or "")
    if women_share is None:
        said.append("sex not stated: taken half way between women and men")
        women_share = 0.5
    status = runner.status or DEFAULT_STATUS
    years = max((DEFAULT_AGE_Y if runner.age_y is None else runner.age_y) - YOUNG_Y, 0.0)

    vo2max, log_sd = runner.vo2max_ml_kg_min, 0.0
    if vo2max is not None and "vo2max_ml_kg_min" in runner.guessed:
        log_sd = _value("vo2max_from_runs_log_sd")
    elif vo2max is None and race is not None:
        vo2max, log_sd = _raced(*race), load_parameters("intensity")["race_4_h"].spread
        said.append(f"VO2max not stated: taken as {vo2max:.0f} ml/(kg min) from the race")
    elif vo2max is None:
        row = load_parameters("intensity")[f"vo2max_{status}"]
        vo2max = row.value + women_share * _value("vo2max_women")
        vo2max = max(vo2max + years * _value("vo2max_per_year"), _value("vo2max_least"))
        log_sd = row.spread
        said.append(f"VO2max not stated: taken as {vo2max:.0f} ml/(kg min) for {status}")
    aged_speed = max(1.0 + years * _value("speed_per_year"), _value("speed_aged_least"))
    aged_power = max(1.0 + years * _value("power_per_year"), _value("power_aged_least"))
    speed_m_s = _value(f"max_speed_{status}") * _mixed("speed_women", women_share) * aged_speed
    power_w_kg = _value(f"max_power_{status}") * _mixed("power_women", women_share) * aged_power
    vvo2max = speed_for(vo2max - _value("resting_vo2"))
    return Capacity(
        status=status,
        mass_kg=runner.body.mass_kg,
        women_share=women_share,
        vo2max_ml_kg_min=vo2max,
        max_speed_m_s=max(speed_m_s, _value("max_speed_least") * vvo2max),
        max_power_w=power_w_kg * runner.body.mass_kg,
        vo2max_log_sd=log_sd,
        assumptions=tuple(said),
    )


def _raced(distance_m: float, seconds: float) -> float:
    """VO2max [ml/(kg min)] that a race speaks for, on level ground."""
    return float(vo2_of(np.array(distance_m / seconds))) / race_share(seconds)


def _mixed(name: str, women_share: float) -> float:
    return 1.0 + women_share * (_value(name) - 1.0)
