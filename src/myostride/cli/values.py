"""Reading what a person typed after an option: numbers with units, dates, sensible ranges.

A value outside its range is refused with the likely slip, e.g. a height in centimetres that
was taken for metres.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, timedelta

from myostride.errors import InputError
from myostride.muscles import MUSCLES, expand
from myostride.units import QUANTITIES, feet_and_inches, from_si, parse_quantity, to_si

__all__ = [
    "choice",
    "contact_time",
    "day",
    "muscles",
    "number",
    "protein",
    "quantity",
    "speed",
    "whole_number",
]

_PACE = re.compile(r"^\s*(\d{1,2}):(\d{2})\s*(?:min)?\s*/?\s*(km|mi)?\s*$")

SPEED_RANGE_M_S = (0.3, 12.0)
CONTACT_RANGE_S = (0.06, 1.2)


def quantity(
    option: str, kind: str, unit: str, low: float, high: float
) -> Callable[[str | float], float]:
    """A reader of `kind` values in SI, `unit` where none is typed, allowed from low to high."""

    def read(text: str | float) -> float:
        if not isinstance(text, str):
            return text
        value = _named(option, text, kind, unit)
        if not low <= value <= high:
            raise InputError(_out_of_range(option, text, value, kind, unit, (low, high)))
        return value

    return read


def _named(option: str, text: str, kind: str, unit: str) -> float:
    try:
        if kind == "length" and (feet := feet_and_inches(text)) is not None:
            return feet
        return parse_quantity(text, kind, unit)
    except InputError as error:
        raise InputError(f"{option}: {error}") from None


def _out_of_range(
    option: str, text: str, value: float, kind: str, unit: str, limits: tuple[float, float]
) -> str:
    low, high = (f"{from_si(limit, unit, kind):g}" for limit in limits)
    message = f"{option} '{text}' is outside {low} to {high} {unit}"
    if text.strip()[-1:].isdigit():
        typed = from_si(value, unit, kind)
        for other in QUANTITIES[kind]:
            if other and limits[0] <= to_si(typed, other, kind) <= limits[1]:
                return f"{message}; did you mean {text.strip()}{other}?"
    return message


def number(option: str, low: float, high: float, unit: str = "") -> Callable[[str | float], float]:
    """A reader of plain numbers from low to high; a trailing `unit` is accepted."""

    def read(text: str | float) -> float:
        if not isinstance(text, str):
            return text
        bare = text.strip().removesuffix(unit).strip() if unit else text
        try:
            value = float(bare)
        except ValueError:
            raise InputError(f"{option}: '{text}' is not a number") from None
        if not (math.isfinite(value) and low <= value <= high):
            raise InputError(f"{option} '{text}' is outside {low:g} to {high:g}{unit}")
        return value

    return read


def whole_number(option: str, low: int, high: int) -> Callable[[str | int], int]:
    """A reader of whole numbers from low to high."""

    def read(text: str | int) -> int:
        if not isinstance(text, str):
            return text
        if not re.fullmatch(r"\s*[+-]?\d+\s*", text):
            raise InputError(f"{option}: '{text}' is not a whole number")
        if not low <= int(text) <= high:
            raise InputError(f"{option} '{text}' is outside {low} to {high}")
        return int(text)

    return read


def speed(text: str | float) -> float:
    """A speed [m/s] from "3.5", "12km/h", "8mph" or a pace "5:00", "5:00/km", "8:00/mi"."""
    if not isinstance(text, str):
        return text
    pace = _PACE.match(text)
    if pace:
        seconds = 60 * int(pace[1]) + int(pace[2])
        if seconds == 0 or int(pace[2]) > 59:
            raise InputError(
                f"--speed '{text}' is no pace; write minutes:seconds (0 to 59), e.g. 5:30/km"
            )
        value = to_si(1.0, pace[3] or "km", "length") / seconds
    else:
        value = _named("--speed", text, "speed", "m/s")
    low, high = SPEED_RANGE_M_S
    if not low <= value <= high:
        raise InputError(
            _out_of_range("--speed", text, value, "speed", "m/s", SPEED_RANGE_M_S)
            if not pace
            else f"--speed '{text}' is outside {low:g} to {high:g} m/s"
        )
    return value


def contact_time(text: str | float) -> float:
    """A ground contact time [s] from "0.25", "0.25s" or "250ms"."""
    if not isinstance(text, str):
        return text
    bare = text.strip().lower().replace(" ", "")
    low, high = CONTACT_RANGE_S
    if bare.endswith("ms"):
        return number("--contact-time", 1000 * low, 1000 * high, "ms")(bare) / 1000.0
    read = number("--contact-time", low, high, "s")
    try:
        return read(bare)
    except InputError as error:
        if bare.isdigit() and 1000 * low <= int(bare) <= 1000 * high:
            raise InputError(f"{error}; did you mean {bare}ms?") from None
        raise


def protein(text: str | float) -> float:
    """Protein [g/kg/d] from "1.6", "1.6g/kg" or, per pound of body mass, "1g/lb"."""
    if not isinstance(text, str):
        return text
    bare = text.strip().replace(" ", "")
    if bare.endswith("g/lb"):
        return number("--protein", 0.1, 2.2, "g/lb")(bare) / to_si(1.0, "lb", "mass")
    return number("--protein", 0.2, 5.0, "g/kg")(bare)


def choice(option: str, *known: str) -> Callable[[str], str]:
    """A reader of one of the `known` words."""

    def read(text: str) -> str:
        word = text.strip().lower()
        if word not in known:
            raise InputError(f"{option} '{text}' is none of {', '.join(known)}")
        return word

    return read


def day(text: str | date) -> date:
    """A calendar day from "2025-09-21", "today" or "yesterday"."""
    if isinstance(text, date):
        return text
    word = text.strip().lower()
    if word in ("today", "yesterday"):
        return date.today() - timedelta(days=word == "yesterday")
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise InputError(f"--date '{text}' is no day; write YYYY-MM-DD, e.g. 2025-09-21") from None


def muscles(option: str, typed: str) -> tuple[str, ...]:
    """The muscle ids that names of muscles and groups stand for, in the order of `MUSCLES`.

    Raises
    ------
    UnknownName
        If a name is neither a muscle nor a group.
    InputError
        If there is no name.
    """
    names = [name for name in typed.split(",") if name.strip()]
    if not names:
        raise InputError(f"{option} names no muscle; for example {option} glutes,hamstrings")
    wanted = {muscle for name in names for muscle in expand(name)}
    return tuple(muscle for muscle in MUSCLES if muscle in wanted)
