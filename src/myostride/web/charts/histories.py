"""A quantity of every muscle over months: a panel each, with its band."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import altair as alt

from myostride.figures.theme import BAND_OPACITY
from myostride.muscles import MUSCLES, TITLES
from myostride.web.charts.look import GAP_PX, Look, pointed_at

__all__ = ["HISTORIES", "muscle_histories"]

_YEAR_D = 330


@dataclass(frozen=True, slots=True)
class History:
    """One quantity of muscles over time: its key in a trajectory, its colour, its axis.

    step : no two marks of the axis are closer than this, so that no two read the same.
    least : the axis spans at least this, so that next to nothing looks like it.
    """

    key: str
    colour: str
    factor: float
    unit: str
    label: str
    says: str
    step: float
    least: float


HISTORIES: Mapping[str, History] = {
    "growth": History("growth_pct", "green", 1.0, "%",
                      "(datum.value == 0 ? '0' : format(datum.value, '+.1~f')) + ' %'",
                      "size against the time before the first recorded run", 0.5, 2.0),
    "readiness": History("readiness", "blue", 100.0, "%", "datum.value + ' %'",
                         "share of its force that a muscle could give at the end of each day",
                         1.0, 10.0),
    "damage": History("damage", "orange", 100.0, "%", "datum.value + ' %'",
                      "share of force lost to damage", 1.0, 5.0),
    "soreness": History("soreness", "orange", 1.0, "of 10", "datum.value",
                        "expected soreness, 0 to 10", 1.0, 3.0),
}  # fmt: skip


def muscle_histories(
    what: str,
    days: Sequence[date],
    values: Mapping[str, tuple[Sequence[float], Sequence[float], Sequence[float]]],
    run_days: Sequence[date],
    plateaus: Sequence[str],
    look: Look,
) -> Any:
    """A panel for each muscle: one quantity with its 80 % band, and the days with a run.

    Parameters
    ----------
    what
        A key of `HISTORIES`.
    values
        Per muscle (middle, lo, hi) of each day.
    plateaus
        The muscles whose growth has stalled by the last day; they are named so.
    """
    kind = HISTORIES[what]
    rows = [
        row
        for muscle in MUSCLES
        for row in _rows(muscle, kind, days, values[muscle], run_days, muscle in plateaus)
    ]
    order: list[str] = list(dict.fromkeys(row["muscle"] for row in rows))
    layers = _layers(what, rows, days, look)
    names = alt.Header(title=None, labelExpr="split(datum.label, '|')")
    return alt.layer(*layers, data=alt.InlineData(values=rows)).facet(
        facet=alt.Facet("muscle:N", sort=order, header=names),
        columns=look.columns,
        spacing=GAP_PX,
    )


def _rows(
    muscle: str,
    kind: History,
    days: Sequence[date],
    values: tuple[Sequence[float], Sequence[float], Sequence[float]],
    run_days: Sequence[date],
    stalled: bool,
) -> list[dict[str, Any]]:
    """One muscle's days."""
    heading, ran, factor = _heading(muscle, values, kind, stalled), set(run_days), kind.factor
    return [
        {
            "muscle": heading, "name": TITLES[muscle], "day": day.isoformat(),
            "value": round(factor * v, 2), "lo": round(factor * lo, 2), "hi": round(factor * hi, 2),
            "told": f"{factor * v:.1f} {kind.unit} ({factor * lo:.1f} to {factor * hi:.1f})",
            "ran": "a run" if day in ran else "no run",
        }
        for day, v, lo, hi in zip(days, *values, strict=True)
    ]  # fmt: skip


def _layers(
    what: str, rows: Sequence[Mapping[str, Any]], days: Sequence[date], look: Look
) -> list[Any]:
    """Band, line and days with a run; where it is live, the day that is pointed at."""
    kind, p = HISTORIES[what], look.palette
    colour = getattr(p, kind.colour)
    low, high = min(row["lo"] for row in rows), max(row["hi"] for row in rows)
    short = max(0.0, kind.least - (high - low))
    if kind.key == "growth_pct":
        low, high = low - short / 2.0, high + short / 2.0
    else:
        low = max(0.0, low - short)
        high = max(high, low + kind.least)
    air = 0.05 * (high - low)
    scale = alt.Scale(domain=[low - air, high + air], nice=False)
    x = alt.X("day:T", axis=alt.Axis(title=None, format=_dates(days), tickCount=3, grid=False),
              scale=alt.Scale(nice=False))  # fmt: skip
    y = alt.Y(
        "value:Q",
        scale=scale,
        axis=alt.Axis(title=None, tickCount=4, tickMinStep=kind.step, labelExpr=kind.label),
    )
    base = alt.Chart(width=look.panel, height=112)
    layers = [
        base.mark_area(opacity=BAND_OPACITY, color=colour).encode(
            x=x, y=alt.Y("lo:Q", scale=scale), y2="hi:Q"
        ),
        base.mark_line(color=colour, strokeWidth=2, interpolate="linear").encode(x=x, y=y),
        base.transform_filter("datum.ran == 'a run'")
        .mark_tick(color=p.grey, opacity=0.7, thickness=1, orient="vertical", height=6)
        .encode(x=x, y=alt.value(109)),
    ]
    if look.live:
        tips = [alt.Tooltip("name:N", title="muscle"),
                alt.Tooltip("day:T", title="day", format="%a %-d %b %Y"),
                alt.Tooltip("told:N", title=what), alt.Tooltip("ran:N", title="with")]  # fmt: skip
        reach_px = max(3.0, look.panel / max(1, len(days)))
        layers += pointed_at(base, colour, x, y, tips, reach_px)
    return layers


def _dates(days: Sequence[date]) -> str:
    """How days are written below a panel: the year where the same day would come twice."""
    return "%b %Y" if (days[-1] - days[0]).days > _YEAR_D else "%-d %b"


def _heading(muscle: str, values: tuple[Sequence[float], ...], kind: History, stalled: bool) -> str:
    last = kind.factor * values[0][-1]
    number = f"{last:+.1f} %" if kind.key == "growth_pct" else f"{last:.0f} {kind.unit}"
    number = number.replace("-", "−").replace("+0.0", "0.0").replace("−0.0", "0.0")
    return f"{TITLES[muscle]}|{number}{', plateau' if stalled else ''}"
