"""FIT values by fitdecode: the ground truth, and what is left when the fast decoder refuses.

It keeps what came before a fault, and may raise anything on hostile input.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from myostride.activity.fit.decoded import (
    FIT_EPOCH_UNIX_S,
    Decoded,
    DeveloperField,
    Message,
    checksum_warning,
)
from myostride.activity.fit.frames import Frames
from myostride.activity.fit.walk import SUMMARY

__all__ = ["decode_slowly"]

_DEGREES_PER_SEMICIRCLE = 180.0 / 2**31
_TIMES = frozenset({"timestamp", "start_time", "local_timestamp", "time_created"})
_MOST_VALUES = 2_000_000
_MOST_COLUMNS = 100
"""Bounds of the slow decoder: a day of seconds (about four seconds' work), 80 MB of columns."""


def decode_slowly(frames: Frames) -> Decoded:
    """Decode by fitdecode, keeping what came before a fault."""
    table = _Table()
    described: dict[tuple[int, int], DeveloperField] = {}
    messages: dict[str, list[Message]] = {}
    warnings: list[str] = []
    values, broke_off = 0, False
    try:
        for message in _slow_messages(frames.original or frames.rebuilt()):
            if message.name == "record":
                table.append(_slow_row(message, described))
            elif message.global_mesg_num in SUMMARY:
                messages.setdefault(message.name, []).append(_slow_message(message))
            values += 1 + len(message.fields)
            if values > _MOST_VALUES:
                warnings.append(f"only the first {values} values are read")
                broke_off = True
                break
    except (MemoryError, RecursionError):
        raise
    except Exception as error:
        fault = " ".join(str(error).split()) or type(error).__name__
        warnings.append(f"the file broke off ({fault}); what came before is kept")
        broke_off = True
    columns = {key: np.array(column) for key, column in table.columns.items()}
    developer = {key: (one, columns.pop(key)) for key, one in described.items() if key in columns}
    warnings += checksum_warning(frames)
    return Decoded(columns, developer, messages, warnings, broke_off)


class _Table:
    """Rows of varying fields collected as columns, shape (n,), NaN where a row lacks one."""

    def __init__(self) -> None:
        self.columns: dict[Any, array[float]] = {}
        self._rows = 0

    def append(self, row: Mapping[Any, float]) -> None:
        for key in row.keys() - self.columns.keys():
            if len(self.columns) < _MOST_COLUMNS:
                self.columns[key] = array("d", [math.nan]) * self._rows
        for key, column in self.columns.items():
            column.append(row.get(key, math.nan))
        self._rows += 1


def _slow_messages(data: bytes) -> Iterator[Any]:
    import fitdecode

    with fitdecode.FitReader(
        data,
        processor=None,
        check_crc=fitdecode.CrcCheck.DISABLED,
        error_handling=fitdecode.ErrorHandling.IGNORE,
    ) as reader:
        for frame in reader:
            if frame.frame_type == fitdecode.FIT_FRAME_DATA:
                yield frame


def _slow_row(message: Any, described: dict[tuple[int, int], DeveloperField]) -> dict[Any, float]:
    row: dict[Any, float] = {}
    for one in message.fields:
        value = one.raw_value if one.name == "activity_type" else one.value
        if not isinstance(value, int | float) or one.name.startswith("unknown"):
            continue
        definition = one.field_def
        if definition is not None and definition.is_dev:
            key = (definition.dev_data_index, definition.def_num)
            if key not in described:
                native = getattr(one.field, "native_field_num", None)
                described[key] = DeveloperField(*key, str(one.name), str(one.units or ""), native)
            row[key] = float(value)
        else:
            row[one.name] = _si(one.name, value)
    return row


def _si(name: str, value: float) -> float:
    if name in _TIMES:
        return float(value) + FIT_EPOCH_UNIX_S
    if name.startswith("position_"):
        return value * _DEGREES_PER_SEMICIRCLE
    return float(value)


def _slow_message(message: Any) -> Message:
    return {
        one.name: one.value + FIT_EPOCH_UNIX_S
        if one.name in _TIMES and isinstance(one.value, int)
        else one.value
        for one in message.fields
        if one.value is not None
    }
