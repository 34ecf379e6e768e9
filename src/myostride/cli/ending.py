"""How a command line ends when something is wrong: one line on stderr and an exit code."""

from __future__ import annotations

import json
import os
import sys
import traceback
from pathlib import Path

from typer import Exit, TyperException

from myostride.errors import HomeError, InputError, MyostrideError, UnknownName

__all__ = ["INTERRUPTED", "INVALID", "SOME_FAILED", "of", "say", "tolerate_any_encoding"]

SOME_FAILED = 1
INVALID = 2
INTERRUPTED = 130


def say(message: str) -> None:
    """One line on stderr, whatever the message holds."""
    line = " ".join(message.split())
    printable = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line)
    print(f"myostride: {printable}", file=sys.stderr)


def tolerate_any_encoding() -> None:
    """Never fail on a character that the terminal's encoding lacks."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def of(error: BaseException, *, as_json: bool) -> int:
    """Tell the user about `error` in one line and return the exit code it means.

    With `as_json`, a failure that is not the caller's fault is a JSON document as well.
    """
    if os.environ.get("MYOSTRIDE_DEBUG") == "1" and not isinstance(error, SystemExit | Exit):
        traceback.print_exception(error)
    match error:
        case Exit():
            return error.exit_code
        case KeyboardInterrupt():
            say("interrupted; whatever was already stored is kept")
            return INTERRUPTED
        case BrokenPipeError():
            return _reader_left()
        case SystemExit() if isinstance(error.__context__, BrokenPipeError):
            return _reader_left()
        case TyperException():
            say(_usage(error))
            return INVALID
        case InputError() | HomeError():
            say(str(error))
            return INVALID
        case MyostrideError():
            message = str(error)
        case OSError() if error.filename is None:
            # Whatever else is written says its place; this was the answer itself.
            _let_stdout_go()
            say(f"the answer cannot be written: {error.strerror or error}")
            return SOME_FAILED
        case OSError():
            message = f"{error.strerror or error}: {error.filename}"
        case MemoryError():
            message = "not enough memory; try fewer --draws or fewer files at once"
        case _:
            message = f"internal error ({type(error).__name__}: {error}); details: {_log(error)}"
    say(message)
    if as_json:
        try:
            print(json.dumps({"error": message}, ensure_ascii=False), flush=True)
        except OSError:
            _let_stdout_go()
    return SOME_FAILED


def _reader_left() -> int:
    """The other end of the pipe was closed: nothing more to say."""
    _let_stdout_go()
    return 0


def _let_stdout_go() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _usage(error: TyperException) -> str:
    """A usage error as one line, with the nearest known option and where to read on."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "myostride"
    unknown = getattr(error, "option_name", None)
    if unknown is not None and context is not None and "No such option" in error.message:
        known = [name for parameter in context.command.params for name in parameter.opts]
        return f"{UnknownName('option', unknown, [*known, '--help'])}; see '{command} --help'"
    return f"{error.format_message().rstrip('.')}; see '{command} --help'"


def _log(error: BaseException) -> Path:
    """Append the details of `error` to the log and return where that is."""
    from datetime import datetime

    from platformdirs import user_log_path

    path = user_log_path("myostride") / "errors.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as log:
        log.write(f"{datetime.now().astimezone().isoformat()} {' '.join(sys.argv)}\n")
        log.writelines(traceback.format_exception(error))
    return path
