"""The leg atlas of a page, its key, and the marks that rows of muscles share with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any
from xml.etree.ElementTree import Element, tostring

from fastapi import APIRouter, Response
from markupsafe import Markup

from myostride.figures.atlas import Level, Reading, Scale, atlas_css, leg_atlas, scale_of
from myostride.figures.atlas.patterns import INKS, PATTERNS, add_pattern
from myostride.web.pages.rendering import templates

__all__ = ["QUANTITIES", "drawn", "key_of", "legs", "level_of", "quantity", "router"]

router = APIRouter()

QUANTITIES = (
    ("readiness", "Readiness"), ("growth", "Growth"), ("damage", "Damage"),
    ("soreness", "Soreness"),
)  # fmt: skip
"""What the legs of a day can show: name of the scale, and of its switch."""

MARKS = "mark-"
"""In front of the id of every pattern outside of drawings."""


@router.get("/atlas.css")
def css() -> Response:
    """The colours of drawings of legs, which follow the theme of their page."""
    return Response(atlas_css(), media_type="text/css", headers={"cache-control": "no-cache"})


def quantity(asked: str) -> str:
    """What is asked for where there is such a thing, else the first of `QUANTITIES`."""
    return asked if asked in dict(QUANTITIES) else QUANTITIES[0][0]


def legs(rows: Sequence[Mapping[str, Any]], show: str) -> dict[str, Any]:
    """The drawing of one quantity of the muscles of a day, with its key."""
    readings = {row["id"]: _reading(row, show) for row in rows}
    return drawn(readings, scale_of(show)) | {"unknown": all(row["unknown"] for row in rows)}


def drawn(readings: Mapping[str, Reading | float | None], scale: Scale) -> dict[str, Any]:
    """A drawing for a page: `svg`, and the `key` to its classes."""
    # The drawing is our own and made as a tree, so its texts are escaped.
    svg = Markup(leg_atlas(readings, scale=scale, interactive=True))
    return {"svg": svg, "key": key_of(scale), "title": scale.title}


def key_of(scale: Scale) -> list[dict[str, Any]]:
    """The classes of a scale, the highest first."""
    return [
        {"level": level, "words": level.words, "reach": scale.reach(n)}
        for n, level in reversed(list(enumerate(scale.levels)))
    ]


def level_of(name: str, value: float) -> Level:
    """The class of a value on a scale."""
    scale = scale_of(name)
    return scale.levels[scale.level(value)]


def _reading(row: Mapping[str, Any], show: str) -> Reading:
    if row["unknown"]:
        return Reading(None)
    match show:
        case "growth":
            return Reading(row["growth_pct"], row["growth_lo"], row["growth_hi"], row["why"])
        case "damage":
            return Reading(row["damage"], note=f"at most {100.0 * row['damage_hi']:.1f} %")
        case "soreness":
            felt = row["soreness_felt"]
            if felt is not None:
                return Reading(felt, note="as you wrote it down")
            return Reading(row["soreness"], note="expected")
    return Reading(row["readiness"], row["readiness_lo"], row["readiness_hi"], row["recovered"])


@cache
def _patterns() -> Markup:
    """Every pattern of the atlas once more, for bars and keys."""
    defs = Element("defs")
    for pattern in PATTERNS[1:]:  # the first is none
        for ink in INKS:
            add_pattern(defs, f"{MARKS}{pattern}-{ink}", pattern, ink)
    return Markup(tostring(defs, encoding="unicode"))


def overlay(level: Level) -> str:
    """What fills the second layer of a mark of this class; "none" where it is plain."""
    return "none" if level.pattern == "clear" else f"url(#{MARKS}{level.pattern}-{level.ink})"


templates.env.globals.update(mark_patterns=_patterns, overlay=overlay)
