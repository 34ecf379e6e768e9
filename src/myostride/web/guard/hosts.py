"""Which names this server answers to: a page of another site whose name was pointed at this
address (DNS rebinding) asks under its own name, and is refused."""

from __future__ import annotations

import ipaddress
import re
import socket

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from myostride.web.guard.refusing import refuse

__all__ = ["HostGuard", "host_name", "is_loopback"]

_HOST = re.compile(r"(?P<name>\[[0-9a-fA-F:.]+\]|[^\s:@/\[\]]+)(:[0-9]{1,5})?")


def is_loopback(host: str) -> bool:
    """Whether an address to listen on, or a name asked for, is this computer alone."""
    if host.lower().rstrip(".") == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def host_name(header: str) -> str:
    """The name in a Host header, without its port; "" where the header is anything else."""
    found = _HOST.fullmatch(header)
    return found["name"] if found else ""


class HostGuard:
    """Answers only to loopback names, or, listening elsewhere, to addresses and own names.

    Parameters
    ----------
    host
        The address that is listened on.
    """

    def __init__(self, app: ASGIApp, *, host: str) -> None:
        self._app = app
        self._open = not is_loopback(host)
        own = socket.gethostname().lower()
        self._names = {host.lower(), own, f"{own.partition('.')[0]}.local"} if self._open else set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        hosts = Headers(scope=scope).getlist("host")
        if len(hosts) == 1 and self._answers_to(host_name(hosts[0])):
            await self._app(scope, receive, send)
            return
        await refuse(scope, receive, send, 421, "this server does not answer to that host name; "
                     "use the address that 'myostride serve' printed")  # fmt: skip

    def _answers_to(self, name: str) -> bool:
        if is_loopback(name):
            return True
        return self._open and (name.lower() in self._names or _is_address(name))


def _is_address(name: str) -> bool:
    """An address can not be pointed elsewhere, as a name can."""
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True
