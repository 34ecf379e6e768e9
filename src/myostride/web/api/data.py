"""Everything of an athlete: to take along, and to delete."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.background import BackgroundTask

from myostride.errors import InputError
from myostride.home.exporting import export_name, export_to
from myostride.web.api.asking import AsOf, Opened, answer
from myostride.web.leftovers import export_path
from myostride.web.settings import Serving
from myostride.web.tasks import work_of

__all__ = ["router"]

router = APIRouter(tags=["data"])


class Confirmed(BaseModel):
    """The athlete's name, typed."""

    model_config = ConfigDict(extra="forbid")

    confirm: Annotated[str, Field(max_length=100)]


@router.get("/export", response_class=FileResponse)
def export(home: Opened, day: AsOf, serving: Serving) -> Response:
    """Original files, runs, diary, profile and daily states in one zip."""
    path = export_path(serving.folder)
    try:
        export_to(home, path, day)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return FileResponse(
        path,
        media_type="application/zip",
        filename=export_name(home.athlete, day),
        background=BackgroundTask(path.unlink, missing_ok=True),
    )


@router.delete("/data")
def erase(request: Request, home: Opened, confirmed: Confirmed) -> Response:
    """Delete everything of one athlete; there is no way back."""
    if confirmed.confirm != home.athlete:
        raise InputError(f"nothing was deleted: to delete everything, type the name {home.athlete}")
    if work_of(request).running(home.athlete):
        raise InputError("nothing was deleted: a job of this athlete goes on; cancel it first")
    count = home.erase()
    work_of(request).forget(home.athlete)
    return answer({"deleted": home.athlete, "activities": count})
