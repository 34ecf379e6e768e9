"""The pages, each readable without JavaScript."""

from __future__ import annotations

from fastapi import APIRouter

from myostride.web.pages import charts, muscles, runs, today

__all__ = ["router"]

router = APIRouter(include_in_schema=False)
for part in (today, runs, muscles, charts):
    router.include_router(part.router)
