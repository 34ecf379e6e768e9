"""What kind of training a program is, read off its elements; for naive means and tables."""

from __future__ import annotations

from collections.abc import Iterator

from myostride.training import Program
from myostride.training.elements import Element, Endurance, Group, Intensity, Jump, Lift

__all__ = ["MODALITIES", "is_null_arm", "modality", "region"]

MODALITIES = (
    "running", "intervals", "walking", "cycling", "squats", "lifting", "jumping", "concurrent",
    "disuse", "disuse with training", "none",
)  # fmt: skip

EASY_CYCLING_VO2MAX_PCT = 50.0

_REGIONS = {
    "quads": {"rectus_femoris", "vasti"},
    "hamstrings": {"hamstrings"},
    "adductors": {"adductors"},
    "glutes": {"gluteus_maximus", "gluteus_medius"},
    "calves": {"gastrocnemius", "soleus"},
    "hip flexors": {"iliopsoas"},
    "shins": {"tibialis_anterior"},
}


def _elements(elements: tuple[Element, ...]) -> Iterator[Endurance | Lift | Jump]:
    for element in elements:
        if isinstance(element, Group):
            yield from _elements(element.steps)
        else:
            yield element


def _all(program: Program) -> list[Endurance | Lift | Jump]:
    return [
        element
        for block in program.blocks
        for session in block.sessions
        for element in _elements(session)
    ]


def modality(program: Program) -> str:
    """One of `MODALITIES`."""
    elements = _all(program)
    if any(block.condition != "normal" for block in program.blocks):
        return "disuse with training" if elements else "disuse"
    lifts = {e.exercise for e in elements if isinstance(e, Lift)}
    endurance = [e for e in elements if isinstance(e, Endurance)]
    if lifts and endurance:
        return "concurrent"
    if lifts:
        return "squats" if all("squat" in name for name in lifts) else "lifting"
    modes = {e.mode for e in endurance}
    if "football" in modes or any(e.mode == "run" and e.repeat > 1 for e in endurance):
        return "intervals"
    for mode, name in (("run", "running"), ("cycle", "cycling"), ("walk", "walking")):
        if mode in modes:
            return name
    return "jumping" if elements else "none"


def is_null_arm(program: Program) -> bool:
    """Level steady running, walking, or cycling at up to half of VO2max: what grows nothing."""
    kind = modality(program)
    endurance = [e for e in _all(program) if isinstance(e, Endurance)]
    if any(abs(e.grade_pct) > 2.0 or e.eccentric or e.sled_pct_mass for e in endurance):
        return False
    if kind == "cycling":
        return all(_is_easy(e.intensity) for e in endurance)
    return kind in ("running", "walking", "none")


def _is_easy(intensity: Intensity | None) -> bool:
    if intensity is None:
        return False
    if intensity.kind == "vo2max_pct":
        return intensity.value <= EASY_CYCLING_VO2MAX_PCT
    return intensity.word == "easy"


def region(muscles: tuple[str, ...]) -> str:
    """Where on the leg a measured muscle or compartment lies."""
    for name, members in _REGIONS.items():
        if set(muscles) <= members:
            return name
    return "leg"
