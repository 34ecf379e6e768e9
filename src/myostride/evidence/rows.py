"""One prediction beside one observation."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from myostride.evidence.measures import is_fibre

__all__ = ["Z_80", "Row"]

Z_80 = 1.2815515655446004


@dataclass(frozen=True, slots=True)
class Row:
    """One outcome of one arm.

    predicted, lo, hi : of the group's mean, in the units of the measure; None where the model
        does not predict the measure.
    observed : change less that of the controls, or the measured value; None where a study gives
        only a direction.
    week, hours : the moment of growth or recovery; None at the program's end, or the peak.
    rivals : what naive rules predict for it, or what they predict it from.
    holds : whether a direction is predicted; None for rows with a number.
    """

    study: str
    arm: str
    muscle: str
    measure: str
    kind: str
    modality: str
    region: str
    predicted: float | None
    lo: float | None
    hi: float | None
    observed: float | None
    sd: float | None
    n: int | None
    week: float | None = None
    hours: float | None = None
    recovery: bool = False
    null_arm: bool = False
    holds: bool | None = None
    rivals: tuple[tuple[str, float], ...] = ()

    @property
    def scored(self) -> bool:
        """Whether there is a number on both sides."""
        return self.predicted is not None and self.observed is not None and self.holds is None

    @property
    def fibre(self) -> bool:
        return is_fibre(self.measure)

    @property
    def error(self) -> float:
        """Predicted less observed; NaN where not scored."""
        if self.predicted is None or self.observed is None:
            return math.nan
        return self.predicted - self.observed

    def to_json(self) -> dict[str, Any]:
        names = (
            "study", "arm", "muscle", "measure", "predicted", "lo", "hi", "observed", "sd", "n",
            "kind", "modality", "week", "hours", "scored", "holds",
        )  # fmt: skip
        return {name: getattr(self, name) for name in names}
