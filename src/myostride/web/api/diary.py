"""The diary: soreness, food, measures and more."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from myostride.web.api.asking import AsOf, Day, EntryId, Opened, answer

__all__ = ["router"]

router = APIRouter(tags=["diary"])

Word = Annotated[str, Field(max_length=60)]


class Entry(BaseModel):
    """One entry as `myostride log` takes it; a value may have its unit: 54cm, 3."""

    model_config = ConfigDict(extra="forbid")

    kind: Annotated[str, Field(min_length=1, max_length=60)]
    date: Day | None = None
    value: Annotated[float, Field(allow_inf_nan=False)] | Word | None = None
    muscle: Word | None = None
    kind_detail: Word | None = None
    text: Annotated[str, Field(max_length=2000)] | None = None


@router.get("/diary")
def diary(
    home: Opened,
    as_of: AsOf,
    kind: Annotated[str | None, Query(max_length=60)] = None,
    limit: Annotated[int, Query(ge=1, le=5000)] = 1000,
) -> Response:
    """The entries up to the day, the newest first, of one kind or all."""
    rows = [row.to_json() for row in reversed(home.diary(kind)) if row.entry.day <= as_of]
    return answer({"entries": rows[:limit], "total": len(rows)})


@router.post("/diary")
def log(home: Opened, as_of: AsOf, entry: Entry) -> Response:
    """Write one entry, of the day that is told as of unless it has its own.

    An absurd value is refused, with the likely slip.
    """
    row = home.log(
        entry.kind,
        value=entry.value,
        day=entry.date or as_of,
        muscle=entry.muscle,
        detail=entry.kind_detail,
        text=entry.text,
    )
    return answer(row.to_json(), 201)


@router.delete("/diary/{entry_id}")
def unlog(home: Opened, entry_id: EntryId) -> Response:
    """Take one entry out."""
    home.unlog(entry_id)
    return answer({"deleted": entry_id})
