"""An outing as the FIT file a watch would have written."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from myostride.demo.fitfile import Message, encode, fit_time
from myostride.demo.place import latitude_longitude
from myostride.demo.plan import RUNNER, WORKOUT_NAMES, Session
from myostride.demo.running import REST_BPM, Outing, wandering

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]

__all__ = ["UTC_OFFSET_S", "fit_file"]

UTC_OFFSET_S = 7200
"""Central European summer time."""

MANUFACTURER_DEVELOPMENT = 255
SERIAL_NUMBER = 20_250_602
RUNNING, TREADMILL, GENERIC = 1, 1, 0
EVENT_TIMER, EVENT_SESSION, EVENT_LAP, EVENT_ACTIVITY = 0, 8, 9, 26
START, STOP, STOP_ALL = 0, 1, 4
LAP_MANUAL, LAP_DISTANCE, LAP_SESSION_END = 0, 2, 7
AUTO_LAP_M = 1000.0
GPS_SD_M, BAROMETER_SD_M, BAROMETER_DRIFT_M = 2.0, 0.35, 3.0
DISTANCE_ERROR_SD = 0.004


def fit_file(session: Session, outing: Outing, rng: np.random.Generator) -> bytes:
    """The file of one run: profile, device, timer events, records, laps, session, activity."""
    local = datetime(session.day.year, session.day.month, session.day.day, tzinfo=UTC)
    start = fit_time(local + timedelta(hours=session.hour, seconds=-UTC_OFFSET_S))
    outing = _measured(outing, rng)
    clock = _clock(session, outing.speed_m_s.size)
    kept = _kept(session, clock, rng)
    records = _records(session, outing, start + clock, kept, rng)
    messages: list[Message] = [*_opening(session, start)]
    stops = np.flatnonzero(np.diff(clock) > 1) + 1
    cuts = [0, *np.searchsorted(kept, stops).tolist(), kept.size]
    for part, (first, last) in enumerate(pairwise(cuts)):
        if part:
            messages.append(_timer(start + int(clock[stops[part - 1] - 1]), STOP))
            messages.append(_timer(start + int(clock[stops[part - 1]]), START))
        messages.append(("record", {key: column[first:last] for key, column in records.items()}))
    end = start + int(clock[-1])
    messages.append(_timer(end, STOP_ALL))
    laps = _laps(outing, start, clock)
    messages.append(("lap", laps))
    messages.append(_summary(session, outing, start, end, len(laps["timestamp"])))
    messages.append((
        "activity",
        {"timestamp": end, "total_timer_time": float(outing.speed_m_s.size - 1),
         "num_sessions": 1, "type": 0, "event": EVENT_ACTIVITY, "event_type": STOP,
         "local_timestamp": end + UTC_OFFSET_S},
    ))  # fmt: skip
    return encode(messages)


def _measured(outing: Outing, rng: np.random.Generator) -> Outing:
    """The outing as the watch saw it: every distance off by the same small share."""
    scale = 1.0 + DISTANCE_ERROR_SD * rng.standard_normal()
    return replace(
        outing,
        distance_m=np.round(outing.distance_m * scale, 2),
        speed_m_s=outing.speed_m_s * scale,
    )


def _clock(session: Session, seconds: int) -> Indices:
    """Clock time of each second of running: pauses push the later ones on."""
    clock = np.arange(seconds)
    for after_s, length_s in session.pauses:
        clock[int(after_s) :] += int(length_s)
    return clock


def _kept(session: Session, clock: Indices, rng: np.random.Generator) -> Indices:
    """Which seconds became records: all, or with smart recording one every few seconds."""
    if session.recording == "every second":
        return np.arange(clock.size)
    steps = np.cumsum(rng.integers(2, 7, size=clock.size))
    return np.concatenate(([0], steps[steps < clock.size - 1], [clock.size - 1]))


def _records(
    session: Session, outing: Outing, unix: Indices, kept: Indices, rng: np.random.Generator
) -> dict[str, Any]:
    count = unix.size
    strides = outing.cadence_spm / 2.0
    columns: dict[str, Any] = {"timestamp": unix}
    if outing.x_m is not None and outing.y_m is not None and outing.height_m is not None:
        latitude, longitude = latitude_longitude(
            outing.x_m + wandering(count, GPS_SD_M, 25.0, rng),
            outing.y_m + wandering(count, GPS_SD_M, 25.0, rng),
        )
        drift = wandering(count, BAROMETER_DRIFT_M, 3000.0, rng)
        columns |= {
            "position_lat": latitude,
            "position_long": longitude,
            "enhanced_altitude": outing.height_m + drift + wandering(count, BAROMETER_SD_M, 3, rng),
        }
    columns |= {
        "distance": outing.distance_m,
        "enhanced_speed": outing.speed_m_s,
        "heart_rate": outing.heart_rate_bpm,
        "cadence": np.floor(strides),
        "fractional_cadence": strides - np.floor(strides),
    }
    if session.dynamics:
        columns |= {
            "stance_time_s": outing.contact_time_s,
            "vertical_oscillation_m": outing.vertical_oscillation_m,
        }
    return {key: column[kept] for key, column in columns.items()}


def _opening(session: Session, start: int) -> list[Message]:
    body = RUNNER.body
    return [
        ("file_id", {"type": 4, "manufacturer": MANUFACTURER_DEVELOPMENT, "product": 1,
                     "serial_number": SERIAL_NUMBER, "time_created": start}),
        ("file_creator", {"software_version": 100}),
        ("device_info", {"timestamp": start, "device_index": 0, "product": 1,
                         "manufacturer": MANUFACTURER_DEVELOPMENT,
                         "serial_number": SERIAL_NUMBER, "software_version": 1.0}),
        ("user_profile", {"gender": 0, "age_y": RUNNER.age_y or 0, "height_m": body.height_m,
                          "mass_kg": body.mass_kg, "resting_heart_rate": REST_BPM}),
        ("sport", {"sport": RUNNING, "sub_sport": _sub_sport(session)}),
        ("workout", {"sport": RUNNING, "wkt_name": WORKOUT_NAMES[session.title]}),
        _timer(start, START),
    ]  # fmt: skip


def _sub_sport(session: Session) -> int:
    return TREADMILL if session.treadmill else GENERIC


def _timer(at: int, kind: int) -> Message:
    return ("event", {"timestamp": at, "event": EVENT_TIMER, "event_type": kind})


def _laps(outing: Outing, start: int, clock: Indices) -> dict[str, Any]:
    """Laps at the steps of an interval session, else every kilometre."""
    last = clock.size - 1
    by_step = bool(outing.lap_ends_s)
    if by_step:
        ends = [e for e in outing.lap_ends_s if e < last]
    else:
        marks = np.arange(AUTO_LAP_M, outing.distance_m[-1], AUTO_LAP_M)
        ends = np.searchsorted(outing.distance_m, marks).tolist()
    rows = np.array([[a, b] for a, b in zip([0, *ends], [*ends, last], strict=True) if b > a])
    first, end = rows.T
    trigger = np.full(first.size, LAP_MANUAL if by_step else LAP_DISTANCE)
    trigger[-1] = LAP_SESSION_END
    return {
        "timestamp": start + clock[end], "message_index": np.arange(first.size),
        "event": EVENT_LAP, "event_type": STOP, "start_time": start + clock[first],
        "total_elapsed_time": clock[end] - clock[first], "total_timer_time": end - first,
        "total_distance": outing.distance_m[end] - outing.distance_m[first],
        "lap_trigger": trigger, "sport": RUNNING,
    }  # fmt: skip


def _summary(session: Session, outing: Outing, start: int, end: int, laps: int) -> Message:
    values: dict[str, float] = {
        "timestamp": end, "message_index": 0, "event": EVENT_SESSION, "event_type": STOP,
        "start_time": start, "sport": RUNNING, "sub_sport": _sub_sport(session),
        "total_elapsed_time": end - start, "total_timer_time": outing.speed_m_s.size - 1,
        "total_distance": float(outing.distance_m[-1]),
        "total_cycles": float(np.sum(outing.cadence_spm) / 120.0),
        "avg_heart_rate": float(np.mean(outing.heart_rate_bpm)),
        "max_heart_rate": float(np.max(outing.heart_rate_bpm)),
        "avg_cadence": float(np.mean(outing.cadence_spm) / 2.0),
        "first_lap_index": 0, "num_laps": laps,
    }  # fmt: skip
    if outing.height_m is not None:
        climb = np.diff(outing.height_m)
        values["total_ascent"] = float(np.sum(climb[climb > 0]))
        values["total_descent"] = float(-np.sum(climb[climb < 0]))
    return ("session", values)
