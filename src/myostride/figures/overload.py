"""Chances of net loss and repair debt by hard sessions a week, and the growth they come from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np

from myostride.figures.theme import (
    BAND_OPACITY,
    BLUE,
    GREY,
    INK,
    ORANGE,
    PANEL_WIDTH,
    dressed,
    footnote,
)

if TYPE_CHECKING:
    from myostride.evidence.overload import Overload

__all__ = ["binomial_interval", "overload_chances", "overload_finding"]

GAP = 34
PANEL = (PANEL_WIDTH - GAP - 84) // 2
CHANCE_HEIGHT, GROWTH_HEIGHT = 220, 150
SESSIONS = "hard sessions a week"
LEAST_CHANCE_PCT = 5.0
"""The scale of the chances reaches at least this far, so that next to nothing looks like it."""

Z_95 = 1.959964
LOOKS = {
    ("hills", "beginner"): (ORANGE, "beginner"),
    ("hills", "protected"): (BLUE, "protected"),
    ("level", "beginner"): (GREY, "level"),
}
"""What is drawn of the chances: the protected runner on the level lies on the axis."""

MEAN_NAMED, MIDDLE_NAMED = 2, 3
"""At which number the two lines of growth are named, above and below: there they lie apart."""


def binomial_interval(chance: float, draws: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share of so many draws: its Monte Carlo error, 0 to 1."""
    z2 = Z_95**2 / draws
    middle = (chance + z2 / 2.0) / (1.0 + z2)
    half = Z_95 / (1.0 + z2) * np.sqrt(chance * (1.0 - chance) / draws + z2 / (4.0 * draws))
    return float(max(middle - half, 0.0)), float(min(middle + half, 1.0))


def overload_finding(rows: Sequence[Overload]) -> str:
    """The one sentence that the figure shows."""
    last = {row.person: row for row in rows if row.kind == "hills"}
    beginner, ready = (100.0 * last[who].p_loss for who in ("beginner", "protected"))
    return (
        f"In the model the vasti of {beginner:.0f} in 100 beginners shrink on "
        f"{last['beginner'].sessions} hard hill sessions a week, of {ready:.0f} in 100 who are "
        f"protected"
    )


def overload_chances(rows: Sequence[Overload]) -> Any:
    """An Altair chart: two panels of chances above two of growth.

    Parameters
    ----------
    rows
        Of `myostride.evidence.overload.overload`, the sessions of each person in order.
    """
    lines = {key: [r for r in rows if (r.kind, r.person) == key] for key in LOOKS}
    top = max(LEAST_CHANCE_PCT, 100.0 * max(max(r.p_loss, r.p_debt) for r in rows))
    chances = alt.hconcat(
        _chances(lines, lambda r: r.p_loss, "net loss of the vasti", top),
        _chances(lines, lambda r: r.p_debt, "repair debt in the last week", top),
        spacing=GAP,
    )
    hills = [lines["hills", who] for who in ("beginner", "protected")]
    high = max(r.hi for own in hills for r in own)
    low = min(0.0, *(r.lo for own in hills for r in own))
    growth = alt.hconcat(
        _growth(hills[0], ORANGE, "growth, hills, beginner", (low, high)),
        _growth(hills[1], BLUE, "growth, hills, protected", (low, high)),
        spacing=GAP,
    )
    note = (
        "Above: share of draws, with the 95 % interval of their number. Repair debt: more than a "
        "tenth of the force missing to damage on average. Below: change of the vasti's volume, "
        "band: 8 of 10 draws; the middle person has every parameter at its centre. The curves "
        "rest mostly on assumptions, not on studies."
    )
    return dressed(
        alt.vconcat(chances, growth, footnote(note, PANEL_WIDTH), spacing=22),
        overload_finding(rows),
        "Ten weeks, by hard sessions a week. Orange and blue: uphill and downhill; grey, dashed: a "
        "beginner's intervals on the level. Muscle size, not injury.",
    )


