"""Numbers and moments as people read them: km or mi, kg or lb, bars, "tomorrow evening"."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeGuard

from myostride.units import from_si, pace_m_s, pace_text, to_si

__all__ = ["Shown", "bar", "duration", "moment", "percent", "signed"]

_EIGHTHS = " ▏▎▍▌▋▊▉█"

_MEASURE = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?) (kg|km|m/s|m|g/kg)(?![\w/²^])")
"""A length, mass, speed or daily intake in a sentence."""

_PACE = re.compile(r"(?<![\w.:])((?:\d+:\d\d–)?\d+:\d\d) /km(?!\w)")
"""A pace, or a range of them."""


@dataclass(frozen=True, slots=True)
class Shown:
    """How lengths ("km" or "mi") and masses ("kg" or "lb") are shown."""

    length: str = "km"
    mass: str = "kg"

    @classmethod
    def from_words(cls, units: str | None, length: object = "km", mass: object = "kg") -> Shown:
        """What `--units` says ("mi" goes with pounds), else `length` and `mass`."""
        if units is not None:
            return cls(units, "lb" if units == "mi" else "kg")
        return cls(str(length or "km"), str(mass or "kg"))

    def distance(self, metres: float | None) -> str:
        return f"{from_si(metres, self.length, 'length'):.1f}" if _known(metres) else "-"

    def easy(self, easy_km: float) -> float:
        """Easy flat kilometres in the shown length."""
        return from_si(1000.0 * easy_km, self.length, "length")

    def height(self, metres: float | None) -> str:
        unit = "ft" if self.length == "mi" else "m"
        return f"{from_si(metres, unit, 'length'):.0f} {unit}" if _known(metres) else "-"

    def weight(self, kilograms: float | None) -> str:
        if not _known(kilograms):
            return "-"
        return f"{from_si(kilograms, self.mass, 'mass'):.1f} {self.mass}"

    def per_mass(self, g_per_kg: float) -> float:
        """Grams per kilogram of body mass as grams per shown mass."""
        return g_per_kg * to_si(1.0, self.mass, "mass")

    def intake(self, g_per_kg: float | None) -> str:
        """Grams a day for each kilogram or pound of body mass."""
        if not _known(g_per_kg):
            return "unknown"
        return f"{self.per_mass(g_per_kg):.{1 if self.mass == 'kg' else 2}f} g/{self.mass}"

    def pace(self, speed_m_s: float | None) -> str:
        return pace_text(speed_m_s, per=self.length) if _known(speed_m_s) else "-"

    def speed(self, speed_m_s: float) -> str:
        if self.length == "mi":
            return f"{from_si(speed_m_s, 'mph', 'speed'):.2f} mph"
        return f"{speed_m_s:.2f} m/s"

    def stature(self, metres: float) -> str:
        if self.length != "mi":
            return f"{metres:.2f} m"
        inches = round(from_si(metres, "in", "length"))
        return f"{inches // 12} ft {inches % 12} in"

    def sentence(self, text: str) -> str:
        """`text` with its metric lengths, masses and speeds in the shown units."""

        def shown(found: re.Match[str]) -> str:
            value, unit = float(found[1]), found[2]
            if unit == "kg":
                return found[0] if self.mass == "kg" else self.weight(value)
            if unit == "g/kg":
                return found[0] if self.mass == "kg" else self.intake(value)
            if self.length == "km":
                return found[0]
            if unit == "km":
                return f"{self.easy(value):.1f} mi"
            if unit == "m/s":
                return self.speed(value)
            return self.stature(value) if value < 3.0 else self.height(value)

        return _MEASURE.sub(shown, _PACE.sub(self._paces, text))

    def _paces(self, found: re.Match[str]) -> str:
        if self.length == "km":
            return found[0]
        paces = [self.pace(pace_m_s(each)) for each in found[1].split("–")]
        return "–".join([*(each.partition(" ")[0] for each in paces[:-1]), paces[-1]])


def _known(value: float | None) -> TypeGuard[float]:
    return value is not None and math.isfinite(value)


def duration(seconds: float | None) -> str:
    """1:02:03 or 12:34; "-" where unknown."""
    if not _known(seconds):
        return "-"
    whole = round(seconds)
    hours, minutes = whole // 3600, whole // 60 % 60
    return f"{hours}:{minutes:02d}:{whole % 60:02d}" if hours else f"{minutes}:{whole % 60:02d}"


def bar(share: float | None, width: int = 10) -> str:
    """A horizontal bar of `width` cells that is full at a share of 1."""
    if not _known(share):
        return "?".ljust(width)
    eighths = round(min(max(share, 0.0), 1.0) * width * 8)
    return ("█" * (eighths // 8) + (_EIGHTHS[eighths % 8] if eighths % 8 else "")).ljust(width)


def percent(share: float | None) -> str:
    """A share of 1 as whole percent."""
    return f"{100 * share:.0f} %" if _known(share) else "-"


def signed(value: float | None, digits: int = 1) -> str:
    """A number with its sign and a true minus; zero has none."""
    if not _known(value):
        return "-"
    text = f"{value:+.{digits}f}"
    return text[1:] if float(text) == 0.0 else text.replace("-", "\N{MINUS SIGN}")


_PARTS_OF_DAY: Sequence[tuple[int, str]] = (
    (5, "early morning"), (12, "morning"), (18, "afternoon"), (24, "evening")
)  # fmt: skip
_STILL_NOW = timedelta(minutes=30)


def moment(iso: str | None, now: datetime, day: date) -> str:
    """When something happens, told on `day`: "now", "tomorrow evening", "Thu 25 Sep".

    Parameters
    ----------
    iso
        An ISO 8601 moment, in the timezone of `now` where it has no offset; None where it is
        not known.
    now
        An aware datetime in the timezone that words are meant in. What has happened by then is
        "now".
    day
        The day in that timezone that "tonight" and "tomorrow" are told from; `now` may be the
        midnight that ends it.
    """
    if iso is None:
        return "?"
    then = datetime.fromisoformat(iso)
    if then.tzinfo is None:
        then = then.replace(tzinfo=now.tzinfo)
    then = then.astimezone(now.tzinfo)
    if then <= now + _STILL_NOW:
        return "now"
    part = next(name for hour, name in _PARTS_OF_DAY if then.hour < hour)
    match (then.date() - day).days:
        case 0:
            return "tonight" if part == "evening" else f"this {part}"
        case 1:
            return f"tomorrow {part}"
        case days if 1 < days < 7:
            return f"{then:%a} {part}"
    return f"{then:%a} {then.day} {then:%b}"
