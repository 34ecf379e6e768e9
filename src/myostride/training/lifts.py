"""Lifts as load blocks: one block per set, as a share of each muscle's maximum."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from myostride.gait.load import BINS, LOBES, Floats, LoadBlocks
from myostride.muscles import N_MUSCLES
from myostride.references import load_parameters
from myostride.training.capacity import Capacity
from myostride.training.elements import Lift
from myostride.training.exercises import Exercise, exercise
from myostride.training.parts import Part, combined, worn

__all__ = ["lifted", "possible_reps", "share_of_1rm"]

HEAVY = 0.85
MOST = {"both": 1.0, "concentric": 1.0, "eccentric": 1.6}
UNSTATED_LOAD = 0.15
LOAD_FROM_REPS = 0.05
LOAD_FROM_MASS = 0.20


def _value(name: str) -> float:
    return load_parameters("exercises")[name].value


def share_of_1rm(reps_to_failure: float) -> float:
    """The share of 1RM that can be lifted so often and no more; 1 for a single lift."""
    if reps_to_failure <= 1.0:
        return 1.0
    return 1.0 / (1.0 + reps_to_failure / _value("reps_per_1rm"))


def possible_reps(share: float) -> float:
    """How often a share of 1RM can be lifted; the inverse of `share_of_1rm`."""
    return max(_value("reps_per_1rm") * (1.0 / share - 1.0), 1.0)


@dataclass(frozen=True, slots=True)
class _Sets:
    """A lift with everything known."""

    sets: int
    reps: float
    share: float
    log_sd: float
    said: tuple[str, ...]


def lifted(lift: Lift, capacity: Capacity) -> Part:
    """The sets of one exercise as a part of a session, its last rest included."""
    movement = exercise(lift.exercise)
    phase = lift.phase or movement.phase
    done = _resolve(lift, movement, phase, capacity)
    up_s = lift.up_s or movement.up_s or _value("up_s")
    down_s = lift.down_s or movement.down_s or _value("down_s")
    set_s = done.reps * (up_s + down_s)
    rest_s = lift.rest_s
    if rest_s is None:
        rest_s = _value("rest_heavy_s" if done.share >= HEAVY else "rest_s")
    legs = 2.0 if movement.one_leg else 1.0
    spacing_s = legs * set_s + rest_s
    loaded = {"both": 1.0, "eccentric": down_s, "concentric": up_s}[phase]
    duty = loaded if phase == "both" else loaded / (up_s + down_s)
    lengthening = {"both": _value("eccentric_share"), "eccentric": 1.0, "concentric": 0.0}[phase]
    said = done.said if lift.rest_s is not None else (
        *done.said, f"{lift.exercise}: rest not stated, taken as {rest_s:g} s")  # fmt: skip
    return Part(
        seconds=done.sets * spacing_s,
        blocks=_blocks(
            start_s=spacing_s * np.arange(done.sets, dtype=np.float64),
            set_s=set_s,
            force=done.share * movement.share(lift.depth),
            duty=duty,
            eccentric=lengthening,
        ),
        assumptions=said,
        force_log_sd=combined(_value("group_spread"), done.log_sd),
    )


def _resolve(lift: Lift, movement: Exercise, phase: str, capacity: Capacity) -> _Sets:
    """Sets, repetitions and share of 1RM, with the default of each named where it is used."""
    said: list[str] = []
    sets = lift.sets
    if sets is None:
        sets = int(_value("default_sets"))
        said.append(f"{lift.exercise}: sets not stated, taken as {sets}")
    share, log_sd, why = _load(lift, movement, phase, capacity)
    if why:
        said.append(f"{lift.exercise}: {why}")
    reps = lift.reps
    if reps is None:
        reps, why = _reps(lift, movement, share)
        said.append(f"{lift.exercise}: reps not stated, {why} {reps:g}")
    share = min(max(share, movement.explosive), MOST[phase])
    return _Sets(sets, reps, share, log_sd, tuple(said))


def _reserve(lift: Lift) -> float:
    if lift.to_failure:
        return 0.0
    stated = lift.reps_in_reserve
    return _value("default_reps_in_reserve") if stated is None else stated


def _load(
    lift: Lift, movement: Exercise, phase: str, capacity: Capacity
) -> tuple[float, float, str]:
    """Load as a share of 1RM, its log-sd, and what was assumed (empty where nothing was)."""
    load = lift.load
    one_rm_kg = _one_rm_kg(movement, lift.depth, capacity)
    carried = worn(lift.carried, capacity.mass_kg)
    extra = (carried.trunk_kg + 2.0 * carried.ankle_kg) / one_rm_kg
    if load is None and movement.maximal:
        return _maximum(phase), LOAD_FROM_REPS, "load not stated, taken as maximal"
    if load is None:
        reps = lift.reps or _value("default_reps")
        reserve = _reserve(lift)
        stated = lift.reps is not None and (lift.to_failure or lift.reps_in_reserve is not None)
        share = share_of_1rm(reps + reserve)
        why = f"load not stated, taken as {share:.0%} of 1RM ({reserve:g} reps in reserve)"
        log_sd = LOAD_FROM_REPS if stated else UNSTATED_LOAD
        return share + extra, log_sd, "" if stated else why
    if load.kind == "max":
        return _maximum(phase), 0.0, ""
    if load.kind == "load_pct_1rm":
        return load.value * load.scale / 100.0 + extra, 0.0, ""
    if load.kind == "load_rm":
        return share_of_1rm(load.value) + extra, LOAD_FROM_REPS, ""
    limit = share_of_1rm(lift.reps or 1.0) if phase == "both" else MOST[phase]
    share = min(load.value * load.scale / one_rm_kg + extra, limit)
    return share, LOAD_FROM_MASS, f"1RM not stated, taken as {one_rm_kg:.0f} kg"


def _maximum(phase: str) -> float:
    return _value("eccentric_maximum") if phase == "eccentric" else 1.0


def _reps(lift: Lift, movement: Exercise, share: float) -> tuple[float, str]:
    """Repetitions where none are stated: what the load allows, less those in reserve."""
    load = lift.load
    if (load is not None and load.kind == "max") or (load is None and movement.maximal):
        return _value("maximal_reps"), "taken as"
    if load is None:
        return _value("default_reps"), "taken as"
    reps = min(possible_reps(min(share, 1.0)), _value("most_assumed_reps")) - _reserve(lift)
    return max(float(round(reps)), 1.0), "what the load allows:"


def _one_rm_kg(movement: Exercise, depth: str | None, capacity: Capacity) -> float:
    women = 1.0 + capacity.women_share * (_value("women_1rm") - 1.0)
    strength = _value(f"strength_{capacity.status}") * women * movement.strength_at(depth)
    return movement.one_rm_body_mass * strength * capacity.mass_kg


def _blocks(
    *,
    start_s: Floats,
    set_s: float,
    force: Floats,
    duty: float,
    eccentric: float,
) -> LoadBlocks:
    n = start_s.size
    shape = (n, len(LOBES), N_MUSCLES)
    first = np.zeros(shape)
    first[:, 0] = 1.0
    return LoadBlocks(
        start_s=start_s,
        seconds=np.full(n, set_s),
        force=first * force,
        duty=first * duty,
        eccentric=first * eccentric,
        of_maximum=np.ones(n, dtype=np.bool_),
        plateau=np.ones(n, dtype=np.bool_),
        bin=np.full(n, BINS.index("downhill_or_loaded")),
        level_speed_m_s=np.full(n, np.nan),
        steps=np.zeros(n),
    )
