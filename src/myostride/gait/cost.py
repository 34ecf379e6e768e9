"""Metabolic cost of running on a grade."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from myostride.references import load_table

Floats = NDArray[np.float64]

__all__ = ["cost_ratio", "minetti2002_cost"]

LIMIT_GRADE = 0.45


def minetti2002_cost(grade: Floats) -> Floats:
    """Metabolic cost of running [J/(kg m)] at a grade (rise over run), same shape.

    155.4 i^5 - 30.4 i^4 - 43.3 i^3 + 46.3 i^2 + 19.5 i + 3.6 for |i| <= 0.45 (Minetti 2002);
    held constant beyond. The polynomial gives 3.6 on the level where 3.40 was measured.
    """
    i = np.clip(grade, -LIMIT_GRADE, LIMIT_GRADE)
    return np.asarray(np.polyval(load_table("gait")["minetti2002"]["coefficients"], i))


def cost_ratio(grade: Floats) -> Floats:
    """Cost on a grade over cost on the level, so that the level needs no correction."""
    return np.asarray(minetti2002_cost(grade) / minetti2002_cost(np.zeros(1))[0])
