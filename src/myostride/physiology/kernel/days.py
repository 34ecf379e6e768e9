"""One muscle of some lanes through a stretch of days; mirrors `physiology.day`."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from myostride.physiology.kernel.rows import (
    ACCUSTOMED_D,
    BRACE_FACTOR,
    CEILING,
    CHAIN_LEFT,
    CLAIMED,
    DAILY_LOAD,
    DAMAGE,
    DAMAGE_BREAKDOWN,
    DISUSE_BREAKDOWN,
    DISUSE_D,
    DISUSE_SYNTHESIS,
    DRIVEN,
    ENDURANCE,
    ENDURANCE_D,
    ENDURANCE_LEFT,
    ENERGY_BREAKDOWN,
    FATIGUE,
    FATIGUE_D,
    FOOD_GATE,
    GROWTH_GAIN,
    HABITUAL_DOSE,
    HABITUAL_MATURING,
    INFLAMMATION_D,
    INFLAMMATION_EARLY,
    INFLAMMATION_LATE,
    INTERFERENCE_LEAST,
    INTERFERENCE_PER_MET_H,
    LANES,
    LOAD_LEFT,
    PROTECTION,
    PROTECTION_MATURING,
    PROTECTION_MATURING_D,
    PROTECTION_MEMORY_D,
    QUALITY,
    QUALITY_D,
    QUALITY_GAIN,
    QUALITY_HALF,
    QUALITY_LEFT,
    REGAIN_GAIN,
    REPAIR_BASELINE,
    REPAIR_CLAIM,
    REPAIR_CLAIM_HALF,
    REPAIR_FOOD,
    REPAIR_HALF,
    REPAIR_RATE,
    REPAIR_SIGNAL_HALF,
    RESPONSE,
    RIBOSOME,
    RIBOSOME_D,
    RIBOSOME_LEFT,
    RIBOSOME_WITHIN,
    ROOM_MOST,
    SIGNAL,
    SIGNAL_D,
    SIGNAL_HALF,
    SIGNAL_LEFT,
    SIGNAL_WITHIN,
    SIZE,
    STEPS_DOUBT,
    STEPS_SCALE,
    STEPS_SUFFICIENT,
    TARGET_LOAD,
    TURNOVER_PER_D,
    USED,
    exp_small,
    exp_wide,
    lanes,
)

Floats = NDArray[np.float64]

__all__ = ["aim", "live", "remember", "set_step"]

NOTHING = 1e-30
"""Stores below it are nothing; keeps numbers out of the slow range near zero."""


@lanes
def set_step(w: Floats, dt_d: float) -> None:
    """Decays over one step of `dt_d` days."""
    for i in range(LANES):
        signal_left = exp_small(-dt_d / w[SIGNAL_D + i])
        ribosome_left = exp_small(-dt_d / w[RIBOSOME_D + i])
        w[SIGNAL_LEFT + i] = signal_left
        w[RIBOSOME_LEFT + i] = ribosome_left
        w[SIGNAL_WITHIN + i] = (1.0 - signal_left) * w[SIGNAL_D + i] / dt_d
        w[RIBOSOME_WITHIN + i] = (1.0 - ribosome_left) * w[RIBOSOME_D + i] / dt_d
        w[LOAD_LEFT + i] = exp_small(-dt_d / w[DISUSE_D + i])
        w[QUALITY_LEFT + i] = exp_small(-dt_d / w[QUALITY_D + i])
        w[CHAIN_LEFT + i] = exp_small(-dt_d / w[INFLAMMATION_D + i])
        w[ENDURANCE_LEFT + i] = exp_small(-dt_d / w[ENDURANCE_D + i])


@lanes
def aim(w: Floats, walked: float, guessed: float) -> None:
    """Where daily load goes after so many steps on foot a day, some of which are a guess."""
    for i in range(LANES):
        scale = w[STEPS_SCALE + i]
        steps = walked + (w[STEPS_DOUBT + i] - 1.0) * guessed
        enough = 1.0 - exp_wide(-w[STEPS_SUFFICIENT + i] / scale)
        w[TARGET_LOAD + i] = min((1.0 - exp_wide(-steps / scale)) / enough, 1.0)


@lanes
def _collect(w: Floats, dt_d: float) -> None:
    """Add drive, usable signal and repair claim of this moment, each times the step."""
    for i in range(LANES):
        signal, damage = w[SIGNAL + i], w[DAMAGE + i]
        usable = signal / (1.0 + signal / w[SIGNAL_HALF + i])
        room = (w[CEILING + i] - w[SIZE + i]) / (w[CEILING + i] - 1.0)
        cubed, half = damage * damage * damage, w[REPAIR_CLAIM_HALF + i]
        claim = cubed / (cubed + half * half * half)
        helped = 1.0 + w[INTERFERENCE_PER_MET_H + i] * w[ENDURANCE + i]
        drive = w[GROWTH_GAIN + i] * w[RESPONSE + i] * w[FOOD_GATE + i] * usable
        room = min(max(room, 0.0), w[ROOM_MOST + i]) / max(helped, w[INTERFERENCE_LEAST + i])
        drive *= room * (1.0 - w[REPAIR_CLAIM + i] * claim)
        w[DRIVEN + i] += drive * dt_d
        w[USED + i] += usable * dt_d
        w[CLAIMED + i] += claim * dt_d


@lanes
def live(w: Floats, steps: int, dt_d: float, braced: bool, collecting: bool) -> None:
    """Advance by `steps` steps of `dt_d` days, in place; `set_step` and `aim` come before."""
    for _ in range(steps):
        if collecting:
            _collect(w, dt_d)
        for i in range(LANES):
            # Daily living, repair and inflammation.
            load_before, damage_before = w[DAILY_LOAD + i], w[DAMAGE + i]
            early, late = w[INFLAMMATION_EARLY + i], w[INFLAMMATION_LATE + i]
            load = w[TARGET_LOAD + i] + (load_before - w[TARGET_LOAD + i]) * w[LOAD_LEFT + i]
            base = w[REPAIR_BASELINE + i]
            helped = base + (1.0 - base) * late / (late + w[REPAIR_SIGNAL_HALF + i])
            repair = w[REPAIR_RATE + i] * helped * w[REPAIR_FOOD + i]
            damage = damage_before * exp_small(
                -repair * dt_d / (w[REPAIR_HALF + i] + damage_before)
            )
            late = w[CHAIN_LEFT + i] * (late + early * dt_d / w[INFLAMMATION_D + i])
            early = w[CHAIN_LEFT + i] * early
            # Growth sees the mean of the step.
            signal = w[SIGNAL + i]
            mean = signal * w[SIGNAL_WITHIN + i]
            usable = mean / (1.0 + mean / w[SIGNAL_HALF + i])
            damaged, half = 0.5 * (damage_before + damage), w[REPAIR_CLAIM_HALF + i]
            cubed = damaged * damaged * damaged
            claim = cubed / (cubed + half * half * half)
            size, top = w[SIZE + i], w[CEILING + i]
            room = min(max((top - size) / (top - 1.0), 0.0), w[ROOM_MOST + i])
            endurance = w[ENDURANCE + i]
            helped = 1.0 + w[INTERFERENCE_PER_MET_H + i] * endurance
            room /= max(helped, w[INTERFERENCE_LEAST + i])
            drive = w[GROWTH_GAIN + i] * w[RESPONSE + i] * w[FOOD_GATE + i] * usable * room
            ribosome_end = 1.0 + drive * (1.0 - w[REPAIR_CLAIM + i] * claim)
            short = w[RIBOSOME + i] - ribosome_end
            ribosome = ribosome_end + short * w[RIBOSOME_WITHIN + i]
            idle = 1.0 - 0.5 * (load_before + load)
            if braced:
                idle *= w[BRACE_FACTOR + i]
            kept = max(1.0 - w[DISUSE_SYNTHESIS + i] * idle, 0.0)
            breakdown = 1.0 + w[DISUSE_BREAKDOWN + i] * idle + w[DAMAGE_BREAKDOWN + i] * claim
            breakdown += w[ENERGY_BREAKDOWN + i]
            lacking = max(1.0 - size, 0.0) * 0.5 * (load_before + load)
            target = (kept * ribosome + w[REGAIN_GAIN + i] * lacking) / breakdown
            left = exp_small(-w[TURNOVER_PER_D + i] * breakdown * dt_d)
            better = 1.0 + w[QUALITY_GAIN + i] * usable / (usable + w[QUALITY_HALF + i])
            signal *= w[SIGNAL_LEFT + i]
            w[SIZE + i] = target + (size - target) * left
            w[RIBOSOME + i] = ribosome_end + short * w[RIBOSOME_LEFT + i]
            w[QUALITY + i] = better + (w[QUALITY + i] - better) * w[QUALITY_LEFT + i]
            w[DAILY_LOAD + i] = load
            w[DAMAGE + i] = damage if damage > NOTHING else 0.0
            w[INFLAMMATION_EARLY + i] = early if early > NOTHING else 0.0
            w[INFLAMMATION_LATE + i] = late if late > NOTHING else 0.0
            w[SIGNAL + i] = signal if signal > NOTHING else 0.0
            w[ENDURANCE + i] = endurance * w[ENDURANCE_LEFT + i]
    for i in range(LANES):
        tired = w[FATIGUE + i] * exp_wide(-steps * dt_d / w[FATIGUE_D + i])
        w[FATIGUE + i] = tired if tired > NOTHING else 0.0


@lanes
def _follow(w: Floats, own: int, store: int, mature_d: int, days: float) -> None:
    """own' = (store - own) / mature, store' = -store / fade, in every bin."""
    for b in range(3):
        for i in range(LANES):
            fade, mature = w[PROTECTION_MEMORY_D + i], w[mature_d + i]
            store_left, own_left = exp_wide(-days / fade), exp_wide(-days / mature)
            at, to = own + b * LANES + i, store + b * LANES + i
            followed = w[to] * fade / (fade - mature)
            w[at] = followed * store_left + (w[at] - followed) * own_left
            w[to] *= store_left


@lanes
def remember(w: Floats, days: float) -> None:
    """Protection and the habitual dose over some days without a session, in place."""
    _follow(w, PROTECTION, PROTECTION_MATURING, PROTECTION_MATURING_D, days)
    _follow(w, HABITUAL_DOSE, HABITUAL_MATURING, ACCUSTOMED_D, days)
