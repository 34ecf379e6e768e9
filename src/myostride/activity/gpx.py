"""GPX tracks to recordings."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from lxml import etree

from myostride.activity import limits
from myostride.activity.positions import haversine_m
from myostride.activity.recording import Recording, end_to_end, title_of
from myostride.activity.sport import guess_sport, standard_sport
from myostride.activity.xml.head import xml_head
from myostride.activity.xml.points import Points, texts_of
from myostride.activity.xml.stream import XmlStream, child_text
from myostride.errors import ActivityError, LimitExceeded, NotAnActivity

__all__ = ["read_gpx"]

_FIELDS = {
    "unix_s": ("time",),
    "latitude_deg": ("lat",),
    "longitude_deg": ("lon",),
    "altitude_m": ("ele", "altitude"),
    "distance_m": ("distance",),
    "speed_m_s": ("speed",),
    "heart_rate_bpm": ("hr", "heartrate"),
    "cadence": ("cad", "cadence", "runcadence"),
    "power_w": ("power", "powerinwatts", "watts"),
}
_SENSORS = ("heart_rate_bpm", "cadence", "power_w")
_SEPARATE_S = 2 * 3600.0
"""Tracks in one file closer than this belong to one outing."""
_TIMED_SHARE = 0.5
_PLANNED_POINTS = 8


@dataclass(slots=True)
class _Track:
    """One <trk> while it is read."""

    element: etree._Element
    device: str
    sport: str = ""
    name: str = ""
    points: Points = field(default_factory=lambda: Points(_FIELDS))
    trkseg: etree._Element | None = None
    segment: int = -1

    def add(self, point: etree._Element, trkseg: etree._Element) -> None:
        if trkseg is not self.trkseg:
            self.trkseg = trkseg
            self.segment += 1
        row = texts_of(point)
        row["lat"], row["lon"] = point.get("lat"), point.get("lon")
        self.points.add(row, self.segment)

    def describe(self) -> None:
        """Take what the track says of itself, while it is still there."""
        self.sport = child_text(self.element, "type") or self.sport
        self.name = child_text(self.element, "name") or self.name


def read_gpx(data: bytes) -> list[Recording]:
    """Every recorded activity of a GPX file.

    Several tracks are one activity with a segment each, unless they state different sports,
    overlap in time, or lie more than two hours apart: then each is its own.

    Raises
    ------
    NotAnActivity
        If there are no track points, too few have times, or the times were made up by a
        route planner.
    ActivityError
        If it is no GPX file, or refused at a limit.
    """
    head = xml_head(data)
    if head is None or head.root.lower() != "gpx":
        raise ActivityError("not a GPX file; export the activity again")
    stream = XmlStream(data, head, names=("trk", "rte"), point="trkpt")
    tracks, has_route = _tracks(stream)
    count = sum(len(track.points) for track in tracks)
    if not count:
        what = "a planned route (GPX)" if has_route else "GPX without track points"
        raise NotAnActivity(f"{what}; not a recorded activity")
    recordings = [
        (track, track.points.recording("gpx", standard_sport(track.sport), track.device))
        for track in tracks
    ]
    timed = sum(len(recording) for _, recording in recordings)
    if timed < _TIMED_SHARE * count:
        raise NotAnActivity(
            f"GPX in which {timed} of {count} points carry a time; a drawn or planned track, "
            "not a recorded activity"
        )
    found = [
        _finished(group, stream)
        for group in _outings([(track, each) for track, each in recordings if len(each)])
    ]
    if all(_is_planned(recording) for recording in found):
        raise NotAnActivity(
            "a planned track (GPX): one speed to the second from start to end, no sensor; "
            "not a recorded activity"
        )
    return found


def _tracks(stream: XmlStream) -> tuple[list[_Track], bool]:
    """The tracks with points, and whether there is a route."""
    tracks: list[_Track] = []
    has_route = False
    for name, element in stream:
        if name == "trkpt":
            trkseg = element.getparent()
            if trkseg is not None:
                if not tracks or trkseg is not tracks[-1].trkseg:
                    _open_track(trkseg, tracks)
                tracks[-1].add(element, trkseg)
        elif name == "rte":
            has_route = True
        elif tracks and element is tracks[-1].element:
            tracks[-1].describe()
    return tracks, has_route


def _open_track(trkseg: etree._Element, tracks: list[_Track]) -> None:
    """Begin a new track unless `trkseg` belongs to the last one."""
    trk = next((each for each in trkseg.iterancestors("{*}trk")), trkseg)
    if tracks and trk is tracks[-1].element:
        return
    if len(tracks) == limits.MAX_TRACKS:
        raise LimitExceeded(f"GPX of more than {limits.MAX_TRACKS} tracks; refused: split the file")
    creator = trk.getroottree().getroot().get("creator", "")
    tracks.append(_Track(trk, device=creator.strip()))
    tracks[-1].describe()


def _outings(
    tracks: list[tuple[_Track, Recording]],
) -> list[list[tuple[_Track, Recording]]]:
    """Tracks that belong together, in order of time."""
    groups: list[list[tuple[_Track, Recording]]] = []
    for track, recording in sorted(tracks, key=lambda each: each[1].columns["unix_s"].min()):
        if groups:
            last = groups[-1][-1][1]
            gap_s = recording.columns["unix_s"].min() - last.columns["unix_s"].max()
            if 0 <= gap_s <= _SEPARATE_S and recording.sport in ("", last.sport):
                groups[-1].append((track, recording))
                continue
        groups.append([(track, recording)])
    return groups


def _finished(group: list[tuple[_Track, Recording]], stream: XmlStream) -> Recording:
    recording = group[0][1]
    for _, following in group[1:]:
        _append(recording, following)
    if not recording.sport:
        recording.sport, why = guess_sport(recording, group[0][0].name)
        recording.assumed.append(why)
    recording.title = title_of(group[0][0].name)
    recording.partial = stream.partial
    recording.warnings.extend(stream.warnings)
    return recording


def _append(recording: Recording, following: Recording) -> None:
    """Join the next track as further segments; a distance that restarts goes on."""
    rows = [len(recording), len(following)]
    base = int(recording.segment.max()) + 1
    distance = recording.columns.get("distance_m")
    if distance is not None and "distance_m" in following.columns:
        known, start = distance[np.isfinite(distance)], following.columns["distance_m"]
        if known.size and np.nanmin(start, initial=np.inf) < known[-1]:
            start += known[-1]
    recording.columns = end_to_end([recording.columns, following.columns], rows)
    recording.segment = np.concatenate([recording.segment, following.segment + base])
    recording.warnings.extend(following.warnings)
    recording.assumed.extend(each for each in following.assumed if each not in recording.assumed)


def _is_planned(recording: Recording) -> bool:
    """Whether the times were computed from the path: one speed to the second, no sensor.

    Recorded points at even times cannot be told apart so and pass.
    """
    columns = recording.columns
    if len(recording) < _PLANNED_POINTS or recording.segment.any():
        return False
    if "latitude_deg" not in columns or any(name in columns for name in _SENSORS):
        return False
    time = columns["unix_s"] - columns["unix_s"][0]
    if np.ptp(np.diff(time)) <= 1.0 or not time[-1] > 0:
        return False
    steps = haversine_m(columns["latitude_deg"], columns["longitude_deg"])
    path = np.concatenate([[0.0], np.cumsum(steps)])
    if not path[-1] > 0:
        return False
    return bool(np.all(np.abs(path / path[-1] * time[-1] - time) <= 1.5))
