"""Smooth curves through hand-placed points: what every outline and fibre of the atlas is made of.

Points are written "x,y x,y ..."; a point followed by `!` is a corner. Between the points runs a
centripetal Catmull-Rom spline, written as cubic Béziers: it neither loops nor overshoots where
points stand close together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

__all__ = ["Curve", "Fibre", "curve", "fibres", "inside"]

NEAR = 1e-9
GRID = 0.5
"""Written points lie on this grid, which is finer than a phone's pixel and keeps drawings small."""
OVERHANG = 0.15


def _lagrange(t: float) -> list[float]:
    """Weights of start, middle and end in the parabola through them, at 0 <= t <= 1."""
    return [(2 * t - 1) * (t - 1), 4 * t * (1 - t), t * (2 * t - 1)]


REACH = np.array([_lagrange(-OVERHANG), _lagrange(0.5), _lagrange(1.0 + OVERHANG)])
"""From a bow's start, middle and end to those of the same bow, longer at both ends."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A smooth curve.

    beziers : (segment, 4, 2), each segment starting where the one before ended.
    """

    beziers: Floats
    closed: bool

    def path(self) -> str:
        """The `d` of an SVG path, in relative moves on the grid."""
        on_grid = np.round(self.beziers / GRID)
        steps = on_grid[:, 1:] - on_grid[:, :1]
        start, moves = (_written(part * GRID) for part in (on_grid[0, 0], steps))
        return f"M{start}c{moves}{'z' if self.closed else ''}"

    def sampled(self, per_segment: int = 8) -> Floats:
        """(point, 2) on the curve, in order."""
        t = np.linspace(0.0, 1.0, per_segment, endpoint=False)[:, None, None]
        a, b, c, d = (self.beziers[None, :, i] for i in range(4))
        along = (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t**2 * c + t**3 * d
        points = along.transpose(1, 0, 2).reshape(-1, 2)
        return points if self.closed else np.vstack([points, self.beziers[-1, 3]])


@dataclass(frozen=True, slots=True)
class Fibre:
    """A plain bow. points : (3, 2), start, middle (on the line) and end."""

    points: Floats

    def path(self) -> str:
        """The `d` of an SVG path: one quadratic Bézier."""
        start, middle, end = self.points
        control = 2.0 * middle - 0.5 * (start + end)
        at, *steps = np.round(np.array([start, control, end]) / GRID)
        return f"M{_written(at * GRID)}q{_written((steps - at) * GRID)}"


def curve(text: str, *, closed: bool) -> Curve:
    """The curve through the points of `text`."""
    return _through(_points(text), [word.endswith("!") for word in text.split()], closed)


def fibres(first: str, last: str, shares: Sequence[float]) -> list[Fibre]:
    """Fibres from `first` (share 0) to `last` (share 1), each given as start, middle and end.

    They reach a little beyond both ends: what sticks out of the muscle is clipped.
    """
    a, b = (_points(text) for text in (first, last))
    if a.shape != (3, 2) or b.shape != (3, 2):
        raise ValueError(f"fibres '{first}' and '{last}' need a start, a middle and an end")
    return [Fibre(REACH @ ((1.0 - share) * a + share * b)) for share in shares]


def inside(points: Floats, polygon: Floats) -> NDArray[np.bool_]:
    """Which of `points` (point, 2) lie in the closed `polygon` (corner, 2), by crossing number."""
    x, y = points[:, :1], points[:, 1:]
    (x0, y0), (x1, y1) = polygon.T, np.roll(polygon, -1, axis=0).T
    spans = (y0 > y) != (y1 > y)
    rise = np.where(y1 == y0, NEAR, y1 - y0)
    left_of = x < x0 + (y - y0) / rise * (x1 - x0)
    odd: NDArray[np.bool_] = (spans & left_of).sum(axis=1) % 2 == 1
    return odd


def _points(text: str) -> Floats:
    """(point, 2) as written."""
    return np.array([[float(n) for n in word.rstrip("!").split(",")] for word in text.split()])


def _through(points: Floats, corner: list[bool], closed: bool) -> Curve:
    n = len(points)
    segments = []
    for i in range(n if closed else n - 1):
        j = (i + 1) % n
        before = None if corner[i] or (i == 0 and not closed) else points[i - 1]
        after = None if corner[j] or (j == n - 1 and not closed) else points[(j + 1) % n]
        segments.append(_segment(before, points[i], points[j], after))
    return Curve(np.array(segments), closed)


def _segment(before: Floats | None, a: Floats, b: Floats, after: Floats | None) -> Floats:
    """The Bézier from `a` to `b`; it ends freely where a neighbour is missing."""
    from_a = None if before is None else _handle(before, a, b)
    from_b = None if after is None else _handle(after, b, a)
    if from_a is None and from_b is None:
        from_a, from_b = a + (b - a) / 3.0, b + (a - b) / 3.0
    elif from_a is None and from_b is not None:
        from_a = a + (from_b - a) / 2.0
    elif from_b is None and from_a is not None:
        from_b = b + (from_a - b) / 2.0
    return np.array([a, from_a, from_b, b])


def _handle(before: Floats, at: Floats, after: Floats) -> Floats:
    """The control point beside `at` on the way to `after` (centripetal, exponent one half)."""
    d0, d1 = (max(float(np.hypot(*step)), NEAR) for step in (at - before, after - at))
    r0, r1 = d0**0.5, d1**0.5
    weighed: Floats = d0 * after - d1 * before + (2 * d0 + 3 * r0 * r1 + d1) * at
    weighed /= 3 * r0 * (r0 + r1)
    return weighed


def _written(numbers: Floats) -> str:
    """Numbers for a path, with a space only where they would run together."""
    words: list[str] = []
    for number in numbers.ravel():
        word = f"{number + 0.0:g}"
        word = word.replace("0.", ".") if abs(number) < 1.0 else word
        apart = word[0] == "-" or (word[0] == "." and bool(words) and "." in words[-1])
        words += [word] if apart or not words else [" ", word]
    return "".join(words)
