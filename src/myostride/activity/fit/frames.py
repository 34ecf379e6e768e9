"""The framing of a FIT file: where its sequences begin and end, and what is whole in them.

Values are left to the decoders. Knowing the frames first makes several things cheap: the part
before a break is kept, the few summary messages are decoded apart from the thousands of
records, developer fields that share a name get names of their own, and a day-long recording
is decoded in pieces of bounded memory.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from myostride.activity.fit.crc import fit_crc
from myostride.activity.fit.walk import PIECE_VALUES, Walked, walk
from myostride.errors import ActivityError, LimitExceeded

__all__ = ["MAX_BYTES", "MAX_VALUES", "Frames", "looks_like_fit", "read_frames"]

MAX_BYTES = 32_000_000
"""Longest FIT file read: a record of a week at one a second."""

MAX_VALUES = 8_000_000
"""Most values in one sequence: about four days of a watch that writes all it has."""

_MAX_SUMMARY_VALUES = 300_000


@dataclass(slots=True)
class Frames:
    """One FIT sequence: its messages' bytes as far as they hold together."""

    body: bytes
    summary: bytes
    """The same sequence with only the messages of `walk.SUMMARY`."""
    original: bytes
    """The sequence as found, for a decoder that checks it itself; empty if not complete."""
    intact: bool
    """True if header, size and frames agree; the checksum is not looked at here."""
    problem: str
    """Why the sequence broke off, empty if it did not."""
    regular: bool
    """False if a definition names a base type that does not exist (fitfast panics at it)."""
    compressed_distance: bool
    name_sizes: list[int]
    """Room for the name in each field description, in file order."""
    _begin: int
    _walked: Walked

    @property
    def values(self) -> int:
        """How many field values it holds."""
        return self._walked.values

    @property
    def long(self) -> bool:
        """Whether it has to be decoded in pieces."""
        return bool(self._walked.cuts)

    def rebuilt(self) -> bytes:
        """The sequence with right sizes and checksum."""
        return _sequence(self.body)

    def pieces(self, names: Mapping[int, bytes]) -> Iterator[bytes]:
        """Sequences of bounded size that make up this one, with right checksums.

        `names` gives new names of developer fields by the index of their description.
        """
        body = self._renamed(names)
        described = b"".join(
            body[start - self._begin : end - self._begin]
            for start, end in self._walked.descriptions
        )
        edges = [(0, b""), *((at - self._begin, known) for at, known in self._walked.cuts)]
        for (start, known), (end, _) in pairwise([*edges, (len(body), b"")]):
            yield _sequence((described + known if start else b"") + body[start:end])

    def _renamed(self, names: Mapping[int, bytes]) -> bytes:
        if not names:
            return self.body
        body = bytearray(self.body)
        for index, name in names.items():
            at, size = self._walked.name_places[index]
            body[at - self._begin : at - self._begin + size] = name[:size].ljust(size, b"\0")
        return bytes(body)

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
        If the file has more than `MAX_BYTES`, or a sequence more than `MAX_VALUES` values.
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
        size = int.from_bytes(data[start + 4 : start + 8], "little")
        begin = start + data[start]
        # A recording that was cut off has a size of zero (never closed) or one too large.
        end = begin + size if size else len(data)
        complete = size > 0 and end + 2 <= len(data)
        yield _frames(data, start, begin, min(end, len(data)), complete=complete)
        start = end + 2 if complete else len(data)


def _frames(data: bytes, start: int, begin: int, end: int, *, complete: bool) -> Frames:
    walked = walk(data, begin, end)
    _check_limits(walked)
    problem = walked.problem or ("" if complete else "the file is shorter than it says")
    return Frames(
        body=data[begin : walked.end],
        summary=_sequence(b"".join(walked.summary)),
        original=data[start : end + 2] if complete else b"",
        intact=not problem,
        problem=problem,
        regular=walked.regular,
        compressed_distance=walked.compressed_distance,
        name_sizes=[size for _, size in walked.name_places],
        _begin=begin,
        _walked=walked,
    )


def _check_limits(walked: Walked) -> None:
    # A compressed time counts from the message before it, so such a file has no pieces.
    most = PIECE_VALUES if walked.compressed_times else MAX_VALUES
    if walked.values > most or walked.summary_values > _MAX_SUMMARY_VALUES:
        raise LimitExceeded(
            f"the FIT file holds {walked.values / 1e6:.1f} million values, more than the limit "
            f"of {most / 1e6:.0f} million (or of {_MAX_SUMMARY_VALUES} in its summaries)"
        )
