"""Templates and what every page knows."""

from __future__ import annotations

from pathlib import Path

from fastapi import Request
from fastapi.templating import Jinja2Templates

__all__ = ["csrf_token", "templates"]

templates = Jinja2Templates(directory=Path(__file__).parent.parent / "templates")


def csrf_token(request: Request) -> str:
    """What a form of ours sends back."""
    return str(getattr(request.state, "csrf_token", ""))


templates.env.globals["csrf_token"] = csrf_token
