"""The same answers as the commands' `--json`, over HTTP."""

from __future__ import annotations

from fastapi import APIRouter

from myostride.web.api import status

__all__ = ["router"]

router = APIRouter(prefix="/api")
router.include_router(status.router)
