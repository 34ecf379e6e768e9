"""From a recording as written to a run that can be counted: every rule, in order."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from myostride.activity.clean.altitude import Terrain, terrain
from myostride.activity.clean.cadence import steps_per_minute
from myostride.activity.clean.clock import LONGEST_S, ordered
from myostride.activity.clean.distance import fitted_total, speeds, travelled
from myostride.activity.clean.legs import OnFoot, on_foot, rows_on_foot, utc
from myostride.activity.clean.samples import Notes, Samples, counting, samples_of, within_range
from myostride.activity.clean.timer import Counted, counted
from myostride.activity.recording import Floats, RecordedLap, RecordedSession, Recording
from myostride.activity.run import Activity, Lap, Quality, Run
from myostride.errors import ActivityError

__all__ = ["clean"]

_CHANNELS = (
    "speed_m_s",
    "altitude_m",
    "grade",
    "cadence_spm",
    "heart_rate_bpm",
    "power_w",
    "contact_time_s",
    "vertical_oscillation_m",
    "latitude_deg",
)
_EARLY_S = 120.0
"""A session may start this long before its first sample and still be the start."""
_INCLINE_SD = 0.005
"""Standard error of a treadmill's stated incline: half a per cent, the step of its dial."""
_UNMEASURED_ASCENT_M = 10.0
"""Samples that climb more than this contradict a device that says it did not climb."""


def clean(
    recording: Recording, *, sha256: str = "", member: str = "", incline_pct: float | None = None
) -> Activity:
    """Apply every rule to one recording.

    Parameters
    ----------
    recording
        As a reader filled it (FIT, GPX or TCX).
    sha256, member
        Where it came from, kept with the result.
    incline_pct
        Incline of the treadmill [%], used where the file has no grade of its own.

    Raises
    ------
    ActivityError
        If it has neither a usable sample nor a summary with a duration.
    """
    notes = Notes(assumed=list(recording.assumed))
    chosen = on_foot(recording, notes)
    samples = samples_of(recording, notes)
    run: Run | None = None
    if len(samples):
        samples = ordered(samples, _elapsed_s(recording), notes)
    if chosen.counts and len(samples) > 1:
        rows = within_range(rows_on_foot(samples, recording, chosen), notes)
        if len(rows) > 1:
            run = _run(rows, recording, chosen, incline_pct, notes)
    return _activity(recording, chosen, samples, run, notes, sha256, member)


def _elapsed_s(recording: Recording) -> float:
    """Clock time of the whole recording as the device says; NaN if it does not."""
    elapsed = [
        one.elapsed_s if math.isfinite(one.elapsed_s) else one.timer_s for one in recording.sessions
    ]
    return float(sum(elapsed)) if elapsed else math.nan


def _start(samples: Samples, sessions: Sequence[RecordedSession]) -> float:
    first = float(samples.unix_s[0])
    stated = [float(one.start_unix_s) for one in sessions]
    early = [one for one in stated if 0.0 <= first - one <= _EARLY_S]
    return max(early, default=first)


def _timer_s(recording: Recording, chosen: OnFoot) -> float:
    """Timer time of what counts: the sessions', else the sum of all laps'."""
    if recording.sessions:
        return chosen.total("timer_s")
    laps = [one.timer_s for one in recording.laps]
    return float(sum(laps)) if laps and not recording.partial else math.nan


def _run(
    rows: Samples,
    recording: Recording,
    chosen: OnFoot,
    incline_pct: float | None,
    notes: Notes,
) -> Run | None:
    start = _start(rows, chosen.sessions)
    travel = travelled(rows, notes)
    timer = _timer_s(recording, chosen)
    count = counted(rows, start, timer, recording.timer_events, travel.step_m, notes)
    if count.duration_s <= 0:
        return None
    distance = np.cumsum(np.nan_to_num(travel.step_m))
    treadmill = chosen.treadmill
    distance, factor = fitted_total(
        distance,
        chosen.total("distance_m"),
        treadmill=treadmill,
        partial=recording.partial,
        notes=notes,
    )
    speed = speeds(rows, count.dt_s, travel, notes) * factor
    cadence, rule = steps_per_minute(rows.column("cadence"), speed, recording.cadence_unit)
    stretch: NDArray[np.int64] = np.cumsum(count.broken > 0, dtype=np.int64)
    land, grade_source = _terrain(rows, distance, stretch, treadmill, incline_pct, notes)
    if travel.source == "none":
        distance = np.full(len(rows), np.nan)
    ascent, descent = _climb(land, chosen, grade_source, float(distance[-1]))
    columns = {
        "speed_m_s": speed,
        "altitude_m": land.altitude_m,
        "grade": land.grade,
        "cadence_spm": cadence,
        **{
            name: rows.column(name)
            for name in (
                "heart_rate_bpm",
                "power_w",
                "contact_time_s",
                "vertical_oscillation_m",
                "latitude_deg",
                "longitude_deg",
            )
        },
    }
    return Run(
        sport=chosen.sport,
        start_utc=utc(start),
        utc_offset_s=recording.utc_offset_s,
        time_s=rows.unix_s - start,
        dt_s=count.dt_s,
        distance_m=distance,
        grade_sd=land.grade_sd,
        segment=stretch,
        duration_s=count.duration_s,
        total_distance_m=float(distance[-1]),
        ascent_m=ascent,
        descent_m=descent,
        treadmill=treadmill,
        device=recording.device,
        laps=_laps(recording.laps, start),
        pauses=count.pauses,
        legs=chosen.legs,
        profile_hints=dict(recording.profile_hints),
        quality=_quality(columns, count, recording, travel.source, rule, grade_source, notes),
        **columns,
    )


