"""Facts of order between two arms: which muscle gains, loses or is harmed more."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from myostride.errors import InputError, UnknownName
from myostride.muscles import MUSCLES
from myostride.training.fields import Fields
from myostride.training.outcomes import COMPARTMENTS

__all__ = ["Ordering", "check"]

RELATIONS = (">", "~")
_KEYS = ("name", "a", "b", "relation", "tie_ok", "tolerance")

Value = Callable[[tuple[str, ...]], float]
"""From muscles to the value that is compared: growth [%], or most damage [%] after a bout."""


@dataclass(frozen=True, slots=True)
class Ordering:
    """One checked fact; `holds` is None where it could not be checked, and `why` says why."""

    name: str
    holds: bool | None
    relation: str = ""
    a: float | None = None
    b: float | None = None
    why: str = ""

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name, "holds": self.holds, "relation": self.relation, "a": self.a,
            "b": self.b, "why": self.why,
        }  # fmt: skip


def check(rows: Sequence[Any], values: Mapping[str, Value]) -> tuple[Ordering, ...]:
    """Check each row of an orderings file.

    `a > b` holds where a is larger, with `tie_ok` also where it is smaller by at most the
    tolerance (0 where none is given). `a ~ b` holds where they differ by at most the tolerance
    (2 where none is given).

    Parameters
    ----------
    rows
        As they stand in the file; one that cannot be understood is not checked.
    values
        Program name to its `Value`.
    """
    return tuple(_check(row, number, values) for number, row in enumerate(rows, 1))


def _check(row: Any, number: int, values: Mapping[str, Value]) -> Ordering:
    name = str(row.get("name", "")) if isinstance(row, dict) else ""
    name = name or f"ordering {number}"
    try:
        fields = Fields(row, f"orderings.yaml, {name}", _KEYS)
        relation = fields.word("relation", RELATIONS)
        if relation is None:
            raise fields.error("relation is missing ('>' or '~')")
        a, b = (_value(fields, side, values) for side in ("a", "b"))
        tie_ok = fields.flag("tie_ok")
        tolerance = fields.number("tolerance", 0, 100, "points")
    except InputError as error:
        return Ordering(name, None, why=f"not checked: {error}")
    if relation == "~":
        holds = abs(a - b) <= (2.0 if tolerance is None else tolerance)
    else:
        holds = a > b or (tie_ok and a >= b - (tolerance or 0.0))
    return Ordering(name, holds, relation, a, b)


def _value(fields: Fields, side: str, values: Mapping[str, Value]) -> float:
    text = fields.text(side) or ""
    study, slash, muscle = text.rpartition("/")
    if not slash:
        raise fields.error(f"{side} must be study_arm/muscle, not '{text}'")
    if study not in values:
        raise UnknownName("study", study, values, where=fields.where)
    if muscle in MUSCLES:
        return values[study]((muscle,))
    if muscle not in COMPARTMENTS:
        raise UnknownName("muscle", muscle, (*MUSCLES, *COMPARTMENTS), where=fields.where)
    return values[study](tuple(COMPARTMENTS[muscle]))
