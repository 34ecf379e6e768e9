"""Who runs: the fields a runner can state, their bounds, and what a file says instead.

Nothing here is guessed silently: every field comes with where its value is from.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from myostride.errors import InputError, UnknownName
from myostride.runner import (
    DEFAULT_DAILY_STEPS,
    DEFAULT_HEIGHT_M,
    DEFAULT_MASS_KG,
    STATUSES,
    Body,
    Diet,
    Runner,
)

__all__ = ["FIELDS", "Field", "Profile", "ProfileValue", "checked", "profile_from"]


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a runner can state.

    A number lies between `low` and `high` [`unit`]; a word is one of `words`. `narrows` says
    which answer becomes sharper, `slips` turns a value typed in another unit into this one.
    """

    narrows: str
    unit: str = ""
    low: float = 0.0
    high: float = 0.0
    words: tuple[str, ...] = ()
    default: float | str | None = None
    slips: tuple[tuple[str, float], ...] = ()


FIELDS: MappingProxyType[str, Field] = MappingProxyType(
    {
        "mass_kg": Field(
            "work, ground force in newtons and protein per kilogram",
            "kg", 25.0, 300.0, default=DEFAULT_MASS_KG, slips=(("lb", 0.45359237), ("g", 0.001)),
        ),
        "height_m": Field(
            "leg length, and with it step length and joint moments",
            "m", 1.0, 2.5, default=DEFAULT_HEIGHT_M,
            slips=(("cm", 0.01), ("mm", 0.001), ("in", 0.0254), ("ft", 0.3048)),
        ),
        "sex": Field("muscle size and damage", words=("female", "male")),
        "age_y": Field("growth rate, repair and aerobic capacity", "years", 10.0, 100.0),
        "status": Field("where every muscle stands before the first run", words=STATUSES),
        "protein_g_per_kg": Field(
            "growth: protein is one of its gates",
            "g/kg a day", 0.2, 5.0, slips=(("g a day for a 70 kg runner", 1 / 70.0),),
        ),
        "daily_steps": Field(
            "what keeps muscle between runs",
            "steps a day", 0.0, 60000.0, default=DEFAULT_DAILY_STEPS,
            slips=(("steps a week", 1 / 7.0),),
        ),
        "vo2max_ml_kg_min": Field(
            "how hard a given pace is", "ml/kg/min", 15.0, 95.0, slips=(("l/min", 1000 / 70.0),)
        ),
        "distance_unit": Field("how distances are shown", words=("km", "mi"), default="km"),
        "mass_unit": Field("how masses are shown", words=("kg", "lb"), default="kg"),
    }
)  # fmt: skip

HINTED = ("mass_kg", "height_m", "sex", "age_y")
"""Fields that an activity file may state; used only where the runner stated nothing."""


@dataclass(frozen=True, slots=True)
class ProfileValue:
    """A field's value and its `source`: "stated", "file", "default" or "unknown"."""

    value: float | str | None
    source: str
    unit: str
    narrows: str


