"""What a runner's body went through up to a moment: loads, history and timeline together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from myostride.errors import InputError
from myostride.home.database import Database
from myostride.home.diary import DiaryRow
from myostride.home.gym import gym_days
from myostride.home.history import History, day_start, history_of, utc_day
from myostride.home.illness import illnesses, told
from myostride.home.loads import OnLoad, StoredLoad, loads_until
from myostride.home.profile import Profile
from myostride.home.progress import looked_back_s
from myostride.home.raw import RawStore
from myostride.home.timeline import Ensemble, Timeline, timeline
from myostride.physiology import Trajectory
from myostride.units import SECONDS_PER_DAY

__all__ = ["KNOWN_FOR_DAYS", "Season", "Source", "season"]

KNOWN_FOR_DAYS = 84
"""So long after the last run its runner is still believed to live as stated; then nothing is
known any more."""

CLOCK_SET_FROM_UNIX_S = datetime(1990, 1, 1, tzinfo=UTC).timestamp()
"""No watch recorded a run before; a device whose clock is not set begins at the end of 1989."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the data of one athlete is."""

    database: Database
    raw: RawStore
    athlete_id: int


@dataclass(frozen=True, slots=True)
class Season:
    """Everything up to `moment_unix_s`; `day` is what was asked for.

    moment_unix_s : the end of the day in the runner's time zone, or now where that is earlier;
        at most `KNOWN_FOR_DAYS` after the last run.
    utc_offset_s: of that time zone, 0 where no file says it.
    loads: of the runs whose clock was set, oldest first.
    """

    day: date
    moment_unix_s: float
    utc_offset_s: float
    history: History
    timeline: Timeline
    loads: Sequence[StoredLoad]
    assumed: tuple[str, ...]

    def daily(self) -> tuple[list[date], Trajectory]:
        """The state at the end (midnight UTC) of every day, from the one before the first run.

        Of the whole season if it was asked for `with_earlier`, else of the last months.
        """
        trajectory = self.timeline.daily()
        return [utc_day(t - 1.0) for t in trajectory.unix_s], trajectory

    @property
    def lifted_unix_s(self) -> tuple[float, ...]:
        """When each workout of the gym log began."""
        return tuple(s.timed.unix_s for s in self.history.sessions if s.lifted is not None)

    @property
    def run_days(self) -> list[date]:
        """The days with a run, each in the time zone of the run."""
        return sorted({utc_day(e.start_unix_s + (e.utc_offset_s or 0.0)) for e in self.loads})


def season(
    source: Source,
    profile: Profile,
    diary: Sequence[DiaryRow],
    day: date,
    ensemble: Ensemble,
    *,
    now: datetime,
    with_earlier: bool = False,
    on_progress: OnLoad | None = None,
    on_days: OnLoad | None = None,
) -> Season:
    """The season as it was known on `day`: later runs and diary entries do not count.

    Parameters
    ----------
    on_progress, on_days
        Told (done, of how many) of runs, then of stretches of days computed.

    Raises
    ------
    InputError
        If there is no run up to that day.
    """
    latest = day_start(day + timedelta(days=2))
    diary = [row for row in diary if row.entry.day <= day]
    loads = loads_until(
        source.database, source.raw, source.athlete_id, profile.runner, diary, latest, on_progress
    )
    assumed = list(profile.assumed)
    unset = [each for each in loads if each.start_unix_s < CLOCK_SET_FROM_UNIX_S]
    loads = loads[len(unset) :]
    if unset:
        runs = "a run was" if len(unset) == 1 else f"{len(unset)} runs were"
        assumed.append(f"{runs} left out, as the clock of the device was not set "
                       f"(start {utc_day(unset[0].start_unix_s)})")  # fmt: skip
    offset_s = next((e.utc_offset_s for e in reversed(loads) if e.utc_offset_s is not None), None)
    end = min(day_start(day + timedelta(days=1), offset_s or 0.0), now.timestamp())
    loads = [each for each in loads if each.start_unix_s < end]
    if not loads:
        raise InputError(f"no run up to {day.isoformat()}; import some with: myostride import PATH")
    if offset_s is None:
        assumed.append("days end at midnight UTC, as no file says the local time")
    known_until = loads[-1].start_unix_s + KNOWN_FOR_DAYS * SECONDS_PER_DAY
    if end > known_until:
        assumed.append(
            f"no run since {utc_day(loads[-1].start_unix_s)}; shown is where the muscles stood "
            f"{KNOWN_FOR_DAYS} days later, what came after is unknown"
        )
        end = known_until
    shift_s = offset_s or 0.0
    mass_unit = str(profile.values["mass_unit"].value)
    gym = gym_days(source.database, source.raw, source.athlete_id, end + shift_s, mass_unit)
    history = history_of(profile.runner, diary, loads, gym, shift_s)
    if any(each.lifted is not None for each in history.sessions):
        assumed.append("gym log: local times of your runs' zone; how heavy a set was is read off "
                       "your best sets of 12 weeks")  # fmt: skip
    if profile.runner.status is None:
        status = str(history.runner.status).replace("_", " ")
        assumed.append(
            f"training status not stated: taken as {status}, from the first weeks of records; "
            "state it with: myostride profile --status"
        )
    if "vo2max_ml_kg_min" in history.runner.guessed:
        assumed.append(
            f"VO2max not stated: taken as {history.runner.vo2max_ml_kg_min:.0f} ml/(kg min), from "
            "your usual pace and best efforts; state it with: myostride profile --vo2max"
        )
    assumed += told(illnesses(diary, {utc_day(each.start_unix_s) for each in loads}), day)
    line = timeline(
        source.database, source.athlete_id, history, ensemble, end,
        since_unix_s=-math.inf if with_earlier else end - looked_back_s(), on_progress=on_days,
    )  # fmt: skip
    return Season(day, end, offset_s or 0.0, history, line, loads, tuple(assumed))
