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


@dataclass(frozen=True, slots=True)
class Curve:
    """A smooth curve.

    beziers : (segment, 4, 2), each segment starting where the one before ended.
    """

    beziers: Floats
    closed: bool

    def path(self) -> str:
        """The `d` of an SVG path, to a tenth of a unit, in relative moves where those follow."""
        at = np.round(self.beziers[0, 0] * 10.0)
        words = [f"M{_pair(at)}c"]
        for segment in self.beziers:
            ends = np.round(segment[1:] * 10.0)
            words.append(" ".join(_pair(point) for point in ends - at) + " ")
            at = ends[2]
        return "".join(words).strip() + ("z" if self.closed else "")

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
        at = np.round(start * 10.0)
        control = np.round((2.0 * middle - 0.5 * (start + end)) * 10.0)
        return f"M{_pair(at)}q{_pair(control - at)} {_pair(np.round(end * 10.0) - at)}"


def curve(text: str, *, closed: bool) -> Curve:
    """The curve through the points of `text`."""
    return _through(_points(text), [word.endswith("!") for word in text.split()], closed)


def fibres(first: str, last: str, shares: Sequence[float]) -> list[Fibre]:
    """Fibres from `first` (share 0) to `last` (share 1), each given as start, middle and end."""
    a, b = (_points(text) for text in (first, last))
    if a.shape != (3, 2) or b.shape != (3, 2):
        raise ValueError(f"fibres '{first}' and '{last}' need a start, a middle and an end")
    return [Fibre((1.0 - share) * a + share * b) for share in shares]


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
    return (d0 * after - d1 * before + (2 * d0 + 3 * r0 * r1 + d1) * at) / (3 * r0 * (r0 + r1))


def _pair(point: Floats) -> str:
    """A point in tenths as short SVG numbers."""
    x, y = (f"{value / 10.0 + 0.0:g}" for value in point)
    return f"{x}{y}" if y.startswith("-") else f"{x} {y}"
