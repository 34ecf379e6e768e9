"""Altitude smoothed over distance, the grade that follows, and how sure it is.

A straight line is fitted to the altitude in a window of distance about each row, weighted by
distance, so that standing still adds nothing. The window and the grade's standard error
follow the noise of the file's own altitude: short for a barometer, long for satellites.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from myostride.activity.recording import Floats

__all__ = ["MAX_GRADE", "Terrain", "climbed", "terrain"]

MAX_GRADE = 0.45
"""Steeper than this nobody runs for the length of a window; the value is cut there."""

_BAROMETER_HALF_M = 25.0
_SATELLITE_HALF_M = 75.0
_NOISY_M = 0.6
"""Roughness [m] above which altitude is taken for satellite height."""
_HYSTERESIS_M = 2.0
_HYSTERESIS_NOISY_M = 4.0


@dataclass(frozen=True, slots=True)
class Terrain:
    """Smoothed altitude [m], grade (rise over run) and its standard error, shape (n,).

    `noise_m` is the roughness of the altitude as recorded, `noisy` whether it looks like
    satellite height rather than a barometer's.
    """

    altitude_m: Floats
    grade: Floats
    grade_sd: Floats
    noise_m: float
    noisy: bool


def terrain(altitude_m: Floats, distance_m: Floats, stretch: NDArray[np.int64]) -> Terrain:
    """Smooth altitude over distance within unbroken stretches and take its slope.

    Parameters
    ----------
    altitude_m
        As recorded, NaN where missing, shape (n,).
    distance_m
        Cumulative, never decreasing, shape (n,).
    stretch
        Index of the unbroken stretch of each row, never decreasing, shape (n,).
    """
    roughness = _roughness_m(altitude_m, distance_m, stretch)
    noisy = roughness > _NOISY_M
    half = _SATELLITE_HALF_M if noisy else _BAROMETER_HALF_M
    # Stretches are laid so far apart that no window reaches into another one.
    place = distance_m + stretch * (2.0 * half + 1.0)
    fit = _local_lines(altitude_m, place, half)
    # Errors of a barometer (drift, wind) or of satellites last over many samples, and a line
    # through 50 or 150 m follows them: the floor under the fit's own error.
    floor = 0.02 if noisy else 0.006
    grade_sd = np.sqrt(fit.slope_sd**2 + floor**2)
    grade = np.clip(fit.slope, -MAX_GRADE, MAX_GRADE)
    return Terrain(fit.level, grade, grade_sd, roughness, noisy)


@dataclass(frozen=True, slots=True)
class _Lines:
    level: Floats
    slope: Floats
    slope_sd: Floats


def _local_lines(altitude_m: Floats, place_m: Floats, half_m: float) -> _Lines:
    """Weighted least-squares line in the window about each row, by running sums."""
    known = np.isfinite(altitude_m)
    centre = float(altitude_m[known].mean()) if known.any() else 0.0
    height = np.where(known, altitude_m - centre, 0.0)
    edge = np.concatenate([place_m[:1], (place_m[:-1] + place_m[1:]) / 2.0, place_m[-1:]])
    reach = np.minimum(np.diff(edge), 2.0 * half_m)  # a break is no distance covered
    weight = np.where(known, reach, 0.0) + 1e-6 * known
    low = np.searchsorted(place_m, place_m - half_m, side="left")
    high = np.searchsorted(place_m, place_m + half_m, side="right")

    def within(values: Floats) -> Floats:
        running: Floats = np.concatenate([[0.0], np.cumsum(values)])
        difference: Floats = running[high] - running[low]
        return difference

    origin = place_m - place_m[0]
    mass = within(weight)
    covered = within(reach)
    count = within(known.astype(np.float64))
    with np.errstate(divide="ignore", invalid="ignore"):
        mean_place = within(weight * origin) / mass
        mean_height = within(weight * height) / mass
        spread = within(weight * origin**2) / mass - mean_place**2
        joint = within(weight * origin * height) / mass - mean_place * mean_height
        variance = within(weight * height**2) / mass - mean_height**2
        usable = (count >= 3) & (mass >= 0.5 * covered) & (spread >= 4.0)
        slope = np.where(usable, joint / spread, np.nan)
        residual = np.maximum(variance - slope * joint, 0.0)
        slope_sd = np.sqrt(residual / (spread * np.maximum(count - 2.0, 1.0)))
        level = mean_height + np.nan_to_num(slope) * (origin - mean_place) + centre
    level = np.where((count >= 1) & (mass >= 0.5 * covered), level, np.nan)
    return _Lines(level, slope, slope_sd)


def _roughness_m(altitude_m: Floats, distance_m: Floats, stretch: NDArray[np.int64]) -> float:
    """Noise of the altitude [m]: robust size of its departures from a line through 100 m."""
    known = np.isfinite(altitude_m)
    if np.count_nonzero(known) < 10:
        return 0.0
    place = distance_m + stretch * 201.0
    fit = _local_lines(altitude_m, place, 50.0)
    departures = np.abs(altitude_m - fit.level)[known & np.isfinite(fit.level)]
    return 1.4826 * float(np.median(departures)) if departures.size else 0.0


def climbed(altitude_m: Floats, stretch: NDArray[np.int64], *, noisy: bool) -> tuple[float, float]:
    """Total ascent and descent [m] of smoothed altitude, changes below a threshold left out.

    NaN if there is no altitude. Nothing is counted from one stretch to the next.
    """
    known = np.isfinite(altitude_m)
    if np.count_nonzero(known) < 2:
        return float("nan"), float("nan")
    threshold = _HYSTERESIS_NOISY_M if noisy else _HYSTERESIS_M
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
        elif level - base >= threshold:
            ascent, base = ascent + level - base, level
        elif base - level >= threshold:
            descent, base = descent + base - level, level
    return ascent, descent
