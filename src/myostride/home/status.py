"""Where every muscle stands on a day, from everything known until then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import numpy as np

from myostride.coach import Readiness, SessionFacts, Standing, advice, readiness_of, standing
from myostride.coach.next_step import NextStep
from myostride.coach.next_step import told as steps_told
from myostride.coach.progress import Progress
from myostride.coach.progress import told as progress_told
from myostride.coach.readiness import FORECAST_S, FORECAST_STEP_S
from myostride.home.behind import FactsOf, hard_session, past_sessions, whys
from myostride.home.diary import DiaryRow
from myostride.home.history import day_start, utc_day
from myostride.home.markers import Noted, felt_by_muscle, felt_on, jump_on
from myostride.home.progress import measured, modelled, progress
from myostride.home.season import Season
from myostride.home.stepping import next_steps
from myostride.home.timeline import joined, picked
from myostride.muscles import MUSCLES
from myostride.physiology import Trajectory
from myostride.physiology.ahead import ahead
from myostride.runner import Runner
from myostride.units import SECONDS_PER_DAY

__all__ = ["FactsOf", "Status", "status"]

_TRAINED_WITHIN_DAYS = 14


@dataclass(frozen=True, slots=True)
class Status:
    """The answer for one day.

    moment : what it holds for: the end of the day, or now.
    standings : per muscle, in the order of `MUSCLES`. Readiness, damage and the moment of
        recovery are those of `readiness` where a marker weighed the draws.
    readiness : per muscle, the chance of being recovered, with the runner's own markers.
    ready_why : per muscle, one line that names the session behind it.
    felt_soreness : what the runner logged on that day or the day before, 0 to 10, per muscle.
    assumed : one sentence for each thing that nobody stated.
    trajectory : the days up to that very moment, for drawing; see `daily`.
    season : what they were computed from.
    stale : whether the last record is so old that what is told is of an earlier moment, and nobody
        knows where the muscles stand on the day itself.
    progress : per muscle, whether training still asks for more, what a plateau rests on (own
        measurements or the model), and what limits growth.
    next_steps : the changes that pay most; none where the legs, or the time since the last
        session, speak against any.
    """

    day: date
    moment: datetime
    standings: Mapping[str, Standing]
    readiness: Mapping[str, Readiness]
    ready_why: Mapping[str, str]
    felt_soreness: Mapping[str, float]
    advice: Sequence[str]
    assumed: Sequence[str]
    trajectory: Trajectory
    season: Season
    stale: bool
    progress: Mapping[str, Progress]
    next_steps: Sequence[NextStep]

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
        """`{date, as_of, utc_offset_s, muscles: {id: {...}}, advice, next_steps, assumed}`."""
        return {
            "date": self.day.isoformat(),
            "as_of": self.moment.isoformat(timespec="seconds").replace("+00:00", "Z"),
            "utc_offset_s": self.season.utc_offset_s,
            "stale": self.stale,
            "muscles": {
                muscle: {
                    **each.to_json(),
                    **self.readiness[muscle].to_json(),
                    "ready_why": self.ready_why[muscle],
                    "plateau_rests_on": self.progress[muscle].stall.rests_on,
                    "plateau_why": self.progress[muscle].stall.why,
                    "challenge": self.progress[muscle].challenge.to_json(),
                    "soreness_felt": self.felt_soreness.get(muscle),
                }
                for muscle, each in self.standings.items()
            },
            "advice": list(self.advice),
            "next_steps": [step.to_json() for step in self.next_steps],
            "assumed": list(self.assumed),
        }


def status(
    season: Season,
    diary: Sequence[DiaryRow],
    facts_of: FactsOf = lambda _: SessionFacts(),
    goal: Sequence[str] = MUSCLES,
) -> Status:
    """Read the standing off a season; the forecast after it has no sessions.

    Parameters
    ----------
    diary
        Rows of every kind; later ones than the season's day do not count.
    facts_of
        Asked for the sessions that are named.
    goal
        Muscle ids that the next step is to pay for.
    """
    recent, now = _up_to_now(season), season.moment_unix_s
    p, habits = season.timeline.parameters, season.history.habits
    timed = [each.timed for each in season.history.sessions]
    after = ahead(recent.end, p, habits, now + FORECAST_S, FORECAST_STEP_S, timed)
    last_session = max(each.start_unix_s for each in season.loads)
    ended = max((each.end_unix_s for each in timed if each.end_unix_s <= now), default=0.0)
    noted = Noted(now, season.utc_offset_s, ended)
    felt, jump = felt_on(season.day, diary, noted), jump_on(season.day, diary, noted)
    readiness = readiness_of(recent.end, after, p, habits, felt=felt, jump=jump)
    days_recorded = (now - season.history.start_unix_s) / SECONDS_PER_DAY
    trained = now - last_session <= _TRAINED_WITHIN_DAYS * SECONDS_PER_DAY
    standings = standing(
        recent,
        after,
        days_recorded=days_recorded,
        trained_recently=trained,
        runner=_as_lived(season),
    )
    found = progress(
        standings,
        modelled(recent, days=days_recorded, trained=trained),
        measured(season.day, diary),
        joined([*season.timeline.earlier, recent]),
        timed,
        season.history.runner,
    )
    standings = {m: _progressed(each, found[m]) for m, each in standings.items()}
    standings = {m: _weighed(each, readiness[m]) for m, each in standings.items()}
    stale = _asked_for(season) > now + SECONDS_PER_DAY  # nobody knows what the legs did since
    if stale:
        standings = {
            m: replace(each, trend="unknown", plateau="unknown") for m, each in standings.items()
        }
    moment = datetime.fromtimestamp(now, tz=UTC)
    here = timezone(timedelta(seconds=season.utc_offset_s))
    felt_soreness = felt_by_muscle(felt)
    past = past_sessions(season, here)
    steps = next_steps(season, diary, readiness, felt_soreness, goal)
    return Status(
        day=season.day,
        moment=moment,
        standings=standings,
        readiness=readiness,
        ready_why=whys(season, here, past, readiness, felt_soreness, facts_of),
        felt_soreness=felt_soreness,
        advice=advice(
            {m: _told_at(here, each, readiness[m]) for m, each in standings.items()},
            now=moment.astimezone(here),
            felt_soreness=felt_soreness,
            days_since_last=(_asked_for(season) - last_session) / SECONDS_PER_DAY,
            hard=hard_session(season, past, facts_of, here),
            onward=[*progress_told(found), *steps_told(steps, season.day)],
        ),
        assumed=season.assumed,
        trajectory=joined([*season.timeline.earlier, recent]),
        season=season,
        stale=stale,
        progress=found,
        next_steps=steps,
    )


def _progressed(each: Standing, found: Progress) -> Standing:
    """The standing with what measurements and the last weeks' sessions say of its growth."""
    return replace(
        each,
        plateau=found.stall.answer,
        limiting_factor=found.limiting_factor,
        why=found.why,
    )


