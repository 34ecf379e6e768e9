"""Everything of one athlete in one zip, to keep or to take elsewhere."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from myostride import __version__
from myostride.activity.sniff import sniff
from myostride.errors import ActivityError, HomeError, InputError
from myostride.home.daily import daily_document
from myostride.home.home import Home
from myostride.home.loads import OnLoad
from myostride.muscles import MUSCLES
from myostride.plain import plain

__all__ = ["export_name", "export_to"]

_DAILY = ("growth_pct", "lo", "hi", "damage", "damage_hi", "readiness", "readiness_lo")

_README = """\
Everything that myostride {version} keeps of {athlete}, as of {day}.

originals/    the files you imported, byte for byte, named by day; myostride import takes them back
runs.csv      one row per stored activity: start (UTC), sport, time, distance, climb, device, file
diary.csv     every diary entry with its unit, as it was typed and as it is understood
profile.json  who runs, and where each field is from
daily.csv     one row per day and muscle: growth against the time before the first run [%] with its
              80 % interval (lo, hi), damage and readiness (0 to 1) with their less favourable end
{missing}
Tables are UTF-8 with a heading line; SI units unless the heading says otherwise; an empty cell
means unknown. Parquet is not written: read daily.csv with any tool and save it as such.
"""


def export_name(athlete: str, day: date) -> str:
    """What the zip is called."""
    word = "".join(c if c.isascii() and c.isalnum() else "-" for c in athlete).strip("-")
    return f"myostride-{word or 'athlete'}-{day.isoformat()}.zip"


def export_to(
    home: Home, target: Path | BinaryIO, day: date, on_progress: OnLoad | None = None
) -> list[str]:
    """Write the zip; what could not be read is named in its README and returned.

    Parameters
    ----------
    on_progress
        Told (done, of how many) of the original files.
    """
    missing: list[str] = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as zipped:
        _write_originals(zipped, home, missing, on_progress)
        runs = [run.to_json() for run in home.runs(other_sports=True)]
        zipped.writestr("runs.csv", _csv([_flat(run) for run in runs]))
        zipped.writestr("diary.csv", _csv([row.to_json() for row in home.diary()]))
        zipped.writestr("profile.json", _json(home.profile_sheet().to_json()))
        try:
            zipped.writestr("daily.csv", _csv(_daily_rows(home, day)))
        except InputError as error:
            missing.append(f"daily.csv: {error}")
        said = "".join(f"\nNot in here: {line}" for line in missing) + ("\n" if missing else "")
        zipped.writestr("README.txt", _README.format(
            version=__version__, athlete=home.athlete, day=day.isoformat(), missing=said
        ))  # fmt: skip
    return missing


def _write_originals(
    zipped: zipfile.ZipFile, home: Home, missing: list[str], on_progress: OnLoad | None
) -> None:
    originals = home.originals()
    for done, original in enumerate(originals, 1):
        name = f"originals/{original.started:%Y-%m-%d}-{original.sha256[:12]}"
        try:
            data = original.read()
            zipped.writestr(f"{name}.{_suffix(data)}", data)
        except HomeError as error:
            missing.append(f"{name}: {error}")
        if on_progress is not None:
            on_progress(done, len(originals))


def _suffix(data: bytes) -> str:
    """The usual ending of a file that was imported; what is no recording is a gym log."""
    try:
        return sniff(data)
    except ActivityError:
        return "csv"


def _daily_rows(home: Home, day: date) -> Iterable[dict[str, Any]]:
    document = daily_document(home.status(day, with_earlier=True))
    for n, told in enumerate(document["days"]):
        for muscle in MUSCLES:
            columns = document["muscles"][muscle]
            yield {"date": told, "muscle": muscle} | {
                name: plain(columns[name][n]) for name in _DAILY
            }


def _flat(run: dict[str, Any]) -> dict[str, Any]:
    return run | {"warnings": "; ".join(run["warnings"])}


def _csv(rows: Iterable[dict[str, Any]]) -> str:
    """Rows as CSV; a cell that a spreadsheet would run as a formula is made text."""
    out: io.StringIO = io.StringIO()
    writer: csv.DictWriter[str] | None = None
    for row in rows:
        if writer is None:
            writer = csv.DictWriter(out, list(row), lineterminator="\r\n")
            writer.writeheader()
        writer.writerow({name: _cell(value) for name, value in row.items()})
    return out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{value}"
    return value


def _json(document: Any) -> str:
    return json.dumps(plain(document), ensure_ascii=False, indent=2) + "\n"
