"""Plan: the next weeks, best for chosen muscles under the runner's constraints.

The search is a job; the page of the job shows how far it is and then the plan.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from itertools import groupby
from typing import Annotated, Any, Literal
from urllib.parse import urlencode
from zipfile import ZIP_DEFLATED, ZipFile

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BaseModel, Field, ValidationError

from myostride.coach.weeks import Wishes
from myostride.errors import InputError, UnknownName
from myostride.home import Home
from myostride.home.wishing import (
    EQUIPMENT,
    MINUTES,
    MOST_WEEKS,
    USUAL,
    USUAL_DAYS,
    USUAL_GOAL,
    USUAL_MINUTES,
    USUAL_WEEKS,
    WEEKDAYS,
    days_of,
    goal_of,
    wishes_from,
)
from myostride.muscles import MUSCLES, TITLES
from myostride.web.drawings import Scale
from myostride.web.job import CANCELLED, DONE, RUNNING, Job
from myostride.web.pages.rendering import page
from myostride.web.pages.viewing import View, Viewing
from myostride.web.tasks import TAKEN, search_plan, work_of

__all__ = ["router"]

router = APIRouter()

GOALS = ("glutes", "quads", "hamstrings", "adductors", "calves", "hip_flexors", "shins")
THINGS = {"hills": "Hills", "gym": "Gym", "weights": "Weights at home", "treadmill": "Treadmill",
          "vest": "Weight vest", "ankle_weights": "Ankle weights"}  # fmt: skip
FILES = {"fit": "Watch (FIT)", "ics": "Calendar", "zwo": "Treadmill (ZWO)", "html": "To print"}
DAYS_PER_WEEK = 7

Name = Annotated[str, Field(max_length=40)]


class Wanted(BaseModel):
    """What the form says; a box that is not ticked is not sent."""

    weeks: Annotated[int, Field(ge=1, le=MOST_WEEKS)] = USUAL_WEEKS
    minutes: Annotated[float, Field(ge=MINUTES[0], le=MINUTES[1])] = USUAL_MINUTES
    race: Annotated[str, Field(max_length=10)] = ""
    days: Annotated[list[Name], Field(max_length=7)] = []
    goal: Annotated[list[Name], Field(max_length=20)] = []
    have: Annotated[list[Name], Field(max_length=6)] = []

    @classmethod
    def of(cls, request: Request) -> Wanted:
        """What the address says, else what most want."""
        query = request.query_params
        usual = cls(days=list(USUAL_DAYS), goal=list(USUAL_GOAL), have=list(USUAL))
        if not cls.model_fields.keys() & query.keys():
            return usual
        lists = ("days", "goal", "have")
        named = {name: query.getlist(name) if name in lists else query[name]
                 for name in cls.model_fields if name in query}  # fmt: skip
        try:
            return cls.model_validate(named)
        except ValidationError:
            return usual

    def wishes(self, today: date) -> Wishes:
        """The same as the search takes it.

        Raises
        ------
        InputError
            If something is missing, not known or not possible.
        """
        return wishes_from(
            today, weeks=self.weeks, days=days_of(self.days), goal=goal_of(self.goal),
            minutes=self.minutes, equipment=self.have, race=_race(self.race),
        )  # fmt: skip


def _race(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise InputError(f"race '{text}' is not a day; write it as 2026-05-17") from None


JobId = Annotated[str, Query(max_length=40)]


@router.get("/plan", response_class=HTMLResponse)
def plan(request: Request, view: Viewing, job: JobId = "") -> HTMLResponse:
    """What is wanted, and below it the plan that was found."""
    with view.home() as home:
        search = _search(request, home, job) if job else None
        return _plan(request, view, home, Wanted.of(request), search)


@router.post("/plan", response_class=HTMLResponse)
def start(request: Request, view: Viewing, wanted: Annotated[Wanted, Form()]) -> Response:
    """Begin to search, and lead to the page that follows the job."""
    with view.home() as home:
        try:
            wishes = wanted.wishes(view.day)
        except InputError as error:
            return _plan(request, view, home, wanted, problem=str(error), status=422)
        job = search_plan(work_of(request), view.settings, home.athlete, view.day, wishes)
    said = urlencode(wanted.model_dump(), doseq=True)
    return RedirectResponse(f"{view.link('/plan', job=job.id)}&{said}", 303)


@router.post("/plan/cancel")
def cancel(request: Request, view: Viewing, job: JobId) -> Response:
    """Ask a search to end."""
    with view.home() as home:
        work_of(request).cancel(_search(request, home, job).id)
    return RedirectResponse(f"/plan?{request.url.query}", 303)


@router.get("/plan/files")
def files(
    request: Request, view: Viewing, job: JobId, form: Literal["fit", "ics", "zwo", "html"]
) -> Response:
    """The plan for a watch, a calendar, a treadmill or a wall, as one zip."""
    with view.home() as home:
        search = _search(request, home, job)
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as into:
        for path in sorted(work_of(request).files_of(search).glob(f"*/*.{form}")):
            into.write(path, f"{path.parent.name}/{path.name}")
        if not into.namelist():
            raise InputError(f"this plan has no {form} files; search for it anew")
    name = f"plan-{search.result['begin']}-{form}.zip"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(packed.getvalue(), media_type="application/zip", headers=headers)


def _search(request: Request, home: Home, job_id: str) -> Job:
    """A search for a plan of this athlete."""
    job = work_of(request).find(job_id)
    if job.kind != "plan" or job.athlete != home.athlete:
        raise UnknownName("plan", job_id, ["none of that id"])
    return job


def _plan(
    request: Request, view: View, home: Home, wanted: Wanted, search: Job | None = None, *,
    problem: str = "", status: int = 200,
) -> HTMLResponse:  # fmt: skip
    found = search.result if search is not None and search.state == DONE else None
    running = search is not None and search.state == RUNNING
    if search is not None and not found and not running:
        problem = "The search was cancelled." if search.state == CANCELLED else search.message
    return page(
        request, "plan.html", home, status=status,
        wanted=wanted, weekdays=WEEKDAYS, goals=GOALS,
        equipment=[(name, THINGS[name]) for name in EQUIPMENT],
        problem=problem, search=search if running else None, found=found,
        weeks=_weeks(found["sessions"], date.fromisoformat(found["begin"])) if found else [],
        forecast=_forecast(found["forecast"]["muscles"], found["goal"]) if found else [],
        ways=_ways(found) if found else [],
        files=_files(request, view, search) if search is not None and found else [],
    )  # fmt: skip


def _files(request: Request, view: View, search: Job) -> list[tuple[str, str]]:
    """Names and addresses of what the plan can be taken along as."""
    made = {path.suffix[1:] for path in work_of(request).files_of(search).glob("*/*.*")}
    return [
        (FILES[form], view.link("/plan/files", job=search.id, form=form))
        for form in TAKEN
        if form in made
    ]


def _weeks(sessions: Sequence[Mapping[str, Any]], begin: date) -> list[dict[str, Any]]:
    """The sessions by week of the plan."""

    def week(session: Mapping[str, Any]) -> int:
        return (date.fromisoformat(session["date"]) - begin).days // DAYS_PER_WEEK

    out = []
    for number, group in groupby(sessions, key=week):
        members = [
            {**each, "day": f"{d:%a} {d.day} {d:%b}"}
            for each in group
            for d in [date.fromisoformat(each["date"])]
        ]
        out.append({"number": number + 1, "minutes": sum(m["minutes"] for m in members),
                    "hard": sum(m["hard"] for m in members), "sessions": members})  # fmt: skip
    return out


def _forecast(muscles: Mapping[str, Any], goal: Sequence[str]) -> list[dict[str, Any]]:
    scale = Scale.over([row[end] for row in muscles.values() for end in ("lo", "hi")], 2.0)
    return [
        {
            **muscles[muscle], "title": TITLES[muscle], "wanted": muscle in goal,
            "at": {key: scale.at(muscles[muscle][key]) for key in ("lo", "growth_pct", "hi")},
            "zero": scale.at(0.0),
        }
        for muscle in MUSCLES
    ]  # fmt: skip


def _ways(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The plan itself and what else was tried, side by side."""
    own = found["forecast"]
    rows = [{"name": "this plan", **own, "difference": None}]
    rows += [{**each, "name": _way(each)} for each in found["alternatives"]]
    return rows


def _way(each: Mapping[str, Any]) -> str:
    if each["name"] == "as_now":
        return "running as in your last weeks"
    names = each["quality"]
    counted = {name: names.count(name) for name in names}
    said = [f"{n} × {name}" if n > 1 else name for name, n in counted.items()]
    hard = ", ".join(said).replace("_", " ") or "no hard sessions"
    return f"{each['name'].replace('_', ' ')} ({hard})"
