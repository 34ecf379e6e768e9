"""Where the real files are; they are read in place and never copied into the project.

`MYOSTRIDE_SHARED` names their folder, by default `shared` beside the checkout. With
`MYOSTRIDE_REQUIRE_SHARED` set, as in continuous integration beside the real files, a test that
needs them fails where they are missing instead of skipping.
"""

import os
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
