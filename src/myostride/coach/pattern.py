"""What a runner does, week after week: the sessions that `compare` repeats and varies."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from myostride.gait.load import LoadBlocks
from myostride.references import load_parameters
from myostride.units import SECONDS_PER_DAY

__all__ = [
    "AHEAD_WEEKS",
    "LAST_WEEKS",
    "MOST_AHEAD_WEEKS",
    "MOST_LAST_WEEKS",
    "WEEK_D",
    "WEEK_S",
    "Pattern",
    "PatternSession",
    "giving_way",
    "laid_out",
    "lifting_days",
    "lifting_times",
    "replaced_by_one",
    "value",
]

WEEK_D = 7
WEEK_S = WEEK_D * SECONDS_PER_DAY

AHEAD_WEEKS, MOST_AHEAD_WEEKS = 10, 52
"""How far is looked ahead where nobody says, and at most."""

LAST_WEEKS, MOST_LAST_WEEKS = 4, 12
"""How many of the runner's own weeks are repeated where nobody says, and at most."""

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def value(name: str) -> float:
    """A value of `data/workouts.yaml`."""
    return load_parameters("workouts")[name].value


@dataclass(frozen=True, slots=True)
class PatternSession:
    """One session of a pattern: its start [Unix s], load, length [s] and log-sd of its forces."""

    unix_s: float
    blocks: LoadBlocks
    seconds: float
    title: str
    force_log_sd: float = 0.0

    @property
    def level_speed_m_s(self) -> float:
        """Mean speed on the level of equal metabolic cost."""
        return float(np.average(self.blocks.level_speed_m_s, weights=self.blocks.seconds))

    @property
    def hardness_m_s(self) -> float:
        """The same as a power mean, in which fast minutes count more."""
        n = value("effort_exponent")
        mean = np.average(self.blocks.level_speed_m_s**n, weights=self.blocks.seconds)
        return float(mean ** (1.0 / n))


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a runner does: the runs from `begin_unix_s` on, in time order, over whole weeks.

    utc_offset_s : of the runner's time zone, in which days and weekdays are told.
    recorded : whether these are runs on record; else they are assumed.
    """

    begin_unix_s: float
    days: int
    utc_offset_s: float
    runs: tuple[PatternSession, ...]
    recorded: bool

    def weeks(self) -> list[list[int]]:
        """The runs of each week, as indices into `runs`."""
        out: list[list[int]] = [[] for _ in range(self.days // WEEK_D)]
        for number, run in enumerate(self.runs):
            out[int((run.unix_s - self.begin_unix_s) // WEEK_S)].append(number)
        return out


def giving_way(pattern: Pattern) -> list[list[int]]:
    """Per week the runs that may be replaced, the easiest first; the longest run never is.

    A lone run of a week may be.
    """
    ranked = []
    for week in pattern.weeks():
        longest = max(week, key=lambda n: pattern.runs[n].blocks.seconds.sum(), default=None)
        free = [n for n in week if n != longest] or week
        ranked.append(sorted(free, key=lambda n: (round(pattern.runs[n].hardness_m_s, 1), n)))
    return ranked


def replaced_by_one(pattern: Pattern) -> list[int]:
    """The runs that a single other kind of session replaces: one a week, of many runs two."""
    return [
        n
        for week, free in zip(pattern.weeks(), giving_way(pattern), strict=True)
        for n in free[: 2 if len(week) >= value("many_runs") else 1]
    ]


def laid_out(pattern: Pattern) -> str:
    """One sentence on what other sessions take the place of, and when lifting falls."""
    return (
        "hills, intervals and vest take the place of the easiest run of a week (of two from "
        f"{value('many_runs'):g} runs on), never of the longest; squats are on "
        f"{lifting_days(pattern)}"
    )


def lifting_days(pattern: Pattern) -> str:
    """The weekdays of lifting, in words."""
    return " and ".join(_WEEKDAYS[day] for day in _lifting_weekdays(pattern))


def lifting_times(pattern: Pattern) -> list[float]:
    """When to lift [Unix s]: twice a week, on the weekdays with the least running."""
    hour = value("squat_hour")
    first = int((pattern.begin_unix_s + pattern.utc_offset_s) // SECONDS_PER_DAY)
    chosen = _lifting_weekdays(pattern)
    times = [
        (day + hour / 24.0) * SECONDS_PER_DAY - pattern.utc_offset_s
        for day in range(first, first + pattern.days + 1)
        if _weekday(day) in chosen
    ]
    end = pattern.begin_unix_s + pattern.days * SECONDS_PER_DAY
    return [at for at in times if pattern.begin_unix_s <= at < end]


def _lifting_weekdays(pattern: Pattern) -> tuple[int, int]:
    """Two weekdays far enough apart, with the least running on them; the earliest of equals."""
    gap = value("squat_gap_d")
    minutes = np.zeros(WEEK_D)
    for run in pattern.runs:
        day = int((run.unix_s + pattern.utc_offset_s) // SECONDS_PER_DAY)
        minutes[_weekday(day)] += run.blocks.seconds.sum() / 60.0
    pairs = [(a, b) for a, b in combinations(range(WEEK_D), 2) if gap <= b - a <= WEEK_D - gap]
    return min(pairs, key=lambda pair: round(float(minutes[list(pair)].sum())))


def _weekday(day: int) -> int:
    """0 for Monday; days count from 1 January 1970, a Thursday."""
    return (day + 3) % WEEK_D
