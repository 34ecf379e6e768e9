"""Changes only on behalf of our own pages: a signed cookie whose value the page sends back.

A page of another site makes the browser send the cookie, but can not read the token in it.
Besides, browsers say where a request is from (Origin, Sec-Fetch-Site), and that is looked at; of
what another site asks for, even to read, only following a link to a page is answered, since the
asking alone can cost much computing.
"""

from __future__ import annotations

import hashlib
import secrets
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, urlsplit

from itsdangerous import BadSignature, Signer
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from myostride.web.guard.refusing import refuse, wants_json

__all__ = ["FIELD", "HEADER", "CsrfGuard", "NotFromOurPage", "cookies_of", "token_matches"]

HEADER, FIELD = "x-csrf-token", "csrf_token"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_FORM = "application/x-www-form-urlencoded"
_MULTIPART = "multipart/form-data"
_OF_OUR_OWN = frozenset({"same-origin", "none"})
_ELSEWHERE = "refused: the request comes from another site"


class NotFromOurPage(Exception):
    """A form that was read as it streamed has no token, or another one."""


def cookies_of(scope: Scope) -> dict[str, str]:
    """The cookies of a request; none where they can not be read."""
    found: dict[str, str] = {}
    for line in Headers(scope=scope).getlist("cookie"):
        try:
            found |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        except CookieError:
            continue
    return found


def token_matches(scope: Scope, token: str) -> bool:
    """Whether `token` is the one of the request's own cookie."""
    own = str(scope["state"].get("csrf_kept", ""))
    return bool(own) and secrets.compare_digest(own.encode(), token.encode())


class CsrfGuard:
    """Sets `request.state.csrf_token` on every request, and asks for it where something changes.

    Parameters
    ----------
    key
        The home's key.
    reads_forms
        Paths whose handler looks for the token in a multipart form itself, as it streams.
    """

    def __init__(self, app: ASGIApp, *, key: bytes, reads_forms: frozenset[str]) -> None:
        self._app = app
        self._reads_forms = reads_forms
        self._signer = Signer(key, salt="myostride-csrf", digest_method=hashlib.sha256)
        # Cookies do not know ports: two homes on one computer must not undo each other's.
        self._cookie = f"myostride_csrf_{hashlib.sha256(key).hexdigest()[:8]}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        kept = self._kept(scope)
        token = kept or self._signer.sign(secrets.token_urlsafe(24)).decode()
        state = scope.setdefault("state", {})
        state["csrf_token"], state["csrf_kept"] = token, kept
        if _embedded_elsewhere(scope):
            await refuse(scope, receive, send, 403, _ELSEWHERE)
            return
        if scope["method"] not in _SAFE:
            refusal, receive = await self._refusal(scope, receive)
            if refusal:
                await refuse(scope, receive, send, 403, refusal)
                return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start" and not kept:
                MutableHeaders(scope=message).append(
                    "Set-Cookie", f"{self._cookie}={token}; Path=/; HttpOnly; SameSite=Strict"
                )
            await send(message)

        await self._app(scope, receive, sending)

    def _kept(self, scope: Scope) -> str:
        """The token of the cookie, "" where there is none that we signed."""
        value = cookies_of(scope).get(self._cookie, "")
        try:
            self._signer.unsign(value)
        except BadSignature:
            return ""
        return value

    async def _refusal(self, scope: Scope, receive: Receive) -> tuple[str, Receive]:
        """Why a change is refused, "" where it is not; and the body, still to be read."""
        headers = Headers(scope=scope)
        if _of_another_site(headers):
            return _ELSEWHERE, receive
        token, kind = headers.get(HEADER), headers.get("content-type", "").lower()
        if token is None and kind.startswith(_FORM):
            body, receive = await _read(receive)
            fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
            token = fields.get(FIELD, [""])[0]
        elif token is None and kind.startswith(_MULTIPART) and scope["path"] in self._reads_forms:
            return "", receive
        if token is None or not token_matches(scope, token):
            return (
                "refused: the token of the page is missing or old; load the page again "
                f"(programs: GET /api/token, then send the cookie and {HEADER})"
            ), receive
        return "", receive


def _embedded_elsewhere(scope: Scope) -> bool:
    """Whether another site asks, other than by a link to a page that somebody follows."""
    headers = Headers(scope=scope)
    if headers.get("sec-fetch-site", "none") in _OF_OUR_OWN:
        return False
    followed = (
        scope["method"] == "GET"
        and headers.get("sec-fetch-mode") == "navigate"
        and headers.get("sec-fetch-dest", "document") == "document"  # not a frame
    )
    return not followed or wants_json(scope)


def _of_another_site(headers: Headers) -> bool:
    if headers.get("sec-fetch-site", "none") not in _OF_OUR_OWN:
        return True
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host")


async def _read(receive: Receive) -> tuple[bytes, Receive]:
    """A body (whose size is limited before), and how it is read once more."""
    parts, more = [], True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            break
        parts.append(message.get("body", b""))
        more = message.get("more_body", False)
    body, told = b"".join(parts), False

    async def again() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return body, again
