"""The limits at which a file is refused; each refusal states the one it met.

Together they keep the whole process under 300 MB of memory whatever a file contains.
"""

from __future__ import annotations

__all__ = [
    "MAX_DEPTH",
    "MAX_DIRECTORY_BYTES",
    "MAX_LAPS",
    "MAX_MEMBERS",
    "MAX_NESTED_ARCHIVE_BYTES",
    "MAX_RATIO",
    "MAX_RECORDS",
    "MAX_TRACKS",
    "MAX_UNPACKED_BYTES",
    "MAX_XML_NAMES",
    "MAX_XML_TAG_BYTES",
    "RATIO_APPLIES_FROM_BYTES",
    "megabytes",
]

MAX_UNPACKED_BYTES = 100_000_000
"""Of one file, whether packed or not. Twelve hours at 1 Hz are 3 MB as FIT, 20 MB as XML."""

MAX_RATIO = 200
"""Unpacked size over packed size. Real recordings reach 10 to 30."""

RATIO_APPLIES_FROM_BYTES = 1_000_000
"""Below this unpacked size the ratio does no harm and is not looked at."""

MAX_DEPTH = 2
"""Packings around one file: run.fit.gz inside an export.zip is 2."""

MAX_NESTED_ARCHIVE_BYTES = 2_000_000_000
"""Of a zip inside a zip (a Garmin account export), which is unpacked to disk, not memory."""

MAX_MEMBERS = 50_000
"""Of one zip archive; the largest account exports have a few thousand."""

MAX_DIRECTORY_BYTES = 8_000_000
"""Of the list of contents of one zip archive."""

MAX_RECORDS = 300_000
"""Points of one XML recording: three and a half days at 1 Hz."""

MAX_LAPS = 10_000
"""Of one TCX activity."""

MAX_TRACKS = 1_000
"""Tracks of one GPX file, activities of one TCX file."""

MAX_XML_TAG_BYTES = 262_144
"""Of one XML tag, comment or text."""

MAX_XML_NAMES = 500
"""Different names in samples of one XML file; real ones use under 100."""


def megabytes(size: int) -> str:
    """A size for people, e.g. "100 MB"."""
    return f"{size / 1e6:.0f} MB"
