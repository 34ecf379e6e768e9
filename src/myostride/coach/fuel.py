"""Carbohydrate around sessions, and whether a runner eats enough to grow at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

from myostride.gait.uncertainty import Z_80
from myostride.physiology import Parameters
from myostride.physiology.nutrition import energy_gate
from myostride.physiology.summary import quantiles
from myostride.references import load_parameters, load_table
from myostride.runner import Body

Floats = NDArray[np.float64]

__all__ = [
    "CARBOHYDRATE_UNSETTLED",
    "Energy",
    "carbohydrate_of",
    "energy_advice",
    "energy_from_intake",
    "energy_from_weights",
    "growth_at",
    "resting_kcal",
]

CARBOHYDRATE_UNSETTLED = (
    "Whether little carbohydrate slows muscle growth is unsettled: a review says so, a pooled "
    "analysis of five trials in lifters finds no difference. What is sure is that hard sessions "
    "go better with it."
)

_QUANTILES = 9


@dataclass(frozen=True, slots=True)
class Energy:
    """Energy balance [kcal a day, negative in a deficit] with its standard deviation.

    source : "weight" (from the trend), "intake" (eaten against estimated need).
    says : in words what it rests on.
    """

    balance_kcal: float
    sd_kcal: float
    source: str
    says: str

    @property
    def interval(self) -> tuple[float, float]:
        """The 80 % interval [kcal a day]."""
        return self.balance_kcal - Z_80 * self.sd_kcal, self.balance_kcal + Z_80 * self.sd_kcal


def _value(name: str) -> float:
    return load_parameters("food")[name].value


def carbohydrate_of(mass_kg: float) -> dict[str, Any]:
    """Carbohydrate by kind of day and around a session [g, g/h], each from low to high."""
    table = load_table("food")
    days = {
        name: {
            "day": row["of"],
            "g_per_kg": [row["low"], row["high"]],
            "g": [row["low"] * mass_kg, row["high"] * mass_kg],
        }
        for name, row in table["carbohydrate"]["days"].items()
    }
    around = table["around"]

    def grams(name: str, each_kg: float) -> list[float]:
        return [around[name]["low"] * each_kg, around[name]["high"] * each_kg]

    return {
        "days": days,
        "around_hard_or_long": {
            "before_g": grams("before_g_per_kg", mass_kg),
            "during_g_per_h": grams("during_g_per_h", 1.0),
            "after_g_per_h": grams("after_g_per_kg_h", mass_kg),
        },
        "evidence": CARBOHYDRATE_UNSETTLED,
    }


def energy_from_weights(day: Sequence[float], mass_kg: Sequence[float]) -> Energy | None:
    """Energy balance from the trend of body mass; None where there are too few weights.

    Parameters
    ----------
    day
        Of each weight, on any scale of days.
    """
    days, masses = np.asarray(day, dtype=np.float64), np.asarray(mass_kg, dtype=np.float64)
    if days.size < _value("trend_least") or np.ptp(days) < _value("trend_span_d"):
        return None
    about = days - days.mean()
    spread = float(about @ about)
    slope = float(about @ masses) / spread
    left = masses - masses.mean() - slope * about
    seen = float(np.sqrt(left @ left / max(days.size - 2, 1)))
    noise = max(seen, _value("weight_noise") * float(masses.mean()))
    per_kg = load_parameters("food")["energy_per_kg"]
    balance = slope * per_kg.value
    sd = float(np.hypot(per_kg.value * noise / np.sqrt(spread), balance * per_kg.spread))
    weeks = np.ptp(days) / 7.0
    return Energy(
        balance, sd, "weight",
        f"body mass changed by {7.0 * slope:+.2f} kg a week over {weeks:.0f} weeks",
    )  # fmt: skip


def resting_kcal(body: Body, age_y: float) -> float:
    """Resting energy expenditure [kcal/d] (Mifflin et al. 1990); the mean of both sexes if unsaid.

    10 mass [kg] + 6.25 height [cm] - 5 age [y], + 5 for men, - 161 for women.
    """
    of_sex = {"male": 5.0, "female": -161.0}.get(body.sex or "", -78.0)
    return 10.0 * body.mass_kg + 6.25 * 100.0 * body.height_m - 5.0 * age_y + of_sex


def energy_from_intake(
    kcal: Sequence[float], body: Body, age_y: float | None, km_per_day: float
) -> Energy | None:
    """Energy balance from logged days against an estimated need; None where too little is known.

    Parameters
    ----------
    kcal
        Energy eaten on each logged day.
    km_per_day
        Run on average.
    """
    if len(kcal) < _value("intake_least") or age_y is None:
        return None
    eaten = float(np.mean(kcal))
    resting = resting_kcal(body, age_y)
    running = _value("running_kcal_kg_km") * body.mass_kg * km_per_day
    need = resting * _value("daily_activity") + running
    return Energy(
        eaten - need, _value("expenditure_spread") * need, "intake",
        f"{eaten:.0f} kcal a day over {len(kcal)} logged days against a need of about {need:.0f}",
    )  # fmt: skip


def growth_at(energy: Energy, p: Parameters) -> tuple[float, float, float]:
    """Share of growth that the balance allows: median, and the bounds of the 80 % interval.

    Over the draws of the model and over the doubt about the balance alike.
    """
    normal = NormalDist(energy.balance_kcal, max(energy.sd_kcal, 1e-9))
    at = [(n + 0.5) / _QUANTILES for n in range(_QUANTILES)]
    shares = np.concatenate([energy_gate(normal.inv_cdf(q), p)[:, 0] for q in at])
    lo, middle, hi = quantiles(shares[None])[:, 0]
    return float(middle), float(lo), float(hi)


def energy_advice(energy: Energy | None, growth: tuple[float, float, float] | None = None) -> str:
    """One line on the energy balance.

    Parameters
    ----------
    growth
        Share of growth that it allows, with its 80 % interval; see `growth_at`.
    """
    if energy is None:
        return (
            "Energy balance is not known; log your weight now and then (myostride log weight "
            "--value 61kg), four times over two weeks tell a trend."
        )
    low, high = energy.interval
    told = f"{energy.says}; 80 %: {_signed(low)} to {_signed(high)} kcal a day"
    if low <= 0.0 <= high:
        return f"Energy balance cannot be told from even ({told})."
    if low > 0.0:
        return f"You eat more than you use ({told}): enough for growth, the rest is stored."
    costs = ""
    if growth is not None:
        middle, least, most = (100.0 * share for share in growth)
        costs = f", which leaves about {middle:.0f} % of growth ({least:.0f} to {most:.0f})"
    return f"You eat about {-energy.balance_kcal:.0f} kcal a day less than you use ({told}){costs}."


def _signed(kcal: float) -> str:
    return f"{10.0 * round(kcal / 10.0):+.0f}"
