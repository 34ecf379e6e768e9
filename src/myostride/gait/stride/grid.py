"""Strides over a grid of states as ratios to level 3 m/s: what a surrogate is fitted to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from myostride.gait.stride.stride import Stride, simulate_stride
from myostride.runner import Body, Carried

Floats = NDArray[np.float64]

__all__ = ["State", "StrideRatios", "stride_ratios"]

REFERENCE_SPEED_M_S = 3.0
LEAST_BW, LEAST_J_KG = 0.1, 0.005


@dataclass(frozen=True, slots=True)
class State:
    """One point of the grid; cadence relative to the preferred one, ankle mass per leg."""

    speed_m_s: float = REFERENCE_SPEED_M_S
    grade: float = 0.0
    cadence_ratio: float = 1.0
    vest_kg: float = 0.0
    ankle_kg: float = 0.0


@dataclass(frozen=True, slots=True)
class StrideRatios:
    """A state's peaks and fibre work over those of level running at 3 m/s, (muscle,) each.

    NaN where the muscle is all but silent in that lobe in level running. `unmet_nm` is the
    largest moment that the muscles could not give.
    """

    state: State
    stance: Floats
    swing: Floats
    fibre_negative: Floats
    unmet_nm: float


def _stride(state: State, body: Body) -> Stride:
    carried = Carried(vest_kg=state.vest_kg, ankle_kg=state.ankle_kg)
    usual = simulate_stride(state.speed_m_s, grade=state.grade, body=body, carried=carried)
    if state.cadence_ratio == 1.0:
        return usual
    return simulate_stride(
        state.speed_m_s,
        grade=state.grade,
        body=body,
        carried=carried,
        cadence_spm=usual.cadence_spm * state.cadence_ratio,
    )


def stride_ratios(states: Iterable[State], body: Body) -> Iterator[StrideRatios]:
    """The ratios of every state, one after another."""
    reference = _stride(State(), body)

    def over(value: Floats, base: Floats, least: float) -> Floats:
        return np.asarray(np.where(base >= least, value / np.maximum(base, least), np.nan))

    for state in states:
        stride = _stride(state, body)
        yield StrideRatios(
            state,
            over(stride.peak_bw(True), reference.peak_bw(True), LEAST_BW),
            over(stride.peak_bw(False), reference.peak_bw(False), LEAST_BW),
            over(stride.fibre_work_j_kg()[1], reference.fibre_work_j_kg()[1], LEAST_J_KG),
            float(np.abs(stride.residual_nm).max()),
        )
