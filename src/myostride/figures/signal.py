"""The growth signal of a session against effort: the curve that sets running apart from lifting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import altair as alt
import numpy as np
from numpy.typing import NDArray

from myostride.figures.lines import Line, panel
from myostride.figures.theme import INK, ORANGE, PANEL_WIDTH, dressed, footnote

Floats = NDArray[np.float64]

__all__ = ["SessionPoint", "signal_against_effort"]

PLACES: tuple[tuple[float, float, Literal["left", "right"]], ...] = (
    (0.68, -12.0, "right"),
    (0.76, 12.0, "left"),
)
"""Where the two curves are named: beside which effort, how far off [px], to which side."""


@dataclass(frozen=True, slots=True)
class SessionPoint:
    """One session in the figure of the growth signal.

    effort : that which, held all the time under load, would open as many switches.
    mechanical, metabolic : the two parts of what the session adds to the signal.
    """

    name: str
    effort: float
    mechanical: float
    metabolic: float


def signal_against_effort(
    effort: Floats, curves: Mapping[str, Floats], sessions: Sequence[SessionPoint]
) -> Any:
    """The growth signal of a session against effort, with some sessions on it.

    Parameters
    ----------
    effort
        (point,) 0 to 1.
    curves
        Time under load in words to the signal at each effort.
    sessions
        In the order in which they are named down the figure.
    """
    limits, top = (0.1, 1.0), 1.12
    lines = [
        Line(name, effort.tolist(), curve.tolist(), at, dx=dx, dy=0.0, align=align)
        for (name, curve), (at, dx, align) in zip(curves.items(), PLACES, strict=True)
    ]
    base = panel(
        lines, "Growth signal of one session", x_limits=limits, y_limits=(0.0, top),
        x_title="effort on the units still fresh, share of maximum", size=(PANEL_WIDTH, 300),
        x_values=(0.2, 0.4, 0.6, 0.8, 1.0), y_values=(0.0, 0.2, 0.4, 0.6, 0.8, 1.0),
    )  # fmt: skip
    note = (
        "Filled: what force alone gives. Open, at the end of an orange line: with the metabolic "
        "share, from time above critical speed. Effort of a session: the one that, held throughout "
        "its time under load, would give the same."
    )
    return dressed(
        alt.vconcat(alt.layer(base, *_sessions(sessions, limits, top)), footnote(note), spacing=12),
        "Force alone gives running next to nothing and squats nearly all; what intervals give "
        "rests on metabolic stress",
        "Vasti, at the centre of the fitted parameters. Lines: one effort held for so long.",
    )


def _sessions(
    sessions: Sequence[SessionPoint], limits: tuple[float, float], top: float
) -> list[Any]:
    rows = [
        {"name": s.name, "x": s.effort, "y": s.mechanical, "whole": s.mechanical + s.metabolic,
         "up": s.metabolic > 0.02}
        for s in sessions
    ]  # fmt: skip
    chart = alt.Chart(alt.InlineData(values=rows))
    scale = alt.Scale(domain=[0.0, top], nice=False)
    x = alt.X("x:Q", scale=alt.Scale(domain=list(limits), nice=False))
    y, whole = alt.Y("y:Q", scale=scale), alt.Y("whole:Q", scale=scale)
    raised = chart.transform_filter("datum.up")
    return [
        raised.mark_rule(color=ORANGE, strokeWidth=2).encode(x=x, y=y, y2="whole:Q"),
        raised.mark_point(size=80, stroke=ORANGE, strokeWidth=2, fill="white", opacity=1).encode(
            x=x, y=whole
        ),
        chart.mark_point(size=80, color=INK, filled=True, opacity=1).encode(x=x, y=y),
        raised.mark_text(align="right", dx=-9, fontSize=12.5, color=INK).encode(
            x=x, y=whole, text="name:N"
        ),
        chart.transform_filter("!datum.up")
        .mark_text(align="right", dx=-6, dy=-18, fontSize=12.5, color=INK)
        .encode(x=x, y=y, text="name:N"),
    ]
