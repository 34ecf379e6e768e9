"""`myostride load`: what one run file asked of each muscle; nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Option

from myostride.cli import options, output
from myostride.cli.body import body_of, known_profile, shown_of
from myostride.cli.sources import SAY_SOURCES
from myostride.cli.tables import print_table
from myostride.display import Shown, bar, duration
from myostride.errors import InputError
from myostride.muscles import MUSCLES, TITLES

if TYPE_CHECKING:
    from rich.console import Console


__all__ = ["command"]

MUCH_MORE = 1.3
"""A muscle stands out from this many easy kilometres per kilometre run."""

HARDLY_KNOWN = 10.0
"""A number whose interval spans more than this factor is hardly known."""

SHORT_M = 200.0
"""Bars of a shorter run are not drawn to its own, tiny, scale but to one kilometre."""

File = Annotated[
    Path, Argument(metavar="FILE", help="A FIT, GPX or TCX file, also packed as .gz or .zip.")
]
ByLap = Annotated[bool, Option("--laps", help="Show every lap as well.")]


def command(
    file: File,
    mass: options.Mass = None,
    height: options.Height = None,
    sex: options.Sex = None,
    vest: options.Vest = 0.0,
    pack: options.Pack = 0.0,
    ankle: options.Ankle = 0.0,
    incline: options.Incline = None,
    laps: ByLap = False,
    figure: options.Figure = None,
    units: options.UnitSystem = None,
    home: options.HomeFolder = None,
    athlete: options.ProfileOf = None,
    as_json: options.Json = False,
) -> int:
    """What one run file asked of each muscle; nothing is stored.

    The load is given in equivalent easy flat kilometres: one such kilometre is 1.0 for
    every muscle. Mass, height and sex come from your profile where they are not typed.

    \b
    Examples:
      myostride load run.fit --mass 61kg --height 168cm
      myostride load treadmill.fit --incline 2 --vest 5kg --figure load.png
    """
    _check(file)
    loads = options.carried_of(vest, pack, ankle)
    from myostride.activity.reading import read_run
    from myostride.gait import muscle_load
    from myostride.home.documents import load_document

    run = read_run(file, incline_pct=incline)
    profile = known_profile(home, athlete)
    body, assumed = body_of(mass, height, sex, profile, run.profile_hints)
    load = muscle_load(run, body, loads)
    document = load_document(str(file), run, load, assumed)
    shown = shown_of(units, profile)
    if figure is not None:
        _draw(document, shown, figure)
    if as_json:
        output.print_json(document)
    else:
        _show(document, shown, laps=laps)
    return 0


def _check(file: Path) -> None:
    if not file.exists():
        raise InputError(f"there is no file '{file}'")
    if file.is_dir():
        raise InputError(f"'{file}' is a folder; load takes one file, import takes folders")
    if not file.is_file():
        raise InputError(f"'{file}' is a device or pipe; load takes a FIT, GPX or TCX file")


def _show(document: Mapping[str, Any], shown: Shown, *, laps: bool) -> None:
    run, muscles = document["run"], document["muscles"]
    screen = output.console()
    speed = run["distance_m"] / run["duration_s"] if run["duration_s"] else None
    screen.print(
        f"[bold]{run['start_utc'][:10]}  {run['sport']}[/bold]  "
        f"{shown.distance(run['distance_m'])} {shown.length}  {duration(run['duration_s'])}  "
        f"{shown.pace(speed)}  up {shown.height(run['ascent_m'])}, "
        f"down {shown.height(run['descent_m'])}"
    )
    unit = shown.length
    most = max(row["easy_km"] for row in muscles.values())
    if run["distance_m"] is not None and run["distance_m"] < SHORT_M:
        most = max(most, 1.0)
    rows = []
    for muscle in MUSCLES:
        row = muscles[muscle]
        low, high = row["interval"]["easy_km"]
        rows.append([
            TITLES[muscle],
            f"{shown.easy(row['easy_km']):.1f}",
            f"{shown.easy(low):.1f} to {shown.easy(high):.1f}",
            f"[cyan]{bar(row['easy_km'] / most if most > 0 else None, 16)}[/cyan]",
            _stands_out(muscle, muscles, run["distance_m"]),
        ])  # fmt: skip
    print_table(
        screen,
        ("Muscle", f"Easy {unit}", "80 %", "", "What stands out"),
        rows,
        right=(f"Easy {unit}",),
        wrap=("What stands out",),
        give_way=("", "What stands out", "80 %"),
    )
    if laps:
        _show_laps(screen, document["laps"], shown)
    remarks = [*document["quality"]["repaired"], *document["assumptions"]]
    output.print_remarks(
        screen,
        [*map(shown.sentence, remarks), SAY_SOURCES],
        map(shown.sentence, document["extrapolated"]),
    )


def _stands_out(muscle: str, muscles: Mapping[str, Any], distance_m: float | None) -> str:
    """Why this muscle deserves a look, or nothing."""
    said = []
    row = muscles[muscle]
    low, high = row["interval"]["easy_km"]
    if high > HARDLY_KNOWN * low:
        said.append("hardly known")
    if distance_m and 1000.0 * row["easy_km"] > MUCH_MORE * distance_m:
        said.append(f"{1000.0 * row['easy_km'] / distance_m:.1f} times its distance")
    doses = {name: other["damage_dose"] for name, other in muscles.items()}
    if row["damage_dose"] > 0.0 and muscle == max(doses, key=lambda name: doses[name]):
        said.append("most strain while lengthening")
    return ", ".join(said)


def _show_laps(screen: Console, laps: list[Mapping[str, Any]], shown: Shown) -> None:
    """The laps, for the four muscles that one of them asked most of."""
    busiest = sorted(MUSCLES, key=lambda m: -max((lap["easy_km"][m] for lap in laps), default=0.0))
    columns = sorted(busiest[:4], key=MUSCLES.index)
    headings = ["Lap", "Time", shown.length, *(TITLES[m] for m in columns)]
    print_table(
        screen,
        headings,
        [
            [
                str(number),
                duration(lap["duration_s"]),
                shown.distance(lap["distance_m"]),
                *(f"{shown.easy(lap['easy_km'][m]):.2f}" for m in columns),
            ]
            for number, lap in enumerate(laps, 1)
        ],
        right=headings,
        give_way=[TITLES[m] for m in reversed(busiest[1:4])],
        title=f"Easy {shown.length} by lap",
    )


def _draw(document: Mapping[str, Any], shown: Shown, path: Path) -> None:
    from myostride.figures import muscle_bars, save

    easy = {
        muscle: (
            shown.easy(row["easy_km"]),
            shown.easy(row["interval"]["easy_km"][0]),
            shown.easy(row["interval"]["easy_km"][1]),
        )
        for muscle, row in document["muscles"].items()
    }
    distance = shown.easy((document["run"]["distance_m"] or 0.0) / 1000.0)
    save(muscle_bars(easy, distance, unit=shown.length), path)
    output.note(f"figure: {path}")
