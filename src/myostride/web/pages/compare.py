"""Compare: the runner's own running beside squats, hills, intervals, a vest, and nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from myostride.coach.comparison import recovery_said, surely
from myostride.coach.pattern import AHEAD_WEEKS
from myostride.home.comparing import compare_running
from myostride.home.documents import comparison_document
from myostride.home.memory import remembered
from myostride.web.drawings import Scale
from myostride.web.pages.rendering import page, title_of
from myostride.web.pages.viewing import Viewing

__all__ = ["router"]

router = APIRouter()

GROUPS = ("glutes", "quads", "hamstrings", "calves")


@router.get("/compare", response_class=HTMLResponse)
def compare(request: Request, view: Viewing) -> HTMLResponse:
    """The next weeks in eight ways, from where the legs stand."""
    with view.home() as home:
        document = remembered(
            home, ("compare", view.day, AHEAD_WEEKS),
            lambda: comparison_document(compare_running(home, view.day, AHEAD_WEEKS)),
        )  # fmt: skip
        return page(
            request, "compare.html", home,
            told=document,
            groups=[_group(name, document["options"]) for name in GROUPS],
            costs=[{**option, "recovered": recovery_said(option["hardest_session"])}
                   for option in document["options"]],
        )  # fmt: skip


def _of(option: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """What an option does to a group, or to a muscle."""
    row: Mapping[str, Any] = option["groups"].get(name) or option["muscles"][name]
    return row


def _group(name: str, options: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Growth of one group under every option, on one scale."""
    rows = [(option, _of(option, name)) for option in options]
    scale = Scale.over([row[end] for _, row in rows for end in ("lo", "hi")], 2.0)
    return {
        "title": title_of(name),
        "zero": scale.at(0.0),
        "rows": [
            {
                "title": option["title"],
                "growth": row,
                "by": row["difference"] if n else None,
                "surely": surely(row["difference"]["lo"], row["difference"]["hi"]) if n else "same",
                "place": {key: scale.at(row[key]) for key in ("lo", "growth_pct", "hi")},
            }
            for n, (option, row) in enumerate(rows)
        ],
    }
