"""The stored runs."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from myostride.home.library import found_in
from myostride.home.one_run import run_document
from myostride.web.api.asking import AsOf, Day, Opened, answer

__all__ = ["router"]

router = APIRouter(tags=["runs"])


@router.get("/runs")
def runs(
    home: Opened,
    as_of: AsOf,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 50,
    q: Annotated[
        str, Query(max_length=200, description="In name, day, sport, device or file.")
    ] = "",
    begin: Annotated[Day | None, Query(alias="from")] = None,
    end: Annotated[Day | None, Query(alias="to")] = None,
) -> Response:
    """The stored runs up to the day, the newest first."""
    until = as_of if end is None else min(end, as_of)
    found = found_in(home.runs(), q, begin, until)[::-1]
    return answer({
        "runs": [run.to_json() for run in found[offset : offset + limit]],
        "total": len(found),
        "offset": offset,
        "limit": limit,
    })  # fmt: skip


@router.get("/runs/{run_id}")
def run(home: Opened, run_id: Annotated[str, Path(min_length=1, max_length=40)]) -> Response:
    """One run: its facts, what it asked of each muscle, and its line on the map."""
    return answer(run_document(home, run_id), rounded=False)
