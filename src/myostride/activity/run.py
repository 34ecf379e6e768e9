"""One clean recording: what every reader produces and everything downstream takes.

`Run` is a table on its own clock plus what was missing, repaired or assumed. It is the
only thing that leaves this package; no other module knows a file format.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

__all__ = ["Activity", "Floats", "Lap", "Leg", "Pause", "Quality", "Run"]


@dataclass(frozen=True, slots=True)
class Lap:
    """One lap: start on the run's clock [s], timer time [s], distance [m, or NaN]."""

    start_s: float
    duration_s: float
    distance_m: float


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch with no load: start on the run's clock [s], length [s], and why.

    `reason`: "timer" (stopped by the runner or auto-pause), "gap" (no records),
    "segment" (a new track segment), "clock" (the device's clock jumped), "leg" (another
    sport in between).
    """

    start_s: float
    duration_s: float
    reason: str


@dataclass(frozen=True, slots=True)
class Leg:
    """One session of a multisport recording, running or not."""

    sport: str
    start_utc: datetime
    duration_s: float
    distance_m: float


@dataclass(frozen=True, slots=True)
class Quality:
    """How far the table can be trusted.

    `missing` names absent channels, `repaired` and `assumed` are sentences a runner can
    read, `coverage` gives per channel the share of samples with a value (0 to 1),
    `distance_source` is "device", "positions", "speed" or "none", `grade_source` is
    "altitude", "incline" or "unknown", `partial` is true when the file broke off.
    """

    missing: tuple[str, ...] = ()
    repaired: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    coverage: dict[str, float] = field(default_factory=dict)
    distance_source: str = "none"
    cadence_rule: str = "none"
    grade_source: str = "unknown"
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """One run (or walk) as a clean table, one row per recorded sample, shape (n,).

    NaN means missing, in every float column. Times are UTC; the local offset is kept
    for display only.

    time_s : clock time since `start_utc` [s], strictly increasing.
    dt_s : timer time this row stands for [s]; 0 where a pause, gap or segment break
        precedes the row, so that nothing is counted across it. Sums to `duration_s`.
    distance_m : distance covered so far [m], never decreasing.
    speed_m_s, grade (rise/run), grade_sd (its standard error, NaN where grade is).
    altitude_m : smoothed altitude [m].
    cadence_spm : steps per minute, both feet.
    heart_rate_bpm, power_w, contact_time_s, vertical_oscillation_m.
    latitude_deg, longitude_deg.
    segment : index of the unbroken stretch the row belongs to.
    """

    sport: str
    start_utc: datetime
    utc_offset_s: float | None
    time_s: Floats
    dt_s: Floats
    distance_m: Floats
    speed_m_s: Floats
    altitude_m: Floats
    grade: Floats
    grade_sd: Floats
    cadence_spm: Floats
    heart_rate_bpm: Floats
    power_w: Floats
    contact_time_s: Floats
    vertical_oscillation_m: Floats
    latitude_deg: Floats
    longitude_deg: Floats
    segment: NDArray[np.int64]
    duration_s: float
    total_distance_m: float
    ascent_m: float
    descent_m: float
    treadmill: bool
    device: str
    laps: tuple[Lap, ...] = ()
    pauses: tuple[Pause, ...] = ()
    legs: tuple[Leg, ...] = ()
    profile_hints: dict[str, float | str] = field(default_factory=dict)
    """What the file says of its owner: mass_kg, height_m, sex, age_y, resting_hr_bpm..."""
    quality: Quality = field(default_factory=Quality)

    @property
    def end_utc(self) -> datetime:
        return self.start_utc + timedelta(seconds=float(self.time_s[-1]) if self.time_s.size else 0)

    def __len__(self) -> int:
        return int(self.time_s.size)


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity found in a file: a run or walk with its table, or another sport without.

    `duration_s` and `distance_m` are those of the running (or walking) legs where there
    are any, else of the whole activity; `distance_m` and `ascent_m` are NaN where unknown.
    """

    sport: str
    start_utc: datetime
    duration_s: float
    distance_m: float
    ascent_m: float
    records: int
    device: str
    run: Run | None
    title: str = ""
    """What the file calls it, empty where it does not."""
    legs: tuple[Leg, ...] = ()
    warnings: tuple[str, ...] = ()
    sha256: str = ""
    """Of the bytes of the activity file itself (unpacked)."""
    member: str = ""
    """Name inside an archive, empty for a plain file."""
    format: str = ""
    """"fit", "tcx" or "gpx"; "gym" for a workout of a gym log."""
