"""Timer time: how much of the clock each row stands for, and where nothing counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from myostride.activity.clean.samples import BREAKS, Notes, Samples
from myostride.activity.recording import Floats, TimerEvent
from myostride.activity.run import Pause

__all__ = ["Counted", "counted"]

_TIMER, _GAP, _SEGMENT = (BREAKS.index(word) for word in ("timer", "gap", "segment"))
_STANDING_M_S = 0.5
"""Slower than this nobody walks; it is the drift of positions while one stands."""
_TOLERANCE = 0.02
"""Samples and timer may differ by this share and still be the same time: rounding at the ends."""
_SLACK_S = 2.0
"""Or by this much, two samples of a watch that writes each second."""
_SLACK_STEPS = 3.0
"""Or by this many steps of the file's own rhythm."""
_STOPPED_SHARE = 0.5
"""A step in which the timer stood for more than this share is a stop."""
_BELIEVED_SHARE = 0.9
"""Stop events that leave less than this share of the timer time contradict it."""

# A step is long by the file's own rhythm, and at least some seconds: smart recording leaves out
# many samples of steady running, and one second more or less is no pause.
_PAUSE_STEPS, _PAUSE_S = 2.5, 3.0
"""From here a step may be one of the pauses that the device's timer left out."""
_GAP_STEPS, _GAP_S = 8.0, 30.0
"""Without a timer: from here a step is a pause, as phones write nothing while one stands."""
_HOLE_STEPS, _HOLE_S = 10.0, 60.0
"""From here one sample cannot speak for a step even though the timer ran."""
_SEGMENT_STEPS, _SEGMENT_S = 1.5, 1.0
"""A new segment is a break if its step is longer than this many steps and seconds together."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Timer time of each row [s] and its break code, shape (n,), with their sum and pauses."""

    dt_s: Floats
    broken: NDArray[np.int8]
    duration_s: float
    pauses: tuple[Pause, ...]


def counted(
    samples: Samples,
    start_unix_s: float,
    timer_s: float,
    events: Sequence[TimerEvent],
    step_m: Floats,
    notes: Notes,
) -> Counted:
    """Share out the timer time over the rows.

    Parameters
    ----------
    samples
        Rows in order of time, with the breaks known so far.
    start_unix_s
        Start of the recording.
    timer_s
        Timer time as the device says, NaN if it does not.
    events
        Starts and stops of the timer.
    step_m
        Distance covered since the row before, NaN where unknown, shape (n,).
    notes
        Takes what was assumed and repaired.
    """
    step_s = np.diff(samples.unix_s, prepend=start_unix_s)
    usual = samples.usual_step_s()
    broken = samples.broken.copy()
    new_segment = np.diff(samples.segment, prepend=samples.segment[0]) != 0
    broken[new_segment & (step_s > _SEGMENT_STEPS * usual + _SEGMENT_S) & (broken == 0)] = _SEGMENT
    _mark_stops(broken, step_s, samples.unix_s, events, timer_s)
    known = np.isfinite(timer_s) and timer_s > 0
    if known:
        _mark_excess(broken, step_s, timer_s, usual)
    else:
        _mark_gaps(broken, step_s, usual)
    _mark_holes(broken, step_s, usual, notes)
    dt_s = np.where(broken == 0, step_s, 0.0)
    duration = float(dt_s.sum())
    if known and duration > 0:
        if duration > timer_s * (1 + _TOLERANCE):
            _mark_standing(broken, dt_s, step_m, timer_s)
            dt_s = np.where(broken == 0, step_s, 0.0)
            duration = float(dt_s.sum())
        dt_s, duration = _fitted(dt_s, duration, timer_s, usual, notes)
    return Counted(dt_s, broken, duration, _pauses(broken, step_s, samples, start_unix_s))


