"""Altitude smoothed over distance, the grade that follows, and how sure it is.

A straight line is fitted to the altitude in a window of distance about each row, weighted by
distance, so that standing still adds nothing. The window and the grade's standard error
follow the noise of the file's own altitude: short for a barometer, long for satellites.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from myostride.activity.clean.climb import unclimbable
from myostride.activity.clean.robust import median, spread
from myostride.activity.recording import Floats

__all__ = ["MAX_GRADE", "Terrain", "climbed", "terrain"]

MAX_GRADE = 0.45
"""Steeper than this nobody runs for the length of a window; the value is cut there."""

_BAROMETER_HALF_M = 25.0
_SATELLITE_HALF_M = 75.0
"""Half windows of the slope: as short as the noise of either altitude allows."""
_NOISY_M = 0.55
_NOISY_M_PER_GRADE = 2.5
"""Roughness [m] above which altitude is taken for satellite height; a hilly course, whose
grade varies more, is allowed as much more per unit of the grade's spread."""
_LEAP_M = 10.0
_CLIMB_M_S = 3.0
"""Altitude that changes faster than this at once is a new calibration, not ground."""
_SHORTEST_PIECE = 10
"""Fewer rows than this between two leaps are a fault; more are a new calibration."""
_ROUGHNESS_HALF_M = 50.0
"""Half window of the lines from which roughness departs: ground is straight over 100 m."""
_BAROMETER_FLOOR = 0.006
_SATELLITE_FLOOR = 0.02
"""Standard error of a grade below which no window brings it: 0.3 m over 50 m, 3 m over 150 m."""
_HYSTERESIS_M = 1.0
"""Climbs below this are steps of the sensor; watches count ascent so too."""
_LEAST_KNOWN = 0.5
"""Share of a window's distance that rows with an altitude must speak for."""
_LEAST_SPREAD_M2 = 4.0
"""Variance of place below which a window is too short for a slope: the runner stood."""
_STANDING_WEIGHT_M = 1e-6
"""Weight of a row that covers no ground, so that a level is known where one only stood."""
_MAD_TO_SD = 1.4826
"""Standard deviation of normal noise over its median absolute departure."""
_FEWEST_DEPARTURES = 10


@dataclass(frozen=True, slots=True)
class Terrain:
    """Smoothed altitude [m], grade (rise over run) and its standard error, shape (n,).

    `ascent_m` and `descent_m` are summed from the smoothed altitude; `noise_m` is the
    roughness of the altitude as recorded, `noisy` whether it looks like satellite height
    rather than a barometer's; `dropped` counts altitudes that leapt off the ground, and
    `drifted_s` is the time in which it moved faster than anyone on foot.
    """

    altitude_m: Floats
    grade: Floats
    grade_sd: Floats
    ascent_m: float = float("nan")
    descent_m: float = float("nan")
    noise_m: float = 0.0
    noisy: bool = False
    dropped: int = 0
    drifted_s: float = 0.0


def terrain(
    altitude_m: Floats, distance_m: Floats, unix_s: Floats, stretch: NDArray[np.int64]
) -> Terrain:
    """Smooth altitude over distance within unbroken stretches and take its slope.

    Parameters
    ----------
    altitude_m
        As recorded, NaN where missing, shape (n,).
    distance_m
        Cumulative, never decreasing, shape (n,).
    unix_s
        Time of each row [s], shape (n,).
    stretch
        Index of the unbroken stretch of each row, never decreasing, shape (n,).
    """
    altitude_m, dropped = _without_leaps(altitude_m, unix_s)
    stretch = stretch + _calibrations(altitude_m, unix_s)
    sums = _RunningSums(altitude_m, distance_m, stretch)
    trial = sums.lines(_ROUGHNESS_HALF_M)
    drifted = unclimbable(trial.level, unix_s, stretch)
    if drifted.any():
        altitude_m = np.where(drifted, np.nan, altitude_m)
        stretch = stretch + np.cumsum(np.abs(np.diff(drifted, prepend=False)))
        sums = _RunningSums(altitude_m, distance_m, stretch)
        trial = sums.lines(_ROUGHNESS_HALF_M)
    noise = _roughness_m(altitude_m, trial)
    noisy = noise > _NOISY_M + _NOISY_M_PER_GRADE * spread(trial.slope)
    fit = sums.lines(_SATELLITE_HALF_M if noisy else _BAROMETER_HALF_M)
    # Errors of a barometer (drift, wind) or of satellites last over many samples, and a line
    # through 50 or 150 m follows them: the floor under the fit's own error.
    floor = _SATELLITE_FLOOR if noisy else _BAROMETER_FLOOR
    ascent, descent = climbed(fit.level, stretch)
    return Terrain(
        altitude_m=fit.level,
        grade=np.clip(fit.slope, -MAX_GRADE, MAX_GRADE),
        grade_sd=np.sqrt(fit.slope_sd**2 + floor**2),
        ascent_m=ascent,
        descent_m=descent,
        noise_m=noise,
        noisy=noisy,
        dropped=dropped,
        drifted_s=float(np.diff(unix_s, prepend=unix_s[:1])[drifted].sum()),
    )


def _leaps(altitude_m: Floats, unix_s: Floats) -> NDArray[np.bool_]:
    """Whether each value is out of reach of the one before it, shape (m,), first False."""
    step_s = np.diff(unix_s, prepend=unix_s[:1])
    leap: NDArray[np.bool_] = (
        np.abs(np.diff(altitude_m, prepend=altitude_m[:1])) > _LEAP_M + _CLIMB_M_S * step_s
    )
    return leap


