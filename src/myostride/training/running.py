"""Runs, walks and football as load blocks, through the gait model."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from myostride.gait.blocks import run_blocks
from myostride.gait.load import LoadBlocks
from myostride.muscles import INDEX
from myostride.references import load_parameters
from myostride.runner import Body, Carried
from myostride.training.capacity import Capacity
from myostride.training.cost import downhill_limit, speed_for
from myostride.training.defaults import complete, default_rest_s, is_all_out
from myostride.training.elements import Dose, Endurance, Intensity, Rest
from myostride.training.intensity import MAX_SPEED_M_S, speed_m_s, vo2_share
from myostride.training.parts import Part, combined, pieces, worn
from myostride.training.titles import title_of

__all__ = ["on_foot"]

STANDING_M_S = 0.3


def _value(name: str) -> float:
    return load_parameters("intensity")[name].value


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Steady movement: speed [m/s], grade, seconds; slower than 0.3 m/s is standing."""

    speed_m_s: float
    grade: float
    seconds: float


def on_foot(element: Endurance, capacity: Capacity, body: Body) -> Part:
    """A run, walk or football game of one person as a part of a session."""
    element, said = complete(element)
    carried = worn(element.carried, body.mass_kg)
    share = (carried.trunk_kg + 2.0 * carried.ankle_kg) / body.mass_kg
    if element.mode == "football":
        work = _football(element, capacity)
        notes: tuple[str, ...] = ("football: a judged mixture of walking, running and turning",)
    else:
        work, notes = _steady(element, capacity, share)
    stretches = _repeated(element, work, capacity, share)
    blocks = _blocks(stretches, element, body, carried)
    return Part(
        seconds=sum(stretch.seconds for stretch in stretches),
        blocks=_minimal(blocks) if element.minimal_footwear else blocks,
        assumptions=(*said, *notes, *_surface(element)),
        force_log_sd=_force_log_sd(element, capacity, unstated=bool(said)),
    )


def _steady(
    element: Endurance, capacity: Capacity, share: float
) -> tuple[list[_Stretch], tuple[str, ...]]:
    """The one stretch of a run or walk, and what had to be judged for it."""
    intensity = element.intensity or Intensity("")
    ground = element.grade_pct / 100.0
    sled = _value("sled_friction") * element.sled_pct_mass / 100.0
    speed = intensity.scale * speed_m_s(
        intensity,
        element.dose,
        capacity,
        grade=ground + sled,
        walking=element.mode == "walk",
        carried_share=share,
    )
    speed = min(max(speed, STANDING_M_S), MAX_SPEED_M_S)
    seconds = element.dose.seconds or (element.dose.distance_m or 0.0) / speed
    notes = []
    if intensity.kind != "speed_m_s" and element.dose.finish_s is None:
        notes.append(f"{title_of(element)}: taken as {speed:.2f} m/s")
        if downhill_limit(ground) < math.inf and ground < -0.05:
            notes.append("downhill speed: limited by braking, not by oxygen uptake alone")
    if sled > 0:
        notes.append(f"sled of {element.sled_pct_mass:g} % of body mass: taken as {sled:.0%} grade")
    if is_all_out(intensity) and element.mode == "run" and seconds <= _value("sprint_until_s"):
        return _from_standing(speed, ground + sled, element.dose), tuple(notes)
    return [_Stretch(speed, ground + sled, seconds)], tuple(notes)


def _from_standing(speed_m_s: float, grade: float, dose: Dose) -> list[_Stretch]:
    """A sprint as its start, which is like running uphill, and the rest at full speed."""
    start_m_s = _value("sprint_start_speed") * speed_m_s
    start_s = _value("sprint_start_s")
    if dose.distance_m is not None:
        start_s = min(start_s, dose.distance_m / start_m_s)
        seconds = start_s + (dose.distance_m - start_s * start_m_s) / speed_m_s
    else:
        seconds = dose.seconds or 0.0
        start_s = min(start_s, seconds)
    return [
        _Stretch(start_m_s, grade + _value("accelerating_grade"), start_s),
        _Stretch(speed_m_s, grade, seconds - start_s),
    ]


def _repeated(
    element: Endurance, work: list[_Stretch], capacity: Capacity, share: float
) -> list[_Stretch]:
    """The work of each repeat with the rests between (after, where there is only one)."""
    rest: list[_Stretch] = []
    if element.rest is not None:
        work_s = sum(stretch.seconds for stretch in work)
        rest = [_rest(element.rest, element, work_s, capacity, share)]
    if element.repeat == 1:
        return [*work, *rest]
    return [*work, *(s for _ in range(element.repeat - 1) for s in (*rest, *work))]


