"""Distance and speed: the device's where it has them, else from positions, else from speed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from myostride.activity.clean.robust import median
from myostride.activity.clean.samples import BREAKS, Notes, Samples, counting
from myostride.activity.positions import haversine_m
from myostride.activity.ranges import FASTEST_ON_FOOT_M_S
from myostride.activity.recording import Floats

__all__ = ["Travel", "fitted_total", "speeds", "travelled"]

_LEG = BREAKS.index("leg")
_FREE_M = 50.0
"""A step of the device's distance may exceed the fastest speed by this much (late fixes)."""
_FREE_POSITION_M = 10.0
"""A step between positions may exceed it by this much: the error of two satellite fixes."""
_LEAST_SHARE, _LEAST_M = 0.2, 100.0
"""A device distance below this share of the positions' (less these metres) was not recorded:
a foot pod that stopped, a counter that never ran."""
_LONG_WITHOUT_S = 30.0
"""So long a stretch without distance at an end is completed from positions; a shorter one is
the first fix or the last seconds."""
_ROUNDS = 4
"""Leaps may hide behind leaps; more rounds than this find nothing on real files."""

_TREADMILL_FACTOR = 0.5, 2.0
"""A treadmill's own total may be off the foot pod's by this factor; beyond it is a slip."""
_UNSAID_FACTOR = 0.005
"""A correction this small is rounding and not worth a word."""
_SAME_SHARE, _SAME_M = 0.05, 20.0
"""Total and samples that differ by no more are the same distance: the last seconds, rounding."""
_SPEED_FACTOR = 0.5, 2.0
"""Speed times time outside these shares of the distance is in another unit, or of a bicycle."""
_FAST_M_S, _BELIED = 6.0, 2.0
"""A speed above the first, and more than this many times what the distance about it says, is a
fault of the sensor: a sprint shows in both."""
_DEVICE_HALF_S, _POSITIONS_HALF_S = 4.0, 6.0
"""Half windows of speed from distance; positions are the noisier."""

_LONG_STEP_S, _LONG_STEP = 6.0, 4.0
"""A row this long, in seconds and in steps of the file, gets the mean speed of its step."""


@dataclass(frozen=True, slots=True)
class Travel:
    """Distance since the row before [m], shape (n,), NaN where unknown, and its source."""

    step_m: Floats
    source: str


def travelled(samples: Samples, notes: Notes) -> Travel:
    """How far each row is from the one before it.

    Device distance comes first, its missing stretches completed from positions; then
    positions alone; then speed over time. Positions a runner cannot have reached are taken
    out of `samples`.
    """
    positions = _from_positions(samples, notes)
    device = _from_device(samples, positions, notes)
    if device is not None:
        return Travel(device, "device")
    if positions is not None and np.nansum(positions) > 0:
        return Travel(positions, "positions")
    speed = samples.columns.get("speed_m_s")
    if speed is not None:
        step_s = np.diff(samples.unix_s, prepend=samples.unix_s[0])
        return Travel(np.where(samples.broken == 0, speed * step_s, 0.0), "speed")
    return Travel(np.full(len(samples), np.nan), "none")


def _from_device(samples: Samples, positions: Floats | None, notes: Notes) -> Floats | None:
    total = samples.columns.get("distance_m")
    if total is None:
        return None
    known = np.flatnonzero(np.isfinite(total))
    if known.size < 2:
        return None
    values = total[known]
    step_s = np.diff(samples.unix_s[known])
    step_m = np.diff(values)
    crossed = np.cumsum(samples.broken == _LEG)[known]
    other_leg = np.diff(crossed) > 0
    absurd = (step_m > FASTEST_ON_FOOT_M_S * step_s + _FREE_M) & ~other_leg
    if absurd.any():
        count = int(np.count_nonzero(absurd))
        notes.repaired.append(f"{counting(count, 'jump')} of the distance left out")
    step_m[absurd | (step_m < 0) | other_leg] = 0.0
    first = values[0] if values[0] <= _FREE_M else 0.0
    covered = first + np.concatenate([[0.0], np.cumsum(step_m)])
    if covered[-1] <= 0 or _much_less(covered[-1], positions):
        return None
    if known.size == len(samples):
        return np.diff(covered, prepend=0.0)
    distance = np.interp(samples.unix_s, samples.unix_s[known], covered)
    step = np.diff(distance, prepend=0.0)
    return step if positions is None else _completed(step, samples, known, positions, notes)


def _much_less(distance_m: float, positions: Floats | None) -> bool:
    return positions is not None and distance_m < (
        _LEAST_SHARE * float(np.nansum(positions)) - _LEAST_M
    )


def _completed(
    step: Floats, samples: Samples, known: NDArray[np.int64], positions: Floats, notes: Notes
) -> Floats:
    """Put summed positions where the device's distance starts late or ends early."""
    row = np.arange(len(samples))
    outside = (row < known[0]) | (row > known[-1])
    length_s = np.diff(samples.unix_s, prepend=samples.unix_s[0])[outside].sum()
    if length_s <= _LONG_WITHOUT_S:
        return step
    added = float(np.nansum(positions[outside]))
    notes.repaired.append(
        f"the device's distance is missing for {length_s:.0f} s at an end; "
        f"{added:.0f} m from positions added"
    )
    return np.where(outside, np.nan_to_num(positions), step)


