"""What every draw predicts for an outcome: the one reading that scores, orderings and fit share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from myostride.evidence.measures import gain, is_fibre, parameter, volume_weights
from myostride.gait.strength import max_isometric_force_n
from myostride.muscles import INDEX
from myostride.physiology import Followed
from myostride.physiology.summary import ck_ratio, soreness, swelling_pct
from myostride.training import Outcome

Floats = NDArray[np.float64]

__all__ = ["FORCE", "Prediction", "growth_pct", "peak_damage_pct", "predict"]

FORCE = ("mvc_pct", "jump_pct")


@dataclass(frozen=True, slots=True)
class Prediction:
    """(draw,) values of one outcome, and the moment [d] they belong to."""

    values: Floats
    day: float


def predict(followed: Followed, outcome: Outcome) -> Prediction:
    """An outcome as the model has it, for every draw.

    Growth measures: change of the compartment's volume times the gain of the measure, with the
    swelling that a scan cannot tell from growth (biopsies can). Recovery measures: see `_force`,
    `_soreness` and `_ck`.
    """
    if not outcome.is_recovery:
        return _size(followed, outcome)
    hours, values = {"mvc_pct": _force, "jump_pct": _force, "soreness_0_10": _soreness}.get(
        outcome.measure, _ck
    )(followed, outcome)
    if outcome.hours is not None:
        at = int(np.argmin(np.abs(hours - outcome.hours)))
    else:
        middle = np.median(values, axis=1)
        at = int(middle.argmin() if outcome.measure in FORCE else middle.argmax())
    return Prediction(values[at], _end_day(followed) + hours[at] / 24.0)


def growth_pct(followed: Followed, muscles: tuple[str, ...], day: float | None = None) -> Floats:
    """Growth of a compartment's volume [%] at a day, else at the end, (draw,)."""
    weights = volume_weights(muscles, followed.runner.body)
    return np.asarray(weights @ followed.seen.muscles[_at(followed, day), 0])


def peak_damage_pct(followed: Followed, muscles: tuple[str, ...]) -> float:
    """Most structural damage after the last bout [% of the compartment's force], median."""
    columns = _columns(muscles)
    force = max_isometric_force_n(followed.runner.body)[columns]
    damage = followed.seen.muscles[_after(followed) :, 2, columns]
    return 100.0 * float(np.median(np.einsum("tmd,m->td", damage, force / force.sum()), 1).max())


def _at(followed: Followed, day: float | None) -> int:
    """Index of the reported moment nearest to a day, at the latest the end."""
    if day is None:
        return followed.course.end_index(followed.t_day * 86400.0)
    return int(np.argmin(np.abs(followed.t_day - min(day, float(followed.t_day[-1])))))


def _size(followed: Followed, outcome: Outcome) -> Prediction:
    day = followed.course.length_days if outcome.week is None else 7.0 * outcome.week
    at = _at(followed, day)
    weights = volume_weights(outcome.muscles, followed.runner.body)
    seen = gain(outcome, followed.parameters) * growth_pct(followed, outcome.muscles, day)
    if not is_fibre(outcome.measure):
        late = _late_at_scan(followed, outcome, at)
        seen = seen + weights @ swelling_pct(late, followed.parameters)
    return Prediction(np.asarray(seen), float(followed.t_day[at]))


def _late_at_scan(followed: Followed, outcome: Outcome, at: int) -> Floats:
    """Late inflammation (muscle, draw) when the scan was taken, its delay after training stated.

    Beyond what is followed it fades with its own time constant.
    """
    late = followed.seen.muscles[:, 4]
    day, last = float(followed.t_day[at]), float(followed.t_day[-1])
    before = [session.end_day for session in followed.course.planned if session.end_day <= day]
    if outcome.scan_delay_h is None or not before:
        return np.asarray(late[at])
    scanned = before[-1] + outcome.scan_delay_h / 24.0
    fading = max(scanned - last, 0.0) / followed.parameters["inflammation_d"][:, 0]
    return np.asarray(late[_at(followed, scanned)] * np.exp(-fading))


def _columns(muscles: tuple[str, ...]) -> NDArray[np.int_]:
    return np.array([INDEX[muscle] for muscle in muscles])


def _end_day(followed: Followed) -> float:
    return followed.course.planned[-1].end_day if followed.course.planned else 0.0


def _after(followed: Followed) -> int:
    """Index of the first reported moment after the last bout."""
    return int(np.searchsorted(followed.t_day, _end_day(followed) - 1e-9))


def _hours(followed: Followed, after: int) -> Floats:
    return np.asarray(24.0 * (followed.t_day[after:] - _end_day(followed)))


def _force(followed: Followed, outcome: Outcome) -> tuple[Floats, Floats]:
    """Hours since the bout, and force [% of before], (time, draw), weighted by maximal force.

    Before means the strength that the last bout began with, whole and rested: training before it
    is no recovery from it. The moment the bout ends lies between reports: there, fast fatigue is
    carried back with its own time constant, damage staying as it is.
    """
    columns, after = _columns(outcome.muscles), _after(followed)
    force = max_isometric_force_n(followed.runner.body)[columns]
    began = followed.course.planned[-1].day if followed.course.planned else 0.0
    before = max(int(np.searchsorted(followed.t_day, began + 1e-9)) - 1, 0)
    seen = followed.seen.muscles[:, :, columns]
    weights = (force / force.sum())[:, None] / seen[before, 1]
    hours = _hours(followed, after)
    strength, damage, fatigue = (seen[after:, k] for k in (1, 2, 3))
    back = np.exp(hours[0] / 24.0 / followed.parameters["fatigue_d"][:, 0])
    at_end = np.minimum(fatigue[0] * back, parameter("fatigue_at_end_most"))[None]
    strength, damage = (np.concatenate([a[:1], a]) for a in (strength, damage))
    fatigue = np.concatenate([at_end, fatigue])
    values = 100.0 * (weights * strength * (1.0 - damage) * (1.0 - fatigue)).sum(axis=1)
    if outcome.measure == "jump_pct":
        values = 100.0 - followed.parameters["jump_per_force"][:, 0] * (100.0 - values)
    return np.append(0.0, hours), values


def _soreness(followed: Followed, outcome: Outcome) -> tuple[Floats, Floats]:
    """Hours since the bout, and soreness (0-10) of the sorest muscle, (time, draw)."""
    after = _after(followed)
    late = followed.seen.muscles[after:, 4][:, _columns(outcome.muscles)]
    return _hours(followed, after), soreness(late, followed.parameters).max(axis=1)


def _ck(followed: Followed, outcome: Outcome) -> tuple[Floats, Floats]:
    """Hours since the bout, and creatine kinase in the blood, against rest or [U/l]."""
    after, p = _after(followed), followed.parameters
    ratio = ck_ratio(followed.seen.ck_late[after:], p)
    scale = 1.0 if outcome.measure == "ck_ratio" else p["ck_rest_u_l"][:, 0]
    return _hours(followed, after), np.asarray(ratio * scale)
