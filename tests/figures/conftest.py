from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from myostride.figures import GrowthHistory
from myostride.muscles import MUSCLES


@pytest.fixture
def season_of_growth() -> GrowthHistory:
    """Sixteen weeks in which the soleus grows most and the vasti are damaged once."""
    days = 112
    time = np.arange(days) / days
    ends = dict.fromkeys(MUSCLES, 0.5) | {"soleus": 2.0}
    damage = {muscle: np.zeros(days) for muscle in MUSCLES}
    damage["vasti"][90:] = 0.2 * np.exp(-np.arange(days - 90) / 4.0)
    moments = [date(2025, 6, 2) + timedelta(days=d) for d in range(days)]
    return GrowthHistory(
        moments=moments,
        growth_pct={m: (end * time).tolist() for m, end in ends.items()},
        lo={m: (end * time - 0.8 * time).tolist() for m, end in ends.items()},
        hi={m: (end * time + 0.9 * time).tolist() for m, end in ends.items()},
        damage={m: values.tolist() for m, values in damage.items()},
        run_moments=moments[::2],
    )
