"""Everything the compiled form needs for one runner, as one flat record of floats and arrays.

Nothing is decided here: each entry is a coefficient of the data files, or a limit that the numpy
form names, put where compiled code can reach it. Both lobes lie one after the other, so that a
row of 20 is stance of the ten muscles, then swing.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from myostride.gait import blocks, cost, demand, merging, support, work
from myostride.gait.coefficients import coefficients, number
from myostride.gait.priced import CADENCE_BOUNDS, STANDING_M_S
from myostride.gait.strength import intensity_scale, max_isometric_force_n
from myostride.references import load_table
from myostride.runner import DEFAULT_HEIGHT_M, Body, Carried
from myostride.units import GRAVITY_M_S2, SECONDS_PER_MINUTE

Floats = NDArray[np.float64]

__all__ = ["Flat", "flat"]


class Flat(NamedTuple):
    """Scalars first, then rows per shape (6,), per muscle (10,) and per lobe (20,)."""

    # which samples count
    standing_m_s: float
    fastest_m_s: float
    minute_s: float
    cadence_low: float
    cadence_high: float
    # walking, cadence and contact
    walk_run_speed: float
    walk_run_width: float
    walk_run_per_grade: float
    walk_run_least: float
    walk_cadence: float
    walk_cadence_width: float
    walk_cadence_shift: float
    run_cadence_0: float
    run_cadence_1: float
    run_cadence_2: float
    walked_cadence_0: float
    walked_cadence_1: float
    cadence_uphill: float
    contact_slowest: float
    contact_scale: float
    contact_speed: float
    contact_exponent: float
    walk_duty: float
    contact_least: float
    contact_most: float
    shortest_swing: float
    # peak force
    mass_ratio: float
    reference_speed: float
    shape_slowest: float
    shape_top: float
    grade_floor: float
    grade_ceiling: float
    walk_speed: float
    walk_exponent: float
    cap_doublings: int
    stress_exponent: float
    # work
    gravity: float
    work_slowest: float
    walk_work: float
    work_cadence_exponent: float
    climb_positive: float
    descent_negative: float
    most_cut: float
    downhill_full: float
    hamstring_exponent: float
    most_lengthened: float
    # uncertainty
    wide: float
    wide_speed: float
    wide_grade: float
    wide_ramp: float
    noise_share: float
    unknown_grade: float
    # blocks
    window_s: float
    longest_s: float
    slack_s: float
    gap_s: float
    alike: float
    downhill: float
    sprint: float
    loaded: bool
    slowest_level: float
    cost_limit: float
    cost: Floats
    # per shape
    shape_b1: Floats
    shape_b2: Floats
    shape_beyond: Floats
    # per muscle
    work_positive: Floats
    work_negative: Floats
    work_positive_exponent: Floats
    work_negative_exponent: Floats
    propels: Floats
    absorbs: Floats
    climb_share: Floats
    descent_share: Floats
    fibre_positive: Floats
    fibre_level: Floats
    fibre_downhill: Floats
    hamstring: Floats
    # per lobe
    shape: NDArray[np.int64]
    peak: Floats
    up: Floats
    down: Floats
    support: Floats
    inertia: Floats
    cadence: Floats
    effective: Floats
    walk: Floats
    walk_up: Floats
    walk_down: Floats
    limit: Floats
    relative: Floats


@lru_cache(maxsize=64)
def flat(body: Body, carried: Carried) -> Flat:
    """The record of one runner with what is carried; the last few are kept."""
    return Flat(
        **_step(body, carried),
        **_peaks(body, carried),
        **_work(body, carried),
        **_summary(body, carried),
    )


def _lobes(values: Floats) -> Floats:
    return np.array(np.broadcast_to(values, (2, values.shape[-1]))).reshape(-1)


def _step(body: Body, carried: Carried) -> dict[str, Any]:
    moved = 1.0 + (carried.trunk_kg + 2.0 * carried.ankle_kg) / body.mass_kg
    return {
        "standing_m_s": STANDING_M_S,
        "fastest_m_s": number("extra_swing_speed_cap_m_s"),
        "minute_s": SECONDS_PER_MINUTE,
        "cadence_low": CADENCE_BOUNDS[0],
        "cadence_high": CADENCE_BOUNDS[1],
        "walk_run_speed": number("walk_run_speed_m_s"),
        "walk_run_width": number("walk_run_width_m_s"),
        "walk_run_per_grade": number("walk_run_per_grade"),
        "walk_run_least": number("walk_run_least"),
        "walk_cadence": number("walk_cadence_hz"),
        "walk_cadence_width": number("walk_cadence_width_hz"),
        "walk_cadence_shift": number("walk_cadence_shift_m_s"),
        "run_cadence_0": number("cadence_intercept_hz"),
        "run_cadence_1": number("cadence_linear"),
        "run_cadence_2": number("cadence_quadratic"),
        "walked_cadence_0": number("walk_cadence_intercept_hz"),
        "walked_cadence_1": number("walk_cadence_linear"),
        "cadence_uphill": number("cadence_uphill_per_grade"),
        "contact_slowest": support.SLOWEST_M_S,
        "contact_scale": number("contact_kappa") * number("contact_scale_m")
        * (body.height_m / DEFAULT_HEIGHT_M),
        "contact_speed": number("contact_speed_m_s"),
        "contact_exponent": number("contact_cadence_exponent"),
        "walk_duty": number("walk_duty"),
        "contact_least": demand.CONTACT_RATIO[0],
        "contact_most": demand.CONTACT_RATIO[1],
        "shortest_swing": demand.SHORTEST_SWING_S,
        "mass_ratio": moved,
    }  # fmt: skip


def _peaks(body: Body, carried: Carried) -> dict[str, Any]:
    c = coefficients()
    reference = number("reference_speed_m_s")
    easy = demand.reference_lobes(body).peak_bw[0].max(axis=0)
    limit = number("force_cap") * max_isometric_force_n(body) / support.weight_n(body.mass_kg)
    return {
        "reference_speed": reference,
        "shape_slowest": math.log(demand.SLOWEST_SHAPE_M_S / reference),
        "shape_top": math.log(number("extrapolation_speed_m_s") / reference),
        "grade_floor": demand.GRADE_FLOOR,
        "grade_ceiling": demand.GRADE_CEILING,
        "walk_speed": math.log(number("walk_speed_m_s") / reference),
        "walk_exponent": number("walk_speed_exponent"),
        "cap_doublings": demand.CAP_DOUBLINGS,
        "stress_exponent": number("stress_exponent"),
        "shape_b1": c.shape_b1,
        "shape_b2": c.shape_b2,
        "shape_beyond": c.shape_beyond,
        "shape": c.shape.reshape(-1),
        "peak": c.peak_bw.reshape(-1),
        "up": _lobes(c.up),
        "down": _lobes(c.down),
        "support": _lobes(c.support),
        "inertia": _lobes(c.inertia * demand.ankle_inertia(body, carried)),
        "cadence": _lobes(c.cadence),
        "effective": _lobes(c.effective),
        "walk": _lobes(c.walk),
        "walk_up": _lobes(c.walk_up),
        "walk_down": _lobes(c.walk_down),
        "limit": _lobes(limit),
        "relative": _lobes(intensity_scale(body) / easy),
    }  # fmt: skip


def _work(body: Body, carried: Carried) -> dict[str, Any]:
    c = coefficients()
    return {
        "gravity": GRAVITY_M_S2,
        "work_slowest": math.log(work.SLOWEST_WORK_M_S / number("reference_speed_m_s")),
        "walk_work": work.WALK_WORK_SHARE,
        "climb_positive": number("climb_positive_share"),
        "descent_negative": number("descent_negative_share"),
        "most_cut": work.MOST_CUT,
        "downhill_full": work.DOWNHILL_FULL_GRADE,
        "hamstring_exponent": number("hamstring_lengthening_exponent"),
        "most_lengthened": work.MOST_LENGTHENED,
        "work_positive": c.work_positive * work.carried_work(body, carried),
        "work_negative": c.work_negative * work.carried_work(body, carried),
        "work_cadence_exponent": number("work_cadence_exponent"),
        "work_positive_exponent": c.work_positive_exponent,
        "work_negative_exponent": c.work_negative_exponent,
        "propels": c.propels,
        "absorbs": c.absorbs,
        "climb_share": c.climb_share,
        "descent_share": c.descent_share,
        "fibre_positive": c.fibre_share_positive,
        "fibre_level": c.fibre_negative_level,
        "fibre_downhill": c.fibre_negative_downhill,
        "hamstring": work.IS_HAMSTRING.astype(np.float64),
    }


def _summary(body: Body, carried: Carried) -> dict[str, Any]:
    moved = carried.trunk_kg + 2.0 * carried.ankle_kg
    return {
        "wide": number("extrapolation_factor"),
        "wide_speed": number("extrapolation_speed_m_s"),
        "wide_grade": number("extrapolation_grade"),
        "wide_ramp": number("extrapolation_ramp"),
        "noise_share": number("grade_noise_bias_share"),
        "unknown_grade": number("grade_unknown_sd"),
        "window_s": merging.WINDOW_S,
        "longest_s": merging.LONGEST_S,
        "slack_s": merging.SLACK_S,
        "gap_s": merging.GAP_S,
        "alike": merging.ALIKE,
        "downhill": blocks.DOWNHILL_GRADE,
        "sprint": blocks.SPRINT_M_S,
        "loaded": moved > blocks.LOADED_SHARE * body.mass_kg,
        "slowest_level": number("walk_speed_m_s") / 4.0,
        "cost_limit": cost.LIMIT_GRADE,
        "cost": np.array(load_table("gait")["minetti2002"]["coefficients"], dtype=np.float64)
        / cost.minetti2002_cost(np.zeros(1))[0],
    }  # fmt: skip
