"""Where the real files are; they are read in place and never copied into the project.

`MYOSTRIDE_SHARED` names their folder, by default `shared` beside the checkout. With
`MYOSTRIDE_REQUIRE_SHARED` set, as in continuous integration beside the real files, a test that
needs them fails where they are missing instead of skipping.
"""

import csv
import os
from dataclasses import dataclass
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("MYOSTRIDE_SHARED") or CHECKOUT.parent / "shared")
ACTIVITIES = SHARED / "activities"
REQUIRED = bool(os.environ.get("MYOSTRIDE_REQUIRE_SHARED"))

needs_shared = pytest.mark.skipif(
    not ACTIVITIES.is_dir() and not REQUIRED,
    reason="the real files are not here; set MYOSTRIDE_SHARED to their folder",
)


def activity_file(name: str) -> Path:
    """One of the real activity files, by its path in MANIFEST.csv."""
    return ACTIVITIES / name


@dataclass(frozen=True)
class ManifestRow:
    """What the manifest says of one real file: its name, how it should end, its numbers."""

    file: str
    outcome: str
    values: dict[str, str]

    @property
    def may_be_read(self) -> bool:
        return self.outcome.startswith("ok") or "or ok" in self.outcome or "partial" in self.outcome

    @property
    def may_be_refused(self) -> bool:
        return "clear error" in self.outcome

    @property
    def must_be_warned_of(self) -> bool:
        """Whether reading it without a warning would hide what is wrong with it."""
        return "with warning" in self.outcome or "warned" in self.outcome

    def number(self, *columns: str) -> float | None:
        """The first of the columns that is filled."""
        return next((float(self.values[name]) for name in columns if self.values[name]), None)


def manifest() -> list[ManifestRow]:
    """One row for each real file; none where the files are not here."""
    if not ACTIVITIES.is_dir() and not REQUIRED:
        return []
    with (ACTIVITIES / "MANIFEST.csv").open(newline="", encoding="utf-8") as file:
        return [ManifestRow(row["file"], row["expected_outcome"], row)
                for row in csv.DictReader(file)]  # fmt: skip
