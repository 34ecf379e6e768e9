"""Garmin Training Center XML (TCX) to recordings, one for each activity in the file."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from lxml import etree

from myostride.activity import limits
from myostride.activity.recording import RecordedLap, RecordedSession, Recording, end_to_end
from myostride.activity.sport import guess_sport, standard_sport
from myostride.activity.xml.head import xml_head
from myostride.activity.xml.points import Points, texts_of
from myostride.activity.xml.stream import XmlStream, child_text
from myostride.activity.xml.times import parse_times
from myostride.errors import ActivityError, LimitExceeded, NotAnActivity

__all__ = ["read_tcx"]

_FIELDS = {
    "unix_s": ("time",),
    "latitude_deg": ("latitudedegrees",),
    "longitude_deg": ("longitudedegrees",),
    "altitude_m": ("altitudemeters",),
    "distance_m": ("distancemeters",),
    "heart_rate_bpm": ("value",),
    "cadence": ("runcadence", "cadence"),
    "speed_m_s": ("speed",),
    "power_w": ("watts",),
}
_NAN = float("nan")
_RESET_M = 50.0
"""A drop of the distance by more than this at a new track is a counter set back to zero."""


@dataclass(slots=True)
class _Leg:
    """One <Activity> while it is read."""

    activity: etree._Element
    session: etree._Element
    """The multisport session around the activity, or the activity itself."""
    sport: str
    device: str
    points: Points = field(default_factory=lambda: Points(_FIELDS))
    track: etree._Element | None = None
    lap: etree._Element | None = None
    track_starts: list[int] = field(default_factory=list)
    segment: int = 0
    lap_starts: list[str | None] = field(default_factory=list)
    lap_totals: list[tuple[float, float]] = field(default_factory=list)

    def add(self, point: etree._Element, track: etree._Element) -> None:
        """A further point; a second track inside one lap is a pause, the next lap's is not."""
        if track is not self.track:
            lap = track.getparent()
            if self.track is not None and lap is self.lap:
                self.segment += 1
            self.track, self.lap = track, lap
            self.track_starts.append(len(self.points))
        self.points.add(texts_of(point), self.segment)

    def end_lap(self, lap: etree._Element) -> None:
        if len(self.lap_totals) == limits.MAX_LAPS:
            raise LimitExceeded(
                f"TCX activity of more than {limits.MAX_LAPS} laps; refused: split the file"
            )
        self.lap_starts.append(lap.get("StartTime"))
        self.lap_totals.append(
            (
                _number(child_text(lap, "TotalTimeSeconds")),
                _number(child_text(lap, "DistanceMeters")),
            )
        )

    def laps(self) -> list[RecordedLap]:
        starts = parse_times(self.lap_starts).unix_s
        return [
            RecordedLap(float(start), timer_s, timer_s, distance_m)
            for start, (timer_s, distance_m) in zip(starts, self.lap_totals, strict=True)
            if timer_s > 0
        ]


def read_tcx(data: bytes) -> list[Recording]:
    """Every activity of a TCX file; the activities of a multisport session are one.

    Raises
    ------
    NotAnActivity
        If the file holds courses or workouts only, or no track points.
    ActivityError
        If it is no TCX file, or refused at a limit.
    """
    head = xml_head(data)
    if head is None or head.root.lower() != "trainingcenterdatabase":
        raise ActivityError("not a TCX file; export the activity again")
    stream = XmlStream(
        data, head, names=("Lap", "Creator", "Course", "Workout"), point="Trackpoint"
    )
    legs, holds = _legs(stream)
    sessions: dict[etree._Element, list[_Leg]] = {}
    for leg in legs:
        sessions.setdefault(leg.session, []).append(leg)
    recordings = [_recording(group, stream) for group in sessions.values()]
    recordings = [each for each in recordings if len(each)]
    if not recordings:
        raise NotAnActivity(_why_empty(legs, holds))
    return recordings


def _legs(stream: XmlStream) -> tuple[list[_Leg], set[str]]:
    """The activities in order, and the names of the other elements seen."""
    legs: list[_Leg] = []
    holds: set[str] = set()
    for name, element in stream:
        if name == "Trackpoint":
            track = element.getparent()
            if track is not None:
                known = bool(legs) and track is legs[-1].track
                leg = legs[-1] if known else _leg_of(track, legs)
                if leg is not None:
                    leg.add(element, track)
            continue
        holds.add(name)
        leg = _leg_of(element, legs)
        if leg is None:
            continue
        if name == "Lap":
            leg.end_lap(element)
        elif name == "Creator":
            leg.device = child_text(element, "Name")
    return legs, holds


