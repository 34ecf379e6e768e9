"""Any answer as JSON can hold it: the one form that command line and HTTP API share."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

__all__ = ["DIGITS", "plain"]

DIGITS = 6
"""Significant digits of a number in JSON: more than any of them is known to."""


def plain(value: Any) -> Any:
    """`value` as JSON can hold it: arrays as lists, dates as ISO text, NaN as null.

    Numbers with a fraction have `DIGITS` significant digits.
    """
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}") if math.isfinite(value) else None
    if value is None or isinstance(value, str | int | bool):
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Iterable):
        return [plain(item) for item in value]
    raise TypeError(f"{type(value).__name__} has no JSON form")
