"""One running stride over time: ground force, joint moments, muscle forces, and their peaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from myostride.figures.gait import LABEL_ROOM, PEAKS_NOTE, Peaks, peaks_panel
from myostride.figures.theme import BLUE, GREY, INK, ORANGE, PANEL_WIDTH, dressed, footnote
from myostride.muscles import MUSCLES, TITLES

__all__ = ["StrideCurves", "gait_stride"]

GREEN, PURPLE = "#009E73", "#CC79A7"
COLOURS = (BLUE, ORANGE, GREEN, PURPLE)
HEIGHT, WIDTH = 105, PANEL_WIDTH - LABEL_ROOM
SHADE = "#f0f0f3"
LEAST_UNMET_NM = 20.0
PARTS = {
    "calf and shin": ("soleus", "gastrocnemius", "tibialis_anterior"),
    "thigh": ("vasti", "hamstrings", "rectus_femoris", "adductors"),
    "hip": ("gluteus_medius", "iliopsoas", "gluteus_maximus"),
}
"""Muscle panels from the ground up; within one, lines of different colour and dash."""

PLURAL = ("vasti", "hamstrings", "adductors")
DASHES = ((1, 0), (6, 3), (2, 2), (8, 2, 2, 2))


@dataclass(frozen=True, slots=True)
class StrideCurves:
    """One leg's stride from its contact on, as plain lists.

    stride_pct : 0 to 100. contact_pct : the foot leaves the ground here.
    ground_bw : normal and fore-aft force [body weights], forward and uphill positive.
    moments_nm_kg : hip, knee, ankle; extension and plantar flexion positive.
    muscles_bw : the ten groups [body weights].
    unmet_nm : the largest joint moment that the muscles, at their cap, could not give.
    """

    stride_pct: Sequence[float]
    contact_pct: float
    ground_bw: Mapping[str, Sequence[float]]
    moments_nm_kg: Mapping[str, Sequence[float]]
    muscles_bw: Mapping[str, Sequence[float]]
    unmet_nm: float = 0.0


def gait_stride(curves: StrideCurves, peaks: Peaks, state: str) -> Any:
    """An Altair figure of one stride.

    Parameters
    ----------
    curves, peaks
        The simulated stride, and the peaks that loads are worked out with (see `Peaks`).
    state
        The movement in words, e.g. "3 m/s down a 10 % grade".
    """
    panels = [
        _panel(curves, curves.ground_bw, "Ground force, times body weight"),
        _panel(curves, curves.moments_nm_kg, "Joint moments, Nm/kg (extension up)"),
    ]
    for part, muscles in PARTS.items():
        lines = {TITLES[m]: curves.muscles_bw[m] for m in muscles}
        panels.append(_panel(curves, lines, f"Muscle force of the {part}, times body weight",
                             axis=part == "hip"))  # fmt: skip
    note = (
        "Shaded: foot on the ground. The curves are one stride of a planar physics model, "
        "with every muscle's force shared out at least effort. The dots below are the peaks that "
        "loads are worked out with, blended from published data; where the two differ, the dots "
        f"are nearer to measurement. {PEAKS_NOTE}"
    )
    if curves.unmet_nm > LEAST_UNMET_NM:
        note = (
            f"Outside what was measured: the model asks for up to {curves.unmet_nm:.0f} Nm more "
            f"than these muscles can give, so flat tops are caps. {note}"
        )
    return dressed(
        alt.vconcat(*panels, _peaks(peaks), footnote(note, WIDTH), spacing=16).resolve_scale(
            color="independent", shape="independent"
        ),
        _title(peaks, state),
    )


def _title(peaks: Peaks, state: str) -> str:
    """The largest of the peaks that loads use: unlike the curves, they have an interval."""
    (value, low, high), muscle, lobe = max(
        (peak, muscle, lobe) for muscle in MUSCLES for lobe, peak in peaks[muscle].items()
    )
    return (
        f"At {state}, {TITLES[muscle].lower()} {'pull' if muscle in PLURAL else 'pulls'} hardest: "
        f"{value:.1f} times body weight ({low:.1f} to {high:.1f}), in {lobe}"
    )


def _peaks(peaks: Peaks) -> Any:
    return peaks_panel(peaks).properties(
        title=alt.TitleParams(
            "Peaks used for loads", fontSize=12, color=INK, anchor="start", offset=6
        )
    )


def _panel(
    curves: StrideCurves, lines: Mapping[str, Sequence[float]], title: str, *, axis: bool = False
) -> Any:
    """Lines over the stride on the shade of contact, named in a legend on the right."""
    names = list(lines)
    rows = [
        {"at": at, "value": value, "line": name}
        for name, values in lines.items()
        for at, value in zip(curves.stride_pct, values, strict=True)
    ]
    x = alt.X(
        "at:Q",
        scale=alt.Scale(domain=[0, 100], nice=False),
        axis=alt.Axis(
            title="% of the stride, from contact to the same foot's next contact" if axis else None,
            labels=axis, ticks=axis, grid=False, values=[0, 20, 40, 60, 80, 100],
        ),
    )  # fmt: skip
    shade = (
        alt.Chart(alt.InlineData(values=[{"from": 0.0, "to": curves.contact_pct}]))
        .mark_rect(color=SHADE)
        .encode(x=alt.X("from:Q"), x2="to:Q")
    )
    zero = (
        alt.Chart(alt.InlineData(values=[{"value": 0.0}]))
        .mark_rule(color=GREY, strokeWidth=0.6)
        .encode(y="value:Q")
    )
    drawn = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_line(strokeWidth=2.2, interpolate="monotone")
        .encode(
            x=x,
            y=alt.Y("value:Q", axis=alt.Axis(title=None, tickCount=4, minExtent=26)),
            color=alt.Color(
                "line:N",
                sort=None,
                scale=alt.Scale(domain=names, range=list(COLOURS[: len(names)])),
                legend=alt.Legend(
                    title=None, orient="right", labelFontSize=12, labelColor=INK, symbolSize=300,
                    symbolStrokeWidth=2.2,
                ),
            ),
            strokeDash=alt.StrokeDash(
                "line:N",
                sort=None,
                scale=alt.Scale(domain=names, range=[list(d) for d in DASHES[: len(names)]]),
                legend=None,
            ),
        )
    )  # fmt: skip
    return (
        alt.layer(shade, zero, drawn)
        .resolve_scale(color="independent", strokeDash="independent")
        .properties(
            width=WIDTH,
            height=HEIGHT,
            title=alt.TitleParams(title, fontSize=12, color=INK, anchor="start", offset=6),
        )
    )