def _chances(
    lines: dict[tuple[str, str], list[Overload]],
    chance: Callable[[Overload], float],
    title: str,
    top_pct: float,
) -> Any:
    y = alt.Y(
        "y:Q",
        scale=alt.Scale(domain=[0.0, top_pct * 1.1], nice=False),
        axis=alt.Axis(title=None, tickCount=5, labelExpr="datum.value + ' %'", minExtent=38),
    )
    layers = [_heading(f"Chance of {title}")]
    for key, own in lines.items():
        colour, name = LOOKS[key]
        values = []
        for row in own:
            lo, hi = binomial_interval(chance(row), row.draws)
            values.append({"x": row.sessions, "y": 100.0 * chance(row), "lo": 100.0 * lo,
                           "hi": 100.0 * hi})  # fmt: skip
        layers += _line(values, y, colour, dashed=key[0] == "level", marks=True)
        layers.append(_name(values[-1], name, colour, y))
    return alt.layer(*layers).properties(width=PANEL, height=CHANCE_HEIGHT)


def _growth(own: Sequence[Overload], colour: str, title: str, limits: tuple[float, float]) -> Any:
    y = alt.Y(
        "y:Q",
        scale=alt.Scale(domain=[limits[0], limits[1] * 1.04], nice=False),
        axis=alt.Axis(title=None, tickCount=5, labelExpr="datum.value + ' %'", minExtent=38),
    )
    mean = [{"x": r.sessions, "y": r.mean, "lo": r.lo, "hi": r.hi} for r in own]
    middle = [{"x": r.sessions, "y": r.middle, "lo": r.middle, "hi": r.middle} for r in own]
    layers = [
        _heading(title[0].upper() + title[1:]),
        *_line(mean, y, colour, x_title=SESSIONS),
        *_line(middle, y, INK, dashed=True, x_title=SESSIONS),
        _name(mean[MEAN_NAMED], "mean of all", colour, y, x_title=SESSIONS),
        _name(middle[MIDDLE_NAMED], "middle person", INK, y, below=True, x_title=SESSIONS),
    ]
    return alt.layer(*layers).properties(width=PANEL, height=GROWTH_HEIGHT)


def _x(x_title: str | None) -> alt.X:
    return alt.X(
        "x:Q",
        scale=alt.Scale(domain=[0.8, 7.2], nice=False),
        axis=alt.Axis(title=x_title, values=list(range(1, 8)), grid=False, format="d"),
    )


def _line(
    values: Sequence[dict[str, float]],
    y: alt.Y,
    colour: str,
    *,
    dashed: bool = False,
    marks: bool = False,
    x_title: str | None = None,
) -> list[Any]:
    """Band, line and marks of one curve."""
    base, x = alt.Chart(alt.InlineData(values=list(values))), _x(x_title)
    layers = [
        base.mark_area(color=colour, opacity=BAND_OPACITY).encode(
            x=x, y=alt.Y("lo:Q", scale=y["scale"], axis=y["axis"]), y2="hi:Q"
        ),
        base.mark_line(
            color=colour, strokeWidth=2.2, strokeDash=[5, 4] if dashed else [1, 0]
        ).encode(x=x, y=y),
    ]
    if marks:
        layers.append(
            base.mark_point(color=colour, filled=True, size=28, opacity=1).encode(x=x, y=y)
        )
    return layers


def _name(
    value: dict[str, float],
    name: str,
    colour: str,
    y: alt.Y,
    *,
    below: bool = False,
    x_title: str | None = None,
) -> Any:
    """A rising curve's name at one of its points: above and to the left, or below to the right."""
    base = alt.Chart(alt.InlineData(values=[value]))
    if below:
        mark = base.mark_text(align="left", fontSize=12, color=colour, dx=3, dy=13)
    else:
        mark = base.mark_text(align="right", fontSize=12, color=colour, dx=-2, dy=-9)
    return mark.encode(x=_x(x_title), y=y, text=alt.value(name))


def _heading(text: str) -> Any:
    return (
        alt.Chart(alt.InlineData(values=[{}]))
        .mark_text(align="left", baseline="bottom", fontSize=12.5, fontWeight="bold", color=INK)
        .encode(x=alt.value(0), y=alt.value(-6), text=alt.value(text))
    )
