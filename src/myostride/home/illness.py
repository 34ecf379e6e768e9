"""Days of illness: a runner in bed walks little, whatever the profile says."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from myostride.home.diary import DiaryRow
from myostride.home.kinds import LONGEST_ILLNESS_D

__all__ = ["ILL_STEPS", "Illness", "illnesses", "told"]

ILL_STEPS = 2000.0
"""Steps of a day ill, where none are logged: about and in the house, no more."""

_TOLD_WITHIN_DAYS = 28
"""An illness further back than this no longer shapes what status says."""


@dataclass(frozen=True, slots=True)
class Illness:
    """A spell of illness: its first day, the first day after it, and why it ended there."""

    first: date
    after: date
    end: str

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=n) for n in range((self.after - self.first).days)]


def illnesses(diary: Sequence[DiaryRow], run_days: Collection[date]) -> list[Illness]:
    """Every illness in the diary.

    With a length it lasts that long; without one it lasts until the next day with a run, at most
    `LONGEST_ILLNESS_D`.
    """
    found = []
    for row in diary:
        entry = row.entry
        if entry.kind != "illness":
            continue
        after = entry.day + timedelta(days=max(round(entry.value), 1))
        end = f"{entry.value:g} days, as logged"
        if not entry.typed:
            end = f"no run since; taken to last at most {LONGEST_ILLNESS_D:g} days"
            next_run = min((day for day in run_days if day > entry.day), default=None)
            if next_run is not None and next_run < after:
                after, end = next_run, "until the next run"
        found.append(Illness(entry.day, after, end))
    return found


def told(spells: Sequence[Illness], day: date) -> list[str]:
    """A sentence for each illness that still matters on `day`."""
    return [
        f"ill from {spell.first} ({spell.end}): these days count as rest with {ILL_STEPS:.0f} "
        "steps where none were logged"
        for spell in spells
        if spell.first <= day < spell.after + timedelta(days=_TOLD_WITHIN_DAYS)
    ]