def _rest(
    rest: Rest, element: Endurance, work_s: float, capacity: Capacity, share: float
) -> _Stretch:
    """One rest: standing where no intensity is stated, walking where only a distance is."""
    grade = (element.grade_pct if rest.grade_pct is None else rest.grade_pct) / 100.0
    seconds = rest.dose.seconds
    if seconds is None and rest.dose.distance_m is None:
        seconds = default_rest_s(work_s, element.intensity)
    if rest.intensity is None and seconds is not None:
        return _Stretch(0.0, 0.0, seconds)
    walking = rest.intensity is None or element.mode == "walk"
    intensity = rest.intensity or Intensity("effort", word="self_selected")
    dose = rest.dose if seconds is None else Dose(seconds=seconds)
    speed = speed_m_s(
        intensity, dose, capacity, grade=grade, walking=walking, carried_share=share
    )  # fmt: skip
    speed = max(speed, STANDING_M_S)
    return _Stretch(speed, grade, seconds or (rest.dose.distance_m or 0.0) / speed)


def _football(element: Endurance, capacity: Capacity) -> list[_Stretch]:
    """A game as cycles of standing, walking, running, sprinting, accelerating and braking."""
    intensity = element.intensity or Intensity("")
    seconds = element.dose.seconds or _value("default_football_s")
    asked = 1.0
    if intensity.kind not in ("all_out", "race_effort") and intensity.word != "max":
        asked = vo2_share(intensity, capacity, seconds)
    hard = intensity.scale * min(max(asked / _value("football_usual_share"), 0.2), 1.4)
    easy = speed_for(_value("effort_easy") * capacity.vo2max_ml_kg_min - _value("resting_vo2"))
    turn, slope = _value("football_turn_speed"), _value("accelerating_grade")
    pattern = [
        (easy, 0.0, hard * _value("football_jog")),
        (turn, slope, hard * _value("football_accelerate")),
        (_value("football_sprint_speed") * capacity.max_speed_m_s, 0.0,
         hard * _value("football_sprint")),
        (turn, -slope, hard * _value("football_brake")),
        (capacity.vvo2max_m_s, 0.0, hard * _value("football_fast")),
        (0.0, 0.0, _value("football_stand")),
    ]  # fmt: skip
    walked = max(1.0 - sum(share for *_, share in pattern), 0.0)
    pattern.append((_value("walk_self_selected"), 0.0, walked))
    cycles = max(round(seconds / _value("football_cycle_s")), 1)
    whole = sum(share for *_, share in pattern)
    cycle = [_Stretch(v, grade, share / whole * seconds / cycles) for v, grade, share in pattern]
    return cycle * cycles


def _blocks(
    stretches: list[_Stretch], element: Endurance, body: Body, carried: Carried
) -> LoadBlocks:
    """Stretches one after another, long ones cut so that effort can change within them."""
    total_s = sum(stretch.seconds for stretch in stretches)
    speed, grade, seconds, start = [], [], [], []
    clock_s = 0.0
    for stretch in stretches:
        if stretch.speed_m_s >= STANDING_M_S and stretch.seconds > 0:
            n = pieces(stretch.seconds, total_s)
            each = stretch.seconds / n
            start += [clock_s + k * each for k in range(n)]
            seconds += [each] * n
            speed += [stretch.speed_m_s] * n
            grade += [stretch.grade] * n
        clock_s += stretch.seconds
    moving = np.array(speed)
    cadence = None
    if element.cadence_spm is not None:
        cadence = np.full(moving.size, element.cadence_spm)
    return run_blocks(
        moving,
        np.array(grade),
        np.array(seconds),
        np.array(start),
        body=body,
        carried=carried,
        cadence_spm=cadence,
    )


def _minimal(blocks: LoadBlocks) -> LoadBlocks:
    """Minimal footwear: more on the calf, less on the knee."""
    force = blocks.force.copy()
    for muscle in ("gastrocnemius", "soleus"):
        force[:, 0, INDEX[muscle]] *= _value("minimal_calf")
    force[:, 0, INDEX["vasti"]] *= _value("minimal_knee")
    return replace(blocks, force=force)


def _surface(element: Endurance) -> tuple[str, ...]:
    if element.minimal_footwear:
        return ("minimal footwear: calf 12 % more, knee 8 % less, judged",)
    soft = element.surface is not None and element.surface.lower() in ("sand", "snow", "mud")
    return (f"surface '{element.surface}': its effect is not modelled",) if soft else ()


def _force_log_sd(element: Endurance, capacity: Capacity, *, unstated: bool) -> float:
    """How uncertain the forces are because speed is."""
    intensity = element.intensity or Intensity("")
    known = intensity.kind == "speed_m_s" or element.dose.finish_s is not None
    from_vo2max = 0.0 if known else capacity.vo2max_log_sd
    from_default = _value("unstated_intensity") if unstated else 0.0
    return _value("force_per_speed") * combined(from_vo2max, from_default)
