"""What one running dashboard serves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request

__all__ = ["Serving", "Settings"]


@dataclass(frozen=True, slots=True)
class Settings:
    """Whose legs are shown, and as of which day.

    home : the folder; None means the same default as for every command.
    athlete : who is shown where an address names nobody.
    day : the day that everything is told as of; None means today.
    """

    home: Path | None = None
    athlete: str = "me"
    day: date | None = None


def _settings(request: Request) -> Settings:
    settings = request.app.state.settings
    assert isinstance(settings, Settings)
    return settings


Serving = Annotated[Settings, Depends(_settings)]
"""The settings, as an argument of an endpoint."""
