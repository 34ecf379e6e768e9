"""The dashboard put together: pages, API and static files in one application."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from myostride import __version__
from myostride.web import api, pages
from myostride.web.settings import Settings

__all__ = ["create_app"]

STATIC = Path(__file__).parent / "static"


def create_app(settings: Settings) -> FastAPI:
    """The application that serves one home.

    The framework's own API pages load scripts from elsewhere, so they are off.
    """
    app = FastAPI(title="myostride", version=__version__, docs_url=None, redoc_url=None,
                  openapi_url="/api/openapi.json")  # fmt: skip
    app.state.settings = settings
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.include_router(api.router)
    app.include_router(pages.router)
    return app
