"""The axis below the profile of a run: distances, or times where no distance is known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from myostride.display import Shown, duration
from myostride.units import to_si

__all__ = ["axis"]

MOST_MARKS = 6
NEAR_END = 0.94
"""Text at a mark beyond this share of the width would not fit if it were centred."""

STEPS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0)
STEPS_S = (60.0, 300.0, 600.0, 1200.0, 1800.0, 3600.0, 7200.0)


def axis(track: Mapping[str, Any], shown: Shown) -> list[tuple[str, str, str]]:
    """(where, in percent of the width; how text stands to it; text), from start to end."""
    along = [value for value in track["distance_m"] if value is not None]
    by_time = not any(along)
    if by_time:
        along = [value for value in track["time_s"] if value is not None]
    end = max(along, default=0.0)
    if end <= 0.0:
        return []
    unit = 1.0 if by_time else to_si(1.0, shown.length, "length")
    steps = STEPS_S if by_time else STEPS
    step = next((each for each in steps if end / (each * unit) <= MOST_MARKS), steps[-1])
    count = int(end / (step * unit))
    places = [n * step * unit / end for n in range(count + 1)]
    return [
        (
            f"{100.0 * place:.2f}%",
            "start" if n == 0 else "end" if place > NEAR_END else "middle",
            duration(n * step) if by_time else f"{n * step:g} {shown.length}",
        )
        for n, place in enumerate(places)
    ]
