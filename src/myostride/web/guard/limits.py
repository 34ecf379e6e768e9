"""How much one request may send; each refusal states the limit it met."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from myostride.activity.limits import MAX_NESTED_ARCHIVE_BYTES, megabytes
from myostride.web.guard.refusing import refuse

__all__ = ["MAX_FILES", "MAX_FORM_BYTES", "MAX_UPLOAD_BYTES", "BodyLimit"]

MAX_FORM_BYTES = 1_000_000
"""Of any body that is not an upload."""

MAX_FILES = 10_000
"""Of one upload; a dropped folder of ten years holds about 3000."""

MAX_UPLOAD_BYTES = 2 * MAX_NESTED_ARCHIVE_BYTES
"""Of one upload altogether."""


class BodyLimit:
    """Refuses a body that says it is, or turns out, too large.

    Parameters
    ----------
    uploads
        Paths that take files.
    """

    def __init__(self, app: ASGIApp, *, uploads: frozenset[str]) -> None:
        self._app = app
        self._uploads = uploads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = MAX_UPLOAD_BYTES if scope["path"] in self._uploads else MAX_FORM_BYTES
        stated = Headers(scope=scope).get("content-length", "0")
        line = f"refused: at most {megabytes(most)} may be sent at once"
        if not stated.isdigit() or int(stated) > most:
            await refuse(scope, receive, send, 413, line)
            return
        read, begun = 0, False

        async def receiving() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > most:
                raise HTTPException(413, line)
            return message

        async def sending(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receiving, sending)
        except HTTPException as error:  # met before the application itself read the body
            if begun or error.status_code != 413:
                raise
            await refuse(scope, receive, send, 413, line)
