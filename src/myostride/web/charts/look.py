"""How charts of pages look: as wide as their place, in the theme of the reader.

The heading and the finding of a chart are text of its page, so that they can be read aloud and
wrap; a chart itself holds marks, axes and what names them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from myostride.figures.theme import DARK, LIGHT, Palette

__all__ = ["AXIS_PX", "GAP_PX", "Look", "drawing", "picture", "pointed_at"]

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


def pointed_at(
    base: Any, colour: str, x: alt.X, y: alt.Y, tips: Sequence[alt.Tooltip], reach_px: float
) -> list[Any]:
    """Layers that tell of the place next to the pointer: upright strips to point at, and a mark.

    Vega-Lite's own "nearest" loses the words of a tooltip, so strips stand side by side instead.

    Parameters
    ----------
    reach_px
        How wide a strip is, about the distance from one place to the next.
    """
    near = alt.selection_point(on="pointerover", clear="pointerout", encodings=["x"], empty=False)
    strips = base.mark_rule(strokeWidth=reach_px, opacity=0.001, color=colour)
    marks = base.mark_point(color=colour, filled=True, size=55)
    shown = alt.condition(near, alt.value(1), alt.value(0))
    return [
        marks.encode(x=x, y=y, opacity=shown),
        strips.encode(x=x, tooltip=list(tips)).add_params(near),
    ]
