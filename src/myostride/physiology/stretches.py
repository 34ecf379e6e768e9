"""Time cut into stretches in which nothing changes from outside: what both forms go through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from myostride.gait.load import LoadBlocks
from myostride.physiology.day import Habits, steps_within
from myostride.units import SECONDS_PER_DAY

Floats = NDArray[np.float64]

__all__ = ["Itinerary", "Observed", "Stretch", "TimedBlocks", "itinerary"]

_SLACK_S = 1e-6


@dataclass(frozen=True, slots=True)
class TimedBlocks:
    """One session: when it began (Unix seconds, UTC), its load, and the log-sd of its forces."""

    unix_s: float
    blocks: LoadBlocks
    force_log_sd: float = 0.0

    @property
    def length_s(self) -> float:
        """From its beginning to the end of its last block."""
        if not len(self.blocks):
            return 0.0
        return float(self.blocks.start_s[-1] + self.blocks.seconds[-1])

    @property
    def end_unix_s(self) -> float:
        """When its last block ends."""
        return self.unix_s + self.length_s


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some days of one kind, and what happens at their end.

    end_unix_s : when it ends.
    days, steps : its length, and the equal steps it is integrated in.
    habit : index of the habits in force.
    walked : steps on foot that day, sessions included.
    sessions : indices of the sessions that take effect at its end, in order.
    report : whether the end is a reported moment.
    """

    end_unix_s: float
    days: float
    steps: int
    habit: int
    walked: float
    sessions: tuple[int, ...]
    report: bool


@dataclass(frozen=True, slots=True)
class Itinerary:
    """What a body goes through: stretches in order, with the sessions and habits they index."""

    stretches: tuple[Stretch, ...]
    sessions: tuple[TimedBlocks, ...]
    habits: tuple[Habits, ...]

    def parts(self, reports: int) -> Iterator[Itinerary]:
        """The same in parts of at most so many reported moments, to bound memory."""
        part: list[Stretch] = []
        seen = 0
        for stretch in self.stretches:
            part.append(stretch)
            seen += stretch.report
            if seen == reports:
                yield Itinerary(tuple(part), self.sessions, self.habits)
                part, seen = [], 0
        if part:
            yield Itinerary(tuple(part), self.sessions, self.habits)

    @property
    def reported_unix_s(self) -> Floats:
        """(time,) the reported moments."""
        return np.array([s.end_unix_s for s in self.stretches if s.report])


@dataclass(frozen=True, slots=True)
class Observed:
    """What is seen of every draw at the reported moments.

    muscles : (time, quantity, muscle, draw) growth [%], strength against the reference, damage,
        fatigue, late inflammation.
    ck_late : (time, draw) creatine kinase in the blood, in units of damage.
    """

    muscles: Floats
    ck_late: Floats


def itinerary(
    start: float,
    until: float,
    sessions: Sequence[TimedBlocks],
    habits: Sequence[Habits],
    report_every_s: float,
) -> Itinerary:
    """Cut the time from `start` to `until` (Unix seconds) at midnights, sessions and reports.

    Sessions that end before the start or after `until` do nothing here but to count their steps on
    the day they began, which may be one that is cut in two.
    """
    due = sorted((s for s in sessions if start < s.end_unix_s <= until), key=lambda s: s.end_unix_s)
    walked: dict[int, float] = defaultdict(float)
    for session in sessions:
        walked[int(session.unix_s // SECONDS_PER_DAY)] += float(session.blocks.steps.sum())
    begun = np.array([h.from_unix_s for h in habits]) - _SLACK_S
    stretches, now, pending = [], start, 0
    for moment, report in _moments(start, until, due, begun + _SLACK_S, report_every_s):
        habit = max(int(np.searchsorted(begun, now, side="right")) - 1, 0)
        day = int(now // SECONDS_PER_DAY)
        first = pending
        while pending < len(due) and due[pending].end_unix_s <= moment + _SLACK_S:
            pending += 1
        days = (moment - now) / SECONDS_PER_DAY
        steps = steps_within(days) if moment - now > _SLACK_S else 0
        afoot = habits[habit].daily_steps + walked[day]
        done = tuple(range(first, pending))
        stretches.append(Stretch(moment, days, steps, habit, afoot, done, report))
        now = moment
    return Itinerary(tuple(stretches), tuple(due), tuple(habits))


def _moments(
    start: float, until: float, due: Sequence[TimedBlocks], begun: Floats, every: float
) -> Iterator[tuple[float, bool]]:
    """Moments at which the steps must stop, in order, and whether to report there."""
    reports = {start + k * every for k in range(1, int((until - start) // every) + 1)} | {until}
    reports.discard(start)
    # Days begin at midnight UTC: the steps of sessions change there.
    first = (int(start // SECONDS_PER_DAY) + 1) * SECONDS_PER_DAY
    stops = set(np.arange(first, until, SECONDS_PER_DAY).tolist())
    stops |= reports | {s.end_unix_s for s in due} | set(begun.tolist())
    for moment in sorted(stops):
        if start < moment <= until:
            yield moment, moment in reports
