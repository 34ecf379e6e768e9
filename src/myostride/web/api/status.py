"""Where every muscle stands."""

from __future__ import annotations

from datetime import date
from typing import Any

from fastapi import APIRouter

from myostride.home import open_home
from myostride.web.settings import Serving

__all__ = ["router"]

router = APIRouter(tags=["status"])


@router.get("/status")
def status(serving: Serving, day: date | None = None) -> dict[str, Any]:
    """Growth, readiness, damage and soreness of every muscle on a day."""
    with open_home(serving.home, athlete=serving.athlete) as home:
        return home.status(day or serving.day).to_json()
