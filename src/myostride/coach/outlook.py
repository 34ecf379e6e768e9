"""What a plan is expected to do: lived by an ensemble from the runner's state today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from myostride.coach.plan import PlannedWorkout, TrainingPlan
from myostride.gait.strength import volumes_cm3
from myostride.muscles import INDEX, MUSCLES
from myostride.physiology import BodyState, Habits, Parameters, TimedBlocks, forms
from myostride.physiology.stretches import itinerary
from myostride.references import load_parameters
from myostride.runner import Runner
from myostride.training.capacity import capacity_of
from myostride.training.sessions import session_part
from myostride.units import SECONDS_PER_DAY

Floats = NDArray[np.float64]

__all__ = ["Outlook", "Today", "carried_through", "chosen_draws", "lived", "rested_until", "timed"]

_MORNING, _HOUR = 7.0, 18.0
"""Of the runner's clock: when legs are judged, and when a day's workouts begin."""

_LAST_D = 7.0


@dataclass(frozen=True, slots=True)
class Today:
    """Where the runner stands when a plan begins.

    state, parameters : the ensemble and its parameters.
    habits : how the days are lived besides.
    utc_offset_s : of the runner's clock.
    """

    runner: Runner
    state: BodyState
    parameters: Parameters
    habits: tuple[Habits, ...]
    utc_offset_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Outlook:
    """What every draw gives at the end of a plan.

    growth_pct : (muscle, draw) against today.
    debt : (muscle, draw) mean share of force missing to damage in the last week.
    lowest : (muscle,) median over the draws of the lowest readiness on any morning.
    """

    growth_pct: Floats
    debt: Floats
    lowest: Floats

    def of(self, goal: Sequence[str], runner: Runner) -> Floats:
        """Growth of the goal's muscles together, by volume, (draw,)."""
        return _by_volume(self.growth_pct, goal, runner)

    def p_net_loss(self, goal: Sequence[str], runner: Runner) -> float:
        """Share of draws in which the goal's muscles end smaller than today."""
        return float((self.of(goal, runner) < 0.0).mean())

    def p_debt(self) -> float:
        """Share of draws in which the legs end with more than a tenth of force missing."""
        most = load_parameters("evidence")["overload_debt"].value
        return float((self.debt.max(axis=0) > most).mean())

    def worth(self, goal: Sequence[str], runner: Runner) -> float:
        """Mean growth of the goal less the prices of net loss and repair debt [points]."""
        table = load_parameters("planning")
        cost = table["price_of_loss"].value * self.p_net_loss(goal, runner)
        cost += table["price_of_debt"].value * self.p_debt()
        return float(self.of(goal, runner).mean()) - cost

    def to_json(self, goal: Sequence[str], runner: Runner) -> dict[str, Any]:
        """Growth per muscle and of the goal, with 80 % intervals, and the two chances."""
        lo, middle, hi = np.quantile(self.growth_pct, [0.1, 0.5, 0.9], axis=1)
        goal_lo, goal_middle, goal_hi = np.quantile(self.of(goal, runner), [0.1, 0.5, 0.9])
        return {
            "muscles": {
                muscle: {
                    "growth_pct": float(middle[m]), "lo": float(lo[m]), "hi": float(hi[m]),
                    "p_net_loss": float((self.growth_pct[m] < 0.0).mean()),
                    "readiness_low": float(self.lowest[m]),
                }
                for m, muscle in enumerate(MUSCLES)
            },
            "goal": {"muscles": list(goal), "growth_pct": float(goal_middle),
                     "lo": float(goal_lo), "hi": float(goal_hi)},
            "p_net_loss": self.p_net_loss(goal, runner),
            "p_repair_debt": self.p_debt(),
        }  # fmt: skip


def _by_volume(values: Floats, goal: Sequence[str], runner: Runner) -> Floats:
    chosen = [INDEX[muscle] for muscle in goal]
    weights = volumes_cm3(runner.body)[chosen]
    return np.asarray(weights / weights.sum() @ values[chosen])


def chosen_draws(today: Today, draws: NDArray[np.int_]) -> Today:
    """The same runner with some of the draws only."""
    p, state, n = today.parameters, today.state, today.parameters.draws

    def some(value: Any) -> Any:
        array = isinstance(value, np.ndarray) and value.ndim >= 2 and value.shape[0] == n
        return value[draws] if array else value

    kept = {f.name: some(getattr(p, f.name)) for f in fields(p)}
    kept["values"] = {name: value[draws] for name, value in p.values.items()}
    bodies = {name: np.asarray(value)[draws] for name, value in state.to_arrays().items()
              if name != "unix_s"}  # fmt: skip
    return replace(today, parameters=replace(p, **kept), state=BodyState(state.unix_s, **bodies))


def _clock(day: date, hours: float, today: Today) -> float:
    """Unix time of an hour of the runner's clock."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()
    return midnight - today.utc_offset_s + 3600.0 * hours


def rested_until(day: date, today: Today) -> Today:
    """The runner on the morning of `day`, if nothing is done until then; as is if that is past."""
    until = _clock(day, _MORNING, today)
    if until <= today.state.unix_s:
        return today
    state, p = today.state.copy(), today.parameters
    way = itinerary(state.unix_s, until, [], today.habits, until - state.unix_s)
    forms.carry_of(way, p.draws)(state, p, way, state.size.copy(), state.size * state.quality)
    return replace(today, state=state)


def timed(workouts: Sequence[PlannedWorkout], today: Today) -> list[TimedBlocks]:
    """The workouts on the clock: at six in the evening, one after another on the same day."""
    capacity = capacity_of(today.runner)
    out, last_day, clock_s = [], None, 0.0
    for each in sorted(workouts, key=lambda w: w.day):
        part = session_part(each.session, capacity, today.runner.body)
        clock_s = clock_s if each.day == last_day else 0.0
        if part.blocks is not None and len(part.blocks):
            start = _clock(each.day, _HOUR, today) + clock_s
            out.append(TimedBlocks(start, part.blocks, part.force_log_sd))
        last_day, clock_s = each.day, clock_s + part.seconds
    return out


def lived(plan: TrainingPlan, today: Today) -> Outlook:
    """Carry the ensemble through the plan; see `carried_through`."""
    return carried_through(timed(plan.workouts, today), plan.begin, plan.weeks, today)


def carried_through(
    sessions: Sequence[TimedBlocks], begin: date, weeks: int, today: Today
) -> Outlook:
    """Carry the ensemble through some weeks, to the morning after their last day.

    Parameters
    ----------
    sessions
        What is done; what ends before the beginning is left out.
    begin
        Growth counts from its morning, until which nothing is done, or from the moment of
        today's state if that is later.
    """
    until = _clock(begin + timedelta(weeks=weeks), _MORNING, today)
    today = rested_until(begin, today)
    p, state = today.parameters, today.state.copy()
    way = itinerary(state.unix_s, until, sessions, today.habits, SECONDS_PER_DAY)
    base = state.size.copy()
    seen = forms.carry_of(way, p.draws)(state, p, way, base, base * state.quality)
    _, _, damage, fatigue, _ = np.moveaxis(seen.muscles, 1, 0)
    late = way.reported_unix_s > until - _LAST_D * SECONDS_PER_DAY
    lowest = np.median(((1.0 - damage) * (1.0 - fatigue)).min(axis=0), axis=-1)
    return Outlook(growth_pct=seen.muscles[-1, 0], debt=damage[late].mean(axis=0), lowest=lowest)
