"""Recordings made here, for rules that need a known truth."""

import numpy as np
from numpy.typing import ArrayLike

from myostride.activity.recording import RecordedSession, Recording, TimerEvent

START = 1_700_000_000.0
METRES_PER_DEGREE = 111_195.08


def session(
    seconds: float,
    *,
    start: float = START,
    sport: str = "running",
    sub_sport: str = "",
    elapsed: float | None = None,
    distance: float = float("nan"),
    ascent: float = float("nan"),
) -> RecordedSession:
    return RecordedSession(
        sport=sport,
        sub_sport=sub_sport,
        start_unix_s=start,
        elapsed_s=seconds if elapsed is None else elapsed,
        timer_s=seconds,
        distance_m=distance,
        ascent_m=ascent,
        descent_m=float("nan"),
    )


def recording(
    time_s: ArrayLike,
    *,
    sessions: list[RecordedSession] | None = None,
    stops: list[tuple[float, float]] | None = None,
    segment: ArrayLike | None = None,
    sport: str = "running",
    partial: bool = False,
    **columns: ArrayLike,
) -> Recording:
    """A recording whose columns share `time_s` [s from the start]; stops are (from, to)."""
    times = np.asarray(time_s, dtype=np.float64)
    events = [TimerEvent(START, running=True)]
    for stop, go in stops or []:
        events += [TimerEvent(START + stop, running=False), TimerEvent(START + go, running=True)]
    return Recording(
        format="fit",
        sport=sport,
        columns={"unix_s": START + times}
        | {
            name: np.broadcast_to(np.asarray(values, dtype=np.float64), times.shape).copy()
            for name, values in columns.items()
        },
        segment=np.zeros(times.size, dtype=np.int64)
        if segment is None
        else np.asarray(segment, dtype=np.int64),
        sessions=sessions or [],
        timer_events=events if stops else [],
        partial=partial,
    )


def steady(seconds: int = 600, speed: float = 3.0, **more: ArrayLike) -> Recording:
    """One record a second at one speed, distance and all."""
    time_s = np.arange(seconds + 1)
    columns: dict[str, ArrayLike] = {"distance_m": speed * time_s, "speed_m_s": speed}
    return recording(
        time_s, sessions=[session(seconds, distance=speed * seconds)], **(columns | more)
    )
