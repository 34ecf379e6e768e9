"""Where the real files are; they are read in place and never copied."""

import os
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("MYOSTRIDE_SHARED") or CHECKOUT.parent / "shared")
REQUIRED = bool(os.environ.get("MYOSTRIDE_REQUIRE_SHARED"))

needs_shared_files = pytest.mark.skipif(
    not (SHARED / "activities").is_dir() and not REQUIRED,
    reason=f"real files are not at {SHARED}; set MYOSTRIDE_SHARED to their folder",
)
