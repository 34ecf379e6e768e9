"""A body through a stretch of days: sessions, nights and what they add up to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from myostride.gait.load import LoadBlocks
from myostride.gait.uncertainty import Z_80
from myostride.physiology.day import STEP_D, Habits, apply_session, capacity, habits_at, step_days
from myostride.physiology.parameters import Parameters
from myostride.physiology.session import SessionDose, session_dose
from myostride.physiology.states import SERIES, BodyState, Trajectory
from myostride.units import SECONDS_PER_DAY

Floats = NDArray[np.float64]

__all__ = ["TimedBlocks", "evolve"]

_SLOPE_WINDOW_D = 14.0
_SLOPE_SHORTEST_D = 7.0


@dataclass(frozen=True, slots=True)
class TimedBlocks:
    """One session: when it began (Unix seconds, UTC), its load, and the log-sd of its forces."""

    unix_s: float
    blocks: LoadBlocks
    force_log_sd: float = 0.0

    @property
    def end_unix_s(self) -> float:
        """When its last block ends."""
        if not len(self.blocks):
            return self.unix_s
        return self.unix_s + float(self.blocks.start_s[-1] + self.blocks.seconds[-1])


@dataclass(frozen=True, slots=True)
class _Snapshot:
    unix_s: float
    size: Floats
    strength: Floats
    damage: Floats
    fatigue: Floats
    soreness: Floats


def evolve(
    state: BodyState,
    p: Parameters,
    sessions: Sequence[TimedBlocks],
    until_unix_s: float,
    habits: Sequence[Habits],
    *,
    report_every_s: float = SECONDS_PER_DAY,
    reference_size: Floats | None = None,
    reference_strength: Floats | None = None,
) -> Trajectory:
    """Carry a body from its present moment to `until_unix_s`.

    Parameters
    ----------
    state
        Where it stands; not changed.
    sessions
        Any order; each takes effect at its end. Those that end before the state's moment or
        after `until_unix_s` are left out.
    habits
        At least one entry; the first holds before its own start too.
    report_every_s
        Distance of the reported moments from the state's moment on; the last one is always
        reported.
    reference_size, reference_strength
        (draw, muscle) what growth and force capacity are relative to; by default the start.

    Returns
    -------
    Trajectory
        Its `end` can be handed to another call; one call over both stretches gives the same.
    """
    state = state.copy()
    base = state.size.copy() if reference_size is None else reference_size
    strong = state.size * state.quality if reference_strength is None else reference_strength
    due = sorted(
        (s for s in sessions if state.unix_s < s.end_unix_s <= until_unix_s),
        key=lambda s: s.end_unix_s,
    )
    steps_by_day: dict[int, float] = defaultdict(float)
    for session in due:
        steps_by_day[int(session.unix_s // SECONDS_PER_DAY)] += float(session.blocks.steps.sum())

    snapshots = [_snapshot(state, base, strong, p)]
    pending = list(due)
    for moment, report in _moments(state.unix_s, until_unix_s, due, report_every_s):
        while state.unix_s < moment - 1e-6:
            dt_d = min(STEP_D, (moment - state.unix_s) / SECONDS_PER_DAY)
            day = int(state.unix_s // SECONDS_PER_DAY)
            step_days(state, dt_d, habits_at(habits, state.unix_s), steps_by_day[day], p)
        state.unix_s = moment
        while pending and pending[0].end_unix_s <= moment + 1e-6:
            apply_session(state, _dose(state, pending.pop(0), p), p)
        if report:
            snapshots.append(_snapshot(state, base, strong, p))
    return _summary(snapshots, state, p)


def _dose(state: BodyState, session: TimedBlocks, p: Parameters) -> SessionDose:
    return session_dose(session.blocks, capacity(state), p, force_log_sd=session.force_log_sd)


def _moments(
    start: float, until: float, due: Sequence[TimedBlocks], every: float
) -> Iterator[tuple[float, bool]]:
    """Moments at which the steps must stop, in order, and whether to report there."""
    reports = {start + k * every for k in range(1, int((until - start) // every) + 1)} | {until}
    reports.discard(start)
    # Days begin at midnight UTC: habits and session steps change there.
    first = (int(start // SECONDS_PER_DAY) + 1) * SECONDS_PER_DAY
    stops = set(np.arange(first, until, SECONDS_PER_DAY).tolist())
    stops |= reports | {s.end_unix_s for s in due}
    for moment in sorted(stops):
        if start < moment <= until:
            yield moment, moment in reports


def _snapshot(state: BodyState, base: Floats, strong: Floats, p: Parameters) -> _Snapshot:
    late = state.inflammation_late
    strength = state.size * state.quality / strong
    n = p["soreness_exponent"]
    return _Snapshot(
        unix_s=state.unix_s,
        size=100.0 * (state.size / base - 1.0),
        strength=strength,
        damage=state.damage.copy(),
        fatigue=state.fatigue.copy(),
        soreness=10.0 * late**n / (late**n + p["soreness_half"] ** n),
    )


def _summary(snapshots: list[_Snapshot], end: BodyState, p: Parameters) -> Trajectory:
    """Medians and 80 % intervals over the draws; every array (time, draw, muscle) on the way."""
    unix_s = np.array([s.unix_s for s in snapshots])
    growth = np.stack([s.size for s in snapshots])
    damage = np.stack([s.damage for s in snapshots])
    fatigue = np.stack([s.fatigue for s in snapshots])
    readiness = (1.0 - fatigue) * (1.0 - damage)
    series = {
        "growth_pct": growth,
        "damage": damage,
        "readiness": readiness,
        "soreness": np.stack([s.soreness for s in snapshots]),
        "force_capacity_pct": 100.0 * readiness * np.stack([s.strength for s in snapshots]),
    }
    slope = _slopes(unix_s, growth)
    recovered = (damage < p["recovered_damage"]) & (fatigue < p["recovered_fatigue"])
    quantiles = {name: np.quantile(series[name], [0.1, 0.5, 0.9], axis=1) for name in SERIES}
    rates = np.quantile(slope, [0.1, 0.5, 0.9], axis=1)
    return Trajectory(
        unix_s=unix_s,
        middle={name: quantiles[name][1] for name in SERIES},
        lo={name: quantiles[name][0] for name in SERIES},
        hi={name: quantiles[name][2] for name in SERIES},
        slope_pct_week=rates[1],
        slope_sd=(rates[2] - rates[0]) / (2.0 * Z_80),
        p_recovered=recovered.mean(axis=1),
        p_below_start=(growth < 0.0).mean(axis=1),
        end=end,
    )


def _slopes(unix_s: Floats, growth: Floats) -> Floats:
    """Growth per week over the last two weeks, (time, draw, muscle); NaN before one week."""
    days = unix_s / SECONDS_PER_DAY
    earlier = np.searchsorted(days, days - _SLOPE_WINDOW_D)
    span = (days - days[earlier])[:, None, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        slope = 7.0 * (growth - growth[earlier]) / span
    return np.asarray(np.where(span >= _SLOPE_SHORTEST_D, slope, np.nan))
