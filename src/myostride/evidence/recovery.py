"""What the model predicts for the hours and days after a bout: force, jump height, soreness."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from myostride.evidence.measures import parameter
from myostride.evidence.modality import modality, region
from myostride.evidence.rows import Row, group_interval
from myostride.gait.strength import max_isometric_force_n
from myostride.muscles import INDEX
from myostride.physiology import Simulation
from myostride.training import Outcome, Program

Floats = NDArray[np.float64]

__all__ = ["NOT_MODELLED", "peak_damage_pct", "recovery_row"]

NOT_MODELLED = ("ck_u_l", "ck_ratio")

_FORCE = ("mvc_pct", "jump_pct")
_MOST_FATIGUE = 0.95


def recovery_row(study: Program, outcome: Outcome, simulation: Simulation) -> Row:
    """One recovery outcome, from the six-hourly series of the simulation of its bout."""
    n = outcome.n or study.people.n
    predicted = lo = hi = holds = None
    if outcome.measure not in NOT_MODELLED:
        curve = _force if outcome.measure in _FORCE else _soreness
        hours, middle, low, high = curve(simulation, _columns(outcome))
        at = _moment(outcome, hours, middle)
        sampling, between = _sds(outcome, n)
        predicted = float(middle[at])
        share = 1.0 - parameter("recovery_individual_share")
        lo, hi = group_interval(
            predicted, float(low[at]), float(high[at]), share, math.hypot(sampling, between)
        )
        lo, hi = max(lo, 0.0), hi if outcome.measure in _FORCE else min(hi, 10.0)
        holds = _direction(outcome, predicted)
    return Row(
        study=study.study,
        arm=study.arm,
        muscle=outcome.muscle,
        measure=outcome.measure,
        kind=outcome.kind,
        modality=modality(study),
        region=region(outcome.muscles),
        predicted=predicted,
        lo=lo,
        hi=hi,
        observed=outcome.value,
        sd=outcome.sd,
        n=n,
        hours=outcome.hours,
        recovery=True,
        holds=holds,
    )


def peak_damage_pct(simulation: Simulation, columns: NDArray[np.int_]) -> float:
    """Most structural damage of the worst muscle after the last bout [% of force]."""
    after = _after(simulation)
    return 100.0 * float(simulation.trajectory.middle["damage"][after:, columns].max())


def _columns(outcome: Outcome) -> NDArray[np.int_]:
    return np.array([INDEX[muscle] for muscle in outcome.muscles])


def _end_day(simulation: Simulation) -> float:
    return simulation.sessions[-1].end_day if simulation.sessions else 0.0


def _after(simulation: Simulation) -> int:
    """Index of the first reported moment after the last bout."""
    return int(np.searchsorted(simulation.t_day, _end_day(simulation) - 1e-9))


def _hours(simulation: Simulation, after: int) -> Floats:
    return np.asarray(24.0 * (simulation.t_day[after:] - _end_day(simulation)))


def _force(
    simulation: Simulation, columns: NDArray[np.int_]
) -> tuple[Floats, Floats, Floats, Floats]:
    """Hours since the bout, force [% of before] and its interval, weighted by maximal force.

    Before means the strength that the last bout began with, whole and rested: training before it
    is no recovery from it. The moment the bout ends lies between reports: there, fast fatigue is
    carried back with its own time constant, damage staying as it is.
    """
    after, t = _after(simulation), simulation.trajectory
    force = max_isometric_force_n(simulation.runner.body)[columns]
    weights = force / force.sum() / _strength_before(simulation)[columns]
    middle, lo, hi = (
        series["force_capacity_pct"][after:, columns] @ weights for series in (t.middle, t.lo, t.hi)
    )
    hours = _hours(simulation, after)
    damage, readiness = (t.middle[name][after, columns] for name in ("damage", "readiness"))
    tired = 1.0 - readiness / (1.0 - damage)
    back = math.exp(hours[0] / 24.0 / float(simulation.parameters["fatigue_d"][0, 0]))
    at_end = np.minimum(tired * back, _MOST_FATIGUE)
    rested = t.middle["force_capacity_pct"][after, columns] / np.maximum(1.0 - tired, 1e-9)
    drop = float(middle[0] - rested * (1.0 - at_end) @ weights)
    return (
        np.append(0.0, hours),
        np.append(middle[0] - drop, middle),
        np.append(lo[0] - drop, lo),
        np.append(hi[0] - drop, hi),
    )


def _strength_before(simulation: Simulation) -> Floats:
    """Strength of every muscle as the last bout begins, against the program's start, (muscle,)."""
    began = simulation.sessions[-1].day if simulation.sessions else 0.0
    at = max(int(np.searchsorted(simulation.t_day, began + 1e-9)) - 1, 0)
    t = simulation.trajectory
    return np.asarray(t.middle["force_capacity_pct"][at] / (100.0 * t.middle["readiness"][at]))


def _soreness(
    simulation: Simulation, columns: NDArray[np.int_]
) -> tuple[Floats, Floats, Floats, Floats]:
    """Hours since the bout, soreness of the sorest muscle (0-10) and its interval."""
    after, t = _after(simulation), simulation.trajectory
    middle, lo, hi = (
        series["soreness"][after:, columns].max(axis=1) for series in (t.middle, t.lo, t.hi)
    )
    return _hours(simulation, after), middle, lo, hi


def _moment(outcome: Outcome, hours: Floats, middle: Floats) -> int:
    """Index of the moment measured: the nearest one reported, or the peak."""
    if outcome.hours is not None:
        return int(np.argmin(np.abs(hours - outcome.hours)))
    return int(middle.argmin() if outcome.measure in _FORCE else middle.argmax())


def _sds(outcome: Outcome, n: int | None) -> tuple[float, float]:
    """Sampling sd of the group's mean, and the sd between studies."""
    kind = "force" if outcome.measure in _FORCE else "soreness"
    sd = parameter(f"{kind}_sd") if outcome.sd is None else outcome.sd
    return sd / math.sqrt(n or parameter("unstated_n")), parameter(f"{kind}_between_study_sd")


def _direction(outcome: Outcome, predicted: float) -> bool | None:
    force = outcome.measure in _FORCE
    margin = parameter("force_direction_margin" if force else "direction_margin")
    if outcome.kind == "sign_positive":
        return predicted > (100.0 if force else 0.0) + margin
    if outcome.kind in ("sign_negative", "reduced"):
        return predicted < (100.0 if force else 0.0) - margin
    return None
