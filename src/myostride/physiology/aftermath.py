"""What a session leaves behind: the jumps of the states at its end."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from myostride.gait.load import BINS
from myostride.physiology.day import Habits, chain
from myostride.physiology.nutrition import carbohydrate_gate
from myostride.physiology.parameters import Parameters
from myostride.physiology.session import SessionDose
from myostride.physiology.states import BodyState
from myostride.units import SECONDS_PER_DAY

Floats = NDArray[np.float64]

__all__ = ["apply_session"]

HARD = [b for b, name in enumerate(BINS) if name != "level"]


def apply_session(
    state: BodyState, dose: SessionDose, p: Parameters, habits: Habits | None = None
) -> None:
    """The jumps at the end of a session, in place: signal, damage, fatigue, protection.

    Parameters
    ----------
    habits
        How the day is lived besides; only carbohydrate matters, to the quality of the session.
    """
    intake = None if habits is None else habits.carbohydrate_g_per_kg
    growth = dose.growth * carbohydrate_gate(intake, p)
    state.signal += growth
    state.fatigue = 1.0 - (1.0 - state.fatigue) * (1.0 - dose.fatigue)
    state.endurance += dose.met_hours
    # A hard session is load too: a muscle that works is not idle, even in bed.
    made_up = growth / (growth + p["loading_half"])
    state.daily_load += np.maximum(1.0 - state.daily_load, 0.0) * np.clip(made_up, 0.0, 1.0)
    protected = _protected(state, dose, p)
    # Hard braking tires beyond its damage, less so whoever is protected.
    hard = dose.eccentric[:, HARD].sum(axis=1)
    braking = p["eccentric_fatigue"] * -np.expm1(-p["braking_rate"] * hard)
    braking = braking * (1.0 - p["protection_force"] * protected)
    state.fatigue = 1.0 - (1.0 - state.fatigue) * (1.0 - braking)
    _harm(state, dose, protected, p)
    _protect(state, dose, p)


def _protected(state: BodyState, dose: SessionDose, p: Parameters) -> Floats:
    """Protection against this dose, (draw, muscle): that of its bins, by their share in it."""
    total = dose.eccentric.sum(axis=1)
    counts = np.stack([p["protection_on_level"], *[np.ones((p.draws, 1))] * len(HARD)], axis=1)
    shares = dose.eccentric / np.maximum(total, 1e-12)[:, None, :]
    return np.asarray((shares * counts * state.protection).sum(axis=1))


def _harm(state: BodyState, dose: SessionDose, protected: Floats, p: Parameters) -> None:
    """New damage, and what it sets off: inflammation, and creatine kinase in the blood."""
    # What is habitual does no harm: all of it on the level, part of it downhill or loaded.
    harmless = np.stack([p["accustomed_level"], *[p["accustomed_hard"]] * (len(BINS) - 1)], axis=1)
    over = np.maximum(dose.eccentric - harmless * state.habitual_dose, 0.0).sum(axis=1)
    weak = 1.0 + p["vulnerability"] * state.damage
    raw = p["damage_gain"] * over ** p["damage_exponent"] * weak
    # Fibres leak in proportion to the insult, whatever force is left to lose.
    leaked = raw * (1.0 - p["protection_ck"] * protected)
    # However large the dose, one session takes no more than the limit of what is left.
    raw = p["damage_limit"] * -np.expm1(-raw / p["damage_limit"]) * (1.0 - state.damage)
    state.damage += raw * (1.0 - p["protection_force"] * protected)
    felt = raw * (1.0 - p["protection_soreness"] * protected)
    # What a long session did, it did on average half its length ago.
    ago_d = 0.5 * dose.seconds / SECONDS_PER_DAY
    early, late = chain(felt, np.zeros_like(felt), ago_d, p["inflammation_d"])
    state.inflammation_early += early
    state.inflammation_late += late
    early, late = chain((leaked @ p.volume_share)[:, None], 0.0, ago_d, p["ck_d"])
    state.ck_early += early
    state.ck_late += late


def _protect(state: BodyState, dose: SessionDose, p: Parameters) -> None:
    """A dose earns protection in its own bin and in the gentler ones, and becomes habitual."""
    at_or_above = np.cumsum(dose.eccentric[:, ::-1], axis=1)[:, ::-1]
    earned = -np.expm1(-at_or_above / p["protection_dose"][:, None, :])
    state.protection_maturing += (1.0 - state.protection_maturing) * earned
    more = np.maximum(dose.eccentric - state.habitual_maturing, 0.0)
    state.habitual_maturing += p["accustomed_rise"][:, None, :] * more
