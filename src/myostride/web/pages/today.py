"""Today: where the legs stand, and what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from myostride.home.library import found_in
from myostride.home.standing import standing
from myostride.home.status import Status
from myostride.web.pages.legs import QUANTITIES, legs, quantity
from myostride.web.pages.muscle_rows import SHOWN_AS, common, muscle_rows
from myostride.web.pages.rendering import page
from myostride.web.pages.runs import run_lines
from myostride.web.pages.viewing import Viewing, local_now, shown_of

__all__ = ["router"]

router = APIRouter()

LATEST = 5
NEXT = "Next step"
"""How the advice on the next step begins."""

STATED = " not stated: "
"""What the profile can answer is assumed with these words."""


@router.get("/", response_class=HTMLResponse)
def today(
    request: Request,
    view: Viewing,
    show: Annotated[str, Query(max_length=20)] = "readiness",
    part: Annotated[str, Query(max_length=10)] = "",
) -> HTMLResponse:
    """The first page; the way in where there is nothing yet; the legs alone as `part`."""
    with view.home() as home:
        runs = home.runs()
        if not runs:
            return page(request, "welcome.html", home)
        status = standing(home, view.day)
        document = status.to_json()
        shows = quantity(show)
        rows = muscle_rows(document, shows)
        looked_at: dict[str, Any] = {
            "legs": legs(rows, shows), "rows": rows, "show": shows, "shown_as": SHOWN_AS[shows],
            "common": "" if status.stale else common(rows, "ready_why"),
        }  # fmt: skip
        if part == "legs":
            return page(request, "legs_and_rows.html", home, **looked_at)
        shown = shown_of(home)
        known = found_in(runs, end=view.day)
        return page(
            request, "today.html", home,
            told=_told(status, document, known[-1].day if known else None),
            **looked_at,
            quantities=QUANTITIES,
            latest=run_lines(known[-LATEST:], status.season.loads, shown)[::-1],
            run_count=len(known),
            **_open(document["assumed"]),
        )  # fmt: skip


def _told(status: Status, document: Mapping[str, Any], last: date | None) -> dict[str, Any]:
    """The day, and the advice: its first sentence leads.

    Where the last record is old, that leads: nobody knows the legs today.
    """
    first, *more = document["advice"]
    headline, stop, sub = first.partition(". ")
    now, day = local_now(dict(document)), status.day
    known_until = "" if now.date() >= day else f"known until {_dated(now)}"
    if status.stale:
        since = f": your last run is of {_dated(last)}" if last else ""
        headline, stop, sub = f"Nobody knows your legs today{since}", "", first
    return {
        "day": _dated(day),
        "until": known_until,
        "headline": headline + stop.strip(),
        "sub": sub,
        "next": next((_step(line) for line in more if line.startswith(NEXT)), None),
        "more": [line for line in more if not line.startswith(NEXT)],
    }


def _step(line: str) -> tuple[str, str]:
    """What to do, and the numbers behind it."""
    what, stop, why = line.partition(". ")
    return what + stop.strip(), why


def _open(assumed: Sequence[str]) -> dict[str, Any]:
    """What was assumed: what the profile can answer, and the rest."""
    asked = [line for line in assumed if line.endswith("nothing was stated") or STATED in line]
    return {"asked": asked, "assumed": [line for line in assumed if line not in asked]}


def _dated(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"
