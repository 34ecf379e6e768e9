"""What one session does to each muscle of one runner: load, growth signal, eccentric dose."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from myostride.coach.stimuli import moving_rest
from myostride.gait.blocks import run_blocks
from myostride.gait.coefficients import number
from myostride.gait.load import LoadBlocks
from myostride.muscles import MUSCLES, N_MUSCLES
from myostride.physiology import Parameters, draw_parameters
from myostride.physiology.session import SessionDose, session_dose
from myostride.runner import Body, Runner
from myostride.training.blocks import Session
from myostride.training.capacity import Capacity, capacity_of
from myostride.training.defaults import complete, default_rest_s
from myostride.training.elements import Dose, Element, Endurance, Group, Intensity, Rest
from myostride.training.intensity import speed_m_s
from myostride.training.parts import worn
from myostride.training.sessions import session_part

Floats = NDArray[np.float64]

__all__ = ["Effects", "block_dose", "session_effects"]

_PLATEAU = math.pi / 2.0
"""Effective duration of a held force over that of a half-sine which lasts as long."""


@dataclass(frozen=True, slots=True)
class Effects:
    """One session by muscle id, at the centre of the model and from a fresh state.

    easy_km : kilometres at 3.0 m/s on the level that load the muscle as much.
    growth : growth signal, 0 to about 1.
    eccentric : eccentric dose, 1 for the quadriceps in 45 min of running at -15 %.
    distance_m : on foot.
    seconds : rests included.
    """

    easy_km: Mapping[str, float]
    growth: Mapping[str, float]
    eccentric: Mapping[str, float]
    distance_m: float
    seconds: float


@lru_cache(maxsize=2048)
def session_effects(session: Session, runner: Runner) -> Effects:
    """Work out a session for a runner, once for each pair."""
    capacity = capacity_of(runner)
    part = session_part(session, capacity, runner.body)
    metres = sum(_metres(element, capacity) for element in session)
    if part.blocks is None or not len(part.blocks):
        nothing = _by_muscle(np.zeros(N_MUSCLES))
        return Effects(nothing, nothing, nothing, metres, part.seconds)
    p = _centre(runner)
    dose = _fresh_dose(part.blocks, p)
    return Effects(
        easy_km=_by_muscle(_easy_km(part.blocks, runner.body, p)),
        growth=_by_muscle(dose.growth[0]),
        eccentric=_by_muscle(dose.eccentric[0].sum(axis=0)),
        distance_m=metres,
        seconds=part.seconds,
    )


def block_dose(blocks: LoadBlocks, runner: Runner) -> SessionDose:
    """What a recorded session does, at the centre of the model and from a fresh state."""
    return _fresh_dose(blocks, _centre(runner))


def _fresh_dose(blocks: LoadBlocks, p: Parameters) -> SessionDose:
    return session_dose(blocks, np.ones((1, N_MUSCLES)), p)


def _by_muscle(values: Floats) -> Mapping[str, float]:
    return MappingProxyType({m: float(v) for m, v in zip(MUSCLES, values, strict=True)})


@lru_cache(maxsize=64)
def _centre(runner: Runner) -> Parameters:
    return draw_parameters(1, 0, runner)


def _easy_km(blocks: LoadBlocks, body: Body, p: Parameters) -> Floats:
    """Peak cubed times effective duration against the same of one easy kilometre, (muscle,).

    Lifts and rides are shares of a maximum; the easy step's relative intensity converts them.
    """
    to_easy = np.where(blocks.of_maximum[:, None], 1.0 / p.sigma_ref, 1.0)[:, None, :]
    held = np.where(blocks.plateau, _PLATEAU, 1.0)[:, None, None]
    seconds = blocks.seconds[:, None, None]
    price = (seconds * blocks.duty * held * (blocks.force * to_easy) ** 3).sum(axis=(0, 1))
    return np.asarray(price / _easy_price(body))


@lru_cache(maxsize=64)
def _easy_price(body: Body) -> Floats:
    speed = number("reference_speed_m_s")
    seconds = np.array([1000.0 / speed])
    easy = run_blocks(np.array([speed]), np.zeros(1), seconds, np.zeros(1), body=body)
    return np.asarray((seconds[:, None, None] * easy.duty * easy.force**3).sum(axis=(0, 1)))


def _metres(element: Element, capacity: Capacity) -> float:
    """Distance of an element on foot; games count none."""
    if isinstance(element, Group):
        moved = moving_rest(element)
        between = 0.0 if moved is None else _metres(moved, capacity)
        once = sum(_metres(step, capacity) for step in element.steps)
        return element.repeat * once + (element.repeat - 1) * between
    if not isinstance(element, Endurance) or element.mode not in ("run", "walk"):
        return 0.0
    element = complete(element)[0]
    metres, seconds = _covered(element, element.dose, element.intensity, None, capacity)
    rested = 0.0
    if element.rest is not None:
        rested = _rest_metres(element, element.rest, seconds, capacity)
    return element.repeat * metres + max(element.repeat - 1, 1) * rested


def _rest_metres(element: Endurance, rest: Rest, work_s: float, capacity: Capacity) -> float:
    if rest.dose.distance_m is not None:
        return rest.dose.distance_m
    if rest.intensity is None:
        return 0.0
    seconds = rest.dose.seconds or default_rest_s(work_s, element.intensity)
    return _covered(element, Dose(seconds=seconds), rest.intensity, rest.grade_pct, capacity)[0]


def _covered(
    element: Endurance,
    dose: Dose,
    intensity: Intensity | None,
    grade_pct: float | None,
    capacity: Capacity,
) -> tuple[float, float]:
    """Metres and seconds of one stretch."""
    how = intensity or Intensity("")
    carried = worn(element.carried, capacity.mass_kg)
    grade = (element.grade_pct if grade_pct is None else grade_pct) / 100.0
    speed = how.scale * speed_m_s(
        how,
        dose,
        capacity,
        grade=grade,
        walking=element.mode == "walk",
        carried_share=(carried.trunk_kg + 2.0 * carried.ankle_kg) / capacity.mass_kg,
    )
    if dose.seconds is not None:
        return speed * dose.seconds, dose.seconds
    metres = dose.distance_m or 0.0
    return metres, metres / max(speed, 0.1)
