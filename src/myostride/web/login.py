"""Logging in and out, where the dashboard listens elsewhere than on this computer alone."""

from __future__ import annotations

from threading import Lock
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from myostride.web.guard.attempts import Attempts
from myostride.web.guard.password import MOST, fits, kept_hash
from myostride.web.guard.sessions import LASTS_S, Sessions
from myostride.web.pages.rendering import templates
from myostride.web.settings import Serving

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

_one_at_a_time = Lock()
"""A password check takes much memory by design."""


@router.get("/login", response_class=HTMLResponse)
def login_page(request: Request, serving: Serving, next: str = "/") -> Response:
    """The page that asks for the password."""
    if not serving.needs_password:
        return RedirectResponse("/", 303)
    return _page(request, next)


@router.post("/login", response_class=HTMLResponse)
def login(
    request: Request,
    serving: Serving,
    password: Annotated[str, Form(max_length=MOST)] = "",
    next: Annotated[str, Form(max_length=2000)] = "/",
) -> Response:
    """Begin a session if the password is right."""
    if not serving.needs_password:
        return RedirectResponse("/", 303)
    attempts, sessions = request.app.state.attempts, request.app.state.sessions
    assert isinstance(attempts, Attempts)
    assert isinstance(sessions, Sessions)
    address = request.client.host if request.client else "?"
    wait_s = attempts.begin(address)
    if wait_s > 0.0:
        minutes = max(1, round(wait_s / 60.0))
        said = f"too many wrong passwords; try again in {minutes} min"
        return _page(request, next, said, 429, {"Retry-After": str(int(wait_s) + 1)})
    with _one_at_a_time:
        kept = kept_hash(serving.folder)
        right = kept is not None and fits(kept, password)
    if not right:
        return _page(request, next, "wrong password", 401)
    attempts.right(address)
    answer = RedirectResponse(_within(next), 303)
    answer.set_cookie(sessions.cookie, sessions.new(), max_age=LASTS_S, httponly=True,
                      samesite="strict")  # fmt: skip
    return answer


@router.post("/logout")
def logout(request: Request) -> Response:
    """End the session."""
    answer = RedirectResponse("/login", 303)
    sessions = getattr(request.app.state, "sessions", None)
    if isinstance(sessions, Sessions):
        sessions.end(request.cookies.get(sessions.cookie, ""))
        answer.delete_cookie(sessions.cookie)
    return answer


def _page(
    request: Request, target: str, said: str = "", status: int = 200,
    headers: dict[str, str] | None = None,
) -> HTMLResponse:  # fmt: skip
    context = {"next": _within(target), "error": said}
    return templates.TemplateResponse(request, "login.html", context, status, headers)


def _within(target: str) -> str:
    """A place of our own to go to; an address of another site is not."""
    own = target.startswith("/") and not target.startswith(("//", "/\\")) and target.isprintable()
    return target if own and "\\" not in target else "/"
