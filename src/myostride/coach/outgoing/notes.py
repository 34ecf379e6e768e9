"""What a watch cannot measure, in words: grades, loads, repetitions, how hard."""

from __future__ import annotations

from myostride.references import load_parameters
from myostride.training.elements import Endurance, Jump, Lift, WornMass
from myostride.training.exercises import exercise
from myostride.training.parts import worn
from myostride.training.titles import intensity_text

__all__ = ["jump_name", "jump_notes", "lift_name", "lift_notes", "run_notes"]


def run_notes(element: Endurance, mass_kg: float) -> str:
    """Of a run, walk, ride or game: how hard it is meant, the slope, what is carried."""
    said = []
    if element.intensity is not None and element.intensity.kind not in ("", "speed_m_s"):
        said.append(intensity_text(element.intensity))
    if element.grade_pct:
        way = "uphill" if element.grade_pct > 0 else "downhill"
        said.append(f"{abs(element.grade_pct):g} % {way}")
    said += _worn(element.carried, mass_kg)
    if element.sled_pct_mass:
        said.append(f"sled of {0.01 * element.sled_pct_mass * mass_kg:.3g} kg")
    if element.cadence_spm is not None:
        said.append(f"{element.cadence_spm:g} steps/min")
    if element.surface:
        said.append(f"on {element.surface}")
    if element.minimal_footwear:
        said.append("minimal shoes")
    if element.eccentric:
        said.append("resist the pedals")
    return ", ".join(said)


def lift_name(lift: Lift) -> str:
    """Such as "Back squat x 8"."""
    name = lift.exercise.replace("_", " ").capitalize()
    return f"{name} x {lift.reps:g}" if lift.reps else name


def lift_notes(lift: Lift, mass_kg: float) -> str:
    """Of one set: load, depth, how near to failure, how fast."""
    said = ["each leg in turn"] if exercise(lift.exercise).one_leg else []
    if lift.load is not None:
        said.append(intensity_text(lift.load))
    if lift.depth:
        said.append(f"{lift.depth} depth")
    said += _reserve(lift)
    if lift.phase in ("eccentric", "concentric"):
        said.append("lowering only" if lift.phase == "eccentric" else "lifting only")
    if lift.up_s:
        said.append(f"{lift.up_s:g} s up")
    if lift.down_s:
        said.append(f"{lift.down_s:g} s down")
    return ", ".join([*said, *_worn(lift.carried, mass_kg)])


def _reserve(lift: Lift) -> list[str]:
    if lift.to_failure:
        return ["to failure"]
    reserve = lift.reps_in_reserve
    if reserve is None and lift.load is None:
        reserve = load_parameters("exercises")["default_reps_in_reserve"].value
    return [] if reserve is None else [f"{reserve:g} in reserve"]


def jump_name(jump: Jump) -> str:
    """Such as "Drop jumps x 10"."""
    count = jump.count or int(load_parameters("exercises")["default_jumps"].value)
    return f"{(jump.kind or 'countermovement').capitalize()} jumps x {count}"


def jump_notes(jump: Jump, mass_kg: float) -> str:
    """Of one set: how high, what is carried."""
    said = []
    if jump.height_m is not None:
        of = "from" if jump.kind == "drop" else "rise"
        said.append(f"{of} {100.0 * jump.height_m:g} cm")
    return ", ".join([*said, *_worn(jump.carried, mass_kg)])


def _worn(mass: WornMass, mass_kg: float) -> list[str]:
    carried = worn(mass, mass_kg)
    said = []
    if carried.vest_kg:
        said.append(f"vest of {carried.vest_kg:.3g} kg")
    if carried.pack_kg:
        said.append(f"pack of {carried.pack_kg:.3g} kg")
    if carried.ankle_kg:
        said.append(f"{carried.ankle_kg:.3g} kg at each ankle")
    return said
