"""Protein for a runner: how much, in what portions, and what more of it would still add."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from myostride.physiology import Parameters
from myostride.physiology.nutrition import protein_gate
from myostride.physiology.summary import quantiles
from myostride.references import load_parameters

Floats = NDArray[np.float64]

__all__ = ["Curve", "Protein", "growth_share", "notes", "protein_advice", "protein_of"]

_GRID = np.round(np.arange(0.4, 3.001, 0.05), 2)


@dataclass(frozen=True, slots=True)
class Curve:
    """Growth share against protein intake: (point,) each, with the 80 % interval."""

    g_per_kg: Floats
    share: Floats
    lo: Floats
    hi: Floats


@dataclass(frozen=True, slots=True)
class Protein:
    """Protein a day [g/kg of body mass], and what it is worth.

    eaten : as logged or stated; None where nobody said.
    target : where growth stops rising, but no less than what endurance athletes need.
    stops_lo, stops_hi : the 80 % interval of where growth stops rising.
    per_meal_g : a portion, of `meals` a day.
    growth_share, growth_share_lo, growth_share_hi : of the growth that protein allows at most, at
        the intake eaten (or at the usual one).
    """

    mass_kg: float
    eaten: float | None
    target: float
    stops_lo: float
    stops_hi: float
    safe_upper: float
    meals: int
    per_meal_g: float
    growth_share: float
    growth_share_lo: float
    growth_share_hi: float
    curve: Curve

    @property
    def short_g(self) -> float:
        """Grams a day that are missing to the target; 0 where none are or nobody said."""
        return 0.0 if self.eaten is None else max(self.target - self.eaten, 0.0) * self.mass_kg


def growth_share(g_per_kg: float | None, p: Parameters) -> tuple[float, float, float]:
    """Share of growth at an intake: median, and the bounds of the 80 % interval."""
    lo, middle, hi = quantiles(protein_gate(g_per_kg, p).T)[:, 0]
    return float(middle), float(lo), float(hi)


def protein_of(mass_kg: float, eaten_g_per_kg: float | None, p: Parameters) -> Protein:
    """What protein means for a runner, over the draws of the model.

    Parameters
    ----------
    eaten_g_per_kg
        A day; None where nobody said, then the usual intake is drawn.
    """
    table = load_parameters("food")
    low, middle, high = (float(x) for x in quantiles(p["protein_breakpoint"].T)[:, 0])
    target = max(middle, table["endurance_enough"].value)
    meals = round(table["meals"].value)
    share, share_lo, share_hi = growth_share(eaten_g_per_kg, p)
    portion = max(table["per_meal"].value, target / meals) * mass_kg
    return Protein(
        mass_kg=mass_kg,
        eaten=eaten_g_per_kg,
        target=target,
        stops_lo=low,
        stops_hi=high,
        safe_upper=table["safe_upper"].value,
        meals=meals,
        per_meal_g=portion,
        growth_share=share,
        growth_share_lo=share_lo,
        growth_share_hi=share_hi,
        curve=_curve(p),
    )


def _curve(p: Parameters) -> Curve:
    shares = np.array([growth_share(float(x), p) for x in _GRID]).T
    return Curve(_GRID.copy(), *shares)


def protein_advice(protein: Protein) -> list[str]:
    """What to do about protein, in lines a runner can act on."""
    table = load_parameters("food")
    grams = protein.mass_kg * protein.target
    lines = [
        f"Aim for about {grams:.0f} g of protein a day, in {protein.meals} portions of "
        f"{protein.per_meal_g:.0f} g or so; after a hard session the next portion, up to "
        f"{table['large_meal'].value:.0f} g."
    ]
    if protein.eaten is None:
        lines.append(
            "What you eat is not known; log a day with: myostride log food --kind protein "
            "--value 110g"
        )
    elif protein.short_g >= 5.0:
        lines.append(
            f"{protein.short_g:.0f} g a day are missing; they would bring growth from about "
            f"{100.0 * protein.growth_share:.0f} % of what protein allows to nearly all of it."
        )
    elif protein.eaten > protein.safe_upper:
        lines.append("More than a gram per pound: no study shows that it builds more muscle.")
    else:
        lines.append("You eat enough; more protein would add little or nothing to growth.")
    return lines


def notes() -> dict[str, str]:
    """What holds for everyone, by subject; of general evidence, not advice on health."""
    table = load_parameters("food")
    required, enough = table["endurance_required"].value, table["endurance_enough"].value
    late, late_enough = (table[f"after_long_run_{w}"].value for w in ("required", "enough"))
    return {
        "endurance": (
            f"Endurance athletes were found to need {required:g} g/kg a day, {enough:g} g/kg to be "
            f"on the safe side; runners after 20 km {late:g} g/kg and {late_enough:g} g/kg."
        ),
        "gram_per_pound": (
            f"A gram per pound of body mass ({table['safe_upper'].value:g} g/kg) is the upper end "
            "of the 95 % interval within which growth stops rising (Morton 2018): a ceiling, not a "
            "goal."
        ),
        "bcaa": (
            f"Branched-chain amino acids alone raised synthesis by "
            f"{100.0 * table['bcaa_synthesis'].value:.0f} % for some hours; size was not measured. "
            "Once protein is met they add little, as every meal with protein holds them."
        ),
        "vegetarian": (
            "Without meat or animal foods the same total works: at 1.6 g/kg vegans with soy grew "
            "as much as omnivores with whey. Mix sources (soy, beans, lentils, grains, nuts), and "
            "take the larger portion of a range."
        ),
        "kidneys": (
            "With kidney disease, or if you have been told to limit protein, do not raise it from "
            "these numbers: ask your doctor or a dietitian first. The same in pregnancy and below "
            "18."
        ),
    }
