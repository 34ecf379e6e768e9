"""The diary: soreness, food, measures and more."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from myostride.web.api.asking import Day, Opened, answer

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
    kind: Annotated[str | None, Query(max_length=60)] = None,
    limit: Annotated[int, Query(ge=1, le=5000)] = 1000,
) -> Response:
    """The entries, the newest day first, of one kind or all."""
    rows = [row.to_json() for row in reversed(home.diary(kind))]
    return answer({"entries": rows[:limit], "total": len(rows)})


@router.post("/diary")
def log(home: Opened, entry: Entry) -> Response:
    """Write one entry; an absurd value is refused, with the likely slip."""
    row = home.log(
        entry.kind,
        value=entry.value,
        day=entry.date,
        muscle=entry.muscle,
        detail=entry.kind_detail,
        text=entry.text,
    )
    return answer(row.to_json(), 201)


@router.delete("/diary/{entry_id}")
def unlog(home: Opened, entry_id: Annotated[int, Path(ge=1, le=2**53)]) -> Response:
    """Take one entry out."""
    home.unlog(entry_id)
    return answer({"deleted": entry_id})
