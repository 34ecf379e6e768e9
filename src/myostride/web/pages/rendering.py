"""Templates, and what every page knows: the menu, the theme, the units, the way back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute
from fastapi.templating import Jinja2Templates

from myostride import __version__
from myostride.display import Shown, duration, percent, signed
from myostride.errors import HomeError, InputError, MyostrideError, UnknownName
from myostride.home import Home
from myostride.muscles import MUSCLES, TITLES
from myostride.web.pages.viewing import View, shown_of

__all__ = ["THEME_COOKIE", "PageRoute", "csrf_token", "page", "templates", "theme_of"]

MENU = (
    ("/", "Today"), ("/runs", "Runs"), ("/muscles", "Muscles"), ("/plan", "Plan"),
    ("/whatif", "What if"), ("/diary", "Diary"), ("/food", "Food"), ("/evidence", "Evidence"),
    ("/athletes", "Athletes"), ("/settings", "Settings"),
)  # fmt: skip
TABS = 4
"""So many pages have a tab at the bottom of a phone; the others are behind "More"."""

THEME_COOKIE = "myostride_theme"
THEMES = ("light", "dark")


def csrf_token(request: Request) -> str:
    """What a form sends along to prove that it is ours."""
    return str(getattr(request.state, "csrf_token", ""))


def theme_of(request: Request) -> str:
    """The stored choice of theme; "" leaves it to the reader's system."""
    choice = request.cookies.get(THEME_COOKIE, "")
    return choice if choice in THEMES else ""


def title_of(muscle: str) -> str:
    """A muscle or group as a heading."""
    return TITLES.get(muscle, muscle.replace("_", " ").capitalize())


templates = Jinja2Templates(directory=Path(__file__).parent.parent / "templates")
templates.env.globals.update(
    csrf_token=csrf_token,
    theme_of=theme_of,
    menu=MENU,
    tabs=TABS,
    muscles=MUSCLES,
    title_of=title_of,
    version=__version__,
    signed=signed,
    percent=percent,
    duration=duration,
)
templates.env.trim_blocks = templates.env.lstrip_blocks = True


def page(
    request: Request, view: View, name: str, home: Home | None = None, status: int = 200, **has: Any
) -> HTMLResponse:
    """A rendered page; `shown` carries the units of the athlete of `home`."""
    shown = Shown() if home is None else shown_of(home)
    context = {"view": view, "shown": shown, "here": request.url.path, **has}
    return templates.TemplateResponse(request, name, context, status_code=status)


class PageRoute(APIRoute):
    """A page that tells what is wrong in one line where a command would do so too."""

    def get_route_handler(self) -> Callable[[Request], Any]:
        inner = super().get_route_handler()

        async def told(request: Request) -> Response:
            try:
                return await inner(request)
            except MyostrideError as error:
                return _sorry(request, error)

        return told


def _sorry(request: Request, error: MyostrideError) -> HTMLResponse:
    missing = isinstance(error, UnknownName)
    code = 404 if missing else 422 if isinstance(error, InputError) else 500
    view = getattr(request.state, "view", None) or View(
        request.app.state.settings, request.app.state.settings.athlete, _any_day(), {}
    )
    what = "The home folder cannot be used" if isinstance(error, HomeError) else "That did not work"
    return page(
        request, view, "sorry.html", status=code,
        heading="There is no such thing here" if missing else what, line=str(error),
    )  # fmt: skip


def _any_day() -> Any:
    from datetime import date

    return date.today()
