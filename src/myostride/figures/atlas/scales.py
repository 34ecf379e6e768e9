"""What a muscle can be coloured by: classes with their bounds, words, colours and patterns.

The colours come in pairs or ramps that stay apart in every common colour blindness, on white and on
near black. The pattern says the same once more, for grey print: the denser, the more there is of
what the runner should notice.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from myostride.errors import UnknownName

__all__ = ["SCALES", "UNKNOWN", "UNKNOWN_LEVEL", "Level", "Scale", "scale_of"]

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Level:
    """One class of a scale.

    pattern : name of its overlay in `patterns.py`.
    ink : "dark" or "light", what shows best on `colour`.
    """

    words: str
    colour: str
    pattern: str
    ink: str


UNKNOWN_LEVEL = Level(UNKNOWN, "", "hatched", "dark")
"""Its grey comes from the theme."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How a number becomes a class.

    bounds : ascending, one fewer than `levels`; a value on a bound belongs to the class above.
    finding : what is said of the muscle that stands out: that with the "lowest" or "highest" value,
        or the one "farthest" from zero.
    per_unit : factor from the value to the number shown; `unit` stands behind that.
    """

    name: str
    title: str
    bounds: tuple[float, ...]
    levels: tuple[Level, ...]
    finding: str
    stands_out: str = "highest"
    unit: str = ""
    per_unit: float = 1.0
    decimals: int = 0
    signed: bool = False

    def level(self, value: float) -> int:
        """The class of `value`, from 0."""
        return bisect_right(self.bounds, value)

    def said(self, value: float) -> str:
        """`value` as a reader sees it: "62 %"."""
        return f"{self._number(value)}{self._space}{self.unit}"

    def said_between(self, lo: float, hi: float) -> str:
        """An interval as a reader sees it: "40 to 80 %"."""
        return f"{self.range(lo, hi)}{self._space}{self.unit}"

    def range(self, lo: float, hi: float) -> str:
        """An interval without its unit, to stand behind a value that has it."""
        return f"{self._number(lo)} to {self._number(hi)}"

    def reach(self, level: int) -> str:
        """Which values a class holds: "75 to 90 %"."""
        ends = [f"{b * self.per_unit:{'+' if self.signed else ''}g}" for b in self.bounds]
        behind = f"{self._space}{self.unit}"
        if level == 0:
            return f"below {ends[0]}{behind}".replace("-", "−")
        if level == len(ends):
            return f"{ends[-1]}{behind} and more".replace("-", "−")
        return f"{ends[level - 1]} to {ends[level]}{behind}".replace("-", "−")

    @property
    def _space(self) -> str:
        return " " if self.unit else ""

    def _number(self, value: float) -> str:
        shown = round(value * self.per_unit, self.decimals) + 0.0
        sign = "+" if self.signed and shown else ""
        return f"{shown:{sign}.{self.decimals}f}".replace("-", "−")


def scale_of(name: str) -> Scale:
    """The scale of that name.

    Raises
    ------
    UnknownName
        If there is none.
    """
    if name not in SCALES:
        raise UnknownName("atlas scale", name, SCALES)
    return SCALES[name]


def _levels(*rows: tuple[str, str, str, str]) -> tuple[Level, ...]:
    return tuple(Level(*row) for row in rows)


_HEAT = (
    ("#efdda8", "clear", "dark"),
    ("#efb564", "dots_1", "dark"),
    ("#dd7a38", "dots_2", "dark"),
    ("#b23f2f", "lines", "light"),
    ("#6b1d2c", "cross", "light"),
)
_VIOLET = (
    ("#e2dcf1", "clear", "dark"),
    ("#b9a8dc", "dots_1", "dark"),
    ("#8c71c0", "dots_2", "light"),
    ("#63429d", "lines", "light"),
    ("#3a1f6b", "cross", "light"),
)


def _ramp(words: tuple[str, ...], ramp: tuple[tuple[str, str, str], ...]) -> tuple[Level, ...]:
    return tuple(Level(said, *look) for said, look in zip(words, ramp, strict=True))


_READINESS = Scale(
    name="readiness",
    title="Readiness",
    finding="Least ready: {muscle}, {value}",
    stands_out="lowest",
    bounds=(0.5, 0.75, 0.9, 0.97),
    levels=_levels(
        ("spent", "#962c06", "cross", "light"),
        ("tired", "#dd6b1f", "lines", "dark"),
        ("nearly ready", "#f5bf55", "dots_2", "dark"),
        ("ready", "#74b2d8", "dots_1", "dark"),
        ("fresh", "#1b6ca5", "clear", "light"),
    ),
    unit="%",
    per_unit=100.0,
)
_GROWTH = Scale(
    name="growth",
    title="Growth",
    finding="Largest change: {muscle}, {value}",
    stands_out="farthest",
    bounds=(-2.0, -0.5, 0.5, 2.0, 5.0),
    levels=_levels(
        ("smaller", "#96560f", "lines", "light"),
        ("slightly smaller", "#d8a45a", "lines_wide", "dark"),
        ("held", "#d3d1ca", "clear", "dark"),
        ("slightly bigger", "#8fcbb9", "dots_1", "dark"),
        ("bigger", "#3c9884", "dots_2", "light"),
        ("clearly bigger", "#0a6154", "dots_3", "light"),
    ),
    unit="%",
    decimals=1,
    signed=True,
)
_DAMAGE = Scale(
    name="damage",
    title="Damage",
    finding="Most damaged: {muscle}, {value} of force lost",
    bounds=(0.02, 0.05, 0.10, 0.20),
    levels=_ramp(("hardly any", "little", "some", "much", "very much"), _HEAT),
    unit="%",
    per_unit=100.0,
)
_SORENESS = Scale(
    name="soreness",
    title="Soreness",
    finding="Sorest: {muscle}, {value}",
    bounds=(1.0, 3.0, 5.0, 7.0),
    levels=_ramp(("none", "slight", "clear", "strong", "very strong"), _HEAT),
    unit="of 10",
    decimals=1,
)
_LOADED = ("hardly loaded", "light", "moderate", "heavy", "very heavy")
_LOAD_KM = Scale(
    name="load_km",
    title="Load",
    finding="Hardest worked: {muscle}, {value}",
    bounds=(2.0, 5.0, 10.0, 20.0),
    levels=_ramp(_LOADED, _VIOLET),
    unit="easy km",
    decimals=1,
)
_LOAD_MI = Scale(
    name="load_mi",
    title="Load",
    finding="Hardest worked: {muscle}, {value}",
    bounds=(1.0, 3.0, 6.0, 12.0),
    levels=_ramp(_LOADED, _VIOLET),
    unit="easy mi",
    decimals=1,
)

SCALES: Mapping[str, Scale] = MappingProxyType(
    {s.name: s for s in (_READINESS, _GROWTH, _DAMAGE, _SORENESS, _LOAD_KM, _LOAD_MI)}
)
"""Values are shares (readiness, damage), percent (growth), 0 to 10 (soreness), easy km or mi."""
