"""How a request is turned away: one line, as JSON or as text."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

__all__ = ["refuse", "wants_json"]


def wants_json(scope: Scope) -> bool:
    """Whether a request is of the API."""
    path = str(scope.get("path", ""))
    return path == "/api" or path.startswith("/api/")


async def refuse(
    scope: Scope,
    receive: Receive,
    send: Send,
    status: int,
    line: str,
    headers: Mapping[str, str] | None = None,
) -> None:
    """Answer with `line` and end."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    sent = dict(headers or {}) | {"Connection": "close"}
    response: Response = (
        JSONResponse({"error": line}, status, sent)
        if wants_json(scope)
        else PlainTextResponse(line, status, sent)
    )
    await response(scope, receive, send)
