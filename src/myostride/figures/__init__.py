"""Charts as pure functions from plain data, and writing them to files."""

from myostride.figures.bars import muscle_bars
from myostride.figures.gait import gait_peaks
from myostride.figures.growth import GrowthHistory, growth_and_damage, growth_finding
from myostride.figures.save import save
from myostride.figures.stride import StrideCurves, gait_stride
from myostride.figures.validation import predicted_against_observed

__all__ = [
    "GrowthHistory",
    "StrideCurves",
    "gait_peaks",
    "gait_stride",
    "growth_and_damage",
    "growth_finding",
    "muscle_bars",
    "predicted_against_observed",
    "save",
]
