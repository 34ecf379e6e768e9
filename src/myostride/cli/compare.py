"""`myostride compare`: your running beside squats, hills, intervals, a vest, and nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Option

from myostride.cli import options, output
from myostride.cli.sources import SAY_SOURCES
from myostride.cli.tables import print_table
from myostride.cli.values import whole_number
from myostride.coach.comparison import recovery_said
from myostride.coach.pattern import AHEAD_WEEKS, MOST_AHEAD_WEEKS
from myostride.display import Shown, percent
from myostride.muscles import expand

if TYPE_CHECKING:
    from rich.console import Console

    from myostride.coach.comparison import Comparison

__all__ = ["command", "draw"]

SHOWN = ("glutes", "quads", "hamstrings", "calves")

Weeks = Annotated[
    int,
    Option("--weeks", metavar="N", parser=whole_number("--weeks", 1, MOST_AHEAD_WEEKS),
           help=f"How far to look ahead, 1 to {MOST_AHEAD_WEEKS}."),
]  # fmt: skip
Muscles = Annotated[
    list[str] | None,
    Option("--muscle", metavar="NAME",
           help="Show this muscle or group (quads, soleus, ...); may repeat."),
]  # fmt: skip


def command(
    day: options.Day = None,
    weeks: Weeks = AHEAD_WEEKS,
    muscle: Muscles = None,
    figure: options.Figure = None,
    draws: options.Draws = None,
    seed: options.Seed = 0,
    units: options.UnitSystem = None,
    home: options.HomeFolder = None,
    athlete: options.Athlete = "me",
    as_json: options.Json = False,
) -> int:
    """Your running against squats, hills, intervals and a vest.

    Takes the runs of your last four weeks as what you do, and lives the next weeks in eight ways,
    stopping among them, from where your legs stand on that day. A difference is told with its own
    interval: it is formed draw by draw and so surer than the growth itself.

    \b
    Examples:
      myostride compare
      myostride compare --date 2025-09-21 --weeks 4 --muscle calves --figure compare.png
    """
    from myostride.home import open_home
    from myostride.home.comparing import compare_running
    from myostride.home.documents import TOLD, comparison_document

    names = _names(muscle)
    with (
        open_home(home, athlete=athlete) as opened,
        output.stages("computing runs", "computing weeks", "living options") as (runs, days, each),
    ):
        compared = compare_running(
            opened, day or date.today(), weeks,
            on_progress=runs, on_days=days, on_option=each, **options.ensemble(draws, seed),
        )  # fmt: skip
        profile = opened.profile_sheet().to_json()
    comparison = compared.comparison
    document = comparison_document(compared, names if muscle else (TOLD,))
    if figure is not None:
        draw(comparison, names, figure)
    if as_json:
        output.print_json(document)
    else:
        shown = Shown.from_words(units, profile["distance_unit"], profile["mass_unit"])
        _show(document, comparison, names, output.console(), shown)
    return 0


def _names(typed: Sequence[str] | None) -> list[str]:
    """The muscles and groups to show, as they are written everywhere."""
    known = []
    for name in typed or SHOWN:
        expand(name)
        known.append(name.strip().lower().replace(" ", "_").replace("-", "_"))
    return list(dict.fromkeys(known))


def _show(
    document: Mapping[str, Any],
    comparison: Comparison,
    names: Sequence[str],
    screen: Console,
    shown: Shown,
) -> None:
    """Growth, differences, costs, what they rest on, and the conclusion."""
    titles = {name: name.replace("_", " ").capitalize() for name in names}
    from myostride.home.documents import TOLD

    outcomes, weeks = comparison.outcomes, document["weeks"]
    day = date.fromisoformat(document["date"])
    kept = TOLD if TOLD in titles else names[0]
    give_way = [title for name, title in reversed(titles.items()) if name != kept]
    screen.print(f"[dim]{shown.sentence(document['pattern']['said'])}[/dim]")
    print_table(
        screen,
        ["Option", *titles.values()],
        [
            [outcome.option.title, *(str(comparison.growth(outcome, name)) for name in names)]
            for outcome in outcomes
        ],
        give_way=give_way,
        title=f"{weeks} week{'s' * (weeks > 1)} from {day:%A} {day.day} {day:%B %Y}: "
        "change of size, % (80 %)",
    )
    print_table(
        screen,
        ["Option", *titles.values()],
        [
            [outcome.option.title, *(str(comparison.difference(outcome, n)) for n in names)]
            for outcome in outcomes[1:]
        ],
        give_way=give_way,
        title=f"More or less than {outcomes[0].option.title}, points (80 %)",
    )
    print_table(
        screen,
        ["Option", "Sessions", "Minutes", "Least ready", "Most sore", "Recovered", "Evidence"],
        [[row["title"], *_costs(row)] for row in document["options"]],
        right=("Sessions", "Minutes", "Least ready", "Most sore", "Recovered"),
        give_way=("Evidence", "Most sore", "Sessions"),
        title="What a week of it costs",
    )
    screen.print(
        "[dim]Least ready: the muscle with the least force at its worst in a usual week. Most "
        "sore: of 10, at any time, and the upper end of its interval. Recovered: days after the "
        "hardest session.[/dim]"
    )
    output.print_bullets(screen, map(_why, document["options"]))
    assumed = [*document["assumed"], *_of_options(document["options"], "assumed")]
    output.print_remarks(
        screen,
        [*map(shown.sentence, dict.fromkeys(assumed)), SAY_SOURCES],
        map(shown.sentence, _beyond(document)),
    )
    screen.print()
    for line in document["conclusion"]:
        screen.print(line, style="bold", markup=False)


def _costs(row: Mapping[str, Any]) -> list[str]:
    return [
        f"{row['sessions_per_week']:.1f}",
        f"{row['minutes_per_week']:.0f}",
        percent(row["readiness_low"]),
        f"{row['soreness_peak']:.1f} ({row['soreness_peak_hi']:.1f})",
        recovery_said(row["hardest_session"]),
        str(row["evidence"]["grade"]),
    ]


def _why(row: Mapping[str, Any]) -> str:
    """The line of an option; what only mechanics say is told below as outside the evidence."""
    said = row["evidence"]["said"]
    studies = "" if said in row["extrapolated"] else f". Studies: {said}"
    return f"{row['title']}: {row['why']}{studies}."


def _of_options(rows: Sequence[Mapping[str, Any]], key: str) -> list[str]:
    return list(dict.fromkeys(line for row in rows for line in row[key]))


def _beyond(document: Mapping[str, Any]) -> list[str]:
    """What lies outside the evidence: of the runs, and of each option by its title."""
    return [
        *document["extrapolated"],
        *(f"{row['title']}: {line}" for row in document["options"] for line in row["extrapolated"]),
    ]


def draw(comparison: Comparison, names: Sequence[str], path: Path) -> None:
    """Growth of muscles or groups under every option, and the differences, as a picture."""
    from myostride.figures import save
    from myostride.figures.compare import ComparedRow, options_compared

    rows = [
        ComparedRow(
            option=outcome.option.title,
            muscle=name.replace("_", " ").capitalize(),
            growth=comparison.growth(outcome, name).triple,
            difference=comparison.difference(outcome, name).triple,
        )
        for name in names
        for outcome in comparison.outcomes
    ]
    save(options_compared(rows, comparison.weeks), path)
    output.note(f"figure: {path}")
