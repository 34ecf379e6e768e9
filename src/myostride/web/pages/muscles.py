"""Muscles: growth, readiness, damage and soreness over months, plateaus and what limits growth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from myostride.coach.grown import growth_said, trends_said
from myostride.home.standing import standing, whole_standing
from myostride.home.status import Status
from myostride.muscles import MUSCLES
from myostride.units import SECONDS_PER_DAY
from myostride.web.charts import HISTORIES, muscle_histories
from myostride.web.pages.charts import Form, Looking, answered
from myostride.web.pages.legs import QUANTITIES
from myostride.web.pages.muscle_rows import muscle_rows
from myostride.web.pages.rendering import page
from myostride.web.pages.viewing import Viewing

__all__ = ["router"]

router = APIRouter()

Show = Annotated[str, Query(max_length=20)]


@router.get("/muscles", response_class=HTMLResponse)
def muscles(request: Request, view: Viewing, show: Show = "growth") -> HTMLResponse:
    """The muscles over time and where each stands."""
    with view.home() as home:
        if not home.runs():
            return page(request, "welcome.html", home)
        status = standing(home, view.day)
        document = status.to_json()
        shows = show if show in HISTORIES else "growth"
        rows = muscle_rows(document)
        return page(
            request, "muscles.html", home,
            rows=rows,
            same=_same(rows),
            unknown=status.stale,
            quantities=sorted(QUANTITIES, key=lambda each: each[0] != "growth"),
            show=shows,
            says=HISTORIES[shows].says,
            chart_path=view.link("/charts/muscles.json", show=shows),
            finding=_finding(status),
            trends=trends_said(status.standings),
            assumed=document["assumed"],
        )  # fmt: skip


@router.get("/charts/muscles.{form}")
def history(view: Viewing, look: Looking, form: Form, show: Show = "growth") -> Response:
    """Every muscle's history of one quantity."""
    with view.home() as home:
        status = whole_standing(home, view.day)
    shows = show if show in HISTORIES else "growth"
    stalled = [m for m in MUSCLES if status.standings[m].plateau == "yes"]
    days, values = _series(status, HISTORIES[shows].key)
    chart = muscle_histories(shows, days, values, status.season.run_days, stalled, look)
    return answered(chart, look, form)


def _series(status: Status, key: str) -> tuple[Any, Any]:
    """The days, and per muscle (middle, lo, hi)."""
    days, trajectory = status.daily()
    ends = (trajectory.middle[key], trajectory.lo[key], trajectory.hi[key])
    return days, {
        muscle: tuple(each[:, m].tolist() for each in ends) for m, muscle in enumerate(MUSCLES)
    }


def _finding(status: Status) -> str:
    """The sentence over the page: no more certain than its intervals."""
    if status.stale:
        until = status.moment
        return f"Nobody knows your muscles today; they are told until {until.day} {until:%B %Y}"
    days = (status.season.moment_unix_s - status.season.history.start_unix_s) / SECONDS_PER_DAY
    return growth_said(status.standings, days)


def _same(rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """What all muscles have in common, by its key: said once above the table."""
    return {
        key: str(rows[0][key])
        for key in ("plateau", "plateau_why", "limit")
        if len({row[key] for row in rows}) == 1
    }
