"""A made-up valley to run in: its heights, its paths, and courses laid along them.

The river winds east from the door, the village lies south of it, a long slope rises to the north.
Every path reads its heights from the same ground, so runs that cross agree. x points east and
y north, in metres from the runner's door.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Point = tuple[float, float]
Leg = Sequence[Point]

__all__ = [
    "SPACING_M",
    "Course",
    "course",
    "height_m",
    "hill_repeats",
    "latitude_longitude",
    "loop",
    "out_and_back",
]

SPACING_M = 5.0
CORNER_M = 60.0
DOOR_LATITUDE_DEG, DOOR_LONGITUDE_DEG = 46.93, 9.87
METRES_PER_DEGREE = 111_195.0

BENDS = ((560.0, 1150.0), (230.0, 430.0))
"""Of the river: how far to either side, and over what length it turns (a wave's over 2 pi) [m]."""
STRAIGHT_M, BANK_M = 3000.0, 400.0
"""The bends widen over this far from the door; the ground follows the river about this far off."""


def river_m(x_m: Floats) -> Floats:
    """How far north of the door the river is [m], so far to the east."""
    wide = np.clip(x_m / STRAIGHT_M, 0.0, 1.0)
    return np.asarray(wide * sum(far * np.sin(x_m / length) for far, length in BENDS))


RIVER: Leg = tuple((float(x), float(river_m(np.array(x)))) for x in range(0, 13_001, 125))
VILLAGE: Leg = ((0, 0), (900, -250), (1600, -900), (1200, -1700), (200, -1900), (-700, -1300),
                (-600, -400), (0, 0))  # fmt: skip
RIDGE: Leg = ((0, 0), (1500, 300), (2400, 1300), (3300, 2400), (4200, 3300), (3000, 3700),
              (1800, 2800), (900, 1700), (300, 600), (0, 0))  # fmt: skip
DESCENT: Leg = ((4200, 5300), (2600, 4900), (3600, 4200), (1700, 3600), (2900, 2800),
                (1100, 2100), (1900, 1300), (500, 700), (0, 0), (-1200, 0))  # fmt: skip
TO_THE_SLOPE: Leg = ((0, 0), (900, 150), (1500, 750))
SLOPE: Leg = ((1500, 750), (1560, 1180))


@dataclass(frozen=True, slots=True)
class Course:
    """Ground under a run, one point every `SPACING_M`: position, height and grade."""

    x_m: Floats
    y_m: Floats
    height_m: Floats
    grade: Floats

    @property
    def length_m(self) -> float:
        return SPACING_M * (self.x_m.size - 1)


def height_m(x_m: Floats, y_m: Floats) -> Floats:
    """Height of the ground above the sea [m]."""
    river = river_m(x_m)
    y_m = y_m - river * np.exp(-(((y_m - river) / BANK_M) ** 2))
    share = np.clip((y_m - 200.0) / 5000.0, 0.0, 1.0)
    slope = 640.0 * share**2 * (3.0 - 2.0 * share)
    wooded = np.clip(np.abs(y_m) / 900.0, 0.0, 1.0)
    ripples = 9.0 * np.sin(x_m / 410.0) + 5.0 * np.sin((x_m + 2.0 * y_m) / 260.0)
    knolls = 11.0 * (1.0 - np.cos(np.minimum(y_m, 0.0) / 420.0))
    return np.asarray(512.0 - 0.0025 * x_m + slope + knolls + wooded * ripples)


def course(legs: Sequence[Leg]) -> Course:
    """The ground along `legs`, run one after another; corners are rounded, turns are not."""
    x_m, y_m = (np.concatenate(parts) for parts in zip(*map(_laid_out, legs), strict=True))
    height = height_m(x_m, y_m)
    return Course(x_m, y_m, height, np.gradient(height, SPACING_M))


def _laid_out(leg: Leg) -> tuple[Floats, Floats]:
    corners = np.asarray(leg, dtype=np.float64)
    at = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(corners, axis=0).T))))
    fine = np.arange(0.0, at[-1] + 1.0)
    reach = int(CORNER_M / 2)
    rounded = [_running_mean(np.interp(fine, at, column), reach) for column in corners.T]
    walked = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(rounded)))))
    every = np.arange(0.0, walked[-1], SPACING_M)
    return np.interp(every, walked, rounded[0]), np.interp(every, walked, rounded[1])


def _running_mean(values: Floats, reach: int) -> Floats:
    """Mean over `reach` neighbours on both sides; the ends are continued straight on."""
    before = 2 * values[0] - values[reach:0:-1]
    after = 2 * values[-1] - values[-2 : -reach - 2 : -1]
    window = np.full(2 * reach + 1, 1.0 / (2 * reach + 1))
    return np.convolve(np.concatenate((before, values, after)), window, mode="valid")


def out_and_back(path: Leg, length_m: float) -> Course:
    """Half of `length_m` along the path, then the same way home."""
    out = course([path])
    half = slice(0, max(2, min(out.x_m.size, int(length_m / 2 / SPACING_M) + 1)))
    x_m = np.concatenate((out.x_m[half], out.x_m[half][-2::-1]))
    y_m = np.concatenate((out.y_m[half], out.y_m[half][-2::-1]))
    height = height_m(x_m, y_m)
    return Course(x_m, y_m, height, np.gradient(height, SPACING_M))


def loop(path: Leg, length_m: float) -> Course:
    """Round and round the path until `length_m` is done."""
    once = course([path]).length_m
    rounds = course([path] * (int(length_m // once) + 1))
    keep = slice(0, int(length_m / SPACING_M) + 1)
    return Course(rounds.x_m[keep], rounds.y_m[keep], rounds.height_m[keep], rounds.grade[keep])


def hill_repeats(count: int) -> tuple[Course, float, float]:
    """To the slope, `count` times up and down, and home.

    Returns the course, the length of the way there [m] and of the slope [m].
    """
    up, down = SLOPE, tuple(reversed(SLOPE))
    legs = [TO_THE_SLOPE, *(leg for _ in range(count) for leg in (up, down))]
    home = tuple(reversed(TO_THE_SLOPE))
    return course([*legs, home]), course([TO_THE_SLOPE]).length_m, course([SLOPE]).length_m


def latitude_longitude(x_m: Floats, y_m: Floats) -> tuple[Floats, Floats]:
    """Positions on the globe [deg] of points in the valley."""
    shrink = np.cos(np.radians(DOOR_LATITUDE_DEG))
    return (
        DOOR_LATITUDE_DEG + y_m / METRES_PER_DEGREE,
        DOOR_LONGITUDE_DEG + x_m / (METRES_PER_DEGREE * shrink),
    )
