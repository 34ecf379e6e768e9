"""Ways of training side by side: growth with its interval, and the surer difference beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypedDict

import altair as alt

from myostride.coach.comparison import surely
from myostride.figures.theme import BLUE, GREY, INK, ORANGE, SKY, dressed, footnote

__all__ = ["ComparedRow", "compared_finding", "options_compared"]

LABEL_ROOM, NUMBER_ROOM = 200, 110
ROW_HEIGHT, PANEL, GAP = 19, 158, 18
LEAST_PCT = 1.0
"""The scales reach at least this far, so that next to nothing looks like it."""

KINDS = {"size": (BLUE, "circle"), "more": (ORANGE, "square"), "less": (INK, "diamond"),
         "same": (GREY, "circle")}  # fmt: skip
"""What a mark says, by colour and by shape."""

SIGNED = "(datum.value == 0 ? '0' : format(datum.value, '+.2~f'))"


class ComparedRow(TypedDict):
    """One option for one muscle or group: (median, lo, hi) of growth [%], difference [points].

    The first option of a muscle is the one that the others differ from.
    """

    option: str
    muscle: str
    growth: tuple[float, float, float]
    difference: tuple[float, float, float]


def compared_finding(rows: Sequence[ComparedRow], weeks: int) -> str:
    """The one sentence that the figure shows: the surest gain over the first option, if any."""
    first = rows[0]["option"]
    sure = [row for row in rows if _sign(row["difference"]) == "more"]
    span = "a week" if weeks == 1 else f"{weeks} weeks"
    if not sure:
        return f"Nothing clearly grows more than with {first} in {span}"
    top = max(sure, key=lambda row: row["difference"][0])
    return (
        f"{top['muscle']} gain most over {first} in {span} with {top['option']}: "
        f"{_numbers(top['difference'])} points"
    )


def options_compared(rows: Sequence[ComparedRow], weeks: int) -> Any:
    """An Altair chart: per muscle a panel of growth and one of differences, options as rows.

    Parameters
    ----------
    rows
        Muscle by muscle, the options of each in the same order.
    """
    muscles = list(dict.fromkeys(row["muscle"] for row in rows))
    growth, difference = _limits(rows, "growth"), _limits(rows, "difference")
    panels = []
    for muscle in muscles:
        mine = [row for row in rows if row["muscle"] == muscle]
        last = muscle == muscles[-1]
        panels.append(
            alt.hconcat(
                _panel(mine, "growth", growth, muscle, labels=True, axis=last),
                _panel(mine[1:], "difference", difference, "", labels=False, axis=last,
                       of=[row["option"] for row in mine]),
                spacing=GAP,
            )
        )  # fmt: skip
    note = (
        "Marks: medians. Lines: 80 % intervals. Left (circles): size against today. Right: the "
        f"same minus {rows[0]['option']}, formed draw by draw. Orange square: the whole interval "
        "lies above zero; dark diamond: below it; grey circle: neither."
    )
    return dressed(
        alt.vconcat(*panels, footnote(note, 2 * PANEL + GAP + NUMBER_ROOM), spacing=16),
        compared_finding(rows, weeks),
        f"After {'one week' if weeks == 1 else f'{weeks} weeks'}. Left: change of size, %. "
        f"Right: more or less than {rows[0]['option']}, points.",
    )


def _panel(
    rows: Sequence[ComparedRow],
    key: str,
    limits: tuple[float, float],
    heading: str,
    *,
    labels: bool,
    axis: bool,
    of: Sequence[str] = (),
) -> Any:
    """One muscle's options, as points with their intervals."""
    values = [_value(row, key) for row in rows]
    order = list(of) or [row["option"] for row in rows]
    base = alt.Chart(alt.InlineData(values=values), width=PANEL, height=ROW_HEIGHT * len(order))
    y = alt.Y(
        "option:N",
        sort=None,
        scale=alt.Scale(domain=order),
        axis=alt.Axis(title=None, labelColor=INK, labelFontSize=12, labelLimit=LABEL_ROOM,
                      ticks=False, domain=False) if labels else None,
    )  # fmt: skip
    x = alt.X(
        "middle:Q",
        scale=alt.Scale(domain=list(limits), nice=False),
        axis=alt.Axis(
            title=("size, %" if key == "growth" else "difference, points") if axis else None,
            tickCount=4, labels=axis, ticks=axis, labelExpr=SIGNED,
        ),
    )  # fmt: skip
    kinds = list(KINDS)
    colour = alt.Color(
        "sign:N",
        legend=None,
        scale=alt.Scale(domain=kinds, range=[KINDS[kind][0] for kind in kinds]),
    )
    shape = alt.Shape(
        "sign:N",
        legend=None,
        scale=alt.Scale(domain=kinds, range=[KINDS[kind][1] for kind in kinds]),
    )
    zero = base.mark_rule(color=SKY, strokeWidth=1.2).encode(x=alt.datum(0.0))
    spans = base.mark_rule(strokeWidth=2).encode(x=alt.X("lo:Q"), x2="hi:Q", y=y, color=colour)
    points = base.mark_point(filled=True, size=46, opacity=1.0).encode(
        x=x, y=y, color=colour, shape=shape
    )
    layers = [zero, spans, points]
    if key == "difference":
        layers.append(
            base.mark_text(align="left", fontSize=11, color=INK).encode(
                x=alt.value(PANEL + 8), y=y, text="text:N"
            )
        )
    if heading:
        layers.append(
            alt.Chart(alt.InlineData(values=[{}]))
            .mark_text(align="left", baseline="bottom", fontSize=13, fontWeight="bold", color=INK)
            .encode(x=alt.value(0), y=alt.value(-4), text=alt.value(heading))
        )
    return alt.layer(*layers)


def _value(row: ComparedRow, key: str) -> dict[str, Any]:
    span = row["growth"] if key == "growth" else row["difference"]
    sign = "size" if key == "growth" else _sign(span)
    middle, lo, hi = span
    return {"option": row["option"], "middle": middle, "lo": lo, "hi": hi, "sign": sign,
            "text": _numbers(span)}  # fmt: skip


def _sign(span: tuple[float, float, float]) -> str:
    _, lo, hi = span
    return surely(lo, hi)


def _numbers(span: tuple[float, float, float]) -> str:
    middle, lo, hi = (
        f"{number:+.1f}".replace("-", "−").replace("+0.0", "0.0").replace("−0.0", "0.0")
        for number in span
    )
    return f"{middle} ({lo} to {hi})"


def _limits(rows: Sequence[ComparedRow], key: str) -> tuple[float, float]:
    """Limits that hold every interval of the figure, with a little air."""
    ends = [
        end for row in rows for end in (row["growth"] if key == "growth" else row["difference"])
    ]
    low, high = min(*ends, 0.0), max(*ends, LEAST_PCT)
    air = 0.05 * (high - low)
    return low - air, high + air
