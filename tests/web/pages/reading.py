"""What a page holds, for tests that read it as a browser would."""

from __future__ import annotations

from lxml import html
from lxml.html import HtmlElement

from tests.web.browsing import Dashboard

PAGES = ("/", "/runs", "/muscles", "/plan", "/whatif", "/diary", "/food", "/evidence", "/athletes",
         "/settings", "/import")  # fmt: skip


def opened(dashboard: Dashboard, path: str, status: int = 200) -> HtmlElement:
    """A page that must answer with `status`."""
    answer = dashboard.client.get(path)
    assert answer.status_code == status, answer.text[:500]
    return html.fromstring(answer.text)


def sent(dashboard: Dashboard, path: str, **fields: str) -> HtmlElement:
    """The page after a form was sent and its redirect followed."""
    answer = dashboard.client.post(
        path, data=fields | {"csrf_token": dashboard.token}, follow_redirects=True
    )
    return html.fromstring(answer.text)


def text(page: HtmlElement, selector: str = "main") -> str:
    """Everything said in a part of a page, in one line."""
    return " ".join(" ".join(part.text_content().split()) for part in page.cssselect(selector))
