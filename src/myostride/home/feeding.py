"""What a runner should eat: from profile, diary and the runs of the last weeks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from myostride.coach.food import Protein, notes, protein_advice, protein_of
from myostride.coach.fuel import (
    Energy,
    carbohydrate_of,
    energy_advice,
    energy_from_intake,
    energy_from_weights,
    growth_at,
)
from myostride.home.diary import DiaryRow, body_on
from myostride.home.home import Home
from myostride.physiology import draw_parameters
from myostride.references import load_parameters
from myostride.runner import Body, Runner
from myostride.units import from_si

__all__ = ["DRAWS", "Feeding", "feeding"]

DRAWS = 1000
"""Parameter draws behind an interval, unless stated otherwise."""

_RUNS_WITHIN_DAYS = 14


@dataclass(frozen=True, slots=True)
class Feeding:
    """The answer for one day.

    protein_source : where the intake eaten is from: "diary", "profile" or "unknown".
    energy, energy_growth : None where no trend and no intake tell; the share of growth that the
        balance allows, with its 80 % interval.
    km_per_week, longest_h : of the last two weeks.
    assumed : one sentence for each thing that nobody stated.
    """

    day: date
    protein: Protein
    protein_source: str
    energy: Energy | None
    energy_growth: tuple[float, float, float] | None
    km_per_week: float
    longest_h: float
    assumed: tuple[str, ...]

    def advice(self) -> list[str]:
        """Lines a runner can act on."""
        lines = [*protein_advice(self.protein), energy_advice(self.energy, self.energy_growth)]
        kind = "long" if self.longest_h >= 1.0 else "easy"
        row = carbohydrate_of(self.protein.mass_kg)["days"][kind]
        if self.longest_h > 0.0:
            minutes, (low, high) = 60.0 * self.longest_h, row["g"]
            lines.append(
                f"Your longest run of two weeks took {minutes:.0f} min: on such a day "
                f"{low:.0f} to {high:.0f} g of carbohydrate keep the stores filled."
            )
        return lines

    def to_json(self) -> dict[str, Any]:
        """`{date, mass_kg, protein, carbohydrate, energy, notes, advice, assumed}`."""
        p = self.protein
        return {
            "date": self.day.isoformat(),
            "mass_kg": p.mass_kg,
            "protein": {
                "eaten_g_per_kg": p.eaten,
                "eaten_from": self.protein_source,
                "target_g_per_kg": p.target,
                "stops_rising_lo": p.stops_lo,
                "stops_rising_hi": p.stops_hi,
                "target_g_per_day": p.target * p.mass_kg,
                "safe_upper_g_per_kg": p.safe_upper,
                "meals": p.meals,
                "per_meal_g": p.per_meal_g,
                "growth_share": p.growth_share,
                "growth_share_lo": p.growth_share_lo,
                "growth_share_hi": p.growth_share_hi,
                "curve": asdict(p.curve),
            },
            "carbohydrate": carbohydrate_of(p.mass_kg),
            "energy": self._energy(),
            "notes": notes(),
            "advice": self.advice(),
            "assumed": list(self.assumed),
        }

    def _energy(self) -> dict[str, Any] | None:
        if self.energy is None or self.energy_growth is None:
            return None
        low, high = self.energy.interval
        share, share_lo, share_hi = self.energy_growth
        return {
            "balance_kcal_per_day": self.energy.balance_kcal,
            "balance_lo": low,
            "balance_hi": high,
            "from": self.energy.source,
            "says": self.energy.says,
            "growth_share": share,
            "growth_share_lo": share_lo,
            "growth_share_hi": share_hi,
        }


def feeding(home: Home, day: date, *, draws: int = DRAWS, seed: int = 0) -> Feeding:
    """What to eat on `day`, from what was known then; works without any run."""
    sheet = home.profile_sheet()
    runner = sheet.runner
    diary = [row for row in home.diary() if row.entry.day <= day]
    runs = [run for run in home.runs() if day - timedelta(days=_RUNS_WITHIN_DAYS)
            < run.day <= day]  # fmt: skip
    body = body_on(day, runner, diary)
    eaten, source = _protein_eaten(day, runner, diary, body)
    km_per_week = 7.0 * sum(run.distance_m or 0.0 for run in runs) / 1000.0 / _RUNS_WITHIN_DAYS
    p = draw_parameters(draws, seed, runner)
    energy = _energy_of(day, runner, diary, body, km_per_week / 7.0)
    return Feeding(
        day=day,
        protein=protein_of(body.mass_kg, eaten, p),
        protein_source=source,
        energy=energy,
        energy_growth=None if energy is None else growth_at(energy, p),
        km_per_week=km_per_week,
        longest_h=max((run.duration_s for run in runs), default=0.0) / 3600.0,
        assumed=tuple(
            line for line in sheet.assumed if "steps" not in line and "height" not in line
        ),
    )


def _daily(
    day: date, diary: Sequence[DiaryRow], kinds: Sequence[str | None], within: float
) -> dict[date, float]:
    """Totals of the logged days of food up to `day`, by day."""
    totals: dict[date, float] = defaultdict(float)
    for row in diary:
        entry = row.entry
        recent = day - timedelta(days=round(within)) < entry.day <= day
        if recent and entry.kind == "food" and entry.detail in kinds:
            totals[entry.day] += entry.value
    return totals


def _protein_eaten(
    day: date, runner: Runner, diary: Sequence[DiaryRow], body: Body
) -> tuple[float | None, str]:
    """Protein a day [g/kg]: the mean of the days logged lately, else as the profile says."""
    within = load_parameters("food")["intake_within_d"].value
    logged = _daily(day, diary, (None, "protein"), within)
    if logged:
        grams = from_si(sum(logged.values()) / len(logged), "g", "mass")
        return grams / body.mass_kg, "diary"
    stated = runner.diet.protein_g_per_kg
    return stated, "unknown" if stated is None else "profile"


def _energy_of(
    day: date, runner: Runner, diary: Sequence[DiaryRow], body: Body, km_per_day: float
) -> Energy | None:
    """From the trend of body mass, else from logged intake."""
    table = load_parameters("food")
    first = day - timedelta(days=round(table["trend_within_d"].value))
    weights = [r.entry for r in diary if r.entry.kind == "weight" and r.entry.day > first]
    trend = energy_from_weights(
        [float(e.day.toordinal()) for e in weights], [e.value for e in weights]
    )
    if trend is not None:
        return trend
    eaten = _daily(day, diary, ("energy",), table["intake_within_d"].value)
    return energy_from_intake(list(eaten.values()), body, runner.age_y, km_per_day)
