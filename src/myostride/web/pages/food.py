"""Food: how much protein, energy and carbohydrate, and what each is worth."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from myostride.display import Shown
from myostride.home.feeding import feeding
from myostride.units import from_si
from myostride.web.charts import protein_response
from myostride.web.pages.charts import Form, Looking, answered
from myostride.web.pages.diary import lines_of
from myostride.web.pages.rendering import page
from myostride.web.pages.viewing import Viewing, shown_of

__all__ = ["router"]

router = APIRouter()

KINDS = ("food", "weight")


@router.get("/food", response_class=HTMLResponse)
def food(request: Request, view: Viewing) -> HTMLResponse:
    """What to eat on the day; works without any run."""
    with view.home() as home:
        document = feeding(home, view.day).to_json()
        shown = shown_of(home)
        rows = [
            row for row in home.diary() if row.entry.kind in KINDS and row.entry.day <= view.day
        ]
        return page(
            request, "food.html", home,
            told=document,
            protein=_protein(document["protein"], shown),
            mass=f"{from_si(document['mass_kg'], shown.mass, 'mass'):.0f} {shown.mass}",
            chart_path=view.link("/charts/protein.json"),
            entries=lines_of(rows[-12:][::-1]),
        )  # fmt: skip


@router.get("/charts/protein.{form}")
def protein(view: Viewing, look: Looking, form: Form) -> Response:
    """Growth against protein, with the runner on the curve."""
    with view.home() as home:
        document, shown = feeding(home, view.day).to_json(), shown_of(home)
    return answered(protein_response(document["protein"], shown.mass, look), look, form)


def _protein(protein: dict[str, Any], shown: Shown) -> dict[str, Any]:
    """Intakes per kg or lb of body mass, in words."""
    names = {"eaten": "eaten_g_per_kg", "target": "target_g_per_kg", "lo": "stops_rising_lo",
             "hi": "stops_rising_hi"}  # fmt: skip
    return {name: shown.intake(protein[key]) for name, key in names.items()}
