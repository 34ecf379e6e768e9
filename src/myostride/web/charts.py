"""Charts of the pages, as Vega-Lite: as wide as their place, in the theme of the reader.

The heading and the finding of a chart are text of its page, so that they can be read aloud and
wrap; a chart itself holds marks, axes and what names them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import altair as alt

from myostride.figures.theme import BAND_OPACITY, DARK, LIGHT, Palette
from myostride.muscles import MUSCLES, TITLES
from myostride.units import to_si

__all__ = ["HISTORIES", "Look", "drawing", "muscle_histories", "picture"]

WIDE_PX = 860
GAP_PX, AXIS_PX = 18, 44


@dataclass(frozen=True, slots=True)
class Look:
    """How wide a chart is [px], its colours, and whether it answers to a pointer."""

    width: int = 720
    dark: bool = False
    live: bool = False

    @property
    def palette(self) -> Palette:
        return DARK if self.dark else LIGHT

    @property
    def columns(self) -> int:
        """So many panels stand side by side."""
        return 2 if self.width < WIDE_PX else 5

    @property
    def panel(self) -> int:
        """The width of one of them [px]."""
        gaps = GAP_PX * (self.columns - 1)
        return int((self.width - AXIS_PX - gaps) / self.columns) - 2


@dataclass(frozen=True, slots=True)
class History:
    """One quantity of muscles over time: its key in a trajectory, its colour, its axis."""

    key: str
    colour: str
    factor: float
    unit: str
    label: str
    says: str


HISTORIES: Mapping[str, History] = {
    "growth": History("growth_pct", "green", 1.0, "%",
                      "(datum.value == 0 ? '0' : format(datum.value, '+.1~f')) + ' %'",
                      "size against the time before the first recorded run"),
    "readiness": History("readiness", "blue", 100.0, "%", "datum.value + ' %'",
                         "share of its force that a muscle could give at the end of each day"),
    "damage": History("damage", "orange", 100.0, "%", "datum.value + ' %'",
                      "share of force lost to damage"),
    "soreness": History("soreness", "orange", 1.0, "of 10", "datum.value",
                        "expected soreness, 0 to 10"),
}  # fmt: skip


def drawing(chart: Any, look: Look) -> dict[str, Any]:
    """The Vega-Lite of a chart, dressed for a page."""
    p = look.palette
    dressed = chart.properties(background="transparent", padding=2).configure(
        font="system-ui, Segoe UI, Roboto, Liberation Sans, Arial, sans-serif",
        view=alt.ViewConfig(stroke=None),
        axis=alt.AxisConfig(
            labelFontSize=12, titleFontSize=12, labelColor=p.grey, titleColor=p.grey,
            titleFontWeight="normal", domainColor=p.rule, tickColor=p.rule, gridColor=p.grid,
        ),
        header=alt.HeaderConfig(
            labelFontSize=13, labelColor=p.ink, labelFontWeight="bold", labelAnchor="start",
            labelPadding=4, title=None,
        ),
        legend=alt.LegendConfig(labelFontSize=12, labelColor=p.ink, title=None, orient="top"),
        text=alt.MarkConfig(color=p.ink),
    )  # fmt: skip
    spec: dict[str, Any] = dressed.to_dict(validate=False)
    return spec


def picture(spec: Mapping[str, Any]) -> str:
    """The same as SVG, drawn in this process."""
    import vl_convert

    svg: str = vl_convert.vegalite_to_svg(dict(spec))
    return svg


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
    kind, p = HISTORIES[what], look.palette
    colour, ran = getattr(p, kind.colour), set(run_days)
    rows: list[dict[str, Any]] = [
        {
            "muscle": _heading(muscle, values[muscle], kind, muscle in plateaus),
            "name": TITLES[muscle], "day": day.isoformat(),
            "value": round(kind.factor * v, 2), "lo": round(kind.factor * lo, 2),
            "hi": round(kind.factor * hi, 2),
            "told": f"{kind.factor * v:.1f} {kind.unit} "
                    f"({kind.factor * lo:.1f} to {kind.factor * hi:.1f})",
            "ran": "a run" if day in ran else "no run",
        }
        for muscle in MUSCLES
        for day, v, lo, hi in zip(days, *values[muscle], strict=True)
    ]  # fmt: skip
    order: list[str] = list(dict.fromkeys(row["muscle"] for row in rows))
    low, high = min(row["lo"] for row in rows), max(row["hi"] for row in rows)
    air = 0.05 * max(high - low, 0.5)
    scale = alt.Scale(domain=[low - air, high + air], nice=False)
    x = alt.X("day:T", axis=alt.Axis(title=None, format="%-d %b", tickCount=3, grid=False),
              scale=alt.Scale(nice=False))  # fmt: skip
    y = alt.Y("value:Q", scale=scale, axis=alt.Axis(title=None, tickCount=4, labelExpr=kind.label))
    base = alt.Chart(width=look.panel, height=112)
    tips = [alt.Tooltip("name:N", title="muscle"),
            alt.Tooltip("day:T", title="day", format="%a %-d %b %Y"),
            alt.Tooltip("told:N", title=what), alt.Tooltip("ran:N", title="with")]  # fmt: skip
    layers = [
        base.mark_area(opacity=BAND_OPACITY, color=colour).encode(
            x=x, y=alt.Y("lo:Q", scale=scale), y2="hi:Q"
        ),
        base.mark_line(color=colour, strokeWidth=2, interpolate="monotone").encode(x=x, y=y),
        base.transform_filter("datum.ran == 'a run'")
        .mark_tick(color=p.grey, opacity=0.7, thickness=1, orient="vertical", height=6)
        .encode(x=x, y=alt.value(109)),
    ]
    if look.live:
        layers.append(_pointed_at(base.mark_point(color=colour, filled=True, size=55), x, y, tips))
    names = alt.Header(title=None, labelExpr="split(datum.label, '|')")
    return alt.layer(*layers, data=alt.InlineData(values=rows)).facet(
        facet=alt.Facet("muscle:N", sort=order, header=names),
        columns=look.columns,
        spacing=GAP_PX,
    )


def _pointed_at(marks: Any, x: alt.X, y: alt.Y, tips: Sequence[alt.Tooltip]) -> Any:
    """The mark next to the pointer, with what it stands for."""
    near = alt.selection_point(
        nearest=True, on="pointerover", clear="pointerout", encodings=["x"], empty=False
    )
    shown = alt.condition(near, alt.value(1), alt.value(0))
    return marks.encode(x=x, y=y, tooltip=tips, opacity=shown).add_params(near)


def _heading(muscle: str, values: tuple[Sequence[float], ...], kind: History, stalled: bool) -> str:
    last = kind.factor * values[0][-1]
    number = f"{last:+.1f} %" if kind.key == "growth_pct" else f"{last:.0f} {kind.unit}"
    number = number.replace("-", "−").replace("+0.0", "0.0").replace("−0.0", "0.0")
    return f"{TITLES[muscle]}|{number}{', plateau' if stalled else ''}"


def protein_response(protein: Mapping[str, Any], mass_unit: str, look: Look) -> Any:
    """Growth against protein: the curve with its band, the target, and the runner.

    Parameters
    ----------
    protein
        The part of a food document.
    """
    p, per = look.palette, to_si(1.0, mass_unit, "mass")
    curve = protein["curve"]
    rows = [
        {"eaten": round(x * per, 3), "share": round(100.0 * s, 1), "lo": round(100.0 * lo, 1),
         "hi": round(100.0 * hi, 1)}
        for x, s, lo, hi in zip(
            curve["g_per_kg"], curve["share"], curve["lo"], curve["hi"], strict=True)
    ]  # fmt: skip
    bottom = 10.0 * (min(row["lo"] for row in rows) // 10.0)
    y_scale = alt.Scale(domain=[bottom, 108.0], nice=False)
    x = alt.X("eaten:Q", scale=alt.Scale(nice=False),
              axis=alt.Axis(title=f"protein, g per {mass_unit} and day", tickCount=6, grid=False))  # fmt: skip
    y = alt.Y("share:Q", scale=y_scale, axis=alt.Axis(title=None, tickCount=4,
                                                      values=[20, 40, 60, 80, 100]))  # fmt: skip
    base = alt.Chart(alt.InlineData(values=rows), width=max(200, look.width - AXIS_PX), height=260)
    tips = [alt.Tooltip("eaten:Q", title="g a day per " + mass_unit, format=".2f"),
            alt.Tooltip("share:Q", title="of growth, %"), alt.Tooltip("lo:Q", title="from"),
            alt.Tooltip("hi:Q", title="to")]  # fmt: skip
    layers = [
        base.mark_area(opacity=BAND_OPACITY, color=p.blue).encode(
            x=x, y=alt.Y("lo:Q", scale=y_scale), y2="hi:Q"
        ),
        base.mark_line(color=p.blue, strokeWidth=2.5).encode(x=x, y=y),
        *_marked(protein, per, x, y, y_scale, look),
    ]
    if look.live:
        layers.append(_pointed_at(base.mark_point(color=p.blue, filled=True, size=60), x, y, tips))
    return alt.layer(*layers)


def _marked(
    protein: Mapping[str, Any], per: float, x: alt.X, y: alt.Y, y_scale: alt.Scale, look: Look
) -> list[Any]:
    """The target as an upright line, the runner's intake as a point."""
    p = look.palette
    at = protein["target_g_per_kg"] * per
    aim = alt.Chart(alt.InlineData(values=[{"eaten": at, "name": f"aim {at:.2g}"}]))
    layers = [
        aim.mark_rule(color=p.grey, strokeDash=[4, 4]).encode(x=x),
        aim.mark_text(align="left", dx=6, dy=-4, baseline="top", fontSize=12.5, color=p.grey)
        .encode(x=x, y=alt.value(8), text="name:N"),
    ]  # fmt: skip
    if protein["eaten_g_per_kg"] is not None:
        own = {"eaten": protein["eaten_g_per_kg"] * per, "share": 100.0 * protein["growth_share"],
               "name": "you"}  # fmt: skip
        chart = alt.Chart(alt.InlineData(values=[own]))
        layers += [
            chart.mark_point(size=120, filled=True, color=p.orange, opacity=1).encode(x=x, y=y),
            chart.mark_text(align="left", dx=9, dy=14, fontSize=13, color=p.ink).encode(
                x=x, y=y, text="name:N"
            ),
        ]
    return layers


