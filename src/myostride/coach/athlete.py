"""What the rest rules must know of a runner on the day a plan begins.

Every field is checked when the record is made, so that a rule never meets a wrong one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from myostride.errors import InputError, UnknownName
from myostride.muscles import INDEX, MUSCLES
from myostride.references import load_table
from myostride.runner import STATUSES

__all__ = ["Athlete", "ForceDeficit", "Race", "Stimulus", "Strength"]


class Strength(StrEnum):
    """How binding a rule is: a plan may not break it, may and says so, or it does not count."""

    HARD = "hard"
    SOFT = "soft"
    OFF = "off"


class Stimulus(StrEnum):
    """What makes a workout more than easy."""

    DOWNHILL = "downhill"
    SPRINT = "sprint"
    HEAVY = "heavy"
    LOADED = "loaded"
    ABOVE_CRITICAL_SPEED = "above_critical_speed"


@dataclass(frozen=True, slots=True)
class ForceDeficit:
    """Share of a muscle's force that is missing today, and the days until it is back."""

    share: float
    recovered_in_d: float

    def __post_init__(self) -> None:
        _within("force_deficit", self.share, 0.0, 1.0)
        _within("recovered_in_d", self.recovered_in_d, 0.0, 365.0)


@dataclass(frozen=True, slots=True)
class Race:
    """The last long race: how many days ago, and how far [m]."""

    days_ago: int
    distance_m: float

    def __post_init__(self) -> None:
        _whole("race days_ago", self.days_ago)
        _within("race distance_m", self.distance_m, 100.0, 1_000_000.0)


def _no_mapping() -> MappingProxyType[str, float]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Athlete:
    """A runner on the day a plan begins; the plan's first day is today.

    status : training status, None where not stated.
    beginner, weeks_running : new to running, and for how many weeks of it so far.
    longest_run_m, longest_run_min : longest single run of the last 30 days; None where not known.
    longest_run_days_ago : when that was.
    weekly_minutes : minutes of running in each of the last four weeks, the last one last.
    run_days_in_a_row : running days that end with yesterday.
    soreness : 0 to 10 by muscle today.
    force_deficit : by muscle today.
    done : days ago that a stimulus was had, as many times as are known; it is what the runner is
        used to, so strides count as sprint too, and any lifting of the legs as heavy.
    demanding_days_ago : when the last sprint or heavy-leg session was; None where long ago.
    carried_share : most weight carried over the last four weeks, over body mass.
    race : the last marathon or other long race.
    mass_kg : body mass.
    overrides : rule id to its strength, where the runner wants another than the default.

    Raises
    ------
    InputError
        If a number is impossible; the message names it and what is allowed.
    UnknownName
        If a muscle, stimulus, status, rule or strength is not known.
    """

    status: str | None = None
    beginner: bool = False
    weeks_running: float = 0.0
    longest_run_m: float | None = None
    longest_run_min: float | None = None
    longest_run_days_ago: int = 0
    weekly_minutes: tuple[float, ...] = ()
    run_days_in_a_row: int = 0
    soreness: Mapping[str, float] = field(default_factory=_no_mapping)
    force_deficit: Mapping[str, ForceDeficit] = field(default_factory=lambda: MappingProxyType({}))
    done: Mapping[Stimulus, tuple[int, ...]] = field(default_factory=lambda: MappingProxyType({}))
    demanding_days_ago: int | None = None
    carried_share: float = 0.0
    race: Race | None = None
    mass_kg: float = 70.0
    overrides: Mapping[str, Strength] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        if self.status is not None:
            _known("training status", [self.status], STATUSES)
        _within("mass_kg", self.mass_kg, 20.0, 300.0)
        _within("weeks_running", self.weeks_running, 0.0, 5000.0)
        _within("longest_run_m", self.longest_run_m or 0.0, 0.0, 400_000.0)
        _within("longest_run_min", self.longest_run_min or 0.0, 0.0, 3600.0)
        _within("carried_share", self.carried_share, 0.0, 1.0)
        _whole("longest_run_days_ago", self.longest_run_days_ago)
        _whole("run_days_in_a_row", self.run_days_in_a_row)
        _whole("demanding_days_ago", self.demanding_days_ago or 0)
        if len(self.weekly_minutes) > 4:
            raise InputError(f"weekly_minutes: {len(self.weekly_minutes)} weeks; give the last 4")
        for minutes in self.weekly_minutes:
            _within("weekly_minutes", minutes, 0.0, 10_080.0)
        self._check_mappings()

    def _check_mappings(self) -> None:
        _known("muscle", [*self.soreness, *self.force_deficit], INDEX)
        for muscle, soreness in self.soreness.items():
            _within(f"soreness of {muscle}", soreness, 0.0, 10.0)
        done = {}
        for stimulus, days in self.done.items():
            _known("stimulus", [stimulus], [s.value for s in Stimulus])
            for each in days:
                _whole(f"days since {stimulus}", each)
            done[Stimulus(stimulus)] = tuple(days)
        _known("rule", self.overrides, load_table("rules")["rules"])
        _known("strength", self.overrides.values(), [s.value for s in Strength])
        overrides = {rule: Strength(strength) for rule, strength in self.overrides.items()}
        for name, mapping in (
            ("soreness", dict(self.soreness)),
            ("force_deficit", dict(self.force_deficit)),
            ("done", done),
            ("overrides", overrides),
        ):
            object.__setattr__(self, name, MappingProxyType(mapping))

    def soreness_in(self, muscle: str, days: float, fall_per_d: float) -> float:
        """Soreness expected so many days from now if nothing new is done."""
        return max(self.soreness.get(muscle, 0.0) - fall_per_d * days, 0.0)

    def muscles(self) -> tuple[str, ...]:
        """Muscles that anything is known of today, in the fixed order."""
        return tuple(m for m in MUSCLES if m in self.soreness or m in self.force_deficit)


def _within(name: str, value: float, low: float, high: float) -> None:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not math.isfinite(value) or not low <= value <= high:
        raise InputError(f"{name} is {value!r}; it must be {low:g} to {high:g}")


def _whole(name: str, value: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise InputError(f"{name} is {value!r}; it must be a whole number of days, 0 or more")


def _known(kind: str, names: Iterable[str], known: Iterable[str]) -> None:
    for name in names:
        if name not in known:
            raise UnknownName(kind, str(name), known)
