"""What a session leaves in one muscle of some lanes; mirrors `physiology.aftermath`."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from myostride.physiology.kernel.rows import (
    ACCUSTOMED_HARD,
    ACCUSTOMED_LEVEL,
    ACCUSTOMED_RISE,
    BRAKING_RATE,
    CARBOHYDRATE,
    DAILY_LOAD,
    DAMAGE,
    DAMAGE_EXPONENT,
    DAMAGE_GAIN,
    DAMAGE_LIMIT,
    DOSE,
    ECCENTRIC_FATIGUE,
    FATIGUE,
    HABITUAL_DOSE,
    HABITUAL_MATURING,
    INFLAMMATION_D,
    INFLAMMATION_EARLY,
    INFLAMMATION_LATE,
    INFLOW,
    LANES,
    LEAKED,
    LIFT_FATIGUE,
    LIFTED,
    LOADING_HALF,
    METABOLIC_GAIN,
    OPENED,
    OPENING_RATE,
    OPENING_SHAPE,
    PROTECTION,
    PROTECTION_CK,
    PROTECTION_DOSE,
    PROTECTION_FORCE,
    PROTECTION_MATURING,
    PROTECTION_ON_LEVEL,
    PROTECTION_SORENESS,
    SIGNAL,
    VULNERABILITY,
    exp_wide,
    lanes,
    log_wide,
)

Floats = NDArray[np.float64]

__all__ = ["BINS", "harm", "leave", "protect"]

BINS = 3

NO_DOSE = 1e-15
"""An eccentric dose below it does no harm."""


@lanes
def _signal(w: Floats, i: int, opened: float) -> float:
    shape = w[OPENING_SHAPE + i]
    log_closed = -shape * log_wide(1.0 + w[OPENING_RATE + i] * opened / shape)
    signal: float = 1.0 - exp_wide(log_closed)
    return signal


@lanes
def leave(w: Floats, metabolic: float) -> None:
    """Growth signal, load and fatigue that the session leaves.

    INFLOW holds the fatigue of the endurance work.
    """
    for i in range(LANES):
        growth = _signal(w, i, w[OPENED + i]) + w[METABOLIC_GAIN + i] * metabolic
        growth *= w[CARBOHYDRATE + i]
        w[SIGNAL + i] += growth
        left = (1.0 - w[INFLOW + i]) * (1.0 - w[LIFT_FATIGUE + i] * _signal(w, i, w[LIFTED + i]))
        w[FATIGUE + i] = 1.0 - (1.0 - w[FATIGUE + i]) * left
        made_up = min(max(growth / (growth + w[LOADING_HALF + i]), 0.0), 1.0)
        w[DAILY_LOAD + i] += max(1.0 - w[DAILY_LOAD + i], 0.0) * made_up


@lanes
def harm(w: Floats, half_length_d: float, level: int) -> None:
    """Fatigue of braking, new damage, the inflammation it sets off, what leaks into the blood."""
    for i in range(LANES):
        total = over = protected = hard = 0.0
        known_level, known_hard = w[ACCUSTOMED_LEVEL + i], w[ACCUSTOMED_HARD + i]
        on_level = w[PROTECTION_ON_LEVEL + i]
        for b in range(BINS):
            dose, own = w[DOSE + b * LANES + i], w[PROTECTION + b * LANES + i]
            harmless = known_level if b == level else known_hard
            total += dose
            hard += 0.0 if b == level else dose
            over += max(dose - harmless * w[HABITUAL_DOSE + b * LANES + i], 0.0)
            protected += dose * own * (on_level if b == level else 1.0)
        protected /= max(total, 1e-12)
        spared = 1.0 - w[PROTECTION_FORCE + i] * protected
        tired = w[ECCENTRIC_FATIGUE + i] * (1.0 - exp_wide(-w[BRAKING_RATE + i] * hard)) * spared
        w[FATIGUE + i] = 1.0 - (1.0 - w[FATIGUE + i]) * (1.0 - tired)
        power = exp_wide(w[DAMAGE_EXPONENT + i] * log_wide(max(over, NO_DOSE)))
        raw = w[DAMAGE_GAIN + i] * power if over > NO_DOSE else 0.0
        raw *= 1.0 + w[VULNERABILITY + i] * w[DAMAGE + i]
        w[LEAKED + i] = raw * (1.0 - w[PROTECTION_CK + i] * protected)
        most = w[DAMAGE_LIMIT + i]
        raw = most * (1.0 - exp_wide(-raw / most)) * (1.0 - w[DAMAGE + i])
        w[DAMAGE + i] += raw * spared
        ago = half_length_d / w[INFLAMMATION_D + i]
        felt = raw * (1.0 - w[PROTECTION_SORENESS + i] * protected) * exp_wide(-ago)
        w[INFLAMMATION_EARLY + i] += felt
        w[INFLAMMATION_LATE + i] += felt * ago


@lanes
def protect(w: Floats) -> None:
    """A dose earns protection in its own bin and in the gentler ones, and becomes habitual."""
    for i in range(LANES):
        at_or_above = 0.0
        for down in range(BINS):
            b = (BINS - 1 - down) * LANES + i
            at_or_above += w[DOSE + b]
            earned = 1.0 - exp_wide(-at_or_above / w[PROTECTION_DOSE + i])
            w[PROTECTION_MATURING + b] += (1.0 - w[PROTECTION_MATURING + b]) * earned
            more = max(w[DOSE + b] - w[HABITUAL_MATURING + b], 0.0)
            w[HABITUAL_MATURING + b] += w[ACCUSTOMED_RISE + i] * more
