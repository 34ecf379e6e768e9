"""FIT files (Garmin, Suunto, COROS, Stryd, Strava exports and others) as recordings."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from myostride.activity.fit.decoded import FIT_EPOCH_UNIX_S, Decoded, Message
from myostride.activity.fit.fast import decode_fast
from myostride.activity.fit.fields import record_columns
from myostride.activity.fit.frames import Frames, read_frames
from myostride.activity.fit.slow import decode_slowly
from myostride.activity.recording import (
    RecordedLap,
    RecordedSession,
    Recording,
    TimerEvent,
    title_of,
)
from myostride.errors import ActivityError, NotAnActivity

__all__ = ["read_fit"]

_FILE_TYPES: Mapping[Any, str] = {
    "device": "a device description",
    "settings": "device settings",
    "sport": "sport settings",
    "workout": "a planned workout",
    "course": "a course to follow",
    "schedules": "a schedule",
    "weight": "a weight record",
    "totals": "totals",
    "goals": "goals",
    "blood_pressure": "a blood pressure record",
    "monitoring_a": "a day's monitoring",
    "monitoring_b": "a day's monitoring",
    "monitoring_daily": "a day's monitoring",
    "activity_summary": "a summary without samples",
    "segment": "a segment",
    "segment_list": "a list of segments",
}


_OWNER: Mapping[str, tuple[str, float, float]] = {
    "mass_kg": ("weight", 25.0, 250.0),
    "height_m": ("height", 1.0, 2.4),
    "age_y": ("age", 8.0, 110.0),
    "resting_hr_bpm": ("resting_heart_rate", 25.0, 120.0),
    "max_hr_bpm": ("default_max_running_heart_rate", 100.0, 240.0),
}
"""What a file may say of its owner: profile field, lowest and highest value of a runner."""
_SAME_TIME = 0.02
"""Share by which two times of the same thing may differ."""


def read_fit(data: bytes) -> list[Recording]:
    """Read every activity of a FIT file, one recording for each chained sequence.

    Parameters
    ----------
    data
        The whole file, unpacked.

    Returns
    -------
    list of Recording
        What could be read; a file that broke off gives its good part, with a warning and
        `partial` set.

    Raises
    ------
    NotAnActivity
        If it is a FIT file of another kind (settings, workout, course...).
    ActivityError
        If nothing usable is in it.
    LimitExceeded
        If it is too large to be decoded within the stated limit.
    """
    if not data:
        raise ActivityError("the file is empty")
    recordings: list[Recording] = []
    problem: ActivityError | None = None
    try:
        for frames in read_frames(data):
            try:
                recordings.append(_recording(_decode(frames)))
            except ActivityError as error:
                problem = problem or error
    except ActivityError as error:
        problem = problem or error
    if not recordings:
        raise problem or ActivityError("the FIT file holds no messages")
    if problem is not None:
        recordings[-1].warnings.append(f"a further part of the file is left out: {problem}")
    return recordings


def _decode(frames: Frames) -> Decoded:
    """Decode one sequence by the fastest reader that accepts it."""
    decoded = decode_fast(frames)
    if decoded is None:
        decoded = decode_slowly(frames)
    if frames.problem:
        decoded.warnings.append(f"the file broke off ({frames.problem}); what came before is kept")
        decoded.partial = True
    return decoded


def _recording(decoded: Decoded) -> Recording:
    messages = decoded.messages
    sessions = [_session(one) for one in messages.get("session", [])]
    _mend_timer(sessions, messages, decoded)
    _refuse_other_kinds(decoded, bool(sessions))
    columns = {"unix_s": np.empty(0)}
    assumed: list[str] = []
    if "timestamp" in decoded.columns:
        columns, assumed = record_columns(decoded)
    return Recording(
        format="fit",
        sport=sessions[0].sport if sessions else _sport(messages),
        columns=columns,
        segment=np.zeros(columns["unix_s"].size, dtype=np.int64),
        device=_device(messages),
        title=_title(messages),
        sessions=sessions,
        laps=[_lap(one) for one in messages.get("lap", [])],
        timer_events=list(_timer_events(messages.get("event", []))),
        utc_offset_s=_utc_offset(messages),
        profile_hints=_profile_hints(messages),
        warnings=decoded.warnings,
        assumed=assumed,
        partial=decoded.partial,
    )


def _refuse_other_kinds(decoded: Decoded, has_session: bool) -> None:
    if has_session:
        return
    kind = next((one.get("type") for one in decoded.messages.get("file_id", [])), None)
    if kind in _FILE_TYPES:
        raise NotAnActivity(f"this FIT file holds {_FILE_TYPES[kind]}, not an activity")
    if "timestamp" not in decoded.columns:
        named = f" (its type is {kind})" if kind not in (None, "activity") else ""
        raise NotAnActivity(f"this FIT file holds no activity{named}: no samples, no session")


def _number(message: Message, name: str) -> float:
    """The named value if it is a finite number, else NaN."""
    value = message.get(name)
    return float(value) if isinstance(value, int | float) and math.isfinite(value) else math.nan


def _text(value: object) -> str:
    return value.lower() if isinstance(value, str) else ""


def _title(messages: Mapping[str, Sequence[Message]]) -> str:
    """The name of the workout that was followed."""
    named = (str(one.get("wkt_name") or "") for one in messages.get("workout", []))
    return title_of(next(named, ""))


def _session(message: Message) -> RecordedSession:
    return RecordedSession(
        sport=_text(message.get("sport")),
        sub_sport=_text(message.get("sub_sport")),
        start_unix_s=_number(message, "start_time"),
        elapsed_s=_number(message, "total_elapsed_time"),
        timer_s=_number(message, "total_timer_time"),
        distance_m=_number(message, "total_distance"),
        ascent_m=_number(message, "total_ascent"),
        descent_m=_number(message, "total_descent"),
    )


def _mend_timer(
    sessions: list[RecordedSession], messages: Mapping[str, list[Message]], decoded: Decoded
) -> None:
    """Take the activity's timer time where the session leaves out its last lap (Suunto)."""
    if len(sessions) != 1 or len(messages.get("activity", [])) != 1:
        return
    one, message = sessions[0], messages["session"][0]
    whole = _number(messages["activity"][0], "total_timer_time")
    clock = _number(message, "timestamp") - one.start_unix_s
    left_out = one.timer_s < (1 - _SAME_TIME) * whole
    if left_out and abs(whole - clock) < _SAME_TIME * clock:
        decoded.warnings.append(
            f"the session's timer time ({one.timer_s:.0f} s) leaves out the end; the activity's "
            f"({whole:.0f} s) is used"
        )
        sessions[0] = replace(one, timer_s=whole, elapsed_s=max(whole, one.elapsed_s))


