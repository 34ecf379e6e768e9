"""One run: its line coloured by load, its profile, and what it asked of each muscle."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from myostride.coach.ready_why import SessionFacts, descent_is_much
from myostride.display import Shown, duration
from myostride.figures.bars import HARDLY_KNOWN_FOLD, bars_finding
from myostride.figures.loads import LOADS
from myostride.home.one_run import run_document
from myostride.muscles import MUSCLES, TITLES
from myostride.web.drawings import Scale, profile, track_map
from myostride.web.pages.along import axis
from myostride.web.pages.rendering import page
from myostride.web.pages.viewing import Viewing, shown_of

__all__ = ["router"]

router = APIRouter()

_NUMBERED = re.compile(r"([a-z_]+) (\d+)")


@router.get("/runs/{run_id}", response_class=HTMLResponse)
def run(request: Request, view: Viewing, run_id: str) -> HTMLResponse:
    """The page of one run."""
    with view.home() as home:
        document = run_document(home, run_id)
        listed, shown = home.listed(run_id), shown_of(home)
        start, clock = listed.local_start, " UTC" if listed.utc_offset_s is None else ""
        track = document["track"]
        along = profile(track) if track else None
        bars = _bars(document, shown)
        return page(
            request, "run.html", home,
            name=listed.name,
            when=f"{start:%A} {start.day} {start:%B %Y}, {start:%H:%M}{clock}",
            facts=_facts(document["run"], shown),
            map=track_map(track) if track else None,
            profile=along,
            axis=axis(track, shown) if along else [],
            steps=_steps(along.steps, shown) if along else [],
            loads=LOADS,
            bars=bars,
            braked=_braked(document, shown),
            finding=bars_finding(
                {row["id"]: (row["value"], row["lo"], row["hi"]) for row in bars["rows"]},
                bars["distance"], shown.length,
            ),
            laps=_laps(document["laps"], shown),
            remarks=_remarks(document),
            assumed=document["assumptions"],
            beyond=document["extrapolated"],
        )  # fmt: skip


def _facts(run: Mapping[str, Any], shown: Shown) -> list[tuple[str, str]]:
    distance, seconds = run["distance_m"], run["duration_s"]
    speed = distance / seconds if distance and seconds else None
    device = _device(run["device"])
    return [
        ("Distance", f"{shown.distance(distance)} {shown.length}" if distance else "unknown"),
        ("Time", duration(seconds)),
        ("Pace", shown.pace(speed)),
        ("Up", shown.height(run["ascent_m"])),
        ("Down", shown.height(run["descent_m"])),
        *([("Recorded by", device)] if device else []),
    ]


def _remarks(document: Mapping[str, Any]) -> list[str]:
    """What was missing or repaired, each once: what is repaired when read is noted at both ends."""
    return list(dict.fromkeys([*document["run"]["warnings"], *document["quality"]["repaired"]]))


def _device(name: str | None) -> str:
    """A device as people know it, "" where nobody would; files may name a maker and a number."""
    found = _NUMBERED.fullmatch(name or "")
    if not found:
        return name or ""
    maker, number = found.groups()
    return "" if maker == "development" else f"{maker.capitalize()}, product {number}"


def _bars(document: Mapping[str, Any], shown: Shown) -> dict[str, Any]:
    """What the run asked of each muscle, in easy flat kilometres or miles."""
    rows = []
    for muscle in MUSCLES:
        row = document["muscles"][muscle]
        value = shown.easy(row["easy_km"])
        lo, hi = (shown.easy(end) for end in row["interval"]["easy_km"])
        vague = hi > HARDLY_KNOWN_FOLD * lo
        rows.append({"id": muscle, "title": TITLES[muscle], "value": value, "lo": lo, "hi": hi,
                     "damage_dose": row["damage_dose"], "vague": vague})  # fmt: skip
    distance = shown.easy((document["run"]["distance_m"] or 0.0) / 1000.0)
    scale = Scale.over([*(row["hi"] for row in rows), distance])
    most = max(rows, key=lambda row: float(row["damage_dose"]))
    for row in rows:
        row |= {"at": scale.at(row["value"]), "at_lo": scale.at(row["lo"]),
                "at_hi": scale.at(row["hi"]), "much": 0.0 < distance < row["lo"],
                "strained": row is most and row["damage_dose"] > 0.0}  # fmt: skip
    return {"rows": rows, "distance": distance, "at_distance": scale.at(distance)}


def _braked(document: Mapping[str, Any], shown: Shown) -> str:
    """What a long descent strained most, "" where there was none."""
    run = document["run"]
    if not descent_is_much(SessionFacts(run["distance_m"], run["ascent_m"], run["descent_m"])):
        return ""
    strain = {muscle: float(document["muscles"][muscle]["damage_dose"]) for muscle in MUSCLES}
    braked = TITLES[max(MUSCLES, key=strain.__getitem__)].lower()
    return (
        f"The {shown.height(run['descent_m'])} of descent strained the {braked} most, as it braked "
        "while lengthening. Work is not strain: it says little of soreness."
    )


def _laps(laps: Sequence[Mapping[str, Any]], shown: Shown) -> dict[str, Any] | None:
    """The laps, for the four muscles that one of them asked most of."""
    if len(laps) < 2:
        return None
    busiest = sorted(MUSCLES, key=lambda m: -max(float(lap["easy_km"][m]) for lap in laps))
    columns = sorted(busiest[:4], key=MUSCLES.index)
    return {
        "columns": [TITLES[m] for m in columns],
        "rows": [
            (duration(lap["duration_s"]), shown.distance(lap["distance_m"]),
             [f"{shown.easy(lap['easy_km'][m]):.2f}" for m in columns])
            for lap in laps
        ],
    }  # fmt: skip


def _steps(steps: Sequence[Mapping[str, Any]], shown: Shown) -> list[dict[str, Any]]:
    """What is read at each place of the profile, in words."""
    return [
        {
            "x": round(step["x"], 1),
            "row": step["row"],
            "said": ", ".join(
                part for part in (
                    f"{shown.distance(step['distance_m'])} {shown.length}"
                    if step["distance_m"] is not None else "",
                    shown.height(step["altitude_m"]) if step["altitude_m"] is not None else "",
                    shown.pace(step["speed_m_s"]) if step["speed_m_s"] else "",
                    f"load {step['load']:.1f} times easy running",
                ) if part
            ),
        }
        for step in steps
    ]  # fmt: skip
