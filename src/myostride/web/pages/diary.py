"""Diary: what only the runner knows, above all where it is sore."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from myostride.errors import InputError
from myostride.figures.atlas import Reading, scale_of
from myostride.home import Home
from myostride.home.diary import DiaryRow
from myostride.home.kinds import DETAILS, KINDS
from myostride.home.standing import standing
from myostride.muscles import DISPLAY_GROUPS, MUSCLES, expand
from myostride.web.api.asking import EntryId
from myostride.web.pages.legs import drawn
from myostride.web.pages.rendering import page, title_of
from myostride.web.pages.viewing import View, Viewing, day_of

__all__ = ["lines_of", "router"]

router = APIRouter()

SHOWN = 60
LEVELS = ((0, "none"), (2, "slight"), (4, "clear"), (6, "strong"), (8, "very strong"))
"""What one tap writes, of 10."""

Kind = Annotated[str, Query(max_length=20)]

PLACEHOLDERS = {
    "measure": "54 cm or 21 in", "jump": "38 cm", "strength": "80 kg or 175 lb", "food": "95 g",
    "steps": "9000", "weight": "61 kg or 134 lb", "illness": "3 days",
}  # fmt: skip
HINTS = {
    "measure": "Girth of a relaxed limb, always at the same place",
    "jump": "Height of your best of three",
    "strength": "The heaviest you lifted well",
    "food": "Protein of the whole day",
    "steps": "Of the whole day, running left out",
    "weight": "In the morning",
    "illness": "Days in bed or nearly",
}
TITLES = {"measure": "Girth or thickness", "jump": "Jump", "strength": "Strength", "food": "Food",
          "steps": "Steps", "weight": "Body mass", "illness": "Illness",
          "soreness": "Soreness"}  # fmt: skip


@router.get("/diary", response_class=HTMLResponse)
def diary(request: Request, view: Viewing, kind: Kind = "") -> HTMLResponse:
    """Soreness on the legs, the other entries, and what was written so far."""
    with view.home() as home:
        return _diary(request, view, home, kind)


@router.post("/diary", response_class=HTMLResponse)
def write(
    request: Request,
    view: Viewing,
    kind: Annotated[str, Form(max_length=20)],
    value: Annotated[str, Form(max_length=40)] = "",
    muscle: Annotated[str, Form(max_length=40)] = "",
    detail: Annotated[str, Form(max_length=40)] = "",
    on: Annotated[str, Form(max_length=10)] = "",
    text: Annotated[str, Form(max_length=500)] = "",
) -> Response:
    """Write one entry from a form."""
    with view.home() as home:
        try:
            home.log(
                kind, value=value or None, day=day_of(on) if on else view.day,
                muscle=muscle or None, detail=detail or None, text=text or None,
            )  # fmt: skip
        except InputError as error:
            return _diary(request, view, home, kind, str(error), 422)
    return RedirectResponse(view.link("/diary", kind=kind), 303)


@router.post("/diary/{entry_id}/remove")
def remove(view: Viewing, entry_id: EntryId) -> Response:
    """Take an entry back."""
    with view.home() as home:
        home.unlog(entry_id)
    return RedirectResponse(f"{view.link('/diary')}#written", 303)


def _diary(
    request: Request, view: View, home: Home, kind: str, problem: str = "", status: int = 200
) -> HTMLResponse:
    rows = [row for row in home.diary() if row.entry.day <= view.day]
    felt = {
        row.entry.muscle or "": row.entry.value
        for row in rows
        if row.entry.kind == "soreness" and row.entry.day == view.day
    }
    return page(
        request, "diary.html", home, status=status,
        legs=_legs(home, view, felt),
        levels=LEVELS,
        felt=felt,
        kinds=[(name, TITLES[name]) for name in KINDS if name != "soreness"],
        kind=kind if kind in KINDS and kind != "soreness" else "measure",
        details={name: list(words) for name, words in DETAILS.items()},
        groups=[(name, title_of(name)) for name in DISPLAY_GROUPS],
        names=[(name, title_of(name)) for name in MUSCLES],
        hints=HINTS, placeholders=PLACEHOLDERS, problem=problem,
        entries=lines_of(rows[-SHOWN:][::-1]), count=len(rows),
    )  # fmt: skip


def _legs(home: Home, view: View, felt: Mapping[str, float]) -> dict[str, Any]:
    """Soreness as it was felt, else as it is expected; where there is no run only what was felt."""
    readings: dict[str, Reading] = {}
    if any(run.day <= view.day for run in home.runs()):
        for muscle, each in standing(home, view.day).standings.items():
            readings[muscle] = Reading(each.soreness, note="expected")
    for name, value in felt.items():
        for muscle in expand(name) if name else MUSCLES:
            readings[muscle] = Reading(value, note="as you wrote it down")
    return drawn(readings, scale_of("soreness"))


def lines_of(rows: Sequence[DiaryRow]) -> list[dict[str, Any]]:
    """Entries as lists show them, in their order."""
    out = []
    for row in rows:
        document, day = row.to_json(), row.entry.day
        what = TITLES[row.entry.kind]
        about = [part for part in (row.entry.muscle, row.entry.detail) if part]
        unit = document["unit"] or ("of 10" if row.entry.kind == "soreness" else "")
        out.append({
            "id": row.id,
            "day": f"{day:%a} {day.day} {day:%b %Y}",
            "what": what,
            "about": ", ".join(title_of(part).lower() for part in about),
            "value": f"{round(document['value'], 1):g} {unit}".strip(),
            "text": row.entry.text or "",
        })  # fmt: skip
    return out
