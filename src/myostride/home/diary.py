"""What a runner writes down between runs: kinds of entry, their units and their bounds."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from myostride.errors import InputError, UnknownName
from myostride.muscles import expand
from myostride.runner import Body, Runner
from myostride.units import QUANTITIES, from_si, parse_quantity, to_si

__all__ = ["KINDS", "DiaryRow", "Entry", "body_on", "entry_from", "stored_entry"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of entry: its value lies between `low` and `high`, in `unit`.


    `quantity` is a key of `units.QUANTITIES` or "" for a bare number. `slips` are units that
    a value outside the bounds was probably meant in. `muscle`: "needed", "optional", "none".
    """

    what: str
    unit: str
    low: float
    high: float
    quantity: str = ""
    muscle: str = "none"
    slips: tuple[str, ...] = ()
    hint: str = ""
    missing: float | None = None
    """The value when none is given; None where a value is needed."""


KINDS: MappingProxyType[str, Kind] = MappingProxyType(
    {
        "soreness": Kind("soreness", "", 0.0, 10.0, muscle="optional"),
        "measure": Kind("girth", "cm", 20.0, 150.0, "length", "needed", ("mm", "in", "m")),
        "jump": Kind("jump height", "cm", 3.0, 130.0, "length", slips=("mm", "in", "m")),
        "strength": Kind("weight lifted", "kg", 1.0, 500.0, "mass", "optional", ("lb", "g")),
        "food": Kind(
            "protein eaten", "g", 10.0, 500.0, "mass", slips=("kg",),
            hint="; write the grams of the whole day",
        ),
        "steps": Kind("steps", "", 0.0, 100000.0),
        "weight": Kind("body mass", "kg", 25.0, 300.0, "mass", slips=("lb", "g")),
        "illness": Kind("days ill", "", 0.5, 90.0, missing=1.0),
    }
)  # fmt: skip

GIRTHS_CM = MappingProxyType(
    {
        "gluteus_maximus": (60.0, 150.0),
        "gluteus_medius": (60.0, 150.0),
        "gastrocnemius": (20.0, 65.0),
        "soleus": (20.0, 65.0),
        "tibialis_anterior": (20.0, 65.0),
    }
)
"""Believable girths by the muscle measured; thighs where a muscle is not named."""
_THIGH_CM = (30.0, 100.0)

_EARLIEST = date(1980, 1, 1)


@dataclass(frozen=True, slots=True)
class Entry:
    """A checked entry: `value` in SI (or a bare number), and the text as typed."""

    kind: str
    day: date
    muscle: str | None
    detail: str | None
    value: float
    typed: str
    text: str | None

    def to_row(self) -> dict[str, Any]:
        """The columns of the diary table; the inverse of `stored_entry`."""
        return asdict(self) | {"day": self.day.isoformat()}


@dataclass(frozen=True, slots=True)
class DiaryRow:
    """An entry as it is stored, with its number."""

    id: int
    entry: Entry

    def to_json(self) -> dict[str, Any]:
        e = self.entry
        kind = KINDS[e.kind]
        shown = from_si(e.value, kind.unit, kind.quantity) if kind.quantity else e.value
        return {
            "id": self.id,
            "entry": e.kind,
            "date": e.day.isoformat(),
            "muscle": e.muscle,
            "kind": e.detail,
            "value": round(shown, 6),
            "unit": kind.unit or None,
            "typed": e.typed,
            "text": e.text,
        }


