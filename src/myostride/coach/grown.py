"""What may be said in one sentence of growth since the first record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from myostride.coach.standing import Standing
from myostride.muscles import MUSCLES, TITLES
from myostride.references import load_parameters

__all__ = ["growth_said", "trends_said"]

_LEAST_PCT = 1.0
"""A change below this is not worth a headline, however sure the model is of its sign."""

_COUNTS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def growth_said(standings: Mapping[str, Standing], days_recorded: float) -> str:
    """How many muscles have clearly changed since the first record, and which most.

    Parameters
    ----------
    days_recorded
        Days since the first record; fewer than a trend needs are too few to say anything.
    """
    if days_recorded < load_parameters("coach")["trend_needs_days"].value:
        days = max(1, round(days_recorded))
        return f"Too early to tell: {days} {'day' if days == 1 else 'days'} of records"
    size = {m: each.growth_pct for m, each in standings.items()}
    grew = [m for m, s in standings.items() if s.growth_lo > 0.0 and size[m] >= _LEAST_PCT]
    shrank = [m for m, s in standings.items() if s.growth_hi < 0.0 and size[m] <= -_LEAST_PCT]
    parts, since = [], " since your first run"
    for muscles, word, sign in ((grew, "grown", 1.0), (shrank, "shrunk", -1.0)):
        if muscles:
            top = TITLES[max(muscles, key=lambda m: sign * size[m])].lower()
            which = f", {top} most" if len(muscles) > 1 else f": {top}"
            parts.append(f"{_have(muscles)} clearly {word}{since}{which}")
            since = ""
    said = "; ".join(parts)
    return said[0].upper() + said[1:] if said else f"No muscle has clearly grown or shrunk{since}"


def trends_said(standings: Mapping[str, Standing]) -> str:
    """How the muscles go at present, counted by trend; "" where no trend is known."""
    trends = [each.trend for each in standings.values()]
    counted = [
        f"{_COUNTS[trends.count(trend)]} {trend}"
        for trend in ("growing", "holding", "shrinking")
        if trend in trends
    ]
    return f"By the last two weeks: {', '.join(counted)}." if counted else ""


def _have(muscles: Sequence[str]) -> str:
    if len(muscles) == len(MUSCLES):
        return "all ten muscles have"
    return f"{_COUNTS[len(muscles)]} of ten muscles {'has' if len(muscles) == 1 else 'have'}"
