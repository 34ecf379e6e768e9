"""What the sample runner set out to do: sixteen weeks, session by session.

Twelve weeks of building with an easier fourth week, hills before intervals, an illness of ten
days in the middle, a downhill race in the thirteenth week and the weeks after it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

from myostride.demo import place
from myostride.demo.place import Course
from myostride.runner import Body, Diet, Runner

__all__ = [
    "DIARY",
    "ILLNESS",
    "RACE_DAY",
    "RUNNER",
    "SEASON_END",
    "SEASON_START",
    "WEEKS",
    "WORKOUT_NAMES",
    "DiaryEntry",
    "Session",
    "Step",
    "season",
]

WEEKS = 16
SEASON_START = date(2025, 6, 2)
SEASON_END = SEASON_START + timedelta(weeks=WEEKS, days=-1)
ILLNESS = (SEASON_START + timedelta(days=56), SEASON_START + timedelta(days=65))
"""First and last day in bed."""

RACE_DAY = SEASON_START + timedelta(days=90)

RUNNER = Runner(
    body=Body(mass_kg=61.0, height_m=1.68, sex="female"),
    age_y=34.0,
    status="active",
    diet=Diet(protein_g_per_kg=1.5),
    daily_steps=7500.0,
)


@dataclass(frozen=True, slots=True)
class DiaryEntry:
    """What the runner wrote down, as typed."""

    day: date
    kind: str
    value: str
    muscle: str | None = None


DIARY = (
    DiaryEntry(ILLNESS[0], "illness", "10"),
    DiaryEntry(RACE_DAY + timedelta(days=1), "soreness", "5", "quads"),
    DiaryEntry(RACE_DAY + timedelta(days=2), "soreness", "6", "quads"),
    DiaryEntry(RACE_DAY + timedelta(days=4), "soreness", "2", "quads"),
)

EASY, LONG, JOG, HARD, UPHILL, STRIDE, RACE = 2.75, 2.65, 2.3, 3.75, 3.6, 5.6, 3.45
"""Speeds on the level of equal effort [m/s], at the start of the season."""


WORKOUT_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "easy": "Easy run", "treadmill": "Easy on the treadmill", "strides": "Easy with strides",
        "4x4": "4 x 4 min", "hills": "Hill repeats", "long": "Long run",
        "long-ridge": "Long run over the ridge", "downhill-race": "Downhill race",
    }
)  # fmt: skip
"""What the watch calls the workout, by the session's title."""


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch at one effort, for so many seconds or metres; `lap` closes a lap at its end."""

    effort_m_s: float
    seconds: float = float("inf")
    metres: float = float("inf")
    lap: bool = False


@dataclass(frozen=True, slots=True)
class Session:
    """One planned run: when, where, in what steps, and how it was recorded.

    `recording` is "every second" or "smart" (a record every few seconds), `dynamics` says
    whether contact time is measured, `pauses` are (after so many seconds, length) of stops.
    """

    day: date
    hour: float
    title: str
    steps: tuple[Step, ...]
    course: Course | None
    recording: str = "every second"
    dynamics: bool = True
    pauses: tuple[tuple[float, float], ...] = field(default=())

    @property
    def treadmill(self) -> bool:
        return self.course is None


def season() -> list[Session]:
    """Every run of the season, in order."""
    return [
        session
        for week in range(WEEKS)
        for session in _week(week)
        if not ILLNESS[0] <= session.day <= ILLNESS[1]
    ]


def _week(week: int) -> list[Session]:
    """Easy on Tuesday, quality on Wednesday or Thursday, easy on Friday, long on Sunday."""
    monday = SEASON_START + timedelta(weeks=week)
    recovery, comeback = week in (3, 7, 13), week in (9, 10)
    gentle = recovery or comeback
    growth = 1.0 + 0.03 * min(week, 12)
    easy_km = (5.5 if gentle else 6.5) * growth
    sessions = [_easy(monday + timedelta(days=1), easy_km, week)]
    if week >= 1 and not gentle and week != 12:
        sessions.append(_hills(monday + timedelta(days=3), 5 + min(week // 2, 4)))
    if week in (5, 6, 11, 12, 14, 15):
        sessions.append(_four_by_four(monday + timedelta(days=2 if week == 12 else 4)))
    else:
        sessions.append(_strides(monday + timedelta(days=4), 5 if gentle else 7))
    if week == 12:
        sessions.append(_race(RACE_DAY))
    else:
        sessions.append(_long(monday + timedelta(days=6), (8.0 if gentle else 10.0) * growth, week))
    return sessions


def _easy(day: date, distance_km: float, week: int) -> Session:
    metres = 1000.0 * distance_km
    if week in (4, 11):
        return Session(day, 18.2, "treadmill", (Step(EASY, seconds=metres / EASY),), None)
    where = place.VILLAGE if week % 2 else place.RIVER
    return Session(
        day, 7.1, "easy", (Step(EASY, metres=metres),),
        place.loop(where, metres) if week % 2 else place.out_and_back(where, metres),
        recording="smart" if week < 4 else "every second", dynamics=week >= 4,
        pauses=((610.0, 47.0), (1130.0, 32.0)) if week % 3 == 0 else (),
    )  # fmt: skip


def _strides(day: date, count: int) -> Session:
    steps = (
        Step(EASY, seconds=1500, lap=True),
        *(s for _ in range(count) for s in (Step(STRIDE, seconds=18, lap=True),
                                            Step(JOG, seconds=75, lap=True))),
        Step(EASY, seconds=420),
    )  # fmt: skip
    return Session(day, 7.3, "strides", steps, place.out_and_back(place.RIVER, 9_000))


def _four_by_four(day: date) -> Session:
    steps = (
        Step(EASY, seconds=720, lap=True),
        *(s for _ in range(4) for s in (Step(HARD, seconds=240, lap=True),
                                        Step(JOG, seconds=180, lap=True))),
        Step(EASY, seconds=480),
    )  # fmt: skip
    return Session(day, 18.0, "4x4", steps, place.out_and_back(place.RIVER, 13_000))


def _hills(day: date, count: int) -> Session:
    ground, way_m, slope_m = place.hill_repeats(count)
    steps = (
        Step(EASY, metres=way_m, lap=True),
        *(s for _ in range(count) for s in (Step(UPHILL, metres=slope_m, lap=True),
                                            Step(JOG, metres=slope_m, lap=True))),
        Step(EASY),
    )  # fmt: skip
    return Session(day, 18.4, "hills", steps, ground)


def _long(day: date, distance_km: float, week: int) -> Session:
    metres = 1000.0 * distance_km
    if week in (2, 4, 6, 11, 14):
        ground = place.loop(place.RIDGE, metres)
        return Session(day, 8.5, "long-ridge", (Step(LONG, metres=metres),), ground,
                       pauses=((2900.0, 140.0),))  # fmt: skip
    ground = place.out_and_back(place.RIVER, metres)
    return Session(day, 8.5, "long", (Step(LONG, metres=metres),), ground, dynamics=week >= 4)


def _race(day: date) -> Session:
    return Session(day, 10.0, "downhill-race", (Step(RACE),), place.course([place.DESCENT]))
