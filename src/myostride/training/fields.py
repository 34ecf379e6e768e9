"""Reading one mapping of a program file: every value checked, every key known.

A `Fields` knows where it stands in the file ("hiit.yaml, block 2, session 1, element 3"), so
that each complaint is one line that names the place, the value and what is allowed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from myostride.errors import ProgramError, UnknownName

__all__ = ["Fields"]


class Fields:
    """The keys of one mapping.

    Raises
    ------
    ProgramError
        If `value` is no mapping.
    UnknownName
        If it has a key that is not in `known`.
    """

    def __init__(self, value: object, where: str, known: Iterable[str]) -> None:
        if not isinstance(value, Mapping):
            raise ProgramError(f"{where}: write 'key: value' pairs here, not {_shown(value)}")
        known = tuple(known)
        for key in value:
            if key not in known:
                raise UnknownName("key", str(key), known, where=where)
        self.where = where
        self._values: Mapping[str, Any] = value

    def has(self, key: str) -> bool:
        return self._values.get(key) is not None

    def raw(self, key: str) -> Any:
        """The value as it stands, None where absent."""
        return self._values.get(key)

    def error(self, message: str) -> ProgramError:
        return ProgramError(f"{self.where}: {message}")

    def number(self, key: str, low: float, high: float, unit: str = "") -> float | None:
        """A finite number from `low` to `high`, or None where absent."""
        value = self.raw(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.error(f"{key} must be a number, not {_shown(value)}")
        number = _as_float(value)
        if not (math.isfinite(number) and low <= number <= high):
            near = number / 100
            hint = f"; did you mean {near:g}?" if unit == "m" and low <= near <= high else ""
            limits = f"{low:g} to {high:g} {unit}".rstrip()
            raise self.error(f"{key} is {number:g}; it must be {limits}{hint}")
        return number

    def whole(self, key: str, low: int, high: int) -> int | None:
        """A whole number from `low` to `high`, or None where absent."""
        value = self.number(key, low, high)
        if value is not None and value != int(value):
            raise self.error(f"{key} is {value:g}; it must be a whole number")
        return None if value is None else int(value)

    def flag(self, key: str) -> bool:
        """True or False; False where absent."""
        value = self.raw(key)
        if value is None:
            return False
        if not isinstance(value, bool):
            raise self.error(f"{key} must be true or false, not {_shown(value)}")
        return value

    def word(self, key: str, choices: Iterable[str]) -> str | None:
        """One of `choices`, or None where absent."""
        value = self.raw(key)
        if value is None:
            return None
        choices = tuple(choices)
        if not isinstance(value, str):
            raise self.error(f"{key} must be one of {', '.join(choices)}, not {_shown(value)}")
        if value not in choices:
            raise UnknownName(key, value, choices, where=self.where)
        return value

    def text(self, key: str) -> str | None:
        """A short text, or None where absent; a plain number or date is taken as written."""
        value = self.raw(key)
        if value is None:
            return None
        if isinstance(value, list | dict | bool):
            raise self.error(f"{key} must be text, not {_shown(value)}")
        return str(value).strip()

    def items(self, key: str) -> list[Any]:
        """A list with at least one entry."""
        value = self.raw(key)
        if not isinstance(value, list):
            raise self.error(f"{key} must be a list ('- ...' lines), not {_shown(value)}")
        if not value:
            raise self.error(f"{key} is empty")
        return value

    def at_most_one(self, keys: Iterable[str]) -> str | None:
        """The one of `keys` that is given (a false flag counts as absent), or None.

        Raises
        ------
        ProgramError
            If more than one is.
        """
        given = [k for k in keys if self.has(k) and self.raw(k) is not False]
        if len(given) > 1:
            raise self.error(f"{' and '.join(given)} exclude each other; keep one")
        return given[0] if given else None


def _as_float(value: int | float) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    text = " ".join(str(value).split())
    return f"'{text[:40]}'"
