"""Session elements in a few words."""

from __future__ import annotations

from myostride.training.elements import Dose, Element, Endurance, Group, Intensity, Jump, Lift

__all__ = ["duration_text", "intensity_text", "session_title", "title_of"]

_INTENSITY = {
    "speed_m_s": "{:g} m/s",
    "hr_max_pct": "{:g} % HRmax",
    "hrr_pct": "{:g} % HR reserve",
    "vo2max_pct": "{:g} % VO2max",
    "power_w": "{:g} W",
    "power_max_pct": "{:g} % of maximal power",
    "all_out": "all-out",
    "race_effort": "race effort",
    "load_pct_1rm": "{:g} % 1RM",
    "load_rm": "{:g}RM",
    "load_kg": "{:g} kg",
    "max": "maximal",
}


def session_title(elements: tuple[Element, ...]) -> str:
    """A session in one line."""
    return ", ".join(title_of(element) for element in elements)


def title_of(element: Element) -> str:
    """One element in a few words, such as "run 4 x 4 min, 92.5 % HRmax"."""
    if isinstance(element, Group):
        return f"{element.repeat} x ({session_title(element.steps)})"
    if isinstance(element, Lift):
        return _lift(element)
    if isinstance(element, Jump):
        sets = f"{element.sets} x " if element.sets > 1 else ""
        return f"{element.kind or 'countermovement'} jumps {sets}{element.count or ''}".rstrip()
    return _endurance(element)


def _endurance(element: Endurance) -> str:
    eccentric = "eccentric " if element.eccentric else ""
    repeat = f"{element.repeat} x " if element.repeat > 1 else ""
    words = [f"{eccentric}{element.mode} {repeat}{_dose(element.dose)}".rstrip()]
    if element.intensity is not None and element.intensity.kind:
        words.append(intensity_text(element.intensity))
    if element.grade_pct:
        words.append(f"{element.grade_pct:+g} %")
    return ", ".join(words)


def _dose(dose: Dose) -> str:
    if dose.distance_m is not None:
        far = dose.distance_m >= 1000
        return f"{dose.distance_m / 1000:g} km" if far else f"{dose.distance_m:g} m"
    return "" if dose.seconds is None else duration_text(dose.seconds)


def duration_text(seconds: float) -> str:
    return f"{seconds / 60:g} min" if seconds >= 60 else f"{seconds:g} s"


def intensity_text(intensity: Intensity) -> str:
    if intensity.kind == "effort":
        return intensity.word.replace("_", " ")
    return _INTENSITY[intensity.kind].format(intensity.value)


def _lift(lift: Lift) -> str:
    name = lift.exercise.replace("_", " ")
    sets = f" {lift.sets} x {lift.reps:g}" if lift.sets and lift.reps else ""
    load = f", {intensity_text(lift.load)}" if lift.load is not None else ""
    return f"{name}{sets}{load}"
