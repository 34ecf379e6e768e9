"""What a reader of a prediction must know: defaults taken, and demands that nobody can meet."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from myostride.references import load_parameters
from myostride.runner import Runner
from myostride.training import PlannedSession
from myostride.training.capacity import Capacity
from myostride.training.intensity import all_out_speed_m_s

Floats = NDArray[np.float64]

__all__ = ["beyond_reach", "unstated_food"]

_MARGIN = 1.10
_START_S = 15.0
"""Shorter bouts are mostly start, which is priced as running uphill and has no level speed."""
_LONGEST_WEEK_H = 30.0


def unstated_food(runner: Runner) -> tuple[str, ...]:
    """Defaults for food, one sentence each."""
    out = []
    if runner.diet.protein_g_per_kg is None:
        usual = load_parameters("physiology")["protein_default"]
        out.append(
            f"protein not stated: about {usual.value:g} g/kg a day assumed, "
            f"{usual.spread:g} either way"
        )
    if runner.diet.energy_balance_kcal is None:
        out.append("energy balance not stated: taken as even")
    return tuple(out)


def beyond_reach(sessions: Sequence[PlannedSession], limits: Capacity) -> tuple[str, ...]:
    """Demands that this person could not meet, one sentence each; the prediction goes on.

    Speed is compared with the fastest that can be held for as long as it lasts, with a margin of
    10 % for what is not known of the person.
    """
    out = []
    for title in dict.fromkeys(session.title for session in sessions):
        blocks = next(s.blocks for s in sessions if s.title == title)
        running = np.isfinite(blocks.level_speed_m_s)
        if not running.any():
            continue
        speed = blocks.level_speed_m_s[running]
        fastest = float(speed.max())
        longest = _longest_unbroken(
            blocks.start_s[running], blocks.seconds[running], speed >= 0.98 * fastest
        )
        if longest < _START_S:
            continue
        able = all_out_speed_m_s(longest, limits)
        if fastest > _MARGIN * able:
            out.append(
                f"'{title}' asks for {fastest:.1f} m/s (as on the level) over {longest / 60.0:.0f} "
                f"min; about {able:.1f} m/s is the most this person can hold, so the answer is "
                "beyond the evidence"
            )
    hours = sum(float(s.blocks.seconds.sum()) for s in sessions) / 3600.0
    weeks = max((sessions[-1].day - sessions[0].day) / 7.0, 1.0) if sessions else 1.0
    if hours / weeks > _LONGEST_WEEK_H:
        out.append(f"{hours / weeks:.0f} h of sessions a week: no one trains so, and no study did")
    return tuple(out)


def _longest_unbroken(start_s: Floats, seconds: Floats, hard: NDArray[np.bool_]) -> float:
    """Length [s] of the longest run of hard blocks that follow one another."""
    longest = current = 0.0
    end = -np.inf
    for begin, lasting, is_hard in zip(start_s, seconds, hard, strict=True):
        if is_hard and begin - end < 1.0:
            current += float(lasting)
        else:
            current = float(lasting) if is_hard else 0.0
        end = begin + lasting
        longest = max(longest, current)
    return longest
