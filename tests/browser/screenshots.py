"""Pictures of every page for the documentation: `python -m tests.browser.screenshots FOLDER`.

Every page of the sample season, light and dark, on a desk and on a phone, as the runner sees it
first; besides the first visit of somebody new.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import NONE, started
from tests.browser.server import Server
from tests.web.sample_season import make_season

PAGES = {
    "today": "/", "runs": "/runs", "muscles": "/muscles",
    "whatif": "/whatif?hills=true&vest=3", "compare": "/compare", "diary": "/diary",
    "food": "/food", "evidence": "/evidence", "athletes": "/athletes", "settings": "/settings",
}  # fmt: skip
PLACES = {"desktop": (1280, 760, 0.7), "phone": (390, 844, 0.85)}
"""Width and height [CSS px], and pixels of the picture for each."""


def main(folder: Path) -> None:
    """Draw everything anew into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        browser = started(playwright)
        if browser is None:
            sys.exit(NONE)
        new, season = Server(Path(made) / "new"), Server(make_season(Path(made)))
        pages = PAGES | {"run": _hilly_run(browser, season), "plan": _plan(browser, season)}
        for place in PLACES:
            for theme in ("light", "dark"):
                _draw(browser, new, "/", folder / f"welcome-{theme}-{place}.png", theme, place)
                for name, address in pages.items():
                    file = folder / f"{name}-{theme}-{place}.png"
                    _draw(browser, season, address, file, theme, place)
        browser.close()
        new.stop()
        season.stop()


def _hilly_run(browser: Browser, season: Server) -> str:
    page = browser.new_page()
    page.goto(f"{season.address}/runs?q=downhill")
    found = page.locator("tbody th a").first.get_attribute("href")
    page.close()
    return found or "/runs"


def _plan(browser: Browser, season: Server) -> str:
    page = browser.new_page()
    page.goto(f"{season.address}/plan")
    page.get_by_role("button", name="Find a plan").click()
    page.get_by_role("heading", name="Your next").wait_for(timeout=60_000)
    address = page.url.removeprefix(season.address)
    page.close()
    return address


def _draw(browser: Browser, server: Server, path: str, file: Path, theme: str, place: str) -> None:
    width, height, scale = PLACES[place]
    page = browser.new_page(
        viewport={"width": width, "height": height},
        device_scale_factor=scale,
        color_scheme="dark" if theme == "dark" else "light",
        reduced_motion="reduce",
    )
    page.goto(server.address + path)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(400)
    page.screenshot(path=file, animations="disabled")
    page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