def _terrain(
    rows: Samples,
    distance: Floats,
    stretch: NDArray[np.int64],
    treadmill: bool,
    incline_pct: float | None,
    notes: Notes,
) -> tuple[Terrain, str]:
    """Grade from altitude outdoors, from the stated incline on a treadmill, else unknown."""
    altitude = rows.columns.get("altitude_m")
    unknown = np.full(len(rows), np.nan)
    if altitude is not None and not treadmill and distance[-1] > 0:
        land = terrain(altitude, distance, rows.unix_s, stretch)
        if land.dropped:
            count = counting(land.dropped, "altitude")
            notes.repaired.append(f"{count} leaping off the ground left out")
        if land.drifted_s > 0.0:
            notes.repaired.append(
                f"altitude moves faster than anyone climbs for {land.drifted_s:.0f} s: left out, "
                "grade unknown there"
            )
        if land.noisy:
            notes.assumed.append(
                f"altitude looks like satellite height (rough by {land.noise_m:.1f} m): "
                "grade is smoothed over 150 m and less certain"
            )
        if incline_pct is not None:
            notes.assumed.append("the incline given is not used: the file has altitude")
        return land, "altitude"
    if incline_pct is not None:
        flat = np.full(len(rows), incline_pct / 100.0)
        return Terrain(unknown, flat, np.full(len(rows), _INCLINE_SD)), "incline"
    return Terrain(unknown, unknown, unknown.copy()), "unknown"


def _climb(land: Terrain, chosen: OnFoot, source: str, distance_m: float) -> tuple[float, float]:
    """Ascent and descent [m]: the device's where it measured any, else from the altitude."""
    if source == "incline":
        rise = float(land.grade[0]) * distance_m
        return max(rise, 0.0), max(-rise, 0.0)
    if source == "unknown":
        return math.nan, math.nan
    ascent, descent = land.ascent_m, land.descent_m
    stated_up, stated_down = chosen.total("ascent_m"), chosen.total("descent_m")
    # Devices that do not measure it write zero; then a hill in the samples knows better.
    if stated_up > 0 or (stated_up == 0 and not ascent > _UNMEASURED_ASCENT_M):
        return stated_up, stated_down if math.isfinite(stated_down) else descent
    return ascent, descent


def _laps(laps: Sequence[RecordedLap], start: float) -> tuple[Lap, ...]:
    return tuple(
        Lap(one.start_unix_s - start, one.timer_s, one.distance_m)
        for one in laps
        if math.isfinite(one.start_unix_s)
    )


def _quality(
    columns: dict[str, Floats],
    count: Counted,
    recording: Recording,
    distance_source: str,
    cadence_rule: str,
    grade_source: str,
    notes: Notes,
) -> Quality:
    coverage = {
        name.removesuffix("_deg").replace("latitude", "position"): round(
            float(np.count_nonzero(np.isfinite(columns[name]))) / count.dt_s.size, 4
        )
        for name in _CHANNELS
    }
    return Quality(
        missing=tuple(name for name, share in coverage.items() if share == 0.0),
        repaired=tuple(notes.repaired),
        assumed=tuple(notes.assumed),
        coverage=coverage,
        distance_source=distance_source,
        cadence_rule=cadence_rule,
        grade_source=grade_source,
        partial=recording.partial,
    )


def _activity(
    recording: Recording,
    chosen: OnFoot,
    samples: Samples,
    run: Run | None,
    notes: Notes,
    sha256: str,
    member: str,
) -> Activity:
    warnings = [*recording.warnings, *notes.repaired]
    start, duration, distance, ascent = _summary(recording, chosen, samples)
    if run is not None:
        duration, distance, ascent = run.duration_s, run.total_distance_m, run.ascent_m
    elif chosen.counts:
        warnings.append("it has no samples that could be counted: kept without load")
    if not (math.isfinite(start) and 0 < duration <= LONGEST_S):
        raise ActivityError("no usable samples: two with a time are the least")
    return Activity(
        sport=chosen.sport,
        start_utc=utc(start),
        duration_s=duration,
        distance_m=distance,
        ascent_m=ascent,
        records=len(recording),
        device=recording.device,
        run=run,
        title=recording.title,
        legs=chosen.legs,
        warnings=tuple(warnings),
        sha256=sha256,
        member=member,
    )


def _summary(
    recording: Recording, chosen: OnFoot, samples: Samples
) -> tuple[float, float, float, float]:
    """Start [unix s], duration, distance and ascent of the whole, without a table."""
    starts = [one.start_unix_s for one in recording.sessions if math.isfinite(one.start_unix_s)]
    start = min(starts, default=math.nan)
    duration, distance = chosen.total("timer_s"), chosen.total("distance_m")
    if len(samples):
        first = _start(samples, recording.sessions)
        start = first if not starts or abs(start - first) > _EARLY_S else start
        if not 0 < duration <= LONGEST_S:
            duration = float(samples.unix_s[-1] - first)
        if not distance > 0 and not chosen.counts:
            step = travelled(within_range(samples, Notes()), Notes()).step_m
            distance = float(np.nansum(step)) if np.isfinite(step).any() else math.nan
    return start, duration, distance, chosen.total("ascent_m")
