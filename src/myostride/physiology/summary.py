"""From what is seen of every draw to medians and intervals, a part of the way at a time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from myostride.gait.uncertainty import Z_80
from myostride.physiology.parameters import Parameters
from myostride.physiology.states import SERIES, BodyState, Trajectory
from myostride.physiology.stretches import Observed
from myostride.units import SECONDS_PER_DAY

Floats = NDArray[np.float64]

__all__ = ["Summary", "ck_ratio", "quantiles", "soreness", "swelling_pct"]

_SLOPE_WINDOW_D = 14.0
_SLOPE_SHORTEST_D = 7.0
_AT = (0.1, 0.5, 0.9)


def soreness(late: Floats, p: Parameters) -> Floats:
    """Soreness (0 to 10) of late inflammation (..., draw): little damage is not felt."""
    n = p["soreness_exponent"][:, 0]
    felt = late**n
    return np.asarray(10.0 * felt / (felt + p["soreness_half"][:, 0] ** n))


def swelling_pct(late: Floats, p: Parameters) -> Floats:
    """Fluid on top of the true size [%], (..., draw); scans see it, growth does not have it."""
    return np.asarray(100.0 * p["swelling_gain"][:, 0] * late)


def ck_ratio(ck_late: Floats, p: Parameters) -> Floats:
    """Creatine kinase in the blood against rest, (..., draw); 1 without damage."""
    return np.asarray(1.0 + p["ck_gain"][:, 0] * ck_late ** p["ck_exponent"][:, 0])


def quantiles(values: Floats) -> Floats:
    """10, 50 and 90 % points over the last axis, (3, ...); linear between the draws."""
    ordered = np.sort(values, axis=-1)
    varied = ordered[..., -1] > ordered[..., 0]
    out = np.empty((len(_AT), *values.shape[:-1]))
    for row, at in zip(out, _AT, strict=True):
        position = at * (values.shape[-1] - 1)
        below = int(position)
        above = min(below + 1, values.shape[-1] - 1)
        share = position - below
        between = (1.0 - share) * ordered[..., below] + share * ordered[..., above]
        # Where all draws are equal they are the answer, to the last digit.
        row[...] = np.where(varied, between, values[..., 0])
    return out


class Summary:
    """Collects reported moments in order and makes the trajectory of them."""

    def __init__(self, p: Parameters) -> None:
        self._p = p
        self._unix_s: list[Floats] = []
        self._rates: list[Floats] = []
        self._lately_d = np.empty(0)
        self._lately = np.empty((0, 0, p.draws))
        self._quantiles: dict[str, list[Floats]] = {name: [] for name in SERIES}
        self._recovered: list[Floats] = []
        self._below: list[Floats] = []

    def add(self, unix_s: Floats, seen: Observed) -> None:
        """Take in moments after those before; of the draws only two weeks of growth are kept."""
        p = self._p
        growth, strength, damage, fatigue, late = np.moveaxis(seen.muscles, 1, 0)
        readiness = (1.0 - fatigue) * (1.0 - damage)
        series = {
            "growth_pct": growth,
            "damage": damage,
            "readiness": readiness,
            "soreness": soreness(late, p),
            "force_capacity_pct": 100.0 * readiness * strength,
            "swelling_pct": swelling_pct(late, p),
            "ck_ratio": ck_ratio(seen.ck_late, p)[:, None, :],
        }
        for name in SERIES:
            self._quantiles[name].append(quantiles(series[name]))
        recovered = damage < p["recovered_damage"][:, 0]
        recovered &= fatigue < p["recovered_fatigue"][:, 0]
        self._recovered.append(recovered.mean(axis=-1))
        self._below.append((growth < 0.0).mean(axis=-1))
        self._unix_s.append(unix_s)
        self._rates.append(self._slopes(unix_s / SECONDS_PER_DAY, growth))

    def trajectory(self, end: BodyState) -> Trajectory:
        """Everything taken in so far; `end` is the ensemble at the last moment."""
        unix_s = np.concatenate(self._unix_s)
        lo, middle, hi = (
            {name: np.concatenate([q[k] for q in self._quantiles[name]]) for name in SERIES}
            for k in range(len(_AT))
        )
        rates = np.concatenate(self._rates, axis=1)
        return Trajectory(
            unix_s=unix_s,
            middle=middle,
            lo=lo,
            hi=hi,
            slope_pct_week=rates[1],
            slope_sd=(rates[2] - rates[0]) / (2.0 * Z_80),
            p_recovered=np.concatenate(self._recovered),
            p_below_start=np.concatenate(self._below),
            end=end,
        )

    def _slopes(self, days: Floats, growth: Floats) -> Floats:
        """Quantiles of growth per week over the last two weeks; NaN before one week."""
        if self._lately.size:
            all_days = np.concatenate([self._lately_d, days])
            grown = np.concatenate([self._lately, growth])
        else:
            all_days, grown = days, growth
        earlier = np.searchsorted(all_days, days - _SLOPE_WINDOW_D)
        span = days - all_days[earlier]
        known = span >= _SLOPE_SHORTEST_D
        rates = np.full((len(_AT), *growth.shape[:2]), np.nan)
        if known.any():
            risen = growth[known] - grown[earlier[known]]
            rates[:, known] = quantiles(7.0 * risen / span[known][:, None, None])
        kept = np.searchsorted(all_days, days[-1] - _SLOPE_WINDOW_D)
        self._lately_d, self._lately = all_days[kept:], grown[kept:].copy()
        return rates
