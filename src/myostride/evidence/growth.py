"""What the model predicts for the growth outcomes of one arm."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from myostride.evidence.banister import fitness_and_fatigue
from myostride.evidence.measures import gain, gain_log_sd, parameter, volume_weights
from myostride.evidence.modality import is_null_arm, modality, region
from myostride.evidence.rows import Row, group_interval
from myostride.muscles import MUSCLES
from myostride.physiology import Simulation, starting_state
from myostride.physiology.baselines import naive_growth_pct
from myostride.references import load_parameters
from myostride.training import Outcome, Program

Floats = NDArray[np.float64]

__all__ = ["growth_row", "population_share"]

RULES = ("zero", "lifting_rate", "session_count")
BANISTER_SUMS = ("banister_fitness", "banister_fatigue")


def growth_row(study: Program, outcome: Outcome, simulation: Simulation) -> Row:
    """One growth outcome, from the simulation of its arm."""
    weights = volume_weights(outcome.muscles, simulation.runner.body)
    factor = gain(outcome)
    at = _moment(outcome, simulation)
    t = simulation.trajectory
    middle, lo, hi = (
        factor * float(series["growth_pct"][at] @ weights) for series in (t.middle, t.lo, t.hi)
    )
    n = outcome.n or study.people.n
    other = math.hypot(
        _sampling_sd(outcome, n),
        parameter("between_study_sd"),
        abs(middle) * gain_log_sd(outcome),
    )
    low, high = group_interval(middle, lo, hi, population_share(simulation, weights), other)
    observed = outcome.value
    if observed is not None and outcome.control is not None:
        observed -= outcome.control
    return Row(
        study=study.study,
        arm=study.arm,
        muscle=outcome.muscle,
        measure=outcome.measure,
        kind=outcome.kind,
        modality=modality(study),
        region=region(outcome.muscles),
        predicted=middle,
        lo=low,
        hi=high,
        observed=observed,
        sd=outcome.sd,
        n=n,
        week=outcome.week,
        null_arm=is_null_arm(study),
        holds=_direction(outcome.kind, middle),
        rivals=_rivals(simulation, at, factor * weights),
    )


def _moment(outcome: Outcome, simulation: Simulation) -> int:
    """Index of the reported moment an outcome was measured at, at the latest the program's end."""
    days = simulation.t_day
    day = simulation.length_days if outcome.week is None else 7.0 * outcome.week
    return int(np.argmin(np.abs(days - min(day, float(days[-1])))))


def _sampling_sd(outcome: Outcome, n: int | None) -> float:
    """Of the mean of the people measured; a null result is known to within its own margin."""
    if outcome.kind == "ns_as_0" and outcome.sd is None:
        return parameter("null_sd")
    sd = parameter("response_sd") if outcome.sd is None else outcome.sd
    return sd / math.sqrt(n or parameter("unstated_n"))


def _direction(kind: str, predicted: float) -> bool | None:
    margin = parameter("direction_margin")
    if kind == "sign_positive":
        return predicted > margin
    if kind in ("sign_negative", "reduced"):
        return predicted < -margin
    return None


def _rivals(simulation: Simulation, at: int, weights: Floats) -> tuple[tuple[str, float], ...]:
    """The rules that know no physiology, through the same gain and compartment.

    Of Banister's rule the two sums, whose gains are found on other studies (`evidence.rivals`).
    """
    days = float(simulation.t_day[at])
    done = [session for session in simulation.sessions if session.day < days]
    rules = naive_growth_pct(done, days)
    sums = fitness_and_fatigue(done, np.array([days]), simulation.parameters.limits)[:, 0]
    return (
        *(
            (name, float(np.array([rules[name][muscle] for muscle in MUSCLES]) @ weights))
            for name in RULES
        ),
        *((name, float(sums[k] * weights.sum())) for k, name in enumerate(BANISTER_SUMS)),
    )


def population_share(simulation: Simulation, weights: Floats) -> float:
    """Share of the ensemble's variance of final growth that averaging people leaves.

    Each parameter explains the squared correlation it has with growth over the draws (those
    beyond what chance gives); of that, its `person` part is between people.
    """
    p = simulation.parameters
    start = starting_state(p, simulation.runner, 0.0).size
    growth = (simulation.trajectory.end.size / start - 1.0) @ weights
    if p.draws < 3 or np.std(growth) == 0.0:
        return 1.0
    explained = population = 0.0
    for name, row in load_parameters("physiology").items():
        drawn = p[name][:, 0]
        total = row.spread**2 + row.person**2
        if total == 0.0 or np.std(drawn) == 0.0:
            continue
        r2 = float(np.corrcoef(drawn, growth)[0, 1]) ** 2
        if r2 > 4.0 / p.draws:
            explained += r2
            population += r2 * row.spread**2 / total
    return population / explained if explained > 0.0 else 1.0
