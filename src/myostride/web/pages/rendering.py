"""Templates, and what every page knows: the menu, the theme, the units, the way back."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates

from myostride import __version__
from myostride.display import Shown, duration, percent, signed
from myostride.home import Home
from myostride.muscles import MUSCLES, TITLES
from myostride.web.pages.viewing import shown_of, view_of

__all__ = ["THEME_COOKIE", "csrf_token", "page", "templates", "theme_of"]

MENU = (
    ("/", "Today"), ("/runs", "Runs"), ("/muscles", "Muscles"), ("/plan", "Plan"),
    ("/whatif", "What if"), ("/diary", "Diary"), ("/food", "Food"), ("/evidence", "Evidence"),
    ("/athletes", "Athletes"), ("/settings", "Settings"),
)  # fmt: skip
TABS = 4
"""So many pages have a tab at the bottom of a phone; the others are behind "More"."""

_COMMAND = re.compile(
    r"(?:[;,] (?:state it|import some))? with: myostride [\w /-]+| \(myostride [^)]*\)"
)
"""What a sentence says to people at a command line."""

MARKS = {"us_thickness": "Thickness by ultrasound"}
"""Measurements of the diary whose names are abbreviations."""

THEME_COOKIE = "myostride_theme"
THEMES = ("light", "dark")


def csrf_token(request: Request) -> str:
    """What a form sends along to prove that it is ours."""
    return str(getattr(request.state, "csrf_token", ""))


def theme_of(request: Request) -> str:
    """The stored choice of theme; "" leaves it to the reader's system."""
    choice = request.cookies.get(THEME_COOKIE, "")
    return choice if choice in THEMES else ""


def said(shown: Shown, text: str) -> str:
    """A sentence in the reader's units, without the commands that a page has a button for."""
    return shown.sentence(_COMMAND.sub("", text))


def title_of(muscle: str) -> str:
    """A muscle, a group or a kind of measurement as a heading."""
    known = TITLES.get(muscle) or MARKS.get(muscle)
    return known or muscle.replace("_", " ").capitalize()


def _known(request: Request) -> dict[str, Any]:
    """What the frame of a page needs; pages that tell of a failure know nothing else."""
    return {"view": view_of(request), "here": request.url.path}


templates = Jinja2Templates(
    directory=Path(__file__).parent.parent / "templates", context_processors=[_known]
)
templates.env.globals.update(
    csrf_token=csrf_token,
    theme_of=theme_of,
    menu=MENU,
    tabs=TABS,
    muscles=MUSCLES,
    title_of=title_of,
    version=__version__,
    said=said,
    signed=signed,
    percent=percent,
    duration=duration,
)
templates.env.trim_blocks = templates.env.lstrip_blocks = True


def page(
    request: Request, template: str, home: Home | None, /, *, status: int = 200, **has: Any
) -> HTMLResponse:
    """A rendered page; `shown` carries the units of the athlete of `home`, if it is of one."""
    context = {"shown": Shown() if home is None else shown_of(home), **has}
    return templates.TemplateResponse(request, template, context, status_code=status)
