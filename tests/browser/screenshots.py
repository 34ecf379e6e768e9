"""Pictures of every page for the documentation: `python -m tests.browser.screenshots FOLDER`.

Every page of the sample season, light and dark, on a desk and on a phone, as the runner sees it
first; besides the first visit of somebody new.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from myostride.demo import RUNNER, season_files
from myostride.demo.plan import DIARY
from myostride.home import open_home
from tests.browser.chromium import NONE, started
from tests.browser.server import Server

PAGES = {
    "today": "/", "runs": "/runs", "muscles": "/muscles",
    "plan": "/plan?go=true&weeks=8&minutes=180&days=1&days=3&days=5&days=6&goal=glutes"
            "&goal=quads&goal=hamstrings&goal=calves&have=hills&have=gym",
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
        new, season = Server(Path(made) / "new"), Server(_season(Path(made)))
        pages = PAGES | {"run": _hilly_run(browser, season)}
        for place in PLACES:
            for theme in ("light", "dark"):
                _draw(browser, new, "/", folder / f"welcome-{theme}-{place}.png", theme, place)
                for name, address in pages.items():
                    file = folder / f"{name}-{theme}-{place}.png"
                    _draw(browser, season, address, file, theme, place)
        browser.close()
        new.stop()
        season.stop()


def _season(folder: Path) -> Path:
    """A home with the sample season."""
    files = folder / "files"
    files.mkdir()
    for file in season_files():
        (files / file.name).write_bytes(file.data)
    with open_home(folder / "home") as home:
        home.set_profile(mass_kg=RUNNER.body.mass_kg, height_m=RUNNER.body.height_m,
                         sex=RUNNER.body.sex, age_y=RUNNER.age_y)  # fmt: skip
        for entry in DIARY:
            home.log(entry.kind, value=entry.value, day=entry.day, muscle=entry.muscle)
        home.import_paths([files])
    return folder / "home"


def _hilly_run(browser: Browser, season: Server) -> str:
    page = browser.new_page()
    page.goto(f"{season.address}/runs?q=thursday")
    found = page.locator("tbody th a").first.get_attribute("href")
    page.close()
    return found or "/runs"


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
