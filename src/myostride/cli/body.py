"""Whose body an answer is about: as typed, as the profile or a file says, or the default."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from myostride.cli import output
from myostride.display import Shown
from myostride.errors import HomeError, InputError
from myostride.runner import DEFAULT_HEIGHT_M, DEFAULT_MASS_KG, Body

if TYPE_CHECKING:
    from myostride.home.profile import Profile

__all__ = ["body_of", "known_profile", "shown_of", "stated"]

Known = Mapping[str, float | str | None]


def known_profile(home: Path | None, athlete: str | None) -> Profile | None:
    """The profile of an athlete, None where nobody has one yet; nothing is made.

    A home that cannot be used is said on stderr; it matters only where an athlete is named.

    Raises
    ------
    InputError
        If an athlete is named that the home does not know.
    HomeError
        If an athlete is named and the home cannot be used.
    """
    from myostride.home.database import FILE_NAME, default_folder

    folder = default_folder() if home is None else home.expanduser()
    if (folder / FILE_NAME).is_file():
        from myostride.home import open_home

        try:
            with open_home(folder, athlete=athlete or "me") as opened:
                if athlete is not None or opened.athlete in opened.athletes():
                    return opened.profile_sheet()
        except HomeError as error:
            if athlete is not None:
                raise
            output.note(f"the profile was not read: {error}")
    elif athlete is not None:
        raise InputError(f"no athlete '{athlete}' in {folder}, where nothing is stored yet")
    return None


def shown_of(units: str | None, profile: Profile | None) -> Shown:
    """The units of `--units`, else those of the profile."""
    if profile is None:
        return Shown.from_words(units)
    length, mass = (profile.values[name].value for name in ("distance_unit", "mass_unit"))
    return Shown.from_words(units, length, mass)


def stated(profile: Profile | None, source: str = "stated") -> Known:
    """The fields of a profile that come from that source."""
    if profile is None:
        return {}
    return {name: each.value for name, each in profile.values.items() if each.source == source}


def body_of(
    mass_kg: float | None,
    height_m: float | None,
    sex: str | None,
    profile: Profile | None = None,
    hints: Known | None = None,
) -> tuple[Body, tuple[str, ...]]:
    """A body from what was typed, else the profile, else the file's own hints, else defaults.

    Returns the body, which names its defaults, and a sentence for each field that was not typed
    but known.
    """
    offers = (
        ("your profile", stated(profile)),
        ("the file", hints or {}),
        ("a file of yours", stated(profile, "file")),
    )
    said: list[str] = []
    assumed: list[str] = []

    def settle(name: str, typed: float | str | None, unit: str = "") -> float | str | None:
        if typed is not None:
            return typed
        label = name.partition("_")[0]
        for who, offer in offers:
            value = offer.get(name)
            if isinstance(value, str) if name == "sex" else _positive(value):
                shown = value if isinstance(value, str) else f"{value:.4g}{unit}"
                said.append(f"{label} {shown}, as {who} says; --{label} sets it")
                return value
        assumed.append(name)
        return None

    mass, height, settled = (
        settle("mass_kg", mass_kg, " kg"),
        settle("height_m", height_m, " m"),
        settle("sex", sex),
    )
    body = Body(
        float(mass or DEFAULT_MASS_KG),
        float(height or DEFAULT_HEIGHT_M),
        None if settled is None else str(settled),
        tuple(assumed),
    )
    return body, tuple(said)


def _positive(value: float | str | None) -> bool:
    return isinstance(value, int | float) and value > 0
