"""What is known of one muscle, and how it is said in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

from myostride.errors import UnknownName
from myostride.figures.atlas.scales import UNKNOWN, Scale
from myostride.muscles import INDEX, MUSCLES, TITLES

__all__ = ["Reading", "Readings", "readings_of"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A muscle's value with its 80 % interval, and a few words: "ready Thursday"."""

    value: float | None
    lo: float | None = None
    hi: float | None = None
    note: str = ""

    def value_in_words(self, scale: Scale) -> str:
        """ "62 %", or "unknown"."""
        return UNKNOWN if self.value is None else scale.said(self.value)

    def value_with_interval(self, scale: Scale) -> str:
        """ "62 % (40 to 80)", or as much as is known."""
        value = self.value_in_words(scale)
        if self.value is None or self.lo is None or self.hi is None:
            return value
        return f"{value} ({scale.range(self.lo, self.hi)})"

    def sentence(self, muscle: str, scale: Scale) -> str:
        """Everything in one line, for a tip or a screen reader."""
        parts = [
            f"{TITLES[muscle]}: {scale.title.lower()} {self.value_in_words(scale)}",
            "" if self.lo is None or self.hi is None else scale.said_between(self.lo, self.hi),
            "" if self.value is None else scale.levels[scale.level(self.value)].words,
            self.note,
        ]
        return ", ".join(part for part in parts if part)


Readings = Mapping[str, Reading | float | None]


def readings_of(values: Readings) -> dict[str, Reading]:
    """One reading for each of the ten muscles; those not named, or not finite,
    are unknown.

    Raises
    ------
    UnknownName
        If a name is no muscle.
    """
    for name in values:
        if name not in INDEX:
            raise UnknownName("muscle", name, MUSCLES)
    found = {muscle: values.get(muscle) for muscle in MUSCLES}
    readings = {m: v if isinstance(v, Reading) else Reading(v) for m, v in found.items()}
    return {m: Reading(None, note=r.note) if _missing(r) else r for m, r in readings.items()}


def _missing(reading: Reading) -> bool:
    """Whether there is no number, or none that means anything."""
    return reading.value is None or not isfinite(reading.value)
