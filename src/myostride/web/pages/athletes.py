"""Athletes: everybody of this home beside each other, the least ready first."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from myostride.errors import InputError
from myostride.home import open_home
from myostride.home.squad import squad
from myostride.muscles import TITLES
from myostride.web.pages.legs import level_of
from myostride.web.pages.muscle_rows import TONES
from myostride.web.pages.rendering import page
from myostride.web.pages.viewing import View, Viewing

__all__ = ["router"]

router = APIRouter()


@router.get("/athletes", response_class=HTMLResponse)
def athletes(request: Request, view: Viewing) -> HTMLResponse:
    """The coach's table; it shows who there is where the address names nobody of them."""
    with open_home(view.settings.folder, athlete=view.athlete) as home:
        rows = []
        for member in squad(home, view.day):
            level = None if member.readiness is None else level_of("readiness", member.readiness)
            only = View(view.settings, member.name, view.day, view.named | {"athlete": member.name})
            rows.append(
                {
                    "member": member,
                    "level": level,
                    "tone": TONES[level.words] if level else "unknown",
                    "muscle": TITLES[member.least_ready] if member.least_ready else "",
                    "link": only.link("/"),
                }
            )
        known = home.athlete in home.athletes()
        return page(request, "athletes.html", home if known else None, rows=rows)


@router.post("/athletes")
def add(view: Viewing, name: Annotated[str, Form(min_length=1, max_length=100)]) -> Response:
    """Begin with a further athlete."""
    with open_home(view.settings.folder, athlete=name) as home:
        if home.athlete in home.athletes():
            raise InputError(f"there is an athlete '{home.athlete}' already")
        home.set_profile()
        named = view.named | {"athlete": home.athlete}
    return RedirectResponse(View(view.settings, name, view.day, named).link("/settings"), 303)
