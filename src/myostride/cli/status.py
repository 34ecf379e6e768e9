"""`myostride status`: where every leg muscle stands today, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from myostride.cli import options, output
from myostride.cli.display import Shown, bar, moment, percent, signed
from myostride.cli.sources import SAY_SOURCES, keys
from myostride.cli.tables import print_table
from myostride.muscles import MUSCLES, TITLES

if TYPE_CHECKING:
    from rich.console import Console

    from myostride.home import Home
    from myostride.home.status import Status

__all__ = ["command", "computed", "draw", "show"]

READY, HALF_READY = 0.9, 0.75
"""From here on a readiness bar is green, or yellow."""

GIVE_WAY = ("Limited by", "Damage", "Trend", "Sore", "Recovered", "Ready")
"""Columns that a narrow screen goes without, in this order."""

TABLES = ("gait", "physiology", "coach")
"""What a standing rests on."""

TRENDS = {"growing": "↗ growing", "holding": "→ holding", "shrinking": "↘ shrinking"}


def command(
    day: options.Day = None,
    figure: options.Figure = None,
    draws: options.Draws = None,
    seed: options.Seed = 0,
    units: options.UnitSystem = None,
    home: options.HomeFolder = None,
    athlete: options.Athlete = "me",
    as_json: options.Json = False,
) -> int:
    """Where every leg muscle stands today, and what to do.

    Growth is against the time before your first recorded run. Ready is the share of its
    force that a muscle can give today. Soreness goes from 0 to 10.

    \b
    Examples:
      myostride status
      myostride status --date 2025-09-21 --figure growth.png
    """
    from myostride.home import open_home

    ensemble = options.ensemble(draws, seed)
    with open_home(home, athlete=athlete) as opened:
        status = computed(opened, day, with_earlier=figure is not None, **ensemble)
        profile = opened.profile_sheet().to_json()
    if figure is not None:
        draw(status, figure)
        output.note(f"figure: {figure}")
    document = status.to_json() | {"sources": keys(*TABLES)}
    if as_json:
        output.print_json(document)
    else:
        shown = Shown.from_words(units, profile["distance_unit"], profile["mass_unit"])
        show(document, output.console(), shown)
    return 0


def computed(
    home: Home, day: date | None, *, with_earlier: bool, **ensemble: Unpack[options.Ensemble]
) -> Status:
    """The status of `day`, with bars on stderr while runs and days are computed."""
    with output.stages("computing runs", "computing weeks") as (runs, days):
        return home.status(
            day, with_earlier=with_earlier, on_progress=runs, on_days=days, **ensemble
        )


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
        right=("Damage", "Sore"),
        give_way=GIVE_WAY,
        title=f"{day:%A} {day.day} {day:%B %Y}",
    )
    output.print_bullets(screen, map(shown.sentence, document["advice"]))
    output.print_remarks(screen, [*map(shown.sentence, document["assumed"]), SAY_SOURCES])


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
