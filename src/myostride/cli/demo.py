"""`myostride demo`: a sample season from start to finish."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Option

from myostride.cli import ending, options, output, status
from myostride.cli.import_files import with_progress
from myostride.cli.values import whole_number
from myostride.errors import HomeError, InputError

if TYPE_CHECKING:
    from myostride.home import Home
    from myostride.home.import_report import ImportReport

__all__ = ["command"]

MARKER = ".sample-season"
"""Present in a folder that this command made, and may therefore delete."""

DEFAULT_FOLDER = Path("demo-home")
DEFAULT_SEED = 16

Folder = Annotated[
    Path, Option("--home", metavar="DIR", help="Where the sample season is kept; made afresh.")
]
Seed = Annotated[
    int,
    Option("--seed", metavar="N", parser=whole_number("--seed", 0, 2**32 - 1),
           help="Another season of the same plan; the same seed gives the same files."),
]  # fmt: skip
Serve = Annotated[bool, Option("--serve", help="Then show it in the browser, until Ctrl-C.")]


def command(
    home: Folder = DEFAULT_FOLDER,
    seed: Seed = DEFAULT_SEED,
    serve: Serve = False,
    athlete: options.Athlete = "me",
    as_json: options.Json = False,
) -> int:
    """A sample season from start to finish: files, table, picture.

    Writes sixteen weeks of one runner as FIT files (easy, long, hills, 4x4, strides, a
    downhill race, ten days ill), imports them as your own would be, shows where every muscle
    stands at the end and draws growth and damage. Your own data is not touched.

    \b
    Examples:
      myostride demo
      myostride demo --serve
      myostride demo --home season-3 --seed 3
    """
    if serve and as_json:
        raise InputError("--serve and --json do not go together; drop one")
    from myostride.demo import SEASON_END
    from myostride.home import open_home

    folder = _fresh(home)
    written = _write_files(folder / "files", seed)
    with open_home(folder, athlete=athlete) as opened:
        _introduce(opened)
        report = with_progress("reading", lambda told: opened.import_paths([written], told),
                               total=len(list(written.iterdir())))  # fmt: skip
        standing = status.computed(opened, SEASON_END, with_earlier=True)
    pictures = [folder / "growth.png", folder / "growth.svg"]
    for picture in pictures:
        status.draw(standing, picture)
    document = standing.to_json()
    if as_json:
        output.print_json({
            "home": str(folder), "files": str(written), "import": report.summary,
            "figures": [str(picture) for picture in pictures], "status": document,
        })  # fmt: skip
    else:
        _show(folder, athlete, report, document)
    if serve:
        _serve(folder, athlete)
    return ending.SOME_FAILED if report.summary["failed"] else 0


def _serve(folder: Path, athlete: str) -> None:
    """The dashboard of the sample season, as of its last day."""
    from myostride.cli.serve import run
    from myostride.demo import SEASON_END
    from myostride.web.settings import Settings

    print()
    run(Settings(folder, athlete, SEASON_END, warm_up=True), None, browse=True)


def _fresh(folder: Path) -> Path:
    """An empty marked folder; what was there is deleted only if this command had made it."""
    folder = folder.expanduser()
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise InputError(f"--home '{folder}' is not a folder; choose another")
    if folder.is_dir() and any(folder.iterdir()):
        if not (folder / MARKER).is_file():
            raise InputError(f"'{folder}' holds something else than a sample season; choose "
                             "another folder with --home")  # fmt: skip
        shutil.rmtree(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MARKER).write_text("Made by myostride demo, which may delete this folder.\n")
    except OSError as error:
        raise HomeError(f"'{folder}' cannot be written to: {error.strerror}; choose another folder "
                        "with --home") from None  # fmt: skip
    return folder


def _write_files(folder: Path, seed: int) -> Path:
    from myostride.demo import count_files, season_files

    folder.mkdir()
    with output.progress() as progress:
        task = progress.add_task("running sixteen weeks", total=count_files())
        for file in season_files(seed):
            (folder / file.name).write_bytes(file.data)
            progress.update(task, advance=1)
    return folder


def _introduce(home: Home) -> None:
    """What the sample runner states of herself, and her diary."""
    from myostride.demo import RUNNER
    from myostride.demo.plan import DIARY

    home.set_profile(
        mass_kg=RUNNER.body.mass_kg,
        height_m=RUNNER.body.height_m,
        sex=RUNNER.body.sex,
        age_y=RUNNER.age_y,
        status=RUNNER.status,
        protein_g_per_kg=RUNNER.diet.protein_g_per_kg,
        daily_steps=RUNNER.daily_steps,
    )
    for entry in DIARY:
        home.log(entry.kind, value=entry.value, day=entry.day, muscle=entry.muscle)


def _show(folder: Path, athlete: str, report: ImportReport, document: dict[str, Any]) -> None:
    from myostride.demo import SEASON_END, SEASON_START

    screen = output.console()
    kilometres = sum(row.distance_m or 0.0 for row in report.files) / 1000.0
    screen.print(
        f"[bold]Sixteen weeks of one runner[/bold], {SEASON_START} to {SEASON_END}: "
        f"{report.summary['imported']} runs, {kilometres:.0f} km, read from real FIT files."
    )
    status.show(document, screen)
    program = _program()
    screen.print(
        f"Picture of growth and damage: {folder / 'growth.png'} (and .svg)", soft_wrap=True
    )
    screen.print("Look again, or at one run:", soft_wrap=True)
    whose = "" if athlete == "me" else f" --athlete {shlex.quote(athlete)}"
    for line in (
        f"status --home {folder} --date {SEASON_END}{whose}",
        f"load {folder / 'files' / _race_file()} --laps",
    ):
        screen.print(f"  {program} {line}", markup=False, soft_wrap=True)


def _race_file() -> str:
    from myostride.demo.plan import RACE_DAY

    return f"{RACE_DAY}-downhill-race.fit"


def _program() -> str:
    """How this program was called, so that a printed command can be pasted."""
    called = Path(sys.argv[0])
    if called.name == "__main__.py":
        return "python -m myostride"
    return (
        str(called)
        if called.parent != Path() and shutil.which("myostride") is None
        else "myostride"
    )
