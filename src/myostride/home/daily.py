"""Every muscle day by day, for drawing and for taking along."""

from __future__ import annotations

from datetime import date
from typing import Any

from myostride.home.status import Status
from myostride.muscles import MUSCLES

__all__ = ["daily_document"]


def daily_document(
    status: Status, begin: date | None = None, end: date | None = None
) -> dict[str, Any]:
    """Growth, damage and readiness of each muscle on each day from `begin` to `end`.

    The status must reach back to the first run (`with_earlier`); growth is against the time
    before it. A day is told at its midnight UTC, the last at its moment.
    """
    days, course = status.daily()
    chosen = [
        n
        for n, day in enumerate(days)
        if (begin is None or day >= begin) and (end is None or day <= end)
    ]

    def columns(m: int) -> dict[str, list[float]]:
        middle, lo, hi = course.middle, course.lo, course.hi
        return {
            "growth_pct": middle["growth_pct"][chosen, m].tolist(),
            "lo": lo["growth_pct"][chosen, m].tolist(),
            "hi": hi["growth_pct"][chosen, m].tolist(),
            "damage": middle["damage"][chosen, m].tolist(),
            "damage_hi": hi["damage"][chosen, m].tolist(),
            "readiness": middle["readiness"][chosen, m].tolist(),
            "readiness_lo": lo["readiness"][chosen, m].tolist(),
        }

    told = {days[n] for n in chosen}
    return {
        "date": status.day.isoformat(),
        "days": [days[n].isoformat() for n in chosen],
        "muscles": {muscle: columns(m) for m, muscle in enumerate(MUSCLES)},
        "run_days": [day.isoformat() for day in status.season.run_days if day in told],
    }
