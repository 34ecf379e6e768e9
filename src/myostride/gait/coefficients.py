"""The coefficients of the closed-form gait model as arrays, muscle last.

Values, sources and status live in `data/gait.yaml` and `data/gait_fitted.yaml`; this module
only puts them in the order of `MUSCLES` and `LOBES`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from myostride.gait.load import LOBES
from myostride.muscles import MUSCLES, N_MUSCLES
from myostride.references import load_parameters, load_table

Floats = NDArray[np.float64]

__all__ = ["JOINTS", "SHAPES", "GaitCoefficients", "coefficients", "coefficients_from", "number"]

JOINTS = ("hip", "knee", "ankle")
SHAPES = (
    "hip_stance",
    "frontal_stance",
    "knee_stance",
    "ankle_stance",
    "early_swing",
    "late_swing",
)
"""Speed shapes: what muscles of one joint and phase share."""


@dataclass(frozen=True, slots=True)
class GaitCoefficients:
    """Arrays of shape (lobe, muscle) unless said otherwise.

    peak_bw : reference peak [body weights] at 3.0 m/s; log_sd its uncertainty.
    shape : index into `SHAPES`.
    up, down : change of the peak per degree uphill and per degree downhill; grade_sd their sd.
    support : 1 where mass on the trunk scales the lobe, 0 where it does not.
    inertia : how far a mass at the ankle scales the lobe, 0 to 1.
    cadence : exponent of cadence over preferred cadence.
    effective : impulse over peak and phase length.
    walk : peak while walking relative to running at 3.0 m/s.
    walk_up, walk_down : (muscle,) change of a walking peak per degree.
    shape_b1, shape_b2, shape_sd : (shape,) log-log speed curve and the sd of its slope.
    shape_beyond : (shape,) slope above the fastest measured speed.
    work_positive, work_negative : (muscle,) [J/kg] per stride at 3 m/s, level, balanced.
    work_positive_exponent, work_negative_exponent : (muscle,) against speed.
    fibre_share_positive : (muscle,) fibre share of positive work.
    fibre_negative_level, fibre_negative_downhill : (muscle,) fibre share of negative work.
    climb_share, descent_share : (muscle,) who does the added work on grades; sum to 1.
    propels, absorbs : (muscle,) 1 where positive work falls downhill, negative work uphill.
    """

    peak_bw: Floats
    log_sd: Floats
    shape: NDArray[np.int64]
    up: Floats
    down: Floats
    grade_sd: Floats
    support: Floats
    inertia: Floats
    cadence: Floats
    effective: Floats
    walk: Floats
    walk_up: Floats
    walk_down: Floats
    shape_b1: Floats
    shape_b2: Floats
    shape_sd: Floats
    shape_beyond: Floats
    work_positive: Floats
    work_negative: Floats
    work_positive_exponent: Floats
    work_negative_exponent: Floats
    fibre_share_positive: Floats
    fibre_negative_level: Floats
    fibre_negative_downhill: Floats
    climb_share: Floats
    descent_share: Floats
    propels: Floats
    absorbs: Floats


def number(name: str) -> float:
    """The value of one scalar parameter of the gait model."""
    return load_parameters("gait")[name].value


@cache
def coefficients() -> GaitCoefficients:
    """All coefficients of the closed form, as shipped."""
    return coefficients_from(load_table("gait_fitted"))


def coefficients_from(fitted: Mapping[str, Any]) -> GaitCoefficients:
    """Coefficients from another fit than the shipped one; same layout as gait_fitted.yaml."""
    rows = load_table("gait")["muscles"]
    shape = np.zeros((len(LOBES), N_MUSCLES), dtype=np.int64)
    lobe_fields = {
        name: np.zeros((len(LOBES), N_MUSCLES))
        for name in ("peak_bw", "log_sd", "up", "down", "grade_sd", "support", "inertia", "cadence")
    }
    effective = np.zeros((len(LOBES), N_MUSCLES))
    walk = np.zeros((len(LOBES), N_MUSCLES))
    for m, muscle in enumerate(MUSCLES):
        for k, lobe in enumerate(LOBES):
            walk[k, m] = rows[muscle]["walk"][lobe]
            row = rows[muscle].get(lobe)
            if row is None:
                continue
            shape[k, m] = SHAPES.index(row["shape"])
            measured = fitted["cadence_exponents"].get(muscle, {})
            peak = fitted["reference_peaks"][muscle][lobe]
            values = {
                "peak_bw": peak["peak_bw"],
                "log_sd": peak["log_sd"],
                "up": row["up_per_deg"],
                "down": row["down_per_deg"],
                "grade_sd": row["grade_sd"],
                "support": row["support"],
                "inertia": row.get("inertia", 0.0),
                "cadence": measured.get(lobe, row.get("cadence")),
            }
            for name, value in values.items():
                lobe_fields[name][k, m] = value
            effective[k, m] = fitted["muscles"][muscle][f"effective_{lobe}"]

    def per_muscle(key: str) -> Floats:
        return np.array([fitted["muscles"][muscle][key] for muscle in MUSCLES])

    def stated(*path: str) -> Floats:
        out = []
        for muscle in MUSCLES:
            value = rows[muscle]
            for key in path:
                value = value[key]
            out.append(float(value))
        return np.array(out)

    positive, negative = per_muscle("work_pos_j_kg"), per_muscle("work_neg_j_kg")
    # Level running does no net work; the source's residual (pelvis and trunk are not muscles
    # of the leg) is shared in equal proportion by both signs.
    balance = np.sqrt(negative.sum() / positive.sum())
    climb, descent = stated("climb_share"), stated("descent_share")
    shapes = fitted["speed_shapes"]
    return GaitCoefficients(
        **lobe_fields,
        shape=shape,
        effective=effective,
        walk=walk,
        walk_up=stated("walk", "up_per_deg"),
        walk_down=stated("walk", "down_per_deg"),
        shape_b1=np.array([shapes[s]["b1"] for s in SHAPES]),
        shape_b2=np.array([shapes[s]["b2"] for s in SHAPES]),
        shape_sd=np.array([shapes[s]["slope_sd"] for s in SHAPES]),
        shape_beyond=np.array([load_table("gait")["beyond_slope"][s] for s in SHAPES]),
        work_positive=positive * balance,
        work_negative=negative / balance,
        work_positive_exponent=per_muscle("work_pos_exponent"),
        work_negative_exponent=per_muscle("work_neg_exponent"),
        fibre_share_positive=per_muscle("fibre_share_positive"),
        fibre_negative_level=stated("fibre_negative", "level"),
        fibre_negative_downhill=stated("fibre_negative", "downhill"),
        climb_share=climb / climb.sum(),
        descent_share=descent / descent.sum(),
        propels=stated("propels"),
        absorbs=stated("absorbs"),
    )
