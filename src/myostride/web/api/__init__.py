"""The same answers as the commands' `--json`, over HTTP."""

from __future__ import annotations

from fastapi import APIRouter

from myostride.web.api import (
    advice,
    athletes,
    data,
    diary,
    evidence,
    imports,
    jobs,
    muscles,
    plan,
    profile,
    runs,
    token,
    whatif,
)

__all__ = ["router"]

router = APIRouter(prefix="/api")
for part in (
    muscles, runs, profile, diary, advice, whatif, plan, imports, jobs, evidence, athletes, data,
    token,
):  # fmt: skip
    router.include_router(part.router)
