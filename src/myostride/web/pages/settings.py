"""Settings: who runs, units, files in, data out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from myostride.display import Shown
from myostride.errors import InputError
from myostride.home import Home
from myostride.home.profile import FIELDS, Profile
from myostride.units import feet_and_inches, from_si, parse_quantity, to_si
from myostride.web.pages.rendering import page
from myostride.web.pages.viewing import Viewing, shown_of

__all__ = ["router"]

router = APIRouter()

QUESTIONS = {
    "mass_kg": "Body mass", "height_m": "Height", "sex": "Sex", "age_y": "Age",
    "status": "Training before your first file", "protein_g_per_kg": "Protein a day",
    "daily_steps": "Steps a day, running left out", "vo2max_ml_kg_min": "VO2max, if measured",
    "distance_unit": "Distances in", "mass_unit": "Masses in",
}  # fmt: skip
ORIGINS = {"stated": "you said so", "file": "as an activity file says", "default": "assumed",
           "unknown": "unknown"}  # fmt: skip
UNITS = ("distance_unit", "mass_unit")
LONGEST = 40


@router.get("/settings", response_class=HTMLResponse)
def settings(request: Request, view: Viewing, saved: bool = False) -> HTMLResponse:
    """The page as it stands."""
    with view.home() as home:
        return _settings(request, home, saved=saved)


async def _typed_in(request: Request) -> dict[str, str]:
    """The fields that the runner changed, those emptied too.

    The form says what each field held when it was drawn: what was not touched is not written, so
    that an old page undoes nothing of a newer one, and no value is rounded by being shown.
    """
    form = await request.form()
    typed = {name: str(form[name])[:LONGEST].strip() for name in FIELDS if name in form}
    return {name: text for name, text in typed.items() if text != form.get(f"was_{name}")}


@router.post("/settings", response_class=HTMLResponse)
def state(
    request: Request, view: Viewing, typed: Annotated[dict[str, str], Depends(_typed_in)]
) -> Response:
    """State what the form says; an empty field is no longer stated."""
    with view.home() as home:
        try:
            home.set_profile(**_values(typed, shown_of(home)))
        except InputError as error:
            return _settings(request, home, typed=typed, problem=str(error), status=422)
    return RedirectResponse(view.link("/settings", saved="true"), 303)


def _settings(
    request: Request, home: Home, *, saved: bool = False, problem: str = "",
    typed: Mapping[str, str] | None = None, status: int = 200,
) -> HTMLResponse:  # fmt: skip
    sheet, shown = home.profile_sheet(), shown_of(home)
    questions = [_question(name, sheet, shown, typed or {}) for name in FIELDS]
    return page(
        request, "settings.html", home, status=status,
        questions=[each for each in questions if each["name"] not in UNITS],
        units=[each for each in questions if each["name"] in UNITS],
        saved=saved, problem=problem, folder=str(home.folder),
        known=sum(each["stated"] for each in questions if each["name"] not in UNITS),
    )  # fmt: skip


def _question(name: str, sheet: Profile, shown: Shown, typed: Mapping[str, str]) -> dict[str, Any]:
    """One question with its answer so far and what it sharpens."""
    entry, field = sheet.values[name], FIELDS[name]
    stated = entry.source == "stated"
    held = _typed(name, entry.value, shown) if stated else ""
    return {
        "name": name,
        "was": held,
        "title": QUESTIONS[name],
        "narrows": entry.narrows,
        "words": field.words,
        "value": typed.get(name, held),
        "now": _typed(name, entry.value, shown) if entry.value is not None else "",
        "origin": ORIGINS[entry.source],
        "stated": stated,
        "unit": {"mass_kg": shown.mass, "height_m": "cm, or ft and in"}.get(name, field.unit),
    }


def _typed(name: str, value: float | str | None, shown: Shown) -> str:
    """A stored value as the runner would type it."""
    if value is None or isinstance(value, str):
        return value or ""
    if name == "mass_kg":
        return f"{round(from_si(value, shown.mass, 'mass'), 1):g} {shown.mass}"
    if name == "height_m":
        return f"{round(100.0 * value, 1):g} cm"
    return f"{value:g}"


def _values(typed: Mapping[str, str], shown: Shown) -> dict[str, float | str | None]:
    """The fields of a form in SI."""
    return {name: _value(name, text, shown) if text else None for name, text in typed.items()}


def _value(name: str, text: str, shown: Shown) -> float | str:
    if FIELDS[name].words:
        return text
    if name == "mass_kg":
        return parse_quantity(text, "mass", shown.mass)
    if name == "height_m":
        return _height(text)
    try:
        return float(text.replace(",", "."))
    except ValueError:
        raise InputError(f"{QUESTIONS[name].lower()}: '{text}' is not a number") from None


def _height(text: str) -> float:
    """Metres from "168", "1.68 m", "5 ft 6 in" or 5'6"."""
    feet = feet_and_inches(text)
    if feet is not None:
        return feet
    height = parse_quantity(text, "length", "cm")
    # "1.68" is metres to everybody who types it.
    return to_si(100.0 * height, "m", "length") if height < 0.03 else height
