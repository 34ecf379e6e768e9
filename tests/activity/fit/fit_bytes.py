"""FIT files put together byte by byte, for what no encoder would write."""

import struct
from collections.abc import Sequence

UINT8, UINT16, UINT32, STRING, FLOAT32, BYTE = 0x02, 0x84, 0x86, 0x07, 0x88, 0x0D
_FORMATS = {0x00: "B", UINT8: "B", UINT16: "H", UINT32: "I", FLOAT32: "f", 0x85: "i"}
START = 1_000_000_000
"""The moment at which the files here begin, on FIT's clock."""

FieldDefinition = tuple[int, int, int]
"""Number, size and base type of a field."""


def definition(
    local: int,
    number: int,
    fields: Sequence[FieldDefinition],
    developer: Sequence[FieldDefinition] = (),
    *,
    big_endian: bool = False,
) -> bytes:
    """A definition message; developer fields are (number, size, developer index)."""
    order = ">" if big_endian else "<"
    head = struct.pack(
        f"{order}BBBHB",
        0x40 | (0x20 if developer else 0) | local,
        0,
        big_endian,
        number,
        len(fields),
    )
    body = b"".join(bytes(field) for field in fields)
    if developer:
        body += bytes([len(developer)]) + b"".join(bytes(field) for field in developer)
    return head + body


def data(header: int, fields: Sequence[FieldDefinition], *values: float | bytes) -> bytes:
    """A data message whose values are numbers or ready bytes."""
    parts = [bytes([header])]
    for (_, size, kind), value in zip(fields, values, strict=True):
        if isinstance(value, bytes):
            parts.append(value.ljust(size, b"\0"))
        else:
            parts.append(struct.pack("<" + _FORMATS[kind], value))
    return b"".join(parts)


def crc(content: bytes) -> int:
    """The checksum bit by bit, as the protocol describes it."""
    result = 0
    for byte in content:
        result ^= byte
        for _ in range(8):
            result = result >> 1 ^ (0xA001 if result & 1 else 0)
    return result


def sequence(*messages: bytes, size: int | None = None, header_crc: bool = False) -> bytes:
    """A whole FIT sequence; its header may lie about the size."""
    body = b"".join(messages)
    stated = len(body) if size is None else size
    content = struct.pack("<BBHI4s", 14 if header_crc else 12, 0x20, 2140, stated, b".FIT")
    if header_crc:
        content += struct.pack("<H", 0)  # zero is allowed and means "not computed"
    content += body
    return content + struct.pack("<H", crc(content))


FILE_ID = [(0, 1, 0x00)]
RECORD = [(253, 4, UINT32), (5, 4, UINT32), (3, 1, UINT8), (7, 2, UINT16)]
"""Time, distance [cm], heart rate and power."""
DESCRIPTION = [(0, 1, UINT8), (1, 1, UINT8), (2, 1, UINT8), (3, 16, STRING), (8, 16, STRING)]
"""Developer index, field number, base type, name and units."""
SESSION = [(2, 4, UINT32), (8, 4, UINT32), (9, 4, UINT32), (5, 1, 0x00), (6, 1, 0x00)]
"""Start, timer time [ms], distance [cm], sport and sub-sport."""


def file_id(kind: int = 4) -> bytes:
    return definition(0, 0, FILE_ID) + data(0, FILE_ID, kind)


def session(seconds: float, metres: float, *, sport: int = 1, sub_sport: int = 0) -> bytes:
    values = (START, round(seconds * 1000), round(metres * 100), sport, sub_sport)
    return definition(2, 18, SESSION) + data(2, SESSION, *values)


def records(seconds: int, *, power: int = 0xFFFF, heart_rate: int = 150) -> bytes:
    """One record a second at 3 m/s."""
    return definition(1, 20, RECORD) + b"".join(
        data(1, RECORD, START + second, 300 * second, heart_rate, power)
        for second in range(seconds)
    )


def developer_records(
    seconds: int, described: Sequence[tuple[int, int, str, str]], values: Sequence[int]
) -> bytes:
    """Records with 16-bit developer fields: (developer, number, name, units) and values."""
    ids = definition(3, 207, [(3, 1, UINT8)]) + b"".join(
        data(3, [(3, 1, UINT8)], developer) for developer in {one[0] for one in described}
    )
    descriptions = definition(4, 206, DESCRIPTION) + b"".join(
        data(4, DESCRIPTION, developer, number, UINT16, name.encode(), units.encode())
        for developer, number, name, units in described
    )
    fields = [(number, 2, developer) for developer, number, _, _ in described]
    extra = struct.pack(f"<{len(values)}H", *values)
    return (
        ids
        + descriptions
        + definition(1, 20, RECORD, fields)
        + b"".join(
            data(1, RECORD, START + second, 300 * second, 150, 0xFFFF) + extra
            for second in range(seconds)
        )
    )
