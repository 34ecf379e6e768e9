"""A real server, a real browser; nothing may leave this computer."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import NONE, REQUIRED, started
from tests.browser.server import Server

# The sample season is made once for all tests of the dashboard.
from tests.web.conftest import kept_season, some_files

__all__ = ["kept_season", "some_files"]

Visit = Callable[..., Page]
LOUD = ("error", "warning")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = started(playwright)
        if opened is None:
            pytest.fail(NONE) if REQUIRED else pytest.skip(NONE)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def looked_at(kept_season: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The sample runner, for tests that only look."""
    server = Server(shutil.copytree(kept_season / "home", tmp_path_factory.mktemp("seen") / "home"))
    yield server
    server.stop()


@pytest.fixture
def season(kept_season: Path, tmp_path: Path) -> Iterator[Server]:
    """The sample runner, for tests that write."""
    server = Server(shutil.copytree(kept_season / "home", tmp_path / "home"))
    yield server
    server.stop()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Server]:
    """Somebody who has just begun."""
    server = Server(tmp_path / "new-home")
    yield server
    server.stop()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Open a page of a server; at the end nothing may have gone wrong or gone out."""
    wrong: list[str] = []
    contexts = []

    def begin(server: Server, path: str = "/", **looks: Any) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}} | looks)
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console", lambda said: said.type in ("error", "warning") and wrong.append(said.text)
        )
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda asked: _stays(asked.url, server) or wrong.append(asked.url))
        page.goto(server.address + path)
        page.wait_for_load_state("networkidle")
        return page

    yield begin
    for context in contexts:
        context.close()
    assert wrong == []


def _stays(url: str, server: Server) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("data", "blob") or url.startswith(server.address)
