"""Where things stand in the scratch that compiled code works on.

A handful of draws, the lanes, go through everything together. Scratch is one flat array; a row of
it holds one quantity of every lane, and the names below are the offsets of the rows. That they are
constants is what lets the compiler see that rows do not overlap, and put eight lanes into one
instruction.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, TypeVar

from numba import njit

from myostride.compiled import OPTIONS

F = TypeVar("F", bound=Callable[..., Any])

LANES = 16

# Sums in any order, and no NaN: what lets a loop over lanes be vectorised.
_LOOPS = {"contract", "reassoc", "nnan", "nsz", "arcp"}


def lanes(function: F) -> F:
    """Compiled into its caller, for loops over lanes in which nothing is NaN."""
    return njit(forceinline=True, fastmath=_LOOPS, **OPTIONS)(function)  # type: ignore[no-any-return]


STATES = (
    "size", "ribosome", "signal", "daily_load", "quality", "damage", "fatigue",
    "inflammation_early", "inflammation_late",
)  # fmt: skip
BINNED = ("protection", "protection_maturing", "habitual_dose", "habitual_maturing")
BODY = ("endurance", "ck_early", "ck_late")
PARAMETERS = (
    "signal_d", "signal_half", "ribosome_d", "turnover_per_d", "ceiling", "repair_claim_half",
    "repair_claim", "damage_breakdown", "interference_per_met_h", "endurance_d", "quality_gain",
    "quality_half", "quality_d", "disuse_d", "brace_factor", "growth_gain", "repair_rate",
    "repair_half", "repair_baseline", "repair_signal_half", "fatigue_d", "inflammation_d", "ck_d",
    "protection_maturing_d", "protection_memory_d", "accustomed_d", "loading_half",
    "accustomed_level", "accustomed_hard", "vulnerability", "damage_gain", "damage_exponent",
    "damage_limit", "protection_force", "protection_soreness", "protection_ck", "protection_dose",
    "accustomed_rise", "load_sharing", "relative_intensity_limit", "opening_exponent",
    "opening_rate", "opening_shape", "metabolic_gain", "lift_fatigue", "eccentric_fatigue",
    "fatigue_rate", "recovery_rate", "rest_multiplier", "slow_lowering", "lifting_strain",
    "stress_exponent", "eccentric_dose", "steps_scale", "steps_sufficient", "reference_dose",
    "force_bias", "ride_effort", "protection_on_level", "regain_gain",
    "lowering_dose", "steps_doubt", "braking_rate", "interference_least", "room_most",
)  # fmt: skip
OWN = ("sigma_ref", "disuse_synthesis", "disuse_breakdown", "response", "gait_dose")
FOOD = ("food", "repair_food", "energy_breakdown", "carbohydrate")
_BINS = 3

(
    SIZE, RIBOSOME, SIGNAL, DAILY_LOAD, QUALITY, DAMAGE, FATIGUE, INFLAMMATION_EARLY,
    INFLAMMATION_LATE,
) = range(0, 9 * LANES, LANES)  # fmt: skip
PROTECTION, PROTECTION_MATURING, HABITUAL_DOSE, HABITUAL_MATURING = range(
    9 * LANES, 21 * LANES, _BINS * LANES
)
ENDURANCE, CK_EARLY, CK_LATE = range(21 * LANES, 24 * LANES, LANES)
(
    SIGNAL_D, SIGNAL_HALF, RIBOSOME_D, TURNOVER_PER_D, CEILING, REPAIR_CLAIM_HALF,
    REPAIR_CLAIM, DAMAGE_BREAKDOWN, INTERFERENCE_PER_MET_H, ENDURANCE_D, QUALITY_GAIN,
    QUALITY_HALF, QUALITY_D, DISUSE_D, BRACE_FACTOR, GROWTH_GAIN, REPAIR_RATE,
    REPAIR_HALF, REPAIR_BASELINE, REPAIR_SIGNAL_HALF, FATIGUE_D, INFLAMMATION_D, CK_D,
    PROTECTION_MATURING_D, PROTECTION_MEMORY_D, ACCUSTOMED_D, LOADING_HALF,
    ACCUSTOMED_LEVEL, ACCUSTOMED_HARD, VULNERABILITY, DAMAGE_GAIN, DAMAGE_EXPONENT,
    DAMAGE_LIMIT, PROTECTION_FORCE, PROTECTION_SORENESS, PROTECTION_CK, PROTECTION_DOSE,
    ACCUSTOMED_RISE, LOAD_SHARING, RELATIVE_INTENSITY_LIMIT, OPENING_EXPONENT,
    OPENING_RATE, OPENING_SHAPE, METABOLIC_GAIN, LIFT_FATIGUE, ECCENTRIC_FATIGUE,
    FATIGUE_RATE, RECOVERY_RATE, REST_MULTIPLIER, SLOW_LOWERING, LIFTING_STRAIN,
    STRESS_EXPONENT, ECCENTRIC_DOSE, STEPS_SCALE, STEPS_SUFFICIENT, REFERENCE_DOSE,
    FORCE_BIAS, RIDE_EFFORT, PROTECTION_ON_LEVEL, REGAIN_GAIN,
    LOWERING_DOSE, STEPS_DOUBT, BRAKING_RATE, INTERFERENCE_LEAST, ROOM_MOST,
) = range(24 * LANES, (24 + len(PARAMETERS)) * LANES, LANES)  # fmt: skip
_NEXT = 24 + len(PARAMETERS)
SIGMA_REF, DISUSE_SYNTHESIS, DISUSE_BREAKDOWN, RESPONSE, GAIT_DOSE = range(
    _NEXT * LANES, (_NEXT + 5) * LANES, LANES
)
FOOD_GATE, REPAIR_FOOD, ENERGY_BREAKDOWN, CARBOHYDRATE = range(
    (_NEXT + 5) * LANES, (_NEXT + 9) * LANES, LANES
)
# Decay over one step, or over a whole stretch, and what is derived from it.
(
    SIGNAL_LEFT, SIGNAL_WITHIN, RIBOSOME_LEFT, RIBOSOME_WITHIN, LOAD_LEFT, QUALITY_LEFT,
    CHAIN_LEFT, ENDURANCE_LEFT, TARGET_LOAD, DRIVEN, USED, CLAIMED,
) = range((_NEXT + 9) * LANES, (_NEXT + 21) * LANES, LANES)  # fmt: skip
# Within a session.
(
    SCALE, DOUBT, LOG_RUN, LOG_LIFT, LOG_MOST, POOL, FRESH, INFLOW, OPENED, LIFTED, LEAKED,
    EXPONENT, FACTOR, LOG_FACTOR, CAP, BRAKED,
) = range((_NEXT + 21) * LANES, (_NEXT + 37) * LANES, LANES)  # fmt: skip
DOSE = (_NEXT + 37) * LANES
SCRATCH = (_NEXT + 37 + _BINS) * LANES

BED, BRACE = 1, 2
"""Conditions of a stretch; 0 for all others."""

N_OBSERVED = 5
"""Growth [%], strength, damage, fatigue, late inflammation: what is seen of a muscle."""


@lanes
def exp_small(x: float) -> float:
    """exp(x) to 1e-13 for |x| up to 1.5, without a call."""
    y = 0.25 * x
    s = 1.0 + y * (1.0 + y * (1 / 2 + y * (1 / 6 + y * (1 / 24 + y * (1 / 120 + y * (
        1 / 720 + y * (1 / 5040 + y * (1 / 40320 + y * (1 / 362880)))))))))  # fmt: skip
    s *= s
    return s * s


@lanes
def exp_wide(x: float) -> float:
    """exp(x) to 1e-9 for |x| up to 40, without a call; flat beyond 60."""
    y = min(max(x, -60.0), 60.0) * (1 / 64)
    s = 1.0 + y * (1.0 + y * (1 / 2 + y * (1 / 6 + y * (1 / 24 + y * (1 / 120 + y * (
        1 / 720 + y * (1 / 5040 + y * (1 / 40320 + y * (1 / 362880 + y * (
            1 / 3628800 + y * (1 / 39916800)))))))))))  # fmt: skip
    s *= s
    s *= s
    s *= s
    s *= s
    s *= s
    return s * s


@lanes
def log_wide(x: float) -> float:
    """log(x) to 1e-13 for x from 1e-4 to 1e4, without a call; to 1e-6 from 1e-15 on."""
    root = math.sqrt(math.sqrt(math.sqrt(math.sqrt(math.sqrt(x)))))
    z = (root - 1.0) / (root + 1.0)
    y = z * z
    return 64.0 * z * (1.0 + y * (1 / 3 + y * (1 / 5 + y * (1 / 7 + y * (1 / 9 + y * (
        1 / 11 + y * (1 / 13 + y * (1 / 15))))))))  # fmt: skip
