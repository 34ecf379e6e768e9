"""The day layer: how signal, ribosomes, size, damage and protection move between sessions.

The readable form, and the oracle of the compiled one (`kernel`). Every linear flow is integrated
exactly over a step of at most 3 h; what couples them is taken as its mean over the step.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from myostride.gait.load import BINS
from myostride.muscles import N_MUSCLES
from myostride.physiology.nutrition import energy_breakdown, energy_gate, protein_gate, repair_gate
from myostride.physiology.parameters import Parameters
from myostride.physiology.states import BodyState
from myostride.units import SECONDS_PER_DAY

Floats = NDArray[np.float64]

__all__ = [
    "STEP_D",
    "Habits",
    "capacity",
    "chain",
    "daily_load",
    "guessed_steps",
    "on_foot",
    "regain",
    "step_days",
    "steps_within",
]

STEP_D = 0.125
"""Longest step of the integration [d]."""

_ROUNDING = 1e-9
"""A stretch of a whole number of steps, to rounding, is not cut once more."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How the days from `from_unix_s` on are lived, until the next entry; None = not stated.

    `steps_guessed` says that nobody stated `daily_steps`, so that the draws differ in them.
    """

    from_unix_s: float
    daily_steps: float
    protein_g_per_kg: float | None = None
    energy_balance_kcal: float | None = None
    condition: str = "normal"
    carbohydrate_g_per_kg: float | None = None
    steps_guessed: bool = False


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What growth depends on over a step, each (draw, muscle)."""

    signal: Floats
    daily_load: Floats
    damage: Floats

    @classmethod
    def of(cls, state: BodyState) -> Surroundings:
        """As they are at this moment."""
        return cls(state.signal, state.daily_load, state.damage)


def steps_within(days: float) -> int:
    """Into how many equal steps a stretch is cut so that none is longer than `STEP_D`."""
    return max(math.ceil(days / STEP_D - _ROUNDING), 1)


def on_foot(walked: float, habits: Habits, p: Parameters) -> Floats:
    """Steps on foot of a day in every draw, (draw, 1): `walked`, where habits were lived as said.

    Steps that nobody stated are doubted; those of sessions are known.
    """
    return np.asarray(walked + (p.steps_doubt - 1.0) * guessed_steps(habits))


def guessed_steps(habits: Habits) -> float:
    """Steps a day that are a guess."""
    return habits.daily_steps if habits.steps_guessed else 0.0


def daily_load(steps: float | Floats, p: Parameters) -> Floats:
    """Sufficiency of daily living for keeping muscle, (draw, 1): 0 in bed, 1 at 8000 steps.

    min(1, (1 - exp(-steps / 2500)) / (1 - exp(-8000 / 2500))).
    """
    scale = p["steps_scale"]
    enough = -np.expm1(-p["steps_sufficient"] / scale)
    return np.asarray(np.minimum(-np.expm1(-steps / scale) / enough, 1.0))


def capacity(state: BodyState) -> Floats:
    """Force capacity relative to baseline, (draw, muscle)."""
    return state.size * state.quality * (1.0 - state.damage) * (1.0 - state.fatigue)


def chain(early: Floats, late: Floats | float, dt_d: float, tau_d: Floats) -> tuple[Floats, Floats]:
    """Two equal stages over `dt_d` days: early' = -early/tau, late' = (early - late)/tau."""
    left = np.exp(-dt_d / tau_d)
    return left * early, left * (late + early * dt_d / tau_d)


def _decay(dt_d: float, tau_d: Floats) -> tuple[Floats, Floats]:
    """exp(-dt/tau), and the mean of that decay over the step."""
    left = np.exp(-dt_d / tau_d)
    return left, (1.0 - left) * tau_d / dt_d


