"""`myostride status`: where every leg muscle stands today, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Unpack

from typer import Option

from myostride.cli import options, output
from myostride.cli.sources import SAY_SOURCES
from myostride.cli.tables import print_table
from myostride.cli.values import muscles
from myostride.display import Shown, bar, moment, percent, signed
from myostride.muscles import MUSCLES, TITLES

if TYPE_CHECKING:
    from rich.console import Console

    from myostride.home import Home
    from myostride.home.status import Status

__all__ = ["command", "computed", "draw", "show"]

READY, HALF_READY = 0.9, 0.75
"""From here on a readiness bar is green, or yellow."""

SURE = 0.9
"""A muscle with a better chance of being recovered is not spoken of."""

NAMED = 3
"""So many muscles are named in a line, and so many lines are shown."""

GIVE_WAY = ("Limited by", "Chance", "Damage", "Trend", "Sore", "Recovered", "Ready")
"""Columns that a narrow screen goes without, in this order."""

TRENDS = {"growing": "↗ growing", "holding": "→ holding", "shrinking": "↘ shrinking"}


Goal = Annotated[
    str | None,
    Option("--goal", metavar="NAMES", help="Muscles or groups that the next step is to pay for."),
]


History = Annotated[
    Path | None,
    Option("--history", metavar="FILE", help="Draw growth and damage since the first run."),
]


def command(
    day: options.Day = None,
    goal: Goal = None,
    figure: options.Figure = None,
    history: History = None,
    draws: options.Draws = None,
    seed: options.Seed = 0,
    units: options.UnitSystem = None,
    home: options.HomeFolder = None,
    athlete: options.Athlete = "me",
    as_json: options.Json = False,
) -> int:
    """Where every leg muscle stands today, and what to do.

    Growth is against the time before your first recorded run. Ready is the share of its
    force that a muscle can give today, Chance how likely it is recovered by now. Soreness
    goes from 0 to 10. What you logged of soreness and jump height counts in both.

    \b
    Examples:
      myostride status
      myostride status --goal glutes
      myostride status --figure legs.png
      myostride status --date 2025-09-21 --history growth.png
    """
    from myostride.home import open_home
    from myostride.home.documents import status_document

    chosen = MUSCLES if goal is None else muscles("--goal", goal)
    ensemble = options.ensemble(draws, seed)
    with open_home(home, athlete=athlete) as opened:
        status = computed(opened, day, with_earlier=history is not None, goal=chosen, **ensemble)
        profile = opened.profile_sheet().to_json()
    if figure is not None:
        draw_legs(status, figure)
        output.note(f"figure: {figure}")
    if history is not None:
        draw(status, history)
        output.note(f"figure: {history}")
    document = status_document(status)
    if as_json:
        output.print_json(document)
    else:
        shown = Shown.from_words(units, profile["distance_unit"], profile["mass_unit"])
        show(document, output.console(), shown)
    return 0


def computed(
    home: Home,
    day: date | None,
    *,
    with_earlier: bool,
    goal: Sequence[str] = MUSCLES,
    **ensemble: Unpack[options.Ensemble],
) -> Status:
    """The status of `day`, with bars on stderr while runs and days are computed."""
    with output.stages("computing runs", "computing weeks") as (runs, days):
        return home.status(
            day, with_earlier=with_earlier, goal=goal, on_progress=runs, on_days=days, **ensemble
        )


def draw_legs(status: Status, path: Path) -> None:
    """Draw the legs with the readiness of every muscle."""
    from myostride.figures import Reading, atlas_figure, save

    now = status.moment.astimezone(timezone(timedelta(seconds=status.season.utc_offset_s)))
    readings = {}
    for muscle, each in status.standings.items():
        at = status.readiness[muscle].recovered_at_median
        back = "over 2 weeks" if at is None else moment(at.isoformat(), now, status.day)
        note = "" if at is not None and at <= now else f"fully back {back}"
        readings[muscle] = Reading(each.readiness, each.readiness_lo, each.readiness_hi, note)
    said = "Share of its force that each muscle can give, and its 80 % interval"
    day = f"{status.day:%A} {status.day.day} {status.day:%B %Y}"
    save(atlas_figure(readings, scale="readiness", subtitle=day, note=f"{said}."), path)


def draw(status: Status, path: Path) -> None:
    """Draw growth and damage of every muscle up to the day of `status`.

    The status must reach back to the first run (`with_earlier`).
    """
    from myostride.figures import GrowthHistory, growth_and_damage, save

    days, trajectory = status.daily()
    history = GrowthHistory.from_trajectory(trajectory, days, status.season.run_days)
    save(growth_and_damage(history, note="Size counts from before the first run."), path)


def show(document: Mapping[str, Any], screen: Console, shown: Shown | None = None) -> None:
    """Print the table of muscles, as wide as the screen allows, and the advice."""
    shown = shown or Shown()
    day = date.fromisoformat(document["date"])
    here = timezone(timedelta(seconds=document["utc_offset_s"]))
    now = datetime.fromisoformat(document["as_of"]).astimezone(here)
    columns: dict[str, Callable[[Mapping[str, Any]], str]] = {
        "Growth, % (80 %)": _growth,
        "Ready": lambda row: _ready(row["readiness"]),
        "Chance": lambda row: percent(row["p_recovered"]),
        "Sore": _soreness,
        "Damage": lambda row: percent(row["damage"]),
        "Recovered": lambda row: _recovered(row["recovered_at"], now, day),
        "Trend": _trend,
        "Limited by": _limit,
    }
    print_table(
        screen,
        ["Muscle", *columns],
        [
            [TITLES[muscle], *(cell(document["muscles"][muscle]) for cell in columns.values())]
            for muscle in MUSCLES
        ],
        right=("Damage", "Sore", "Chance"),
        give_way=GIVE_WAY,
        title=f"{day:%A} {day.day} {day:%B %Y}",
    )
    lines = [*_not_ready(document["muscles"], now, day), *document["advice"]]
    output.print_bullets(screen, map(shown.sentence, lines))
    output.print_remarks(screen, [*map(shown.sentence, document["assumed"]), SAY_SOURCES])


def _not_ready(muscles: Mapping[str, Any], now: datetime, day: date) -> list[str]:
    """For each session behind muscles that may not be recovered a line, the worst first."""
    by_why: dict[str, list[str]] = {}
    for muscle in sorted(MUSCLES, key=lambda muscle: float(muscles[muscle]["p_recovered"])):
        if muscles[muscle]["p_recovered"] < SURE:
            by_why.setdefault(muscles[muscle]["ready_why"], []).append(muscle)
    lines = []
    for why, those in list(by_why.items())[:NAMED]:
        named = ", ".join(TITLES[muscle].lower() for muscle in those[:NAMED]).capitalize()
        more = f" and {len(those) - NAMED} more" if len(those) > NAMED else ""
        worst = muscles[those[0]]
        first, last = (_recovered(worst[f"recovered_at_{end}"], now, day) for end in ("lo", "hi"))
        when = f"recovered {first}" if first == last else f"recovered from {first} to {last} (80 %)"
        lines.append(f"{named}{more}: {why}; {when}.")
    return lines


def _growth(row: Mapping[str, Any]) -> str:
    low, high = signed(row["growth_lo"]), signed(row["growth_hi"])
    return f"{signed(row['growth_pct']):>5} ({low} to {high})"


def _ready(share: float) -> str:
    color = "green" if share >= READY else "yellow" if share >= HALF_READY else "red"
    return f"[{color}]{bar(share, 7)}[/{color}] {percent(share)}"


def _soreness(row: Mapping[str, Any]) -> str:
    """What the runner felt where that is known, else what the model says."""
    felt = row["soreness_felt"]
    return f"{row['soreness']:.1f}" if felt is None else f"felt {felt:g}"


def _recovered(at: str | None, now: datetime, day: date) -> str:
    return "over 2 weeks" if at is None else moment(at, now, day)


def _trend(row: Mapping[str, Any]) -> str:
    return "→ plateau" if row["plateau"] == "yes" else TRENDS.get(row["trend"], "? unknown")


def _limit(row: Mapping[str, Any]) -> str:
    limit = str(row["limiting_factor"])
    return "" if limit == "none" else limit.replace("_", " ")
