"""Bringing files in by a plain form, for readers without scripts."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from myostride.web.pages.rendering import page
from myostride.web.pages.viewing import Viewing
from myostride.web.tasks import import_upload, work_of

__all__ = ["router"]

router = APIRouter()


def _athlete(view: Viewing) -> str:
    """Whose files they are; looked up in a thread, before the first byte of them is read."""
    with view.home() as home:
        return home.athlete


@router.post("/import")
async def import_(
    request: Request, view: Viewing, athlete: Annotated[str, Depends(_athlete)]
) -> Response:
    """Receive the form, and lead to the page that follows the job."""
    job = await import_upload(request, view.settings, athlete)
    return RedirectResponse(view.link("/import", job=job.id), 303)


@router.get("/import", response_class=HTMLResponse)
def follow(
    request: Request, view: Viewing, job: Annotated[str, Query(max_length=40)] = ""
) -> HTMLResponse:
    """How far an import is, and what became of each file."""
    found = work_of(request).find(job) if job else None
    rows = (found.result or {}).get("files", found.rows) if found else []
    with view.home() as home:
        return page(request, "import.html", home, job=found, rows=rows)
