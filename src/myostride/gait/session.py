"""A recorded run, priced per muscle."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from myostride.activity.run import Run
from myostride.gait.forms import price_samples
from myostride.gait.load import Estimate, LoadBlocks, MuscleLoad, stated_defaults
from myostride.gait.priced import Priced
from myostride.gait.uncertainty import Spread, outside
from myostride.muscles import N_MUSCLES
from myostride.runner import Body, Carried

Floats = NDArray[np.float64]

__all__ = ["muscle_load"]


def muscle_load(run: Run, body: Body, carried: Carried | None = None) -> MuscleLoad:
    """What a recorded run or walk asked of each muscle.

    Parameters
    ----------
    run
        A clean run; samples without speed or while standing add nothing.
    body, carried
        Who ran, and what was carried.

    Returns
    -------
    MuscleLoad
        Tension-time and impulse are those of one leg; work is that of both legs together.
    """
    carried = carried or Carried()
    priced = price_samples(run, body, carried)
    if priced is None:
        return _no_load(run)
    spread = Spread.of_run(priced.force_log_sd)
    return MuscleLoad(
        totals={name: spread.interval(name, value) for name, value in priced.totals.items()},
        blocks=priced.blocks,
        by_lap=priced.by_lap,
        assumptions=_assumptions(priced, body),
        extrapolated=outside(priced.steep, priced.fast, carried, body),
        sources=("hamner_delp2013", "lenhart2014", "kipp2018", "devita2008", "roberts2005"),
    )


def _assumptions(priced: Priced, body: Body) -> tuple[str, ...]:
    out = list(stated_defaults(body))
    for share, said in (
        (priced.without_grade, "grade unknown for {:.0%} of the time: wide interval, level mean"),
        (priced.without_cadence, "cadence unknown for {:.0%} of the time: preferred cadence used"),
    ):
        if share > 0.02:
            out.append(said.format(share))
    return tuple(out)


def _no_load(run: Run) -> MuscleLoad:
    """A run in which nobody moved, or whose speed is unknown throughout."""
    zero = np.zeros(N_MUSCLES)
    names = (
        "easy_km",
        "tension_time",
        "peak",
        "impulse_bw_s",
        "work_positive_j_kg",
        "work_negative_j_kg",
        "fibre_negative_j_kg",
        "damage_dose",
    )
    per_lobe = np.zeros((0, 2, N_MUSCLES))
    none = np.zeros(0)
    blocks = LoadBlocks(
        none, none, per_lobe, per_lobe, per_lobe,
        np.zeros(0, dtype=np.bool_), np.zeros(0, dtype=np.bool_),
        np.zeros(0, dtype=np.int64), none, none,
    )  # fmt: skip
    reason = "no speed was recorded" if not np.isfinite(run.speed_m_s).any() else "nobody moved"
    return MuscleLoad(
        totals={name: Estimate(zero, zero, zero) for name in names},
        blocks=blocks,
        by_lap=np.zeros((len(run.laps), N_MUSCLES)),
        assumptions=(f"no load: {reason}",),
    )
