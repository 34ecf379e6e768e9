"""How an answer is computed, and who is told of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypedDict

__all__ = ["DRAWS", "Computing", "OnLoad"]

DRAWS = 200
"""Parameter draws behind an interval, unless stated otherwise."""

OnLoad = Callable[[int, int], None]
"""Told (done, of how many) while loads are computed."""


class Computing(TypedDict, total=False):
    """How `Home.status` and `Home.season` compute, and who is told of it.

    draws, seed : size of the ensemble (default `DRAWS`) and its seed (default 0).
    on_progress, on_days : told (done, of how many) of runs, then of stretches of days.
    """

    draws: int
    seed: int
    on_progress: OnLoad | None
    on_days: OnLoad | None