def _without_leaps(altitude_m: Floats, unix_s: Floats) -> tuple[Floats, int]:
    """Altitude without short pieces that stand off by a leap (flipped bits, first fixes)."""
    known = np.flatnonzero(np.isfinite(altitude_m))
    leap = _leaps(altitude_m[known], unix_s[known])
    if not leap.any():
        return altitude_m, 0
    piece = np.cumsum(leap)
    size = np.bincount(piece)
    short = (size < _SHORTEST_PIECE) & (size < size.max())
    off = known[short[piece]]
    altitude_m = altitude_m.copy()
    altitude_m[off] = np.nan
    return altitude_m, int(off.size)


def _calibrations(altitude_m: Floats, unix_s: Floats) -> NDArray[np.int64]:
    """How many leaps of the altitude's level lie before each row, shape (n,)."""
    known = np.flatnonzero(np.isfinite(altitude_m))
    leap = np.zeros(altitude_m.size, dtype=np.int64)
    leap[known[_leaps(altitude_m[known], unix_s[known])]] = 1
    return np.cumsum(leap)


@dataclass(frozen=True, slots=True)
class _Lines:
    level: Floats
    slope: Floats
    slope_sd: Floats


class _RunningSums:
    """Sums over distance from which the line in any window about each row follows at once."""

    def __init__(self, altitude_m: Floats, distance_m: Floats, stretch: NDArray[np.int64]) -> None:
        # Stretches are laid so far apart that no window reaches into another one.
        self._place = distance_m + stretch * (2.0 * _SATELLITE_HALF_M + 1.0)
        self._from_start = self._place - self._place[0]
        known = np.isfinite(altitude_m)
        self._datum = float(altitude_m[known].mean()) if known.any() else 0.0
        height = np.where(known, altitude_m - self._datum, 0.0)
        # Each row speaks for half of the way to its neighbours; a break is no way covered.
        half_step = np.minimum(np.diff(distance_m) / 2.0, _BAROMETER_HALF_M)
        half_step[np.diff(stretch) > 0] = 0.0
        reach = np.concatenate([half_step, [0.0]]) + np.concatenate([[0.0], half_step])
        weight = np.where(known, reach + _STANDING_WEIGHT_M, 0.0)
        weighted_place, weighted_height = weight * self._from_start, weight * height
        self._known, self._covered, self._mass = _run(known), _run(reach), _run(weight)
        self._sum_place, self._sum_height = _run(weighted_place), _run(weighted_height)
        self._sum_place_place = _run(weighted_place * self._from_start)
        self._sum_place_height = _run(weighted_place * height)
        self._sum_height_height = _run(weighted_height * height)

    def lines(self, half_m: float) -> _Lines:
        """Weighted least-squares line in the window of `half_m` each way about each row."""
        low = np.searchsorted(self._place, self._place - half_m, side="left")
        high = np.searchsorted(self._place, self._place + half_m, side="right")

        def within(running: Floats) -> Floats:
            difference: Floats = running[high] - running[low]
            return difference

        count, mass, covered = within(self._known), within(self._mass), within(self._covered)
        with np.errstate(divide="ignore", invalid="ignore"):
            mean_place = within(self._sum_place) / mass
            mean_height = within(self._sum_height) / mass
            spread = within(self._sum_place_place) / mass - mean_place**2
            joint = within(self._sum_place_height) / mass - mean_place * mean_height
            variance = within(self._sum_height_height) / mass - mean_height**2
            solid = mass >= _LEAST_KNOWN * covered
            usable = solid & (count >= 3) & (spread >= _LEAST_SPREAD_M2)
            slope = np.where(usable, joint / spread, np.nan)
            residual = np.maximum(variance - slope * joint, 0.0)
            slope_sd = np.sqrt(residual / (spread * np.maximum(count - 2.0, 1.0)))
            level = mean_height + np.nan_to_num(slope) * (self._from_start - mean_place)
        return _Lines(np.where(solid & (count >= 1), level + self._datum, np.nan), slope, slope_sd)


def _run(values: NDArray[np.bool_] | Floats) -> Floats:
    """Running sum with a zero in front, shape (n + 1,)."""
    running = np.zeros(values.size + 1)
    np.cumsum(values, out=running[1:])
    return running


def _roughness_m(altitude_m: Floats, fit: _Lines) -> float:
    """Noise of the altitude [m]: robust size of its departures from lines through 100 m."""
    departures = np.abs(altitude_m - fit.level)
    departures = departures[np.isfinite(departures)]
    if departures.size < _FEWEST_DEPARTURES:
        return 0.0
    return _MAD_TO_SD * median(departures)


def climbed(altitude_m: Floats, stretch: NDArray[np.int64]) -> tuple[float, float]:
    """Total ascent and descent [m] of smoothed altitude, changes below 1 m left out.

    NaN if there is no altitude. Nothing is counted from one stretch to the next.
    """
    known = np.isfinite(altitude_m)
    if np.count_nonzero(known) < 2:
        return float("nan"), float("nan")
    height, part = altitude_m[known], stretch[known]
    turning = np.ones(height.size, dtype=bool)
    turning[1:-1] = np.diff(height[:-1]) * np.diff(height[1:]) <= 0
    turning[1:] |= np.diff(part) != 0
    turning[:-1] |= np.diff(part) != 0
    ascent = descent = 0.0
    current, base = -1, 0.0
    for level, piece in zip(height[turning].tolist(), part[turning].tolist(), strict=True):
        if piece != current:
            current, base = piece, level
        elif level - base >= _HYSTERESIS_M:
            ascent, base = ascent + level - base, level
        elif base - level >= _HYSTERESIS_M:
            descent, base = descent + base - level, level
    return ascent, descent