def _leg_of(element: etree._Element, legs: list[_Leg]) -> _Leg | None:
    """The leg whose <Activity> is around an element; a new one where it is the first."""
    activity = next((each for each in element.iterancestors("{*}Activity")), None)
    if activity is None:
        return None
    if not legs or legs[-1].activity is not activity:
        if len(legs) == limits.MAX_TRACKS:
            raise LimitExceeded(
                f"TCX of more than {limits.MAX_TRACKS} activities; refused: split the file"
            )
        around = activity.iterancestors("{*}MultiSportSession")
        legs.append(
            _Leg(
                activity,
                session=next(iter(around), activity),
                sport=activity.get("Sport", ""),
                device=activity.getroottree().getroot().get("creator", ""),
            )
        )
    return legs[-1]


def _recording(group: list[_Leg], stream: XmlStream) -> Recording:
    legs = [_leg_recording(leg) for leg in group]
    recording = legs[0] if len(legs) == 1 else _joined(legs)
    recording.partial = stream.partial
    recording.warnings.extend(stream.warnings)
    if stream.partial:
        # Totals may be of a part that was lost.
        recording.sessions.clear()
    return recording


def _leg_recording(leg: _Leg) -> Recording:
    recording = leg.points.recording("tcx", standard_sport(leg.sport), leg.device)
    if not len(recording):
        return recording
    _continue_distance(recording, leg)
    recording.laps = leg.laps()
    if not recording.sport:
        recording.sport, why = guess_sport(recording)
        recording.assumed.append(why)
    unix_s = recording.columns["unix_s"]
    timer_s = sum(lap.timer_s for lap in recording.laps)
    recording.sessions = [
        RecordedSession(
            sport=recording.sport,
            sub_sport="",
            start_unix_s=float(unix_s[0]),
            elapsed_s=float(unix_s[-1] - unix_s[0]),
            timer_s=timer_s if timer_s > 0 else _NAN,
            distance_m=_total([lap.distance_m for lap in recording.laps]),
            ascent_m=_NAN,
            descent_m=_NAN,
        )
    ]
    return recording


def _continue_distance(recording: Recording, leg: _Leg) -> None:
    """Undo counters that restart with each track, and one that began before the activity."""
    distance = recording.columns.get("distance_m")
    if distance is None:
        return
    known = np.flatnonzero(np.isfinite(distance))
    if not known.size:
        return
    if len(recording) == len(leg.points):
        for start in leg.track_starts:
            before, after = known[known < start], known[known >= start]
            if before.size and after.size:
                drop = distance[before[-1]] - distance[after[0]]
                if drop > _RESET_M and distance[after[0]] < _RESET_M:
                    distance[start:] += distance[before[-1]]
    stated = _total([distance_m for _, distance_m in leg.lap_totals])
    first, last = float(distance[known[0]]), float(distance[known[-1]])
    if stated > 0 and abs(last - first - stated) < abs(last - stated) and first > _RESET_M:
        distance -= first
        recording.assumed.append(
            f"distance began at {first:.0f} m; counted from the start of the activity"
        )


def _joined(legs: list[Recording]) -> Recording:
    """The legs of a multisport session as one recording, in order of time."""
    legs = sorted((leg for leg in legs if len(leg)), key=lambda leg: leg.columns["unix_s"][0])
    if not legs:
        return Points(_FIELDS).recording("tcx", "", "")
    segments, base = [], 0
    for leg in legs:
        segments.append(leg.segment + base)
        base = int(segments[-1].max()) + 1
    return Recording(
        format="tcx",
        sport=legs[0].sport,
        columns=end_to_end([leg.columns for leg in legs], [len(leg) for leg in legs]),
        segment=np.concatenate(segments),
        device=next((leg.device for leg in legs if leg.device), ""),
        sessions=[session for leg in legs for session in leg.sessions],
        laps=[lap for leg in legs for lap in leg.laps],
        utc_offset_s=legs[0].utc_offset_s,
        warnings=[warning for leg in legs for warning in leg.warnings],
        assumed=[each for leg in legs for each in leg.assumed],
    )


def _why_empty(legs: list[_Leg], holds: set[str]) -> str:
    if any(len(leg.points) for leg in legs):
        return "TCX whose points carry no readable time; export the activity with times"
    if "Course" in holds:
        return "a planned course (TCX), not a recorded activity"
    if "Workout" in holds:
        return "a planned workout (TCX), not a recorded activity"
    return "TCX without track points; export the activity again"


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return _NAN
    return value if 0 <= value < 1e7 else _NAN


def _total(values: list[float]) -> float:
    return sum(values) if values and all(np.isfinite(values)) else _NAN
