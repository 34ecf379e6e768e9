"""Where every muscle stands: what the states mean for someone who wants to run tomorrow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from math import erf, sqrt
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from myostride.muscles import MUSCLES
from myostride.physiology import Trajectory
from myostride.references import load_parameters
from myostride.runner import Runner

Floats = NDArray[np.float64]

__all__ = ["Forecast", "Standing", "standing"]


class Forecast(Protocol):
    """The days ahead: moments (time,) [Unix s], and the share of draws recovered (time, muscle)."""

    @property
    def unix_s(self) -> Floats: ...

    @property
    def p_recovered(self) -> Floats: ...


@dataclass(frozen=True, slots=True)
class Standing:
    """One muscle today.

    growth_pct with its 80 % interval is relative to the first record. readiness is 0 to 1,
    damage the share of force capacity lost to structure, soreness 0 to 10. recovered_at is None
    where the muscle is not expected to recover within the forecast.
    """

    growth_pct: float
    growth_lo: float
    growth_hi: float
    readiness: float
    readiness_lo: float
    readiness_hi: float
    damage: float
    damage_hi: float
    soreness: float
    recovered_at: datetime | None
    trend: str
    plateau: str
    limiting_factor: str
    why: str

    def to_json(self) -> dict[str, Any]:
        """Every field by name; `recovered_at` in ISO 8601, UTC."""
        out: dict[str, Any] = {name: getattr(self, name) for name in self.__slots__}
        at = self.recovered_at
        out["recovered_at"] = None if at is None else at.isoformat().replace("+00:00", "Z")
        return out


def standing(
    recent: Trajectory,
    forecast: Forecast,
    *,
    days_recorded: float,
    trained_recently: bool,
    runner: Runner,
) -> dict[str, Standing]:
    """Read every muscle's standing.

    Parameters
    ----------
    recent
        The last weeks up to now; its last moment is now.
    forecast
        From now on, without any session.
    days_recorded
        Days since the first record: trends need two weeks, plateaus twelve.
    trained_recently
        Whether there was any session in the last two weeks.
    runner
        For what limits growth: protein and energy as stated.
    """
    return {
        muscle: _one(m, recent, forecast, days_recorded, trained_recently, runner)
        for m, muscle in enumerate(MUSCLES)
    }


def _value(name: str) -> float:
    return load_parameters("coach")[name].value


def _one(
    m: int,
    recent: Trajectory,
    forecast: Forecast,
    days: float,
    trained: bool,
    runner: Runner,
) -> Standing:
    slope, slope_sd = float(recent.slope_pct_week[-1, m]), float(recent.slope_sd[-1, m])
    damage = float(recent.middle["damage"][-1, m])
    trend = _trend(slope, slope_sd, days)
    plateau = _plateau(slope, slope_sd, days, trained)
    limit, why = _limit(m, recent, slope, trend, damage, days, trained, runner)
    return Standing(
        growth_pct=float(recent.middle["growth_pct"][-1, m]),
        growth_lo=float(recent.lo["growth_pct"][-1, m]),
        growth_hi=float(recent.hi["growth_pct"][-1, m]),
        readiness=float(recent.middle["readiness"][-1, m]),
        readiness_lo=float(recent.lo["readiness"][-1, m]),
        readiness_hi=float(recent.hi["readiness"][-1, m]),
        damage=damage,
        damage_hi=float(recent.hi["damage"][-1, m]),
        soreness=float(recent.middle["soreness"][-1, m]),
        recovered_at=_recovered_at(m, forecast),
        trend=trend,
        plateau=plateau,
        limiting_factor=limit,
        why=why,
    )


def _recovered_at(m: int, forecast: Forecast) -> datetime | None:
    """The first moment from which nine draws in ten are recovered, and stay so."""
    enough = forecast.p_recovered[:, m] >= _value("recovered_share")
    if not enough[-1]:
        return None
    broken = np.flatnonzero(~enough)
    first = 0 if broken.size == 0 else int(broken[-1]) + 1
    return datetime.fromtimestamp(round(float(forecast.unix_s[first])), tz=UTC)


def _share_above(limit: float, mean: float, sd: float) -> float:
    if sd <= 1e-9:
        return float(mean > limit)
    return 0.5 * (1.0 - erf((limit - mean) / (sd * sqrt(2.0))))


def _trend(slope: float, sd: float, days: float) -> str:
    if days < _value("trend_needs_days") or not np.isfinite(slope):
        return "unknown"
    least, sure = _value("growing_pct_week"), _value("trend_certainty")
    if _share_above(least, slope, sd) >= sure:
        return "growing"
    if 1.0 - _share_above(-least, slope, sd) >= sure:
        return "shrinking"
    return "holding"


def _plateau(slope: float, sd: float, days: float, trained: bool) -> str:
    """Growth stalled although training goes on; a model reading, not a measurement."""
    if days < _value("plateau_needs_days") or not np.isfinite(slope):
        return "unknown"
    least = _value("growing_pct_week")
    within = _share_above(-least, slope, sd) - _share_above(least, slope, sd)
    return "yes" if trained and within >= _value("trend_certainty") else "no"


def _limit(
    m: int,
    recent: Trajectory,
    slope: float,
    trend: str,
    damage: float,
    days: float,
    trained: bool,
    runner: Runner,
) -> tuple[str, str]:
    """What holds growth back most, and one line of why."""
    protein = runner.diet.protein_g_per_kg
    balance = runner.diet.energy_balance_kcal
    if not trained:
        return "stimulus", "no session in the last two weeks"
    if damage >= _value("repair_limits_damage"):
        return "recovery", f"{damage:.0%} of its force is still lost to damage"
    if balance is not None and -balance >= _value("deficit_limits_kcal"):
        return "energy", f"a deficit of {-balance:.0f} kcal a day takes most of the growth"
    if protein is not None and protein < _value("protein_short_g_per_kg"):
        return "protein", f"{protein:g} g/kg of protein a day is short of 1.6 g/kg"
    if days < _value("trend_needs_days"):
        return "too_little_data", f"{days:.0f} days of records; a trend needs two weeks"
    if float(recent.middle["growth_pct"][-1, m]) >= _value("ceiling_growth_pct"):
        return "ceiling", "near what this muscle can become"
    if trend == "growing":
        return "none", f"growing by about {slope:.2f} % a week"
    if np.isfinite(slope) and slope > _value("growing_pct_week"):
        return "too_little_data", f"perhaps growing, by about {slope:.2f} % a week; not sure yet"
    return "stimulus", "training asks for no more than this muscle is used to"
