"""Everything that shaped one body over time, in order: sessions and habits.

This is the whole input of the day layer, drawn from runs, diary and profile. Days here begin
at midnight UTC, as they do in the day layer.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from myostride.home.diary import DiaryRow, body_on
from myostride.home.gym import GymDay
from myostride.home.illness import ILL_STEPS, illnesses
from myostride.home.loads import StoredLoad, fingerprint
from myostride.physiology import (
    MODEL_VERSION,
    Habits,
    TimedBlocks,
    first_weeks,
    status_from_training,
)
from myostride.runner import DEFAULT_DAILY_STEPS, Runner
from myostride.training import vo2max_of_runs
from myostride.training.capacity import Capacity, capacity_of
from myostride.training.gym import lifts_part
from myostride.units import from_si

__all__ = ["History", "Session", "day_start", "habits_of", "history_of", "utc_day"]

HOLDS_DAYS = 7
"""A logged day of steps or food speaks for the days after it, at most this many in all."""


@dataclass(frozen=True, slots=True)
class Session:
    """One run or workout as the day layer takes it; `inputs` is the fingerprint of its load.

    lifted : the title of a workout from a gym log, None for a run.
    """

    run_id: str
    timed: TimedBlocks
    inputs: str
    lifted: str | None = None


@dataclass(frozen=True, slots=True)
class History:
    """The past of one runner, sessions and habits oldest first; begins with the first day."""

    runner: Runner
    start_unix_s: float
    sessions: Sequence[Session]
    habits: Sequence[Habits]

    @property
    def first_weeks(self) -> Sequence[Session]:
        """The sessions that show what the runner was used to when records began."""
        return self.sessions[: len(first_weeks([each.timed for each in self.sessions]))]


def history_of(
    runner: Runner,
    diary: Sequence[DiaryRow],
    loads: Sequence[StoredLoad],
    gym: Sequence[GymDay] = (),
    utc_offset_s: float = 0.0,
) -> History:
    """The history that begins on the day (UTC) of the first of `loads`, which are in order.

    Workouts of the gym before that day do not count; their clock is that of `utc_offset_s`.

    A training status that nobody stated is read off the first weeks, VO2max off their pace and
    the best efforts of all runs.
    """
    sessions = [
        Session(each.run_id, TimedBlocks(each.start_unix_s, each.load.blocks), each.inputs)
        for each in loads
    ]
    if runner.status is None:
        status = status_from_training([session.timed for session in sessions])
        runner = replace(runner, status=status, guessed=(*runner.guessed, "status"))
    if runner.vo2max_ml_kg_min is None:
        timed = [session.timed for session in sessions]
        early, every = ([t.blocks for t in some] for some in (first_weeks(timed), timed))
        vo2max = vo2max_of_runs(early, every, capacity_of(runner))
        if vo2max is not None:
            guessed = (*runner.guessed, "vo2max_ml_kg_min")
            runner = replace(runner, vo2max_ml_kg_min=vo2max, guessed=guessed)
    first = utc_day(loads[0].start_unix_s)
    capacity, start = capacity_of(runner), day_start(first)
    lifted = [_lifted(day, capacity, day.local_unix_s - utc_offset_s) for day in gym]
    sessions += [each for each in lifted if each.timed.unix_s >= start]
    sessions.sort(key=lambda each: (each.timed.unix_s, each.run_id))
    return History(runner, start, sessions, habits_of(runner, first, diary, sessions))


def _lifted(day: GymDay, capacity: Capacity, unix_s: float) -> Session:
    """A workout of the gym as a session."""
    part = lifts_part(day.sets, day.best_kg, capacity)
    assert part.blocks is not None, "a gym day has sets"
    inputs = fingerprint(MODEL_VERSION, day.sets, sorted(day.best_kg.items()), unix_s)
    timed = TimedBlocks(unix_s, part.blocks, part.force_log_sd)
    return Session(day.run_id, timed, inputs, day.title)


def utc_day(unix_s: float) -> date:
    """The UTC day of a moment."""
    return datetime.fromtimestamp(unix_s, tz=UTC).date()


def day_start(day: date, utc_offset_s: float = 0.0) -> float:
    """Unix time of the midnight that begins `day` at that offset from UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() - utc_offset_s


def habits_of(
    runner: Runner, start: date, diary: Sequence[DiaryRow], sessions: Sequence[Session]
) -> list[Habits]:
    """How the runner lived from `start` on, one record per change.

    Steps and protein are the logged ones of the last days, else the profile's. Logged steps
    are a whole day's, so the steps of that day's runs are taken off. A day ill has few steps
    unless they are logged for that very day.

    Parameters
    ----------
    diary
        Rows of every kind, oldest first.
    """
    run_steps: dict[date, float] = defaultdict(float)
    for session in sessions:
        run_steps[utc_day(session.timed.unix_s)] += float(session.timed.blocks.steps.sum())
    ill = {day for spell in illnesses(diary, set(run_steps)) for day in spell.days}
    steps: dict[date, float] = {}
    protein_kg: dict[date, float] = defaultdict(float)
    for row in diary:
        entry = row.entry
        if entry.kind == "steps":
            steps[entry.day] = max(entry.value - run_steps[entry.day], 0.0)
        elif entry.kind == "food" and entry.detail in (None, "protein"):
            protein_kg[entry.day] += entry.value

    usual_steps = DEFAULT_DAILY_STEPS if runner.daily_steps is None else runner.daily_steps
    unstated = runner.daily_steps is None or "daily_steps" in runner.guessed
    step_days, protein_days = sorted(steps), sorted(protein_kg)
    changes = {start} | {max(day + timedelta(days=n), start) for day in ill for n in (0, 1)}
    for day in (*step_days, *protein_days):
        changes |= {max(day, start), max(day + timedelta(days=HOLDS_DAYS), start)}
    habits: list[Habits] = []
    for day in sorted(changes):
        steps_day, protein_day = _newest(step_days, day), _newest(protein_days, day)
        protein = runner.diet.protein_g_per_kg
        if protein_day is not None:
            grams = from_si(protein_kg[protein_day], "g", "mass")
            protein = grams / body_on(day, runner, diary).mass_kg
        if day in ill and steps_day != day:
            daily_steps, guessed = ILL_STEPS, True
        elif steps_day is None:
            daily_steps, guessed = usual_steps, unstated
        else:
            daily_steps, guessed = steps[steps_day], False
        habits.append(
            Habits(
                from_unix_s=day_start(day),
                daily_steps=daily_steps,
                steps_guessed=guessed,
                protein_g_per_kg=protein,
                energy_balance_kcal=runner.diet.energy_balance_kcal,
            )
        )
    return habits


def _newest(logged: Sequence[date], day: date) -> date | None:
    """The newest of the sorted days `logged` that still speaks for `day`."""
    at = bisect_right(logged, day)
    if at == 0 or day - logged[at - 1] >= timedelta(days=HOLDS_DAYS):
        return None
    return logged[at - 1]
