"""One walk over the messages of a FIT sequence, without looking at their values."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["PIECE_VALUES", "RECORD", "SUMMARY", "Walked", "walk"]

PIECE_VALUES = 1_500_000
"""Values decoded at once; a decoder needs about 50 bytes for each."""

RECORD = 20
FIELD_DESCRIPTION, DEVELOPER_ID = 206, 207
SUMMARY = frozenset({0, 3, 12, 18, 19, 21, 26, 34, FIELD_DESCRIPTION, DEVELOPER_ID})
"""file_id, user_profile, sport, session, lap, event, workout, activity, developer fields'."""

_BASE_TYPE, _FIELD_NAME = 2, 3
_COMPRESSED_SPEED_DISTANCE = 8
_BASE_TYPES = frozenset(
    {0x00, 0x01, 0x02, 0x07, 0x0A, 0x0D, 0x83, 0x84, 0x85, 0x86, 0x88, 0x89, 0x8B, 0x8C, 0x8E,
     0x8F, 0x90}
)  # fmt: skip


@dataclass(slots=True)
class Walked:
    """What one walk found, with offsets into the data walked over.

    `end` is where the last whole message ends and `problem` why it went no further.
    `cuts` are places to decode a long sequence in pieces, each with the definitions in
    force there.
    """

    end: int
    problem: str = ""
    values: int = 0
    summary_values: int = 0
    summary: list[bytes] = field(default_factory=list)
    descriptions: list[tuple[int, int]] = field(default_factory=list)
    """(start, end) of every message that says what developer fields are."""
    name_places: list[tuple[int, int]] = field(default_factory=list)
    """(start, size) of the name in each field description."""
    cuts: list[tuple[int, bytes]] = field(default_factory=list)
    regular: bool = True
    compressed_distance: bool = False
    compressed_times: bool = False


@dataclass(frozen=True, slots=True)
class _Layout:
    """A message type as defined: its number and size, and where a field description has
    the name and the base type of its field."""

    definition: bytes
    local: int
    number: int
    size: int
    name_offset: int
    name_size: int
    type_offset: int
    values: int
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
        definition=definition,
        local=local,
        number=number,
        size=offset + sum(developer_sizes),
        name_offset=name_offset,
        name_size=name_size,
        type_offset=type_offset,
        values=1 + count + len(developer_sizes),
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


def walk(data: bytes, begin: int, end: int) -> Walked:
    """Follow the messages in `data[begin:end]` as far as they hold together."""
    found = Walked(end=begin)
    known: dict[bytes, _Layout] = {}
    layouts: dict[int, _Layout] = {}
    # By header byte: the size of a message that needs no look, else 0, and its values.
    skip, cost = [0] * 256, [0] * 256
    at, step, values, next_cut = begin, 0, 0, PIECE_VALUES
    while at < end:
        header = data[at]
        step = skip[header]
        if step:
            values += cost[header]
            if values > next_cut:
                found.cuts.append((at, b"".join(one.definition for one in layouts.values())))
                next_cut = values + PIECE_VALUES
            at += step
        elif header & 0xC0 == 0x40:
            stop = _definition_end(data, at, end)
            if stop > end:
                found.problem = f"a message definition is cut off at byte {at}"
                break
            definition = data[at:stop]
            layout = known.get(definition)
            if layout is None:
                layout = known[definition] = _layout(definition)
            layouts[layout.local] = layout
            wanted = layout.number in SUMMARY
            skip[layout.local] = 0 if wanted else layout.size
            cost[layout.local] = layout.values
            if wanted:
                found.summary.append(definition)
                if layout.number in (FIELD_DESCRIPTION, DEVELOPER_ID):
                    found.descriptions.append((at, stop))
            at = stop
        else:
            layout = layouts.get(header >> 5 & 3 if header & 0x80 else header & 0x0F)
            if layout is None:
                found.problem = f"a message of undefined type at byte {at}"
                break
            step = layout.size
            if layout.number in SUMMARY and at + step <= end:
                _keep(found, data, at, layout)
            found.compressed_times |= header >= 0x80
            values += layout.values
            at += step
    if at > end:
        at -= step
        found.problem = f"a message is cut off at byte {at}"
    found.end, found.values = at, values
    found.regular &= all(one.regular for one in known.values())
    found.compressed_distance = any(one.compressed_distance for one in known.values())
    return found


def _keep(found: Walked, data: bytes, at: int, layout: _Layout) -> None:
    """Take a summary message, and note where a description has what may be changed."""
    found.summary.append(data[at : at + layout.size])
    found.summary_values += layout.values
    if layout.number in (FIELD_DESCRIPTION, DEVELOPER_ID):
        found.descriptions.append((at, at + layout.size))
    if layout.number == FIELD_DESCRIPTION:
        found.name_places.append((at + layout.name_offset, layout.name_size))
        found.regular &= data[at + layout.type_offset] in _BASE_TYPES
        found.regular &= layout.type_offset > 0
