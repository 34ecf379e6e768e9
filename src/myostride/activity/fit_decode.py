"""FIT values: fitfast where it accepts the bytes, fitdecode for the rest.

fitdecode is the ground truth and keeps what came before a fault; fitfast gives the same
columns 20 to 80 times faster (a test compares them on real files). Both are led around
their weak places: fitfast gets repaired checksums and unambiguous developer field names, and
expands no compressed distances; fitdecode may raise anything on hostile input.
"""

from __future__ import annotations

import math
import re
from array import array
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import fitfast
import numpy as np
from numpy.typing import NDArray

from myostride.activity.fit_frames import Frames
from myostride.activity.recording import Floats

__all__ = ["Decoded", "DeveloperField", "Message", "decode", "decode_fast", "decode_slowly"]

Message = Mapping[Any, Any]
T = TypeVar("T")

FIT_EPOCH_UNIX_S = 631065600
"""1989-12-31T00:00:00Z, from which FIT counts seconds."""

_DEGREES_PER_SEMICIRCLE = 180.0 / 2**31
_TIMES = frozenset({"timestamp", "start_time", "local_timestamp", "time_created"})
_MOST_SLOW_FRAMES = 100_000
_MOST_COLUMNS = 100
"""Bounds of the slow path: a day of seconds (about ten seconds' work), 80 MB of columns."""


@dataclass(frozen=True, slots=True)
class DeveloperField:
    """A field defined by an app: which one, and its own words for it."""

    developer: int
    number: int
    name: str
    units: str
    native: int | None
    """Number of the profile's record field that it stands for, if it says so."""


@dataclass(slots=True)
class Decoded:
    """One sequence: record columns by profile name, shape (n,); other messages as dicts.

    Times are unix seconds, positions degrees, the rest in the profile's units; NaN where
    missing or invalid.
    """

    columns: dict[str, Floats]
    developer: dict[tuple[int, int], tuple[DeveloperField, Floats]]
    messages: dict[str, list[Message]]
    warnings: list[str] = field(default_factory=list)
    partial: bool = False


def decode(frames: Frames) -> Decoded:
    """Decode one sequence by the fastest reader that accepts it."""
    decoded = decode_fast(frames)
    if decoded is None:
        decoded = decode_slowly(frames)
    if frames.problem:
        decoded.warnings.append(f"the file broke off ({frames.problem}); what came before is kept")
        decoded.partial = True
    return decoded


# --- fitfast ---------------------------------------------------------------------------


def decode_fast(frames: Frames) -> Decoded | None:
    """Decode by fitfast, or None where it refuses."""
    parsed = _unpanicked(lambda: fitfast.parse(frames.summary)) if frames.regular else None
    if parsed is None:
        return None
    messages: dict[str, list[Message]] = {kind: [*rows] for kind, rows in parsed.items()}
    described = _described(messages)
    names = _ambiguous(described)
    encoded = {index: name.encode() for index, name in names.items()}
    if any(frames.name_places[index][1] <= len(name) for index, name in encoded.items()):
        return None
    warnings: list[str] = []
    columns = None
    if frames.intact and not names:
        columns = _unpanicked(lambda: fitfast.records(frames.original))
    if columns is None:
        payload = frames.rebuilt(encoded)
        columns = _unpanicked(lambda: fitfast.records(payload))
        if columns is None:
            return None
        warnings += _checksum_warning(frames)
    if frames.compressed_distance:
        columns |= _compressed_columns(frames)
    developer = {
        (one.developer, one.number): (one, columns.pop(name))
        for index, one in enumerate(described)
        if (name := names.get(index, one.name)) in columns
    }
    return Decoded(columns, developer, messages, warnings)


def _unpanicked(call: Callable[[], T]) -> T | None:
    """What `call` returns, or None if fitfast refuses or its Rust side panics."""
    try:
        return call()
    except fitfast.FitDecodeError:
        return None
    except BaseException as error:
        # A panic of the Rust side derives from BaseException, beside KeyboardInterrupt.
        if type(error).__module__ == "pyo3_runtime":
            return None
        raise


