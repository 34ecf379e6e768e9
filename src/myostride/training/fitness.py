"""What the runs of a runner say of oxygen uptake, where nobody measured it."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from myostride.gait.load import LoadBlocks
from myostride.references import load_parameters
from myostride.training.capacity import Capacity
from myostride.training.cost import vo2_of
from myostride.training.shares import race_share

Floats = NDArray[np.float64]

__all__ = ["vo2max_of_runs"]


def _value(name: str) -> float:
    return load_parameters("intensity")[name].value


def vo2max_of_runs(
    early: Sequence[LoadBlocks], runs: Sequence[LoadBlocks], expected: Capacity
) -> float | None:
    """VO2max [ml/(kg min)] as the runs speak for it, None where there are too few.

    The usual pace is taken as the effort that runners choose; that and what is expected of the
    training status are weighed by their spreads. The best effort of any run is a lower bound: who
    held so much for so long has at least the VO2max of a race of that length.

    Parameters
    ----------
    early
        Load of each run of the first weeks, from which the usual pace is read: later runs then
        leave the past as it was, unless they are better than any before.
    runs
        Load of every run.
    expected
        From training status, sex and age.
    """
    long = [run for run in early if _seconds(run).sum() >= _value("usual_run_least_s")]
    if len(long) < _value("usual_run_count"):
        return None
    usual = float(np.median([np.average(_vo2(run), weights=_seconds(run)) for run in long]))
    chosen = load_parameters("intensity")["effort_self_selected_runner"]
    of_pace = math.log(usual / chosen.value)
    of_status = math.log(expected.vo2max_ml_kg_min)
    trust_pace = _value("usual_pace_log_sd") ** -2
    trust_status = max(expected.vo2max_log_sd, 0.01) ** -2
    both = (trust_pace * of_pace + trust_status * of_status) / (trust_pace + trust_status)
    shortest = _value("best_effort_least_s")
    best = max(_best(run) for run in runs if _seconds(run).sum() >= shortest)
    return float(round(max(math.exp(both), best)))


def _running(run: LoadBlocks) -> NDArray[np.bool_]:
    return np.isfinite(run.level_speed_m_s)


def _seconds(run: LoadBlocks) -> Floats:
    return np.asarray(run.seconds[_running(run)])


def _vo2(run: LoadBlocks) -> Floats:
    """Oxygen uptake [ml/(kg min)] of each block."""
    speed = run.level_speed_m_s[_running(run)]
    return vo2_of(speed)


def _best(run: LoadBlocks) -> float:
    """VO2max that the best stretch of a run speaks for, over stretches of stated lengths.

    Time in which the runner does not run counts with the uptake of rest: repetitions with rests
    are no race.
    """
    taken, clock = _uptake(run)
    found = 0.0
    for length_s in (*_lengths_s(), float(clock[-1])):
        starts = clock[clock <= clock[-1] - length_s + 1e-6]
        if starts.size:
            used = np.interp(starts + length_s, clock, taken) - np.interp(starts, clock, taken)
            found = max(found, float(used.max()) / length_s / race_share(length_s))
    return found


def _uptake(run: LoadBlocks) -> tuple[Floats, Floats]:
    """Oxygen taken up [ml/kg x s/min] by each moment [s] from the first running on.

    Blocks faster than anyone's oxygen buys are sprints or faults of the recording: the median of
    the run stands in for them.
    """
    vo2, start = _vo2(run), run.start_s[_running(run)]
    vo2 = np.where(vo2 > _value("vo2_most_believed"), np.median(vo2), vo2)
    edges = np.stack([start, start + _seconds(run)], axis=1)
    rests = np.diff(edges.ravel(), prepend=start[0])[::2].clip(min=0.0)
    gained = np.stack([rests * _value("resting_vo2"), vo2 * _seconds(run)], axis=1)
    passed = np.stack([rests, _seconds(run)], axis=1)
    return (
        np.concatenate([[0.0], np.cumsum(gained.ravel())]),
        np.concatenate([[0.0], np.cumsum(passed.ravel())]),
    )


def _lengths_s() -> tuple[float, ...]:
    """Lengths [s] of the stretches that a best effort is looked for in."""
    shortest = _value("best_effort_least_s")
    return tuple(shortest * factor for factor in (1.0, 1.5, 2.0, 3.0, 4.0))
