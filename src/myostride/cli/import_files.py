"""`myostride import`: run files, folders and export archives into the home."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument

from myostride.cli import ending, options, output
from myostride.cli.tables import print_table
from myostride.display import Shown, duration

if TYPE_CHECKING:
    from rich.text import Text

    from myostride.home.import_report import ImportReport, ImportRow

__all__ = ["command", "with_progress"]

SHOWN = 20
"""So many imported and skipped rows are shown; failures and notes all are."""

STYLES = {"skipped": "dim", "failed": "red", "note": "yellow"}

Paths = Annotated[
    list[Path],
    Argument(
        metavar="PATH",
        help="Files, folders, .gz, .zip, Strava or Garmin exports, Strong or Hevy CSV.",
    ),
]


def command(
    paths: Paths,
    units: options.UnitSystem = None,
    home: options.HomeFolder = None,
    athlete: options.Athlete = "me",
    as_json: options.Json = False,
) -> int:
    """Take in run files, folders and export archives.

    The CSV exports of the gym apps Strong and Hevy are read too: their leg exercises count as
    training of these muscles, and one that is not known is named.

    Known runs are skipped, the richest of several recordings of one run is kept, and one bad
    file never stops the rest. Running it again finishes what was interrupted.

    \b
    Examples:
      myostride import run.fit
      myostride import ~/Downloads/export_123.zip ~/runs
      myostride import strong.csv
    """
    from myostride.home import open_home

    with open_home(home, athlete=athlete) as opened:
        others = opened.athletes()
        report = with_progress("reading", lambda told: opened.import_paths(paths, told))
        profile = opened.profile_sheet().to_json()
    output.note_new_athlete(athlete, others)
    if as_json:
        output.print_json(report.to_json())
    else:
        shown = Shown.from_words(units, profile["distance_unit"], profile["mass_unit"])
        _show(report, shown)
    if report.interrupted:
        return ending.INTERRUPTED
    return ending.SOME_FAILED if report.summary["failed"] else 0


def with_progress(
    what: str, work: Callable[[Callable[[ImportRow], None]], ImportReport], total: int | None = None
) -> ImportReport:
    """Do `work` with a bar on stderr that names the file in hand."""
    with output.progress() as progress:
        task = progress.add_task(what, total=total)

        def told(row: ImportRow) -> None:
            progress.update(task, advance=1, description=f"{what} {Path(row.path).name[-32:]}")

        return work(told)


def _show(report: ImportReport, shown: Shown) -> None:
    from rich.markup import escape

    rows = [row.to_json() for row in report.files]
    imported, skipped, failed = (
        [row for row in rows if row["outcome"] == outcome]
        for outcome in ("imported", "skipped", "failed")
    )
    screen = output.console()
    if imported:
        print_table(
            screen,
            ("Start (UTC)", "Sport", shown.length, "Time", "Up", "File"),
            [
                [
                    (row["start_utc"] or "-")[:16].replace("T", " "),
                    row["sport"] or "-",
                    shown.distance(row["distance_m"]),
                    duration(row["duration_s"]),
                    shown.height(row["ascent_m"]),
                    escape(Path(row["path"]).name),
                ]
                for row in imported[-SHOWN:]
            ],
            right=(shown.length, "Time", "Up"),
            give_way=("Up", "Sport", "File", "Time"),
        )
        if len(imported) > SHOWN:
            screen.print(f"[dim]and {len(imported) - SHOWN} before them[/dim]")
    for row in [*skipped[:SHOWN], *failed]:
        screen.print(_line(row["outcome"], row["path"], row["reason"]))
    if len(skipped) > SHOWN:
        screen.print(f"[dim]and {len(skipped) - SHOWN} more skipped[/dim]")
    for row in imported:
        for warning in row["warnings"]:
            screen.print(_line("note", row["path"], warning))
    counts = report.summary
    screen.print(
        f"[bold]{counts['imported']} imported[/bold], {counts['skipped']} skipped, "
        f"{counts['failed']} failed" + ("; interrupted" if report.interrupted else "")
    )


def _line(kind: str, path: str, said: str) -> Text:
    from rich.text import Text

    return Text(f"{kind}  ", style=STYLES[kind]).append(f"{path}: {said}", style="")
