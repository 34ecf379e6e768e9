"""Where every muscle stands, and how it came there."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Response

from myostride.home.daily import daily_document
from myostride.home.documents import status_document
from myostride.home.standing import standing, whole_standing
from myostride.web.api.asking import AsOf, Day, Opened, answer

__all__ = ["router"]

router = APIRouter(tags=["muscles"])

USUAL_D = 180


@router.get("/status")
def status(home: Opened, day: AsOf) -> Response:
    """Growth, readiness, damage and soreness of every muscle on a day, and what to do."""
    return answer(status_document(standing(home, day)))


@router.get("/history")
def history(
    home: Opened,
    day: AsOf,
    begin: Annotated[Day | None, Query(alias="from", description="Default: 180 days ago.")] = None,
    end: Annotated[Day | None, Query(alias="to", description="Default: the last day.")] = None,
) -> Response:
    """Growth, damage and readiness of every muscle, day by day."""
    first = begin or (end or day) - timedelta(days=USUAL_D)
    return answer(daily_document(whole_standing(home, day), first, end))
