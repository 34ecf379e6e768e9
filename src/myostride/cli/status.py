"""`myostride status`: where every leg muscle stands today, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from myostride.cli import options, output
from myostride.cli.display import bar, moment, percent, signed
from myostride.muscles import MUSCLES, TITLES

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["command", "draw", "seen_from", "show"]

READY, HALF_READY = 0.9, 0.75
"""From here on a readiness bar is green, or yellow."""

ARROWS = {"growing": "↗ growing", "holding": "→ holding", "shrinking": "↘ shrinking"}


def command(
    day: options.Day = None,
    figure: options.Figure = None,
    home: options.HomeFolder = None,
    athlete: options.Athlete = "me",
    as_json: options.Json = False,
) -> int:
    """Where every leg muscle stands today, and what to do.

    Growth is against your first recorded run. Readiness is the share of force a muscle
    has today. Soreness goes from 0 to 10.

    \b
    Examples:
      myostride status
      myostride status --date 2025-09-21 --figure growth.png
    """
    from myostride.home import open_home

    today = day or date.today()
    with open_home(home, athlete=athlete) as opened:
        status = opened.status(today)
    if figure is not None:
        draw(status, figure)
        output.note(f"figure: {figure}")
    document = status.to_json()
    if as_json:
        output.print_json(document)
    else:
        show(document, output.console(), now=seen_from(today))
    return 0


def show(document: Mapping[str, Any], screen: Console, *, now: datetime) -> None:
    """Print the table of muscles and the advice."""
    day = date.fromisoformat(document["date"])
    table = output.table(
        "Muscle", "Growth", "80 %", "Ready", "Damage", "Sore", "Recovered", "Trend", "Limit",
        right=("Growth", "Damage", "Sore"), wrap=("Limit",),
        title=f"{day:%A} {day.day} {day:%B %Y}",
    )  # fmt: skip
    for muscle in MUSCLES:
        row = document["muscles"][muscle]
        table.add_row(
            TITLES[muscle],
            f"{signed(row['growth_pct'])} %",
            f"{signed(row['growth_lo'])} to {signed(row['growth_hi'])}",
            _ready(row["readiness"]),
            percent(row["damage"]),
            "-" if row["soreness"] is None else f"{row['soreness']:.1f}",
            moment(row["recovered_at"], now),
            _trend(row),
            row["limiting_factor"] or "",
        )
    screen.print(table)
    output.print_bullets(screen, document["advice"])


def _ready(share: float | None) -> str:
    if share is None:
        return "?"
    color = "green" if share >= READY else "yellow" if share >= HALF_READY else "red"
    return f"[{color}]{bar(share, 8)}[/{color}] {percent(share):>5}"


def _trend(row: Mapping[str, Any]) -> str:
    trend = ARROWS.get(row["trend"], "? unknown")
    return f"{trend}, plateau" if row["plateau"] == "yes" else trend


def seen_from(day: date) -> datetime:
    """The moment from which `day` is told: now where it is today, else its end."""
    now = datetime.now().astimezone()
    return now if day == now.date() else datetime.combine(day, time.max).astimezone()
