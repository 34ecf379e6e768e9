"""What an import did: one row per activity found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

__all__ = ["ImportReport", "ImportRow", "OnImport"]


@dataclass(frozen=True, slots=True)
class ImportRow:
    """What became of one activity, or of one file that holds none.

    `outcome` is "imported", "skipped" or "failed"; None in the other fields means unknown.
    """

    path: str
    outcome: str
    reason: str = ""
    run_id: str | None = None
    sport: str | None = None
    start_utc: datetime | None = None
    duration_s: float | None = None
    distance_m: float | None = None
    ascent_m: float | None = None
    records: int | None = None
    warnings: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        row = asdict(self)
        if self.start_utc is not None:
            row["start_utc"] = self.start_utc.isoformat().replace("+00:00", "Z")
        row["warnings"] = list(self.warnings)
        return row


@dataclass(slots=True)
class ImportReport:
    """One row per activity found, in the order of the paths, as they stand in the end.

    `interrupted` is true if Ctrl-C ended the import; every row in `files` is stored anyway.
    """

    files: list[ImportRow] = field(default_factory=list)
    interrupted: bool = False

    @property
    def summary(self) -> dict[str, int]:
        count = dict.fromkeys(("imported", "skipped", "failed"), 0)
        for row in self.files:
            count[row.outcome] += 1
        return count

    def to_json(self) -> dict[str, Any]:
        return {"files": [row.to_json() for row in self.files], "summary": self.summary}


OnImport = Callable[[ImportRow], None]
"""Told of each row once it is stored; a later file may still be found to hold more of it."""
