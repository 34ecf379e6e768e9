"""The look that all figures share: light ground, colour-blind-safe colours, quiet axes."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import Any

import altair as alt

__all__ = [
    "BAND_OPACITY",
    "BLUE",
    "DARK",
    "GREEN",
    "GREY",
    "INK",
    "LIGHT",
    "ORANGE",
    "PANEL_WIDTH",
    "PURPLE",
    "SKY",
    "Palette",
    "dressed",
    "footnote",
]

BLUE, ORANGE, SKY = "#0072B2", "#D55E00", "#56B4E9"
GREEN, PURPLE = "#007A5A", "#AA4499"
"""Of the palette of Okabe and Ito, which stays distinct in every common colour blindness; green and
purple are a shade darker than theirs, so that words in them can be read."""

INK, GREY, RULE = "#1d1d1f", "#6e6e73", "#d9d9de"
GRID = "#efefec"


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a figure that stands on a page of its own ground."""

    ink: str
    grey: str
    rule: str
    grid: str
    blue: str
    orange: str
    green: str
    purple: str
    sky: str


LIGHT = Palette("#1a1c1e", "#55595f", "#dfdfda", GRID, BLUE, ORANGE, GREEN, PURPLE, SKY)
DARK = Palette("#eceded", "#aab0b6", "#3a4046", "#262a2e", "#6db9ea", "#f0803a", "#35b48b",
               "#d58fca", "#3f7ea6")  # fmt: skip
"""The same hues on a dark ground, lighter until they stand out alike."""

BAND_OPACITY = 0.18
PANEL_WIDTH = 560
"""Width of a whole figure [px]; its smallest text stays readable on a phone."""

FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
"""The first one comes with the renderer, so files look the same on every computer."""

CHARACTERS_PER_LINE = 104
CHARACTERS_PER_TITLE_LINE = 64


def _wrapped(text: str, characters: int = CHARACTERS_PER_LINE) -> list[str]:
    """`text` in lines that fit a figure."""
    return textwrap.wrap(text, characters)


def footnote(text: str, width: int = PANEL_WIDTH) -> Any:
    """A small grey text to stand below a chart."""
    lines = _wrapped(text, int(CHARACTERS_PER_LINE * width / PANEL_WIDTH))
    return (
        alt.Chart(alt.InlineData(values=[{}]), width=width, height=13 * len(lines))
        .mark_text(align="left", baseline="top", fontSize=11, color=GREY, lineHeight=13)
        .encode(x=alt.value(0), y=alt.value(0), text=alt.value(lines))
    )


def dressed(chart: Any, title: str, subtitle: str = "") -> Any:
    """`chart` with the finding as its title and the house style."""
    return chart.properties(
        title=alt.TitleParams(
            text=_wrapped(title, CHARACTERS_PER_TITLE_LINE),
            subtitle=_wrapped(subtitle) if subtitle else [],
            anchor="start",
        ),
        background="white",
        padding=14,
    ).configure(
        font=FONT,
        view=alt.ViewConfig(stroke=None),
        title=alt.TitleConfig(
            fontSize=17, color=INK, subtitleFontSize=12, subtitleColor=GREY, offset=14,
            subtitlePadding=6,
        ),
        axis=alt.AxisConfig(
            labelFontSize=12, titleFontSize=12, labelColor=GREY, titleColor=GREY,
            titleFontWeight="normal", domainColor=RULE, tickColor=RULE, gridColor=GRID,
        ),
        header=alt.HeaderConfig(labelFontSize=13, labelColor=INK),
    )  # fmt: skip
