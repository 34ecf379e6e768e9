"""The index of a Strava bulk export: titles and sports by file name."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from types import MappingProxyType

__all__ = ["INDEX_NAME", "StravaRow", "read_strava_index"]

INDEX_NAME = "activities.csv"

# Columns are found by these names where the export is in English (the first of repeated
# names), and by their place where it is in another language.
_TITLE, _SPORT, _FILE = "Activity Name", "Activity Type", "Filename"
_TITLE_PLACE, _SPORT_PLACE = 2, 3
_FOLDER = "activities/"


@dataclass(frozen=True, slots=True)
class StravaRow:
    """What the index says of one file."""

    title: str
    sport: str


def read_strava_index(data: bytes) -> MappingProxyType[str, StravaRow]:
    """File name relative to the index -> its row; empty where the table is something else."""
    rows: dict[str, StravaRow] = {}
    try:
        table = csv.reader(io.StringIO(data.decode("utf-8-sig", "replace"), newline=""))
        header = next(table, [])
        title, sport = _place(header, _TITLE, _TITLE_PLACE), _place(header, _SPORT, _SPORT_PLACE)
        named = header.index(_FILE) if _FILE in header else None
        for row in table:
            name = _file_name(row, named)
            if name and max(title, sport) < len(row):
                rows[name] = StravaRow(title=row[title].strip(), sport=row[sport].strip())
    except csv.Error:
        pass  # A damaged index costs titles, never activities.
    return MappingProxyType(rows)


def _place(header: list[str], name: str, otherwise: int) -> int:
    return header.index(name) if name in header else otherwise


def _file_name(row: list[str], named: int | None) -> str:
    if named is not None:
        return row[named].strip() if named < len(row) else ""
    return next((cell.strip() for cell in row if cell.startswith(_FOLDER)), "")
