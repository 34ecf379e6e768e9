"""Plan: the next weeks, best for chosen muscles under the runner's constraints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Literal
from zipfile import ZIP_DEFLATED, ZipFile

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse

from myostride.coach.outgoing import write
from myostride.coach.weeks import Wishes
from myostride.errors import InputError
from myostride.home import Home
from myostride.home.memory import remembered
from myostride.home.planning import PlannedRunner, plan_running
from myostride.muscles import MUSCLES, TITLES, expand
from myostride.training.capacity import capacity_of
from myostride.web.drawings import Scale
from myostride.web.pages.rendering import page
from myostride.web.pages.viewing import Viewing

__all__ = ["router"]

router = APIRouter()

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
USUAL_DAYS = (1, 3, 5, 6)
GOALS = ("glutes", "quads", "hamstrings", "adductors", "calves", "hip_flexors", "shins")
USUAL_GOALS = ("glutes", "quads", "hamstrings", "calves")
EQUIPMENT = (
    ("hills", "Hills"), ("gym", "Gym"), ("weights", "Weights at home"), ("treadmill", "Treadmill"),
    ("vest", "Weight vest"), ("ankle_weights", "Ankle weights"),
)  # fmt: skip
USUAL_EQUIPMENT = ("hills", "gym")
TAKEN = (("fit", "Watch (FIT)"), ("ics", "Calendar"), ("zwo", "Treadmill (ZWO)"),
         ("html", "To print"))  # fmt: skip
DAYS_PER_WEEK = 7


def _wanted(
    go: bool = False,
    weeks: Annotated[int, Query(ge=1, le=26)] = 8,
    minutes: Annotated[float, Query(ge=20.0, le=1200.0)] = 180.0,
    race: Annotated[str, Query(max_length=10)] = "",
    days: Annotated[list[int] | None, Query()] = None,
    goal: Annotated[list[str] | None, Query()] = None,
    have: Annotated[list[str] | None, Query()] = None,
) -> dict[str, Any]:
    return {
        "go": go, "weeks": weeks, "minutes": minutes, "race": race,
        "days": sorted(set(days or ())) if go else list(USUAL_DAYS),
        "goal": list(goal or ()) if go else list(USUAL_GOALS),
        "have": list(have or ()) if go else list(USUAL_EQUIPMENT),
    }  # fmt: skip


Wanted = Annotated[dict[str, Any], Depends(_wanted)]


@router.get("/plan", response_class=HTMLResponse)
def plan(request: Request, view: Viewing, wanted: Wanted) -> HTMLResponse:
    """What is wanted, and below it the plan that was found."""
    with view.home() as home:
        problem, found = "", None
        if wanted["go"]:
            try:
                found = _planned(home, view.day, wanted).to_json()
            except InputError as error:
                problem = str(error)
        return page(
            request, "plan.html", home,
            wanted=wanted, weekdays=WEEKDAYS, goals=GOALS, equipment=EQUIPMENT,
            problem=problem, found=found,
            weeks=_weeks(found["sessions"], date.fromisoformat(found["begin"])) if found else [],
            forecast=_forecast(found["forecast"]["muscles"], found["goal"]) if found else [],
            ways=_ways(found) if found else [],
            files=[(form, word, _files_at(request, form)) for form, word in TAKEN],
        )  # fmt: skip


@router.get("/plan/files")
def files(view: Viewing, wanted: Wanted, form: Literal["fit", "ics", "zwo", "html"]) -> Response:
    """The plan for a watch, a calendar, a treadmill or a wall, as one zip."""
    with view.home() as home:
        planned = _planned(home, view.day, wanted)
    packed = BytesIO()
    with TemporaryDirectory() as made, ZipFile(packed, "w", ZIP_DEFLATED) as into:
        capacity = capacity_of(planned.runner)
        for path in write(planned.plan, capacity, Path(made), [form], stamp=datetime.now(UTC)):
            into.write(path, path.relative_to(made))
    name = f"plan-{planned.wishes.begin.isoformat()}-{form}.zip"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(packed.getvalue(), media_type="application/zip", headers=headers)


def _planned(home: Home, day: date, wanted: Mapping[str, Any]) -> PlannedRunner:
    """The plan that was found; a second look at it is not searched for again."""
    wishes = _wishes(wanted, day)
    return remembered(home, ("plan", day, wishes), lambda: plan_running(home, day, wishes))


def _files_at(request: Request, form: str) -> str:
    return f"/plan/files?{request.url.query}&form={form}"


def _wishes(wanted: Mapping[str, Any], today: date) -> Wishes:
    days = [day for day in wanted["days"] if 0 <= day < DAYS_PER_WEEK]
    if not days:
        raise InputError("choose at least one day of the week")
    muscles = {muscle for name in wanted["goal"] for muscle in expand(name)}
    if not muscles:
        raise InputError("choose at least one group of muscles that shall grow")
    race = _race(wanted["race"], today)
    weeks = wanted["weeks"]
    if race is not None:
        weeks = min(weeks, -(-(race - today).days // DAYS_PER_WEEK))
    return Wishes(
        begin=today + timedelta(days=1),
        weeks=weeks,
        days=tuple(days),
        goal=tuple(muscle for muscle in MUSCLES if muscle in muscles),
        minutes=wanted["minutes"],
        equipment=frozenset(wanted["have"]) & frozenset(name for name, _ in EQUIPMENT),
        race=race,
    )


def _race(text: str, today: date) -> date | None:
    if not text:
        return None
    try:
        race = date.fromisoformat(text)
    except ValueError:
        raise InputError(f"race '{text}' is not a day; write it as 2026-05-17") from None
    if (race - today).days <= DAYS_PER_WEEK:
        raise InputError(
            f"the race of {text} is not after the next seven days: no training grows muscle until "
            "then; run easily and rest"
        )
    return race


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
