"""Which commands there are, and how a run of one ends.

A command's module is imported when that command is asked for, so that `--help` stays quick.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from types import MappingProxyType
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from myostride.cli import ending
from myostride.errors import UnknownName

__all__ = ["COMMANDS", "main"]

COMMANDS: MappingProxyType[str, tuple[str, str]] = MappingProxyType(
    {
        "demo": ("demo", "A sample season from start to finish: files, table, picture."),
        "profile": ("profile", "Who runs: show it or set it."),
        "import": ("import_files", "Take in run files, folders and export archives."),
        "status": ("status", "Where every leg muscle stands today, and what to do."),
        "load": ("load", "What one run file asked of each muscle; nothing is stored."),
        "gait": ("gait", "What one steady speed asks of each muscle, per step."),
        "simulate": ("simulate", "What a training program does to each muscle."),
        "plan": ("plan", "The next weeks, best for chosen muscles under your constraints."),
        "compare": ("compare", "Your running against squats, hills, intervals and a vest."),
        "validate": ("validate", "Predict published studies and score the predictions."),
        "claims": ("claims", "Twenty popular claims on running and muscle, judged."),
        "log": ("log", "Write soreness, food, measures and more in the diary."),
        "food": ("food", "Protein, carbohydrate, energy: how much, and what more adds."),
        "serve": ("serve", "The dashboard in your browser."),
        "password": ("password", "What the dashboard asks for on a network."),
        "export": ("export", "Everything of an athlete in one zip."),
        "doctor": ("doctor", "Check that everything here works, and what to do if not."),
    }
)
"""Name -> (module in this package, one line of help), in the order of the help page."""


class Commands(TyperGroup):
    """The commands of `COMMANDS`, each built only when it is called."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 (signature of Typer)
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 (signature of Typer)
        if cmd_name.startswith("-"):
            return None
        if cmd_name not in COMMANDS:
            raise UnknownName("command", cmd_name, COMMANDS)
        module = import_module(f"myostride.cli.{COMMANDS[cmd_name][0]}")
        single = typer.Typer(add_completion=False, rich_markup_mode=None)
        single.command(cmd_name, no_args_is_help=False)(module.command)
        return get_command(single)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 (as above)
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])


app = typer.Typer(
    name="myostride",
    cls=Commands,
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(asked: bool) -> None:
    if asked:
        from myostride import __version__

        print(f"myostride {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_show_version, help="The version.")
    ] = False,
) -> None:
    """Does running build leg muscle? Your run files in, an answer per muscle out.

    \b
    First steps:
      myostride demo                     a sample season, to see what it does
      myostride profile --mass 61kg --height 168cm --sex female
      myostride import ~/runs            FIT, GPX, TCX, .gz, .zip, export archives
      myostride status                   growth, damage, readiness, advice
      myostride serve                    all of it in the browser

    Everything stays on this computer. `myostride COMMAND --help` explains a command.
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code.

    0 done; 1 done, but something could not be read; 2 the call is wrong; 130 interrupted.
    """
    ending.tolerate_any_encoding()
    given = list(sys.argv[1:] if arguments is None else arguments) or ["--help"]
    try:
        code = get_command(app).main(given, prog_name="myostride", standalone_mode=False)
        sys.stdout.flush()
    except BaseException as error:
        return ending.of(error, as_json="--json" in given)
    if code == ending.INTERRUPTED:
        ending.say("interrupted; whatever was already stored is kept")
    return int(code or 0)
