"""What if: the last weeks lived on with hills, bursts, a vest, rest, protein or squats added."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from myostride.coach.additions import Addition, Variation
from myostride.display import Shown, percent
from myostride.errors import InputError
from myostride.home import Home
from myostride.home.whatif_session import what_if_quickly
from myostride.muscles import MUSCLES, TITLES
from myostride.units import to_si
from myostride.web.drawings import Scale, surely
from myostride.web.pages.rendering import page
from myostride.web.pages.viewing import Viewing, shown_of

__all__ = ["router"]

router = APIRouter()


def _asked(
    hills: bool = False,
    sprints: bool = False,
    intervals: bool = False,
    squats: bool = False,
    stop: bool = False,
    vest: Annotated[float, Query(ge=0.0, le=100.0)] = 0.0,
    rest: Annotated[int, Query(ge=0, le=6)] = 0,
    protein: Annotated[float, Query(ge=0.0, le=5.0)] = 0.0,
    weeks: Annotated[int, Query(ge=1, le=52)] = 10,
) -> dict[str, Any]:
    return {
        "hills": hills, "sprints": sprints, "intervals": intervals, "squats": squats,
        "stop": stop, "vest": vest, "rest": rest, "protein": protein, "weeks": weeks,
    }  # fmt: skip


Asked = Annotated[dict[str, Any], Depends(_asked)]
"""What the sliders say; zero leaves a thing as it is. The vest is in the runner's own unit."""


@router.get("/whatif", response_class=HTMLResponse)
def whatif(
    request: Request, view: Viewing, asked: Asked, part: Annotated[str, Query(max_length=10)] = ""
) -> HTMLResponse:
    """The sliders and the forecast; the forecast alone as `part`, for moving sliders."""
    with view.home() as home:
        if not home.runs():
            return page(request, "welcome.html", home)
        shown = shown_of(home)
        answer = _answer(home, view.day, asked, shown)
        name = "forecast.html" if part == "forecast" else "whatif.html"
        return page(request, name, home, asked=asked, usual_protein=_protein(home), **answer)


def _answer(home: Home, day: Any, asked: Mapping[str, Any], shown: Shown) -> dict[str, Any]:
    """The forecast as a template shows it, or the line that says why there is none."""
    try:
        variation = _variation(asked, shown)
        document = what_if_quickly(home, day, asked["weeks"], variation).to_json()
    except InputError as error:
        return {"problem": str(error), "rows": [], "told": None}
    return {
        "problem": "",
        "told": document,
        "rows": (rows := _rows(document)),
        "most": max(rows, key=lambda row: abs(float(row["by"]["growth_pct"]))),
        "costs": _costs(document),
    }


def _variation(asked: Mapping[str, Any], shown: Shown) -> Variation:
    kinds = [Addition(kind) for kind in ("hills", "sprints", "intervals", "squats", "stop")
             if asked[kind]]  # fmt: skip
    if asked["vest"]:
        kinds.append(Addition("vest", to_si(asked["vest"], shown.mass, "mass")))
    if asked["rest"]:
        kinds.append(Addition("rest", float(asked["rest"])))
    if asked["protein"]:
        kinds.append(Addition("protein", asked["protein"]))
    return Variation(tuple(kinds))


def _rows(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Both forecasts of each muscle on one scale, and their difference."""
    usual, changed = document["as_is"]["muscles"], document["muscles"]
    by = document["difference"]["muscles"]
    ends = [row[end] for each in (usual, changed) for row in each.values() for end in ("lo", "hi")]
    scale = Scale.over(ends, 2.0)
    return [
        {
            "id": muscle,
            "title": TITLES[muscle],
            "usual": usual[muscle],
            "changed": changed[muscle],
            "by": by[muscle],
            "surely": surely(by[muscle]),
            "at": {
                f"{which}_{end}": scale.at(row[muscle][key])
                for which, row in (("usual", usual), ("changed", changed))
                for end, key in (("lo", "lo"), ("mid", "growth_pct"), ("hi", "hi"))
            } | {"zero": scale.at(0.0)},
        }
        for muscle in MUSCLES
    ]  # fmt: skip


def _costs(document: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """What a week of it costs: as it is, and as varied."""
    usual, other = _week(document["as_is"]), _week(document)
    return [(name, usual[name], other[name]) for name in usual]


def _week(lived: Mapping[str, Any]) -> dict[str, str]:
    soreness = f"{lived['soreness_peak']:.1f} (up to {lived['soreness_peak_hi']:.1f})"
    return {
        "Sessions a week": f"{lived['sessions_per_week']:.1f}",
        "Minutes a week": f"{lived['minutes_per_week']:.0f}",
        "Least ready muscle at its worst": percent(lived["readiness_low"]),
        "Most soreness, of 10": soreness,
    }


def _protein(home: Home) -> float | None:
    return home.profile().diet.protein_g_per_kg
