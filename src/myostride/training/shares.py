"""What share of VO2max can be held for how long."""

from __future__ import annotations

import math

import numpy as np

from myostride.references import load_parameters

__all__ = ["race_share"]


def _value(name: str) -> float:
    return load_parameters("intensity")[name].value


def race_share(seconds: float) -> float:
    """Share of VO2max held in an all-out effort of that length: 1 at 8 min, 0.75 at 4 h."""
    minutes = [8.0, 240.0, 1440.0, 4320.0]
    last = _value("race_24_h")
    shares = [_value("race_8_min"), _value("race_4_h"), last, 0.8 * last]
    return float(np.interp(math.log(max(seconds, 1.0) / 60.0), np.log(minutes), shares))
