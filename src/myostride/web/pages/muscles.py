"""Muscles: growth, readiness, damage and soreness over months, plateaus and what limits growth."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from myostride.figures.growth import changed_finding
from myostride.home.standing import standing, whole_standing
from myostride.home.status import Status
from myostride.muscles import MUSCLES
from myostride.web.charts import HISTORIES, muscle_histories
from myostride.web.pages.charts import Form, Looking, answered
from myostride.web.pages.legs import QUANTITIES
from myostride.web.pages.rendering import page
from myostride.web.pages.today import muscle_rows
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
        return page(
            request, "muscles.html", home,
            rows=muscle_rows(document),
            quantities=sorted(QUANTITIES, key=lambda each: each[0] != "growth"),
            show=shows,
            says=HISTORIES[shows].says,
            chart_path=view.link("/charts/muscles.json", show=shows),
            finding=changed_finding(document["muscles"]),
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
