"""What pages draw themselves: the line of a run, its profile, and ranges beside each other.

Only numbers leave this module; templates put them into SVG.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from myostride.figures.loads import LOADS, load_class

__all__ = ["Profile", "Scale", "TrackMap", "profile", "track_map"]

MAP_SIZE = 600.0
PROFILE_WIDTH, HEIGHTS_PX, LOADS_PX = 1000.0, 130.0, 70.0
BARS = 200
FLAT_M = 20.0
"""The height axis spans at least this, so that a flat run looks flat."""


@dataclass(frozen=True, slots=True)
class TrackMap:
    """The line of a run in a square of `MAP_SIZE`.

    pieces : (class of load, path), in order.
    start, end : where they are.
    points : "x,y" for each row that has a position, "-" for the others; for following along.
    """

    width: float
    height: float
    pieces: tuple[tuple[int, str], ...]
    start: tuple[float, float]
    end: tuple[float, float]
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """Height and load along a run, x from 0 to `PROFILE_WIDTH`.

    area : path of the height above the lowest point; empty where no height is known.
    bars : (class of load, x, width, height) from the left.
    steps : what a pointer shows at each bar: row of the track, distance, height, load.
    """

    area: str
    low_m: float | None
    high_m: float | None
    bars: tuple[tuple[int, float, float, float], ...]
    steps: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """A number on an axis as percent of its length."""

    low: float
    high: float

    @classmethod
    def over(cls, values: Sequence[float], least: float = 1.0) -> Scale:
        """A scale that holds zero and every value, at least `least` long, with some air."""
        low, high = min(0.0, *values), max(0.0, *values)
        high = max(high, low + least)
        air = 0.04 * (high - low)
        return cls(low - (air if low < 0.0 else 0.0), high + air)

    def at(self, value: float) -> str:
        share = (value - self.low) / (self.high - self.low)
        return f"{100.0 * min(max(share, 0.0), 1.0):.2f}%"


def track_map(track: Mapping[str, Any]) -> TrackMap | None:
    """The line of a run by its positions; None where there are none to speak of."""
    if not track.get("lat"):
        return None
    rows = list(zip(track["lat"], track["lon"], track["load"], strict=True))
    placed = [(lat, lon) for lat, lon, _ in rows if lat is not None and lon is not None]
    if len(placed) < 2:
        return None
    lat0 = sum(lat for lat, _ in placed) / len(placed)
    narrow = math.cos(math.radians(lat0))
    xs, ys = [lon * narrow for _, lon in placed], [-lat for lat, _ in placed]
    span = max(max(xs) - min(xs), max(ys) - min(ys), 1e-5)
    pad, factor = 24.0, (MAP_SIZE - 48.0) / span

    def at(lat: float | None, lon: float | None) -> tuple[float, float] | None:
        if lat is None or lon is None:
            return None
        return (pad + (lon * narrow - min(xs)) * factor, pad + (-lat - min(ys)) * factor)

    points = [at(lat, lon) for lat, lon, _ in rows]
    pieces = _pieces(points, [load or 0.0 for _, _, load in rows])
    known = [point for point in points if point is not None]
    return TrackMap(
        2 * pad + (max(xs) - min(xs)) * factor,
        2 * pad + (max(ys) - min(ys)) * factor,
        tuple(pieces),
        known[0],
        known[-1],
        tuple("-" if p is None else f"{p[0]:.1f},{p[1]:.1f}" for p in points),
    )


def _pieces(
    points: Sequence[tuple[float, float] | None], loads: Sequence[float]
) -> list[tuple[int, str]]:
    """Stretches of one class of load, each joined to the next; a gap in positions ends one."""
    pieces: list[tuple[int, str]] = []
    kind = -1
    line: list[tuple[float, float]] = []
    for point, load in zip([*points, None], [*loads, 0.0], strict=True):
        new = load_class(load)
        if point is None or (new != kind and line):
            if point is not None:
                line.append(point)
            if len(line) > 1:
                pieces.append((kind, "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in line)))
            line = []
        if point is not None:
            line.append(point)
            kind = new
    return pieces


def profile(track: Mapping[str, Any]) -> Profile | None:
    """Height and load along a run; by time where no distance is known."""
    axis = track["distance_m"]
    if not any(value for value in axis):
        axis = track["time_s"]
    end = max((value for value in axis if value is not None), default=0.0)
    if end <= 0.0:
        return None
    rows = [n for n, value in enumerate(axis) if value is not None]
    heights = [(axis[n], track["altitude_m"][n]) for n in rows]
    known = [(at, height) for at, height in heights if height is not None]
    low = min((h for _, h in known), default=None)
    high = max((h for _, h in known), default=None)
    bars, steps = _bars(track, axis, rows, end)
    return Profile(_area(known, end), low, high, tuple(bars), tuple(steps))


def _area(known: Sequence[tuple[float, float]], end: float) -> str:
    if len(known) < 2:
        return ""
    low, high = min(h for _, h in known), max(h for _, h in known)
    span = max(high - low, FLAT_M)
    step = max(1, len(known) // 500)
    chosen = [*known[::step], known[-1]]
    up = (HEIGHTS_PX - 16) / span
    line = "L".join(
        f"{PROFILE_WIDTH * at / end:.1f} {HEIGHTS_PX - 6 - up * (h - low):.1f}" for at, h in chosen
    )
    first, last = chosen[0][0], chosen[-1][0]
    return (
        f"M{PROFILE_WIDTH * first / end:.1f} {HEIGHTS_PX:g}L{line}"
        f"L{PROFILE_WIDTH * last / end:.1f} {HEIGHTS_PX:g}z"
    )


def _bars(
    track: Mapping[str, Any], axis: Sequence[float | None], rows: Sequence[int], end: float
) -> tuple[list[tuple[int, float, float, float]], list[Mapping[str, Any]]]:
    """The mean load of each of `BARS` stretches, and what stands there."""
    inside: list[list[int]] = [[] for _ in range(BARS)]
    for n in rows:
        inside[min(BARS - 1, int(BARS * (axis[n] or 0.0) / end))].append(n)
    most = max(LOADS[-2][0], *(load for load in track["load"] if load is not None))
    width = PROFILE_WIDTH / BARS
    bars: list[tuple[int, float, float, float]] = []
    steps: list[Mapping[str, Any]] = []
    for number, members in enumerate(inside):
        if not members:
            continue
        loads = [track["load"][n] or 0.0 for n in members]
        mean, middle = sum(loads) / len(loads), members[len(members) // 2]
        bars.append((load_class(mean), number * width, width, LOADS_PX * mean / most))
        steps.append(
            {
                "row": middle,
                "x": (number + 0.5) * width,
                "distance_m": track["distance_m"][middle],
                "altitude_m": track["altitude_m"][middle],
                "speed_m_s": track["speed_m_s"][middle],
                "load": mean,
            }
        )
    return bars, steps
