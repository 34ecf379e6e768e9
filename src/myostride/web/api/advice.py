"""What to eat, and the runner's running beside other ways."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from myostride.coach.pattern import AHEAD_WEEKS, MOST_AHEAD_WEEKS
from myostride.home.comparing import compare_running
from myostride.home.documents import comparison_document, food_document
from myostride.home.feeding import feeding
from myostride.home.memory import remembered
from myostride.web.api.asking import AsOf, Opened, answer

__all__ = ["router"]

router = APIRouter(tags=["advice"])

Weeks = Annotated[int, Query(ge=1, le=MOST_AHEAD_WEEKS)]


@router.get("/food")
def food(home: Opened, day: AsOf) -> Response:
    """Protein, carbohydrate, energy: how much, and what more adds."""
    return answer(food_document(feeding(home, day)))


@router.get("/compare")
def compare(home: Opened, day: AsOf, weeks: Weeks = AHEAD_WEEKS) -> Response:
    """The runner's running against squats, hills, intervals and a vest."""
    asked = ("compare", day, weeks)
    made = remembered(home, asked, lambda: comparison_document(compare_running(home, day, weeks)))
    return answer(made)
