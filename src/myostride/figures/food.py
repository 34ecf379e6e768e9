"""Growth against protein: a curve that rises and then lies flat, with the runner on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt
import numpy as np

from myostride.figures.lines import Line, panel
from myostride.figures.theme import GREY, INK, ORANGE, PANEL_WIDTH, dressed, footnote
from myostride.units import to_si

__all__ = ["protein_curve", "protein_finding"]

_HEIGHT = 300
_TICKS = {"kg": (0.5, 1.0, 1.5, 2.0, 2.5, 3.0), "lb": (0.2, 0.4, 0.6, 0.8, 1.0, 1.2)}


def protein_finding(protein: Mapping[str, Any], mass_unit: str = "kg") -> str:
    """The finding in one line: what the intake allows, and where more stops helping."""
    eaten, target = protein["eaten_g_per_kg"], protein["target_g_per_kg"]
    if eaten is None:
        return f"Growth stops rising at about {_intake(target, mass_unit)} of protein a day"
    if eaten >= target:
        return f"At {_intake(eaten, mass_unit)} a day protein no longer holds growth back"
    share = 100.0 * protein["growth_share"]
    return f"{_intake(eaten, mass_unit)} of protein a day allows about {share:.0f} % of growth"


def _intake(g_per_kg: float, mass_unit: str) -> str:
    if mass_unit == "kg":
        return f"{g_per_kg:.1f} g/kg"
    return f"{g_per_kg * to_si(1.0, mass_unit, 'mass'):.2f} g/{mass_unit}"


def protein_curve(protein: Mapping[str, Any], *, mass_unit: str = "kg") -> Any:
    """An Altair chart of the dose-response, from the `protein` of a food answer.

    Parameters
    ----------
    mass_unit
        "kg" or "lb": what the intake is given per.
    """
    per = to_si(1.0, mass_unit, "mass")
    curve = {name: np.asarray(column) for name, column in protein["curve"].items()}
    x = curve["g_per_kg"] * per
    share, lo, hi = (100.0 * curve[name] for name in ("share", "lo", "hi"))
    limits = (float(x[0]), float(x[-1]))
    bottom = 10.0 * np.floor(float(lo.min()) / 10.0)
    line = Line("", x.tolist(), share.tolist(), float(x[0]), lo.tolist(), hi.tolist())
    base = panel(
        [line], "Growth that protein allows, % of the most", x_limits=limits,
        y_limits=(bottom, 105.0), x_title=f"protein eaten, g per {mass_unit} of body mass and day",
        size=(PANEL_WIDTH, _HEIGHT),
        x_values=_TICKS[mass_unit],
    )  # fmt: skip
    scales = (
        alt.X("x:Q", scale=alt.Scale(domain=list(limits), nice=False)),
        alt.Y("y:Q", scale=alt.Scale(domain=[bottom, 105.0], nice=False)),
    )
    layers = [base, *_marks(protein, per, mass_unit, bottom, scales)]
    note = (
        "Band: 80 % interval over the draws of the model. The breakpoint comes from 49 trials of "
        "lifting (Morton et al. 2018); how much is lost below it is the less certain part. Energy "
        "must be even, or growth is held back by that."
    )
    return dressed(
        alt.vconcat(alt.layer(*layers), footnote(note), spacing=12),
        protein_finding(protein, mass_unit),
    )


def _marks(
    protein: Mapping[str, Any], per: float, unit: str, bottom: float, scales: tuple[Any, Any]
) -> list[Any]:
    """Target and gram-per-pound as upright lines, the runner's intake as a point."""
    x, y = scales
    layers = []
    digits = 1 if unit == "kg" else 2
    for name, at, side in (
        ("target", protein["target_g_per_kg"], "right"),
        ("gram per pound", protein["safe_upper_g_per_kg"], "left"),
    ):
        row = {"x": at * per, "y": bottom, "name": f"{name} {at * per:.{digits}f}"}
        chart = alt.Chart(alt.InlineData(values=[row]))
        layers.append(chart.mark_rule(color=GREY, strokeDash=[4, 4]).encode(x=x))
        layers.append(
            chart.mark_text(
                align="right" if side == "right" else "left",
                dx=-5 if side == "right" else 5, dy=-9, fontSize=12.5, color=GREY,
            ).encode(x=x, y=y, text="name:N")
        )  # fmt: skip
    if protein["eaten_g_per_kg"] is not None:
        row = {
            "x": protein["eaten_g_per_kg"] * per,
            "y": 100.0 * protein["growth_share"],
            "name": f"you, {protein['eaten_g_per_kg'] * per:.{digits}f}",
        }
        chart = alt.Chart(alt.InlineData(values=[row]))
        layers.append(
            chart.mark_point(size=110, filled=True, color=ORANGE, opacity=1).encode(x=x, y=y)
        )
        layers.append(
            chart.mark_text(align="right", dx=-8, dy=-13, fontSize=13, color=INK).encode(
                x=x, y=y, text="name:N"
            )
        )
    return layers
