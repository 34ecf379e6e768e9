"""Peak force of each muscle in one steady stride, in stance and in swing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt

from myostride.figures.theme import BLUE, INK, ORANGE, PANEL_WIDTH, dressed, footnote
from myostride.muscles import MUSCLES, TITLES

__all__ = ["Peaks", "gait_peaks", "peaks_panel"]

LABEL_ROOM, ROW_HEIGHT = 130, 30
PHASES = ("stance", "swing")
PEAKS_NOTE = "Pale lines: 80 % interval. Stance: foot on the ground. Swing: leg in the air."

Peaks = Mapping[str, Mapping[str, tuple[float, float, float]]]
"""{muscle: {"stance": (value, lo, hi), "swing": (value, lo, hi)}} in body weights."""


def gait_peaks(peaks: Peaks, state: str) -> Any:
    """An Altair chart of muscle peaks.

    Parameters
    ----------
    peaks
        See `Peaks`.
    state
        The movement in words, e.g. "3.5 m/s uphill 5 %".
    """
    top = max(MUSCLES, key=lambda m: max(peak[0] for peak in peaks[m].values()))
    highest = max(peak[0] for peak in peaks[top].values())
    note = footnote(PEAKS_NOTE, PANEL_WIDTH - LABEL_ROOM)
    return dressed(
        alt.vconcat(peaks_panel(peaks), note, spacing=10),
        f"At {state}, {TITLES[top].lower()} peaks at {highest:.1f} times body weight",
    )


def peaks_panel(peaks: Peaks) -> Any:
    """The peaks of every muscle with their intervals, to stand in a figure."""
    rows = [
        {"muscle": TITLES[m], "phase": phase, "value": v, "lo": lo, "hi": hi, "text": f"{v:.1f}"}
        for m in MUSCLES
        for phase, (v, lo, hi) in ((p, peaks[m][p]) for p in PHASES)
        if v > 0.0
    ]
    base = alt.Chart(
        alt.InlineData(values=rows),
        width=PANEL_WIDTH - LABEL_ROOM,
        height=ROW_HEIGHT * len(MUSCLES),
    )
    y = alt.Y(
        "muscle:N",
        sort=None,
        axis=alt.Axis(title=None, labelColor=INK, labelFontSize=13, ticks=False, domain=False),
    )
    offset = alt.YOffset("phase:N", sort=list(PHASES))
    color = alt.Color(
        "phase:N",
        scale=alt.Scale(domain=list(PHASES), range=[BLUE, ORANGE]),
        legend=alt.Legend(title=None, orient="top", labelFontSize=12),
    )
    shape = alt.Shape(
        "phase:N", scale=alt.Scale(domain=list(PHASES), range=["circle", "diamond"]), legend=None
    )
    spans = base.mark_rule(strokeWidth=3, opacity=0.35).encode(
        x=alt.X("lo:Q", axis=alt.Axis(title="peak force, times body weight", tickCount=6)),
        x2="hi:Q", y=y, yOffset=offset, color=color,
    )  # fmt: skip
    points = base.mark_point(filled=True, size=70, opacity=1).encode(
        x="value:Q", y=y, yOffset=offset, color=color, shape=shape
    )
    texts = base.mark_text(align="left", dx=6, fontSize=11, color=INK).encode(
        x="hi:Q", y=y, yOffset=offset, text="text:N"
    )
    return alt.layer(spans, points, texts)
