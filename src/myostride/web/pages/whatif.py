"""What if: the last weeks lived on with hills, bursts, a vest, rest, protein or squats added."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from myostride.coach.additions import Variation
from myostride.coach.comparison import surely
from myostride.coach.pattern import AHEAD_WEEKS, LAST_WEEKS, MOST_AHEAD_WEEKS, MOST_LAST_WEEKS
from myostride.display import Shown, percent
from myostride.errors import InputError
from myostride.home import Home
from myostride.home.whatif_session import what_if_quickly
from myostride.muscles import MUSCLES, TITLES
from myostride.units import to_si
from myostride.web.drawings import Scale
from myostride.web.pages.rendering import page
from myostride.web.pages.viewing import Viewing, shown_of

__all__ = ["router"]

router = APIRouter()


PLAIN = ("hills", "sprints", "intervals", "squats", "stop", "tips")
"""What is added or not; the rest has an amount."""


def _asked(
    hills: bool = False,
    sprints: bool = False,
    intervals: bool = False,
    squats: bool = False,
    stop: bool = False,
    tips: bool = False,
    vest: Annotated[float, Query(ge=0.0, le=1000.0)] = 0.0,
    rest: Annotated[int, Query(ge=0, le=7)] = 0,
    protein: Annotated[float, Query(ge=0.0, le=100.0)] = 0.0,
    weeks: Annotated[int, Query(ge=1, le=MOST_AHEAD_WEEKS)] = AHEAD_WEEKS,
    last: Annotated[int, Query(ge=1, le=MOST_LAST_WEEKS)] = LAST_WEEKS,
) -> dict[str, Any]:
    return {
        "hills": hills, "sprints": sprints, "intervals": intervals, "squats": squats,
        "stop": stop, "tips": tips, "vest": vest, "rest": rest, "protein": protein,
        "weeks": weeks, "last": last,
    }  # fmt: skip


Asked = Annotated[dict[str, Any], Depends(_asked)]
"""What the sliders say; zero leaves a thing as it is. Vest and protein are in the runner's own
unit."""


@router.get("/whatif", response_class=HTMLResponse)
def whatif(
    request: Request, view: Viewing, asked: Asked, part: Annotated[str, Query(max_length=10)] = ""
) -> HTMLResponse:
    """The sliders and the forecast; the forecast alone as `part`, for moving sliders.

    The weeks as they are, which every forecast is told against, are kept from the first on.
    """
    with view.home() as home:
        if not home.runs():
            return page(request, "welcome.html", home)
        shown = shown_of(home)
        answer = _answer(home, view.day, asked, shown)
        if part == "forecast":
            return page(request, "forecast.html", home, asked=asked, **answer)
        eaten = home.profile().diet.protein_g_per_kg
        return page(
            request, "whatif.html", home, asked=asked, **answer,
            most={"ahead": MOST_AHEAD_WEEKS // 2, "last": MOST_LAST_WEEKS,
                  "vest": 20 if shown.mass == "lb" else 10,
                  "protein": 1.2 if shown.mass == "lb" else 2.6},
            step={"vest": 1 if shown.mass == "lb" else 0.5,
                  "protein": 0.05 if shown.mass == "lb" else 0.1},
            usual_protein="as now" if eaten is None else f"as now, {shown.intake(eaten)}",
        )  # fmt: skip


def _answer(home: Home, day: date, asked: Mapping[str, Any], shown: Shown) -> dict[str, Any]:
    """The forecast as a template shows it, or the line that says why there is none."""
    try:
        document = what_if_quickly(
            home, day, _variation(asked, shown), weeks=asked["weeks"], last_weeks=asked["last"]
        ).to_json()
    except InputError as error:
        return {"problem": str(error), "rows": [], "told": None}
    rows = _rows(document)
    return {
        "problem": "",
        "told": document,
        "rows": rows,
        "largest": max(rows, key=lambda row: abs(float(row["by"]["growth_pct"]))),
        "costs": _costs(document),
    }


def _variation(asked: Mapping[str, Any], shown: Shown) -> Variation:
    return Variation.of(
        {kind: asked[kind] for kind in PLAIN}
        | {
            "vest": to_si(asked["vest"], shown.mass, "mass"),
            "rest": asked["rest"],
            "protein": asked["protein"] / shown.per_mass(1.0),
        }
    )


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
            "surely": surely(by[muscle]["lo"], by[muscle]["hi"]),
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
