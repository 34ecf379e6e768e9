"""Growth and damage of every muscle over weeks, as small multiples."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

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
from myostride.muscles import MUSCLES, TITLES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from myostride.physiology.states import Trajectory

    Floats = NDArray[np.float64]

__all__ = ["GrowthHistory", "growth_and_damage", "growth_finding"]

COLUMNS = 2
COLUMN_WIDTH = 250
GROWTH_HEIGHT, DAMAGE_HEIGHT = 104, 34
LEAST_DAMAGE_SCALE_PCT = 10.0
LEAST_GROWTH_PCT, LEAST_SHRINKAGE_PCT = 1.0, 0.3
"""The scales reach at least this far, so that next to nothing looks like it."""

SHORT_D = 22.0
"""Up to here a history is told in days, and its damage is the news."""

LEAST_NEWS = 0.02
SIGNED_PERCENT = "(datum.value == 0 ? '0' : format(datum.value, '+.1~f')) + ' %'"
PERCENT = "datum.value + ' %'"


@dataclass(frozen=True, slots=True)
class GrowthHistory:
    """What is drawn: one entry per moment, per muscle where it says so.

    moments : dates, or numbers counted in `unit` since the start.
    growth_pct, lo, hi : {muscle: (moment,)} size against the start [%], 80 % interval.
    damage : {muscle: (moment,)} share of force lost to damage, 0 to 1.
    run_moments : the moments at which there was a run or session.
    """

    moments: Sequence[date] | Sequence[float]
    growth_pct: Mapping[str, Sequence[float]]
    lo: Mapping[str, Sequence[float]]
    hi: Mapping[str, Sequence[float]]
    damage: Mapping[str, Sequence[float]]
    run_moments: Sequence[date] | Sequence[float] = ()
    unit: Literal["weeks", "days"] = "weeks"

    @classmethod
    def from_trajectory(
        cls,
        trajectory: Trajectory,
        moments: Sequence[date] | Sequence[float],
        run_moments: Sequence[date] | Sequence[float] = (),
        unit: Literal["weeks", "days"] = "weeks",
    ) -> GrowthHistory:
        """The history of a trajectory, reported at `moments`."""

        def per_muscle(values: Floats) -> dict[str, list[float]]:
            return {muscle: values[:, m].tolist() for m, muscle in enumerate(MUSCLES)}

        return cls(
            moments,
            per_muscle(trajectory.middle["growth_pct"]),
            per_muscle(trajectory.lo["growth_pct"]),
            per_muscle(trajectory.hi["growth_pct"]),
            per_muscle(trajectory.middle["damage"]),
            run_moments,
            unit,
        )


def growth_finding(history: GrowthHistory) -> str:
    """The one sentence that the figure shows, no more certain than its intervals."""
    days = _days(history)
    span = f"{days / 7:.0f} weeks" if days >= SHORT_D else f"{days:.0f} days"
    if days < SHORT_D:
        return _damage_finding(history, span)
    last = {m: (history.growth_pct[m][-1], history.lo[m][-1], history.hi[m][-1]) for m in MUSCLES}
    grew = [m for m in MUSCLES if last[m][1] > 0.0]
    shrank = [m for m in MUSCLES if last[m][2] < 0.0]
    if grew:
        top = max(grew, key=lambda m: last[m][0])
        return f"{TITLES[top]} grew most in {span}: {_with_interval(*last[top])}"
    if shrank:
        top = min(shrank, key=lambda m: last[m][0])
        return f"{TITLES[top]} shrank most in {span}: {_with_interval(*last[top])}"
    return f"No muscle has clearly grown or shrunk in {span}"


def growth_and_damage(history: GrowthHistory, *, note: str = "") -> Any:
    """An Altair chart: per muscle its growth with a band, its damage, and the run days.

    Parameters
    ----------
    note
        A further sentence for the footnote.
    """
    growth_limits = _growth_limits(history)
    worst_pct = 100.0 * max(max(history.damage[m]) for m in MUSCLES)
    damage_limit = max(LEAST_DAMAGE_SCALE_PCT, worst_pct)
    panels = [
        _panel(history, muscle, growth_limits, damage_limit, number)
        for number, muscle in enumerate(MUSCLES)
    ]
    grid = alt.concat(*panels, columns=COLUMNS, spacing={"row": 26, "column": 24})
    foot = (
        "Band: 8 of 10 parameter draws lie inside it (80 % interval). All growth panels share one "
        "scale, as do all damage strips."
    )
    return dressed(
        alt.vconcat(grid, footnote(f"{foot} {note}".strip(), PANEL_WIDTH), spacing=12),
        growth_finding(history),
        "Blue: muscle size against the start. Orange: muscle force lost to damage. "
        "Grey ticks below: training.",
    )


def _panel(
    history: GrowthHistory,
    muscle: str,
    growth_limits: tuple[float, float],
    damage_limit: float,
    number: int,
) -> Any:
    bottom = number >= len(MUSCLES) - COLUMNS
    growth = _growth(history, muscle, growth_limits)
    return alt.vconcat(growth, _damage(history, muscle, damage_limit, bottom), spacing=4)


def _growth(history: GrowthHistory, muscle: str, limits: tuple[float, float]) -> Any:
    numbers = (history.growth_pct[muscle], history.lo[muscle], history.hi[muscle])
    rows = [
        {"at": at, "growth": growth, "lo": lo, "hi": hi}
        for at, growth, lo, hi in zip(_moments(history.moments), *numbers, strict=True)
    ]
    base = alt.Chart(alt.InlineData(values=rows), width=COLUMN_WIDTH, height=GROWTH_HEIGHT)
    x = _x(history, axis=None)
    y = alt.Y(
        "growth:Q",
        scale=alt.Scale(domain=list(limits), nice=False),
        axis=alt.Axis(title=None, tickCount=4, labelExpr=SIGNED_PERCENT),
    )
    band = base.mark_area(opacity=BAND_OPACITY, color=BLUE).encode(x=x, y=alt.Y("lo:Q"), y2="hi:Q")
    line = base.mark_line(color=BLUE, strokeWidth=2).encode(x=x, y=y)
    zero = base.mark_rule(color=GREY, strokeDash=[2, 3]).encode(y=alt.datum(0.0))
    ended = _with_interval(*(column[-1] for column in numbers))
    name = _above(TITLES[muscle], "left", 0, INK)
    return alt.layer(band, zero, line, name, _above(ended, "right", COLUMN_WIDTH, BLUE))


def _above(text: str, align: Literal["left", "right"], x_px: float, color: str) -> Any:
    """A heading just above a panel."""
    return (
        alt.Chart(alt.InlineData(values=[{}]))
        .mark_text(align=align, baseline="bottom", fontSize=12.5, fontWeight="bold", color=color)
        .encode(x=alt.value(x_px), y=alt.value(-5), text=alt.value(text))
    )


def _damage(history: GrowthHistory, muscle: str, limit_pct: float, bottom: bool) -> Any:
    rows = [
        {"at": at, "damage": 100.0 * d}
        for at, d in zip(_moments(history.moments), history.damage[muscle], strict=True)
    ]
    x = _x(history, axis=_x_axis(history) if bottom else None)
    top = math.floor(limit_pct / 5.0) * 5
    area = (
        alt.Chart(alt.InlineData(values=rows), width=COLUMN_WIDTH, height=DAMAGE_HEIGHT)
        .mark_area(color=ORANGE, opacity=0.75)
        .encode(
            x=x,
            y=alt.Y(
                "damage:Q",
                scale=alt.Scale(domain=[0.0, limit_pct], nice=False),
                axis=alt.Axis(title=None, values=[0, top], labelExpr=PERCENT, grid=False),
            ),
        )
    )
    ticks = (
        alt.Chart(alt.InlineData(values=[{"at": at} for at in _moments(history.run_moments)]))
        .mark_rule(color=GREY, opacity=0.6, strokeWidth=1)
        .encode(x=x, y=alt.value(DAMAGE_HEIGHT + 2), y2=alt.value(DAMAGE_HEIGHT + 6))
    )
    return alt.layer(area, ticks)


def _x(history: GrowthHistory, axis: alt.Axis | None) -> alt.X:
    kind = "T" if isinstance(history.moments[0], date) else "Q"
    return alt.X(f"at:{kind}", axis=axis, scale=alt.Scale(nice=False))


def _x_axis(history: GrowthHistory) -> alt.Axis:
    if isinstance(history.moments[0], date):
        return alt.Axis(title=None, format="%-d %b", tickCount=4, grid=False, offset=6)
    return alt.Axis(title=history.unit, tickCount=5, grid=False, offset=6)


def _growth_limits(history: GrowthHistory) -> tuple[float, float]:
    """Limits that hold every line and band, with a little air."""
    low = min(min(history.lo[m]) for m in MUSCLES)
    high = max(max(history.hi[m]) for m in MUSCLES)
    air = 0.06 * max(high - low, 0.5)
    return min(low, -LEAST_SHRINKAGE_PCT) - air, max(high, LEAST_GROWTH_PCT) + air


def _moments(moments: Sequence[date] | Sequence[float]) -> list[str | float]:
    return [at.isoformat() if isinstance(at, date) else at for at in moments]


def _damage_finding(history: GrowthHistory, span: str) -> str:
    """Over a few days damage and its repair are the news."""
    worst = {m: max(history.damage[m]) for m in MUSCLES}
    top = max(worst, key=lambda m: worst[m])
    if worst[top] < LEAST_NEWS:
        return f"No muscle was damaged much in {span}"
    left = history.damage[top][-1]
    return (
        f"{TITLES[top]} lost {100 * worst[top]:.0f} % of force to damage at worst, "
        f"{100 * left:.0f} % after {span}"
    )


def _days(history: GrowthHistory) -> float:
    """How long the history is."""
    dated = isinstance(history.moments[0], date)
    first, last = (
        at.toordinal() if isinstance(at, date) else at
        for at in (history.moments[0], history.moments[-1])
    )
    return (last - first) * (1.0 if dated or history.unit == "days" else 7.0)


def _with_interval(value: float, lo: float, hi: float) -> str:
    numbers = [f"{number:+.1f}".replace("-", "−").replace("+0.0", "0.0").replace("−0.0", "0.0")
               for number in (value, lo, hi)]  # fmt: skip
    return f"{numbers[0]} % ({numbers[1]} to {numbers[2]})"
