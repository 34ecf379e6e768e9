"""What studies measured against what was predicted for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from myostride.figures.theme import BLUE, GREY, INK, ORANGE, PANEL_WIDTH, SKY, dressed, footnote

__all__ = ["predicted_against_observed", "validation_finding"]

KINDS: dict[str, tuple[str, ...]] = {
    "running, walking": ("running", "intervals", "walking", "none"),
    "cycling": ("cycling",),
    "lifting": ("squats", "lifting", "jumping", "concurrent"),
    "disuse": ("disuse", "disuse with training"),
}
COLOURS = (ORANGE, SKY, BLUE, INK)
SHAPES = ("diamond", "triangle-up", "circle", "square")
HEIGHT = 440


def validation_finding(points: Sequence[Mapping[str, Any]]) -> str:
    """The one sentence that the points show."""
    inside = sum(each["lo"] <= each["observed"] <= each["hi"] for each in points)
    share = f"{100.0 * inside / len(points):.0f} %"
    return (
        f"{inside} of {len(points)} measured changes of size ({share}) lie within the predicted "
        "80 % interval"
    )


def predicted_against_observed(points: Sequence[Mapping[str, Any]]) -> Any:
    """An Altair chart of group means.

    Parameters
    ----------
    points
        Each with `modality`, `predicted`, `lo`, `hi`, `observed` [% change] and `fibre` (of a
        biopsy; drawn hollow).
    """
    rows = [{**point, "kind": _kind(str(point["modality"]))} for point in points]
    ends = [v for row in rows for v in (row["lo"], row["hi"], row["observed"])] or [0.0, 1.0]
    domain = [min(ends) - 2.0, max(ends) + 2.0]
    present = [kind for kind in KINDS if any(row["kind"] == kind for row in rows)]
    of = {kind: (COLOURS[i], SHAPES[i]) for i, kind in enumerate(KINDS)}
    base = alt.Chart(alt.InlineData(values=rows), width=PANEL_WIDTH - 60, height=HEIGHT)
    x = alt.X("observed:Q", scale=alt.Scale(domain=domain, nice=False),
              axis=alt.Axis(title="measured change of size, %", tickCount=8))  # fmt: skip
    y = alt.Y("predicted:Q", scale=alt.Scale(domain=domain, nice=False),
              axis=alt.Axis(title="predicted change, %", tickCount=8))  # fmt: skip
    colour = alt.Color(
        "kind:N",
        scale=alt.Scale(domain=present, range=[of[kind][0] for kind in present]),
        legend=alt.Legend(title=None, orient="top", labelFontSize=12, symbolOpacity=1.0),
    )
    shape = alt.Shape(
        "kind:N", scale=alt.Scale(domain=present, range=[of[kind][1] for kind in present])
    )
    equal = (
        alt.Chart(alt.InlineData(values=[{"at": end} for end in domain]))
        .mark_line(color=GREY, strokeDash=[4, 3])
        .encode(x="at:Q", y="at:Q")
    )
    spans = base.mark_rule(opacity=0.45).encode(
        x=x, y=alt.Y("lo:Q", scale=alt.Scale(domain=domain, nice=False)), y2="hi:Q", color=colour
    )
    whole = base.transform_filter("!datum.fibre").mark_point(size=60, filled=True, opacity=0.9)
    fibre = base.transform_filter("datum.fibre").mark_point(size=60, strokeWidth=1.5)
    note = (
        "Each mark is the mean of one group and muscle; hollow: muscle fibres from biopsies. "
        "Vertical lines: 80 % interval of the predicted mean. Dashed: equal."
    )
    chart = alt.layer(
        equal, spans, *(part.encode(x=x, y=y, color=colour, shape=shape) for part in (whole, fibre))
    )
    return dressed(
        alt.vconcat(chart, footnote(note), spacing=10),
        validation_finding(rows),
    )


def _kind(modality: str) -> str:
    return next((kind for kind, members in KINDS.items() if modality in members), "lifting")
