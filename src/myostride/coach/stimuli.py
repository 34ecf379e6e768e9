"""How much of each stimulus a session holds, read off its elements alone.

Nothing here depends on who does it but for body mass, so a plan edited by hand is judged by what
it says, not by what it is called.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from myostride.coach.athlete import Stimulus
from myostride.muscles import INDEX, MUSCLES
from myostride.references import load_parameters, load_table
from myostride.training.blocks import Session
from myostride.training.defaults import complete, default_rest_s, is_all_out
from myostride.training.elements import Element, Endurance, Group, Jump, Lift
from myostride.training.exercises import exercise
from myostride.training.lifts import share_of_1rm
from myostride.training.parts import worn

__all__ = ["Doses", "doses", "moving_rest", "rule_number"]

_ASSUMED_M_S = 2.8
"""Of a distance whose speed is not stated, to turn it into minutes."""


def rule_number(name: str) -> float:
    """A value of `data/rules.yaml`."""
    return load_parameters("rules")[name].value


@dataclass(frozen=True, slots=True)
class Doses:
    """What a session holds; minutes include the rests between repeats.

    run_min : running. downhill_min : running or walking downhill.
    loaded_min : on foot with weight. sprint_min, sprint_s : all-out bouts, and their work alone.
    fast_min : strides and all-out bouts.
    heavy, lifted : muscles that lifts and jumps train heavily, and at all.
    maximal : whether sprints or lifts are maximal.
    run_kg, walk_kg : most weight on the trunk while running and otherwise.
    ankle_kg : most at each ankle; ankle_fast : whether any of it is run with faster than a jog.
    """

    run_min: float = 0.0
    downhill_min: float = 0.0
    loaded_min: float = 0.0
    sprint_min: float = 0.0
    sprint_s: float = 0.0
    fast_min: float = 0.0
    heavy: frozenset[str] = frozenset()
    lifted: frozenset[str] = frozenset()
    maximal: bool = False
    run_kg: float = 0.0
    walk_kg: float = 0.0
    ankle_kg: float = 0.0
    ankle_fast: bool = False

    @property
    def stimuli(self) -> frozenset[Stimulus]:
        """Every stimulus but speed above the critical one, which depends on the runner."""
        present = {
            Stimulus.DOWNHILL: self.downhill_min >= rule_number("priming_least_minutes"),
            Stimulus.SPRINT: self.sprint_min > 0.0,
            Stimulus.HEAVY: bool(self.heavy),
            Stimulus.LOADED: self.loaded_min > 0.0,
        }
        return frozenset(stimulus for stimulus, there in present.items() if there)

    def of(self, stimulus: Stimulus) -> float:
        """Minutes that prepare for a stimulus; strides prepare for sprints."""
        return {
            Stimulus.DOWNHILL: self.downhill_min,
            Stimulus.SPRINT: self.fast_min,
            Stimulus.LOADED: self.loaded_min,
        }[stimulus]


@dataclass(slots=True)
class _Tally:
    """Sums while the elements are walked through."""

    minutes: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    most: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    heavy: set[str] = field(default_factory=set)
    lifted: set[str] = field(default_factory=set)
    maximal: bool = False
    ankle_fast: bool = False
    jumps: float = 0.0
    jumped: set[str] = field(default_factory=set)


@lru_cache(maxsize=4096)
def doses(session: Session, mass_kg: float) -> Doses:
    """What a session holds for someone of that body mass."""
    tally = _Tally()
    for element in session:
        _add(element, 1, tally, mass_kg)
    if tally.jumps >= rule_number("heavy_jumps"):
        tally.heavy |= tally.jumped
    sprint_s = tally.minutes["sprint_s"]
    return Doses(
        run_min=tally.minutes["run"],
        downhill_min=tally.minutes["downhill"],
        loaded_min=tally.minutes["loaded"],
        sprint_min=tally.minutes["sprint"],
        sprint_s=sprint_s,
        fast_min=tally.minutes["fast"],
        heavy=frozenset(tally.heavy),
        lifted=frozenset(tally.lifted),
        maximal=tally.maximal or sprint_s >= rule_number("maximal_sprint_s"),
        run_kg=tally.most["run"],
        walk_kg=tally.most["walk"],
        ankle_kg=tally.most["ankle"],
        ankle_fast=tally.ankle_fast,
    )


def _add(element: Element, times: int, tally: _Tally, mass_kg: float) -> None:
    if isinstance(element, Group):
        for step in element.steps:
            _add(step, times * element.repeat, tally, mass_kg)
        moved = moving_rest(element)
        if moved is not None:
            _add(moved, times * (element.repeat - 1), tally, mass_kg)
    elif isinstance(element, Lift):
        _add_lift(element, tally, mass_kg)
    elif isinstance(element, Jump):
        _add_jumps(element, times, tally, mass_kg)
    elif element.mode != "cycle":
        _add_on_foot(complete(element)[0], times, tally, mass_kg)


def moving_rest(group: Group) -> Endurance | None:
    """What is run or walked between the repeats of a group; None where nobody moves."""
    rest = group.rest
    if rest is None or (rest.intensity is None and rest.dose.distance_m is None):
        return None
    mode = "walk" if rest.intensity is None else "run"
    return Endurance(mode, rest.dose, rest.intensity, grade_pct=rest.grade_pct or 0.0)


def _seconds(element: Endurance) -> float:
    dose, intensity = element.dose, element.intensity
    if dose.seconds is not None:
        return dose.seconds
    if dose.finish_s is not None:
        return dose.finish_s
    stated = intensity is not None and intensity.kind == "speed_m_s"
    return (dose.distance_m or 0.0) / (
        intensity.value if stated and intensity is not None else _ASSUMED_M_S
    )


def _rest_s(element: Endurance, work_s: float) -> float:
    """All rests of the element; one follows work that is not repeated."""
    if element.rest is None:
        return 0.0
    dose = element.rest.dose
    if dose.seconds is not None:
        once = dose.seconds
    elif dose.distance_m is not None:
        once = dose.distance_m / _ASSUMED_M_S
    else:
        once = default_rest_s(work_s, element.intensity)
    return once * max(element.repeat - 1, 1)


def _add_on_foot(element: Endurance, times: int, tally: _Tally, mass_kg: float) -> None:
    bout_s = _seconds(element)
    work_s, rest_s = element.repeat * bout_s, _rest_s(element, bout_s)
    minutes = times * (work_s + rest_s) / 60.0
    running = element.mode == "run"
    tally.minutes["run"] += minutes if running else 0.0
    tally.minutes["downhill"] += times * _downhill_s(element, work_s, rest_s) / 60.0
    if running and bout_s <= rule_number("sprint_bout_s"):
        if is_all_out(element.intensity):
            tally.minutes["sprint"] += minutes
            tally.minutes["sprint_s"] += times * work_s
        if is_all_out(element.intensity) or _is_stride(element):
            tally.minutes["fast"] += minutes
    _add_weight(element, minutes, running, tally, mass_kg)


def _downhill_s(element: Endurance, work_s: float, rest_s: float) -> float:
    steep = rule_number("downhill_grade")
    down = work_s if element.grade_pct / 100.0 <= steep else 0.0
    rest = element.rest
    if rest is None or (rest.intensity is None and rest.dose.seconds is not None):
        return down  # nobody moves in such a rest
    grade = element.grade_pct if rest.grade_pct is None else rest.grade_pct
    return down + (rest_s if grade / 100.0 <= steep else 0.0)


def _is_stride(element: Endurance) -> bool:
    intensity = element.intensity
    return (
        intensity is not None
        and intensity.kind == "vo2max_pct"
        and intensity.value * intensity.scale >= rule_number("fast_vo2max_pct")
    )


def _add_weight(
    element: Endurance, minutes: float, running: bool, tally: _Tally, mass_kg: float
) -> None:
    carried = worn(element.carried, mass_kg)
    if carried.trunk_kg + carried.ankle_kg <= 0.0:
        return
    tally.minutes["loaded"] += minutes
    gait = "run" if running else "walk"
    tally.most[gait] = max(tally.most[gait], carried.trunk_kg)
    tally.most["ankle"] = max(tally.most["ankle"], carried.ankle_kg)
    if running and carried.ankle_kg > 0.0:
        intensity = element.intensity
        jog = (
            intensity is not None
            and intensity.kind == "speed_m_s"
            and intensity.value * intensity.scale <= rule_number("ankle_jog_m_s")
        )
        tally.ankle_fast |= not jog


def _add_lift(lift: Lift, tally: _Tally, mass_kg: float) -> None:
    movement = exercise(lift.exercise)
    shares = movement.share(lift.depth)
    trained = {m for m in MUSCLES if shares[INDEX[m]] >= rule_number("muscle_share")}
    load, maximal = _load(lift)
    tally.lifted |= trained
    if load >= rule_number("heavy_load"):
        tally.heavy |= trained
        tally.maximal |= maximal or load >= rule_number("maximal_load")
    carried = worn(lift.carried, mass_kg)
    tally.most["walk"] = max(tally.most["walk"], carried.trunk_kg)
    tally.most["ankle"] = max(tally.most["ankle"], carried.ankle_kg)


def _load(lift: Lift) -> tuple[float, bool]:
    """Load over 1RM, and whether the sets leave nothing; a load in kg is taken as heavy."""
    table = load_parameters("exercises")
    movement, load = exercise(lift.exercise), lift.load
    stated = lift.reps_in_reserve
    reserve = table["default_reps_in_reserve"].value if stated is None else stated
    spent = lift.to_failure or stated == 0
    if load is None and movement.maximal:
        return 1.0, True
    if load is None:
        reps = lift.reps or table["default_reps"].value
        share = share_of_1rm(reps + (0.0 if lift.to_failure else reserve))
    elif load.kind == "max":
        return 1.0, True
    elif load.kind == "load_pct_1rm":
        share = load.value * load.scale / 100.0
    elif load.kind == "load_rm":
        share = share_of_1rm(load.value)
    else:
        share = rule_number("heavy_load")
    if spent:
        share = max(share, rule_number("heavy_load"))
    return float(np.clip(max(share, movement.explosive), 0.0, 1.6)), spent


def _add_jumps(jump: Jump, times: int, tally: _Tally, mass_kg: float) -> None:
    muscles = load_table("exercises")["jumps"]["muscles"]
    trained = {m for m, (_, share) in muscles.items() if share >= rule_number("muscle_share")}
    count = (
        load_parameters("exercises")["default_jumps"].value if jump.count is None else jump.count
    )
    tally.jumps += times * jump.sets * count
    tally.lifted |= trained
    tally.jumped |= trained
    carried = worn(jump.carried, mass_kg)
    tally.most["run"] = max(tally.most["run"], carried.trunk_kg)
    tally.most["ankle"] = max(tally.most["ankle"], carried.ankle_kg)
    tally.ankle_fast |= carried.ankle_kg > 0.0
    if carried.trunk_kg + carried.ankle_kg > 0.0:
        tally.minutes["loaded"] += float(times * jump.sets)  # about a minute a set
