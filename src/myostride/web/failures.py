"""How a failed request is answered: one line that says what is wrong; never a traceback."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from myostride.errors import HomeError, InputError, MyostrideError, UnknownName
from myostride.home.faults import write_fault
from myostride.web.guard.csrf import NotFromOurPage
from myostride.web.guard.refusing import wants_json
from myostride.web.pages.rendering import templates

__all__ = ["Faults", "answer_failures"]


def answer_failures(app: FastAPI) -> None:
    """Answer every kind of failure that is not a fault of ours."""

    async def ours(request: Request, error: Exception) -> Response:
        match error:
            case UnknownName():
                status = 404
            case InputError():
                status = 422
            case HomeError():
                status = 409
            case _:
                status = 400
        return _told(request, status, str(error))

    async def not_allowed(request: Request, _error: Exception) -> Response:
        return _told(request, 403, "refused: the token of the page is missing or old; load the "
                     "page again")  # fmt: skip

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return _told(request, 422, _first(error))

    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        said = str(error.detail or HTTPStatus(error.status_code).phrase).lower()
        return _told(request, error.status_code, said, dict(error.headers or {}))

    app.add_exception_handler(MyostrideError, ours)
    app.add_exception_handler(NotFromOurPage, not_allowed)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, http)


class Faults:
    """Answers what is a fault of ours, and logs it with its details.

    Inside the other guards, so that this answer has their headers too.
    """

    def __init__(self, app: ASGIApp, *, log_file: Path) -> None:
        self._app = app
        self._log_file = log_file

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except HTTPException:
            raise
        except ClientDisconnect:
            return  # whoever asked has gone in the middle of it
        except Exception as error:
            if scope["type"] != "http" or begun:
                raise
            line = self._logged(scope, error)
            await _told(Request(scope), 500, line)(scope, receive, send)

    def _logged(self, scope: Scope, error: Exception) -> str:
        said = f"internal error: {type(error).__name__}"
        try:
            write_fault(self._log_file, f"{scope['method']} {scope['path']!r}", error)
        except OSError:
            return said
        return f"{said}; please report it with {self._log_file}"


def _first(error: RequestValidationError) -> str:
    """The first thing that is wrong with what was sent, and where."""
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"] if part not in ("query", "body", "path"))
    said = str(first["msg"]).removeprefix("Value error, ")
    return f"{where}: {said}" if where else said


def _told(
    request: Request, status: int, line: str, headers: dict[str, str] | None = None
) -> Response:
    line = " ".join(line.split())
    if wants_json(request.scope):
        return JSONResponse({"error": line}, status, headers)
    return templates.TemplateResponse(
        request, "problem.html", {"status": status, "line": line}, status, headers
    )
