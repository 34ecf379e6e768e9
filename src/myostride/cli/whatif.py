"""`myostride simulate --last`: your own last weeks lived on, as they are and with additions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Option

from myostride.cli import options, output
from myostride.cli.sources import SAY_SOURCES
from myostride.cli.tables import print_table
from myostride.cli.values import number, protein, quantity, whole_number
from myostride.coach.pattern import AHEAD_WEEKS, MOST_AHEAD_WEEKS, MOST_LAST_WEEKS
from myostride.display import Shown, percent, signed
from myostride.errors import InputError
from myostride.muscles import MUSCLES, TITLES

if TYPE_CHECKING:
    from rich.console import Console

    from myostride.coach.additions import Variation

__all__ = ["Add", "Last", "Weeks", "answer", "what_is_asked"]

BESIDE_SAID = (
    "Sizes with their 80 % intervals; the difference is formed draw by draw and so surer than "
    "either. Net loss: how likely a muscle is smaller at the end than today, as it is / varied. "
    "Least ready: the muscle with the least force at its worst in a usual week."
)
ALONE_SAID = (
    "Sizes with their 80 % intervals. Net loss: how likely a muscle is smaller at the end than "
    "today. Add something with --add, e.g. --add hills --add rest:1, to see what it would change."
)
_SPAN = re.compile(r"\s*(\d+)\s*(w|weeks?|d|days?)?\s*")


def last_weeks(text: str | int) -> int:
    """Whole weeks from "4w", "28d" or "4"."""
    if isinstance(text, int):
        return text
    found = _SPAN.fullmatch(text.lower())
    if found is None:
        raise InputError(f"--last '{text}' is no span; write weeks or days, e.g. 4w or 28d")
    count, in_days = int(found[1]), (found[2] or "w").startswith("d")
    weeks = count / 7 if in_days else count
    if not 1 <= weeks <= MOST_LAST_WEEKS or weeks != int(weeks):
        raise InputError(
            f"--last '{text}' is not 1 to {MOST_LAST_WEEKS} whole weeks, e.g. 4w or 28d"
        )
    return int(weeks)


Last = Annotated[
    int | None,
    Option("--last", metavar="4w", parser=last_weeks,
           help=f"Instead of a program, your own last weeks, 1w to {MOST_LAST_WEEKS}w."),
]  # fmt: skip
Weeks = Annotated[
    int | None,
    Option("--weeks", metavar="N", parser=whole_number("--weeks", 1, MOST_AHEAD_WEEKS),
           help=f"With --last: how far to look ahead; default {AHEAD_WEEKS}."),
]  # fmt: skip
Add = Annotated[
    list[str] | None,
    Option("--add", metavar="WHAT",
           help="With --last, may repeat: hills, sprints, intervals, vest:5kg, rest:1 (running "
           "days fewer), protein:1.8 (g/kg a day), squats, stop, tips (hills, intervals, squats, "
           "protein, no running day more)."),
]  # fmt: skip


def what_is_asked(texts: Sequence[str]) -> Variation:
    """The additions that were typed, checked together.

    Raises
    ------
    InputError
        If one is not known, cannot be understood, is there twice or excludes another.
    """
    from myostride.coach.additions import Addition, Variation

    readers = {
        "vest": quantity("--add vest", "mass", "kg", *options.TRUNK_RANGE_KG),
        "rest": number("--add rest", 0.0, 7.0),
        "protein": protein,
    }
    additions = []
    for text in texts:
        kind, colon, amount = (part.strip() for part in text.lower().partition(":"))
        read = readers.get(kind, number(f"--add {kind}", 0.0, 1000.0))
        try:
            additions.append(Addition(kind, read(amount) if colon else None))
        except InputError as error:
            raise InputError(f"--add '{text}': {_bare(error)}") from None
    return Variation(tuple(additions))


def _bare(error: InputError) -> str:
    """What is wrong, without the option that a reader names itself."""
    return re.sub(r"^--\w+( \w+)?:? ", "", str(error))


def answer(
    last: int,
    add: Sequence[str],
    *,
    day: date | None,
    weeks: int | None,
    ensemble: options.Ensemble,
    figure: Path | None,
    units: str | None,
    home: Path | None,
    athlete: str | None,
    as_json: bool,
) -> int:
    """Live the weeks twice and print what the additions change."""
    variation = what_is_asked(add)
    from myostride.home import open_home
    from myostride.home.documents import whatif_document
    from myostride.home.varying import vary_weeks

    with (
        open_home(home, athlete=athlete or "me") as opened,
        output.stages("computing runs", "computing weeks", "living them") as (runs, days, each),
    ):
        varied = vary_weeks(
            opened, day or date.today(), last, AHEAD_WEEKS if weeks is None else weeks,
            variation,
            on_progress=runs, on_days=days, on_option=each, **ensemble,
        )  # fmt: skip
        profile = opened.profile_sheet().to_json()
    document = whatif_document(varied)
    if figure is not None:
        from myostride.cli.compare import draw
        from myostride.coach.whatif import GROUPS

        draw(varied.answer.comparison, GROUPS, figure)
    if as_json:
        output.print_json(document)
    else:
        shown = Shown.from_words(units, profile["distance_unit"], profile["mass_unit"])
        _show(document, output.console(), shown)
    return 0


def _show(document: Mapping[str, Any], screen: Console, shown: Shown) -> None:
    """Sizes and difference per muscle, what a week costs, what it rests on, the conclusion."""
    usual, varied = document["as_is"], bool(document["additions"])
    ahead = "1 week" if document["weeks"] == 1 else f"{document['weeks']} weeks"
    day, name = date.fromisoformat(document["date"]), shown.sentence(document["name"])
    screen.print(f"[dim]{shown.sentence(document['pattern']['said'])}[/dim]")
    title = f"{ahead} from {day:%A} {day.day} {day:%B %Y}"
    columns = _beside(document) if varied else _alone(usual)
    print_table(
        screen,
        ["Muscle", *columns],
        [[TITLES[muscle], *(cell(muscle) for cell in columns.values())] for muscle in MUSCLES],
        right=("Net loss",),
        give_way=("As it is, %", "Net loss", "Varied, %") if varied else (),
        title=f"{title}; varied: {name}" if varied else f"{title}, as it is",
    )
    print_table(
        screen,
        ["A week", "Sessions", "Minutes", "Least ready", "Most sore"],
        [["as it is", *_costs(usual)], *([["varied", *_costs(document)]] if varied else [])],
        right=("Sessions", "Minutes", "Least ready", "Most sore"),
    )
    screen.print(f"[dim]{BESIDE_SAID if varied else ALONE_SAID}[/dim]")
    output.print_bullets(screen, (shown.sentence(_why(row)) for row in document["additions"]))
    output.print_remarks(
        screen,
        [*map(shown.sentence, document["assumptions"]), SAY_SOURCES],
        map(shown.sentence, document["extrapolated"]),
    )
    screen.print()
    screen.print(shown.sentence(document["conclusion"]), style="bold", markup=False)


def _beside(document: Mapping[str, Any]) -> dict[str, Callable[[str], str]]:
    """What the table of muscles tells where something is added."""
    usual, difference = document["as_is"]["muscles"], document["difference"]["muscles"]
    other = document["muscles"]
    return {
        "As it is, %": lambda muscle: _span(usual[muscle]),
        "Varied, %": lambda muscle: _span(other[muscle]),
        "Difference, points": lambda muscle: _span(difference[muscle]),
        "Net loss": lambda muscle: (
            f"{percent(usual[muscle]['p_net_loss'])} / {percent(other[muscle]['p_net_loss'])}"
        ),
    }


def _alone(usual: Mapping[str, Any]) -> dict[str, Callable[[str], str]]:
    return {
        "Change, %": lambda muscle: _span(usual["muscles"][muscle]),
        "Net loss": lambda muscle: percent(usual["muscles"][muscle]["p_net_loss"]),
    }


def _span(row: Mapping[str, float]) -> str:
    return f"{signed(row['growth_pct'])} ({signed(row['lo'])} to {signed(row['hi'])})"


def _costs(row: Mapping[str, Any]) -> list[str]:
    return [
        f"{row['sessions_per_week']:.1f}",
        f"{row['minutes_per_week']:.0f}",
        percent(row["readiness_low"]),
        f"{row['soreness_peak']:.1f} ({row['soreness_peak_hi']:.1f})",
    ]


def _why(row: Mapping[str, Any]) -> str:
    return f"{row['phrase']}: {row['why']}. Studies: {row['evidence']['said']}."
