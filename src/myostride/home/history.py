"""Everything that shaped one body over time, in order: sessions, habits and the first record.

This is the whole input of the day layer. Each part carries a fingerprint, so that a cached
state can tell whether it was computed from the same past.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from myostride.home.diary import DiaryRow
from myostride.physiology import Habits, TimedBlocks
from myostride.runner import Body, Runner
from myostride.units import from_si, to_si

__all__ = ["DAY_S", "History", "Session", "body_on", "day_start", "habits_of"]

DAY_S = to_si(1.0, "d", "time")

HOLDS_DAYS = 7
"""A logged day of steps or food speaks for the days after it, at most this many."""


@dataclass(frozen=True, slots=True)
class Session:
    """One run as the day layer sees it, with the fingerprint of its load."""

    run_id: str
    blocks: TimedBlocks
    inputs: str


@dataclass(frozen=True, slots=True)
class History:
    """The past of one runner: `sessions` and `habits` in order of time."""

    runner: Runner
    start_unix_s: float
    sessions: Sequence[Session]
    habits: Sequence[Habits]

    def until(self, unix_s: float) -> History:
        """What was known at that moment."""
        return replace(
            self,
            sessions=[s for s in self.sessions if s.blocks.unix_s < unix_s],
            habits=[h for h in self.habits if h.from_unix_s < unix_s],
        )


def day_start(day: date, utc_offset_s: float = 0.0) -> float:
    """Unix time of the midnight that begins `day`."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return midnight.timestamp() - utc_offset_s


def body_on(day: date, runner: Runner, weights: Sequence[DiaryRow]) -> Body:
    """The runner's body on `day`: the last weight logged until then, else the profile's.

    Parameters
    ----------
    weights
        Diary rows of kind "weight", oldest first.
    """
    at = bisect_right([row.entry.day for row in weights], day)
    if at == 0:
        return runner.body
    assumed = tuple(name for name in runner.body.assumed if name != "mass_kg")
    return replace(runner.body, mass_kg=weights[at - 1].entry.value, assumed=assumed)


def habits_of(
    runner: Runner,
    start: date,
    diary: Sequence[DiaryRow],
    run_steps: dict[date, float],
) -> list[Habits]:
    """How the runner lived from `start` on, one record per change.

    Steps and protein are the logged ones of the last days, else the profile's. Logged steps
    are a whole day's, so the steps of that day's runs are taken off.

    Parameters
    ----------
    diary
        Rows of every kind, oldest first.
    run_steps
        Steps of the sessions of each day.
    """
    weights = [row for row in diary if row.entry.kind == "weight"]
    steps: dict[date, float] = {}
    protein_kg: dict[date, float] = {}
    for row in diary:
        day = row.entry.day
        if row.entry.kind == "steps":
            steps[day] = max(row.entry.value - run_steps.get(day, 0.0), 0.0)
        elif row.entry.kind == "food" and row.entry.detail in (None, "protein"):
            protein_kg[day] = protein_kg.get(day, 0.0) + row.entry.value
    changes = {start}
    for day in (*steps, *protein_kg):
        changes |= {max(day, start), max(day + timedelta(days=HOLDS_DAYS), start)}
    step_days, protein_days = sorted(steps), sorted(protein_kg)
    habits: list[Habits] = []
    for day in sorted(changes):
        protein = _held(protein_kg, protein_days, day)
        mass_kg = body_on(day, runner, weights).mass_kg
        logged_steps = _held(steps, step_days, day)
        habits.append(
            Habits(
                from_unix_s=day_start(day),
                daily_steps=runner.daily_steps if logged_steps is None else logged_steps,
                protein_g_per_kg=(
                    runner.diet.protein_g_per_kg
                    if protein is None
                    else from_si(protein, "g", "mass") / mass_kg
                ),
                energy_balance_kcal=runner.diet.energy_balance_kcal,
            )
        )
    return habits


def _held(logged: dict[date, float], days: Sequence[date], day: date) -> float | None:
    """The newest value logged on `day` or in the week before it; `days` are sorted."""
    at = bisect_right(days, day)
    if at == 0 or day - days[at - 1] >= timedelta(days=HOLDS_DAYS):
        return None
    return logged[days[at - 1]]