KINDS: Mapping[str, tuple[str, ...]] = {
    "running, walking": ("running", "intervals", "walking", "none"),
    "cycling": ("cycling",),
    "lifting": ("squats", "lifting", "jumping", "concurrent"),
    "disuse": ("disuse", "disuse with training"),
}
SHAPES = ("diamond", "triangle-up", "circle", "square")


def predicted_observed(points: Sequence[Mapping[str, Any]], look: Look) -> Any:
    """Group means of published studies: what was predicted against what was measured."""
    p = look.palette
    kind_of = {member: kind for kind, members in KINDS.items() for member in members}
    rows = [
        {**point, "kind": kind_of.get(str(point["modality"]), "lifting"),
         "told": f"{point['predicted']:+.1f} % ({point['lo']:+.1f} to {point['hi']:+.1f})",
         "saw": f"{point['observed']:+.1f} %"}
        for point in points
    ]  # fmt: skip
    ends = [end for row in rows for end in (row["lo"], row["hi"], row["observed"])] or [0.0, 1.0]
    domain = [min(ends) - 2.0, max(ends) + 2.0]
    scale = alt.Scale(domain=domain, nice=False)
    present = [kind for kind in KINDS if any(row["kind"] == kind for row in rows)]
    looks = dict(
        zip(KINDS, zip((p.orange, p.sky, p.blue, p.grey), SHAPES, strict=True), strict=True)
    )
    base = alt.Chart(alt.InlineData(values=rows), width=look.width - 60,
                     height=min(440, max(280, int(0.62 * look.width))))  # fmt: skip
    x = alt.X(
        "observed:Q", scale=scale, axis=alt.Axis(title="measured change of size, %", tickCount=6)
    )
    y = alt.Y("predicted:Q", scale=scale, axis=alt.Axis(title="predicted, %", tickCount=6))
    colour = alt.Color(
        "kind:N", scale=alt.Scale(domain=present, range=[looks[k][0] for k in present]),
        legend=alt.Legend(columns=2 if look.width < 500 else 4, symbolOpacity=1.0),
    )  # fmt: skip
    shape = alt.Shape(
        "kind:N", scale=alt.Scale(domain=present, range=[looks[k][1] for k in present])
    )
    equal = (
        alt.Chart(alt.InlineData(values=[{"at": end} for end in domain]))
        .mark_line(color=p.grey, strokeDash=[4, 3])
        .encode(x=alt.X("at:Q", scale=scale), y=alt.Y("at:Q", scale=scale))
    )
    spans = base.mark_rule(opacity=0.45).encode(
        x=x, y=alt.Y("lo:Q", scale=scale), y2="hi:Q", color=colour
    )
    marks = base.mark_point(size=60, filled=True, opacity=0.9).encode(
        x=x, y=y, color=colour, shape=shape
    )
    if look.live:
        marks = marks.encode(tooltip=[
            alt.Tooltip("study:N"), alt.Tooltip("muscle:N"), alt.Tooltip("measure:N"),
            alt.Tooltip("told:N", title="predicted"), alt.Tooltip("saw:N", title="measured"),
        ])  # fmt: skip
    return alt.layer(equal, spans, marks)
