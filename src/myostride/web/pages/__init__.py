"""The pages, each readable without JavaScript."""

from __future__ import annotations

from fastapi import APIRouter

from myostride.web.pages import (
    athletes,
    charts,
    compare,
    diary,
    evidence,
    food,
    imports,
    legs,
    muscles,
    plan,
    run,
    runs,
    settings,
    today,
    whatif,
)

__all__ = ["router"]

router = APIRouter(include_in_schema=False)
for part in (
    today, runs, run, muscles, plan, whatif, compare, diary, food, evidence, athletes, settings,
    imports, legs, charts,
):  # fmt: skip
    router.include_router(part.router)
