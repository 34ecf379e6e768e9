"""Uploaded files, written to disk as they arrive: never whole in memory, never outside a folder.

A name that a browser sends is only ever text. What is written lies below a fresh folder of the
home, at a path made of the harmless parts of that name, so that export folders keep their shape.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.concurrency import run_in_threadpool

from myostride.activity.limits import MAX_NESTED_ARCHIVE_BYTES, MAX_UNPACKED_BYTES, megabytes
from myostride.errors import InputError
from myostride.home.database import file_failures
from myostride.web.guard.csrf import FIELD, NotFromOurPage
from myostride.web.guard.limits import MAX_FILES

__all__ = ["Received", "harmless", "receive_files"]

_MAX_NAME = 1000
_MAX_PART_NAME = 120
_MAX_DEPTH = 12
_MAX_TOKEN = 500
_MAX_HEADERS = 8000
_AGAIN = "~"
"""No name that was sent begins so: see `harmless`."""


@dataclass(slots=True)
class Received:
    """What one upload left on disk.

    folder : holds the files and nothing else; whoever imports them removes it. What has no place
        beside the others lies in a folder of its own, whose name begins with `_AGAIN`.
    refused : (name, reason) of each file that was left out.
    """

    folder: Path
    files: list[Path] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)

    def name_of(self, path: str) -> str:
        """The name, as it was sent, of what lies at a path in the folder."""
        name = path.removeprefix(f"{self.folder}{os.sep}")
        return (name.partition(os.sep)[2] or name) if name.startswith(_AGAIN) else name

    def remove(self) -> None:
        """Delete the files."""
        shutil.rmtree(self.folder, ignore_errors=True)


async def receive_files(
    home: Path, content_type: str, stream: AsyncIterator[bytes], allows: Callable[[str], bool]
) -> Received:
    """Read a multipart form with any number of files.

    Parameters
    ----------
    home
        Its folder.
    stream
        The body as it arrives; its total size is limited elsewhere.
    allows
        Whether a token lets the sender change anything; asked before the first file is written.

    Raises
    ------
    InputError
        If it is no multipart form, or holds too many files.
    NotFromOurPage
        If the token is missing, wrong, or comes after a file.
    """
    kind, parameters = parse_options_header(content_type)
    boundary = parameters.get(b"boundary")
    if kind != b"multipart/form-data" or not boundary:
        raise InputError("send the files as a multipart form, each in a field named files")
    received = Received(home / "incoming" / f"{os.getpid()}-{secrets.token_hex(8)}")
    with file_failures(home):
        received.folder.mkdir(parents=True)
    reader = _Reader(boundary, received, allows)
    try:
        async for chunk in stream:
            with file_failures(home):
                await run_in_threadpool(reader.feed, chunk)
        reader.finish()
    except MultipartParseError as error:
        reader.close()
        received.remove()
        raise InputError(f"the upload broke off or is no multipart form ({error})") from None
    except BaseException:
        reader.close()
        received.remove()
        raise
    return received


def harmless(name: str) -> Path:
    """A relative path made of the harmless parts of a name that somebody sent."""
    parts = [_cleaned(part) for part in re.split(r"[/\\]", name)]
    kept = [part for part in parts if part and part.strip(".")]
    return Path(*kept[-_MAX_DEPTH:]) if kept else Path("unnamed")


def _cleaned(part: str) -> str:
    """One part of a path without what a file system or a terminal takes for something else."""
    shown = "".join(c if c.isprintable() and c not in '<>:"|?*' else "_" for c in part).strip()
    stem, dot, suffix = shown.rpartition(".")
    if len(shown.encode()) > _MAX_PART_NAME:
        short = (stem if dot else shown).encode()[: _MAX_PART_NAME // 2].decode(errors="ignore")
        shown = f"{short}{dot}{suffix[:20]}"
    return shown.lstrip(_AGAIN)


class _Reader:
    """A multipart form that becomes files, piece by piece."""

    def __init__(self, boundary: bytes, received: Received, allows: Callable[[str], bool]) -> None:
        self._received = received
        self._allows = allows
        self._allowed = False
        self._token = bytearray()
        self._headers: dict[str, str] = {}
        self._header = bytearray()
        self._value = bytearray()
        self._field = ""
        self._name: str | None = None
        self._file: BinaryIO | None = None
        self._written = 0
        self._most = 0
        self._count = 0
        self._ended = False
        self._parser = MultipartParser(boundary, {
            "on_part_begin": self._part_begins,
            "on_part_data": self._part_data,
            "on_part_end": self._part_ends,
            "on_header_field": lambda data, a, b: self._take(self._header, data[a:b]),
            "on_header_value": lambda data, a, b: self._take(self._value, data[a:b]),
            "on_header_end": self._header_ends,
            "on_headers_finished": self._headers_end,
            "on_end": self._all_ends,
        })  # fmt: skip

    def feed(self, chunk: bytes) -> None:
        if chunk:
            self._parser.write(chunk)

    def finish(self) -> None:
        self._parser.finalize()
        self.close()
        if not self._ended:
            raise MultipartParseError("its end is missing")
        if not self._allowed and not self._allows(""):
            raise NotFromOurPage

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def _take(self, into: bytearray, data: bytes) -> None:
        if len(into) + len(data) > _MAX_HEADERS:
            raise MultipartParseError("a part's header is too long")
        into += data

    def _part_begins(self) -> None:
        self._headers, self._field, self._name = {}, "", None
        self._header.clear()
        self._value.clear()

    def _header_ends(self) -> None:
        if len(self._headers) > 20:
            raise MultipartParseError("a part has too many headers")
        name = self._header.decode("latin-1").lower()
        self._headers[name] = self._value.decode("latin-1")
        self._header.clear()
        self._value.clear()

    def _headers_end(self) -> None:
        _, parameters = parse_options_header(self._headers.get("content-disposition", ""))
        self._field = parameters.get(b"name", b"").decode("utf-8", "replace")
        named = parameters.get(b"filename")
        if named is None:
            return
        if not self._allowed and not self._allows(self._token.decode("latin-1")):
            raise NotFromOurPage
        self._allowed = True
        self._name = named.decode("utf-8", "replace")[:_MAX_NAME]
        if not self._name:  # a form whose file field was left empty
            return
        self._begin_file(self._name)

    def _begin_file(self, name: str) -> None:
        self._count += 1
        if self._count > MAX_FILES:
            raise InputError(f"refused: at most {MAX_FILES} files at once")
        own = harmless(name)
        path = self._received.folder / own
        if path.exists() or any(p.is_file() for p in path.parents):
            path = self._received.folder / f"{_AGAIN}{self._count}" / own
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file, self._written = path.open("xb"), 0
        self._received.files.append(path)
        zipped = path.suffix.lower() == ".zip"
        self._most = MAX_NESTED_ARCHIVE_BYTES if zipped else MAX_UNPACKED_BYTES

    def _part_data(self, data: bytes, begin: int, end: int) -> None:
        if self._name is None:
            if self._field == FIELD and len(self._token) + end - begin <= _MAX_TOKEN:
                self._token += data[begin:end]
            return
        if self._file is None:
            return
        self._written += end - begin
        if self._written > self._most:
            self.close()
            self._received.files.pop().unlink()
            self._received.refused.append(
                (self._name, f"larger than the limit of {megabytes(self._most)} for one file")
            )
            return
        self._file.write(data[begin:end])

    def _part_ends(self) -> None:
        self.close()

    def _all_ends(self) -> None:
        self._ended = True
