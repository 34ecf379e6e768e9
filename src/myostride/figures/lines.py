"""Panels of labelled lines over time: what the figures of the physiology are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import altair as alt
import numpy as np

from myostride.figures.theme import BAND_OPACITY, BLUE, GREY, INK, PANEL_WIDTH

__all__ = ["HEADING_DY", "Line", "Measured", "heading", "panel"]

Numbers = Sequence[float]
HEADING_DY = -7


@dataclass(frozen=True, slots=True)
class Line:
    """One line, named where it is drawn.

    x, y : its points; lo, hi : its 80 % interval, empty where it has none.
    at : the x beside which the name stands; dx, dy : how far from the line there [px].
    """

    name: str
    x: Numbers
    y: Numbers
    at: float
    lo: Numbers = ()
    hi: Numbers = ()
    color: str = BLUE
    dashed: bool = False
    dx: float = 0.0
    dy: float = -8.0
    align: Literal["left", "center", "right"] = "left"


@dataclass(frozen=True, slots=True)
class Measured:
    """A measured value to set beside the lines; open marks."""

    x: float
    y: float
    color: str = INK
    shape: str = "circle"


def panel(
    lines: Sequence[Line],
    title: str,
    *,
    x_limits: tuple[float, float],
    y_limits: tuple[float, float],
    x_title: str | None = None,
    measured: Sequence[Measured] = (),
    moments: Numbers = (),
    size: tuple[int, int] = (PANEL_WIDTH, 110),
    x_values: Numbers = (),
    y_values: Numbers = (),
) -> Any:
    """An Altair chart of lines with their names beside them.

    Parameters
    ----------
    title
        What is shown and its unit; stands above the panel.
    x_title
        Below the axis; None leaves the axis to the panel below.
    moments
        At which a session took place: ticks along the lower edge.
    x_values, y_values
        Where the axes are marked, at Altair's choice where empty.
    """
    width, height = size
    named = x_title is not None
    across: dict[str, Any] = {"values": list(x_values)} if x_values else {"tickMinStep": 1}
    axis = alt.Axis(title=x_title, grid=False, labels=named, ticks=named, offset=6, **across)
    x = alt.X("x:Q", scale=alt.Scale(domain=list(x_limits), nice=False), axis=axis)
    marked: dict[str, Any] = {"values": list(y_values)} if y_values else {"tickCount": 4}
    y = alt.Y(
        "y:Q",
        scale=alt.Scale(domain=list(y_limits), nice=False),
        axis=alt.Axis(title=None, **marked),
    )
    layers = [heading(title, width)]
    layers += [_band(line, x, y) for line in lines if len(line.lo)]
    layers += [_stroke(line, x, y) for line in lines]
    if measured:
        layers.append(_marks(measured, x, y))
    if moments:
        ticks = alt.Chart(alt.InlineData(values=[{"x": float(at)} for at in moments]))
        layers.append(
            ticks.mark_rule(color=GREY, opacity=0.6).encode(
                x=x, y=alt.value(height + 1), y2=alt.value(height + 5)
            )
        )
    layers += [_name(line, x, y) for line in lines if line.name]
    return alt.layer(*layers).properties(width=width, height=height)


def heading(text: str, width: int = PANEL_WIDTH) -> Any:
    """A heading just above a panel."""
    return (
        alt.Chart(alt.InlineData(values=[{}]), width=width)
        .mark_text(align="left", baseline="bottom", fontSize=12.5, fontWeight="bold", color=INK)
        .encode(x=alt.value(0), y=alt.value(HEADING_DY), text=alt.value(text))
    )


def _rows(line: Line) -> list[dict[str, float]]:
    rows = [{"x": float(x), "y": float(y)} for x, y in zip(line.x, line.y, strict=True)]
    if len(line.lo):
        for row, lo, hi in zip(rows, line.lo, line.hi, strict=True):
            row |= {"lo": float(lo), "hi": float(hi)}
    return rows


def _band(line: Line, x: alt.X, y: alt.Y) -> Any:
    chart = alt.Chart(alt.InlineData(values=_rows(line)))
    return chart.mark_area(opacity=BAND_OPACITY, color=line.color, clip=True).encode(
        x=x, y=alt.Y("lo:Q", scale=y["scale"], axis=y["axis"]), y2="hi:Q"
    )


def _stroke(line: Line, x: alt.X, y: alt.Y) -> Any:
    chart = alt.Chart(alt.InlineData(values=_rows(line)))
    dash = [5, 4] if line.dashed else [1, 0]
    return chart.mark_line(color=line.color, strokeWidth=2.2, strokeDash=dash, clip=True).encode(
        x=x, y=y
    )


def _marks(measured: Sequence[Measured], x: alt.X, y: alt.Y) -> Any:
    layers = []
    for mark in measured:
        chart = alt.Chart(alt.InlineData(values=[{"x": mark.x, "y": mark.y}]))
        layers.append(
            chart.mark_point(
                shape=mark.shape, size=75, strokeWidth=2, stroke=mark.color, fill="white", opacity=1
            ).encode(x=x, y=y)
        )
    return alt.layer(*layers)


def _name(line: Line, x: alt.X, y: alt.Y) -> Any:
    nearest = int(np.argmin(np.abs(np.asarray(line.x, dtype=np.float64) - line.at)))
    row = {"x": float(line.at), "y": float(line.y[nearest])}
    chart = alt.Chart(alt.InlineData(values=[row]))
    mark = chart.mark_text(
        align=line.align, dx=line.dx, dy=line.dy, fontSize=12.5, color=line.color,
        baseline="middle",
    )  # fmt: skip
    return mark.encode(x=x, y=y, text=alt.value(line.name))
