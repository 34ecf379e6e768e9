"""Runs: the list, to search and to walk through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from myostride.display import Shown, duration
from myostride.home.library import StoredRun, found_in
from myostride.home.loads import StoredLoad
from myostride.home.standing import standing
from myostride.muscles import MUSCLES, TITLES
from myostride.web.pages.rendering import page
from myostride.web.pages.viewing import View, Viewing, shown_of

__all__ = ["router", "run_lines"]

router = APIRouter()

PER_PAGE = 50


@router.get("/runs", response_class=HTMLResponse)
def runs(
    request: Request,
    view: Viewing,
    q: Annotated[str, Query(max_length=100)] = "",
    since: Annotated[str, Query(alias="from", max_length=10)] = "",
    until: Annotated[str, Query(alias="to", max_length=10)] = "",
    offset: Annotated[int, Query(ge=0)] = 0,
) -> HTMLResponse:
    """Every run up to the day, the newest first."""
    with view.home() as home:
        stored = home.runs()
        if not stored:
            return page(request, "welcome.html", home)
        shown = shown_of(home)
        known = found_in(stored, end=view.day)
        found = found_in(known, q, _day(since), _day(until))[::-1]
        part = found[offset : offset + PER_PAGE]
        loads = standing(home, view.day).season.loads if part else []
        return page(
            request, "runs.html", home,
            runs=run_lines(part, loads, shown), total=len(known), found=len(found),
            q=q, since=since, until=until,
            ways=_ways(view, {"q": q, "from": since, "to": until}, offset, len(found)),
        )  # fmt: skip


def _day(text: str) -> date | None:
    """A day of the address; one that cannot be read bounds nothing."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _ways(view: View, asked: Mapping[str, str], offset: int, found: int) -> dict[str, str | None]:
    """The addresses of the newer and the older part of the list."""

    def at(start: int) -> str:
        return view.link("/runs", **asked, offset=start or None)

    return {
        "newer": at(max(0, offset - PER_PAGE)) if offset else None,
        "older": at(offset + PER_PAGE) if offset + PER_PAGE < found else None,
    }


def run_lines(
    runs: Sequence[StoredRun], loads: Sequence[StoredLoad], shown: Shown
) -> list[dict[str, Any]]:
    """What lists say of runs, in their order."""
    easy = {each.run_id: each.load.totals["easy_km"].value for each in loads}
    return [_line(run, easy.get(run.run_id), shown) for run in runs]


def _line(run: StoredRun, easy_km: Any, shown: Shown) -> dict[str, Any]:
    day = run.day
    speed = run.distance_m / run.duration_s if run.distance_m and run.duration_s else None
    line: dict[str, Any] = {
        "id": run.run_id,
        "name": run.name,
        "day": f"{day:%a} {day.day} {day:%b %Y}",
        "date": day.isoformat(),
        "distance": f"{shown.distance(run.distance_m)} {shown.length}" if run.distance_m else "-",
        "time": duration(run.duration_s),
        "pace": shown.pace(speed),
        "ascent": shown.height(run.ascent_m),
        "most": "",
        "warnings": len(run.warnings),
    }
    if easy_km is not None:
        top = int(easy_km.argmax())
        line["most"] = (
            f"{TITLES[MUSCLES[top]]}, {shown.easy(float(easy_km[top])):.1f} easy {shown.length}"
        )
    return line
