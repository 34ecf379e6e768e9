"""No page has a serious fault for readers with a screen reader, a keyboard or weak eyes."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.server import Server

PAGES = ("/", "/?show=soreness", "/runs", "/muscles", "/plan", "/whatif?hills=true", "/compare",
         "/diary", "/food", "/evidence", "/athletes", "/settings", "/import",
         "/api/docs")  # fmt: skip
PLANNED = "/plan?weeks=2&minutes=120&days=tue&days=sat&goal=glutes&have=hills"
SERIOUS = ("serious", "critical")
PHONE = {"width": 390, "height": 844}


def findings(page: object) -> list[str]:
    found = Axe().run(page).response["violations"]  # type: ignore[arg-type]
    return [
        f"{each['id']}: {node['html'][:140]} {node['failureSummary'][:200]}"
        for each in found
        if each["impact"] in SERIOUS
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_serious_finding(
    path: str, theme: str, looked_at: Server, visit: Visit
) -> None:
    page = visit(looked_at, path, color_scheme=theme)
    page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
    assert findings(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_plan_has_no_serious_finding(theme: str, looked_at: Server, visit: Visit) -> None:
    page = visit(looked_at, PLANNED, color_scheme=theme)
    page.get_by_role("button", name="Find a plan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your next 2 weeks", timeout=60_000)
    page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
    assert findings(page) == []


@pytest.mark.parametrize("path", ["/", "/runs", "/muscles", "/whatif", "/diary", "/settings"])
def test_a_page_on_a_phone_has_no_serious_finding(
    path: str, looked_at: Server, visit: Visit
) -> None:
    assert findings(visit(looked_at, path, viewport=PHONE)) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_run_has_no_serious_finding(theme: str, looked_at: Server, visit: Visit) -> None:
    page = visit(looked_at, "/runs", color_scheme=theme)
    page.locator("tbody th a").first.click()
    page.wait_for_load_state("networkidle")
    assert findings(page) == []


def test_the_way_in_has_no_serious_finding(empty: Server, visit: Visit) -> None:
    assert findings(visit(empty, "/")) == []
