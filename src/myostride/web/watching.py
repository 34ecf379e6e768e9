"""A watched folder: what appears in it is imported once it has stopped growing."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic

from myostride.errors import HomeError, MyostrideError
from myostride.home.faults import write_fault
from myostride.web.settings import Settings
from myostride.web.tasks import import_files
from myostride.web.work import Work

__all__ = ["watched"]

QUIET_S = 2.0
"""A file that has not changed for so long is whole."""

_LOOK_MS = 500
_log = logging.getLogger(__name__)
_UNFINISHED = frozenset({".part", ".crdownload", ".tmp", ".download", ".partial"})


@asynccontextmanager
async def watched(settings: Settings, work: Work) -> AsyncIterator[None]:
    """While this holds, new files of the watched folder are imported, if there is one.

    Raises
    ------
    HomeError
        If it is no folder.
    """
    if settings.watch is None:
        yield
        return
    folder = settings.watch.expanduser().absolute()
    if not folder.is_dir():
        raise HomeError(f"--watch '{folder}' is not a folder")
    stop = asyncio.Event()
    watching = asyncio.create_task(_Watcher(folder, settings, work).go_on(stop))
    try:
        yield
    finally:
        stop.set()
        watching.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watching


class _Watcher:
    """What has changed in the folder and is not imported yet.

    What is there already may be new since the last time; the importer knows what is not.
    """

    def __init__(self, folder: Path, settings: Settings, work: Work) -> None:
        self._folder = folder
        self._settings = settings
        self._work = work
        self._changed: dict[Path, tuple[float, int]] = {}
        self._outside: set[Path] = set()
        self._told = ""

    async def go_on(self, stop: asyncio.Event) -> None:
        """Watch until `stop`, whatever goes wrong; each trouble is told in one line, once."""
        while not stop.is_set():
            try:
                await self._watch(stop)
            except (OSError, MyostrideError) as error:
                self._tell(str(error))
            except Exception as error:  # else new files would be passed over without a word
                with contextlib.suppress(OSError):
                    write_fault(self._settings.folder / "log.txt", "watching", error)
                self._tell(f"internal error: {type(error).__name__}")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), _LOOK_MS / 1000.0)

    async def _watch(self, stop: asyncio.Event) -> None:
        """Watch the folder that stands there now, until another one does or something fails."""
        from watchfiles import Change, awatch

        this, first = await asyncio.to_thread(_identity, self._folder), True
        looks = awatch(self._folder, stop_event=stop, step=_LOOK_MS, rust_timeout=_LOOK_MS,
                       yield_on_timeout=True)  # fmt: skip
        async with contextlib.aclosing(looks):
            async for changes in looks:
                if await asyncio.to_thread(_identity, self._folder) != this:
                    return
                # Walked once it is watched: what comes between the two would be missed.
                new = {name for change, name in changes if change == Change.added}
                new |= {str(self._folder)} if first else set()
                touched = {name for _, name in changes} - new
                await asyncio.to_thread(self._look, new, touched)
                first = False

    def _look(self, new: Iterable[str], touched: Iterable[str]) -> None:
        """Notice what has changed, and import what has stopped growing."""
        now = monotonic()
        for path in (*_files_of(new), *map(Path, touched)):
            if _wanted(path) and self._stays_inside(path):
                self._changed[path] = (now, -1)
        ready = _ready(self._changed, now)
        if ready:
            import_files(self._work, self._settings, self._settings.athlete, ready, self._folder)
        for path in ready:
            del self._changed[path]
        self._told = ""

    def _stays_inside(self, path: Path) -> bool:
        """Whether a path leads to a file of the folder, whatever links it takes."""
        inside = path.resolve().is_relative_to(self._folder.resolve())
        if not inside and path not in self._outside:
            self._outside.add(path)
            _log.warning("%s is a link that leads out of the folder; it is not imported", path)
        return inside

    def _tell(self, line: str) -> None:
        if line != self._told:
            _log.warning("watching %s: %s", self._folder, line)
        self._told = line


def _identity(folder: Path) -> tuple[int, int]:
    """Another one where another folder stands in its place; `OSError` where there is none."""
    found = folder.stat()
    return found.st_dev, found.st_ino


def _files_of(names: Iterable[str]) -> Iterator[Path]:
    """What lies at some paths, and below those that are folders: one moved in tells no more."""
    for name in names:
        if os.path.isdir(name):
            for top, _, files in os.walk(name):
                yield from (Path(top, file) for file in sorted(files))
        else:
            yield Path(name)


def _ready(changed: dict[Path, tuple[float, int]], now: float) -> list[Path]:
    """The files that have stopped growing; those that are gone are taken out of `changed`."""
    ready = []
    for path, (since, size) in list(changed.items()):
        try:
            found = path.stat().st_size
        except OSError:
            del changed[path]
            continue
        if found != size:
            changed[path] = (since if size < 0 and now == since else now, found)
        elif now - since >= QUIET_S:
            ready.append(path)
    return sorted(ready)


def _wanted(path: Path) -> bool:
    hidden = path.name.startswith((".", "~"))
    return not hidden and path.suffix.lower() not in _UNFINISHED and path.is_file()
