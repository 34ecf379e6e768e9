"""Jumps as load blocks: landing and push-off by simple mechanics.

The mean ground force that stops a fall from height h over a distance s, or drives a rise to h,
is 1 + h/s body weights. Its peak, and the joints' share of it, are judged (`exercises.yaml`).
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from myostride.gait.load import BINS, LOBES, Floats, LoadBlocks
from myostride.muscles import INDEX, N_MUSCLES
from myostride.references import load_parameters, load_table
from myostride.runner import Body
from myostride.training.elements import Jump
from myostride.training.parts import Part, worn
from myostride.units import GRAVITY_M_S2

__all__ = ["jumped"]

CALF = ("gastrocnemius", "soleus")
DEFAULT_REST_S = 90.0


def _value(name: str) -> float:
    return load_parameters("exercises")[name].value


def jumped(jump: Jump, body: Body) -> Part:
    """Jumps of one person as a part of a session, the last rest included."""
    said: list[str] = []
    kind = jump.kind
    if kind is None:
        kind = "countermovement"
        said.append("jump: kind not stated, taken as countermovement")
    mechanics = load_table("exercises")["jumps"]["kinds"][kind]
    count = jump.count
    if count is None:
        count = int(_value("default_jumps"))
        said.append(f"{kind} jumps: count not stated, taken as {count}")
    height_m = jump.height_m
    if height_m is None:
        height_m = mechanics["height_m"]
        said.append(f"{kind} jumps: height not stated, taken as {height_m:g} m")
    rise_m = mechanics.get("rise_m", height_m)
    lobes = [(mechanics["landing"], height_m), (mechanics["push_off"], rise_m)]
    rest_s = DEFAULT_REST_S if jump.rest_s is None else jump.rest_s
    interval_s = max(mechanics.get("interval_s", 0.0), _least_interval_s(lobes))
    set_s = count * interval_s
    carried = worn(jump.carried, body.mass_kg)
    mass_ratio = 1.0 + (carried.trunk_kg + 2.0 * carried.ankle_kg) / body.mass_kg
    return Part(
        seconds=jump.sets * (set_s + rest_s),
        blocks=_blocks(jump.sets, set_s, rest_s, lobes, interval_s, mass_ratio),
        assumptions=tuple(said),
        force_log_sd=_value("jump_spread"),
    )


def _contact_s(lobe: dict[str, Any], height_m: float) -> float:
    """Time from landing to standstill, or from standstill to take-off [s]."""
    return 2.0 * float(lobe["distance_m"]) / math.sqrt(2.0 * GRAVITY_M_S2 * height_m)


def _least_interval_s(lobes: list[tuple[dict[str, Any], float]]) -> float:
    flight_s = 2.0 * math.sqrt(2.0 * lobes[1][1] / GRAVITY_M_S2)
    return flight_s + sum(_contact_s(lobe, height) for lobe, height in lobes)


def _force(lobe: dict[str, Any], height_m: float, mass_ratio: float) -> Floats:
    """Peak force (muscle,) of one leg over the same muscle's peak in easy running."""
    mean_bw = mass_ratio * (1.0 + height_m / lobe["distance_m"]) / 2.0
    relative = lobe["shape"] * mean_bw / _value("easy_run_peak_bw")
    force = np.zeros(N_MUSCLES)
    for muscle, (joint, share) in load_table("exercises")["jumps"]["muscles"].items():
        force[INDEX[muscle]] = relative * lobe["joints"][joint] * share
    return force


def _eccentric(landing: bool) -> Floats:
    share = np.full(N_MUSCLES, _value("landing_eccentric" if landing else "push_off_eccentric"))
    for muscle in CALF:
        share[INDEX[muscle]] *= _value("calf_fibre_share")
    return share


def _blocks(
    sets: int,
    set_s: float,
    rest_s: float,
    lobes: list[tuple[dict[str, Any], float]],
    interval_s: float,
    mass_ratio: float,
) -> LoadBlocks:
    shape = (sets, len(LOBES), N_MUSCLES)
    force = np.array([_force(lobe, height, mass_ratio) for lobe, height in lobes])
    duty = np.array([[_contact_s(lobe, height) / interval_s] for lobe, height in lobes])
    eccentric = np.array([_eccentric(landing=True), _eccentric(landing=False)])
    return LoadBlocks(
        start_s=np.arange(sets, dtype=np.float64) * (set_s + rest_s),
        seconds=np.full(sets, set_s),
        force=np.broadcast_to(force, shape).copy(),
        duty=np.broadcast_to(duty, shape).copy(),
        eccentric=np.broadcast_to(eccentric, shape).copy(),
        of_maximum=np.zeros(sets, dtype=np.bool_),
        plateau=np.zeros(sets, dtype=np.bool_),
        bin=np.full(sets, BINS.index("downhill_or_loaded")),
        level_speed_m_s=np.full(sets, np.nan),
        steps=np.zeros(sets),
    )
