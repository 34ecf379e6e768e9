"""Charts as pure functions from plain data, and writing them to files."""

from myostride.figures.atlas import (
    Reading,
    atlas_css,
    atlas_figure,
    atlas_finding,
    atlas_legend,
    leg_atlas,
)
from myostride.figures.bars import muscle_bars
from myostride.figures.gait import gait_peaks
from myostride.figures.growth import GrowthHistory, growth_and_damage, growth_finding
from myostride.figures.save import save
from myostride.figures.stride import StrideCurves, gait_stride
from myostride.figures.validation import predicted_against_observed

__all__ = [
    "GrowthHistory",
    "Reading",
    "StrideCurves",
    "atlas_css",
    "atlas_figure",
    "atlas_finding",
    "atlas_legend",
    "gait_peaks",
    "gait_stride",
    "growth_and_damage",
    "growth_finding",
    "leg_atlas",
    "muscle_bars",
    "predicted_against_observed",
    "save",
]
