"""What a runner feels and measures, as weights on the draws of the model.

A marker moves nothing: draws that foresaw it count more, draws that did not count less. Heart-rate
variability is no such marker, as it does not follow the muscle.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from myostride.muscles import INDEX, N_MUSCLES
from myostride.physiology import BodyState, Parameters
from myostride.physiology.ahead import inflammation_before
from myostride.physiology.summary import soreness
from myostride.references import load_parameters, load_table
from myostride.units import SECONDS_PER_DAY

Floats = NDArray[np.float64]

__all__ = [
    "Felt",
    "JumpMark",
    "days_compared",
    "jump_support",
    "soreness_support",
    "weighted_quantiles",
]


@dataclass(frozen=True, slots=True)
class Felt:
    """A soreness noted: `value` (0 to 10) is what the sorest of `muscles` feels like.

    days_ago : before the moment of the state, and not before the last session.
    """

    muscles: tuple[str, ...]
    value: float
    days_ago: float


@dataclass(frozen=True, slots=True)
class JumpMark:
    """A jump noted, against the runner's own usual height.

    kind : of the jump, as in the diary; None where it was not said.
    ratio : height over the mean of the earlier ones.
    usual_of : how many earlier ones there are.
    days_ago : as of `Felt`.
    """

    kind: str | None
    ratio: float
    usual_of: int
    days_ago: float


def soreness_support(felt: Felt, state: BodyState, p: Parameters) -> Floats:
    """Log-likelihood of a felt soreness in each draw, (draw,)."""
    late = inflammation_before(state, p, felt.days_ago)
    told = soreness(late[:, [INDEX[muscle] for muscle in felt.muscles]].T, p).max(axis=0)
    sd = np.hypot(_value("soreness_sd"), _value("soreness_cv") * told)
    return np.asarray(-0.5 * ((felt.value - told) / sd) ** 2 - np.log(sd))


def jump_support(jump: JumpMark, state: BodyState, p: Parameters) -> Floats:
    """Log-likelihood of a jump height in each draw, (draw,).

    Height falls with force, by `jump_per_force`; the muscles count by their part in the push-off.
    """
    then = state.fatigue * np.exp(jump.days_ago / p["fatigue_d"])
    force = (1.0 - np.minimum(then, 1.0)) * (1.0 - state.damage)
    lost = p["jump_per_force"][:, 0] * (1.0 - force @ _push_off(jump.kind))
    sd = _value("jump_cv") * np.sqrt(1.0 + 1.0 / jump.usual_of)
    away = np.log(jump.ratio) - np.log(np.maximum(1.0 - lost, 0.05))
    return np.asarray(-0.5 * (away / sd) ** 2)


def _push_off(kind: str | None) -> Floats:
    """(muscle,) part in the push-off of a jump, summing to 1."""
    table = load_table("exercises")["jumps"]
    joints = table["kinds"].get(kind, table["kinds"]["countermovement"])["push_off"]["joints"]
    parts = np.zeros(N_MUSCLES)
    for muscle, (joint, share) in table["muscles"].items():
        parts[INDEX[muscle]] = joints[joint] * share
    return np.asarray(parts / parts.sum())


def weighted_quantiles(values: Floats, weights: Floats, at: Sequence[float]) -> list[float]:
    """The smallest value at or below which the share `at` of the weight lies, for each."""
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order]) / weights.sum()
    last = values.size - 1
    places = np.minimum(np.searchsorted(reached, np.asarray(at) - 1e-9), last)
    return [float(values[order[n]]) for n in places]


def days_compared(noted_unix_s: float, last_session_end_unix_s: float, now: float) -> float:
    """Days before `now` that a note is compared with: when noted, but after the last session."""
    moment = min(max(noted_unix_s, last_session_end_unix_s), now)
    return (now - moment) / SECONDS_PER_DAY


def _value(name: str) -> float:
    return load_parameters("readiness")[name].value
