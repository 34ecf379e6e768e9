"""Carrying a planned session out, second by second: speed, place, cadence and heart.

The speeds follow the effort with a lag and wander a little; uphill the same effort is slower,
downhill somewhat faster. Everything random comes from the generator that is passed in.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from myostride.demo.place import SPACING_M, Course
from myostride.demo.plan import Session

Floats = NDArray[np.float64]

__all__ = ["Outing", "carry_out", "wandering"]

LAG_S = 4.0
SPEED_WANDER = 0.03
REST_BPM, MAX_BPM = 52.0, 186.0
SPEED_AT_VO2MAX_M_S = 4.05
HEART_LAG_S = 38.0
DRIFT_BPM_PER_S = 0.0012


@dataclass(frozen=True, slots=True)
class Outing:
    """What happened, one row per second of running, and the seconds at which laps end.

    x_m, y_m and height_m are None on a treadmill.
    """

    distance_m: Floats
    speed_m_s: Floats
    effort_m_s: Floats
    heart_rate_bpm: Floats
    cadence_spm: Floats
    contact_time_s: Floats
    vertical_oscillation_m: Floats
    lap_ends_s: tuple[int, ...]
    x_m: Floats | None = None
    y_m: Floats | None = None
    height_m: Floats | None = None


def carry_out(session: Session, fitness: float, rng: np.random.Generator) -> Outing:
    """Run `session` with speeds multiplied by `fitness`."""
    speed, distance, effort, laps = _paced(session, fitness, rng)
    beats = _heart(effort / fitness, rng)
    seconds = speed.size
    cadence = 157.0 + 9.5 * (speed - 2.6) + wandering(seconds, 1.2, 20.0, rng)
    contact = 0.268 - 0.031 * (speed - 2.75) + wandering(seconds, 0.004, 15.0, rng)
    bounce = 0.088 - 0.004 * (speed - 2.75) + wandering(seconds, 0.002, 30.0, rng)
    common = (distance, speed, effort, beats, cadence, np.clip(contact, 0.15, 0.35), bounce, laps)
    if session.course is None:
        return Outing(*common)
    ground = session.course
    at = SPACING_M * np.arange(ground.x_m.size)
    return Outing(
        *common,
        x_m=np.interp(distance, at, ground.x_m),
        y_m=np.interp(distance, at, ground.y_m),
        height_m=np.interp(distance, at, ground.height_m),
    )


def _paced(
    session: Session, fitness: float, rng: np.random.Generator
) -> tuple[Floats, Floats, Floats, tuple[int, ...]]:
    """Speed, distance and effort per second, and where the laps end."""
    wander = iter(wandering(20_000, SPEED_WANDER, 45.0, rng).tolist())
    hindrance = _hindrance(session.course)
    end_m = session.course.length_m if session.course is not None else float("inf")
    speeds, distances, efforts, laps = [1.2], [0.0], [1.2], []
    at, pace = 0.0, 1.2
    for step in session.steps:
        start_s, start_m = len(speeds), at
        while len(speeds) - start_s < step.seconds and at - start_m < step.metres and at < end_m:
            slope = hindrance[min(int(at / SPACING_M), len(hindrance) - 1)]
            wanted = step.effort_m_s * fitness * slope * (1.0 + next(wander))
            pace += (wanted - pace) / LAG_S
            at = min(at + pace, end_m)
            speeds.append(pace)
            distances.append(at)
            efforts.append(step.effort_m_s * fitness)
        if step.lap:
            laps.append(len(speeds) - 1)
    return np.array(speeds), np.array(distances), np.array(efforts), tuple(laps)


def _hindrance(ground: Course | None) -> list[float]:
    """Speed at equal effort over speed on the level, along the course."""
    if ground is None:
        return [1.0]
    uphill = 1.0 / (1.0 + 5.5 * np.maximum(ground.grade, 0.0))
    downhill = np.minimum(1.0 + 1.8 * np.maximum(-ground.grade, 0.0), 1.2)
    return [float(factor) for factor in uphill * downhill]


def _heart(effort_m_s: Floats, rng: np.random.Generator) -> Floats:
    """Heart rate [bpm] that follows the effort with a lag and drifts up over the hour."""
    share = np.clip(0.08 + 0.92 * effort_m_s / SPEED_AT_VO2MAX_M_S, 0.0, 1.0)
    wanted = REST_BPM + (MAX_BPM - REST_BPM) * share + DRIFT_BPM_PER_S * np.arange(share.size)
    beats, followed = 88.0, []
    for target in wanted.tolist():
        beats += (target - beats) / HEART_LAG_S
        followed.append(beats)
    noisy = np.array(followed) + wandering(share.size, 1.5, 12.0, rng)
    return np.asarray(np.clip(noisy, REST_BPM, MAX_BPM))


def wandering(count: int, sd: float, memory: float, rng: np.random.Generator) -> Floats:
    """Noise with standard deviation `sd` that forgets over `memory` samples."""
    keep = float(np.exp(-1.0 / memory))
    fresh = rng.standard_normal(count) * sd * np.sqrt(1.0 - keep**2)
    value, out = float(rng.standard_normal() * sd), []
    for step in fresh.tolist():
        value = keep * value + step
        out.append(value)
    return np.array(out)