def _lap(message: Message) -> RecordedLap:
    return RecordedLap(
        start_unix_s=_number(message, "start_time"),
        elapsed_s=_number(message, "total_elapsed_time"),
        timer_s=_number(message, "total_timer_time"),
        distance_m=_number(message, "total_distance"),
    )


def _timer_events(messages: Iterable[Message]) -> Iterable[TimerEvent]:
    for one in messages:
        kind, when = _text(one.get("event_type")), _number(one, "timestamp")
        if one.get("event") == "timer" and math.isfinite(when):
            if kind == "start":
                yield TimerEvent(when, running=True)
            elif kind.startswith("stop"):
                yield TimerEvent(when, running=False)


def _sport(messages: Mapping[str, list[Message]]) -> str:
    return next((_text(one.get("sport")) for one in messages.get("sport", [])), "")


def _utc_offset(messages: Mapping[str, list[Message]]) -> float | None:
    """Local minus UTC time [s] as the activity message says, whole quarter hours."""
    for one in messages.get("activity", []):
        local, utc = _number(one, "local_timestamp"), _number(one, "timestamp")
        if local > FIT_EPOCH_UNIX_S and utc > FIT_EPOCH_UNIX_S:
            offset = 900.0 * round((local - utc) / 900.0)
            if abs(offset) <= 14 * 3600:
                return offset
    return None


def _device(messages: Mapping[str, list[Message]]) -> str:
    for one in messages.get("file_id", []):
        maker = str(one.get("manufacturer") or "")
        product = one.get("product_name") or one.get("garmin_product") or one.get("product") or ""
        return f"{maker} {product}".strip()
    return ""


def _profile_hints(messages: Mapping[str, list[Message]]) -> dict[str, float | str]:
    """What the file says of its owner, as far as it is plausible."""
    hints: dict[str, float | str] = {}
    for one in messages.get("user_profile", []):
        for name, (source, low, high) in _OWNER.items():
            value = _number(one, source)
            if low <= value <= high:
                hints[name] = value
        if one.get("gender") in ("male", "female"):
            hints["sex"] = str(one["gender"])
    return hints
