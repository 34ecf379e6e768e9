"""Small activity files made here: one straight run, written as GPX or TCX."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

START = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)
_DEGREES_PER_M = 1 / 111_195.0


def gpx(
    start: datetime = START, *, minutes: float = 10, speed_m_s: float = 3.0, every_s: int = 5
) -> bytes:
    """A run due north, as GPX: positions and altitude, nothing else."""
    points = "".join(
        f'<trkpt lat="{47 + s * speed_m_s * _DEGREES_PER_M:.7f}" lon="8.5000000">'
        f"<ele>{430 + 0.01 * s:.1f}</ele><time>{_iso(start, s)}</time></trkpt>"
        for s in range(0, round(minutes * 60) + 1, every_s)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><gpx version="1.1" creator="made here" '
        'xmlns="http://www.topografix.com/GPX/1/1"><trk><type>running</type><trkseg>'
        f"{points}</trkseg></trk></gpx>"
    ).encode()


def tcx(*runs: tuple[datetime, float], speed_m_s: float = 3.0, every_s: int = 1) -> bytes:
    """Runs due north, each (start, minutes), as one TCX with heart rate and distance."""
    activities = "".join(_tcx_activity(*run, speed_m_s, every_s) for run in runs)
    return (
        '<?xml version="1.0" encoding="UTF-8"?><TrainingCenterDatabase '
        'xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"><Activities>'
        f"{activities}</Activities></TrainingCenterDatabase>"
    ).encode()


def _tcx_activity(start: datetime, minutes: float, speed_m_s: float, every_s: int) -> str:
    seconds = round(minutes * 60)
    points = "".join(
        f"<Trackpoint><Time>{_iso(start, s)}</Time><Position>"
        f"<LatitudeDegrees>{47 + s * speed_m_s * _DEGREES_PER_M:.7f}</LatitudeDegrees>"
        "<LongitudeDegrees>8.5</LongitudeDegrees></Position>"
        f"<AltitudeMeters>{430 + 0.01 * s:.1f}</AltitudeMeters>"
        f"<DistanceMeters>{s * speed_m_s:.2f}</DistanceMeters>"
        f"<HeartRateBpm><Value>{140 + s % 20}</Value></HeartRateBpm></Trackpoint>"
        for s in range(0, seconds + 1, every_s)
    )
    return (
        f'<Activity Sport="Running"><Id>{_iso(start, 0)}</Id><Lap StartTime="{_iso(start, 0)}">'
        f"<TotalTimeSeconds>{seconds}</TotalTimeSeconds>"
        f"<DistanceMeters>{seconds * speed_m_s}</DistanceMeters>"
        f"<Track>{points}</Track></Lap></Activity>"
    )


def _iso(start: datetime, seconds: float) -> str:
    return (start + timedelta(seconds=seconds)).isoformat().replace("+00:00", "Z")
