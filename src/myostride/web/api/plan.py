"""The next weeks."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from myostride.home.wishing import (
    MINUTES,
    MOST_WEEKS,
    USUAL,
    USUAL_DAYS,
    USUAL_GOAL,
    USUAL_MINUTES,
    USUAL_WEEKS,
    Weekday,
    days_of,
    goal_of,
    wishes_from,
)
from myostride.web.api.asking import AsOf, Day, Opened, answer
from myostride.web.settings import Serving
from myostride.web.tasks import search_plan, work_of

__all__ = ["WishesAsked", "router"]

router = APIRouter(tags=["coming weeks"])

Thing = Literal["weights", "treadmill", "vest", "ankle_weights"]
Name = Annotated[str, Field(min_length=1, max_length=40)]


class WishesAsked(BaseModel):
    """What `myostride plan` takes."""

    model_config = ConfigDict(extra="forbid")

    weeks: Annotated[int, Field(ge=1, le=MOST_WEEKS)] = USUAL_WEEKS
    days: Annotated[list[Weekday], Field(min_length=1, max_length=7)] = list(USUAL_DAYS)
    goal: Annotated[list[Name], Field(min_length=1, max_length=20)] = list(USUAL_GOAL)
    minutes: Annotated[float, Field(ge=MINUTES[0], le=MINUTES[1])] = USUAL_MINUTES
    gym: bool = True
    hills: bool = True
    extra: Annotated[list[Thing], Field(max_length=4)] = []
    race: Day | None = None


@router.post("/plan", status_code=202)
def plan(
    request: Request, serving: Serving, home: Opened, day: AsOf, asked: WishesAsked
) -> Response:
    """Search for the weeks that grow the goal most and keep every rest rule, as a job."""
    usual = {name for name in USUAL if getattr(asked, name)}
    wishes = wishes_from(
        day,
        weeks=asked.weeks,
        days=days_of(asked.days),
        goal=goal_of(asked.goal),
        minutes=asked.minutes,
        equipment=usual | set(asked.extra),
        race=asked.race,
    )
    job = search_plan(work_of(request), serving, home.athlete, day, wishes)
    return answer({"job": job.id}, 202)