@dataclass(frozen=True, slots=True)
class Profile:
    """Every field with its value and origin, and the `Runner` they make."""

    name: str
    values: Mapping[str, ProfileValue]

    @property
    def known_mass_kg(self) -> float | None:
        """The body mass, None where it is only assumed."""
        mass = self.values["mass_kg"]
        return float(mass.value) if mass.source != "default" and mass.value else None

    @property
    def mass_unit(self) -> str:
        """The unit in which a mass without one is meant."""
        return str(self.values["mass_unit"].value)

    @property
    def runner(self) -> Runner:
        of = {name: entry.value for name, entry in self.values.items()}
        body = Body(
            mass_kg=float(of["mass_kg"] or DEFAULT_MASS_KG),
            height_m=float(of["height_m"] or DEFAULT_HEIGHT_M),
            sex=_word(of["sex"]),
            assumed=tuple(
                n for n in ("mass_kg", "height_m", "sex")
                if self.values[n].source in ("default", "unknown")
            ),
        )  # fmt: skip
        return Runner(
            body=body,
            age_y=_number(of["age_y"]),
            status=_word(of["status"]),
            vo2max_ml_kg_min=_number(of["vo2max_ml_kg_min"]),
            diet=Diet(protein_g_per_kg=_number(of["protein_g_per_kg"])),
            daily_steps=(
                _number(of["daily_steps"])
                if self.values["daily_steps"].source == "stated"
                else None
            ),
        )

    @property
    def assumed(self) -> tuple[str, ...]:
        """One sentence for each field that the runner did not state but a number rests on."""
        sentences = []
        for name, entry in self.values.items():
            if entry.source == "file":
                sentences.append(
                    f"{_told(name, entry)} as an activity file says, not stated by you"
                )
            elif entry.source == "default" and name in ("mass_kg", "height_m", "daily_steps"):
                sentences.append(f"{_told(name, entry)} as nothing was stated")
        return tuple(sentences)

    def to_json(self) -> dict[str, Any]:
        """`{name, field: value, ..., sources: {field: ...}, narrows: {field: ...}}`."""
        return {
            "name": self.name,
            **{field: entry.value for field, entry in self.values.items()},
            "sources": {field: entry.source for field, entry in self.values.items()},
            "narrows": {field: entry.narrows for field, entry in self.values.items()},
        }


_TOLD = MappingProxyType(
    {"mass_kg": "body mass", "height_m": "height", "age_y": "age", "daily_steps": "daily steps"}
)


def _told(name: str, entry: ProfileValue) -> str:
    """A field with its value as people say it, e.g. "body mass 61 kg"."""
    if not isinstance(entry.value, int | float):
        return f"{name} {entry.value}"
    unit = "" if name == "daily_steps" else f" {entry.unit}"
    return f"{_TOLD.get(name, name)} {entry.value:g}{unit}"


def profile_from(name: str, stated: Mapping[str, Any], hints: Mapping[str, Any]) -> Profile:
    """The profile of `name` from what was stated and, failing that, what files hint at."""
    values = {}
    for key, field in FIELDS.items():
        value, source = stated.get(key), "stated"
        if value is None and key in HINTED and _usable_hint(key, hints.get(key)):
            value, source = hints[key], "file"
        if value is None:
            value, source = field.default, "unknown" if field.default is None else "default"
        values[key] = ProfileValue(value, source, field.unit, field.narrows)
    return Profile(name, values)


def checked(name: str, value: object) -> float | str | None:
    """`value` as field `name` stores it; None clears the field.

    Raises
    ------
    UnknownName
        If there is no such field or no such word.
    InputError
        If a number lies outside its bounds, with the likely slip.
    """
    if name not in FIELDS:
        raise UnknownName("profile field", name, FIELDS)
    field = FIELDS[name]
    if value is None:
        return None
    if field.words:
        word = str(value).strip().lower().replace(" ", "_").replace("-", "_")
        word = _WORD_ALIASES.get(word, word)
        if word not in field.words:
            raise UnknownName(name, str(value), field.words)
        return word
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise InputError(f"{name} '{value}' is not a number [{field.unit}]") from None
    if not (math.isfinite(number) and field.low <= number <= field.high):
        raise InputError(
            f"{name} {number:g} is not between {field.low:g} and {field.high:g} {field.unit}"
            + _slip(number, field)
        )
    return number


_WORD_ALIASES = MappingProxyType(
    {"f": "female", "woman": "female", "w": "female", "m": "male", "man": "male",
     "miles": "mi", "mile": "mi", "lbs": "lb"}
)  # fmt: skip


def _slip(number: float, field: Field) -> str:
    for unit, factor in field.slips:
        if math.isfinite(number) and field.low <= number * factor <= field.high:
            return f"; did you mean {number:g} {unit} ({number * factor:.3g} {field.unit})?"
    return ""


def _usable_hint(name: str, value: object) -> bool:
    """A hint outside the bounds is a device's default, not news about the runner."""
    if value is None:
        return False
    try:
        checked(name, value)
    except InputError:
        return False
    return True


def _number(value: float | str | None) -> float | None:
    return None if value is None else float(value)


def _word(value: float | str | None) -> str | None:
    return None if value is None else str(value)
