"""The device's clock put in order: backward steps, jumps and doubled times."""

from __future__ import annotations

from bisect import bisect_right

import numpy as np
from numpy.typing import NDArray

from myostride.activity.clean.robust import median
from myostride.activity.clean.samples import BREAKS, Notes, Samples, counting
from myostride.activity.recording import Floats
from myostride.errors import ActivityError
from myostride.units import SECONDS_PER_DAY

__all__ = ["LONGEST_S", "ordered"]

LONGEST_S = 31 * SECONDS_PER_DAY
"""No single recording is longer; a file that says so has a broken clock."""

_CLOCK = BREAKS.index("clock")
_LONGEST_STEP_S = 3600.0
"""Shorter steps may be pauses and are never taken for a jump of the clock."""
_FEW_ROWS, _FEW_SHARE = 3, 0.02
"""Up to so many rows, or this share, are single faults and left out rather than shifted."""
_MOST_JUMPS = 5
_MOST_BACKWARD = 0.1
"""More jumps, or a larger share of backward steps: no clock can be made out of it."""
_JUMP_SHARE = 0.5
"""A long step is a jump if the file lasts longer than the device says by this share of it."""


def ordered(samples: Samples, elapsed_s: float, notes: Notes) -> Samples:
    """Rows in strictly increasing time.

    Parameters
    ----------
    samples
        Rows as recorded.
    elapsed_s
        Clock time from start to end as the device says, NaN if it does not; a jump is told
        from a long pause by it.
    notes
        Takes what was repaired.

    Raises
    ------
    ActivityError
        If the times are too broken to be put in order.
    """
    if (np.diff(samples.unix_s) < 0).any():
        samples = _without_backward_steps(samples, notes)
    if (np.diff(samples.unix_s) > _LONGEST_STEP_S).any():
        samples = _without_jumps(samples, elapsed_s, notes)
    span_s = float(samples.unix_s[-1] - samples.unix_s[0])
    if span_s > LONGEST_S:
        raise ActivityError(
            f"its times span {span_s / SECONDS_PER_DAY:.0f} days; the device's clock was broken"
        )
    return _merged(samples)


def _without_backward_steps(samples: Samples, notes: Notes) -> Samples:
    """Leave out single rows with a wrong time; shift a longer stretch behind what precedes."""
    kept = _longest_rising(samples.unix_s)
    dropped = len(samples) - kept.size
    if dropped <= max(_FEW_ROWS, _FEW_SHARE * len(samples)):
        notes.repaired.append(f"{counting(dropped, 'sample')} with a time out of order left out")
        return samples.take(kept)
    step = np.diff(samples.unix_s, prepend=samples.unix_s[0])
    backward = step < 0
    if np.count_nonzero(backward) > max(_FEW_ROWS, _MOST_BACKWARD * len(samples)):
        raise ActivityError("its times run backward all along; the device's clock was broken")
    usual = median(step[step > 0]) if (step > 0).any() else 1.0
    step[backward] = usual
    samples.broken[backward] = _CLOCK
    notes.repaired.append(
        f"the clock stepped back {counting(int(backward.sum()), 'time')}; what follows is shifted"
    )
    samples.unix_s = samples.unix_s[0] + np.cumsum(step)
    return samples


def _longest_rising(values: Floats) -> NDArray[np.int64]:
    """Indices of the longest non-decreasing subsequence."""
    tops: list[float] = []
    rows: list[int] = []
    before = [0] * values.size
    for row, value in enumerate(values.tolist()):
        place = bisect_right(tops, value)
        before[row] = rows[place - 1] if place else -1
        if place == len(tops):
            tops.append(value)
            rows.append(row)
        else:
            tops[place], rows[place] = value, row
    chain = []
    row = rows[-1]
    while row >= 0:
        chain.append(row)
        row = before[row]
    return np.array(chain[::-1], dtype=np.int64)


def _without_jumps(samples: Samples, elapsed_s: float, notes: Notes) -> Samples:
    """Close jumps of the clock; a few rows cut off by one have a wrong time and go."""
    usual = samples.usual_step_s()
    closed = 0
    for row in np.flatnonzero(np.diff(samples.unix_s) > _LONGEST_STEP_S)[::-1] + 1:
        jump = samples.unix_s[row] - samples.unix_s[row - 1]
        span = samples.unix_s[-1] - samples.unix_s[0]
        same_segment = samples.segment[row] == samples.segment[row - 1]
        if np.isfinite(elapsed_s) and elapsed_s > 0:
            is_jump = span - elapsed_s > _JUMP_SHARE * jump
        else:
            is_jump = same_segment and jump > SECONDS_PER_DAY
        if not is_jump:
            continue
        after = len(samples) - row
        if min(row, after) <= min(_FEW_ROWS, _FEW_SHARE * len(samples)):
            off = f"with a time {jump / SECONDS_PER_DAY:.0f} days off left out"
            notes.repaired.append(f"{counting(min(row, after), 'sample')} {off}")
            samples = samples.take(np.arange(row) if after < row else np.arange(row, len(samples)))
            continue
        closed += 1
        if closed > _MOST_JUMPS:
            raise ActivityError("its times jump all along; the device's clock was broken")
        notes.repaired.append(
            f"the clock jumped by {jump / SECONDS_PER_DAY:.1f} days in mid-file; "
            "the jump is taken out"
        )
        samples.unix_s = samples.unix_s.copy()
        samples.unix_s[row:] -= jump - usual
        samples.broken[row] = _CLOCK
    return samples


def _merged(samples: Samples) -> Samples:
    """One row for each time: later values win, missing ones are filled by the others."""
    first = np.diff(samples.unix_s, prepend=-np.inf) > 0
    if first.all():
        return samples
    group = np.cumsum(first) - 1
    columns = {}
    for name, values in samples.columns.items():
        known = np.flatnonzero(np.isfinite(values))
        merged = np.full(int(group[-1]) + 1, np.nan)
        merged[group[known]] = values[known]
        columns[name] = merged
    broken = np.maximum.reduceat(samples.broken, np.flatnonzero(first))
    return Samples(samples.unix_s[first], columns, samples.segment[first], broken)
