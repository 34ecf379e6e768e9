"""`myostride claims`: what is said of running and muscle, what studies and the model say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Option

from myostride.cli import options, output
from myostride.cli.body import known_profile, shown_of
from myostride.cli.tables import print_table
from myostride.display import Shown, percent, signed
from myostride.muscles import TITLES

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["command"]

MARKS: Mapping[str, tuple[str, str]] = {
    "supported": ("●", "blue"),
    "mostly supported": ("◆", "cyan"),
    "partly": ("■", "default"),
    "weak": ("△", "yellow"),
    "contradicted": ("✕", "red"),
    "unknown": ("○", "magenta"),
}
"""Verdict to its mark and colour; the word always stands beside them."""

RARE = 0.01
"""A chance below this is shown as "<1 %": so few draws do not say more."""

Ids = Annotated[
    list[str] | None,
    Argument(metavar="ID", help="Which claims, in full; default: all of them, in short."),
]
Only = Annotated[
    list[str] | None, Option("--only", metavar="ID", help="The same as an option; may repeat.")
]


def command(
    ids: Ids = None,
    only: Only = None,
    draws: options.Draws = None,
    seed: options.Seed = 0,
    figure: options.Figure = None,
    units: options.UnitSystem = None,
    home: options.HomeFolder = None,
    athlete: options.ProfileOf = None,
    as_json: options.Json = False,
) -> int:
    """Twenty popular claims on running and muscle, judged.

    The verdict and its grade rest on studies; the model shows small programs beside them, with
    200 draws unless you say otherwise, for one typical person. What it cannot say is left out,
    and why is told.

    \b
    Examples:
      myostride claims
      myostride claims hills squats
      myostride claims --only diet --draws 500 --figure diet.png
    """
    from myostride.evidence.claims import assess

    chosen = [*(ids or ()), *(only or ())]
    with output.stages("running programs") as (tell,):
        assessment = assess(chosen, **options.ensemble(draws, seed), on_progress=tell)
    document = assessment.to_json()
    if figure is not None:
        from myostride.figures import save
        from myostride.figures.claims import claims_picture

        save(claims_picture(document["claims"]), figure)
        output.note(f"figure: {figure}")
    if as_json:
        output.print_json(document)
        return 0
    shown = shown_of(units, known_profile(home, athlete))
    screen = output.console()
    if chosen:
        for claim in document["claims"]:
            _in_full(screen, claim, document, shown)
    else:
        _in_short(screen, document, shown)
    output.print_remarks(
        screen,
        (
            f"intervals: {document['interval']}; {document['draws']} draws",
            "all ways share their draws, so an order is surer than overlapping intervals look",
            "what the programs leave open was assumed; --json names it",
        ),
    )
    return 0


def _in_short(screen: Console, document: Mapping[str, Any], shown: Shown) -> None:
    for claim in document["claims"]:
        screen.print(f"{_verdict(claim)}  [dim]{claim['id']}[/dim]")
        screen.print(f"  [bold]{_safe(claim['claim'])}[/bold]")
        model = claim["model"]
        said = claim["why"] if model is None else model["summary"]
        _labelled(screen, {"Studies": claim["finding"], "Model": said}, shown)
        screen.print()
    _key(screen, "Verdict", {f"{MARKS[k][0]} {k}": v for k, v in document["verdicts"].items()})
    _key(screen, "Grade", document["grades"])
    screen.print("[dim]In full, with sources: myostride claims ID[/dim]")


def _in_full(
    screen: Console, claim: Mapping[str, Any], document: Mapping[str, Any], shown: Shown
) -> None:
    screen.print(f"{_verdict(claim)}  [dim]{claim['id']}[/dim]")
    screen.print(f"  [bold]{_safe(claim['claim'])}[/bold]")
    meaning = document["verdicts"][claim["verdict"]]
    parts = {
        "Verdict": f"{_capital(meaning)}. Evidence: {document['grades'][claim['grade']]}.",
        "Studies": f"{claim['finding']} {claim['evidence']}",
    }
    model = claim["model"]
    if claim["why"]:
        parts["Left out" if model else "Model"] = claim["why"]
    _labelled(screen, parts, shown)
    if model:
        _numbers(screen, model, shown)
    screen.print("[bold]Sources[/bold]")
    output.print_bullets(screen, [_source(document["references"][k]) for k in claim["sources"]])
    screen.print()


def _numbers(screen: Console, model: Mapping[str, Any], shown: Shown) -> None:
    growth = model["measure"] == "growth_pct"
    number = signed if growth else _plain
    headings = ["Muscle", "What", model["unit"], "80 %", "Net loss"]
    order = list(dict.fromkeys(value["muscle"] for value in model["values"]))
    rows = [
        [
            TITLES.get(value["muscle"] or "", "-"),
            _safe(shown.sentence(value["arm"])),
            number(value["value"]),
            "-" if value["lo"] is None else f"{number(value['lo'])} to {number(value['hi'])}",
            _chance(value["p_net_loss"]),
        ]
        for value in sorted(model["values"], key=lambda value: order.index(value["muscle"]))
    ]
    shape = slice(None) if growth else slice(-1)
    print_table(
        screen,
        headings[shape],
        [row[shape] for row in rows],
        right=(model["unit"], "Net loss"),
        give_way=("Net loss",) if growth else (),
        wrap=("What",),
        title=f"The model: {model['what']}",
    )
    for each in model["differences"]:
        muscle = f"{TITLES[each['muscle']]}. " if len(order) > 1 else ""
        screen.print(f"[dim]· {_safe(muscle + shown.sentence(each['text']))}[/dim]")


def _labelled(screen: Console, parts: Mapping[str, str], shown: Shown) -> None:
    """Paragraphs with a name in front of each."""
    from rich.table import Table

    grid = Table.grid(padding=(0, 1))
    grid.add_column(style="dim", no_wrap=True, min_width=len("  Studies"))
    grid.add_column()
    for name, text in parts.items():
        grid.add_row(f"  {name}", _safe(shown.sentence(text)))
    screen.print(grid)


def _key(screen: Console, name: str, meanings: Mapping[str, str]) -> None:
    told = "; ".join(f"{word}: {meaning}" for word, meaning in meanings.items())
    screen.print(f"[dim]{name}. {_safe(told)}.[/dim]")


def _verdict(claim: Mapping[str, Any]) -> str:
    mark, colour = MARKS[claim["verdict"]]
    return f"[{colour}]{mark} {claim['verdict']}[/{colour}], grade {claim['grade']}"


def _source(each: Mapping[str, Any]) -> str:
    parts = (each["citation"], each["population"], each["doi"] and f"doi {each['doi']}")
    return "; ".join(part for part in parts if part)


def _chance(share: float | None) -> str:
    return "<1 %" if share is not None and share < RARE else percent(share)


def _plain(value: float) -> str:
    return f"{value:.1f}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _safe(text: str) -> str:
    from rich.markup import escape

    return escape(text)