def _weighed(each: Standing, ready: Readiness) -> Standing:
    """The standing with what the runner's markers say of it, where there are any."""
    if not ready.told_by:
        return each
    return replace(
        each,
        readiness=ready.force,
        readiness_lo=ready.force_lo,
        readiness_hi=ready.force_hi,
        damage=ready.damage,
        damage_hi=ready.damage_hi,
        recovered_at=ready.recovered_at_hi,
    )


def _told_at(here: timezone, each: Standing, ready: Readiness) -> Standing:
    """With the likeliest moment of recovery, in the time zone in which advice names weekdays."""
    at = ready.recovered_at_median
    return replace(each, recovered_at=None if at is None else at.astimezone(here))


def _asked_for(season: Season) -> float:
    """The end of the day that was asked for, which may lie beyond what is known."""
    return max(season.moment_unix_s, day_start(season.day))


def _up_to_now(season: Season) -> Trajectory:
    """The last weeks up to the moment itself."""
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
    return recent


def _as_lived(season: Season) -> Runner:
    """The runner with the protein of the last habits, which may come from the diary."""
    past = [h for h in season.history.habits if h.from_unix_s <= season.moment_unix_s]
    runner = season.history.runner
    return replace(runner, diet=replace(runner.diet, protein_g_per_kg=past[-1].protein_g_per_kg))