def step_days(state: BodyState, dt_d: float, habits: Habits, walked: float, p: Parameters) -> None:
    """Advance every state by `dt_d` days (at most `STEP_D`), in place.

    Parameters
    ----------
    habits
        How this day is lived.
    walked
        Steps on foot today, sessions included; none count in bed.
    """
    steps = 0.0 if habits.condition == "bed_rest" else on_foot(walked, habits, p)
    load, damage = state.daily_load, state.damage
    _move_loads(state, dt_d, steps, habits.condition, p)
    _move_repair(state, dt_d, habits, p)
    # Growth sees the step's mean of what changes within it, not its start.
    mean = Surroundings(
        signal=_decayed_mean(state, "signal", dt_d, p["signal_d"]),
        daily_load=0.5 * (load + state.daily_load),
        damage=0.5 * (damage + state.damage),
    )
    _move_growth(state, dt_d, mean, habits, p)
    _move_protection(state, dt_d, p)
    state.endurance = state.endurance * np.exp(-dt_d / p["endurance_d"])
    state.ck_early, state.ck_late = chain(state.ck_early, state.ck_late, dt_d, p["ck_d"])
    state.unix_s += dt_d * SECONDS_PER_DAY


def _decayed_mean(state: BodyState, name: str, dt_d: float, tau_d: Floats) -> Floats:
    left, mean = _decay(dt_d, tau_d)
    value: Floats = getattr(state, name)
    setattr(state, name, value * left)
    return np.asarray(value * mean)


def _move_loads(
    state: BodyState, dt_d: float, steps: float | Floats, condition: str, p: Parameters
) -> None:
    target = np.broadcast_to(daily_load(steps, p), state.daily_load.shape)
    if condition == "knee_brace":
        target = np.where(p.braced, 0.0, target)
    left, _ = _decay(dt_d, p["disuse_d"])
    state.daily_load = target + (state.daily_load - target) * left


def _move_growth(
    state: BodyState, dt_d: float, mean: Surroundings, habits: Habits, p: Parameters
) -> None:
    drive = growth_drive(state, mean, habits, p)

    ribosome_end = 1.0 + drive
    left, within = _decay(dt_d, p["ribosome_d"])
    ribosome_mean = ribosome_end + (state.ribosome - ribosome_end) * within
    state.ribosome = ribosome_end + (state.ribosome - ribosome_end) * left

    kept, breakdown = balance(mean.daily_load, repair_claim(mean.damage, p), habits, p)
    rate = p["turnover_per_d"] * breakdown
    target = (kept * ribosome_mean + regain(state.size, mean.daily_load, p)) / breakdown
    state.size = target + (state.size - target) * np.exp(-rate * dt_d)

    usable = usable_signal(mean.signal, p)
    better = 1.0 + p["quality_gain"] * usable / (usable + p["quality_half"])
    left, _ = _decay(dt_d, p["quality_d"])
    state.quality = better + (state.quality - better) * left


def usable_signal(signal: Floats, p: Parameters) -> Floats:
    """Growth signal that can be used: daily training cannot stack without limit."""
    return np.asarray(signal / (1.0 + signal / p["signal_half"]))


def repair_claim(damage: Floats, p: Parameters) -> Floats:
    """Share of synthesis that repair lays claim to, (draw, muscle), 0 to 1."""
    claim = damage ** p["repair_claim_exponent"]
    return np.asarray(claim / (claim + p["repair_claim_half"] ** p["repair_claim_exponent"]))


def growth_drive(state: BodyState, mean: Surroundings, habits: Habits, p: Parameters) -> Floats:
    """How far synthesis is raised above its resting level, (draw, muscle)."""
    endured = 1.0 + p["interference_per_met_h"] * state.endurance
    interference = 1.0 / np.maximum(endured, p["interference_least"])
    food = protein_gate(habits.protein_g_per_kg, p) * energy_gate(habits.energy_balance_kcal, p)
    room = np.clip((p["ceiling"] - state.size) / (p["ceiling"] - 1.0), 0.0, p["room_most"])
    gain = p["growth_gain"] * p.age_response * p.response
    drive = gain * usable_signal(mean.signal, p) * interference * food * room
    return np.asarray(drive * (1.0 - p["repair_claim"] * repair_claim(mean.damage, p)))


