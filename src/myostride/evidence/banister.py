"""The rival from endurance sport: an impulse of training and a response of two decays (Banister).

Made for performance, not for size: it knows one runner and no muscles. Growth [%] is taken as
k1 x fitness - k2 x fatigue, with the two gains fitted to measured growth (`evidence.rivals`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from myostride.gait.load import LoadBlocks
from myostride.references import load_parameters
from myostride.training import PlannedSession
from myostride.training.capacity import Capacity
from myostride.training.cost import resting_vo2, vo2_of

Floats = NDArray[np.float64]

__all__ = ["fitness_and_fatigue", "impulse_response", "trimp"]


def _value(name: str) -> float:
    return load_parameters("rivals")[name].value


def trimp(blocks: LoadBlocks, capacity: Capacity) -> float:
    """Training impulse of a session [weighted min]: minutes x HRR x a exp(b HRR).

    HRR is the share of heart rate reserve, taken as that of oxygen uptake reserve. Lifting and
    jumping raise the pulse too little for how hard they are; their minutes under load count at
    a stated share.

    Parameters
    ----------
    blocks
        The session's load, (block,).
    capacity
        Who does it; a group's weighting lies between women's and men's by its share of women.
    """
    running = np.isfinite(blocks.level_speed_m_s)
    net_vo2 = vo2_of(np.where(running, blocks.level_speed_m_s, 0.0)) - resting_vo2()
    reserve = np.where(
        running,
        np.clip(net_vo2 / capacity.net_vo2max, 0.0, 1.0),
        _value("trimp_lifting_reserve"),
    )
    men, women = (
        _value(f"trimp_{who}_factor") * np.exp(_value(f"trimp_{who}_exponent") * reserve)
        for who in ("men", "women")
    )
    weight = (1.0 - capacity.women_share) * men + capacity.women_share * women
    return float(blocks.seconds / 60.0 @ (reserve * weight))


def impulse_response(day: Floats, impulse: Floats, at_d: Floats, decay_d: float) -> Floats:
    """Sum of the impulses so far, each decayed since its day: sum w exp(-(t - t_i) / tau).

    Parameters
    ----------
    day, impulse
        When each session was [d] and its impulse, (session,).
    at_d
        Moments [d], (time,); a session counts from its own moment on.
    decay_d
        Time constant tau [d].

    Returns
    -------
    (time,), in units of the impulse.
    """
    since = np.asarray(at_d)[:, None] - np.asarray(day)[None, :]
    left = np.where(since >= 0.0, np.exp(-np.maximum(since, 0.0) / decay_d), 0.0)
    return np.asarray(left @ impulse)


def fitness_and_fatigue(
    sessions: Sequence[PlannedSession], at_d: Floats, capacity: Capacity
) -> Floats:
    """The two sums before their gains, (2, time): the slow decay's, then the fast one's.

    Parameters
    ----------
    sessions
        What is done; who starts is taken as untrained, so that nothing done gives 0.
    at_d
        Moments [d from the program's start], (time,).
    capacity
        Who does it.
    """
    at_d = np.asarray(at_d, dtype=np.float64)
    day = np.array([session.day for session in sessions], dtype=np.float64)
    impulse = np.array([trimp(session.blocks, capacity) for session in sessions])
    return np.array(
        [
            impulse_response(day, impulse, at_d, _value(f"{part}_decay_d"))
            for part in ("fitness", "fatigue")
        ]
    )
