"""A plan written to a folder: one file for each workout, or one for the whole.

Everything goes into a folder of its own, named after the plan's first day, with a list of what
was written there. A file that is not on the list, or was changed since, is never touched.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, time
from hashlib import sha256
from pathlib import Path

from myostride.coach.outgoing.calendar import AFTER_WORK, calendar_of
from myostride.coach.outgoing.fit_workout import fit_workout_of
from myostride.coach.outgoing.printing import html_to_pdf
from myostride.coach.outgoing.steps import Steps, steps_of
from myostride.coach.outgoing.week_page import week_page_of
from myostride.coach.outgoing.words import file_stem
from myostride.coach.outgoing.zwo import on_treadmill, zwo_of
from myostride.coach.plan import PlannedWorkout, TrainingPlan
from myostride.errors import InputError
from myostride.training.capacity import Capacity

__all__ = ["FORMATS", "checked_formats", "files_of", "folder_of", "write"]

FORMATS = ("fit", "zwo", "ics", "html", "pdf")

LIST = ".myostride-files"
"""What was written, as lines of sha256 and name."""


def write(
    plan: TrainingPlan,
    capacity: Capacity,
    folder: Path,
    formats: Iterable[str],
    *,
    at: time | None = AFTER_WORK,
    stamp: datetime | None = None,
) -> list[Path]:
    """Write a plan into `folder_of(plan, folder)` and return the paths of its files.

    Files of the same formats that an earlier plan of the same first day left there are replaced
    or removed. Nothing is written unless everything can be made.

    Parameters
    ----------
    plan, capacity
        What is planned, for whom.
    folder
        Made where it does not exist.
    formats
        Of `FORMATS`.
    at, stamp
        As `calendar_of` takes them.

    Raises
    ------
    InputError
        In one line: an unknown format, a folder that cannot be written, a file there that is
        not ours, no browser for pdf.
    """
    wanted = checked_formats(formats)
    files = files_of(plan, capacity, wanted, at=at, stamp=stamp)
    target = folder_of(plan, folder)
    try:
        target.mkdir(parents=True, exist_ok=True)
        listed = _listed(target)
        _refuse_foreign(target, listed, files)
        for name, data in files.items():
            _replace(target / name, data)
        kept = _without_leftovers(target, listed, files, wanted)
        digests = {**kept, **{name: _digest(data) for name, data in files.items()}}
        lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items()))
        _replace(target / LIST, lines.encode())
    except OSError as error:
        raise InputError(f"folder '{target}' cannot be written: {error.strerror}") from None
    return [target / name for name in files]


def folder_of(plan: TrainingPlan, folder: Path) -> Path:
    """Where `write` puts a plan, such as plan-2025-09-22 inside `folder`."""
    return Path(folder) / f"plan-{plan.begin.isoformat()}"


def checked_formats(formats: Iterable[str]) -> tuple[str, ...]:
    """The formats in lower case, each once.

    Raises
    ------
    InputError
        If one is not known, or there is none.
    """
    wanted = tuple(dict.fromkeys(name.strip().lower() for name in formats if name.strip()))
    unknown = [name for name in wanted if name not in FORMATS]
    if unknown or not wanted:
        what = f"unknown format '{unknown[0]}'" if unknown else "no format named"
        raise InputError(f"{what}; known: {', '.join(FORMATS)}")
    return wanted


def files_of(
    plan: TrainingPlan,
    capacity: Capacity,
    formats: Iterable[str],
    *,
    at: time | None = AFTER_WORK,
    stamp: datetime | None = None,
) -> dict[str, bytes]:
    """File names and contents of a plan in formats that are known.

    Rest days have no workout file; what is not run or walked has none for Zwift.
    """
    files: dict[str, bytes] = {}
    for name in formats:
        if name == "fit":
            files |= _each(plan, capacity, "fit", fit_workout_of, bool)
        elif name == "zwo":
            files |= _each(plan, capacity, "zwo", zwo_of, on_treadmill)
        elif name == "ics":
            files["plan.ics"] = calendar_of(plan, capacity, at=at, stamp=stamp)
        elif name == "html":
            files["plan.html"] = week_page_of(plan, capacity).encode()
        else:
            files["plan.pdf"] = html_to_pdf(week_page_of(plan, capacity))
    return files


def _each(
    plan: TrainingPlan,
    capacity: Capacity,
    ending: str,
    made: Callable[[PlannedWorkout, Capacity], bytes],
    fits: Callable[[Steps], bool],
) -> dict[str, bytes]:
    """One file for each workout that fits, those of one name numbered."""
    files: dict[str, bytes] = {}
    for workout in plan.workouts:
        if not fits(steps_of(workout, capacity)):
            continue
        stem = file_stem(workout.day, workout.title, workout.workout)
        name, number = f"{stem}.{ending}", 2
        while name in files:
            name, number = f"{stem}-{number}.{ending}", number + 1
        files[name] = made(workout, capacity)
    return files


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def _listed(target: Path) -> dict[str, str]:
    """Names and digests of what was written before; lines that say something else are not ours."""
    try:
        lines = (target / LIST).read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return {}
    pairs = (line.split("  ", 1) for line in lines if line.count("  ") == 1)
    return {name: digest for digest, name in pairs if Path(name).name == name}


def _refuse_foreign(
    target: Path, listed: Mapping[str, str], files: Mapping[str, bytes]
) -> None:  # fmt: skip
    for name, data in files.items():
        path = target / name
        if not os.path.lexists(path):
            continue
        ours = path.is_file() and not path.is_symlink()
        if not ours or _digest(path.read_bytes()) not in (listed.get(name), _digest(data)):
            raise InputError(
                f"'{path}' is not as myostride wrote it; move it away or choose another folder"
            )


def _without_leftovers(
    target: Path, listed: Mapping[str, str], files: Mapping[str, bytes], formats: Iterable[str]
) -> dict[str, str]:
    """Remove what an earlier plan left in these formats; the rest of the list stays."""
    endings = {f".{name}" for name in formats}
    kept = {}
    for name, digest in listed.items():
        path = target / name
        if name in files or not path.is_file() or path.is_symlink():
            continue
        if path.suffix in endings and _digest(path.read_bytes()) == digest:
            path.unlink()
        else:
            kept[name] = digest
    return kept


def _replace(path: Path, data: bytes) -> None:
    """Write a whole file or nothing."""
    partial = path.with_name(f".{path.name}.partial")
    partial.write_bytes(data)
    os.replace(partial, path)
