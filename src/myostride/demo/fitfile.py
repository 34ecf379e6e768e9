"""Writing FIT files: named messages in natural units in, the bytes of one file out.

Only what a running watch writes is known here. Values are degrees, metres, seconds, metres per
second and beats per minute; the file's own integers, scales, offsets and invalid markers are
this module's business. Records go in as whole columns, so a file costs milliseconds.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["FIT_EPOCH_UNIX_S", "MESSAGES", "Field", "Message", "encode", "fit_time"]

FIT_EPOCH_UNIX_S = 631_065_600
"""1989-12-31T00:00:00Z, from which FIT counts its seconds."""

SEMICIRCLES_PER_DEGREE = 2**31 / 180


@dataclass(frozen=True, slots=True)
class Base:
    """A base type of the protocol: its code, numpy type and invalid marker."""

    code: int
    dtype: str
    invalid: int


ENUM = Base(0x00, "u1", 0xFF)
SINT8 = Base(0x01, "i1", 0x7F)
UINT8 = Base(0x02, "u1", 0xFF)
UINT16 = Base(0x84, "<u2", 0xFFFF)
SINT32 = Base(0x85, "<i4", 0x7FFFFFFF)
UINT32 = Base(0x86, "<u4", 0xFFFFFFFF)
UINT32Z = Base(0x8C, "<u4", 0)
STRING = Base(0x07, "S24", 0)
"""Text of at most 23 characters and the zero that ends it."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: stored integer = round((value + offset) * scale)."""

    number: int
    base: Base
    scale: float = 1.0
    offset: float = 0.0


def _fields(**fields: Field) -> Mapping[str, Field]:
    return fields


_TIME = Field(253, UINT32)

MESSAGES: Mapping[str, tuple[int, Mapping[str, Field]]] = {
    "file_id": (0, _fields(
        type=Field(0, ENUM), manufacturer=Field(1, UINT16), product=Field(2, UINT16),
        serial_number=Field(3, UINT32Z), time_created=Field(4, UINT32))),
    "user_profile": (3, _fields(
        gender=Field(1, ENUM), age_y=Field(2, UINT8), height_m=Field(3, UINT8, 100),
        mass_kg=Field(4, UINT16, 10), resting_heart_rate=Field(8, UINT8))),
    "sport": (12, _fields(sport=Field(0, ENUM), sub_sport=Field(1, ENUM))),
    "session": (18, _fields(
        timestamp=_TIME, message_index=Field(254, UINT16), event=Field(0, ENUM),
        event_type=Field(1, ENUM), start_time=Field(2, UINT32), sport=Field(5, ENUM),
        sub_sport=Field(6, ENUM), total_elapsed_time=Field(7, UINT32, 1000),
        total_timer_time=Field(8, UINT32, 1000), total_distance=Field(9, UINT32, 100),
        total_cycles=Field(10, UINT32), avg_heart_rate=Field(16, UINT8),
        max_heart_rate=Field(17, UINT8), avg_cadence=Field(18, UINT8),
        total_ascent=Field(22, UINT16), total_descent=Field(23, UINT16),
        first_lap_index=Field(25, UINT16), num_laps=Field(26, UINT16))),
    "lap": (19, _fields(
        timestamp=_TIME, message_index=Field(254, UINT16), event=Field(0, ENUM),
        event_type=Field(1, ENUM), start_time=Field(2, UINT32),
        total_elapsed_time=Field(7, UINT32, 1000), total_timer_time=Field(8, UINT32, 1000),
        total_distance=Field(9, UINT32, 100), lap_trigger=Field(24, ENUM),
        sport=Field(25, ENUM))),
    "record": (20, _fields(
        timestamp=_TIME, position_lat=Field(0, SINT32, SEMICIRCLES_PER_DEGREE),
        position_long=Field(1, SINT32, SEMICIRCLES_PER_DEGREE), heart_rate=Field(3, UINT8),
        cadence=Field(4, UINT8), distance=Field(5, UINT32, 100),
        vertical_oscillation_m=Field(39, UINT16, 10_000), stance_time_s=Field(41, UINT16, 10_000),
        fractional_cadence=Field(53, UINT8, 128), enhanced_speed=Field(73, UINT32, 1000),
        enhanced_altitude=Field(78, UINT32, 5, 500))),
    "event": (21, _fields(timestamp=_TIME, event=Field(0, ENUM), event_type=Field(1, ENUM))),
    "workout": (26, _fields(sport=Field(4, ENUM), wkt_name=Field(8, STRING))),
    "device_info": (23, _fields(
        timestamp=_TIME, device_index=Field(0, UINT8), manufacturer=Field(2, UINT16),
        serial_number=Field(3, UINT32Z), product=Field(4, UINT16),
        software_version=Field(5, UINT16, 100))),
    "activity": (34, _fields(
        timestamp=_TIME, total_timer_time=Field(0, UINT32, 1000), num_sessions=Field(1, UINT16),
        type=Field(2, ENUM), event=Field(3, ENUM), event_type=Field(4, ENUM),
        local_timestamp=Field(5, UINT32))),
    "file_creator": (49, _fields(software_version=Field(0, UINT16))),
}  # fmt: skip
"""Message number and fields by name, as in the public FIT profile."""

