"""The muscles of a day as rows of a page: every number with its interval and its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from myostride.display import moment, percent, signed
from myostride.figures.atlas.scales import UNKNOWN_LEVEL
from myostride.muscles import MUSCLES, TITLES
from myostride.web.pages.legs import level_of
from myostride.web.pages.viewing import local_now

__all__ = ["SHOWN_AS", "TONES", "common", "muscle_rows"]

TONES = {"fresh": "ready", "ready": "ready", "nearly ready": "nearly", "tired": "tired",
         "spent": "tired", "unknown": "unknown"}  # fmt: skip
"""Classes of readiness to the colour of their word."""

TRENDS = {"growing": "↗ growing", "holding": "→ holding", "shrinking": "↘ shrinking"}

SHOWN_AS = {
    "readiness": "Share of its force each can give now, with the 80 % interval",
    "growth": "Size against the time before your first run, with the 80 % interval",
    "damage": "Share of its force each has lost to damage, and the end of the 80 % interval",
    "soreness": "Soreness of 10: as you logged it, else as expected",
}
"""What the rows tell under each choice."""

BAR_ENDS = {"growth": (-12.0, 12.0), "damage": (0.0, 0.2), "soreness": (0.0, 10.0)}
"""What the ends of a bar stand for, so that a small number looks small on any day; a bar begins at
zero, wherever that lies."""


def muscle_rows(document: Mapping[str, Any], show: str = "readiness") -> list[dict[str, Any]]:
    """The muscles of a status document; `shows` holds the quantity that is looked at."""
    now, day = local_now(dict(document)), date.fromisoformat(document["date"])
    muscles, stale = document["muscles"], bool(document["stale"])
    return [_row(muscle, muscles[muscle], now, day, show, stale) for muscle in MUSCLES]


def common(rows: Sequence[Mapping[str, Any]], key: str) -> str:
    """What most muscles have in common is said once; "" where few have."""
    said, count = Counter(str(row[key]) for row in rows).most_common(1)[0]
    return said if count > len(rows) / 2 else ""


def _row(
    muscle: str, row: Mapping[str, Any], now: datetime, day: date, show: str, stale: bool
) -> dict[str, Any]:
    level = UNKNOWN_LEVEL if stale else level_of("readiness", row["readiness"])
    limit = str(row["limiting_factor"])
    found = {
        **row,
        "id": muscle,
        "title": TITLES[muscle],
        "unknown": stale,
        "level": level,
        "tone": TONES[level.words],
        "recovered": _recovered(row, now, day),
        "trend_word": "→ plateau"
        if row["plateau"] == "yes"
        else TRENDS.get(row["trend"], "unknown"),
        "limit": "" if limit == "none" else limit.replace("_", " "),
    }
    return found | {"shows": UNKNOWN if stale else _shows(found, show)}


UNKNOWN = {
    "value": "unknown", "interval": "", "why": "", "level": UNKNOWN_LEVEL, "words": "",
    "zero": 0.0, "share": 0.0, "lo": None, "hi": None,
}  # fmt: skip


def _shows(row: Mapping[str, Any], show: str) -> dict[str, Any]:
    """The quantity that is looked at: number, interval, class, and the ends on its bar."""
    low, high = BAR_ENDS.get(show, (0.0, 1.0))
    ends: tuple[float, float] | None

    def at(value: float) -> float:
        return min(max((value - low) / (high - low), 0.0), 1.0)

    match show:
        case "growth":
            value, ends = row["growth_pct"], (row["growth_lo"], row["growth_hi"])
            said = f"{signed(value)} %"
            between, why = f"{signed(ends[0])} to {signed(ends[1])}", row["why"]
        case "damage":
            value, ends = row["damage"], (0.0, row["damage_hi"])
            said, between, why = f"{100 * value:.1f} %", f"at most {100 * ends[1]:.1f} %", ""
        case "soreness":
            felt = row["soreness_felt"]
            value, ends = row["soreness"] if felt is None else felt, None
            said = f"{value:.1f}" if felt is None else f"{value:g}"
            between, why = "expected" if felt is None else "as you logged it", ""
        case _:
            value, ends = row["readiness"], (row["readiness_lo"], row["readiness_hi"])
            said, why = percent(value), row["recovered"]
            between = f"{percent(ends[0])} to {percent(ends[1])}"
    level = level_of(show, value)
    return {
        "value": said, "interval": between, "why": why, "level": level, "words": level.words,
        "zero": at(0.0), "share": at(value), "lo": None if ends is None else at(ends[0]),
        "hi": None if ends is None else at(ends[1]),
    }  # fmt: skip


def _recovered(row: Mapping[str, Any], now: datetime, day: date) -> str:
    """How likely a muscle is recovered, and by when: one line."""
    likely = f"{percent(row['p_recovered'])} likely fully recovered now"
    first, last = (
        moment(at, now, day) if (at := row[f"recovered_at_{end}"]) else None for end in ("lo", "hi")
    )
    if first is None:
        return f"{likely}; hardly within two weeks"
    if first == last == "now":
        return likely
    if first == last:
        return f"{likely}; most likely {first}"
    return f"{likely}; 80 % between {first} and {last or 'more than two weeks on'}"
