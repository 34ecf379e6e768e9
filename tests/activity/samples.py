"""Small activity files made here: one two-minute run at 3 m/s in every format."""

import gzip
import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import numpy as np

from myostride.demo.fitfile import encode, fit_time

START = datetime(2024, 5, 1, 6, 30, tzinfo=UTC)
SECONDS = 120
SPEED_M_S = 3.0
METRES_PER_DEGREE = 111_195.0


def utc(second: float, start: datetime = START) -> str:
    return (start + timedelta(seconds=second)).strftime("%Y-%m-%dT%H:%M:%SZ")


def trkpt(second: float, *, start: datetime = START, extra: str = "") -> str:
    latitude = 48.0 + SPEED_M_S * second / METRES_PER_DEGREE
    return (
        f'<trkpt lat="{latitude:.7f}" lon="11.0"><ele>{500 + 0.1 * second:.1f}</ele>'
        f"<time>{utc(second, start)}</time>{extra}</trkpt>"
    )


def heart_rate(second: int) -> str:
    return (
        "<extensions><gpxtpx:TrackPointExtension><gpxtpx:hr>"
        f"{120 + second % 30}</gpxtpx:hr><gpxtpx:cad>85</gpxtpx:cad>"
        "</gpxtpx:TrackPointExtension></extensions>"
    )


def gpx_of(body: str, *, creator: str = "test watch") -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<gpx version="1.1" creator="{creator}" xmlns="http://www.topografix.com/GPX/1/1" '
        'xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v1">'
        f"{body}</gpx>"
    ).encode()


def gpx_track(*segments: str, sport: str = "running", name: str = "") -> str:
    inside = "".join(f"<trkseg>{segment}</trkseg>" for segment in segments)
    named = f"<name>{name}</name>" if name else ""
    return f"<trk>{named}<type>{sport}</type>{inside}</trk>"


def gpx(seconds: int = SECONDS, *, start: datetime = START) -> bytes:
    points = "".join(
        trkpt(second, start=start, extra=heart_rate(second)) for second in range(seconds)
    )
    return gpx_of(gpx_track(points))


def trackpoint(second: float, *, distance_m: float | None = None, extra: str = "") -> str:
    distance = "" if distance_m is None else f"<DistanceMeters>{distance_m:.2f}</DistanceMeters>"
    return (
        f"<Trackpoint><Time>{utc(second)}</Time>{distance}"
        f"<HeartRateBpm><Value>{120 + int(second) % 30}</Value></HeartRateBpm>"
        f"{extra}</Trackpoint>"
    )


def tcx_lap(first: int, last: int, *tracks: str) -> str:
    inside = "".join(f"<Track>{track}</Track>" for track in tracks)
    return (
        f'<Lap StartTime="{utc(first)}"><TotalTimeSeconds>{last - first}</TotalTimeSeconds>'
        f"<DistanceMeters>{SPEED_M_S * (last - first)}</DistanceMeters>{inside}</Lap>"
    )


def tcx_activity(*laps: str, sport: str = "Running") -> str:
    return (
        f'<Activity Sport="{sport}"><Id>{utc(0)}</Id>{"".join(laps)}'
        "<Creator><Name>Test Watch</Name></Creator></Activity>"
    )


def tcx_of(body: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<TrainingCenterDatabase '
        'xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2" '
        'xmlns:ns3="http://www.garmin.com/xmlschemas/ActivityExtension/v2">'
        f"{body}</TrainingCenterDatabase>"
    ).encode()


def tcx(seconds: int = SECONDS) -> bytes:
    cadence = "<Extensions><ns3:TPX><ns3:RunCadence>85</ns3:RunCadence></ns3:TPX></Extensions>"
    track = "".join(
        trackpoint(second, distance_m=SPEED_M_S * second, extra=cadence)
        for second in range(seconds)
    )
    return tcx_of(f"<Activities>{tcx_activity(tcx_lap(0, seconds, track))}</Activities>")


def fit(seconds: int = SECONDS, *, file_type: int = 4, start: datetime = START) -> bytes:
    """A FIT file; without type 4 (activity) it holds nothing but its file_id."""
    begin = fit_time(start)
    head = ("file_id", {"type": file_type, "manufacturer": 1, "product": 1, "time_created": begin})
    if file_type != 4:
        return encode([head])
    second = np.arange(seconds)
    total = {
        "timestamp": begin + seconds,
        "start_time": begin,
        "total_elapsed_time": seconds,
        "total_timer_time": seconds,
        "total_distance": SPEED_M_S * seconds,
    }
    return encode(
        [
            head,
            ("event", {"timestamp": begin, "event": 0, "event_type": 0}),
            (
                "record",
                {
                    "timestamp": begin + second,
                    "position_lat": 48.0 + SPEED_M_S * second / METRES_PER_DEGREE,
                    "position_long": np.full(seconds, 11.0),
                    "heart_rate": 120 + second % 30,
                    "cadence": np.full(seconds, 85),
                    "distance": SPEED_M_S * second,
                    "enhanced_speed": np.full(seconds, SPEED_M_S),
                    "enhanced_altitude": 500 + 0.1 * second,
                },
            ),
            ("event", {"timestamp": begin + seconds, "event": 0, "event_type": 4}),
            ("lap", {"message_index": 0, "event": 9, "event_type": 1, **total}),
            (
                "session",
                {"message_index": 0, "event": 8, "event_type": 1, "sport": 1, "sub_sport": 0}
                | total,
            ),
            ("activity", {"timestamp": begin + seconds, "num_sessions": 1, "type": 0}),
        ]
    )


def gz(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def zipped(members: Mapping[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, compress_type=method)
    return file.getvalue()
