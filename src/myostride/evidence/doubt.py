"""How far a group's measured mean may lie from what is predicted for it."""

from __future__ import annotations

import math

from myostride.evidence.measures import is_fibre, parameter
from myostride.evidence.predicted import FORCE
from myostride.training import Outcome

__all__ = ["between_studies_sd", "log_scale", "margin", "sampling_sd"]

_CK = ("ck_u_l", "ck_ratio")


def log_scale(measure: str) -> bool:
    """Whether errors of a measure are taken between logarithms."""
    return measure in _CK


def sampling_sd(outcome: Outcome, n: int | None) -> float:
    """Sd of the mean of the people measured; a null result is known to within its own margin.

    In the measure's unit, of the logarithm for creatine kinase. A difference against controls has
    their error too: no study file says how many they were or how they scattered, so they are taken
    to be as many as the trained, and to scatter as much. A null result is one of the difference
    already.
    """
    if outcome.kind == "ns_as_0" and outcome.sd is None and not outcome.is_recovery:
        return parameter("null_sd")
    people = math.sqrt(outcome.n or n or parameter("unstated_n"))
    groups = 1.0 if outcome.control is None else math.sqrt(2.0)
    if outcome.measure in FORCE:
        return (parameter("force_sd") if outcome.sd is None else outcome.sd) / people
    if outcome.measure == "soreness_0_10":
        return (parameter("soreness_sd") if outcome.sd is None else outcome.sd) / people
    if outcome.measure in _CK:
        if outcome.sd and outcome.value:
            return _log_sd(outcome.sd / outcome.value) / people
        return parameter("ck_log_sd") / people
    return groups * (parameter("response_sd") if outcome.sd is None else outcome.sd) / people


def _log_sd(variation: float) -> float:
    """Sd of the logarithm of what is lognormal, from its sd over its mean."""
    return math.sqrt(math.log1p(variation**2))


def between_studies_sd(outcome: Outcome) -> float:
    """Sd of group means between studies of the same thing."""
    if outcome.measure in FORCE:
        return parameter("force_between_study_sd")
    if outcome.measure == "soreness_0_10":
        return parameter("soreness_between_study_sd")
    if outcome.measure in _CK:
        return parameter("ck_between_study_log_sd")
    return parameter("fibre_between_study_sd" if is_fibre(outcome.measure) else "between_study_sd")


def margin(outcome: Outcome) -> float:
    """A change that counts as one, where a study gives only its direction."""
    return parameter("force_direction_margin" if outcome.measure in FORCE else "direction_margin")
