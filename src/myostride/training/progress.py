"""A session as a later week does it: faster, heavier or longer than the first week."""

from __future__ import annotations

from dataclasses import replace

from myostride.references import load_parameters
from myostride.training.defaults import complete
from myostride.training.elements import (
    Dose,
    Element,
    Endurance,
    Group,
    Intensity,
    Jump,
    Lift,
    WornMass,
)

__all__ = ["progressed"]


def _value(name: str) -> float:
    return load_parameters("exercises")[name].value


def progressed(element: Element, of: str | None, factor: float) -> Element:
    """`element` with its speed, load or volume multiplied by `factor`.

    Speed leaves lifts and jumps alone. Load multiplies what is carried, pedalled against or
    lifted; a lift set by repetitions or as a maximum already grows with strength.
    """
    if of is None or factor == 1.0:
        return element
    if isinstance(element, Group):
        return replace(element, steps=tuple(progressed(s, of, factor) for s in element.steps))
    if isinstance(element, Endurance):
        return _endurance(complete(element)[0], of, factor)
    if isinstance(element, Lift):
        return _lift(element, of, factor)
    return _jump(element, of, factor)


def _endurance(element: Endurance, of: str, factor: float) -> Endurance:
    if of == "volume":
        if element.repeat > 1:
            return replace(element, repeat=_count(element.repeat, factor))
        return replace(element, dose=_longer(element.dose, factor))
    if of == "load" and element.mode != "cycle":
        return replace(element, carried=_heavier(element.carried, factor))
    dose = element.dose
    if dose.finish_s is not None:
        return replace(element, dose=replace(dose, finish_s=dose.finish_s / factor))
    return replace(element, intensity=_scaled(element.intensity, factor))


def _lift(lift: Lift, of: str, factor: float) -> Lift:
    if of == "volume":
        return replace(lift, sets=_count(lift.sets or int(_value("default_sets")), factor))
    if of == "load" and lift.load is not None and lift.load.kind in ("load_pct_1rm", "load_kg"):
        return replace(lift, load=_scaled(lift.load, factor))
    return lift


def _jump(jump: Jump, of: str, factor: float) -> Jump:
    if of == "volume":
        return replace(jump, count=_count(jump.count or int(_value("default_jumps")), factor))
    if of == "load":
        return replace(jump, carried=_heavier(jump.carried, factor))
    return jump


def _count(number: int, factor: float) -> int:
    return max(int(number * factor + 0.5), 1)


def _scaled(intensity: Intensity | None, factor: float) -> Intensity | None:
    if intensity is None or intensity.kind == "all_out" or intensity.word == "max":
        return intensity
    return replace(intensity, scale=intensity.scale * factor)


def _longer(dose: Dose, factor: float) -> Dose:
    return Dose(
        seconds=None if dose.seconds is None else dose.seconds * factor,
        distance_m=None if dose.distance_m is None else dose.distance_m * factor,
        finish_s=None if dose.finish_s is None else dose.finish_s * factor,
    )


def _heavier(mass: WornMass, factor: float) -> WornMass:
    return WornMass(
        vest_kg=mass.vest_kg * factor,
        pack_kg=mass.pack_kg * factor,
        ankle_kg=mass.ankle_kg * factor,
        vest_pct_mass=mass.vest_pct_mass * factor,
    )
