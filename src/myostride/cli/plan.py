"""`myostride plan`: the next weeks, best for chosen muscles under the runner's constraints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Option

from myostride.cli import options, output
from myostride.cli.sources import SAY_SOURCES
from myostride.cli.tables import print_table
from myostride.cli.values import day as day_of
from myostride.cli.values import muscles, number, whole_number
from myostride.display import percent, signed
from myostride.errors import InputError, UnknownName
from myostride.home.wishing import (
    EQUIPMENT,
    MINUTES,
    MOST_WEEKS,
    USUAL,
    USUAL_DAYS,
    USUAL_GOAL,
    USUAL_MINUTES,
    USUAL_WEEKS,
    days_of,
    wishes_from,
)

if TYPE_CHECKING:
    from rich.console import Console

    from myostride.home.planning import PlannedRunner

__all__ = ["command"]

SHOWN_WEEKS = 2
DAYS_PER_WEEK = 7

Weeks = Annotated[
    int,
    Option("--weeks", metavar="N", parser=whole_number("--weeks", 1, MOST_WEEKS),
           help="How many weeks."),
]  # fmt: skip
Days = Annotated[
    str, Option("--days", metavar="mon,wed,...", help="The days of the week you have time on.")
]
Goal = Annotated[
    str, Option("--goal", metavar="NAMES", help="Muscles or groups to grow: glutes,hamstrings.")
]
Minutes = Annotated[
    float,
    Option("--minutes", metavar="N", parser=number("--minutes", *MINUTES, "min"),
           help="Minutes a week, running and lifting together."),
]  # fmt: skip
Race = Annotated[
    date | None,
    Option("--race", metavar="DATE", parser=day_of, help="A race that the plan leads to."),
]
NoGym = Annotated[bool, Option("--no-gym", help="Leave lifting out.")]
NoHills = Annotated[bool, Option("--no-hills", help="There are no hills.")]
With = Annotated[
    str | None,
    Option("--with", metavar="THINGS", help="What else there is: treadmill,vest,weights."),
]
Out = Annotated[
    Path | None, Option("--out", metavar="DIR", help="Write the plan's files into this folder.")
]
Formats = Annotated[
    str,
    Option("--format", metavar="fit,zwo,ics,html,pdf", help="Which files --out writes."),
]


def command(
    weeks: Weeks = USUAL_WEEKS,
    days: Days = ",".join(USUAL_DAYS),
    goal: Goal = ",".join(USUAL_GOAL),
    minutes: Minutes = USUAL_MINUTES,
    race: Race = None,
    no_gym: NoGym = False,
    no_hills: NoHills = False,
    extra: With = None,
    out: Out = None,
    formats: Formats = "fit,ics,html",
    day: options.Day = None,
    draws: options.Draws = None,
    seed: options.Seed = 0,
    home: options.HomeFolder = None,
    athlete: options.Athlete = "me",
    as_json: options.Json = False,
) -> int:
    """The next weeks, best for chosen muscles under your constraints.

    Searches weeks of hill, interval, sprint and lifting sessions among easy runs for the most
    growth of your goal muscles, less a price on net loss and on damage that piles up, and keeps
    every rest rule. It begins the day after --date. Ask again when life happened: soreness,
    missed days and new runs change it.

    \b
    Examples:
      myostride plan --weeks 12 --days mon,wed,fri,sun --goal glutes,hamstrings --minutes 200
      myostride plan --no-gym --no-hills --out plan --format fit,ics
    """
    from myostride.home import open_home
    from myostride.home.documents import plan_document
    from myostride.home.planning import plan_running

    today = day or date.today()
    chosen, have = muscles("--goal", goal), _equipment(no_gym, no_hills, extra)
    on = _weekdays(days)
    try:
        wishes = wishes_from(
            today, weeks=weeks, days=on, goal=chosen, minutes=minutes, equipment=have, race=race
        )
    except InputError as error:
        raise InputError(f"--{error}") from None
    if out is not None:
        from myostride.coach.outgoing import checked_formats

        checked_formats(formats.split(","))
    with (
        open_home(home, athlete=athlete) as opened,
        output.stages("computing runs", "computing weeks", "trying plans") as (runs, past, each),
    ):
        planned = plan_running(
            opened, today, wishes, on_candidate=each, on_progress=runs, on_days=past,
            **options.ensemble(draws, seed),
        )  # fmt: skip
    document = plan_document(planned)
    if out is not None:
        document["files"] = _write(planned, out, formats)
    if as_json:
        output.print_json(document)
    else:
        _show(document, output.console())
    return 0


def _weekdays(typed: str) -> tuple[int, ...]:
    names = [name.strip().lower()[:3] for name in typed.split(",") if name.strip()]
    if not names:
        raise InputError("--days names no day; for example --days mon,wed,sat")
    return days_of(names, "--days")


def _equipment(no_gym: bool, no_hills: bool, extra: str | None) -> frozenset[str]:
    things = [name.strip().lower() for name in (extra or "").split(",") if name.strip()]
    for name in things:
        if name not in EQUIPMENT:
            raise UnknownName("equipment", name, EQUIPMENT, where="--with")
    for name, without in (("gym", no_gym), ("hills", no_hills)):
        if without and name in things:
            raise InputError(f"--with {name} and --no-{name} contradict each other; drop one")
    have = {*USUAL, *things} - ({"gym"} if no_gym else set()) - ({"hills"} if no_hills else set())
    return frozenset(have)


def _write(planned: PlannedRunner, folder: Path, formats: str) -> list[str]:
    from myostride.coach.outgoing import write
    from myostride.training.capacity import capacity_of

    written = write(
        planned.plan, capacity_of(planned.runner), folder, formats.split(","),
        stamp=datetime.now(UTC),
    )  # fmt: skip
    output.note(f"{len(written)} files written into {folder}")
    return [str(path) for path in written]


def _show(document: Mapping[str, Any], screen: Console) -> None:
    for line in document["said"]:
        screen.print(line, highlight=False)
    sessions: Sequence[Mapping[str, Any]] = document["sessions"]
    begin = date.fromisoformat(document["begin"])
    until = begin + timedelta(weeks=SHOWN_WEEKS)
    shown = [s for s in sessions if date.fromisoformat(s["date"]) < until]
    print_table(
        screen,
        ("Day", "Session", "Min", "Why"),
        [
            [f"{date.fromisoformat(s['date']):%a %d %b}", s["title"], f"{s['minutes']:.0f}",
             s["why"]]
            for s in shown
        ],
        right=("Min",),
        wrap=("Why",),
        give_way=("Why",),
        title=f"The first {SHOWN_WEEKS} weeks of {document['weeks']}",
    )  # fmt: skip
    if len(shown) < len(sessions):
        screen.print("[dim]every session: --json, or files with --out DIR[/dim]")
    _alternatives(document, screen)
    output.print_remarks(screen, document["assumed"])
    screen.print(f"[dim]{SAY_SOURCES}[/dim]")


def _alternatives(document: Mapping[str, Any], screen: Console) -> None:
    own, forecast = document["forecast"]["goal"], document["forecast"]
    rows = [["this plan", _interval(own), "", percent(forecast["p_net_loss"]),
             percent(forecast["p_repair_debt"]), f"{forecast['minutes_a_week']:.0f}"]]  # fmt: skip
    rows += [
        [
            _way(each),
            _interval(each["goal"]),
            _interval(each["difference"]),
            percent(each["p_net_loss"]),
            percent(each["p_repair_debt"]),
            f"{each['minutes_a_week']:.0f}",
        ]
        for each in document["alternatives"]
    ]
    print_table(
        screen,
        ("Ways", "Goal muscles, %", "Against this plan", "Net loss", "Repair debt", "Min/week"),
        rows,
        right=("Goal muscles, %", "Against this plan", "Net loss", "Repair debt", "Min/week"),
        wrap=("Ways",),
        title="Beside it",
    )


def _way(each: Mapping[str, Any]) -> str:
    if each["name"] == "as_now":
        return "running as in your last weeks"
    return f"{each['name']} ({_quality(each['quality'])})"


def _quality(names: Sequence[str]) -> str:
    """The hard sessions of a week in words."""
    counted = {name: names.count(name) for name in names}
    said = [f"{n} x {name}" if n > 1 else name for name, n in counted.items()]
    return ", ".join(said).replace("_", " ") or "no hard sessions"


def _interval(row: Mapping[str, float]) -> str:
    return f"{signed(row['growth_pct'])} ({signed(row['lo'])} to {signed(row['hi'])})"
