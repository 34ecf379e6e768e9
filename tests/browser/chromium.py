"""Where the browser is."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from playwright.sync_api import Playwright

__all__ = ["NONE", "chromium"]

NONE = "no chromium here; install it, or name it in MYOSTRIDE_CHROMIUM"


def chromium(playwright: Playwright) -> str | None:
    """The path of chromium: what `MYOSTRIDE_CHROMIUM` names, the system's, else Playwright's."""
    named = os.environ.get("MYOSTRIDE_CHROMIUM")
    own = playwright.chromium.executable_path
    found = [named, *map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))]
    return next(filter(None, found), own if Path(own).is_file() else None)
