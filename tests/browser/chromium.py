"""Where the browser is."""

from __future__ import annotations

import os
import shutil

__all__ = ["chromium"]


def chromium() -> str | None:
    """The path of chromium: what `MYOSTRIDE_CHROMIUM` names, else that of the system."""
    named = os.environ.get("MYOSTRIDE_CHROMIUM")
    if named:
        return named
    return next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
