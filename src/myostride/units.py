"""Every quantity a person reads or types: its SI unit, its other units, its conversions.

Inside the code everything is SI (m, s, kg, N, J, rad, ratios 0 to 1). Conversions happen
here and nowhere else.
"""

from __future__ import annotations

import math
import re
from types import MappingProxyType

from myostride.errors import InputError

__all__ = [
    "GRAVITY_M_S2",
    "QUANTITIES",
    "SECONDS_PER_DAY",
    "SECONDS_PER_MINUTE",
    "feet_and_inches",
    "from_si",
    "pace_m_s",
    "pace_text",
    "parse_quantity",
    "to_si",
]

SECONDS_PER_MINUTE = 60.0
SECONDS_PER_DAY = 86400.0

GRAVITY_M_S2 = 9.80665
"""Standard gravity (CGPM 1901)."""

QUANTITIES: MappingProxyType[str, MappingProxyType[str, float]] = MappingProxyType(
    {
        "length": MappingProxyType(
            {"m": 1.0, "cm": 0.01, "mm": 0.001, "km": 1000.0, "in": 0.0254, "ft": 0.3048,
             "mi": 1609.344, "yd": 0.9144}
        ),
        "mass": MappingProxyType({"kg": 1.0, "g": 0.001, "lb": 0.45359237, "st": 6.35029318}),
        "time": MappingProxyType({"s": 1.0, "min": 60.0, "h": 3600.0, "d": 86400.0}),
        "speed": MappingProxyType(
            {"m/s": 1.0, "km/h": 1 / 3.6, "mph": 1609.344 / 3600.0}
        ),
        "ratio": MappingProxyType({"": 1.0, "%": 0.01}),
        "force": MappingProxyType({"N": 1.0, "kgf": GRAVITY_M_S2}),
    }
)  # fmt: skip

_VALUE = re.compile(r"^\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*([A-Za-z/%\"']*)\s*$")
_TWO_PARTS = re.compile(r"^\s*(\d+)\s*(?:ft|')\s*(\d+(?:\.\d+)?)\s*(?:in|\"|'')?\s*$")
_ALIASES = MappingProxyType(
    {'"': "in", "'": "ft", "lbs": "lb", "kgs": "kg", "kph": "km/h", "inch": "in", "inches": "in"}
)


def _factor(unit: str, quantity: str) -> float:
    units = QUANTITIES[quantity]
    unit = _ALIASES.get(unit, unit)
    if unit not in units:
        raise InputError(
            f"unit '{unit}' is no {quantity}; use one of {', '.join(u for u in units if u)}"
        )
    return units[unit]


def to_si(value: float, unit: str, quantity: str) -> float:
    """`value` in `unit` as SI."""
    return value * _factor(unit, quantity)


def from_si(value: float, unit: str, quantity: str) -> float:
    """An SI `value` in `unit`."""
    return value / _factor(unit, quantity)


def parse_quantity(text: str, quantity: str, default_unit: str) -> float:
    """Read what a person typed ("54cm", "21 in", "154lb", "70") as SI.

    Parameters
    ----------
    text
        A number, optionally followed by a unit.
    quantity
        A key of `QUANTITIES`.
    default_unit
        The unit meant when none is typed.

    Raises
    ------
    InputError
        If it is no number, not finite, or the unit belongs to another quantity.
    """
    match = _VALUE.match(text)
    if match is None:
        raise InputError(f"'{text}' is not a {quantity}; write a number and a unit, e.g. "
                         f"1{default_unit}")  # fmt: skip
    value = float(match.group(1)) * _factor(match.group(2) or default_unit, quantity)
    if not math.isfinite(value):
        raise InputError(f"'{text}' is not a finite {quantity}")
    return value


def feet_and_inches(text: str) -> float | None:
    """Metres of "5 ft 6 in" or 5'6"; None where it is not written so.

    Raises
    ------
    InputError
        If there are twelve inches or more.
    """
    found = _TWO_PARTS.match(text)
    if found is None:
        return None
    feet, inches = float(found[1]), float(found[2])
    if inches >= 12.0:
        raise InputError(f"'{text}': inches after feet go from 0 to below 12; a foot has 12")
    return to_si(feet, "ft", "length") + to_si(inches, "in", "length")


def pace_m_s(text: str, *, per: str = "km") -> float:
    """The speed [m/s] of minutes and seconds such as "5:33" for each `per`."""
    minutes, seconds = text.split(":")
    return to_si(1.0, per, "length") / (SECONDS_PER_MINUTE * int(minutes) + int(seconds))


def pace_text(speed_m_s: float, *, per: str = "km") -> str:
    """A speed as running pace, e.g. "5:33 /km"; "-" where there is none."""
    if not speed_m_s > 0.1:
        return "-"
    seconds = round(to_si(1.0, per, "length") / speed_m_s)
    return f"{seconds // 60}:{seconds % 60:02d} /{per}"
