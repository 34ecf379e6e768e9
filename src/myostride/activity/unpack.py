"""Gzip and zip, read in bounded pieces and never written to a name the archive chooses."""

from __future__ import annotations

import io
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import IO

from myostride.activity import limits
from myostride.errors import ActivityError, LimitExceeded

__all__ = ["Archive", "gunzip"]

_PIECE_BYTES = 262_144
_GZIP_WBITS = 31
_ENCRYPTED = 0x1


def gunzip(data: bytes) -> bytes:
    """The content of a gzip file of one or more members.

    Raises
    ------
    LimitExceeded
        At 100 MB, or at 200 times the packed size.
    ActivityError
        If it is cut off or damaged.
    """
    unpacked = io.BytesIO()
    rest = data
    try:
        while rest[:2] == b"\x1f\x8b":
            decoder = zlib.decompressobj(_GZIP_WBITS)
            while rest and not decoder.eof:
                unpacked.write(decoder.decompress(rest, _PIECE_BYTES))
                _refuse_at_limits(unpacked.tell(), len(data), limits.MAX_UNPACKED_BYTES)
                rest = decoder.unconsumed_tail
            if not decoder.eof:
                raise ActivityError("gzip data ends in the middle (cut off); copy it again")
            rest = decoder.unused_data
    except zlib.error as error:
        raise ActivityError("gzip data is damaged; copy or download it again") from error
    return unpacked.getvalue()


class Archive:
    """A zip archive whose members are read one at a time."""

    def __init__(self, file: IO[bytes]) -> None:
        """Read the list of contents of `file`.

        Raises
        ------
        LimitExceeded
            If the list is longer than the limits allow.
        ActivityError
            If it is no readable zip archive.
        """
        try:
            self._zip = zipfile.ZipFile(_Guarded(file))
        except LimitExceeded:
            raise
        except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
            raise ActivityError("damaged zip archive; copy or download it again") from error
        self.members = [info for info in self._zip.infolist() if not info.is_dir()]
        if len(self.members) > limits.MAX_MEMBERS:
            raise LimitExceeded(
                f"zip archive of {len(self.members)} files, more than {limits.MAX_MEMBERS}; "
                "refused: split it"
            )
        self._overlapping = _overlapping(self.members)

    def head(self, info: zipfile.ZipInfo, size: int) -> bytes:
        """The first `size` bytes of a member."""
        self._refuse(info, limits.MAX_NESTED_ARCHIVE_BYTES)
        with self._open(info) as member:
            return member.read(size)

    def read(self, info: zipfile.ZipInfo) -> bytes:
        """A whole member.

        Raises
        ------
        LimitExceeded
            If it unpacks to more than the limits allow.
        ActivityError
            If it is encrypted, damaged, or its name leads outside the archive.
        """
        self._refuse(info, limits.MAX_UNPACKED_BYTES)
        unpacked = io.BytesIO()
        for piece in self._pieces(info):
            unpacked.write(piece)
        return unpacked.getvalue()

    @contextmanager
    def nested(self, info: zipfile.ZipInfo) -> Iterator[Archive]:
        """A zip inside this one, unpacked to a nameless temporary file."""
        self._refuse(info, limits.MAX_NESTED_ARCHIVE_BYTES)
        with tempfile.SpooledTemporaryFile(max_size=limits.MAX_DIRECTORY_BYTES) as file:
            for piece in self._pieces(info):
                file.write(piece)
            yield Archive(file)

    def _pieces(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        with self._open(info) as member:
            while piece := member.read(_PIECE_BYTES):
                yield piece

    @contextmanager
    def _open(self, info: zipfile.ZipInfo) -> Iterator[IO[bytes]]:
        try:
            with self._zip.open(info) as member:
                yield member
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise ActivityError(
                "damaged inside the zip archive; copy or download the archive again"
            ) from error
        except (NotImplementedError, RuntimeError) as error:
            raise ActivityError(
                "packed in the zip archive in a way that cannot be read; unpack it first"
            ) from error

    def _refuse(self, info: zipfile.ZipInfo, most_bytes: int) -> None:
        name = info.orig_filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/") or "\0" in name or name[1:2] == ":":
            raise ActivityError("its name leads outside the archive; refused, nothing written")
        if stat.S_ISLNK(info.external_attr >> 16):
            raise ActivityError("a symbolic link inside the archive; not followed")
        if info.flag_bits & _ENCRYPTED:
            raise ActivityError("encrypted; unpack the archive with its password first")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise ActivityError("packed in the zip archive in an unusual way; unpack it first")
        if info.header_offset in self._overlapping:
            raise ActivityError("overlaps another file of the zip archive; refused as a bomb")
        _refuse_at_limits(info.file_size, info.compress_size, most_bytes)


class _Guarded(io.RawIOBase):
    """A file that refuses to be read in one piece larger than a zip directory may be."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def read(self, size: int = -1, /) -> bytes:
        most = limits.MAX_DIRECTORY_BYTES
        data = self._file.read(size if 0 <= size <= most else most + 1)
        if len(data) > most:
            raise LimitExceeded(
                f"zip archive whose list of contents is larger than {limits.megabytes(most)}; "
                "refused: split it"
            )
        return data

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True


def _overlapping(members: list[zipfile.ZipInfo]) -> frozenset[int]:
    """Header offsets of members whose data share bytes with the next one's."""
    placed = sorted(members, key=lambda info: info.header_offset)
    return frozenset(
        info.header_offset
        for info, following in pairwise(placed)
        if info.header_offset + info.compress_size > following.header_offset
    )


def _refuse_at_limits(unpacked: int, packed: int, most_bytes: int) -> None:
    if unpacked > most_bytes:
        raise LimitExceeded(
            f"unpacks to more than {limits.megabytes(most_bytes)}, more than any recording; refused"
        )
    if unpacked > max(limits.RATIO_APPLIES_FROM_BYTES, limits.MAX_RATIO * packed):
        raise LimitExceeded(
            f"unpacks to more than {limits.MAX_RATIO} times its packed size; refused as a bomb"
        )
