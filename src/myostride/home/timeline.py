"""One body through its history, computed stretch by stretch and kept.

A stretch is a row: the daily states since an earlier checkpoint and the ensemble at its end.
Its `inputs` hash covers everything up to that moment (model, draws, runner, sessions, habits),
so a new last run leaves the earlier stretches valid, and a run added in the middle, an edited
profile or a new model makes anew just what depends on it.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, and_, delete, insert, select

from myostride.home.database import Database
from myostride.home.history import History
from myostride.home.loads import OnLoad, fingerprint
from myostride.home.packing import Array, pack, unpack
from myostride.home.schema import stretch as table
from myostride.physiology import (
    MODEL_VERSION,
    BodyState,
    Habits,
    Parameters,
    Trajectory,
    draw_parameters,
    evolve,
    starting_state,
)
from myostride.units import SECONDS_PER_DAY

__all__ = ["Ensemble", "Timeline", "joined", "timeline"]

STRETCH_DAYS = 28
"""Checkpoints lie this far apart; a trend needs at least two weeks behind it."""


@dataclass(frozen=True, slots=True)
class Ensemble:
    """How uncertainty is drawn: the same numbers give the same answer."""

    draws: int
    seed: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """A body from the first day to a midnight.

    parameters : the ensemble.
    start : before the first session; growth and force are relative to it.
    recent : the last four to eight weeks, day by day, with trends.
    earlier : stretches before, without trends in their first week; as far back as asked for.
    """

    parameters: Parameters
    start: BodyState
    recent: Trajectory
    earlier: Sequence[Trajectory]

    def onward(self, history: History, until_unix_s: float, **options: Any) -> Trajectory:
        """From the end of `recent` to a later moment; `options` as of `evolve`."""
        return _evolve(self.recent.end, self, history, until_unix_s, **options)

    def daily(self) -> Trajectory:
        """Every day as far back as asked for, to the last midnight."""
        return joined([*self.earlier, self.recent])


def timeline(
    database: Database,
    athlete_id: int,
    history: History,
    ensemble: Ensemble,
    until_unix_s: float,
    *,
    since_unix_s: float = math.inf,
    on_progress: OnLoad | None = None,
) -> Timeline:
    """The timeline up to the last midnight UTC before `until_unix_s`.

    Parameters
    ----------
    until_unix_s
        Not before the history's start.
    since_unix_s
        Back to when stretches before the recent one are read too.
    on_progress
        Told (done, of how many) while stretches are computed.
    """
    days = int((until_unix_s - history.start_unix_s) // SECONDS_PER_DAY)
    kept = _Kept(database, athlete_id, history.start_unix_s, dict(_inputs(history, ensemble, days)))
    parameters = draw_parameters(ensemble.draws, ensemble.seed, history.runner)
    if 0 in kept.days():
        first = kept.read(0)
    else:
        state = starting_state(
            parameters,
            history.runner,
            history.start_unix_s,
            first_sessions=[each.timed for each in history.first_weeks],
        )
        first = evolve(state, parameters, [], state.unix_s, history.habits)
        kept.store(0, first)
    whole = Timeline(parameters, first.end, first, ())
    recent = (
        kept.read(days)
        if days in kept.days()
        else _computed(kept, whole, history, days, on_progress)
    )
    earlier = [
        kept.read(day) for day in kept.days() if since_unix_s < kept.moment(day) <= recent.unix_s[0]
    ]
    return replace(whole, recent=recent, earlier=earlier)


def _computed(
    kept: _Kept, whole: Timeline, history: History, days: int, on_progress: OnLoad | None
) -> Trajectory:
    """The stretch that ends on day `days`, going on from the last valid checkpoint."""
    reached = max(day for day in kept.days() if day <= days)
    of, done = -(-(days - reached) // STRETCH_DAYS), 0
    trajectory = whole.recent if reached == 0 else kept.read(reached)
    while reached + STRETCH_DAYS <= days:
        reached += STRETCH_DAYS
        trajectory = _evolve(trajectory.end, whole, history, kept.moment(reached))
        kept.store(reached, trajectory)
        done += 1
        if on_progress is not None:
            on_progress(done, of)
    if reached < days:
        # A trend looks two weeks back, so the last stretch begins a checkpoint earlier.
        begin = max(reached - STRETCH_DAYS, 0)
        before = whole.recent if begin == 0 else kept.read(begin)
        trajectory = _evolve(before.end, whole, history, kept.moment(days))
        kept.store(days, trajectory)
        if on_progress is not None:
            on_progress(of, of)
    return trajectory


def _evolve(
    state: BodyState, whole: Timeline, history: History, until_unix_s: float, **options: Any
) -> Trajectory:
    return evolve(
        state,
        whole.parameters,
        [session.timed for session in history.sessions],
        until_unix_s,
        history.habits,
        reference_size=whole.start.size,
        reference_strength=whole.start.size * whole.start.quality,
        **options,
    )


def _inputs(history: History, ensemble: Ensemble, days: int) -> Iterator[tuple[int, str]]:
    """The hash of the past at every checkpoint day up to `days`, and at `days` itself."""
    used_to = [each.inputs for each in history.first_weeks]
    hashed = fingerprint(MODEL_VERSION, ensemble, history.runner, history.start_unix_s, used_to)
    # Moments are compared at every checkpoint: with many sessions they are worked out once.
    ended = sorted((s.timed.end_unix_s, s.run_id, s.inputs) for s in history.sessions)
    habits: list[Habits] = list(history.habits)
    done = 0
    for day in sorted({*range(0, days + 1, STRETCH_DAYS), days}):
        moment = history.start_unix_s + day * SECONDS_PER_DAY
        until = bisect_right(ended, moment, lo=done, key=lambda each: each[0])
        known = [h for h in habits if h.from_unix_s <= moment]
        habits = habits[len(known) :]
        past = [(run_id, inputs) for _, run_id, inputs in ended[done:until]]
        hashed, done = fingerprint(hashed, past, known), until
        yield day, hashed


class _Kept:
    """The stored stretches of one athlete that were computed from the same inputs."""

    def __init__(
        self, database: Database, athlete_id: int, start_unix_s: float, inputs: dict[int, str]
    ) -> None:
        self._database = database
        self._athlete_id = athlete_id
        self._start_unix_s = start_unix_s
        self._inputs = inputs
        with database.reading() as connection:
            stored = connection.execute(
                select(table.c.end_unix_s, table.c.inputs).where(self._mine())
            ).all()
        by_end = {row.end_unix_s: row.inputs for row in stored}
        self._days = sorted(d for d in inputs if by_end.get(self.moment(d)) == inputs[d])

    def days(self) -> Sequence[int]:
        """The days on which a valid stretch ends, in order."""
        return self._days

    def moment(self, day: int) -> float:
        return self._start_unix_s + day * SECONDS_PER_DAY

    def read(self, day: int) -> Trajectory:
        query = select(table.c.blob).where(self._mine(), table.c.end_unix_s == self.moment(day))
        with self._database.reading() as connection:
            return trajectory_from_blob(connection.execute(query).scalar_one())

    def store(self, day: int, trajectory: Trajectory) -> None:
        """Keep a stretch; of those that end between checkpoints only the newest is kept."""
        row = {
            "athlete_id": self._athlete_id,
            "end_unix_s": self.moment(day),
            "model_version": MODEL_VERSION,
            "inputs": self._inputs[day],
            "blob": trajectory_to_blob(trajectory),
        }
        with self._database.writing() as connection:
            ends = connection.execute(select(table.c.end_unix_s).where(self._mine())).scalars()
            outdated = [end for end in ends if end == row["end_unix_s"] or not self._is_mark(end)]
            connection.execute(
                delete(table).where(and_(self._mine(), table.c.end_unix_s.in_(outdated)))
            )
            connection.execute(insert(table), row)
        self._days = sorted({*self._days, day})

    def _is_mark(self, end_unix_s: float) -> bool:
        return (end_unix_s - self._start_unix_s) % (STRETCH_DAYS * SECONDS_PER_DAY) == 0

    def _mine(self) -> ColumnElement[bool]:
        return table.c.athlete_id == self._athlete_id


def joined(parts: Sequence[Trajectory]) -> Trajectory:
    """Trajectories one after another; each begins at the moment the one before it ends."""

    def together(arrays: Sequence[Array]) -> Array:
        return np.concatenate([arrays[0], *(array[1:] for array in arrays[1:])])

    return _combined(parts, together)


def picked(trajectory: Trajectory, moments: Sequence[int]) -> Trajectory:
    """Some of the reported moments of a trajectory, the last among them."""
    return _combined([trajectory], lambda arrays: arrays[0][list(moments)])


def _combined(
    parts: Sequence[Trajectory], combine: Callable[[Sequence[Array]], Array]
) -> Trajectory:
    """A trajectory whose arrays are those of `parts`, combined along time."""
    values: dict[str, Any] = {"end": parts[-1].end}
    for field in fields(Trajectory):
        if field.name == "end":
            continue
        columns = [getattr(part, field.name) for part in parts]
        if isinstance(columns[0], dict):
            values[field.name] = {
                name: combine([column[name] for column in columns]) for name in columns[0]
            }
        else:
            values[field.name] = combine(columns)
    return Trajectory(**values)


def trajectory_to_blob(trajectory: Trajectory) -> bytes:
    """A trajectory with the ensemble at its end as one compressed blob."""
    arrays: dict[str, Array] = {}
    for field in fields(Trajectory):
        value = getattr(trajectory, field.name)
        named = value.to_arrays() if isinstance(value, BodyState) else value
        if isinstance(named, dict):
            arrays |= {f"{field.name}.{name}": array for name, array in named.items()}
        else:
            arrays[field.name] = named
    return pack(arrays, {})


def trajectory_from_blob(blob: bytes) -> Trajectory:
    """The trajectory of `trajectory_to_blob`.

    Raises
    ------
    HomeError
        If the blob is damaged.
    """
    arrays, _ = unpack(blob)
    values: dict[str, Any] = {}
    for key, array in arrays.items():
        field, _, name = key.partition(".")
        if name:
            values.setdefault(field, {})[name] = array
        else:
            values[field] = array
    return Trajectory(**values | {"end": BodyState.from_arrays(values["end"])})