def _from_positions(samples: Samples, notes: Notes) -> Floats | None:
    """Steps between known positions, laid on the later row; nothing across breaks."""
    if "latitude_deg" not in samples.columns:
        return None
    latitude, longitude = samples.columns["latitude_deg"], samples.columns["longitude_deg"]
    known = np.flatnonzero(np.isfinite(latitude))
    if known.size < 2:
        return None
    known, steps = _without_leaps(known, latitude, longitude, samples, notes)
    crossed = np.cumsum(samples.broken > 0)[known]
    new_segment = np.diff(samples.segment[known]) != 0
    steps = np.where((np.diff(crossed) > 0) | new_segment, 0.0, steps)
    if known.size == len(samples):
        return np.concatenate([[0.0], steps])
    covered = np.concatenate([[0.0], np.cumsum(steps)])
    spread: Floats = np.interp(samples.unix_s, samples.unix_s[known], covered)
    return np.diff(spread, prepend=0.0)


def _without_leaps(
    known: NDArray[np.int64],
    latitude: Floats,
    longitude: Floats,
    samples: Samples,
    notes: Notes,
) -> tuple[NDArray[np.int64], Floats]:
    """Leave out positions that nobody could have reached from both neighbours."""
    dropped = 0
    for _ in range(_ROUNDS):
        steps = haversine_m(latitude[known], longitude[known])
        leap = steps > FASTEST_ON_FOOT_M_S * np.diff(samples.unix_s[known]) + _FREE_POSITION_M
        into, out = np.concatenate([[True], leap]), np.concatenate([leap, [True]])
        wrong = into & out & (np.concatenate([[False], leap]) | np.concatenate([leap, [False]]))
        if not wrong.any() or known.size - np.count_nonzero(wrong) < 2:
            break
        dropped += int(np.count_nonzero(wrong))
        for column in (latitude, longitude):
            column[known[wrong]] = np.nan
        known = known[~wrong]
    if leap.any():
        dropped += int(np.count_nonzero(leap))
        steps = np.where(leap, 0.0, steps)
    if dropped:
        notes.repaired.append(
            f"{counting(dropped, 'position')} that no runner could have reached left out"
        )
    return known, steps


def fitted_total(
    distance_m: Floats, stated_m: float, *, treadmill: bool, partial: bool, notes: Notes
) -> tuple[Floats, float]:
    """The cumulative distance fitted to the session's total, and the factor to speed.

    A treadmill's total is what the runner read off the machine, so records follow it;
    outdoors small differences are the last seconds, and large ones a summary that does not
    belong to the samples.
    """
    recorded = float(distance_m[-1])
    if not (stated_m > 0 and recorded > 0):
        return distance_m, 1.0
    factor = stated_m / recorded
    least, most = _TREADMILL_FACTOR
    if treadmill and least <= factor <= most:
        if abs(factor - 1.0) > _UNSAID_FACTOR:
            notes.repaired.append(
                f"distance and speed scaled by {factor:.3f} to the treadmill's {stated_m:.0f} m"
            )
            return distance_m * factor, factor
        return distance_m * factor, 1.0
    if abs(factor - 1.0) <= _SAME_SHARE or abs(stated_m - recorded) <= _SAME_M:
        return distance_m * factor, 1.0
    if not partial:
        notes.repaired.append(
            f"the device states {stated_m:.0f} m, its samples cover {recorded:.0f} m; "
            "the samples are used"
        )
    return distance_m, 1.0


def speeds(samples: Samples, dt_s: Floats, travel: Travel, notes: Notes) -> Floats:
    """Speed of each row [m/s]: the device's, its gaps filled from distance over time.

    A row that stands for a step far longer than the file's rhythm gets the mean speed of the
    step: its own instant cannot speak for it (phones record nothing while one stands).
    """
    speed = samples.columns.get("speed_m_s")
    if travel.source == "none":
        return samples.column("speed_m_s")
    distance_m = np.cumsum(np.nan_to_num(travel.step_m))
    if speed is not None:
        total = float(np.nansum(speed * dt_s))
        known = float(dt_s[np.isfinite(speed)].sum())
        covered = distance_m[-1] * known / max(float(dt_s.sum()), 1e-9)
        least, most = _SPEED_FACTOR
        if not least * covered <= total <= most * covered:
            notes.repaired.append("the device's speed contradicts its distance; not used")
            speed = None
    half_s = _DEVICE_HALF_S if travel.source == "device" else _POSITIONS_HALF_S
    derived = _derived_speed(dt_s, distance_m, half_s)
    if speed is None:
        speed = derived
    elif travel.source != "speed":
        belied = (speed > _FAST_M_S) & (speed > _BELIED * derived)
        if belied.any():
            count = counting(int(np.count_nonzero(belied)), "speed")
            notes.repaired.append(f"{count} far above what the distance says left out")
        speed = np.where(belied | np.isnan(speed), derived, speed)
    long_step = dt_s > max(_LONG_STEP_S, _LONG_STEP * samples.usual_step_s())
    if long_step.any() and travel.source != "speed":
        mean = travel.step_m[long_step] / dt_s[long_step]
        speed = speed.copy()
        own = np.fmin(speed[long_step], mean)
        speed[long_step] = np.where(mean <= FASTEST_ON_FOOT_M_S, own, np.nan)
    return speed


def _derived_speed(dt_s: Floats, distance_m: Floats, half_window_s: float) -> Floats:
    """Distance over timer time in a window about each row; pauses have no width in it."""
    clock = np.cumsum(dt_s)
    counting = dt_s[dt_s > 0]
    if counting.size < 1:
        return np.full(dt_s.size, np.nan)
    half = max(half_window_s, 1.5 * median(counting))
    low, high = np.maximum(clock - half, clock[0]), np.minimum(clock + half, clock[-1])
    moved = np.interp(high, clock, distance_m) - np.interp(low, clock, distance_m)
    with np.errstate(divide="ignore", invalid="ignore"):
        speed = np.where(high > low, moved / (high - low), np.nan)
    return np.where(speed <= FASTEST_ON_FOOT_M_S, speed, np.nan)
