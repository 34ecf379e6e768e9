"""`myostride doctor`: check that everything here works, and say what to do if not."""

from __future__ import annotations

import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Annotated

import typer

from myostride.cli import ending, options, output
from myostride.errors import HomeError, MyostrideError, UnknownName

__all__ = ["Check", "checks", "command"]

LEAST_PYTHON = (3, 11)
FREE_DISK_WARN_MB, FREE_DISK_FAIL_MB = 500, 50
BLANK_IMAGE_BYTES = 300
MOVE_AWAY = "move it away and import again; the original files are kept in its folder raw"
RESTORE = (
    "restore the folder raw from a copy, or delete the changed files in it and import those "
    "activities again"
)
NAMED = 3
"""So many damaged files are named."""

MARKS = {
    "ok": "[green]✓ ok  [/green]",
    "warn": "[yellow]! warn[/yellow]",
    "fail": "[red]✗ fail[/red]",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: `state` is ok, warn or fail; `advice` says what to do about it."""

    name: str
    state: str
    detail: str
    advice: str = ""


def command(
    home: options.HomeFolder = None,
    athlete: Annotated[
        str | None, typer.Option("--athlete", metavar="NAME", help="Whose files; default: all.")
    ] = None,
    sources: Annotated[
        bool, typer.Option("--sources", help="List what every coefficient rests on, instead.")
    ] = False,
    as_json: options.Json = False,
) -> int:
    """Check that everything here works, and what to do if not.

    Nothing is changed. Warnings are fine; a failure ends with exit code 1.

    \b
    Examples:
      myostride doctor
      myostride doctor --home ~/club --json
      myostride doctor --sources
    """
    if sources:
        from myostride.cli.sources import show_sources

        return show_sources(as_json)
    found = list(checks(home, athlete))
    failed = any(check.state == "fail" for check in found)
    if as_json:
        output.print_json({"ok": not failed, "checks": found})
    else:
        screen = output.console()
        for check in found:
            screen.print(f"{MARKS[check.state]}  [bold]{check.name}[/bold]: ", end="")
            screen.print(check.detail, markup=False)
            if check.advice:
                screen.print(f"        {check.advice}", markup=False, style="yellow")
    return ending.SOME_FAILED if failed else 0


def checks(home: Path | None, athlete: str | None = None) -> Iterator[Check]:
    """Every check in turn; one that breaks is a failed check.

    Raises
    ------
    UnknownName
        If an athlete is named that the home does not know.
    """
    folder = _home_folder(home)
    looked_at: list[tuple[str, Callable[[], Check]]] = [
        ("Python", _python),
        ("Packages", _packages),
        ("Home folder", lambda: _home(folder)),
        ("Database", lambda: _database(folder)),
        ("Original files", lambda: _originals(folder, athlete)),
        ("Free disk", lambda: _disk(folder)),
        ("Model parameters", _parameters),
        ("Figures", _figures),
        ("Time zone", _time_zone),
    ]
    for name, look in looked_at:
        try:
            yield look()
        except UnknownName:
            raise
        except Exception as error:  # a broken check is what this command is there to report
            yield Check(name, "fail", f"{type(error).__name__}: {error}", "report this, please")


def _home_folder(home: Path | None) -> Path:
    if home is not None:
        return home.expanduser().absolute()
    from myostride.home.database import default_folder

    return default_folder().absolute()


def _python() -> Check:
    running = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < LEAST_PYTHON:
        return Check("Python", "fail", running, "install Python 3.11 or newer")
    return Check("Python", "ok", running)


def _packages() -> Check:
    """Every package that the installed distribution asks for is there."""
    try:
        asked = [line for line in requires("myostride") or () if "extra ==" not in line]
    except PackageNotFoundError:
        return Check("Packages", "warn", "running from a source folder, versions not checked",
                     "install it with: make setup")  # fmt: skip
    names = ["".join(_leading_name(line)) for line in asked]
    missing = []
    for name in names:
        try:
            version(name)
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        return Check("Packages", "fail", f"missing: {', '.join(missing)}", "run: make setup")
    return Check("Packages", "ok", f"{len(names)} packages, myostride {version('myostride')}")


def _leading_name(requirement: str) -> Iterator[str]:
    for character in requirement:
        if not (character.isalnum() or character in "-_."):
            return
        yield character


def _home(folder: Path) -> Check:
    nearest = _existing(folder)
    if folder.exists() and not folder.is_dir():
        return Check("Home folder", "fail", f"{folder} is a file", "choose a folder with --home")
    try:
        with tempfile.TemporaryFile(dir=nearest):
            pass
    except OSError as error:
        return Check("Home folder", "fail", f"{nearest} cannot be written to: {error.strerror}",
                     "check its permissions, or choose another with --home")  # fmt: skip
    if not folder.exists():
        return Check("Home folder", "ok", f"{folder} is made at the first import")
    return Check("Home folder", "ok", str(folder))


def _existing(folder: Path) -> Path:
    return next(place for place in (folder, *folder.parents) if place.exists())


def _database(folder: Path) -> Check:
    from myostride.home import open_home
    from myostride.home.database import FILE_NAME
    from myostride.home.schema import VERSION

    path = folder / FILE_NAME
    if not path.is_file():
        return Check("Database", "ok", "none yet")
    try:
        with open_home(folder) as opened:
            names = opened.athletes()
        with sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True) as connection:
            problems = [row[0] for row in connection.execute("PRAGMA quick_check")]
    except (HomeError, sqlite3.Error) as error:
        return Check("Database", "fail", str(error), MOVE_AWAY)
    if problems != ["ok"]:
        return Check("Database", "fail", f"damaged: {problems[0]}", MOVE_AWAY)
    return Check("Database", "ok", f"version {VERSION}, sound, {len(names)} athlete"
                 + ("s" if len(names) != 1 else ""))  # fmt: skip


def _originals(folder: Path, athlete: str | None) -> Check:
    """Every original file behind what is stored is there and unchanged."""
    from myostride.home import open_home
    from myostride.home.database import FILE_NAME

    if not (folder / FILE_NAME).is_file():
        return Check("Original files", "ok", "none yet")
    try:
        with (
            open_home(folder, athlete=athlete or "me") as opened,
            output.stages("original files") as (told,),
        ):
            count, damaged = opened.damaged_originals(told, everyone=athlete is None)
    except HomeError as error:
        return Check("Original files", "fail", f"not checked: {error}", "see Database")
    if damaged:
        named = ", ".join(damaged[:NAMED]) + (", ..." if len(damaged) > NAMED else "")
        return Check("Original files", "fail", f"{len(damaged)} of {count} missing or changed: "
                     f"{named}", RESTORE)  # fmt: skip
    return Check("Original files", "ok", f"{count}, all there and unchanged")


def _disk(folder: Path) -> Check:
    free_mb = shutil.disk_usage(_existing(folder)).free / 1e6
    detail = f"{free_mb / 1000:.1f} GB free"
    if free_mb < FREE_DISK_FAIL_MB:
        return Check("Free disk", "fail", detail, "free some space before importing")
    if free_mb < FREE_DISK_WARN_MB:
        return Check("Free disk", "warn", detail, "a season of runs takes about 20 MB")
    return Check("Free disk", "ok", detail)


def _parameters() -> Check:
    """Every shipped coefficient loads, lies in its bounds and names a known source."""
    from importlib.resources import files

    from myostride.references import load_parameters, load_table, references

    count, assumed = 0, 0
    try:
        for entry in sorted(files("myostride").joinpath("data").iterdir(), key=lambda e: e.name):
            name = entry.name.removesuffix(".yaml")
            if name == entry.name or "parameters" not in load_table(name):
                continue
            rows = load_parameters(name).values()
            count += len(rows)
            assumed += sum(row.status == "assumed" for row in rows)
    except (MyostrideError, ValueError, TypeError) as error:
        return Check("Model parameters", "fail", str(error), "reinstall myostride")
    detail = f"{count} parameters ({assumed} assumed), {len(references())} sources"
    return Check("Model parameters", "ok", detail)


def _figures() -> Check:
    """A chart with text can be drawn, and the text leaves ink."""
    import vl_convert

    def drawn(text: str) -> bytes:
        mark = {"type": "text", "text": text, "fontSize": 20}
        spec = {"data": {"values": [{}]}, "mark": mark, "width": 100, "height": 30}
        return bytes(vl_convert.vegalite_to_png(spec))

    if len(drawn("soleus")) <= len(drawn("")) + BLANK_IMAGE_BYTES:
        return Check("Figures", "warn", "text in figures stays empty", "install a TrueType font, "
                     "e.g. the package fonts-dejavu-core")  # fmt: skip
    return Check("Figures", "ok", "PNG and SVG can be drawn")


def _time_zone() -> Check:
    from datetime import datetime
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    local = datetime.now().astimezone()
    try:
        ZoneInfo("Europe/Berlin")
    except ZoneInfoNotFoundError:
        return Check("Time zone", "warn", f"{local.tzname()}, but no time zone data",
                     "install the package tzdata")  # fmt: skip
    return Check("Time zone", "ok", f"{local.tzname()} (UTC{local:%z})")
