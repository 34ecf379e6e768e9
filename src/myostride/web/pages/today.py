"""Today: where the legs stand, and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from myostride.display import moment
from myostride.home.library import found_in
from myostride.home.standing import standing
from myostride.home.status import Status
from myostride.muscles import MUSCLES, TITLES
from myostride.web.pages.legs import QUANTITIES, legs, level_of, quantity
from myostride.web.pages.rendering import page
from myostride.web.pages.runs import run_lines
from myostride.web.pages.viewing import Viewing, local_now, shown_of

__all__ = ["muscle_rows", "router"]

router = APIRouter()

LATEST = 5
TONES = {"fresh": "ready", "ready": "ready", "nearly ready": "nearly", "tired": "tired",
         "spent": "tired"}  # fmt: skip
"""Classes of readiness to the colour of their word."""

TRENDS = {"growing": "↗ growing", "holding": "→ holding", "shrinking": "↘ shrinking"}


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
        rows, shows = muscle_rows(document), quantity(show)
        drawing = legs(rows, shows)
        if part == "legs":
            return page(request, "legs.html", home, legs=drawing)
        shown = shown_of(home)
        known = found_in(runs, end=view.day)
        return page(
            request, "today.html", home,
            told=_told(status, document),
            rows=rows,
            common=_common(rows),
            legs=drawing,
            quantities=QUANTITIES,
            show=shows,
            latest=run_lines(known[-LATEST:], status.season.loads, shown)[::-1],
            run_count=len(known),
            assumed=document["assumed"],
        )  # fmt: skip


def _told(status: Status, document: Mapping[str, Any]) -> dict[str, Any]:
    """The day, and the advice: its first sentence leads."""
    first, *more = document["advice"]
    headline, stop, sub = first.partition(". ")
    now, day = local_now(dict(document)), status.day
    return {
        "day": f"{day:%A} {day.day} {day:%B %Y}",
        "stale": "" if now.date() >= day else f"known until {now:%A} {now.day} {now:%B}",
        "headline": headline + stop.strip(),
        "sub": sub,
        "more": more,
    }


def muscle_rows(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The muscles of a status document with the words beside their numbers."""
    now, day = local_now(dict(document)), date.fromisoformat(document["date"])
    return [_row(muscle, document["muscles"][muscle], now, day) for muscle in MUSCLES]


def _common(rows: Sequence[Mapping[str, Any]]) -> str:
    """What most muscles have in common is said once; "" where few have."""
    counted = Counter(str(row["because"]) for row in rows)
    because, count = counted.most_common(1)[0]
    return because if count > len(rows) / 2 else ""


def _row(muscle: str, row: Mapping[str, Any], now: datetime, day: date) -> dict[str, Any]:
    level = level_of("readiness", row["readiness"])
    limit = str(row["limiting_factor"])
    recovered = _recovered(row, now, day)
    trend = "→ plateau" if row["plateau"] == "yes" else TRENDS.get(row["trend"], "unknown")
    return {
        **row,
        "id": muscle,
        "title": TITLES[muscle],
        "level": level,
        "tone": TONES[level.words],
        "recovered": recovered,
        "because": f"{row['ready_why']}; fully recovered {recovered}",
        "trend_word": trend,
        "limit": "" if limit == "none" else limit.replace("_", " "),
    }


def _recovered(row: Mapping[str, Any], now: datetime, day: date) -> str:
    first, last = (_when(row[f"recovered_at_{end}"], now, day) for end in ("lo", "hi"))
    return first if first == last else f"from {first} to {last}"


def _when(at: str | None, now: datetime, day: date) -> str:
    return "in over 2 weeks" if at is None else moment(at, now, day)