Message = tuple[str, Mapping[str, ArrayLike]]
"""A message name and its values: scalars for one message, equally long columns for many."""


def fit_time(moment: datetime) -> int:
    """Whole seconds of an aware datetime on FIT's clock."""
    return round(moment.timestamp()) - FIT_EPOCH_UNIX_S


def encode(messages: Iterable[Message]) -> bytes:
    """The bytes of a FIT file that holds `messages` in the given order.

    NaN becomes the field's invalid marker.

    Raises
    ------
    KeyError
        If a message or field name is not in `MESSAGES`.
    ValueError
        If a value does not fit its field, or more than 16 shapes of message are used.
    """
    local_numbers: dict[tuple[str, tuple[str, ...]], int] = {}
    parts: list[bytes] = []
    for name, values in messages:
        shape = (name, tuple(values))
        if shape not in local_numbers:
            if len(local_numbers) == 16:
                raise ValueError("a FIT file has room for 16 shapes of message")
            local_numbers[shape] = len(local_numbers)
            parts.append(_definition(local_numbers[shape], name, values))
        parts.append(_data(local_numbers[shape], name, values))
    return _framed(b"".join(parts))


def _definition(local: int, name: str, values: Mapping[str, ArrayLike]) -> bytes:
    number, known = MESSAGES[name]
    fields = [known[key] for key in values]
    head = struct.pack("<BBBHB", 0x40 | local, 0, 0, number, len(fields))
    return head + b"".join(
        bytes((f.number, np.dtype(f.base.dtype).itemsize, f.base.code)) for f in fields
    )


def _data(local: int, name: str, values: Mapping[str, ArrayLike]) -> bytes:
    _, known = MESSAGES[name]
    columns = {key: _stored(known[key], f"{name}.{key}", v) for key, v in values.items()}
    rows = max(column.size for column in columns.values())
    table = np.zeros(rows, dtype=[("header", "u1"), *((k, known[k].base.dtype) for k in columns)])
    table["header"] = local
    for key, column in columns.items():
        table[key] = column
    return table.tobytes()


def _stored(field: Field, where: str, values: ArrayLike) -> NDArray[Any]:
    if field.base is STRING:
        texts = np.char.encode(np.atleast_1d(np.asarray(values, dtype=np.str_)), "utf-8")
        if texts.dtype.itemsize >= np.dtype(STRING.dtype).itemsize:
            raise ValueError(f"{where}: a text does not fit the field")
        return texts.astype(STRING.dtype)
    natural = np.atleast_1d(np.asarray(values, dtype=np.float64))
    stored = np.rint((natural + field.offset) * field.scale)
    limits = np.iinfo(np.dtype(field.base.dtype))
    if np.any((stored < limits.min) | (stored > limits.max)):
        raise ValueError(f"{where}: a value does not fit the field")
    return np.where(np.isnan(stored), field.base.invalid, stored).astype(np.int64)


def _framed(body: bytes) -> bytes:
    header = struct.pack("<BBHI4s", 14, 0x20, 2180, len(body), b".FIT")
    file = header + struct.pack("<H", _crc(header)) + body
    return file + struct.pack("<H", _crc(file))


def _crc_table() -> tuple[int, ...]:
    table = []
    for byte in range(256):
        crc = byte
        for _ in range(8):
            crc = (crc >> 1) ^ 0xA001 if crc & 1 else crc >> 1
        table.append(crc)
    return tuple(table)


_CRC_TABLE = _crc_table()


def _crc(data: bytes) -> int:
    """CRC-16 with the reflected polynomial 0x8005, as the FIT protocol asks."""
    crc = 0
    for byte in data:
        crc = (crc >> 8) ^ _CRC_TABLE[(crc ^ byte) & 0xFF]
    return crc
