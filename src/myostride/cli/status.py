"""`myostride status`: where every leg muscle stands today, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from myostride.cli import options, output
from myostride.cli.display import bar, moment, percent, signed
from myostride.muscles import MUSCLES, TITLES

if TYPE_CHECKING:
    from rich.console import Console

    from myostride.home.status import Status

__all__ = ["command", "computed", "draw", "show"]

READY, HALF_READY = 0.9, 0.75
"""From here on a readiness bar is green, or yellow."""

TRENDS = {"growing": "↗ growing", "holding": "→ holding", "shrinking": "↘ shrinking"}


def command(
    day: options.Day = None,
    figure: options.Figure = None,
    draws: options.Draws = None,
    seed: options.Seed = 0,
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
        status = computed(
            lambda told: opened.status(
                day, on_progress=told, with_earlier=figure is not None, **ensemble
            )
        )
    if figure is not None:
        draw(status, figure)
        output.note(f"figure: {figure}")
    document = status.to_json()
    if as_json:
        output.print_json(document)
    else:
        show(document, output.console())
    return 0


def computed(work: Callable[[Callable[[int, int], None]], Status]) -> Status:
    """Do `work` with a bar on stderr while loads of new runs are computed."""
    with output.progress() as progress:
        task = progress.add_task("computing", total=None, visible=False)

        def told(done: int, of: int) -> None:
            progress.update(task, completed=done, total=of, visible=True)

        return work(told)


def draw(status: Status, path: Path) -> None:
    """Draw growth and damage of every muscle up to the day of `status`.

    The status must reach back to the first run (`with_earlier`).
    """
    from myostride.figures import GrowthHistory, growth_and_damage, save

    days, trajectory = status.season.daily()
    history = GrowthHistory.from_trajectory(trajectory, days, status.season.run_days)
    save(growth_and_damage(history, note="Size counts from before the first run."), path)


def show(document: Mapping[str, Any], screen: Console) -> None:
    """Print the table of muscles, as wide as the screen allows, and the advice."""
    day = date.fromisoformat(document["date"])
    now = datetime.fromisoformat(document["as_of"]).astimezone()
    columns = {
        name: cell for name, (least_width, cell) in _columns(now).items()
        if screen.width >= least_width
    }  # fmt: skip
    table = output.table(
        "Muscle", *columns, right=("Damage", "Sore"), title=f"{day:%A} {day.day} {day:%B %Y}"
    )
    for muscle in MUSCLES:
        row = document["muscles"][muscle]
        table.add_row(TITLES[muscle], *(cell(row) for cell in columns.values()))
    screen.print(table)
    output.print_bullets(screen, document["advice"])
    output.print_remarks(screen, document["assumed"])


def _columns(now: datetime) -> dict[str, tuple[int, Callable[[Mapping[str, Any]], str]]]:
    """Heading -> (least width of a screen that shows it, text of a muscle's cell)."""
    return {
        "Growth, % (80 %)": (0, _growth),
        "Ready": (0, lambda row: _ready(row["readiness"])),
        "Sore": (88, _soreness),
        "Damage": (106, lambda row: percent(row["damage"])),
        "Recovered": (0, lambda row: _recovered(row["recovered_at"], now)),
        "Trend": (98, _trend),
        "Limited by": (118, _limit),
    }


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


def _recovered(at: str | None, now: datetime) -> str:
    return "over 2 weeks" if at is None else moment(at, now)


def _trend(row: Mapping[str, Any]) -> str:
    return "→ plateau" if row["plateau"] == "yes" else TRENDS.get(row["trend"], "? unknown")


def _limit(row: Mapping[str, Any]) -> str:
    limit = str(row["limiting_factor"])
    return "" if limit == "none" else limit.replace("_", " ")
