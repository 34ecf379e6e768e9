"""What any FIT decoder hands on: columns of the records, the other messages as dicts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from myostride.activity.fit.frames import Frames
from myostride.activity.recording import Floats

__all__ = ["FIT_EPOCH_UNIX_S", "Decoded", "DeveloperField", "Message", "checksum_warning"]

Message = Mapping[Any, Any]

FIT_EPOCH_UNIX_S = 631065600
"""1989-12-31T00:00:00Z, from which FIT counts seconds."""


@dataclass(frozen=True, slots=True)
class DeveloperField:
    """A field defined by an app: which one, and its own words for it."""

    developer: int
    number: int
    name: str
    units: str
    native: int | None
    """Number of the profile's record field that it stands for, if it says so."""


@dataclass(slots=True)
class Decoded:
    """One sequence: record columns by profile name, shape (n,); other messages as dicts.

    Times are unix seconds, positions degrees, the rest in the profile's units; NaN where
    missing or invalid.
    """

    columns: dict[str, Floats]
    developer: dict[tuple[int, int], tuple[DeveloperField, Floats]]
    messages: dict[str, list[Message]]
    warnings: list[str] = field(default_factory=list)
    partial: bool = False


def checksum_warning(frames: Frames) -> list[str]:
    """A warning where the stored checksum is not that of the bytes."""
    if frames.original and not frames.checksum_holds():
        return ["the file's checksum is wrong; its values are taken as they are"]
    return []
