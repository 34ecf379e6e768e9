"""The sums of the compiled form as the same record that the numpy form gives."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from myostride.activity.run import Run
from myostride.gait.coefficients import coefficients, number
from myostride.gait.demand import reference_lobes
from myostride.gait.dose import damage_reference
from myostride.gait.kernel import rows
from myostride.gait.kernel.flat import Flat, flat
from myostride.gait.kernel.passing import Sums, add_up
from myostride.gait.load import LoadBlocks
from myostride.gait.priced import PEAK_QUANTILE, Priced
from myostride.gait.uncertainty import combined_log_sd, sensitivities
from myostride.muscles import N_MUSCLES
from myostride.runner import Body, Carried

Floats = NDArray[np.float64]

__all__ = ["price_samples"]

_HALF_SINE = math.pi / 4.0
"""Seconds of a lobe per phase and step: a half-sine's mean is 2 / pi, a step is half a stride."""


def price_samples(run: Run, body: Body, carried: Carried) -> Priced | None:
    """As `priced.price_samples`, to nine digits."""
    k = flat(body, carried)
    sums = add_up(run, k)
    moving = sums.highest.shape[1]
    if not moving:
        return None
    seconds = sums.shares[rows.SECONDS]
    per_km = _cubes_per_easy_km(body)
    return Priced(
        totals=_totals(sums, k, body),
        force_log_sd=_force_log_sd(sums, body, carried),
        blocks=_blocks(sums.blocks, k),
        by_lap=_both(sums.laps) / per_km,
        without_grade=float(sums.shares[rows.NO_GRADE_S] / seconds),
        without_cadence=float(sums.shares[rows.NO_CADENCE_S] / seconds),
        steep=float(sums.shares[rows.STEEP] / moving),
        fast=float(sums.shares[rows.FAST] / moving),
    )


def _both(lobes: Floats) -> Floats:
    """Sum over the lobes of rows of 20."""
    return np.asarray(lobes[..., :N_MUSCLES] + lobes[..., N_MUSCLES:])


@lru_cache(maxsize=64)
def _cubes_per_easy_km(body: Body) -> Floats:
    easy = reference_lobes(body)
    price = (easy.peak_bw**3 * easy.effective_s).sum(axis=1)[0]
    return np.asarray(price * 1000.0 / number("reference_speed_m_s") * easy.cadence_hz[0])


@lru_cache(maxsize=64)
def _easy_peaks(body: Body) -> Floats:
    return np.asarray(reference_lobes(body).peak_bw[0].max(axis=0))


@lru_cache(maxsize=64)
def _reference_dose(body: Body) -> float:
    return float(damage_reference(body)[0])


def _totals(sums: Sums, k: Flat, body: Body) -> dict[str, Floats]:
    impulse = _both(sums.causes[rows.IMPULSE]) / 2.0  # of one leg: every other step
    rank = math.ceil((sums.highest.shape[1] - 1) * PEAK_QUANTILE)
    dose = _both(sums.work[rows.DOSE] * k.relative**k.stress_exponent) * _HALF_SINE
    return {
        "easy_km": _both(sums.causes[rows.ALL]) / _cubes_per_easy_km(body),
        "tension_time": impulse / _easy_peaks(body),
        "peak": np.partition(sums.highest, rank, axis=1)[:, rank],
        "impulse_bw_s": impulse,
        "work_positive_j_kg": sums.work[rows.POSITIVE, :N_MUSCLES],
        "work_negative_j_kg": sums.work[rows.NEGATIVE, :N_MUSCLES],
        "fibre_negative_j_kg": sums.work[rows.FIBRE_NEGATIVE, :N_MUSCLES],
        "damage_dose": dose / _reference_dose(body),
    }


def _force_log_sd(sums: Sums, body: Body, carried: Carried) -> Floats:
    cubes = sums.causes[: rows.IMPULSE].reshape(rows.IMPULSE, 2, N_MUSCLES)
    whole = np.maximum(cubes[rows.ALL].sum(axis=0), 1e-300)
    mean = cubes / whole
    s = sensitivities(coefficients(), body, carried)
    return combined_log_sd(
        [
            (mean[rows.LOG_SPEED] * s.speed).sum(axis=0),
            (mean[rows.DEGREES] * s.grade).sum(axis=0),
            (mean[rows.GRADE_BIAS] * s.grade_bias).sum(axis=0),
            mean[rows.LOG_CADENCE].sum(axis=0) * s.cadence
            + (mean[rows.NO_CADENCE] * s.no_cadence).sum(axis=0),
            mean[rows.WALKING].sum(axis=0) * s.walking,
            (mean[rows.ALL] * s.carried).sum(axis=0),
        ]
    )


def _blocks(table: Floats, k: Flat) -> LoadBlocks:
    shape = (len(table), 2, N_MUSCLES)
    phase = table[:, [rows.STANCE, rows.SWING]][:, :, None]
    effective = phase * k.effective.reshape(2, N_MUSCLES)
    cube = table[:, rows.CUBE : rows.LENGTHENED].reshape(shape)
    lengthened = table[:, rows.LENGTHENED :].reshape(shape)
    seconds = table[:, rows.LASTS]
    none = np.zeros(len(table), dtype=np.bool_)
    return LoadBlocks(
        start_s=table[:, rows.START].copy(),
        seconds=seconds.copy(),
        force=np.cbrt(cube / np.maximum(effective, 1e-12)) * k.relative.reshape(2, N_MUSCLES),
        duty=effective * _HALF_SINE / seconds[:, None, None],
        eccentric=lengthened / np.maximum(cube, 1e-300),
        of_maximum=none,
        plateau=none.copy(),
        bin=table[:, rows.BIN].astype(np.int64),
        level_speed_m_s=table[:, rows.SPEED] / seconds,
        steps=table[:, rows.STEPS].copy(),
    )
