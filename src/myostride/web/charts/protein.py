"""Growth against protein."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt

from myostride.figures.theme import BAND_OPACITY
from myostride.units import to_si
from myostride.web.charts.look import AXIS_PX, Look, pointed_at

__all__ = ["protein_response"]


def protein_response(protein: Mapping[str, Any], mass_unit: str, look: Look) -> Any:
    """Growth against protein: the curve with its band, the target, and the runner.

    Parameters
    ----------
    protein
        The part of a food document.
    """
    p, per = look.palette, to_si(1.0, mass_unit, "mass")
    curve = protein["curve"]
    rows = [
        {"eaten": round(x * per, 3), "share": round(100.0 * s, 1), "lo": round(100.0 * lo, 1),
         "hi": round(100.0 * hi, 1)}
        for x, s, lo, hi in zip(
            curve["g_per_kg"], curve["share"], curve["lo"], curve["hi"], strict=True)
    ]  # fmt: skip
    bottom = 10.0 * (min(row["lo"] for row in rows) // 10.0)
    y_scale = alt.Scale(domain=[bottom, 108.0], nice=False)
    eaten = alt.Axis(title=f"protein, g per {mass_unit} and day", tickCount=6, grid=False)
    x = alt.X("eaten:Q", scale=alt.Scale(nice=False), axis=eaten)
    y = alt.Y("share:Q", scale=y_scale, axis=alt.Axis(title=None, tickCount=4,
                                                      values=[20, 40, 60, 80, 100]))  # fmt: skip
    base = alt.Chart(alt.InlineData(values=rows), width=max(200, look.width - AXIS_PX), height=260)
    tips = [alt.Tooltip("eaten:Q", title="g a day per " + mass_unit, format=".2f"),
            alt.Tooltip("share:Q", title="of growth, %"), alt.Tooltip("lo:Q", title="from"),
            alt.Tooltip("hi:Q", title="to")]  # fmt: skip
    layers = [
        base.mark_area(opacity=BAND_OPACITY, color=p.blue).encode(
            x=x, y=alt.Y("lo:Q", scale=y_scale), y2="hi:Q"
        ),
        base.mark_line(color=p.blue, strokeWidth=2.5).encode(x=x, y=y),
        *_marked(protein, per, x, y, look),
    ]
    if look.live:
        layers += pointed_at(base, p.blue, x, y, tips, look.width / len(rows))
    return alt.layer(*layers)


def _marked(protein: Mapping[str, Any], per: float, x: alt.X, y: alt.Y, look: Look) -> list[Any]:
    """The target as an upright line, the runner's intake as a point."""
    p = look.palette
    at = protein["target_g_per_kg"] * per
    aim = alt.Chart(alt.InlineData(values=[{"eaten": at, "name": f"aim {at:.2g}"}]))
    layers = [
        aim.mark_rule(color=p.grey, strokeDash=[4, 4]).encode(x=x),
        aim.mark_text(align="left", dx=6, dy=-4, baseline="top", fontSize=12.5, color=p.grey)
        .encode(x=x, y=alt.value(8), text="name:N"),
    ]  # fmt: skip
    if protein["eaten_g_per_kg"] is not None:
        own = {"eaten": protein["eaten_g_per_kg"] * per, "share": 100.0 * protein["growth_share"],
               "name": "you"}  # fmt: skip
        chart = alt.Chart(alt.InlineData(values=[own]))
        layers += [
            chart.mark_point(size=120, filled=True, color=p.orange, opacity=1).encode(x=x, y=y),
            chart.mark_text(align="left", dx=9, dy=14, fontSize=13, color=p.ink).encode(
                x=x, y=y, text="name:N"
            ),
        ]
    return layers