def entry_from(
    kind: str,
    day: date,
    *,
    value: str | float | None = None,
    muscle: str | None = None,
    detail: str | None = None,
    text: str | None = None,
    today: date,
    known_mass_kg: float | None = None,
) -> Entry:
    """Check one diary entry.

    Parameters
    ----------
    value
        As typed, with or without a unit ("54cm", "21in", "3").
    muscle
        A muscle id or display group.
    today
        Nothing later can be logged.
    known_mass_kg
        The runner's mass, against which a body mass in the wrong unit shows.

    Raises
    ------
    InputError
        If the entry is absurd or incomplete, in one line that names the likely slip.
    """
    if kind not in KINDS:
        raise UnknownName("diary entry", kind, KINDS)
    rule = KINDS[kind]
    if not _EARLIEST <= day <= today:
        raise InputError(f"{day.isoformat()} is {'in the future' if day > today else 'too early'}"
                         f"; log {kind} for a day between {_EARLIEST} and {today}")  # fmt: skip
    if muscle is not None and rule.muscle == "none":
        raise InputError(f"log {kind} takes no muscle; leave --muscle out")
    if muscle is None and rule.muscle == "needed":
        raise InputError(f"log {kind} needs a muscle, e.g. --muscle quads")
    if muscle is not None:
        if kind == "measure":
            low, high = GIRTHS_CM.get(expand(muscle)[0], _THIGH_CM)
            rule = replace(rule, low=low, high=high)
        expand(muscle)
        muscle = muscle.strip().lower().replace(" ", "_").replace("-", "_")
    typed = "" if value is None else " ".join(str(value).split())
    number = _value(kind, rule, typed)
    if kind == "weight" and known_mass_kg is not None:
        _check_mass_unit(number, typed, known_mass_kg)
    return Entry(kind, day, muscle, detail, number, typed, text)


def stored_entry(row: Mapping[str, Any]) -> DiaryRow:
    """A row of the diary table as an entry."""
    return DiaryRow(
        int(row["id"]),
        Entry(row["kind"], date.fromisoformat(row["day"]), row["muscle"], row["detail"],
              float(row["value"]), row["typed"], row["text"]),
    )  # fmt: skip


def _value(kind: str, rule: Kind, typed: str) -> float:
    if not typed:
        if rule.missing is None:
            raise InputError(f"log {kind} needs a value, e.g. --value {rule.high / 4:g}{rule.unit}")
        return rule.missing
    if rule.quantity:
        value = parse_quantity(typed, rule.quantity, rule.unit)
        shown = from_si(value, rule.unit, rule.quantity)
    else:
        value = shown = _bare_number(kind, typed)
    if rule.low <= shown <= rule.high:
        return value
    unit = f" {rule.unit}" if rule.unit else ""
    raise InputError(
        f"{rule.what} {shown:g}{unit} is not between {rule.low:g} and {rule.high:g}{unit}"
        + _slip(rule, shown)
    )


def _bare_number(kind: str, typed: str) -> float:
    try:
        number = float(typed)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise InputError(f"{kind} '{typed}' is not a plain number")
    return number


def _slip(rule: Kind, shown: float) -> str:
    """The likely slip: the digits were meant in another unit, or a decimal point is missing."""
    if rule.quantity:
        own = QUANTITIES[rule.quantity][rule.unit]
        # "m" for "cm" shows as a value 100 times too large, so both directions are tried.
        for unit in rule.slips:
            factor = QUANTITIES[rule.quantity][unit] / own
            if rule.low <= shown * factor <= rule.high:
                return f"; did you mean {shown:g}{unit}?"
            if rule.low <= shown / factor <= rule.high:
                return f"; did you mean {shown / factor:g}{rule.unit}?"
    if rule.hint:
        return rule.hint
    for factor in (10.0, 100.0):
        if rule.low < shown / factor <= rule.high:
            return f"; did you mean {shown / factor:g}?"
    return ""


def _check_mass_unit(mass_kg: float, typed: str, known_mass_kg: float) -> None:
    if_pounds_kg = to_si(mass_kg, "lb", "mass")
    if abs(if_pounds_kg / known_mass_kg - 1) < 0.15 and typed.replace(".", "", 1).isdigit():
        raise InputError(
            f"body mass {mass_kg:g} kg does not fit your {known_mass_kg:g} kg; "
            f"did you mean {typed}lb? (write {typed}kg if not)"
        )


def body_on(day: date, runner: Runner, diary: Sequence[DiaryRow]) -> Body:
    """The runner's body on `day`: with the last weight logged until then, else the profile's."""
    weights = [row.entry for row in diary if row.entry.kind == "weight" and row.entry.day <= day]
    if not weights:
        return runner.body
    assumed = tuple(name for name in runner.body.assumed if name != "mass_kg")
    return replace(runner.body, mass_kg=weights[-1].value, assumed=assumed)
