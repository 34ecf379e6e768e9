"""A watched folder: what appears in it is imported once it has stopped growing."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic

from myostride.errors import HomeError
from myostride.web.settings import Settings
from myostride.web.tasks import import_files
from myostride.web.work import Work

__all__ = ["watched"]

QUIET_S = 2.0
"""A file that has not changed for so long is whole."""

_LOOK_MS = 500
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
    watching = asyncio.create_task(_watch(folder, settings, work, stop))
    try:
        yield
    finally:
        stop.set()
        watching.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watching


async def _watch(folder: Path, settings: Settings, work: Work, stop: asyncio.Event) -> None:
    from watchfiles import Change, awatch

    # What is there already may be new since the last time; the importer knows what is not.
    there = [path for path in sorted(folder.rglob("*")) if _wanted(path)]
    if there:
        import_files(work, settings, settings.athlete, there, folder)
    changed: dict[Path, tuple[float, int]] = {}
    looks = awatch(folder, stop_event=stop, step=_LOOK_MS, rust_timeout=_LOOK_MS,
                   yield_on_timeout=True)  # fmt: skip
    async for changes in looks:
        now = monotonic()
        for change, name in changes:
            path = Path(name)
            if change != Change.deleted and _wanted(path):
                changed[path] = (now, -1)
        ready = _ready(changed, now)
        if ready:
            import_files(work, settings, settings.athlete, ready, folder)


def _ready(changed: dict[Path, tuple[float, int]], now: float) -> list[Path]:
    """The files that have stopped growing, taken out of `changed`."""
    ready = []
    for path, (since, size) in list(changed.items()):
        if not _wanted(path):
            del changed[path]
        elif (found := path.stat().st_size) != size:
            changed[path] = (since if size < 0 and now == since else now, found)
        elif now - since >= QUIET_S:
            del changed[path]
            ready.append(path)
    return sorted(ready)


def _wanted(path: Path) -> bool:
    hidden = path.name.startswith((".", "~"))
    return not hidden and path.suffix.lower() not in _UNFINISHED and path.is_file()
