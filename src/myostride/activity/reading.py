"""From bytes to clean activities, whatever the format."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from myostride.activity import limits
from myostride.activity.clean import clean
from myostride.activity.clean.plausible import plausible
from myostride.activity.fit import read_fit
from myostride.activity.gpx import read_gpx
from myostride.activity.gym import gym_activities, is_gym_log
from myostride.activity.recording import Recording
from myostride.activity.run import Activity, Run
from myostride.activity.sniff import sniff
from myostride.activity.sport import standard_sport
from myostride.activity.tcx import read_tcx
from myostride.activity.unpack import Archive, gunzip
from myostride.errors import ActivityError, LimitExceeded

__all__ = ["read_activities", "read_run"]

_READERS: MappingProxyType[str, Callable[[bytes], list[Recording]]] = MappingProxyType(
    {"fit": read_fit, "gpx": read_gpx, "tcx": read_tcx}
)


def read_activities(
    data: bytes,
    name: str = "",
    *,
    incline_pct: float | None = None,
    sport: str = "",
    sha256: str = "",
) -> list[Activity]:
    """Every activity in one file, cleaned.

    Parameters
    ----------
    data
        A FIT, TCX or GPX file, or one packed as .gz or alone in a .zip; or the log of a gym app.
    name
        Where it comes from; what follows "!" is kept as the name inside an archive.
    incline_pct
        Incline of a treadmill [%], where the runner states it.
    sport
        What an index (a Strava export) says of the sport; used where the file states none.
    sha256
        Of `data`, where the caller has it already.

    Raises
    ------
    ActivityError
        If nothing in it can be used; `NotAnActivity` and `LimitExceeded` are kinds of it.
    """
    if is_gym_log(data):
        return gym_activities(data)
    given, data = data, _unpacked(data)
    recordings = _READERS[sniff(data)](data)
    if not sha256 or data is not given:
        sha256 = hashlib.sha256(data).hexdigest()
    member = name.partition("!")[2]
    activities: list[Activity] = []
    problems: list[ActivityError] = []
    for recording in recordings:
        _apply_stated_sport(recording, sport)
        try:
            activity = clean(recording, sha256=sha256, member=member, incline_pct=incline_pct)
            activities.append(plausible(replace(activity, format=recording.format)))
        except ActivityError as error:
            problems.append(error)
    if not activities:
        raise problems[0] if problems else ActivityError("no activity in the file")
    if problems:
        lost = f"{len(problems)} further part of the file could not be used: {problems[0]}"
        activities[0] = replace(activities[0], warnings=(*activities[0].warnings, lost))
    return activities


def read_run(path: str | Path, *, incline_pct: float | None = None) -> Run:
    """The first run or walk of a file.

    Raises
    ------
    ActivityError
        If the file cannot be read, or holds another sport only; the message names the file.
    """
    try:
        activities = read_activities(read_file(Path(path)), incline_pct=incline_pct)
        runs = [activity.run for activity in activities if activity.run is not None]
        if not runs:
            raise ActivityError(f"{activities[0].sport}, not a run or walk; no running load in it")
    except ActivityError as error:
        raise type(error)(f"{path}: {error}") from error
    return runs[0]


def read_file(path: Path) -> bytes:
    """The bytes of a file within the size limit; a problem is an `ActivityError`."""
    try:
        with path.open("rb") as file:
            data = file.read(limits.MAX_UNPACKED_BYTES + 1)
    except OSError as error:
        raise ActivityError(f"cannot be read: {(error.strerror or str(error)).lower()}") from error
    if len(data) > limits.MAX_UNPACKED_BYTES:
        raise LimitExceeded(
            f"larger than {limits.megabytes(limits.MAX_UNPACKED_BYTES)}, more than any recording; "
            "refused"
        )
    return data


def _unpacked(data: bytes) -> bytes:
    """The activity file inside at most two packings."""
    for _ in range(limits.MAX_DEPTH):
        kind = sniff(data)
        if kind == "gzip":
            data = gunzip(data)
        elif kind == "zip":
            data = _only_member(data)
        else:
            return data
    if sniff(data) in ("gzip", "zip"):
        raise LimitExceeded(f"packed more than {limits.MAX_DEPTH} times; refused: unpack it first")
    return data


def _only_member(data: bytes) -> bytes:
    archive = Archive(io.BytesIO(data))
    if len(archive.members) != 1:
        raise ActivityError(
            f"zip archive of {len(archive.members)} files, not one activity; import it instead"
        )
    return archive.read(archive.members[0])


def _apply_stated_sport(recording: Recording, sport: str) -> None:
    """Let an index name the sport that the file itself left to be guessed."""
    guessed = [each for each in recording.assumed if each.startswith("sport not stated")]
    stated = standard_sport(sport)
    if not stated or not guessed:
        return
    recording.assumed = [each for each in recording.assumed if each not in guessed]
    recording.sport = stated
    recording.sessions = [replace(each, sport=stated) for each in recording.sessions]
