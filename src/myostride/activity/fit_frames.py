"""The framing of a FIT file: where its sequences and messages begin and end.

Values are left to the decoders. Knowing the frames first makes three things cheap: the part
before a break is kept, the few summary messages are decoded apart from the thousands of
records, and developer fields that share a name get names of their own.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from myostride.activity.fit_crc import fit_crc
from myostride.errors import ActivityError, LimitExceeded

__all__ = ["MAX_BYTES", "MAX_VALUES", "Frames", "looks_like_fit", "read_frames"]

MAX_VALUES = 3_500_000
"""Most field values decoded from one sequence; a decoder needs about 50 bytes for each."""

MAX_BYTES = 32_000_000
"""Longest FIT file read: a record of two weeks at one a second."""

RECORD = 20
FIELD_DESCRIPTION = 206
SUMMARY = frozenset({0, 3, 12, 18, 19, 21, 34, FIELD_DESCRIPTION, 207})
"""file_id, user_profile, sport, session, lap, event, activity and the developer fields'."""

_BASE_TYPE = 2
_FIELD_NAME = 3
_BASE_TYPES = frozenset(
    {0x00, 0x01, 0x02, 0x07, 0x0A, 0x0D, 0x83, 0x84, 0x85, 0x86, 0x88, 0x89, 0x8B, 0x8C, 0x8E,
     0x8F, 0x90}
)  # fmt: skip
_COMPRESSED_SPEED_DISTANCE = 8


@dataclass(slots=True)
class Frames:
    """One FIT sequence: its messages' bytes as far as they hold together.

    `summary` is the same sequence with only the `SUMMARY` messages. `name_places` gives
    (offset in `body`, size) of the name in each field description, in file order.
    """

    body: bytes
    summary: bytes
    original: bytes
    """The sequence as found, for a decoder that checks it itself."""
    intact: bool
    """True if header, size and frames agree; the checksum is not looked at here."""
    regular: bool = True
    """False if a definition names a base type that does not exist (fitfast panics at it)."""
    compressed_distance: bool = False
    name_places: list[tuple[int, int]] = field(default_factory=list)
    problem: str = ""

    def rebuilt(self, names: dict[int, bytes] | None = None) -> bytes:
        """The sequence with right sizes and checksum, and new names by description index."""
        if not names:
            return _sequence(self.body)
        body = bytearray(self.body)
        for index, name in names.items():
            place, size = self.name_places[index]
            body[place : place + size] = name[:size].ljust(size, b"\0")
        return _sequence(bytes(body))

    def checksum_holds(self) -> bool:
        """Whether the stored checksum is that of the sequence."""
        return fit_crc(self.original) == 0  # the checksum of data and its checksum is zero


def _sequence(body: bytes) -> bytes:
    content = struct.pack("<BBHI4s", 12, 0x20, 2140, len(body), b".FIT") + body
    return content + struct.pack("<H", fit_crc(content))


def looks_like_fit(data: bytes, start: int = 0) -> bool:
    """Whether a FIT header stands at `start`."""
    return len(data) >= start + 12 and data[start] >= 12 and data[start + 8 : start + 12] == b".FIT"


def read_frames(data: bytes) -> Iterator[Frames]:
    """The sequences of a FIT file in order (more than one where files are chained).

    Raises
    ------
    ActivityError
        If there is no FIT header at the start, or at the start of a chained sequence.
    LimitExceeded
        If the file has more than `MAX_BYTES`, or would decode to more than `MAX_VALUES` values.
    """
    if len(data) > MAX_BYTES:
        raise LimitExceeded(
            f"the FIT file has {len(data) / 1e6:.0f} MB, more than the limit of "
            f"{MAX_BYTES / 1e6:.0f} MB"
        )
    start = 0
    while start < len(data):
        if not looks_like_fit(data, start):
            where = f"byte {start}" if start else "the start"
            raise ActivityError(f"no FIT header at {where}; is this a FIT file, whole?")
        header, size = data[start], int.from_bytes(data[start + 4 : start + 8], "little")
        begin = start + header
        # A recording that was cut off has a size of zero (never closed) or one too large.
        end = begin + size if size else len(data)
        complete = size > 0 and end + 2 <= len(data)
        frames = _walk(data, begin, min(end, len(data)))
        if not complete:
            frames.problem = frames.problem or "the file is shorter than it says"
        frames.intact = complete and not frames.problem
        frames.original = data[start : end + 2] if complete else b""
        yield frames
        start = end + 2 if complete else len(data)


