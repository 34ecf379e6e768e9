"""Every candidate activity file under some paths, one at a time and in a stable order."""

from __future__ import annotations

import os
import stat
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from myostride.activity import limits
from myostride.activity.companions import (
    Companions,
    companion_kind,
    is_ignored,
    table_reason,
    wellness_kind,
)
from myostride.activity.reading import read_file
from myostride.activity.sniff import HEAD_BYTES
from myostride.activity.strava import INDEX_NAME, StravaRow, read_strava_index
from myostride.activity.unpack import Archive, gunzip
from myostride.errors import ActivityError, InputError, LimitExceeded

__all__ = ["Found", "collect"]

_DEEPEST_FOLDER = 100
_GZIP, _ZIP = b"\x1f\x8b", (b"PK\x03\x04", b"PK\x05\x06")


@dataclass(frozen=True, slots=True)
class Found:
    """One candidate file: its unpacked bytes, or why there are none.

    Exactly one of `data`, `error` and `skip` is set. `path` of an archive member is
    "archive.zip!member"; `title` and `sport` come from a Strava index.
    """

    path: str
    data: bytes | None = None
    error: ActivityError | None = None
    skip: str | None = None
    title: str | None = None
    sport: str | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a walk is: what was counted so far and what an index says."""

    companions: Companions = field(default_factory=Companions)
    index: Mapping[str, StravaRow] = field(default_factory=dict)
    index_folder: str = ""

    def row(self, name: str) -> StravaRow | None:
        """The row of the index for a file, by its name relative to the index."""
        if not self.index:
            return None
        return self.index.get(name.removeprefix(self.index_folder))


def collect(paths: Sequence[Path]) -> Iterator[Found]:
    """Walk files, folders, .gz and .zip (account exports included).

    Nothing is written, no link inside a folder is followed, and at most one file is held in
    memory. Files without activities by design are counted in one row per path.

    Raises
    ------
    InputError
        At once, if a path does not exist.
    """
    for path in paths:
        if not os.path.lexists(path):
            raise InputError(f"no such file or folder: {path}")
    return _collect(paths)


def _collect(paths: Sequence[Path]) -> Iterator[Found]:
    for path in paths:
        place, rows = _Place(), 0
        walk = _folder(path, path, place) if os.path.isdir(path) else _file(path, place, None)
        for found in walk:
            rows += 1
            yield found
        reason = place.companions.reason()
        if reason is not None or not rows:
            yield Found(_shown(path), skip=reason or "nothing in it")


def _folder(folder: Path, top: Path, place: _Place) -> Iterator[Found]:
    try:
        if len(folder.parts) - len(top.parts) > _DEEPEST_FOLDER:
            raise ActivityError(f"more than {_DEEPEST_FOLDER} folders deep; not searched")
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Found(_shown(folder), error=_unreadable(error))
        return
    except ActivityError as error:
        yield Found(_shown(folder), error=error)
        return
    if any(entry.name == INDEX_NAME for entry in entries):
        with suppress(ActivityError):
            index = read_strava_index(read_file(folder / INDEX_NAME))
            place = _Place(place.companions, index, _relative(folder, top))
    for entry in entries:
        path = Path(entry.path)
        if is_ignored(entry.name):
            continue
        if entry.is_symlink():
            yield Found(_shown(path), skip="a link; not followed: import what it points to")
        elif entry.is_dir():
            yield from _folder(path, top, place)
        else:
            yield from _file(path, place, top)


def _file(path: Path, place: _Place, top: Path | None) -> Iterator[Found]:
    """One file on disk; inside a folder (`top`) companions are only counted.

    A file that was asked for by name (no `top`) is never passed over, unless it is a table.
    """
    shown = _shown(path)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise ActivityError("not a regular file; save it to one first")
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
            reason = table_reason(path.name, head)
            if reason is not None:
                yield Found(shown, skip=reason)
                return
            kind = companion_kind(path.name, head) if top is not None else None
            if kind is not None:
                place.companions.counts[kind] += 1
                return
            if head.startswith(_ZIP):
                file.seek(0)
                yield from _archive(Archive(file), shown, 1)
                return
        data = _unpacked(read_file(path), 0)
    except OSError as error:
        yield Found(shown, error=_unreadable(error))
    except ActivityError as error:
        yield Found(shown, error=error)
    else:
        row = place.row(_relative(path, top)) if top is not None else None
        yield _found(shown, data, row)


def _archive(archive: Archive, shown: str, depth: int) -> Iterator[Found]:
    """The members of a zip archive, which is itself `depth` packings deep."""
    place = _archive_index(archive)
    for info in sorted(archive.members, key=lambda member: member.filename):
        name = info.filename
        path = f"{shown}!{_printable(name)}"
        if is_ignored(name) and ".." not in PurePosixPath(name).parts:
            continue
        try:
            yield from _member(archive, info, path, depth, place)
        except ActivityError as error:
            yield Found(path, error=error)
    reason = place.companions.reason()
    if reason is not None:
        yield Found(shown, skip=reason)


def _member(
    archive: Archive, info: zipfile.ZipInfo, path: str, depth: int, place: _Place
) -> Iterator[Found]:
    head = archive.head(info, HEAD_BYTES)
    kind = companion_kind(info.filename, head) or wellness_kind(head)
    reason = table_reason(info.filename, head)
    if reason is not None:
        yield Found(path, skip=reason)
    elif kind is not None:
        place.companions.counts[kind] += 1
    elif head.startswith(_ZIP):
        _refuse_depth(depth + 1)
        with archive.nested(info) as inner:
            yield from _archive(inner, path, depth + 1)
    else:
        yield _found(path, _unpacked(archive.read(info), depth), place.row(info.filename))


def _archive_index(archive: Archive) -> _Place:
    """The Strava index of an archive, where it has one."""
    for info in archive.members:
        folder, _, name = info.filename.rpartition("/")
        if name == INDEX_NAME:
            with suppress(ActivityError):
                index = read_strava_index(archive.read(info))
                return _Place(index=index, index_folder=f"{folder}/" if folder else "")
    return _Place()


def _unpacked(data: bytes, depth: int) -> bytes:
    """`data` out of its gzip layers, being `depth` packings deep already."""
    while data.startswith(_GZIP):
        depth += 1
        _refuse_depth(depth)
        data = gunzip(data)
    if data.startswith(_ZIP):
        raise ActivityError("a zip archive inside a .gz; unpack the .gz first")
    return data


def _refuse_depth(depth: int) -> None:
    if depth > limits.MAX_DEPTH:
        raise LimitExceeded(f"packed more than {limits.MAX_DEPTH} times; refused: unpack it first")


def _found(path: str, data: bytes, row: StravaRow | None) -> Found:
    if row is None:
        return Found(path, data=data)
    return Found(path, data=data, title=row.title or None, sport=row.sport or None)


def _relative(path: Path, top: Path) -> str:
    relative = path.relative_to(top).as_posix()
    return "" if relative == "." else relative + ("/" if path.is_dir() else "")


def _unreadable(error: OSError) -> ActivityError:
    return ActivityError(f"cannot be read: {(error.strerror or str(error)).lower()}")


def _shown(path: Path) -> str:
    return _printable(str(path))


def _printable(name: str) -> str:
    """A name that can be written anywhere, whatever bytes it came from."""
    clean = name.encode("utf-8", "replace").decode("utf-8")
    return "".join(character if character.isprintable() else "?" for character in clean)
