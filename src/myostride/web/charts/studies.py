"""What studies measured against what was predicted for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from myostride.web.charts.look import Look

__all__ = ["predicted_observed"]

KINDS: Mapping[str, tuple[str, ...]] = {
    "running, walking": ("running", "intervals", "walking", "none"),
    "cycling": ("cycling",),
    "lifting": ("squats", "lifting", "jumping", "concurrent"),
    "disuse": ("disuse", "disuse with training"),
}
SHAPES = ("diamond", "triangle-up", "circle", "square")


def predicted_observed(points: Sequence[Mapping[str, Any]], look: Look) -> Any:
    """Group means of published studies: what was predicted against what was measured."""
    p = look.palette
    kind_of = {member: kind for kind, members in KINDS.items() for member in members}
    rows = [
        {**point, "kind": kind_of.get(str(point["modality"]), "lifting"),
         "told": f"{point['predicted']:+.1f} % ({point['lo']:+.1f} to {point['hi']:+.1f})",
         "saw": f"{point['observed']:+.1f} %"}
        for point in points
    ]  # fmt: skip
    ends = [end for row in rows for end in (row["lo"], row["hi"], row["observed"])] or [0.0, 1.0]
    domain = [min(ends) - 2.0, max(ends) + 2.0]
    scale = alt.Scale(domain=domain, nice=False)
    present = [kind for kind in KINDS if any(row["kind"] == kind for row in rows)]
    colours = dict(zip(KINDS, (p.orange, p.sky, p.blue, p.grey), strict=True))
    shapes = dict(zip(KINDS, SHAPES, strict=True))
    base = alt.Chart(alt.InlineData(values=rows), width=look.width - 60,
                     height=min(440, max(280, int(0.62 * look.width))))  # fmt: skip
    x = alt.X(
        "observed:Q", scale=scale, axis=alt.Axis(title="measured change of size, %", tickCount=6)
    )
    y = alt.Y("predicted:Q", scale=scale, axis=alt.Axis(title="predicted, %", tickCount=6))
    colour = alt.Color(
        "kind:N", scale=alt.Scale(domain=present, range=[colours[k] for k in present]),
        legend=alt.Legend(columns=2 if look.width < 500 else 4, symbolOpacity=1.0),
    )  # fmt: skip
    shape = alt.Shape("kind:N", scale=alt.Scale(domain=present, range=[shapes[k] for k in present]))
    equal = (
        alt.Chart(alt.InlineData(values=[{"at": end} for end in domain]))
        .mark_line(color=p.grey, strokeDash=[4, 3])
        .encode(x=alt.X("at:Q", scale=scale), y=alt.Y("at:Q", scale=scale))
    )
    spans = base.mark_rule(opacity=0.45).encode(
        x=x, y=alt.Y("lo:Q", scale=scale), y2="hi:Q", color=colour
    )
    marks = base.mark_point(size=60, filled=True, opacity=0.9).encode(
        x=x, y=y, color=colour, shape=shape
    )
    if look.live:
        marks = marks.encode(tooltip=[
            alt.Tooltip("study:N"), alt.Tooltip("muscle:N"), alt.Tooltip("measure:N"),
            alt.Tooltip("told:N", title="predicted"), alt.Tooltip("saw:N", title="measured"),
        ])  # fmt: skip
    return alt.layer(equal, spans, marks)