@dataclass(frozen=True, slots=True)
class _Layout:
    """A message type as defined: its number and size, and where a field description has
    the name and the base type of its field."""

    local: int
    number: int
    size: int
    name_offset: int
    name_size: int
    type_offset: int
    fields: int
    regular: bool
    compressed_distance: bool


def _layout(definition: bytes) -> _Layout:
    local, byte_order, count = definition[0] & 0x0F, definition[2], definition[5]
    fields = definition[6 : 6 + 3 * count]
    developer_sizes = definition[6 + 3 * count + 2 :: 3]
    offset, name_offset, name_size, type_offset = 1, 0, 0, 0
    for number, size in zip(fields[0::3], fields[1::3], strict=True):
        if number == _FIELD_NAME and not name_size:
            name_offset, name_size = offset, size
        elif number == _BASE_TYPE and size == 1:
            type_offset = offset
        offset += size
    number = int.from_bytes(definition[3:5], "big" if byte_order else "little")
    return _Layout(
        local=local,
        number=number,
        size=offset + sum(developer_sizes),
        name_offset=name_offset,
        name_size=name_size,
        type_offset=type_offset,
        fields=count + len(developer_sizes),
        regular=_BASE_TYPES.issuperset(fields[2::3]),
        compressed_distance=number == RECORD and _COMPRESSED_SPEED_DISTANCE in fields[0::3],
    )


def _definition_end(data: bytes, at: int, end: int) -> int:
    """Where the definition at `at` ends; beyond `end` if it is cut off."""
    if at + 6 > end:
        return end + 1
    stop = at + 6 + 3 * data[at + 5]
    if data[at] & 0x20:
        stop += 1 + 3 * data[stop] if stop < end else 1
    return stop


def _walk(data: bytes, begin: int, end: int) -> Frames:
    known: dict[bytes, _Layout] = {}
    layouts: dict[int, _Layout] = {}
    skip = [0] * 256  # the size of a message by its header byte, where it needs no look
    summary: list[bytes] = []
    names: list[tuple[int, int]] = []
    at, step, problem, regular = begin, 0, "", True
    while at < end:
        header = data[at]
        step = skip[header]
        if step:
            at += step
        elif header & 0xC0 == 0x40:
            stop = _definition_end(data, at, end)
            if stop > end:
                problem = f"a message definition is cut off at byte {at}"
                break
            definition = data[at:stop]
            layout = known.get(definition)
            if layout is None:
                layout = known[definition] = _layout(definition)
            layouts[layout.local] = layout
            wanted = layout.number in SUMMARY
            skip[layout.local] = 0 if wanted else layout.size
            if wanted:
                summary.append(definition)
            at = stop
        else:
            layout = layouts.get(header >> 5 & 3 if header & 0x80 else header & 0x0F)
            if layout is None:
                problem = f"a message of undefined type at byte {at}"
                break
            if layout.number in SUMMARY and at + layout.size <= end:
                summary.append(data[at : at + layout.size])
                if layout.number == FIELD_DESCRIPTION:
                    names.append((at - begin + layout.name_offset, layout.name_size))
                    regular &= data[at + layout.type_offset] in _BASE_TYPES
                    regular &= layout.type_offset > 0
            step = layout.size
            at += step
    if at > end:
        at -= step
        problem = f"a message is cut off at byte {at}"
    _check_limit(known.values(), at - begin)
    return Frames(
        body=data[begin:at],
        summary=_sequence(b"".join(summary)),
        original=b"",
        intact=False,
        regular=regular and all(one.regular for one in known.values()),
        compressed_distance=any(one.compressed_distance for one in known.values()),
        name_places=names,
        problem=problem,
    )


def _check_limit(layouts: Iterable[_Layout], size: int) -> None:
    """Refuse what might need too much memory, by the densest message defined."""
    values = size * max(((1 + one.fields) / one.size for one in layouts), default=0.0)
    if values > MAX_VALUES:
        raise LimitExceeded(
            f"the FIT file may hold {values / 1e6:.0f} million values, more than the limit of "
            f"{MAX_VALUES / 1e6:.1f} million"
        )