def _checksum_warning(frames: Frames) -> list[str]:
    if frames.original and not frames.checksum_holds():
        return ["the file's checksum is wrong; its values are taken as they are"]
    return []


def _described(messages: Mapping[str, list[Message]]) -> list[DeveloperField]:
    return [
        DeveloperField(
            developer=_whole(message.get("developer_data_index"), 0),
            number=_whole(message.get("field_definition_number"), index),
            name=str(message.get("field_name") or ""),
            units=str(message.get("units") or ""),
            native=_native_number(message),
        )
        for index, message in enumerate(messages.get("field_description", []))
    ]


def _whole(value: object, default: int) -> int:
    return value if isinstance(value, int) else default


def _native_number(message: Message) -> int | None:
    number = message.get("native_field_num")
    of_record = message.get("native_mesg_num") in ("record", 20)
    return number if isinstance(number, int) and of_record else None


def _ambiguous(described: list[DeveloperField]) -> dict[int, str]:
    """New names for developer fields that fitfast could not tell apart, by index.

    It keys by name alone: one shared by two fields, or one that looks like a profile
    field's (lower case, underscores), would mix or hide values.
    """
    keys: dict[str, set[tuple[int, int]]] = {}
    for one in described:
        keys.setdefault(one.name, set()).add((one.developer, one.number))
    return {
        index: f"~{one.developer:02X}{one.number:02X}"
        for index, one in enumerate(described)
        if len(keys[one.name]) > 1 or re.fullmatch(r"[a-z0-9_]*", one.name)
    }


def _compressed_columns(frames: Frames) -> dict[str, Floats]:
    """Speed [m/s] and distance [m] from 12 + 12 bit fields that old foot pods wrote."""
    rows = (_unpanicked(lambda: fitfast.parse(frames.rebuilt())) or {}).get("record", [])
    packed = [row.get("compressed_speed_distance") for row in rows]
    whole = [three if isinstance(three, bytes) and len(three) == 3 else b"" for three in packed]
    words = np.array([int.from_bytes(three, "little") for three in whole], dtype=np.int64)
    known = np.array([len(three) == 3 for three in whole], dtype=bool)
    return _unpack_speed_distance(words, known)


def _unpack_speed_distance(words: NDArray[np.int64], known: NDArray[np.bool_]) -> dict[str, Floats]:
    speed = np.where(known, (words & 0xFFF) / 100.0, np.nan)
    sixteenths = (words >> 12)[known]
    # The distance counter wraps every 256 m.
    travelled = np.cumsum(np.diff(sixteenths, prepend=0) % 4096) / 16.0
    distance = np.full(words.size, np.nan)
    distance[known] = travelled
    return {"speed": speed, "distance": distance}


# --- fitdecode -------------------------------------------------------------------------


def decode_slowly(frames: Frames) -> Decoded:
    """Decode by fitdecode, keeping what came before a fault."""
    table = _Table()
    described: dict[tuple[int, int], DeveloperField] = {}
    messages: dict[str, list[Message]] = {}
    warnings: list[str] = []
    partial = False
    try:
        for count, message in enumerate(_slow_messages(frames.original or frames.rebuilt())):
            if message.name == "record":
                table.append(_slow_row(message, described))
            elif not message.name.startswith("unknown"):
                messages.setdefault(message.name, []).append(_slow_message(message))
            if count > _MOST_SLOW_FRAMES:
                warnings.append(f"only the first {count} messages are read")
                partial = True
                break
    except (MemoryError, RecursionError):
        raise
    except Exception as error:
        fault = " ".join(str(error).split()) or type(error).__name__
        warnings.append(f"the file broke off ({fault}); what came before is kept")
        partial = True
    columns = {key: np.array(column) for key, column in table.columns.items()}
    developer = {key: (one, columns.pop(key)) for key, one in described.items() if key in columns}
    warnings += _checksum_warning(frames)
    return Decoded(columns, developer, messages, warnings, partial)


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
