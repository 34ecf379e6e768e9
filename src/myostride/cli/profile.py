"""`myostride profile`: who runs; show it or set it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from typer import Option

from myostride.cli import options, output
from myostride.cli.tables import print_table
from myostride.cli.values import choice, number, protein, quantity
from myostride.display import Shown
from myostride.runner import STATUSES

if TYPE_CHECKING:
    from myostride.home import Home

__all__ = ["command"]

TITLES = {
    "mass_kg": "Body mass",
    "height_m": "Height",
    "sex": "Sex",
    "age_y": "Age",
    "status": "Training status",
    "protein_g_per_kg": "Protein",
    "daily_steps": "Daily steps",
    "vo2max_ml_kg_min": "VO2max",
    "distance_unit": "Distances in",
    "mass_unit": "Masses in",
}
ORIGINS = {"stated": "", "file": "from a file", "default": "assumed", "unknown": "not stated"}

Mass = Annotated[
    str | None,
    Option("--mass", metavar="KG", help="Body mass: 61kg, 134lb; a bare number is in your units."),
]
Age = Annotated[
    float | None,
    Option("--age", metavar="YEARS", parser=number("--age", 10, 100), help="Age in years."),
]
Status = Annotated[
    str | None,
    Option("--status", metavar="WORD", parser=choice("--status", *STATUSES),
           help=f"Training until now: {', '.join(STATUSES)}."),
]  # fmt: skip
Protein = Annotated[
    float | None,
    Option("--protein", metavar="G_PER_KG", parser=protein,
           help="Usual protein a day, per body mass: 1.6, 1.6g/kg, 0.8g/lb."),
]  # fmt: skip
Steps = Annotated[
    float | None,
    Option("--steps", metavar="N", parser=number("--steps", 0, 60_000),
           help="Usual daily steps outside runs."),
]  # fmt: skip
Vo2max = Annotated[
    float | None,
    Option("--vo2max", metavar="ML_KG_MIN", parser=number("--vo2max", 15, 95),
           help="Maximal oxygen uptake, if known."),
]  # fmt: skip
Units = Annotated[
    str | None,
    Option("--units", metavar="km|mi", parser=choice("--units", "km", "mi"),
           help="From now on kilometres and kilograms, or miles and pounds."),
]  # fmt: skip


def command(
    mass: Mass = None,
    height: options.Height = None,
    sex: options.Sex = None,
    age: Age = None,
    status: Status = None,
    protein: Protein = None,
    steps: Steps = None,
    vo2max: Vo2max = None,
    units: Units = None,
    home: options.HomeFolder = None,
    athlete: options.Athlete = "me",
    as_json: options.Json = False,
) -> int:
    """Who runs: show it or set it. Each field says which answer it narrows.

    \b
    Examples:
      myostride profile
      myostride profile --mass 61kg --height 168cm --sex female --age 34
      myostride profile --status runner --protein 0.8g/lb --units mi
    """
    from myostride.home import open_home

    stated: dict[str, Any] = {
        "height_m": height,
        "sex": sex,
        "age_y": age,
        "status": status,
        "protein_g_per_kg": protein,
        "daily_steps": steps,
        "vo2max_ml_kg_min": vo2max,
        "distance_unit": units,
        "mass_unit": None if units is None else {"km": "kg", "mi": "lb"}[units],
    }
    with open_home(home, athlete=athlete) as opened:
        others = opened.athletes()
        if mass is not None:
            stated["mass_kg"] = _mass_kg(mass, stated["mass_unit"] or _mass_unit(opened))
        stated = {field: value for field, value in stated.items() if value is not None}
        sheet = opened.set_profile(**stated) if stated else opened.profile_sheet()
    output.note_new_athlete(athlete, others)
    document = sheet.to_json()
    if as_json:
        output.print_json(document)
    else:
        _show(document)
    return 0


def _mass_unit(opened: Home) -> str:
    """The unit that this runner's bare numbers are in."""
    if opened.athlete not in opened.athletes():
        return "kg"
    return str(opened.profile_sheet().values["mass_unit"].value)


def _mass_kg(text: str, unit: str) -> float:
    low, high = options.MASS_RANGE_KG
    return quantity("--mass", "mass", unit, low, high)(text)


def _show(document: dict[str, Any]) -> None:
    shown = Shown.from_words(None, document["distance_unit"], document["mass_unit"])
    origins = document["sources"]
    print_table(
        output.console(),
        ("Field", "Value", "", "What it narrows"),
        [
            [title, _value(field, document[field], shown), ORIGINS[origins[field]],
             document["narrows"][field]]
            for field, title in TITLES.items()
        ],
        wrap=("What it narrows",),
        give_way=("What it narrows", ""),
        styles=["" if origins[field] == "stated" else "dim" for field in TITLES],
        title=document["name"],
    )  # fmt: skip


def _value(field: str, value: Any, shown: Shown) -> str:
    if value is None:
        return "-"
    match field:
        case "mass_kg":
            return shown.weight(value)
        case "height_m":
            return shown.stature(value)
        case "protein_g_per_kg":
            return f"{value:.2g} g/kg a day"
        case "age_y" | "daily_steps" | "vo2max_ml_kg_min":
            return f"{value:g}"
        case _:
            return str(value)
