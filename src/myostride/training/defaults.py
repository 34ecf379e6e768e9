"""What is done where a program does not say: the default of that kind of session, named."""

from __future__ import annotations

from dataclasses import replace

from myostride.references import load_parameters
from myostride.training.elements import Dose, Endurance, Intensity, Rest
from myostride.training.titles import duration_text, intensity_text

__all__ = ["complete", "default_rest_s", "is_all_out"]


def _value(name: str) -> float:
    return load_parameters("intensity")[name].value


def complete(element: Endurance) -> tuple[Endurance, tuple[str, ...]]:
    """A run, walk, ride or game with its dose, intensity and rest filled in.

    Returns
    -------
    The element, and one sentence per default used.
    """
    said: list[str] = []
    dose, intensity = element.dose, element.intensity
    if not dose.given:
        dose = Dose(seconds=_default_seconds(element))
        length = duration_text(dose.seconds or 0.0)
        said.append(f"{element.mode}: length not stated, taken as {length}")
    if intensity is None and dose.finish_s is None:
        intensity = _default_intensity(element, dose)
        said.append(f"{element.mode}: intensity not stated, taken as {intensity_text(intensity)}")
    rest = element.rest
    if rest is None and element.repeat > 1:
        rest = Rest()
    if rest is not None and not rest.dose.given:
        times = _value(_rest_ratio(intensity))
        most = duration_text(_value("longest_assumed_rest_s"))
        said.append(
            f"{element.mode}: rest not stated, taken as {times:g} x the work, at most {most}"
        )
    completed = replace(element, dose=dose, intensity=intensity or Intensity(""), rest=rest)
    return completed, tuple(said)


def default_rest_s(work_s: float, intensity: Intensity | None) -> float:
    """Length of a rest [s] that is not stated, after `work_s` seconds of work."""
    return min(_value(_rest_ratio(intensity)) * work_s, _value("longest_assumed_rest_s"))


def _rest_ratio(intensity: Intensity | None) -> str:
    return "sprint_rest_ratio" if is_all_out(intensity) else "interval_rest_ratio"


def is_all_out(intensity: Intensity | None) -> bool:
    return intensity is not None and (intensity.kind == "all_out" or intensity.word == "max")


def _default_seconds(element: Endurance) -> float:
    if element.repeat == 1 or element.mode == "football":
        return _value(f"default_{element.mode}_s")
    burst = is_all_out(element.intensity) or element.sled_pct_mass > 0
    return _value("default_burst_s" if burst else "default_interval_s")


def _default_intensity(element: Endurance, dose: Dose) -> Intensity:
    if element.mode == "football":
        return Intensity("hr_max_pct", _value("default_football_hr_pct"))
    if element.mode == "walk":
        return Intensity("effort", word="self_selected")
    if element.eccentric:
        return Intensity("power_max_pct", _value("default_eccentric_ride_pct"))
    if element.repeat == 1:
        return Intensity("effort", word="moderate" if element.mode == "cycle" else "easy")
    short = dose.seconds is not None and dose.seconds <= _value("burst_s")
    near = dose.distance_m is not None and dose.distance_m <= _value("burst_m")
    return Intensity("all_out") if short or near else Intensity("effort", word="hard")
