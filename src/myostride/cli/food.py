"""`myostride food`: how much protein, carbohydrate and energy, and what more would add."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from myostride.cli import options, output
from myostride.cli.sources import SAY_SOURCES
from myostride.cli.tables import print_table
from myostride.display import Shown, percent
from myostride.units import from_si, to_si

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["command", "show"]


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
    """Protein, carbohydrate, energy: how much, and what more adds.

    Reads your profile, the food and weights you logged, and your runs of two weeks. Intervals
    are 80 %. This is general evidence on training, not advice on an illness.

    \b
    Examples:
      myostride food
      myostride food --figure protein.png
    """
    from myostride.home import open_home
    from myostride.home.documents import food_document
    from myostride.home.feeding import feeding

    with open_home(home, athlete=athlete) as opened:
        answer = feeding(opened, day or date.today(), **options.ensemble(draws, seed))
        profile = opened.profile_sheet().to_json()
    shown = Shown.from_words(units, profile["distance_unit"], profile["mass_unit"])
    document = food_document(answer)
    if figure is not None:
        _draw(document, shown, figure)
    if as_json:
        output.print_json(document)
    else:
        show(document, output.console(), shown)
    return 0


def _draw(document: Mapping[str, Any], shown: Shown, path: Path) -> None:
    from myostride.figures import save
    from myostride.figures.food import protein_curve

    save(protein_curve(document["protein"], mass_unit=shown.mass), path)
    output.note(f"figure: {path}")


def show(document: Mapping[str, Any], screen: Console, shown: Shown | None = None) -> None:
    """Print the tables and the advice."""
    shown = shown or Shown()
    _show_protein(document, screen, shown)
    _show_carbohydrate(document["carbohydrate"], screen, shown)
    output.print_bullets(screen, map(shown.sentence, document["advice"]))
    screen.print()
    notes = [*document["notes"].values(), document["carbohydrate"]["evidence"]]
    output.print_bullets(screen, map(shown.sentence, notes))
    output.print_remarks(screen, [*map(shown.sentence, document["assumed"]), SAY_SOURCES])


def _per(g_per_kg: float, shown: Shown) -> str:
    """An intake per unit of body mass as shown: "1.6 g/kg", "0.73 g/lb"."""
    if shown.mass == "lb":
        return f"{g_per_kg * to_si(1.0, 'lb', 'mass'):.2f} g/lb"
    return f"{g_per_kg:.2f} g/kg"


def _show_protein(document: Mapping[str, Any], screen: Console, shown: Shown) -> None:
    protein, mass_kg = document["protein"], document["mass_kg"]
    low, high = (_per(protein[f"stops_rising_{end}"], shown) for end in ("lo", "hi"))
    rows = [
        _row("aim: growth stops rising", protein["target_g_per_kg"], mass_kg, shown,
             f"80 %: {low} to {high}"),
        _row("a gram per pound", protein["safe_upper_g_per_kg"], mass_kg, shown,
             "safe for the healthy; no more growth than at the line above"),
    ]  # fmt: skip
    eaten = protein["eaten_g_per_kg"]
    if eaten is not None:
        middle, least, most = (percent(protein[f"growth_share{end}"]) for end in ("", "_lo", "_hi"))
        allows = f"allows {middle} of the growth it could (80 %: {least} to {most})"
        rows.insert(0, _row(f"you eat ({protein['eaten_from']})", eaten, mass_kg, shown, allows))
    name = f"Protein, {from_si(mass_kg, shown.mass, 'mass'):.0f} {shown.mass}"
    print_table(
        screen, (name, "A day", "Per body mass", "What it means"), rows,
        right=("A day", "Per body mass"), wrap=("What it means",),
        give_way=("What it means", "A day"),
    )  # fmt: skip


def _row(name: str, g_per_kg: float, mass_kg: float, shown: Shown, means: str) -> list[str]:
    return [name, f"{g_per_kg * mass_kg:.0f} g", _per(g_per_kg, shown), means]


def _show_carbohydrate(carbohydrate: Mapping[str, Any], screen: Console, shown: Shown) -> None:
    rows = []
    for name, row in carbohydrate["days"].items():
        (low, high), (low_kg, high_kg) = row["g"], row["g_per_kg"]
        per = f"{_per(low_kg, shown).split()[0]} to {_per(high_kg, shown)}"
        rows.append([f"{name} day", f"{low:.0f} to {high:.0f} g", per, row["day"]])
    around = carbohydrate["around_hard_or_long"]
    for name, key, unit, when in (
        ("before", "before_g", "g", "in the 1 to 4 h before an hour or more"),
        ("during", "during_g_per_h", "g an hour", "from about an hour on"),
        ("after", "after_g_per_h", "g an hour", "for 4 h, if the next session is near"),
    ):
        low, high = around[key]
        rows.append([name, f"{low:.0f} to {high:.0f} {unit}", "", when])
    print_table(
        screen, ("Carbohydrate", "How much", "Per body mass", "When"), rows,
        right=("How much", "Per body mass"), wrap=("When",),
        give_way=("When", "Per body mass"),
    )  # fmt: skip
