"""What a runner writes down between runs: entries checked as typed, and as stored."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from myostride.errors import InputError, UnknownName
from myostride.home.kinds import GIRTHS_CM, KINDS, THIGH_CM, Kind, known_detail, rule_for
from myostride.muscles import expand
from myostride.runner import Body, Runner
from myostride.units import QUANTITIES, from_si, parse_quantity, to_si

__all__ = ["DiaryRow", "Entry", "body_on", "entry_from", "mass_doubt", "stored_entry"]


_EARLIEST = date(1980, 1, 1)
_MASS_DOUBT = 0.3
"""A body mass that differs by more than this share from the last one is doubted."""


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
        kind = rule_for(e.kind, e.detail)
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
    mass_unit: str = "kg",
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
    mass_unit
        The unit of a body mass or weight lifted that was typed without one.

    Raises
    ------
    InputError
        If the entry is absurd or incomplete, in one line that names the likely slip.
    """
    if kind not in KINDS:
        raise UnknownName("diary entry", kind, KINDS)
    detail = known_detail(kind, detail)
    rule = rule_for(kind, detail)
    if not _EARLIEST <= day <= today:
        raise InputError(f"{day.isoformat()} is {'in the future' if day > today else 'too early'}"
                         f"; log {kind} for a day between {_EARLIEST} and {today}")  # fmt: skip
    if muscle is not None and rule.muscle == "none":
        raise InputError(f"log {kind} takes no muscle; leave --muscle out")
    if muscle is None and rule.muscle == "needed":
        raise InputError(f"log {kind} needs a muscle, e.g. --muscle quads")
    if muscle is not None:
        expanded = expand(muscle)
        if rule is KINDS["measure"]:
            low, high = GIRTHS_CM.get(expanded[0], THIGH_CM)
            rule = replace(rule, low=low, high=high)
        muscle = muscle.strip().lower().replace(" ", "_").replace("-", "_")
    typed = "" if value is None else " ".join(str(value).split())
    bare_unit = mass_unit if rule.unit == "kg" else rule.unit
    per_mass = _protein_per_mass(typed, known_mass_kg) if rule is KINDS["food"] else None
    number = _value(kind, rule, typed if per_mass is None else per_mass, bare_unit)
    if kind == "weight" and known_mass_kg is not None:
        _check_mass_unit(number, typed, known_mass_kg, bare_unit)
    return Entry(kind, day, muscle, detail, number, typed, text)


def stored_entry(row: Mapping[str, Any]) -> DiaryRow:
    """A row of the diary table as an entry."""
    return DiaryRow(
        int(row["id"]),
        Entry(row["kind"], date.fromisoformat(row["day"]), row["muscle"], row["detail"],
              float(row["value"]), row["typed"], row["text"]),
    )  # fmt: skip


def _protein_per_mass(typed: str, known_mass_kg: float | None) -> str | None:
    """ "0.8g/lb" or "1.6 g/kg" as grams of this runner's day; None where it is no such value."""
    bare = typed.lower().replace(" ", "")
    unit = next((unit for unit in ("kg", "lb") if bare.endswith(f"g/{unit}")), None)
    if unit is None:
        return None
    if known_mass_kg is None:
        raise InputError(f"'{typed}' needs your body mass; state it with: myostride profile --mass")
    per_unit = parse_quantity(bare.removesuffix(f"/{unit}"), "mass", "g")
    return f"{from_si(per_unit * from_si(known_mass_kg, unit, 'mass'), 'g', 'mass'):.1f}g"


def _value(kind: str, rule: Kind, typed: str, bare_unit: str) -> float:
    if not typed:
        if rule.missing is None:
            raise InputError(f"log {kind} needs a value, e.g. --value {rule.high / 4:g}{rule.unit}")
        return rule.missing
    if rule.quantity:
        value = parse_quantity(typed, rule.quantity, bare_unit)
        shown = from_si(value, rule.unit, rule.quantity)
    else:
        value = shown = _bare_number(kind, rule, typed)
    if rule.low <= shown <= rule.high:
        return value
    unit = f" {rule.unit}" if rule.unit else ""
    limits = f"{rule.low:g} to {rule.high:g}{unit}"
    if not rule.quantity and not rule.unit:
        raise InputError(f"{rule.what} goes from {limits}; {shown:g} is outside"
                         + _slip(rule, shown))  # fmt: skip
    raise InputError(f"{rule.what} {shown:g}{unit} is outside {limits}" + _slip(rule, shown))


def _bare_number(kind: str, rule: Kind, typed: str) -> float:
    bare = typed.lower()
    for word in (*rule.words, rule.unit):
        if word and bare.endswith(word):
            bare = bare.removesuffix(word)
            break
    try:
        number = float(bare)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        expected = f"number of {rule.unit}" if rule.unit else "plain number"
        raise InputError(f"{kind} '{typed}' is not a {expected}")
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
    # Eleven of ten is no slip of the decimal point, 35 may be.
    for factor in (10.0, 100.0):
        if rule.low < shown / factor <= rule.high < shown / 2.0:
            return f"; did you mean {shown / factor:g}?"
    return ""


def _check_mass_unit(mass_kg: float, typed: str, known_mass_kg: float, bare_unit: str) -> None:
    other = "lb" if bare_unit == "kg" else "kg"
    if_other_kg = to_si(from_si(mass_kg, bare_unit, "mass"), other, "mass")
    if abs(if_other_kg / known_mass_kg - 1) < 0.15 and typed.replace(".", "", 1).isdigit():
        known = from_si(known_mass_kg, bare_unit, "mass")
        raise InputError(
            f"body mass {typed} {bare_unit} does not fit your {known:.4g} {bare_unit}; "
            f"did you mean {typed}{other}? (write {typed}{bare_unit} if not)"
        )


def mass_doubt(entry: Entry, known: Body, unit: str = "kg") -> str:
    """What is odd about a body mass beside the last known one, with the likely slip; else "".

    Parameters
    ----------
    entry
        A weight that was logged.
    known
        The body before it; a mass that is assumed says nothing.
    unit
        What masses are told in.
    """
    if "mass_kg" in known.assumed or not _far(entry.value, known.mass_kg):
        return ""
    share = entry.value / known.mass_kg - 1.0
    apart = f"{abs(100.0 * share):.0f} % {'more' if share > 0.0 else 'less'}"
    new, old = (from_si(mass, unit, "mass") for mass in (entry.value, known.mass_kg))
    said = f"{new:.4g} {unit} is {apart} than your last known {old:.4g} {unit}"
    typed = next((each for each in ("kg", "lb") if each in entry.typed.lower()), unit)
    number, meant = from_si(entry.value, typed, "mass"), "lb" if typed == "kg" else "kg"
    mass = to_si(number, meant, "mass")
    if _far(mass, known.mass_kg):
        return said
    also = "" if meant == unit else f", which is {from_si(mass, unit, 'mass'):.4g} {unit}"
    return f"{said}; did you mean {number:.4g}{meant}{also}?"


def _far(mass_kg: float, known_kg: float) -> bool:
    return abs(mass_kg / known_kg - 1.0) > _MASS_DOUBT


def body_on(day: date, runner: Runner, diary: Sequence[DiaryRow]) -> Body:
    """The runner's body on `day`: with the last weight logged until then, else the profile's."""
    weights = [row.entry for row in diary if row.entry.kind == "weight" and row.entry.day <= day]
    if not weights:
        return runner.body
    assumed = tuple(name for name in runner.body.assumed if name != "mass_kg")
    return replace(runner.body, mass_kg=weights[-1].value, assumed=assumed)
