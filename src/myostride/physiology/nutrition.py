"""Food as gates on growth and repair: protein, and energy balance."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from myostride.physiology.parameters import Parameters

Floats = NDArray[np.float64]

__all__ = [
    "carbohydrate_gate",
    "energy_breakdown",
    "energy_gate",
    "protein_gate",
    "repair_gate",
]


def protein_gate(protein_g_per_kg: float | None, p: Parameters) -> Floats:
    """Share of growth that protein intake allows, (draw, 1), 1 at and above the breakpoint.

    A smooth linear plateau: 1 - k softplus(1 - intake / breakpoint), breakpoint 1.62 g/(kg d)
    (Morton 2018). An intake nobody stated is drawn around the default.
    """
    intake = p["protein_default"] if protein_g_per_kg is None else protein_g_per_kg
    width = p["protein_width"]
    short = 1.0 - intake / p["protein_breakpoint"]
    # softplus keeps the gate smooth; its value at a large surplus is 0
    missing = width * np.logaddexp(0.0, short / width)
    return np.asarray(np.clip(1.0 - p["protein_sensitivity"] * missing, 0.0, 1.0))


def repair_gate(protein_g_per_kg: float | None, p: Parameters) -> Floats:
    """Share of the repair rate that protein intake allows, (draw, 1), at least one half."""
    return np.maximum(protein_gate(protein_g_per_kg, p), p["repair_gate_least"])


def energy_gate(energy_balance_kcal: float | None, p: Parameters) -> Floats:
    """Share of growth that energy balance allows, (draw, 1), 0 to 1.

    Falls linearly with a deficit and reaches 0 at about 500 kcal/d (Murphy & Koehler 2022).
    """
    deficit = max(-(energy_balance_kcal or 0.0), 0.0)
    return np.asarray(np.clip(1.0 - deficit / p["energy_cancels_kcal"], 0.0, 1.0))


def carbohydrate_gate(carbohydrate_g_per_kg: float | None, p: Parameters) -> Floats:
    """Share of a session's growth signal that its quality allows, (draw, 1), 0.5 to 1.

    Falls linearly below the intake that keeps glycogen filled; an intake nobody stated is taken
    as enough. The evidence is unsettled: a review finds growth blunted, a meta-analysis of five
    trials in trained lifters no difference (Margolis; Vargas-Molina 2022).
    """
    if carbohydrate_g_per_kg is None:
        return np.ones_like(p["carbohydrate_cost"])
    short = np.clip(1.0 - carbohydrate_g_per_kg / p["carbohydrate_enough"], 0.0, 1.0)
    return np.asarray(
        np.clip(1.0 - p["carbohydrate_cost"] * short, p["carbohydrate_gate_least"], 1.0)
    )


def energy_breakdown(energy_balance_kcal: float | None, p: Parameters) -> Floats:
    """Extra breakdown in a deficit beyond what cancels growth, (draw, 1), 0 or more.

    A loss acts here and not through the gate, so that training never speeds it.
    """
    deficit = max(-(energy_balance_kcal or 0.0), 0.0)
    beyond = np.maximum(deficit - p["energy_cancels_kcal"], 0.0)
    return np.asarray(p["energy_breakdown"] * beyond / 1000.0)
