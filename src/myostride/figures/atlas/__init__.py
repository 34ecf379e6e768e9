"""The leg atlas: our own drawing of ten leg muscles, coloured by what is known of each.

A file takes `atlas_figure`, or `leg_atlas(..., standalone=True)`. A page inlines
`leg_atlas(..., interactive=True)`, serves `atlas_css()` as a style sheet and sets `atlas_legend`
beside it; a click or a key on any element with `data-muscle` is the page's to answer.
"""

from myostride.figures.atlas.drawing import leg_atlas
from myostride.figures.atlas.figure import atlas_figure, atlas_finding
from myostride.figures.atlas.legend import LegendEntry, atlas_legend
from myostride.figures.atlas.palette import atlas_css
from myostride.figures.atlas.reading import Reading, Readings
from myostride.figures.atlas.scales import SCALES, Level, Scale, scale_of
from myostride.figures.atlas.shapes import VIEWS, Appearance, appearances

__all__ = [
    "SCALES",
    "VIEWS",
    "Appearance",
    "LegendEntry",
    "Level",
    "Reading",
    "Readings",
    "Scale",
    "appearances",
    "atlas_css",
    "atlas_figure",
    "atlas_finding",
    "atlas_legend",
    "leg_atlas",
    "scale_of",
]
