"""Files that lie beside activities by design: indexes, JSON summaries, photos, texts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from myostride.activity.fit.file_type import is_wellness
from myostride.activity.gym import is_gym_log

__all__ = ["Companions", "companion_kind", "is_ignored", "table_reason", "wellness_kind"]

_KIND_OF = {
    ".json": "JSON", ".txt": "text", ".md": "text", ".log": "text", ".pdf": "PDF",
    ".htm": "HTML", ".html": "HTML", ".css": "HTML", ".js": "HTML",
    ".jpg": "image", ".jpeg": "image", ".png": "image", ".gif": "image", ".heic": "image",
    ".webp": "image", ".svg": "image",
    ".mp4": "video", ".mov": "video", ".avi": "video", ".webm": "video", ".mp3": "audio",
    ".m4a": "audio", ".wav": "audio",
    ".py": "source", ".ini": "settings", ".yaml": "settings", ".yml": "settings",
    ".toml": "settings", ".db": "database", ".sqlite": "database",
}  # fmt: skip
_ZIPPED_TABLES = frozenset({".xlsx", ".ods"})
_TABLES = frozenset({".csv", ".tsv", ".xls"}) | _ZIPPED_TABLES
_ACTIVITY_STARTS = (b"\x1f\x8b", b"PK\x03\x04")


def is_ignored(name: str) -> bool:
    """Whether a path is a hidden or system file that nobody put there."""
    parts = PurePosixPath(name).parts
    return any(
        (part.startswith(".") and part not in (".", "..")) or part == "__MACOSX" for part in parts
    ) or parts[-1:] in (("Thumbs.db",), ("desktop.ini",))


def table_reason(name: str, head: bytes) -> str | None:
    """Why a table is not read as an activity; None where it is none, or may be an activity."""
    path = PurePosixPath(name)
    suffix = path.suffix.lower()
    if suffix not in _TABLES or (suffix not in _ZIPPED_TABLES and _may_be_activity(head)):
        return None
    index = path.stem.lower() in ("activities", "manifest", "index")
    return "index file, no activity by design" if index else "a table, no activity by design"


def companion_kind(name: str, head: bytes) -> str | None:
    """What kind of companion a file is; None where it may be an activity.

    The name only says that nothing is expected; content that is an activity is never one.
    """
    kind = _KIND_OF.get(PurePosixPath(name).suffix.lower())
    return None if kind is None or _may_be_activity(head) else kind


def wellness_kind(head: bytes) -> str | None:
    """What kind of companion a FIT file of an account export is; None for an activity."""
    is_fit = head[8:12] == b".FIT"
    return "FIT of days, sleep or settings" if is_fit and is_wellness(head) else None


def _may_be_activity(head: bytes) -> bool:
    if head[8:12] == b".FIT" or head.startswith(_ACTIVITY_STARTS):
        return True
    if is_gym_log(head):
        return True
    start = head[:2048].replace(b"\0", b"").lower()
    return b"<gpx" in start or b"<trainingcenterdatabase" in start


@dataclass(slots=True)
class Companions:
    """Counts companions, to be reported in one row."""

    counts: Counter[str] = field(default_factory=Counter)

    def reason(self) -> str | None:
        """One line, or None where there were none."""
        if not self.counts:
            return None
        listed = ", ".join(f"{count} {kind}" for kind, count in sorted(self.counts.items()))
        return f"files without activities by design: {listed}"
