"""Parts of a session in time: what an element becomes once its doses are known."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from myostride.gait.load import LoadBlocks
from myostride.runner import Carried
from myostride.training.elements import WornMass

__all__ = ["Part", "combined", "in_order", "pieces", "worn"]

BLOCK_S = 120.0
MOST_BLOCKS = 90


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a session; `blocks` start from 0, None where it is rest alone.

    `assumptions` are sentences a runner can read. `force_log_sd` is the log-sd that peak forces
    have because of what was not stated or is only judged (on top of the gait model's own).
    """

    seconds: float
    blocks: LoadBlocks | None = None
    assumptions: tuple[str, ...] = ()
    force_log_sd: float = 0.0


def in_order(parts: Iterable[Part]) -> Part:
    """Several parts as one, each after the last."""
    parts = list(parts)
    placed: list[LoadBlocks] = []
    clock_s = 0.0
    for part in parts:
        if part.blocks is not None:
            placed.append(replace(part.blocks, start_s=part.blocks.start_s + clock_s))
        clock_s += part.seconds
    return Part(
        seconds=clock_s,
        blocks=LoadBlocks.concatenate(placed) if placed else None,
        assumptions=tuple(dict.fromkeys(line for part in parts for line in part.assumptions)),
        force_log_sd=max((part.force_log_sd for part in parts), default=0.0),
    )


def pieces(seconds: float, session_s: float) -> int:
    """Into how many blocks a steady stretch is cut, so that effort can change within it."""
    return math.ceil(seconds / max(BLOCK_S, session_s / MOST_BLOCKS) - 1e-9)


def worn(mass: WornMass, body_mass_kg: float) -> Carried:
    """Mass worn in kilograms."""
    vest_kg = mass.vest_kg + mass.vest_pct_mass / 100.0 * body_mass_kg
    return Carried(vest_kg=vest_kg, pack_kg=mass.pack_kg, ankle_kg=mass.ankle_kg)


def combined(*log_sds: float) -> float:
    """Independent log-sds together."""
    return math.hypot(*log_sds)
