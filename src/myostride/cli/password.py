"""`myostride password`: what the dashboard asks for where others can reach it."""

from __future__ import annotations

import sys
from typing import Annotated

from typer import Option

from myostride.cli import options, output
from myostride.errors import InputError

__all__ = ["command"]

Remove = Annotated[bool, Option("--remove", help="Forget the password.")]


def command(
    remove: Remove = False,
    home: options.HomeFolder = None,
    as_json: options.Json = False,
) -> int:
    """Set the password that the dashboard asks for on a network.

    Asks twice; where there is no terminal, one line of standard input is taken. Only a hash is
    kept (argon2). On this computer alone (127.0.0.1) the dashboard needs no password.

    \b
    Examples:
      myostride password
      myostride password --remove
    """
    from myostride.web.guard.password import remove_password, set_password
    from myostride.web.settings import Settings

    folder = Settings(home=home).folder
    if remove:
        changed = remove_password(folder)
        said = "the password is removed" if changed else "there was no password"
    else:
        set_password(folder, _typed())
        changed, said = (
            True,
            "the password is set; older sessions have ended",
        )
    if as_json:
        output.print_json({"set": not remove, "changed": changed})
    else:
        print(said)
    return 0


def _typed() -> str:
    """The password, asked for twice on a terminal."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    from getpass import getpass

    first = getpass("New password: ")
    if getpass("Again: ") != first:
        raise InputError("the two passwords differ; nothing was changed")
    return first
