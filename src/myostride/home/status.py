"""Where every muscle stands on a day, from everything known until then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import numpy as np

from myostride.coach import Standing, advice, standing
from myostride.home.diary import DiaryRow
from myostride.home.history import day_start, utc_day
from myostride.home.season import Season
from myostride.home.timeline import joined, picked
from myostride.muscles import MUSCLES, expand
from myostride.physiology import Trajectory
from myostride.runner import Runner
from myostride.units import SECONDS_PER_DAY

__all__ = ["Status", "status"]

_FORECAST_DAYS = 14
_FORECAST_STEP_S = SECONDS_PER_DAY / 8
_TRAINED_WITHIN_DAYS = 14
_FELT_WITHIN_DAYS = 2


@dataclass(frozen=True, slots=True)
class Status:
    """The answer for one day.

    moment : what it holds for: the end of the day, or now.
    standings : per muscle, in the order of `MUSCLES`.
    felt_soreness : what the runner logged on that day or the day before, 0 to 10, per muscle.
    assumed : one sentence for each thing that nobody stated.
    trajectory : the days up to that very moment, for drawing; see `daily`.
    season : what they were computed from.
    """

    day: date
    moment: datetime
    standings: Mapping[str, Standing]
    felt_soreness: Mapping[str, float]
    advice: Sequence[str]
    assumed: Sequence[str]
    trajectory: Trajectory
    season: Season

    def daily(self) -> tuple[list[date], Trajectory]:
        """One state per day, from the one before the first run; the last is that of `moment`.

        The days before it are told at their midnight UTC. Reaches back to the first run only if
        the season was asked for `with_earlier`.
        """
        offset_s = self.season.utc_offset_s
        days = [utc_day(unix_s + offset_s - 1.0) for unix_s in self.trajectory.unix_s.tolist()]
        told = [n for n, day in enumerate(days) if day < days[-1]] + [len(days) - 1]
        return [days[n] for n in told], picked(self.trajectory, told)

    def to_json(self) -> dict[str, Any]:
        """`{date, as_of, utc_offset_s, muscles: {id: {...}}, advice, assumed}`."""
        return {
            "date": self.day.isoformat(),
            "as_of": self.moment.isoformat(timespec="seconds").replace("+00:00", "Z"),
            "utc_offset_s": self.season.utc_offset_s,
            "muscles": {
                muscle: {**each.to_json(), "soreness_felt": self.felt_soreness.get(muscle)}
                for muscle, each in self.standings.items()
            },
            "advice": list(self.advice),
            "assumed": list(self.assumed),
        }


def status(season: Season, diary: Sequence[DiaryRow]) -> Status:
    """Read the standing off a season; the forecast after it has no sessions.

    Parameters
    ----------
    diary
        Rows of every kind; later ones than the season's day do not count.
    """
    recent, forecast = _now_and_after(season)
    now = season.moment_unix_s
    last_session = max(each.start_unix_s for each in season.loads)
    standings = standing(
        recent,
        forecast,
        days_recorded=(now - season.history.start_unix_s) / SECONDS_PER_DAY,
        trained_recently=now - last_session <= _TRAINED_WITHIN_DAYS * SECONDS_PER_DAY,
        runner=_as_lived(season),
    )
    moment = datetime.fromtimestamp(now, tz=UTC)
    here = timezone(timedelta(seconds=season.utc_offset_s))
    felt = _felt_soreness(season.day, diary)
    return Status(
        day=season.day,
        moment=moment,
        standings=standings,
        felt_soreness=felt,
        advice=advice(
            {muscle: _told_at(here, each) for muscle, each in standings.items()},
            now=moment.astimezone(here),
            felt_soreness=felt,
            days_since_last=(_asked_for(season) - last_session) / SECONDS_PER_DAY,
        ),
        assumed=season.assumed,
        trajectory=joined([*season.timeline.earlier, recent]),
        season=season,
    )


def _told_at(here: timezone, each: Standing) -> Standing:
    """With its moment of recovery in the runner's time zone, in which advice names weekdays."""
    at = each.recovered_at
    return each if at is None else replace(each, recovered_at=at.astimezone(here))


def _asked_for(season: Season) -> float:
    """The end of the day that was asked for, which may lie beyond what is known."""
    return max(season.moment_unix_s, day_start(season.day))


def _now_and_after(season: Season) -> tuple[Trajectory, Trajectory]:
    """The last weeks up to the moment itself, and the days after it without sessions."""
    line, now = season.timeline, season.moment_unix_s
    recent = line.recent
    if now > recent.unix_s[-1]:
        today = line.onward(season.history, now)
        # A trend is told by whole days: since midnight it is what it was then.
        last = len(today.unix_s)
        today = replace(
            today,
            slope_pct_week=np.repeat(recent.slope_pct_week[-1:], last, axis=0),
            slope_sd=np.repeat(recent.slope_sd[-1:], last, axis=0),
        )
        recent = joined([recent, today])
    line = replace(line, recent=recent)
    after = line.onward(
        season.history,
        now + _FORECAST_DAYS * SECONDS_PER_DAY,
        report_every_s=_FORECAST_STEP_S,
    )
    return recent, after


def _as_lived(season: Season) -> Runner:
    """The runner with the protein of the last habits, which may come from the diary."""
    past = [h for h in season.history.habits if h.from_unix_s <= season.moment_unix_s]
    runner = season.history.runner
    return replace(runner, diet=replace(runner.diet, protein_g_per_kg=past[-1].protein_g_per_kg))


def _felt_soreness(day: date, diary: Sequence[DiaryRow]) -> dict[str, float]:
    """The newest soreness logged for each muscle; without a muscle it is the legs'."""
    felt: dict[str, float] = {}
    for row in diary:
        entry = row.entry
        recent = day - timedelta(days=_FELT_WITHIN_DAYS) < entry.day <= day
        if entry.kind == "soreness" and recent:
            muscles = MUSCLES if entry.muscle is None else expand(entry.muscle)
            felt |= dict.fromkeys(muscles, entry.value)
    return felt
