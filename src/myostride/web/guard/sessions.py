"""Who has said the password: a signed cookie, good for two weeks and until the log-out."""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from pathlib import Path
from threading import Lock
from urllib.parse import quote

from itsdangerous import BadSignature, TimestampSigner
from starlette.types import ASGIApp, Receive, Scope, Send

from myostride.errors import HomeError
from myostride.home.database import file_failures
from myostride.web.guard.csrf import cookies_of
from myostride.web.guard.password import kept_hash
from myostride.web.guard.refusing import refuse, wants_json
from myostride.web.guard.secret import private_file

__all__ = ["LASTS_S", "LoginGuard", "Sessions"]

LASTS_S = 14 * 24 * 3600

_NAME = "web-ended"

_OPEN = frozenset({"/login"})
"""What is shown to anybody; static files are too."""


class Sessions:
    """Sessions are signed, so a restart keeps them; those logged out are written down.

    A session ends where the password has become another one, or is removed.

    Parameters
    ----------
    folder
        The home.
    key
        Its key.
    """

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder
        self._key = key
        self.cookie = f"myostride_session_{hashlib.sha256(key).hexdigest()[:8]}"
        self._lock = Lock()

    def new(self) -> str:
        """The value of a new session's cookie.

        Raises
        ------
        HomeError
            If the password is not set any more.
        """
        signer = self._signer()
        if signer is None:
            raise HomeError("no password is set any more; set one with: myostride password")
        return signer.sign(secrets.token_urlsafe(24)).decode()

    def holds(self, value: str) -> bool:
        """Whether a cookie is of a session that goes on."""
        try:
            signer = self._signer() if value else None
            if signer is None:
                return False
            return signer.unsign(value, max_age=LASTS_S).decode() not in self._ended()
        except (BadSignature, HomeError):
            return False

    def end(self, value: str) -> None:
        """Log out."""
        try:
            signer = self._signer()
            name = signer.unsign(value).decode() if signer is not None else ""
        except BadSignature:
            return
        with self._lock, file_failures(self._folder):
            now = time.time()
            ended = {each: until for each, until in self._ended().items() if until > now}
            private_file(self._folder / _NAME, json.dumps(ended | {name: now + LASTS_S}).encode())

    def _signer(self) -> TimestampSigner | None:
        """What signs as long as the password stays the same; None where there is none."""
        password = kept_hash(self._folder)
        if password is None:
            return None
        return TimestampSigner(self._key, salt=f"myostride-session {password}",
                               digest_method=hashlib.sha256)  # fmt: skip

    def _ended(self) -> dict[str, float]:
        """The sessions that were logged out, and until when that must be known [Unix s]."""
        with file_failures(self._folder):
            path = self._folder / _NAME
            ended = json.loads(path.read_bytes()) if path.exists() else {}
        return {str(name): float(until) for name, until in ended.items()}


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
            query = bytes(scope.get("query_string", b"")).decode("latin-1")
            wanted = quote(f"{path}?{query}" if query else path, safe="/")
            target = {"Location": f"/login?next={wanted}"}
            await refuse(scope, receive, send, 303, "log in first", target)