def regain(size: Floats, load: Floats, p: Parameters) -> Floats:
    """Extra synthesis of a muscle below its own baseline while it is loaded, (draw, muscle).

    What was lost comes back faster than it first grew: volumes were back 90 days after 90 days
    in bed (Belavy 2017).
    """
    return np.asarray(p["regain_gain"] * np.maximum(1.0 - size, 0.0) * load)


def balance(load: Floats, claim: Floats, habits: Habits, p: Parameters) -> tuple[Floats, Floats]:
    """Synthesis kept by daily living, and breakdown, both relative to ordinary life."""
    idle = 1.0 - load
    if habits.condition == "knee_brace":
        idle = idle * np.where(p.braced, p["brace_factor"], 1.0)
    kept = np.maximum(1.0 - p.disuse_synthesis * idle, 0.0)
    breakdown = 1.0 + p.disuse_breakdown * idle + p["damage_breakdown"] * claim
    return kept, breakdown + energy_breakdown(habits.energy_balance_kcal, p)


def _move_repair(state: BodyState, dt_d: float, habits: Habits, p: Parameters) -> None:
    """Saturable repair, exact for a frozen K + D; inflammation as a chain of two."""
    gate = repair_gate(habits.protein_g_per_kg, p)
    late = state.inflammation_late
    help_ = p["repair_baseline"] + (1.0 - p["repair_baseline"]) * late / (
        late + p["repair_signal_half"]
    )
    rate = p["repair_rate"] * help_ * gate / (p["repair_half"] + state.damage)
    state.damage = state.damage * np.exp(-rate * dt_d)
    state.fatigue = state.fatigue * np.exp(-dt_d / p["fatigue_d"])
    state.inflammation_early, state.inflammation_late = chain(
        state.inflammation_early, late, dt_d, p["inflammation_d"]
    )


def _move_protection(state: BodyState, dt_d: float, p: Parameters) -> None:
    """Protection and the habitual dose follow their maturing stores, which fade."""
    fade = p["protection_memory_d"][:, None, :]
    state.protection, state.protection_maturing = _follow(
        state.protection, state.protection_maturing, dt_d, p["protection_maturing_d"], fade
    )
    state.habitual_dose, state.habitual_maturing = _follow(
        state.habitual_dose, state.habitual_maturing, dt_d, p["accustomed_d"], fade
    )


def _follow(
    own: Floats, store: Floats, dt_d: float, mature_d: Floats, fade: Floats
) -> tuple[Floats, Floats]:
    """own' = (store - own) / mature, store' = -store / fade; exact over the step."""
    mature = mature_d[:, None, :]
    store_left, own_left = np.exp(-dt_d / fade), np.exp(-dt_d / mature)
    followed = store * fade / (fade - mature)
    return followed * store_left + (own - followed) * own_left, store * store_left


def baseline_state(p: Parameters, unix_s: float) -> BodyState:
    """A body that has lived an ordinary life without training, for ever."""
    shape = (p.draws, N_MUSCLES)
    bins = (p.draws, len(BINS), N_MUSCLES)
    one, zero = np.ones(shape), np.zeros(shape)
    return BodyState(
        unix_s=unix_s,
        size=one.copy(),
        ribosome=one.copy(),
        signal=zero.copy(),
        daily_load=one.copy(),
        quality=one.copy(),
        damage=zero.copy(),
        fatigue=zero.copy(),
        inflammation_early=zero.copy(),
        inflammation_late=zero.copy(),
        protection=np.zeros(bins),
        protection_maturing=np.zeros(bins),
        habitual_dose=np.zeros(bins),
        habitual_maturing=np.zeros(bins),
        endurance=np.zeros((p.draws, 1)),
        ck_early=np.zeros((p.draws, 1)),
        ck_late=np.zeros((p.draws, 1)),
    )
