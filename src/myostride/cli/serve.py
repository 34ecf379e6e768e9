"""`myostride serve`: the dashboard in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Option

from myostride.cli import options
from myostride.cli.values import whole_number
from myostride.errors import InputError

if TYPE_CHECKING:
    from myostride.web.settings import Settings

__all__ = ["command", "run"]

Port = Annotated[
    int | None,
    Option("--port", metavar="N", parser=whole_number("--port", 0, 65_535),
           help="Default 8321, or the next free one; 0 takes any."),
]  # fmt: skip
Host = Annotated[
    str,
    Option("--host", metavar="ADDRESS",
           help="Listen elsewhere than on this computer; needs a password set first."),
]  # fmt: skip
NoBrowser = Annotated[bool, Option("--no-browser", help="Only print the address.")]
Watch = Annotated[
    Path | None, Option("--watch", metavar="DIR", help="Import what appears in this folder.")
]


def command(
    port: Port = None,
    host: Host = "127.0.0.1",
    no_browser: NoBrowser = False,
    watch: Watch = None,
    day: options.Day = None,
    home: options.HomeFolder = None,
    athlete: options.Athlete = "me",
) -> int:
    """The dashboard in your browser, until Ctrl-C.

    It listens on this computer alone (127.0.0.1). On any other address it asks for the password
    of `myostride password`; the connection itself is not encrypted, so use it only in a network
    you trust. It is not made to stand behind a proxy.

    \b
    Examples:
      myostride serve
      myostride serve --watch ~/Downloads/runs
      myostride serve --port 9000 --no-browser --date 2025-09-21
    """
    if watch is not None and not watch.expanduser().is_dir():
        raise InputError(f"--watch '{watch}' is not a folder")
    from myostride.web.settings import Settings

    settings = Settings(home, athlete, day, host, watch, warm_up=True)
    run(settings, port, browse=not no_browser)
    return 0


def run(settings: Settings, port: int | None, *, browse: bool) -> None:
    """Serve, and say where."""
    from myostride.web.guard.password import kept_hash

    if settings.needs_password and kept_hash(settings.folder) is None:
        raise InputError(f"--host {settings.host} can be reached by others: set a password first "
                         "with 'myostride password', or leave --host out")  # fmt: skip
    from myostride.web.serving import serve

    serve(settings, port, browse=browse, say=lambda line: print(line, flush=True))
