"""Today: where the legs stand, and what to do."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from myostride.home import open_home
from myostride.web.pages.rendering import templates
from myostride.web.settings import Serving

__all__ = ["router"]

router = APIRouter()


@router.get("/", response_class=HTMLResponse)
def today(request: Request, serving: Serving) -> HTMLResponse:
    """The first page."""
    with open_home(serving.folder, athlete=serving.athlete) as home:
        standing = home.status(serving.day).to_json()
    return templates.TemplateResponse(request, "today.html", {"standing": standing})
