"""The rival from cell signalling: growth by IGF1, AKT, FOXO and mTOR (Villota-Narvaez 2021).

The only mechanistic growth model found with open code. Each molecule is a logistic equation whose
rate depends on those before it, so that every one has a closed form over a short step.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from myostride.references import load_parameters

Floats = NDArray[np.float64]

__all__ = ["akt_pulse", "cross_section", "share_of_maximum"]

STEP_H = 0.25
_HOURS_PER_DAY = 24.0


def _value(name: str) -> float:
    return load_parameters("rivals")[name].value


def share_of_maximum(word: str) -> float:
    """How hard a session is in this model, as a share of maximum force: word is low or high."""
    return _value(f"intensity_{word}")


def akt_pulse(since_h: Floats) -> Floats:
    """What a session adds to AKT's growth rate [1/h], `since_h` hours after its start.

    The model states it as an integral over time; it is that of d/du(-u e^u), u = (t - t1)/tau.
    How hard and how long the session was does not enter.
    """
    end, width = _value("pulse_end_h"), _value("pulse_width_h")

    def within(hours: Floats) -> Floats:
        u = (hours - end) / width
        return np.asarray(u * np.exp(u))

    rise = _value("pulse_height") * (within(np.zeros(1)) - within(np.asarray(since_h)))
    return np.asarray(np.where(np.asarray(since_h) < end, np.maximum(rise, 0.0), 0.0))


def cross_section(
    start_d: Floats,
    hours: Floats,
    share: Floats,
    at_d: Floats,
    *,
    feedback: bool = False,
    synthesis_per_h: float | None = None,
) -> Floats:
    """Cross-sectional area relative to the start, (time,).

    Parameters
    ----------
    start_d
        When each session starts [d], (session,), in any order; none while another lasts.
    hours, share
        How long each lasts [h] and its share of maximum force, (session,).
    at_d
        When the area is asked for [d], (time,), not negative.
    feedback
        Whether a larger muscle makes protein more slowly (Devold 2025), from one session to
        the next.
    synthesis_per_h
        Rate at which mTOR makes myofibrils [1/h]; that of Devold 2025 where None.

    Notes
    -----
    With rates a, limits b and couplings c of `data/rivals.yaml`:

    dIGF1/dt = IGF1 (a1(t - 12 h) - b1 IGF1), a1 = share x 6/h in a session
    dAKT/dt  = AKT (a2 + pulse(t) - b2 AKT + c21 IGF1)
    dFOXO/dt = FOXO (a3 - b3 FOXO - c32 AKT)
    dmTOR/dt = mTOR (a4 - b4 mTOR + c42 AKT - c43 FOXO)
    dz/dt    = k1(z) (mTOR - threshold)+ - k2 (FOXO - threshold)+, 0.5 <= z <= 1.3

    Area follows the myofibrils z one to one: the tissue is taken to grow freely, which leaves
    out the finite elements of Devold 2025.
    """
    order = np.argsort(start_d)
    start_h = _HOURS_PER_DAY * np.asarray(start_d, dtype=np.float64)[order]
    hours, share = np.asarray(hours)[order], np.asarray(share)[order]
    at_h = _HOURS_PER_DAY * np.asarray(at_d, dtype=np.float64)
    igf1_h = start_h + _value("igf1_delay_h")
    marks = np.concatenate([[0.0], start_h, igf1_h, igf1_h + hours, at_h])
    edge = _edges(np.unique(marks[(marks >= 0.0) & (marks <= at_h.max(initial=0.0))]))
    made, lost = _drives(edge, start_h, hours, share)
    rate = _value("synthesis_rate") if synthesis_per_h is None else synthesis_per_h
    size = _grown(edge, start_h, made * rate, lost * _value("degradation_rate"), feedback)
    return np.interp(at_h, edge, size)


def _edges(marks: Floats) -> Floats:
    """Edges of equal steps of at most `STEP_H` between the marks."""
    if marks.size < 2:
        return marks
    length = np.diff(marks)
    count = np.ceil(length / STEP_H).astype(np.int64)
    first = np.repeat(np.cumsum(count) - count, count)
    within = np.arange(count.sum()) - first
    starts = np.repeat(marks[:-1], count) + within * np.repeat(length / count, count)
    return np.append(starts, marks[-1])


def _drives(edge: Floats, start_h: Floats, hours: Floats, share: Floats) -> tuple[Floats, Floats]:
    """How far mTOR and FOXO are above their thresholds, over each step [h], (step,) each."""
    step = np.diff(edge)
    akt_h = _akt(edge, start_h, hours, share)
    akt = (_value("akt_growth") + _value("akt_from_igf1") * _igf1_at_rest()) / _value("akt_limit")

    at_rest = _value("foxo_growth") - _value("foxo_against_akt") * akt
    growth = _value("foxo_growth") * step - _value("foxo_against_akt") * akt_h
    foxo, foxo_h = _logistic(growth, step, _value("foxo_limit"), at_rest)

    onto, against = _value("mtor_from_akt"), _value("mtor_against_foxo")
    at_rest = _value("mtor_growth") + onto * akt - against * foxo[0]
    growth = _value("mtor_growth") * step + onto * akt_h - against * foxo_h
    mtor, _ = _logistic(growth, step, _value("mtor_limit"), at_rest)

    above = [
        np.maximum(molecule - _value(f"{name}_threshold"), 0.0)
        for name, molecule in (("mtor", mtor), ("foxo", foxo))
    ]
    made, lost = (0.5 * step * (height[:-1] + height[1:]) for height in above)
    return made, lost


def _igf1_at_rest() -> float:
    return _value("igf1_growth") / _value("igf1_limit")


def _akt(edge: Floats, start_h: Floats, hours: Floats, share: Floats) -> Floats:
    """Integral of AKT over each step [h], (step,): IGF1 in its late session, and the pulse."""
    step = np.diff(edge)
    middle = edge[:-1] + 0.5 * step
    last, since = _last(middle, start_h + _value("igf1_delay_h"))
    in_session = since < np.append(hours, 0.0)[last]
    force = _value("igf1_per_force") * _value("most_force") * np.append(share, 0.0)[last]
    growth = np.where(in_session, force, _value("igf1_growth")) * step
    _, igf1_h = _logistic(growth, step, _value("igf1_limit"), _value("igf1_growth"))

    rest, coupling = _value("akt_growth"), _value("akt_from_igf1")
    growth = (rest + akt_pulse(_last(middle, start_h)[1])) * step + coupling * igf1_h
    at_rest = rest + coupling * _igf1_at_rest()
    return _logistic(growth, step, _value("akt_limit"), at_rest)[1]


def _last(t_h: Floats, begins_h: Floats) -> tuple[NDArray[np.int64], Floats]:
    """Index of the last session begun by each moment (-1: none), and the hours since."""
    last = np.searchsorted(begins_h, t_h, side="right") - 1
    return last, np.asarray(t_h - np.append(begins_h, -np.inf)[last])


def _logistic(
    growth_step: Floats, step: Floats, limit: float, rest_growth: float
) -> tuple[Floats, Floats]:
    """x and its integral over each step, for dx/dt = x (growth - limit x), begun at rest.

    1/x obeys a linear equation, and growth is taken as constant within a step: then the end of
    the step is exact, and so is the integral, from d(log x)/dt = growth - limit x.

    Parameters
    ----------
    growth_step
        Growth rate times length of each step, (step,).
    rest_growth
        The rate at rest [1/h]; x begins at rest_growth / limit.

    Returns
    -------
    x at the edges, (step + 1,), and its integral over each step [h], (step,).
    """
    decay = np.exp(-growth_step)
    nonzero = np.where(growth_step == 0.0, 1.0, growth_step)
    mean = np.where(growth_step == 0.0, 1.0, -np.expm1(-nonzero) / nonzero)
    inverse = [limit / rest_growth]
    for kept, added in zip(decay.tolist(), (limit * step * mean).tolist(), strict=True):
        inverse.append(kept * inverse[-1] + added)
    x = 1.0 / np.array(inverse)
    return x, np.asarray((growth_step - np.diff(np.log(x))) / limit)


def _grown(edge: Floats, start_h: Floats, made: Floats, lost: Floats, feedback: bool) -> Floats:
    """Size at the edges, (step + 1,); synthesis is reset by size when a session starts."""
    least, most = _value("least_myofibrils"), _value("most_myofibrils")
    power, top = _value("feedback_power"), _value("feedback_most")
    resets = np.searchsorted(edge[:-1], start_h[(start_h >= 0.0) & (start_h < edge[-1])])
    size = [1.0]
    for low, high in pairwise(np.unique([0, *resets, made.size])):
        slowed = top / (1.0 + size[-1] ** power) if feedback else 1.0
        changes = (slowed * made[low:high] - lost[low:high]).tolist()
        for change in changes:
            size.append(min(max(size[-1] + change, least), most))
    return np.array(size)
