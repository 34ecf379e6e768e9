"""Session elements out of a program file."""

from __future__ import annotations

from typing import Any

from myostride.errors import ProgramError, UnknownName
from myostride.training.elements import (
    Dose,
    Element,
    Endurance,
    Group,
    Intensity,
    Jump,
    Lift,
    Rest,
    WornMass,
)
from myostride.training.exercises import DEPTHS, exercise_names
from myostride.training.fields import Fields

__all__ = ["EFFORTS", "JUMP_KINDS", "parse_session"]

EFFORTS = ("easy", "moderate", "hard", "max", "self_selected")
JUMP_KINDS = ("drop", "countermovement", "hop")
PHASES = ("both", "eccentric", "concentric")
FOOTWEAR = ("minimal", "barefoot", "shod", "cushioned")

_KINDS = ("run", "walk", "cycle", "football", "lift", "jump", "group")
_TIME = ("minutes", "seconds")
_LEVELS = {
    "hr_max_pct": (38.0, 105.0, "%"),
    "hrr_pct": (0.0, 105.0, "%"),
    "vo2max_pct": (10.0, 250.0, "%"),
}
_FLAGS = ("all_out", "race_effort")
_SPEED = ("speed_m_s",)
_POWER = ("power_w", "power_max_pct")
_COMMON = (*_TIME, *_LEVELS, "effort", *_FLAGS, "repeat", "rest")
_FOOT = (
    *_COMMON, "distance_m", "finish_min", *_SPEED, "grade_pct", "cadence_spm", "carried",
    "sled_pct_mass", "surface", "footwear",
)  # fmt: skip
_KEYS = {
    "run": _FOOT,
    "walk": _FOOT,
    "football": (*_COMMON, "carried", "surface", "footwear"),
    "cycle": (*_COMMON, *_POWER, "eccentric"),
    "lift": (
        "exercise", "depth", "sets", "reps", "load_pct_1rm", "load_rm", "load_kg", "max",
        "reps_in_reserve", "tempo_s", "phase", "to_failure", "rest_s", "carried",
    ),
    "jump": ("kind", "count", "sets", "height_m", "rest_s", "carried"),
    "group": ("repeat", "steps", "rest"),
}  # fmt: skip
MAX_GROUP_DEPTH = 4


def parse_session(value: object, where: str, *, depth: int = 0) -> tuple[Element, ...]:
    """The elements of one session, done in order.

    Raises
    ------
    ProgramError, UnknownName
        In one line, with the place, where the file cannot be understood.
    """
    rows = [value] if isinstance(value, dict) else value
    if not isinstance(rows, list):
        raise ProgramError(f"{where}: a session is a list such as '- run: {{minutes: 30}}'")
    if not rows:
        raise ProgramError(f"{where}: the session is empty; leave it out, or name what is done")
    return tuple(
        _element(row, f"{where}, element {i}", depth=depth) for i, row in enumerate(rows, 1)
    )


def _element(row: Any, where: str, *, depth: int) -> Element:
    if not isinstance(row, dict) or len(row) != 1:
        raise ProgramError(f"{where}: write one of {', '.join(_KINDS)} with its options")
    kind, options = next(iter(row.items()))
    if kind not in _KINDS:
        raise UnknownName("session element", str(kind), _KINDS, where=where)
    fields = Fields({} if options is None else options, where, _KEYS[kind])
    if kind == "lift":
        return _lift(fields)
    if kind == "jump":
        return _jump(fields)
    if kind == "group":
        return _group(fields, depth)
    return _endurance(kind, fields)


def _endurance(mode: str, fields: Fields) -> Endurance:
    return Endurance(
        mode=mode,
        dose=_dose(fields),
        intensity=_intensity(fields, _POWER if mode == "cycle" else _SPEED),
        repeat=fields.whole("repeat", 1, 500) or 1,
        rest=_rest(fields, mode),
        grade_pct=fields.number("grade_pct", -100, 100, "%") or 0.0,
        cadence_spm=fields.number("cadence_spm", 60, 320, "steps/min"),
        carried=_carried(fields),
        sled_pct_mass=fields.number("sled_pct_mass", 0, 200, "%") or 0.0,
        surface=fields.text("surface"),
        minimal_footwear=fields.word("footwear", FOOTWEAR) in ("minimal", "barefoot"),
        eccentric=fields.flag("eccentric"),
    )


def _dose(fields: Fields) -> Dose:
    fields.at_most_one((*_TIME, "distance_m"))
    minutes = fields.number("minutes", 0.01, 3600, "min")
    seconds = fields.number("seconds", 0.5, 216_000, "s")
    distance_m = fields.number("distance_m", 1, 400_000, "m")
    finish_min = fields.number("finish_min", 0.01, 3600, "min")
    if finish_min is not None and distance_m is None:
        raise fields.error("finish_min needs distance_m beside it")
    if finish_min is not None and distance_m is not None:
        speed = distance_m / (60 * finish_min)
        if speed > 12.5:
            raise fields.error(f"{distance_m:g} m in {finish_min:g} min is {speed:.1f} m/s")
    return Dose(
        seconds=60 * minutes if minutes is not None else seconds,
        distance_m=distance_m,
        finish_s=None if finish_min is None else 60 * finish_min,
    )


