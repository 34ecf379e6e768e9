"""Whether a recorded session was hard: measured against workouts that the library calls hard."""

from __future__ import annotations

import numpy as np

from myostride.coach.effects import block_dose
from myostride.coach.library import effects, workout
from myostride.coach.reached import of_goal
from myostride.gait.load import BINS, LoadBlocks
from myostride.muscles import MUSCLES
from myostride.runner import Runner

__all__ = ["was_hard"]

HARD_BY_SIGNAL, HARD_BY_BRAKING = "fartlek", "downhill"
"""At their first steps the mildest of the library's hard runs that tire, and that brake."""


def was_hard(blocks: LoadBlocks, runner: Runner) -> bool:
    """Whether a session asked of this runner as much as one of the two.

    By growth signal of all muscles together, or by the eccentric dose of the one that had most,
    on the level not counted: long easy runs are not hard.
    """
    dose = block_dose(blocks, runner)
    asked = dict(zip(MUSCLES, dose.growth[0].tolist(), strict=True))
    tiring, braking = (effects(workout(n), runner) for n in (HARD_BY_SIGNAL, HARD_BY_BRAKING))
    if of_goal(asked, MUSCLES, runner) >= of_goal(tiring.growth, MUSCLES, runner):
        return True
    off_level = np.delete(dose.eccentric[0], BINS.index("level"), axis=0)
    return float(off_level.sum(axis=0).max()) >= max(braking.eccentric.values())
