"""The pages, each readable without JavaScript."""

from __future__ import annotations

from fastapi import APIRouter

from myostride.web.pages import today

__all__ = ["router"]

router = APIRouter(include_in_schema=False)
router.include_router(today.router)
