"""Figures of the physiology page: what a session sets off, and what weeks of it add up to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np
from numpy.typing import NDArray

from myostride.figures.lines import Line, Measured, heading, panel
from myostride.figures.theme import (
    BLUE,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PANEL_WIDTH,
    PURPLE,
    dressed,
    footnote,
)

Floats = NDArray[np.float64]

__all__ = [
    "Band",
    "after_a_run",
    "damage_against_growth",
    "disuse_and_return",
    "two_bouts",
]

INTERVAL = "Bands: 80 % interval over the model's draws."


@dataclass(frozen=True, slots=True)
class Band:
    """A quantity over time: its median and 80 % interval, (time,) each."""

    middle: Floats
    lo: Floats
    hi: Floats

    def line(self, name: str, x: Floats, at: float, color: str, **look: Any) -> Line:
        """Drawn, with its interval."""
        return Line(name, x.tolist(), self.middle.tolist(), at, self.lo.tolist(),
                    self.hi.tolist(), color=color, **look)  # fmt: skip


def after_a_run(days: Floats, seen: Mapping[str, Band], session: str) -> Any:
    """Ten days after one session: force, damage and fatigue, soreness, swelling and size.

    Parameters
    ----------
    days
        (time,) since the session's start.
    seen
        force_pct, damage_pct, fatigue_pct, soreness, scan_pct (size with swelling) and growth_pct.
    session
        In words.
    """
    limits = (float(days[0]), 10.0)
    least = float(seen["force_pct"].middle.min())
    sorest = float(days[int(np.argmax(seen["soreness"].middle))])
    worst = 1.08 * max(float(seen[k].hi.max()) for k in ("damage_pct", "fatigue_pct"))
    fluid = 1.08 * float(seen["scan_pct"].hi.max())
    panels = [
        panel([seen["force_pct"].line("", days, 0.0, INK)],
              "Force capacity, % of the start", x_limits=limits,
              y_limits=(float(seen["force_pct"].lo.min()) - 2.0, 101.5)),
        panel([seen["fatigue_pct"].line("fast fatigue", days, 0.3, BLUE, dx=10, dy=-14),
               seen["damage_pct"].line("damage", days, 3.2, ORANGE, dy=-12)],
              "What it is made of: force lost, %", x_limits=limits, y_limits=(0.0, worst)),
        panel([seen["soreness"].line("", days, 0.0, PURPLE)],
              "Soreness, 0 to 10", x_limits=limits, y_limits=(0.0, 10.0)),
        panel([seen["scan_pct"].line("what a scan sees, with swelling", days, 4.3, GREEN, dy=-42),
               seen["growth_pct"].line("true size", days, 8.4, BLUE, dy=-11)],
              "Size, % above the start", x_limits=limits, y_limits=(-0.25, fluid),
              x_title="days since the run"),
    ]  # fmt: skip
    return dressed(
        _stacked(panels, f"{session} {INTERVAL}"),
        f"Force is lowest at once ({least:.0f} %), soreness peaks {_hours(sorest)} later, and "
        "swelling comes long before growth",
        "The vasti of a beginner after one hilly run.",
    )


def _stacked(panels: Sequence[Any], note: str) -> Any:
    return alt.vconcat(alt.vconcat(*panels, spacing=30), footnote(note), spacing=12)


def _hours(days: float) -> str:
    return f"about {24.0 * days:.0f} h"


def damage_against_growth(
    days: Floats, growth: Band, damage: Band, moments: Sequence[float], program: str
) -> Any:
    """Weeks of training: how fast the muscle grows above, its damage below."""
    weeks = days / 7.0
    limits = (0.0, float(weeks[-1]))
    per_week = np.arange(1, int(limits[1]) + 1)
    gained = np.interp(per_week, weeks, growth.middle) - np.interp(
        per_week - 1, weeks, growth.middle
    )
    worst = [float(damage.middle[(weeks > w - 1) & (weeks <= w)].max()) for w in per_week]
    when = [at / 7.0 for at in moments]
    bars = [
        {"from": float(w - 0.92), "to": float(w - 0.08), "y": float(g), "zero": 0.0}
        for w, g in zip(per_week, gained, strict=True)
    ]
    x = alt.X("from:Q", scale=alt.Scale(domain=list(limits), nice=False),
              axis=alt.Axis(title=None, labels=False, ticks=False, grid=False))  # fmt: skip
    y = alt.Y("y:Q", axis=alt.Axis(title=None, tickCount=4))
    speed = alt.layer(
        heading("Growth of each week, points"),
        alt.Chart(alt.InlineData(values=bars))
        .mark_rect(color=BLUE, opacity=0.75)
        .encode(x=x, x2="to:Q", y=y, y2="zero:Q"),
    ).properties(width=PANEL_WIDTH, height=80)
    panels = [
        panel([growth.line("", weeks, 0.0, BLUE)], "Size against the start, %", x_limits=limits,
              y_limits=(-0.5, 1.05 * float(growth.hi.max()))),
        speed,
        panel([damage.line("", weeks, 0.0, ORANGE)], "Force lost to damage, %", x_limits=limits,
              y_limits=(0.0, 1.05 * float(damage.hi.max())), x_title="weeks", moments=when),
    ]  # fmt: skip
    fastest = int(per_week[int(np.argmax(gained))])
    return dressed(
        _stacked(panels, f"{INTERVAL} Grey ticks: sessions."),
        f"Damage fades from {worst[0]:.1f} to {worst[-1]:.1f} % while growth peaks in week "
        f"{fastest}",
        f"{program} By construction damage never feeds growth. Damas 2016 measured this order: the "
        "building of protein went with growth only once damage had faded.",
    )


def two_bouts(days: Floats, first: Mapping[str, Band], second: Mapping[str, Band], gap: str) -> Any:
    """The same bout twice: force lost to damage, soreness and creatine kinase of both."""
    limits = (float(days[0]), float(days[-1]))
    drawn = (
        ("damage_pct", "Force lost to damage, %", 3.0),
        ("soreness", "Soreness, 0 to 10", 1.9),
        ("ck_ratio", "Creatine kinase against rest", 2.2),
    )
    panels = []
    for k, (name, title, at) in enumerate(drawn):
        both = (first[name], second[name])
        named = ("first time", "second time") if name == "soreness" else ("", "")
        panels.append(
            panel(
                [both[0].line(named[0], days, at, ORANGE, dx=4, dy=-10),
                 both[1].line(named[1], days, at, BLUE, dx=4, dy=-9)],
                title, x_limits=limits,
                y_limits=(0.0, 1.05 * max(float(band.hi.max()) for band in both)),
                x_title="days since the bout" if k == len(drawn) - 1 else None,
            )
        )  # fmt: skip
    spared = {
        name: 100.0 * (1.0 - second[name].middle.max() / first[name].middle.max())
        for name in ("damage_pct", "soreness")
    }
    return dressed(
        _stacked(panels, INTERVAL),
        f"The second descent costs {spared['damage_pct']:.0f} % less force and "
        f"{spared['soreness']:.0f} % less soreness than the first",
        f"Vasti of a runner who never runs downhill: 45 min at −12 %, twice, {gap} apart.",
    )


def disuse_and_return(
    days: Floats, courses: Mapping[str, Band], measured: Mapping[str, Sequence[tuple[float, float]]]
) -> Any:
    """Weeks in bed and back on the feet: one line per course, with what was measured.

    Parameters
    ----------
    courses
        Name to size against the start [%], three of them.
    measured
        Name to (day, change) of the study.
    """
    colors, shapes = (BLUE, ORANGE, GREEN), ("circle", "square", "diamond")
    half = 0.5 * float(days[-1])
    beside = ((1.3, -28.0), (1.3, 34.0), (1.03, -18.0))
    lines = [
        band.line(name, days, share * half, color, dy=dy)
        for (name, band), color, (share, dy) in zip(courses.items(), colors, beside, strict=True)
    ]
    marks = [
        Measured(day, change, color, shape)
        for (name, color), shape in zip(zip(courses, colors, strict=True), shapes, strict=True)
        for day, change in measured.get(name, ())
    ]
    low = min(float(band.lo.min()) for band in courses.values())
    picture = panel(
        lines, "Size against the start, %", x_limits=(0.0, float(days[-1])),
        y_limits=(1.05 * low, 6.0), x_title="days", measured=marks, size=(PANEL_WIDTH, 300),
        x_values=list(range(0, int(days[-1]) + 1, 30)),
    )  # fmt: skip
    lost = {name: float(np.interp(half, days, band.middle)) for name, band in courses.items()}
    words = " and ".join(f"the {name} {-change:.0f} %" for name, change in list(lost.items())[:2])
    return dressed(
        alt.vconcat(
            alt.layer(picture, _up_again(half)),
            footnote(
                f"{INTERVAL} Marks: measured in bed (Alkner and Tesch 2004). On the feet again: "
                "after 90 days in bed another group was back within 90 days (Belavy 2017); in "
                "the model a little is still missing."
            ),
            spacing=12,
        ),
        f"{half:.0f} days in bed cost {words}; a few maximal squats hold the quadriceps",
        f"{half:.0f} days in bed, then {half:.0f} days of ordinary life without training.",
    )


def _up_again(day: float) -> Any:
    chart = alt.Chart(alt.InlineData(values=[{"x": day}]))
    rule = chart.mark_rule(color=GREY, strokeDash=[4, 3]).encode(x="x:Q")
    words = chart.mark_text(align="left", dx=6, color=GREY, fontSize=12).encode(
        x="x:Q", y=alt.value(8), text=alt.value("on the feet again")
    )
    return alt.layer(rule, words)
