"""Options of training lived side by side, from the same day on and on the same draws.

Every option begins with the same ensemble and lives with the same parameters, draw by draw.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from myostride.coach.comparison import Comparison, Outcome
from myostride.coach.options import Option
from myostride.coach.pattern import WEEK_S, Pattern, PatternSession, value
from myostride.muscles import MUSCLES
from myostride.physiology import (
    BodyState,
    Habits,
    Parameters,
    TimedBlocks,
    Trajectory,
    evolve,
)
from myostride.references import load_parameters
from myostride.runner import Body
from myostride.units import SECONDS_PER_DAY

Floats = NDArray[np.float64]

__all__ = ["coming", "compared"]

_COARSE_S, _FINE_S = SECONDS_PER_DAY / 4, SECONDS_PER_DAY / 8
_BEFORE_S = 1.0

OnOption = Callable[[int, int], None]
"""Told (done, of how many) options."""


def compared(
    options: Sequence[Option],
    pattern: Pattern,
    state: BodyState,
    p: Parameters,
    habits: Sequence[Habits],
    *,
    weeks: int,
    body: Body,
    under_way: Sequence[TimedBlocks] = (),
    on_option: OnOption | None = None,
) -> Comparison:
    """Live every option from the state's moment on.

    Parameters
    ----------
    options
        The first is what the others are compared with.
    pattern
        What the options' sessions are laid out over; it ends at the state's moment and is
        repeated from there.
    state, p
        The ensemble today and its parameters.
    under_way
        Sessions that have begun but not ended; part of every option.
    on_option
        Told (done, of how many).
    """
    outcomes = []
    for done, option in enumerate(options, 1):
        outcomes.append(_lived(option, pattern, state, p, habits, weeks, under_way))
        if on_option is not None:
            on_option(done, len(options))
    return Comparison(tuple(outcomes), pattern, state.unix_s, weeks, body)


def _lived(
    option: Option,
    pattern: Pattern,
    state: BodyState,
    p: Parameters,
    habits: Sequence[Habits],
    weeks: int,
    under_way: Sequence[TimedBlocks],
) -> Outcome:
    """One option: to the last weeks, through them, and once more from their hardest session."""
    until = state.unix_s + weeks * WEEK_S
    todo = list(coming(option, pattern, state.unix_s, until))
    sessions = [*under_way, *(timed for timed, _ in todo)]
    last_from = max(state.unix_s, until - pattern.days * SECONDS_PER_DAY)
    size, strength = state.size, state.size * state.quality
    lived_as = habits if option.habits is None else option.habits

    def onward(
        begin: BodyState, end: float, asked: Sequence[TimedBlocks], every: float
    ) -> Trajectory:
        return evolve(
            begin, p, asked, end, lived_as,
            report_every_s=every, reference_size=size, reference_strength=strength,
        )  # fmt: skip

    parts = [onward(state, last_from, sessions, _COARSE_S)] if last_from > state.unix_s else []
    begin = parts[-1].end if parts else state
    last = onward(begin, until, sessions, _FINE_S)
    hardest = _hardest([each for each in todo if each[0].unix_s > last_from + _BEFORE_S], last)
    after_d = np.full(len(MUSCLES), np.nan)
    if hardest is not None:
        timed = hardest[0]
        before = onward(begin, timed.unix_s - _BEFORE_S, sessions, WEEK_S).end
        horizon = timed.end_unix_s + value("recovery_horizon_d") * SECONDS_PER_DAY
        after_d = _recovered_after_d(onward(before, horizon, [timed], _FINE_S), timed.end_unix_s)
    return Outcome(
        option=option,
        growth_pct=100.0 * (last.end.size / state.size - 1.0),
        damage_mean=last.middle["damage"].mean(axis=0),
        damage_peak=_weekly(last.unix_s, last.middle["damage"], np.max),
        readiness_low=_weekly(last.unix_s, last.middle["readiness"], np.min),
        soreness_peak=_most([part.middle["soreness"] for part in (*parts, last)]),
        soreness_peak_hi=_most([part.hi["soreness"] for part in (*parts, last)]),
        hardest=None if hardest is None else hardest[1],
        recovered_after_d=after_d,
    )


def coming(
    option: Option, pattern: Pattern, start: float, until: float
) -> Iterator[tuple[TimedBlocks, PatternSession]]:
    """The sessions of an option, repeated from `start` on."""
    length_s = pattern.days * SECONDS_PER_DAY
    for repeat in range(int((until - start) // length_s) + 1):
        for session in option.sessions:
            at = session.unix_s - pattern.begin_unix_s + start + repeat * length_s
            if at < until:
                yield TimedBlocks(at, session.blocks, session.force_log_sd), session


def _hardest(
    sessions: Sequence[tuple[TimedBlocks, PatternSession]], lived: Trajectory
) -> tuple[TimedBlocks, PatternSession] | None:
    """The session after which the legs, muscles averaged, are least ready."""
    legs = lived.middle["readiness"].mean(axis=1)
    ended = [each for each in sessions if each[0].end_unix_s <= lived.unix_s[-1]]
    if not ended:
        return None
    return min(ended, key=lambda each: legs[np.searchsorted(lived.unix_s, each[0].end_unix_s)])


def _recovered_after_d(alone: Trajectory, end_unix_s: float) -> Floats:
    """Days until enough draws are recovered and stay so, (muscle,); NaN beyond the horizon."""
    days = np.maximum(alone.unix_s - end_unix_s, 0.0) / SECONDS_PER_DAY
    short = alone.p_recovered < load_parameters("coach")["recovered_share"].value
    # Until the session has ended it has asked nothing yet.
    short[alone.unix_s < end_unix_s] = True
    first = np.where(short.any(axis=0), len(days) - np.argmax(short[::-1], axis=0), 0)
    return np.where(first < len(days), days[np.minimum(first, len(days) - 1)], np.nan)


def _most(series: Sequence[Floats]) -> Floats:
    """The most of several (time, muscle) series, (muscle,)."""
    return np.asarray(np.max([each.max(axis=0) for each in series], axis=0))


def _weekly(unix_s: Floats, series: Floats, extreme: Callable[..., Any]) -> Floats:
    """The mean over weeks of the weekly extreme of a (time, muscle) series, (muscle,)."""
    week = ((unix_s - unix_s[0]) // WEEK_S).astype(np.int64)
    whole = [n for n in np.unique(week) if (week == n).sum() > 1]
    return np.asarray(np.mean([extreme(series[week == n], axis=0) for n in whole], axis=0))
