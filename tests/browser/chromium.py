"""The browser that drives the tests: the first one that is here and starts.

With `MYOSTRIDE_REQUIRE_BROWSER` set, as in continuous integration where a browser could be had, its
lack is a failure, not a skip. `python -m tests.browser.chromium` tells whether there is one.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

__all__ = ["NONE", "REQUIRED", "started"]

NONE = "no chromium here that starts; install it, or name it in MYOSTRIDE_CHROMIUM"
REQUIRED = bool(os.environ.get("MYOSTRIDE_REQUIRE_BROWSER"))


def started(playwright: Playwright) -> Browser | None:
    """The browser `MYOSTRIDE_CHROMIUM` names, else the system's, else Playwright's own.

    Raises
    ------
    playwright.sync_api.Error
        If the one that is named does not start.
    """
    named = os.environ.get("MYOSTRIDE_CHROMIUM")
    if named:
        return _launched(playwright, named)
    own = playwright.chromium.executable_path
    found = [*map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))]
    for path in [*found, own if Path(own).is_file() else None]:
        try:
            if path is not None:
                return _launched(playwright, path)
        except Error:
            continue
    return None


def _launched(playwright: Playwright, path: str) -> Browser:
    return playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])


if __name__ == "__main__":
    with sync_playwright() as together:
        browser = started(together)
        if browser is None:
            sys.exit(NONE)
        browser.close()
