"""The eccentric dose of a session, in units of a reference downhill run."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from myostride.gait.blocks import run_blocks
from myostride.gait.coefficients import number
from myostride.gait.load import BINS, LoadBlocks
from myostride.muscles import INDEX
from myostride.runner import Body

Floats = NDArray[np.float64]

__all__ = ["binned_dose", "damage_reference", "session_damage_dose"]


def session_damage_dose(blocks: LoadBlocks) -> Floats:
    """Stress-weighted lengthening time of a session for an unfatigued person, (muscle,).

    Sum over blocks and lobes of seconds x duty x eccentric share x force^3 (exponent: Edwards,
    `stress_exponent`), in seconds of the easy step's peak.
    """
    return np.asarray(binned_dose(blocks).sum(axis=0))


def binned_dose(blocks: LoadBlocks, exponent: float | None = None) -> Floats:
    """The same by eccentric-intensity bin, (bin, muscle), at a stress exponent of choice."""
    power = number("stress_exponent") if exponent is None else exponent
    loaded = blocks.seconds[:, None, None] * blocks.duty * blocks.eccentric
    dose = (loaded * blocks.force**power).sum(axis=1)
    out = np.zeros((len(BINS), dose.shape[1]))
    np.add.at(out, blocks.bin, dose)
    return out


def damage_reference(body: Body, exponent: Floats | None = None) -> Floats:
    """The same dose of the quadriceps in 45 min of running at -15 %, same person.

    Parameters
    ----------
    exponent
        Stress exponents other than the central one; the answer has their shape, else (1,).
    """
    blocks = run_blocks(
        np.array([number("damage_reference_speed_m_s")]),
        np.array([number("damage_reference_grade")]),
        np.array([number("damage_reference_s")]),
        np.zeros(1),
        body=body,
    )
    vasti = INDEX["vasti"]
    loaded = blocks.seconds[0] * blocks.duty[0, 0, vasti] * blocks.eccentric[0, 0, vasti]
    power = np.array([number("stress_exponent")]) if exponent is None else exponent
    return np.asarray(loaded * blocks.force[0, 0, vasti] ** power)
