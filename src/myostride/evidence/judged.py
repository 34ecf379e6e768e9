"""One outcome beside what the model and the plain rules predict for it."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from myostride.evidence.banister import fitness_and_fatigue
from myostride.evidence.doubt import between_studies_sd, log_scale, margin, sampling_sd
from myostride.evidence.measures import volume_weights
from myostride.evidence.modality import is_null_arm, modality, region
from myostride.evidence.predicted import FORCE, Prediction, predict
from myostride.evidence.rows import Z_80, Row
from myostride.muscles import MUSCLES
from myostride.physiology import Followed
from myostride.physiology.baselines import naive_growth_pct
from myostride.training import Outcome, Program

Floats = NDArray[np.float64]

__all__ = ["judge"]

RULES = ("zero", "lifting_rate", "session_count")
BANISTER_SUMS = ("banister_fitness", "banister_fatigue")


def judge(study: Program, outcome: Outcome, followed: Followed) -> Row:
    """One row: the prediction of the group's mean, its 80 % interval, and the observation.

    Parameters
    ----------
    followed
        The arm carried through its program by draws of a group's parameters.
    """
    prediction = predict(followed, outcome)
    n = outcome.n or study.people.n
    other = math.hypot(sampling_sd(outcome, n), between_studies_sd(outcome))
    middle, lo, hi = _interval(prediction.values, other, outcome)
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
        lo=lo,
        hi=hi,
        observed=observed,
        sd=outcome.sd,
        n=n,
        week=outcome.week,
        hours=outcome.hours,
        recovery=outcome.is_recovery,
        null_arm=not outcome.is_recovery and is_null_arm(study),
        holds=_direction(outcome, middle),
        rivals=() if outcome.is_recovery else _rivals(followed, outcome, prediction),
    )


def _interval(values: Floats, other_sd: float, outcome: Outcome) -> tuple[float, float, float]:
    """Median and 80 % interval: spread of the draws, with sampling and studies on top."""
    scaled = np.log(values) if log_scale(outcome.measure) else values
    lo, middle, hi = (float(q) for q in np.quantile(scaled, [0.1, 0.5, 0.9]))
    below = math.hypot(middle - lo, Z_80 * other_sd)
    above = math.hypot(hi - middle, Z_80 * other_sd)
    if log_scale(outcome.measure):
        return math.exp(middle), math.exp(middle - below), math.exp(middle + above)
    lo, hi = middle - below, middle + above
    if outcome.is_recovery:
        lo = max(lo, 0.0)
    return middle, lo, min(hi, 10.0) if outcome.measure == "soreness_0_10" else hi


def _direction(outcome: Outcome, predicted: float) -> bool | None:
    rest = 100.0 if outcome.measure in FORCE else 1.0 if outcome.measure == "ck_ratio" else 0.0
    if outcome.kind == "sign_positive":
        return predicted > rest + margin(outcome)
    if outcome.kind in ("sign_negative", "reduced"):
        return predicted < rest - margin(outcome)
    return None


def _rivals(
    followed: Followed, outcome: Outcome, prediction: Prediction
) -> tuple[tuple[str, float], ...]:
    """The rules that know no physiology, through the same gain and compartment.

    Of Banister's rule the two sums, whose gains are found on other studies (`evidence.rivals`).
    """
    p = followed.parameters
    factor = float(np.median(p[f"gain_{outcome.measure}"]))
    weights = factor * volume_weights(outcome.muscles, followed.runner.body)
    done = [session for session in followed.course.planned if session.day < prediction.day]
    rules = naive_growth_pct(done, prediction.day)
    sums = fitness_and_fatigue(done, np.array([prediction.day]), p.limits)[:, 0]
    return (
        *(
            (name, float(np.array([rules[name][muscle] for muscle in MUSCLES]) @ weights))
            for name in RULES
        ),
        *((name, float(sums[k] * weights.sum())) for k, name in enumerate(BANISTER_SUMS)),
    )
