"""The dashboard on an address, until somebody ends it."""

from __future__ import annotations

import errno
import os
import socket
import sys
import webbrowser
from collections.abc import Callable
from threading import Timer

import uvicorn

from myostride.errors import HomeError, InputError
from myostride.web.app import create_app
from myostride.web.settings import Settings

__all__ = ["PORT", "address_of", "listening", "serve"]

PORT = 8321
"""Where the dashboard is found, unless that is taken."""

_TRIED = 20
_GRACE_S = 2
_OPEN_AFTER_S = 0.5


def listening(host: str, port: int | None) -> socket.socket:
    """A socket that listens on `port`, or on `PORT` or the next free one where that is None.

    Raises
    ------
    InputError
        If the address cannot be listened on.
    """
    wanted = range(PORT, PORT + _TRIED) if port is None else (port,)
    try:
        kind = socket.getaddrinfo(host, 0, type=socket.SOCK_STREAM)[0][0]
    except OSError:
        raise InputError(f"--host {host} is no address of this computer") from None
    for each in wanted:
        made = socket.socket(kind, socket.SOCK_STREAM)
        if os.name == "posix":
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind((host, each))
            made.listen(128)
        except OSError as error:
            made.close()
            if error.errno == errno.EADDRINUSE and port is None:
                continue
            raise InputError(_why_not(host, each, error)) from None
        return made
    raise InputError(f"ports {PORT} to {PORT + _TRIED - 1} are all in use; choose another with "
                     "--port")  # fmt: skip


def address_of(host: str, made: socket.socket) -> str:
    """What to type into a browser."""
    shown = {"0.0.0.0": socket.gethostname(), "::": socket.gethostname()}.get(host, host)
    shown = f"[{shown}]" if ":" in shown else shown
    return f"http://{shown}:{made.getsockname()[1]}/"


def serve(
    settings: Settings, port: int | None, *, browse: bool, say: Callable[[str], None]
) -> None:
    """Serve until Ctrl-C, which is how this is meant to end.

    Parameters
    ----------
    port
        None takes `PORT` or the next free one.
    browse
        Whether to open a browser, where there is a display.
    say
        Told the address.

    Raises
    ------
    InputError, HomeError
        If the address or the home cannot be used.
    """
    app = create_app(settings)
    made = listening(settings.host, port)
    address = address_of(settings.host, made)
    config = uvicorn.Config(
        app,
        log_level="critical",  # else it tells of each request that Ctrl-C breaks off
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_GRACE_S,
        lifespan="on",
    )
    say(f"myostride is at {address} (Ctrl-C ends it)")
    if browse and _has_display():
        opening = Timer(_OPEN_AFTER_S, webbrowser.open, (address,))
        opening.daemon = True
        opening.start()
    try:
        uvicorn.Server(config).run(sockets=[made])
    except KeyboardInterrupt:  # told to the server before, which has ended everything
        say("ended")
    except SystemExit:  # how the server says that the application did not begin
        raise HomeError("the dashboard could not begin: its home or the watched folder cannot be "
                        "used") from None  # fmt: skip
    finally:
        made.close()


def _has_display() -> bool:
    if sys.platform in ("darwin", "win32"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _why_not(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} of {host} is in use; choose another with --port"
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"port {port} is not allowed for you; choose one from 1024 on with --port"
    if error.errno == errno.EADDRNOTAVAIL:
        return f"--host {host} is no address of this computer"
    return f"{host}:{port} cannot be listened on: {error.strerror}"
