"""What a server that was killed left in the home: uploads not imported, exports not fetched."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from myostride.home.database import file_failures
from myostride.web.process import alive

__all__ = ["clear_leftovers", "export_path"]


def export_path(home: Path) -> Path:
    """A new empty file for an export; whoever sends it removes it."""
    with file_failures(home):
        handle, name = tempfile.mkstemp(dir=home, prefix=f"export-{os.getpid()}-", suffix=".zip")
        os.close(handle)
    return Path(name)


def clear_leftovers(home: Path) -> None:
    """Remove what belongs to no server that still runs."""
    for folder in (home / "incoming").glob("*"):
        if not _in_use(folder.name.partition("-")[0]):
            shutil.rmtree(folder, ignore_errors=True)
    for export in home.glob("export-*-*.zip"):
        if not _in_use(export.name.split("-")[1]):
            export.unlink(missing_ok=True)
    for export in home.glob("tmp????????.zip"):  # as they were named before
        export.unlink(missing_ok=True)


def _in_use(process: str) -> bool:
    return process.isdigit() and alive(int(process))
