"""`myostride validate`: every study predicted and scored against what was measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Option

from myostride.cli import ending, options, output
from myostride.cli.body import known_profile
from myostride.cli.tables import print_table
from myostride.display import signed

if TYPE_CHECKING:
    from rich.console import Console

    from myostride.evidence import Validation
    from myostride.evidence.rows import Row

__all__ = ["command"]

Studies = Annotated[
    Path | None,
    Option("--studies", metavar="DIR", help="Study files to score instead of the built-in ones."),
]
Recovery = Annotated[
    Path | None,
    Option("--recovery", metavar="DIR", help="The same for bouts and what follows them."),
]


InSample = Annotated[
    bool,
    Option("--in-sample", help="Predict studies of the fit by the fit that has seen them."),
]

HEADINGS = ("Study", "Muscle", "Measure", "When", "Predicted", "80 %", "Observed", "Miss")


def command(
    studies: Studies = None,
    recovery: Recovery = None,
    in_sample: InSample = False,
    draws: options.Draws = None,
    seed: options.Seed = 0,
    figure: options.Figure = None,
    home: options.HomeFolder = None,
    athlete: options.ProfileOf = None,
    as_json: options.Json = False,
) -> int:
    """Predict published studies and score the predictions.

    Each study takes the path that any program takes, with 200 draws unless you say otherwise. A
    study that the model was fitted to is predicted by the fit without it (leave one study out);
    --in-sample uses the fit that has seen it. A folder that is named is scored alone; a bad file
    in it does not stop the rest.

    \b
    Examples:
      myostride validate
      myostride validate --studies my_studies --json
    """
    from myostride.evidence import BUILT_IN, validate

    known_profile(home, athlete)  # studies need nobody's data; a name that is wrong is told of
    named = [folder for folder in (studies, recovery) if folder is not None]
    folders = named or [BUILT_IN / "growth", BUILT_IN / "recovery"]
    with output.stages("predicting studies") as (tell,):
        validation = validate(
            folders, **options.ensemble(draws, seed), in_sample=in_sample, on_progress=tell
        )
    if figure is not None:
        _draw(validation, figure)
    if as_json:
        output.print_json(validation.to_json())
    else:
        _show(validation)
    for _, reason in validation.failed:
        ending.say(reason)
    return ending.SOME_FAILED if validation.failed else 0


def _show(validation: Validation) -> None:
    screen = output.console()
    document = validation.to_json()
    for name in dict.fromkeys(row.modality for row in validation.growth):
        rows = [row for row in validation.growth if row.modality == name]
        _rows(screen, f"{name.capitalize()}: change of size, %", rows)
    for measure in dict.fromkeys(row.measure for row in validation.recovery):
        rows = [row for row in validation.recovery if row.measure == measure]
        _rows(screen, f"After a bout: {measure}", rows)
    if validation.growth:
        _scores(screen, document)
    _recovery(screen, document["recovery"])
    _orderings(screen, document["orderings"])
    output.print_remarks(screen, document["remarks"])
    screen.print(f"[dim]Intervals: {document['interval']}.[/dim]")
    screen.print(f"[dim]Fit: {document['fitted']}.[/dim]")
    screen.print("[dim]What the files leave open was assumed; --json names it.[/dim]")


def _rows(screen: Console, title: str, rows: Sequence[Row]) -> None:
    """One table, the worst misses first."""
    known = [row for row in rows if row.predicted is not None]
    ordered = sorted(known, key=lambda row: -abs(row.error) if row.scored else 1.0)
    print_table(
        screen,
        HEADINGS,
        [_cells(row) for row in ordered],
        right=("Predicted", "Observed", "Miss"),
        give_way=("When", "80 %", "Measure"),
        wrap=("Muscle",),
        title=title,
    )


def _cells(row: Row) -> list[str]:
    shown = _level if row.recovery else signed
    when = f"{row.hours:g} h" if row.hours is not None else "peak" if row.recovery else "end"
    if row.week is not None:
        when = f"week {row.week:g}"
    observed = row.kind.replace("_", " ") if row.holds is not None else shown(row.observed)
    miss = ("as said" if row.holds else "not so") if row.holds is not None else signed(row.error)
    outside = row.scored and not _inside(row)
    return [
        f"{row.study} {row.arm}",
        row.muscle.replace("_", " ").replace("+", ", "),
        row.measure,
        when,
        shown(row.predicted),
        f"{shown(row.lo)} to {shown(row.hi)}",
        observed,
        f"[yellow]{miss}[/yellow]" if outside else miss,
    ]


def _level(value: float | None) -> str:
    """A level, not a change; "-" where there is none."""
    return "-" if value is None else f"{value:.1f}"


def _inside(row: Row) -> bool:
    if row.lo is None or row.hi is None or row.observed is None:
        return False
    return row.lo <= row.observed <= row.hi


def _scores(screen: Console, document: Mapping[str, Any]) -> None:
    scored = document["scores"]
    models = {"this model": scored, **scored["naive"]}
    print_table(
        screen,
        ("All rows with a number", "RMSE", "MAE", "Interval score"),
        [
            [
                name.replace("_", " "),
                *(_level(row[key]) for key in ("rmse", "mae", "interval_score")),
            ]
            for name, row in models.items()
        ],
        right=("RMSE", "MAE", "Interval score"),
        title=f"Errors of {scored['n']} changes of size, points",
    )
    print_table(
        screen,
        ("Bar", "Value", "Asked", "Reached", "Of"),
        [
            [
                bar["name"],
                f"{bar['value']:.2f}" if bar["reached"] is not None else "-",
                f"{bar['sense']} {bar['bar']:g}",
                {True: "yes", False: "[yellow]no[/yellow]", None: "-"}[bar["reached"]],
                str(bar["n"]),
            ]
            for bar in document["bars"]
        ],
        right=("Value", "Of"),
        give_way=("Of",),
        wrap=("Bar",),
        title="What was asked of it",
    )


def _recovery(screen: Console, table: Mapping[str, Any]) -> None:
    for measure, row in table.items():
        if row.get("rmse") is not None and row["n"]:
            nothing = row["naive"]["nothing"]
            of = "logarithms of " if row["scale"] == "log" else ""
            screen.print(
                f"{of}{measure}: RMSE {row['rmse']:.1f}, MAE {row['mae']:.1f} over {row['n']} "
                f"values; that nothing happens: RMSE {nothing['rmse']:.1f}, "
                f"MAE {nothing['mae']:.1f}"
            )


def _orderings(screen: Console, orderings: Sequence[Mapping[str, Any]]) -> None:
    if not orderings:
        return
    held = sum(row["holds"] is True for row in orderings)
    screen.print(f"[bold]{held} of {len(orderings)} orderings hold.[/bold]")
    output.print_bullets(
        screen,
        [
            f"{row['name']}: "
            + (row["why"] or f"no ({signed(row['a'])} {row['relation']} {signed(row['b'])})")
            for row in orderings
            if row["holds"] is not True
        ],
    )


def _draw(validation: Validation, path: Path) -> None:
    from myostride.figures import predicted_against_observed, save

    points = [
        {
            "modality": row.modality, "study": f"{row.study} {row.arm}", "muscle": row.muscle,
            "predicted": row.predicted, "lo": row.lo, "hi": row.hi, "observed": row.observed,
            "fibre": row.fibre,
        }
        for row in validation.growth
        if row.scored
    ]  # fmt: skip
    save(predicted_against_observed(points), path)
    output.note(f"figure: {path}")