def _mark_stops(
    broken: NDArray[np.int8],
    step_s: Floats,
    unix_s: Floats,
    events: Sequence[TimerEvent],
    timer_s: float,
) -> None:
    """Mark steps during which the timer was stopped, by the device's own events."""
    stops: list[tuple[float, float]] = []
    stopped_at: float | None = None
    for event in sorted(events, key=lambda one: (one.unix_s, one.running)):
        if not event.running and stopped_at is None:
            stopped_at = event.unix_s
        elif event.running and stopped_at is not None:
            stops.append((stopped_at, event.unix_s))
            stopped_at = None
    if stopped_at is not None and stopped_at < unix_s[-1]:
        stops.append((stopped_at, float(unix_s[-1]) + 1.0))
    if not stops:
        return
    edges = np.array(stops)
    length = edges[:, 1] - edges[:, 0]
    # Time stood still until t, as a line through the edges of all stops.
    total = np.concatenate([[0.0], np.repeat(np.cumsum(length), 2)[:-1]])
    still = np.interp(unix_s, edges.ravel(), total)
    share = np.diff(still, prepend=still[0]) / np.maximum(step_s, 1e-9)
    marked = (share >= _STOPPED_SHARE) & (broken == 0)
    counts = step_s[(broken == 0) & ~marked].sum()
    if np.isfinite(timer_s) and counts < _BELIEVED_SHARE * min(timer_s, step_s[broken == 0].sum()):
        return  # the events contradict the timer: a stop that never was
    broken[marked] = _TIMER


def _mark_excess(broken: NDArray[np.int8], step_s: Floats, timer_s: float, usual: float) -> None:
    """Mark the longest steps as pauses until the rest fits the device's timer time."""
    excess = float(step_s[broken == 0].sum()) - timer_s
    if excess <= max(_SLACK_S, 2.0 * usual):
        return
    long_steps = np.flatnonzero((broken == 0) & (step_s > max(_PAUSE_S, _PAUSE_STEPS * usual)))
    for row in long_steps[np.argsort(-step_s[long_steps])]:
        if excess <= max(_SLACK_S, 0.5 * step_s[row]):  # marking it would overshoot
            break
        broken[row] = _TIMER
        excess -= step_s[row]


def _mark_gaps(broken: NDArray[np.int8], step_s: Floats, usual: float) -> None:
    """Without a timer: mark steps far out of the file's own rhythm."""
    broken[(step_s > max(_GAP_S, _GAP_STEPS * usual)) & (broken == 0)] = _GAP


def _mark_holes(broken: NDArray[np.int8], step_s: Floats, usual: float, notes: Notes) -> None:
    """Mark holes in the record while the timer ran: one sample cannot speak for minutes."""
    hole = (step_s > max(_HOLE_S, _HOLE_STEPS * usual)) & (broken == 0)
    if hole.any():
        broken[hole] = _GAP
        notes.repaired.append(
            f"no samples for {step_s[hole].sum():.0f} s in all while the timer ran; not counted"
        )


def _mark_standing(broken: NDArray[np.int8], dt_s: Floats, step_m: Floats, timer_s: float) -> None:
    """Mark rows recorded while standing, if that explains why the timer shows less."""
    with np.errstate(invalid="ignore"):
        standing = (dt_s > 0) & (step_m < _STANDING_M_S * dt_s)
    remaining = float(dt_s[~standing].sum())
    if abs(remaining - timer_s) < abs(float(dt_s.sum()) - timer_s) and remaining > 0:
        broken[standing] = _TIMER


def _fitted(
    dt_s: Floats, duration: float, timer_s: float, usual: float, notes: Notes
) -> tuple[Floats, float]:
    """Spread a small rest over the rows, so that they sum to the timer time."""
    if abs(duration - timer_s) <= max(_TOLERANCE * timer_s, _SLACK_STEPS * usual, _SLACK_S):
        return dt_s * (timer_s / duration), timer_s
    if duration < timer_s:
        notes.repaired.append(
            f"samples cover {duration:.0f} s of the {timer_s:.0f} s of timer time; only these count"
        )
    else:
        notes.repaired.append(
            f"samples cover {duration:.0f} s, the device's timer says {timer_s:.0f} s; "
            "the samples are used"
        )
    return dt_s, duration


def _pauses(
    broken: NDArray[np.int8], step_s: Floats, samples: Samples, start_unix_s: float
) -> tuple[Pause, ...]:
    """Stretches of equal break code, joined."""
    rows = np.flatnonzero(broken)
    if not rows.size:
        return ()
    starts = np.flatnonzero(
        (np.diff(rows, prepend=-2) > 1) | (np.diff(broken[rows], prepend=0) != 0)
    )
    lengths = np.add.reduceat(step_s[rows], starts)
    begins = samples.unix_s[rows[starts]] - step_s[rows[starts]] - start_unix_s
    return tuple(
        Pause(float(begin), float(length), BREAKS[code])
        for begin, length, code in zip(begins, lengths, broken[rows[starts]], strict=True)
    )
