"""How much one run loaded each muscle, as bars in easy flat kilometres."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt

from myostride.figures.theme import BLUE, GREY, INK, ORANGE, PANEL_WIDTH, dressed, footnote
from myostride.muscles import MUSCLES, TITLES

__all__ = ["HARDLY_KNOWN_FOLD", "bars_finding", "muscle_bars"]

HARDLY_KNOWN_FOLD = 10.0
"""A number whose interval spans more than this factor is hardly known."""

LABEL_ROOM, ROW_HEIGHT = 130, 30


def bars_finding(easy: Mapping[str, tuple[float, float, float]], distance: float, unit: str) -> str:
    """The one sentence that the bars show."""
    top = max(MUSCLES, key=lambda m: easy[m][0])
    value = easy[top][0]
    loaded = f"{TITLES[top]} worked as in {value:.1f} easy {unit}"
    if distance > 0.0:
        return f"{loaded} during a {distance:.1f} {unit} run"
    return loaded


def muscle_bars(
    easy: Mapping[str, tuple[float, float, float]], distance: float, *, unit: str = "km"
) -> Any:
    """An Altair chart of the load of each muscle.

    Parameters
    ----------
    easy
        {muscle: (value, lo, hi)} in equivalent easy flat `unit`.
    distance
        What was run [`unit`]; drawn as the line that an easy flat run would reach.
    """
    rows = [
        {
            "muscle": TITLES[m], "value": v, "lo": lo, "hi": hi,
            "out": bool(0.0 < distance < lo),
            "text": f"{v:.1f}  ({lo:.1f} to {hi:.1f})",
        }
        for m, (v, lo, hi) in ((m, easy[m]) for m in MUSCLES)
    ]  # fmt: skip
    limit = 1.32 * max(max(hi for _, _, hi in easy.values()), distance, 0.1)
    base = alt.Chart(
        alt.InlineData(values=rows), width=PANEL_WIDTH - LABEL_ROOM, height=ROW_HEIGHT * len(rows)
    )
    y = alt.Y(
        "muscle:N",
        sort=None,
        axis=alt.Axis(title=None, labelColor=INK, labelFontSize=13, ticks=False, domain=False),
    )
    x = alt.X(
        "value:Q",
        scale=alt.Scale(domain=[0.0, limit], nice=False),
        axis=alt.Axis(title=f"equivalent easy flat {unit}", tickCount=6),
    )
    bars = base.mark_bar(height=14, cornerRadiusEnd=2).encode(
        x=x,
        y=y,
        color=alt.condition("datum.out", alt.value(ORANGE), alt.value(BLUE)),
    )
    spans = base.mark_rule(color=INK, strokeWidth=1.5).encode(x=alt.X("lo:Q"), x2="hi:Q", y=y)
    texts = base.mark_text(align="left", dx=6, fontSize=12, color=INK).encode(
        x=alt.X("hi:Q"), y=y, text="text:N"
    )
    layers = [bars, spans, texts]
    note = "Thin lines: 80 % interval. One easy flat kilometre is 1.0 for every muscle."
    if distance > 0.0:
        layers.insert(
            0, base.mark_rule(color=GREY, strokeDash=[4, 3]).encode(x=alt.datum(distance))
        )
        note += f" Dashed: the {distance:.1f} {unit} that were run. Orange: surely more than those."
    chart = alt.layer(*layers)
    return dressed(
        alt.vconcat(chart, footnote(note, PANEL_WIDTH - LABEL_ROOM), spacing=10),
        bars_finding(easy, distance, unit),
    )
