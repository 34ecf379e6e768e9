"""The plainest rivals, shown beside every simulation: what a model must beat."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from myostride.gait.load import LoadBlocks
from myostride.muscles import MUSCLES
from myostride.references import load_table

__all__ = ["Loaded", "naive_growth_pct"]

_TRAINED_FORCE = 0.5


class Loaded(Protocol):
    """A session, planned or run, as far as its load goes."""

    @property
    def blocks(self) -> LoadBlocks:
        """What it asks of each muscle."""


def naive_growth_pct(sessions: Sequence[Loaded], length_days: float) -> dict[str, dict[str, float]]:
    """Growth [%] per muscle by three rules that know no physiology.

    zero : nothing ever changes.
    lifting_rate : +0.1 % a day for muscles that lifts load, 0 for everything else (Wernbom's rate).
    session_count : a turnover model in which every session counts the same, whatever it was.
    """
    rate = float(load_table("physiology")["baselines"]["lifting_pct_per_day"])
    gain = float(load_table("physiology")["baselines"]["pct_per_weekly_session"])
    turnover = float(load_table("physiology")["baselines"]["turnover_d"])
    lifted = np.zeros(len(MUSCLES), dtype=np.bool_)
    for session in sessions:
        heavy = session.blocks.of_maximum
        if heavy.any():
            lifted |= session.blocks.force[heavy].max(axis=(0, 1)) >= _TRAINED_FORCE
    per_week = len(sessions) / max(length_days / 7.0, 1e-9)
    counted = gain * per_week * float(-np.expm1(-length_days / turnover))
    return {
        "zero": dict.fromkeys(MUSCLES, 0.0),
        "lifting_rate": {
            muscle: rate * length_days if lifted[m] else 0.0 for m, muscle in enumerate(MUSCLES)
        },
        "session_count": dict.fromkeys(MUSCLES, counted),
    }