def _intensity(fields: Fields, absolute: tuple[str, ...]) -> Intensity | None:
    key = fields.at_most_one((*absolute, *_LEVELS, "effort", *_FLAGS))
    for flag in _FLAGS:
        fields.flag(flag)
    if key is None:
        return None
    if key == "effort":
        return Intensity("effort", word=fields.word("effort", EFFORTS) or "")
    if key in _FLAGS:
        return Intensity(key)
    limits = {
        "speed_m_s": (0.2, 12.5, "m/s"),
        "power_w": (1.0, 2500.0, "W"),
        "power_max_pct": (1.0, 150.0, "%"),
        **_LEVELS,
    }
    return Intensity(key, value=fields.number(key, *limits[key]) or 0.0)


def _rest(fields: Fields, mode: str | None) -> Rest | None:
    if not fields.has("rest"):
        return None
    absolute = _POWER if mode == "cycle" else _SPEED
    known = (*_TIME, "distance_m", *_LEVELS, "effort", *_FLAGS, *absolute, "grade_pct")
    rest = Fields(fields.raw("rest"), f"{fields.where}, rest", known)
    return Rest(_dose(rest), _intensity(rest, absolute), rest.number("grade_pct", -100, 100, "%"))


def _carried(fields: Fields) -> WornMass:
    if not fields.has("carried"):
        return WornMass()
    keys = ("vest_kg", "pack_kg", "ankle_kg", "vest_pct_mass")
    worn = Fields(fields.raw("carried"), f"{fields.where}, carried", keys)
    worn.at_most_one(("vest_kg", "vest_pct_mass"))
    return WornMass(
        vest_kg=worn.number("vest_kg", 0, 70, "kg") or 0.0,
        pack_kg=worn.number("pack_kg", 0, 70, "kg") or 0.0,
        ankle_kg=worn.number("ankle_kg", 0, 10, "kg at each ankle") or 0.0,
        vest_pct_mass=worn.number("vest_pct_mass", 0, 100, "%") or 0.0,
    )


def _lift(fields: Fields) -> Lift:
    exercise = fields.word("exercise", exercise_names())
    if exercise is None:
        raise fields.error("a lift needs its exercise, e.g. exercise: back_squat")
    to_failure = fields.flag("to_failure")
    reserve = fields.number("reps_in_reserve", 0, 30, "reps")
    if to_failure and reserve:
        raise fields.error("to_failure and reps_in_reserve exclude each other; keep one")
    tempo = Fields(fields.raw("tempo_s") or {}, f"{fields.where}, tempo_s", ("up", "down"))
    phase = fields.word("phase", PHASES)
    return Lift(
        exercise=exercise,
        depth=fields.word("depth", DEPTHS),
        sets=fields.whole("sets", 1, 100),
        reps=fields.number("reps", 1, 300, "reps"),
        load=_lift_load(fields, phase),
        reps_in_reserve=reserve,
        to_failure=to_failure,
        up_s=tempo.number("up", 0.1, 30, "s"),
        down_s=tempo.number("down", 0.1, 30, "s"),
        phase=phase,
        rest_s=fields.number("rest_s", 0, 7200, "s"),
        carried=_carried(fields),
    )


def _lift_load(fields: Fields, phase: str | None) -> Intensity | None:
    key = fields.at_most_one(("load_pct_1rm", "load_rm", "load_kg", "max"))
    fields.flag("max")
    if key is None:
        return None
    if key == "max":
        return Intensity("max")
    limits = {
        "load_pct_1rm": (1.0, 160.0 if phase == "eccentric" else 105.0, "%"),
        "load_rm": (1.0, 100.0, "RM"),
        "load_kg": (0.5, 600.0, "kg"),
    }
    return Intensity(key, value=fields.number(key, *limits[key]) or 0.0)


def _jump(fields: Fields) -> Jump:
    return Jump(
        kind=fields.word("kind", JUMP_KINDS),
        count=fields.whole("count", 1, 5000),
        sets=fields.whole("sets", 1, 100) or 1,
        height_m=fields.number("height_m", 0.02, 2.0, "m"),
        rest_s=fields.number("rest_s", 0, 3600, "s"),
        carried=_carried(fields),
    )


def _group(fields: Fields, depth: int) -> Group:
    if depth >= MAX_GROUP_DEPTH:
        raise fields.error(f"groups nested deeper than {MAX_GROUP_DEPTH}")
    if not fields.has("steps"):
        raise fields.error("a group needs steps, a list of session elements")
    return Group(
        steps=parse_session(fields.raw("steps"), f"{fields.where}, steps", depth=depth + 1),
        repeat=fields.whole("repeat", 1, 200) or 1,
        rest=_rest(fields, None),
    )
