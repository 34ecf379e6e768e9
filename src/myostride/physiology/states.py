"""The states of one body, and what a stretch of days did to them.

Axes: (draw, muscle) for muscle states, (draw, bin, muscle) for protection and habitual dose,
(draw, 1) for what the whole body shares. One draw is one set of parameters: the ensemble carries
the uncertainty.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

__all__ = ["SERIES", "BodyState", "Trajectory"]

SERIES = (
    "growth_pct",
    "damage",
    "readiness",
    "soreness",
    "force_capacity_pct",
    "swelling_pct",
    "ck_ratio",
)
"""What a trajectory reports: growth since its reference [%], share of force capacity lost to
structure (0-1), readiness (0-1), soreness (0-10), force capacity [% of the reference], fluid on
top of the true size [%], and creatine kinase in the blood against rest (of the body, one column).
"""


@dataclass(slots=True)
class BodyState:
    """Everything the day layer carries from one moment to the next.

    Names and meanings: docs/symbols.md.
    """

    unix_s: float
    size: Floats
    ribosome: Floats
    signal: Floats
    daily_load: Floats
    quality: Floats
    damage: Floats
    fatigue: Floats
    inflammation_early: Floats
    inflammation_late: Floats
    protection: Floats
    protection_maturing: Floats
    habitual_dose: Floats
    habitual_maturing: Floats
    endurance: Floats
    ck_early: Floats
    ck_late: Floats

    def copy(self) -> BodyState:
        return BodyState(
            self.unix_s,
            *(getattr(self, f.name).copy() for f in fields(self) if f.name != "unix_s"),
        )

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Every field as an array by name, for storage; inverse of `from_arrays`."""
        return {f.name: np.asarray(getattr(self, f.name)) for f in fields(self)}

    @classmethod
    def from_arrays(cls, arrays: dict[str, NDArray[Any]]) -> BodyState:
        values = {k: np.asarray(v, dtype=np.float64) for k, v in arrays.items()}
        return cls(float(values.pop("unix_s")), **values)


@dataclass(frozen=True, slots=True)
class Trajectory:
    """Reported quantities over time, summarised over the draws.

    unix_s : (time,)
    middle, lo, hi : {name in SERIES: (time, muscle)} median, and the bounds of the 80 % interval;
        (time, 1) for what the whole body shares.
    slope_pct_week : (time, muscle) median growth rate; slope_sd its spread over draws, from the
        same interval, so that a few runaway draws do not set it.
    p_recovered : (time, muscle) share of draws in which the muscle is recovered.
    p_below_start : (time, muscle) share of draws in which it is smaller than its reference.
    end : the ensemble at the last moment, from which a later stretch can go on.
    """

    unix_s: Floats
    middle: dict[str, Floats]
    lo: dict[str, Floats]
    hi: dict[str, Floats]
    slope_pct_week: Floats
    slope_sd: Floats
    p_recovered: Floats
    p_below_start: Floats
    end: BodyState
