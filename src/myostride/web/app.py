"""The dashboard put together: guard, pages, API, background work and static files."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.middleware import Middleware

from myostride import __version__
from myostride.errors import HomeError
from myostride.web import api, api_docs, login, pages
from myostride.web.failures import Faults, answer_failures
from myostride.web.guard.attempts import Attempts
from myostride.web.guard.csrf import CsrfGuard
from myostride.web.guard.headers import SecurityHeaders
from myostride.web.guard.hosts import HostGuard
from myostride.web.guard.limits import BodyLimit
from myostride.web.guard.password import kept_hash
from myostride.web.guard.secret import read_secret
from myostride.web.guard.sessions import LoginGuard, Sessions
from myostride.web.leftovers import clear_leftovers
from myostride.web.settings import Settings
from myostride.web.warming import warmed_up
from myostride.web.watching import watched
from myostride.web.work import Work

__all__ = ["create_app"]

STATIC = Path(__file__).parent / "static"

UPLOADS = frozenset({"/api/import", "/import"})
"""Paths that take files, and look for the token in the form they stream."""


def create_app(settings: Settings) -> FastAPI:
    """The application that serves one home.

    The framework's own API pages load scripts from elsewhere, so they are off.

    Raises
    ------
    HomeError
        If the home can not be used, or listening elsewhere than on this computer is asked for
        and no password is set.
    """
    folder = settings.folder
    key = read_secret(folder)
    app = FastAPI(
        title="myostride",
        summary="What each run did to each leg muscle, as JSON; the documents of `--json`.",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        redirect_slashes=False,
        lifespan=_lifespan,
    )
    app.state.settings = settings
    app.state.work = Work(folder)
    answer_failures(app)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.include_router(api.router)
    app.include_router(api_docs.router)
    app.include_router(login.router)
    app.include_router(pages.router)
    guard = [
        Middleware(SecurityHeaders),
        Middleware(HostGuard, host=settings.host),
        Middleware(BodyLimit, uploads=UPLOADS),
        Middleware(CsrfGuard, key=key, reads_forms=UPLOADS),
    ]
    if settings.needs_password:
        if kept_hash(folder) is None:
            raise HomeError("listening elsewhere than on this computer needs a password; "
                            "set one with: myostride password")  # fmt: skip
        app.state.sessions, app.state.attempts = Sessions(folder, key), Attempts()
        guard.append(Middleware(LoginGuard, sessions=app.state.sessions))
    app.user_middleware[:] = [*guard, Middleware(Faults, log_file=folder / "log.txt")]
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    settings, work = app.state.settings, app.state.work
    clear_leftovers(settings.folder)
    async with watched(settings, work), warmed_up(settings):
        try:
            yield
        finally:
            work.close()
