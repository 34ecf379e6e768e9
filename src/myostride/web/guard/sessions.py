"""Who has said the password: a signed cookie, good for two weeks and until the log-out."""

from __future__ import annotations

import hashlib
import secrets
from threading import Lock
from urllib.parse import quote

from itsdangerous import BadSignature, TimestampSigner
from starlette.types import ASGIApp, Receive, Scope, Send

from myostride.web.guard.csrf import cookies_of
from myostride.web.guard.refusing import refuse, wants_json

__all__ = ["LASTS_S", "LoginGuard", "Sessions"]

LASTS_S = 14 * 24 * 3600

_OPEN = frozenset({"/login"})
"""What is shown to anybody; static files are too."""


class Sessions:
    """Sessions are signed, so a restart keeps them; those logged out are remembered until then.

    Parameters
    ----------
    key
        The home's key.
    password_hash
        A session ends where the password is another one.
    """

    def __init__(self, key: bytes, password_hash: str) -> None:
        self._signer = TimestampSigner(key, salt=f"myostride-session {password_hash}",
                                       digest_method=hashlib.sha256)  # fmt: skip
        self.cookie = f"myostride_session_{hashlib.sha256(key).hexdigest()[:8]}"
        self._ended: set[str] = set()
        self._lock = Lock()

    def new(self) -> str:
        """The value of a new session's cookie."""
        return self._signer.sign(secrets.token_urlsafe(24)).decode()

    def holds(self, value: str) -> bool:
        """Whether a cookie is of a session that goes on."""
        try:
            name = self._signer.unsign(value, max_age=LASTS_S).decode()
        except BadSignature:
            return False
        with self._lock:
            return name not in self._ended

    def end(self, value: str) -> None:
        """Log out."""
        try:
            name = self._signer.unsign(value).decode()
        except BadSignature:
            return
        with self._lock:
            self._ended.add(name)


class LoginGuard:
    """Lets nothing but the log-in page and static files through without a session."""

    def __init__(self, app: ASGIApp, *, sessions: Sessions) -> None:
        self._app = app
        self._sessions = sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = str(scope.get("path", ""))
        known = scope["type"] == "lifespan" or path in _OPEN or path.startswith("/static/")
        if known or self._sessions.holds(cookies_of(scope).get(self._sessions.cookie, "")):
            await self._app(scope, receive, send)
        elif wants_json(scope):
            await refuse(scope, receive, send, 401, "log in first")
        else:
            target = {"Location": f"/login?next={quote(path, safe='/')}"}
            await refuse(scope, receive, send, 303, "log in first", target)
