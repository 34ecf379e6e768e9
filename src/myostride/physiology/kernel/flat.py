"""What compiled code needs of a body, its parameters and its way, as plain arrays."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from myostride.gait.load import BINS, LoadBlocks
from myostride.muscles import N_MUSCLES
from myostride.physiology.day import Habits, guessed_steps
from myostride.physiology.kernel import rows
from myostride.physiology.kernel.life import Stretches
from myostride.physiology.kernel.session import Sessions
from myostride.physiology.nutrition import (
    carbohydrate_gate,
    energy_breakdown,
    energy_gate,
    protein_gate,
    repair_gate,
)
from myostride.physiology.parameters import Parameters
from myostride.physiology.session import endurance_fatigue, involvement, met_hours, wave_table
from myostride.physiology.states import BodyState
from myostride.physiology.stretches import Itinerary, TimedBlocks
from myostride.units import SECONDS_PER_DAY

Floats = NDArray[np.float64]

__all__ = [
    "food_of", "parameters_of", "per_muscle_of", "put_back", "sessions_of", "states_of",
    "stretches_of",
]  # fmt: skip

_CUBE = 3.0
_NO_FORCE = 1e-300
_CONDITIONS = {"bed_rest": rows.BED, "knee_brace": rows.BRACE}


def parameters_of(p: Parameters) -> Floats:
    """(parameter, draw) in the order of `rows`.

    Raises
    ------
    ValueError
        If the repair claim is not a cube, as compiled code takes it to be.
    """
    if np.any(p["repair_claim_exponent"] != _CUBE):
        raise ValueError("the compiled form knows the repair claim as a cube only")
    values = {
        **p.values,
        "growth_gain": p["growth_gain"] * p.age_response,
        "reference_dose": p.reference_dose,
        "lowering_dose": p.lowering_dose,
        "steps_doubt": p.steps_doubt,
        "force_bias": p.force_bias,
    }
    return np.ascontiguousarray(np.hstack([values[name] for name in rows.PARAMETERS]).T)


def per_muscle_of(p: Parameters) -> Floats:
    """(muscle, 5, draw)."""
    return np.ascontiguousarray(np.stack([getattr(p, name).T for name in rows.OWN], axis=1))


def states_of(state: BodyState) -> tuple[Floats, Floats]:
    """(muscle, 21, draw) and (3, draw)."""
    single = [getattr(state, name).T[:, None] for name in rows.STATES]
    binned = [getattr(state, name).T for name in rows.BINNED]
    muscles = np.concatenate([*single, *binned], axis=1)
    return np.ascontiguousarray(muscles), np.hstack([getattr(state, n) for n in rows.BODY]).T.copy()


def put_back(state: BodyState, muscles: Floats, body: Floats) -> None:
    """The inverse of `states_of`, into `state`."""
    for row, name in enumerate(rows.STATES):
        setattr(state, name, muscles[:, row].T.copy())
    bins = len(BINS)
    for k, name in enumerate(rows.BINNED):
        first = len(rows.STATES) + k * bins
        setattr(state, name, muscles[:, first : first + bins].T.copy())
    for row, name in enumerate(rows.BODY):
        setattr(state, name, body[row, :, None].copy())


def food_of(habits: Sequence[Habits], p: Parameters) -> Floats:
    """(habit, 4, draw): gates of growth, repair, extra breakdown, session quality."""
    one = np.ones((p.draws, 1))
    by_draw = np.stack(
        [
            np.hstack(
                [
                    protein_gate(h.protein_g_per_kg, p) * energy_gate(h.energy_balance_kcal, p),
                    repair_gate(h.protein_g_per_kg, p) * one,
                    energy_breakdown(h.energy_balance_kcal, p) * one,
                    carbohydrate_gate(h.carbohydrate_g_per_kg, p),
                ]
            )
            for h in habits
        ]
    )
    return np.ascontiguousarray(by_draw.swapaxes(1, 2))


def stretches_of(way: Itinerary, distinct: Sequence[int]) -> Stretches:
    """The stretches as columns; `distinct` says which distinct session each session is."""
    stretches = way.stretches
    steps = np.array([s.steps for s in stretches], dtype=np.int64)
    report = np.array([s.report for s in stretches])
    counts = np.array([len(s.sessions) for s in stretches], dtype=np.int64)
    last = np.cumsum(counts)
    return Stretches(
        dt_d=np.array([s.days for s in stretches]) / np.maximum(steps, 1),
        steps=steps,
        walked=np.array([s.walked for s in stretches]),
        guessed=np.array([guessed_steps(way.habits[s.habit]) for s in stretches]),
        habit=np.array([s.habit for s in stretches], dtype=np.int64),
        condition=np.array(
            [_CONDITIONS.get(way.habits[s.habit].condition, 0) for s in stretches], dtype=np.int64
        ),
        first=last - counts,
        last=last,
        report=np.where(report, np.cumsum(report) - 1, -1),
        done=np.array([distinct[i] for s in stretches for i in s.sessions], dtype=np.int64),
    )


def sessions_of(way: Itinerary, p: Parameters) -> tuple[Sessions, list[int]]:
    """The distinct sessions of a way, and for each of its sessions which of them it is."""
    done = {i for stretch in way.stretches for i in stretch.sessions}
    numbers: dict[tuple[int, float], int] = {}
    chosen: list[TimedBlocks] = []
    distinct = [-1] * len(way.sessions)
    for i in sorted(done):
        session = way.sessions[i]
        key = (id(session.blocks), session.force_log_sd)
        if key not in numbers:
            numbers[key] = len(chosen)
            chosen.append(session)
        distinct[i] = numbers[key]
    return _columns(chosen, p), distinct


@cache
def _wave() -> tuple[Floats, float]:
    z, table = wave_table()
    return np.ascontiguousarray(table), (z.size - 1) / float(z[-1])


def _columns(chosen: Sequence[TimedBlocks], p: Parameters) -> Sessions:
    blocks = [session.blocks for session in chosen]
    joined = LoadBlocks.concatenate(blocks) if blocks else _no_blocks()
    wave, per_wave = _wave()
    shares = [involvement(b, p) for b in blocks]
    none = np.zeros((0, N_MUSCLES))
    return Sessions(
        first=np.concatenate([[0], np.cumsum([len(b) for b in blocks])]).astype(np.int64),
        start_s=joined.start_s,
        seconds=joined.seconds,
        of_maximum=joined.of_maximum,
        plateau=joined.plateau,
        bin=joined.bin,
        force=_muscle_first(joined.force),
        log_force=np.log(np.maximum(_muscle_first(joined.force), _NO_FORCE)),
        duty=_muscle_first(joined.duty),
        eccentric=_muscle_first(joined.eccentric),
        met_hours=np.array([met_hours(b, p) for b in blocks]),
        half_length_d=np.array([0.5 * s.length_s / SECONDS_PER_DAY for s in chosen]),
        force_log_sd=np.array([s.force_log_sd for s in chosen]),
        metabolic=np.stack([m for m, _ in shares]) if shares else none,
        involved=np.stack([i for _, i in shares]) if shares else none,
        fatigue=np.stack([endurance_fatigue(b, p)[:, 0] for b in blocks])
        if blocks
        else np.zeros((0, p.draws)),
        wave=wave,
        per_wave=per_wave,
        level=BINS.index("level"),
        downhill=BINS.index("downhill_or_loaded"),
    )


def _muscle_first(column: Floats) -> Floats:
    """(block, lobe, muscle) as (muscle, block, lobe)."""
    return np.ascontiguousarray(np.moveaxis(column, 2, 0))


def _no_blocks() -> LoadBlocks:
    none, lobes = np.zeros(0), np.zeros((0, 2, N_MUSCLES))
    flags = np.zeros(0, dtype=np.bool_)
    return LoadBlocks(
        none, none, lobes, lobes, lobes, flags, flags, np.zeros(0, dtype=np.int64), none, none
    )
