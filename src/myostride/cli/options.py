"""Options that several commands share, each described once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, TypedDict

from typer import Option

from myostride.cli.values import choice, day, number, quantity, whole_number
from myostride.errors import InputError
from myostride.runner import Carried

__all__ = [
    "Ankle",
    "Athlete",
    "Day",
    "Draws",
    "Ensemble",
    "Figure",
    "Height",
    "HomeFolder",
    "Json",
    "Mass",
    "Pack",
    "ProfileOf",
    "Seed",
    "Sex",
    "UnitSystem",
    "Vest",
    "carried_of",
    "ensemble",
]

MASS_RANGE_KG = (25.0, 250.0)
HEIGHT_RANGE_M = (1.0, 2.4)
TRUNK_RANGE_KG = (0.0, 60.0)
ANKLE_RANGE_KG = (0.0, 10.0)
FIGURE_SUFFIXES = (".png", ".svg")


def _figure(text: str | Path) -> Path:
    path = Path(text)
    if path.suffix.lower() not in FIGURE_SUFFIXES:
        raise InputError(f"--figure '{text}' must end in .png or .svg")
    if not path.parent.is_dir():
        raise InputError(f"--figure '{text}': there is no folder '{path.parent}'")
    return path


Json = Annotated[
    bool, Option("--json", help="Print one JSON document (SI units) and nothing else.")
]
HomeFolder = Annotated[
    Path | None,
    Option("--home", metavar="DIR", envvar="MYOSTRIDE_HOME", help="Where the data is kept."),
]
Athlete = Annotated[str, Option("--athlete", metavar="NAME", help="Whose data.")]
ProfileOf = Annotated[
    str | None,
    Option("--athlete", metavar="NAME", help="Whose profile stands in for what is not typed."),
]
Day = Annotated[
    date | None,
    Option("--date", metavar="YYYY-MM-DD", parser=day, help="As of this day; default today."),
]
Seed = Annotated[
    int,
    Option("--seed", metavar="N", parser=whole_number("--seed", 0, 2**32 - 1),
           help="Of the random draws; the same seed gives the same answer."),
]  # fmt: skip
Draws = Annotated[
    int | None,
    Option("--draws", metavar="N", parser=whole_number("--draws", 20, 20_000),
           help="Parameter draws behind each interval."),
]  # fmt: skip
Figure = Annotated[
    Path | None,
    Option("--figure", metavar="FILE", parser=_figure, help="Draw the answer (.png or .svg)."),
]
UnitSystem = Annotated[
    str | None,
    Option("--units", metavar="km|mi", envvar="MYOSTRIDE_UNITS",
           parser=choice("--units", "km", "mi"),
           help="Show kilometres and kilograms, or miles and pounds."),
]  # fmt: skip
Mass = Annotated[
    float | None,
    Option("--mass", metavar="KG", parser=quantity("--mass", "mass", "kg", *MASS_RANGE_KG),
           help="Body mass: 61, 61kg, 134lb."),
]  # fmt: skip
Height = Annotated[
    float | None,
    Option("--height", metavar="M", parser=quantity("--height", "length", "m", *HEIGHT_RANGE_M),
           help="Height: 1.68, 168cm, 5ft6in."),
]  # fmt: skip
Sex = Annotated[
    str | None,
    Option("--sex", metavar="female|male", parser=choice("--sex", "female", "male"),
           help="Sets segment masses and typical strength."),
]  # fmt: skip
Vest = Annotated[
    float,
    Option("--vest", metavar="KG", parser=quantity("--vest", "mass", "kg", *TRUNK_RANGE_KG),
           help="Weight vest: 5, 5kg, 11lb."),
]  # fmt: skip
Pack = Annotated[
    float,
    Option("--pack", metavar="KG", parser=quantity("--pack", "mass", "kg", *TRUNK_RANGE_KG),
           help="Backpack."),
]  # fmt: skip
Ankle = Annotated[
    float,
    Option("--ankle", metavar="KG", parser=quantity("--ankle", "mass", "kg", *ANKLE_RANGE_KG),
           help="Weight at EACH ankle."),
]  # fmt: skip
Incline = Annotated[
    float | None,
    Option("--incline", metavar="PCT", parser=number("--incline", -40, 40, "%"),
           help="Treadmill incline, for files without altitude."),
]  # fmt: skip


class Ensemble(TypedDict, total=False):
    """How uncertainty is drawn."""

    draws: int
    seed: int


def ensemble(draws: int | None, seed: int) -> Ensemble:
    """The seed, and the draws where somebody chose them."""
    return {"seed": seed} if draws is None else {"seed": seed, "draws": draws}


def carried_of(vest_kg: float, pack_kg: float, ankle_kg: float) -> Carried:
    """What is carried, as a record.

    Raises
    ------
    InputError
        If vest and pack are too much together.
    """
    most = TRUNK_RANGE_KG[1]
    if vest_kg + pack_kg > most:
        raise InputError(f"--vest and --pack are {vest_kg + pack_kg:g} kg together; the trunk "
                         f"takes at most {most:g} kg")  # fmt: skip
    return Carried(vest_kg=vest_kg, pack_kg=pack_kg, ankle_kg=ankle_kg)
