"""Mechanical work of muscles per step, level and on grades.

On a grade the legs must raise or lower the body: uphill, positive work rises and negative work
falls; downhill the reverse. Both changes together make up exactly g times the height of the step,
so that a closed loop does no net work.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from myostride.gait.coefficients import GaitCoefficients, coefficients, number
from myostride.gait.demand import ankle_inertia
from myostride.muscles import MUSCLES
from myostride.runner import Body, Carried
from myostride.units import GRAVITY_M_S2

Floats = NDArray[np.float64]

__all__ = ["MuscleWork", "carried_work", "grade_work_j_kg", "muscle_work"]

MOST_CUT = 0.8
DOWNHILL_FULL_GRADE = 0.15
WALK_WORK_SHARE = 0.45
SLOWEST_WORK_M_S = 1.0
MOST_LENGTHENED = 0.9


@dataclass(frozen=True, slots=True)
class MuscleWork:
    """Work per step of one leg [J per kg body mass], all positive numbers, (n, muscle).

    positive, negative : of the muscle-tendon unit.
    fibre_positive, fibre_negative : of the fibres alone; the tendon does the rest.
    """

    positive: Floats
    negative: Floats
    fibre_positive: Floats
    fibre_negative: Floats


def grade_work_j_kg(
    climb_m: Floats, level_positive: Floats, level_negative: Floats
) -> tuple[Floats, Floats]:
    """Change of positive and of negative work by a climb per step [J per kg moved].

    Uphill 0.78 g h is added to positive work and the rest taken off negative work; downhill
    0.60 g h is added to negative work and the rest taken off positive work (DeVita 2008). No
    more than four fifths of the level work that can fall is taken off; what remains is then
    added instead. Returns two arrays (n,); the first minus the second is g h.
    """
    lift = GRAVITY_M_S2 * climb_m
    up, down = np.maximum(lift, 0.0), np.maximum(-lift, 0.0)
    cut_negative = np.minimum(
        (1.0 - number("climb_positive_share")) * up, MOST_CUT * level_negative
    )
    cut_positive = np.minimum(
        (1.0 - number("descent_negative_share")) * down, MOST_CUT * level_positive
    )
    return (up - cut_negative) - cut_positive, (down - cut_positive) - cut_negative


def fibre_negative_share(grade: Floats, c: GaitCoefficients) -> Floats:
    """Fibre share of negative work, (n, muscle): level value rising to its value at -15 %."""
    steep = np.clip(-grade / DOWNHILL_FULL_GRADE, 0.0, 1.0)[:, None]
    return np.asarray(
        c.fibre_negative_level + (c.fibre_negative_downhill - c.fibre_negative_level) * steep
    )


def muscle_work(
    speed_m_s: Floats,
    grade: Floats,
    climb_m: Floats,
    *,
    mass_ratio: float,
    walking: Floats,
    rate: Floats,
    carried: Floats,
    c: GaitCoefficients | None = None,
) -> MuscleWork:
    """Work of every muscle per step.

    Parameters
    ----------
    speed_m_s, grade, climb_m
        (n,) speed, grade and height gained per step [m].
    mass_ratio
        Mass moved over body mass.
    walking
        (n,) share of walking, which does less work a step than running.
    rate
        (n,) cadence over preferred cadence; short quick steps take less work each.
    carried
        (muscle,) from `carried_work`.
    """
    c = c or coefficients()
    reference = number("reference_speed_m_s")
    log_v = np.log(
        np.clip(speed_m_s, SLOWEST_WORK_M_S, number("extra_swing_speed_cap_m_s")) / reference
    )
    gentle = (1.0 - (1.0 - WALK_WORK_SHARE) * walking) * rate ** number("work_cadence_exponent")
    gentle = gentle[:, None] * carried
    positive = gentle * c.work_positive * np.exp(c.work_positive_exponent * log_v[:, None])
    negative = gentle * c.work_negative * np.exp(c.work_negative_exponent * log_v[:, None])
    # The level sums must agree at every speed, not only at the reference.
    total_positive, total_negative = positive.sum(axis=1), negative.sum(axis=1)
    balance = np.sqrt(total_negative / total_positive)
    positive, negative = positive * balance[:, None], negative / balance[:, None]

    can_fall = positive @ c.propels, negative @ c.absorbs
    add_positive, add_negative = grade_work_j_kg(mass_ratio * climb_m, *can_fall)
    positive = _shared(positive, add_positive, c.climb_share, c.propels)
    negative = _shared(negative, add_negative, c.descent_share, c.absorbs)

    share = fibre_negative_share(grade, c)
    # Swing-limb braking: the hamstrings' fibres are lengthened faster the faster the run.
    stretch = np.exp(number("hamstring_lengthening_exponent") * log_v)
    share = np.where(IS_HAMSTRING, np.minimum(share * stretch[:, None], MOST_LENGTHENED), share)
    return MuscleWork(
        positive=positive,
        negative=negative,
        fibre_positive=positive * c.fibre_share_positive,
        fibre_negative=negative * share,
    )


def carried_work(body: Body, carried: Carried, c: GaitCoefficients | None = None) -> Floats:
    """Level work with what is carried over level work without, (muscle,).

    Mass on the trunk counts for muscles that support it, mass at the ankle for those that swing
    it, each by the share of the muscle's load that falls there.
    """
    c = c or coefficients()
    mass = (carried.trunk_kg + 2.0 * carried.ankle_kg) / body.mass_kg
    total = c.peak_bw.sum(axis=0)
    supports = (c.support * c.peak_bw).sum(axis=0) / total
    swings = (c.inertia * c.peak_bw).sum(axis=0) / total
    return np.asarray(1.0 + supports * mass + swings * ankle_inertia(body, carried))


def _shared(level: Floats, added: Floats, shares: Floats, falls: Floats) -> Floats:
    """Added work goes by `shares`; work taken off comes from muscles that `falls` marks."""
    more = np.maximum(added, 0.0)[:, None] * shares
    part = level * falls
    less = np.minimum(added, 0.0)[:, None] * part / part.sum(axis=1, keepdims=True)
    return np.asarray(level + more + less)


IS_HAMSTRING = np.array([muscle == "hamstrings" for muscle in MUSCLES])
