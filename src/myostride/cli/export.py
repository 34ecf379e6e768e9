"""`myostride export`: everything of an athlete in one zip."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

from typer import Option

from myostride.cli import ending, options, output
from myostride.errors import InputError

__all__ = ["command"]

Out = Annotated[
    Path | None,
    Option("--out", metavar="FILE.zip", help="Where to write; default: here, named by day."),
]


def command(
    out: Out = None,
    day: options.Day = None,
    home: options.HomeFolder = None,
    athlete: options.Athlete = "me",
    as_json: options.Json = False,
) -> int:
    """Everything of an athlete in one zip: original files, runs, diary, profile, daily states.

    Nothing in it needs myostride to be read; a README inside says what each file is.

    \b
    Examples:
      myostride export
      myostride export --out backup.zip
    """
    from myostride.home import open_home
    from myostride.home.exporting import export_name, export_to

    told = day or date.today()
    target = out if out is not None else Path(export_name(athlete, told))
    if target.suffix.lower() != ".zip" or not target.parent.is_dir():
        raise InputError(f"--out '{target}' must be a .zip in a folder that exists")
    if target.exists():
        raise InputError(f"'{target}' is there already; choose another name with --out")
    with (
        open_home(home, athlete=athlete) as opened,
        output.stages("packing files") as (tell,),
    ):
        try:
            missing = export_to(opened, target, told, tell)
        except BaseException:
            target.unlink(missing_ok=True)
            raise
        counts = {"activities": len(opened.runs(other_sports=True)),
                  "diary": len(opened.diary())}  # fmt: skip
    if as_json:
        output.print_json({"file": target, **counts, "missing": missing})
    else:
        print(f"{target}: {counts['activities']} activities, {counts['diary']} diary entries")
        for line in missing:
            output.note(f"not in it: {line}")
    damaged = any(line.startswith("originals/") for line in missing)
    return ending.SOME_FAILED if damaged else 0
