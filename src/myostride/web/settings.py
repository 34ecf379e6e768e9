"""What one running dashboard serves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request

from myostride.home.database import default_folder
from myostride.web.guard.hosts import is_loopback

__all__ = ["LOOPBACK", "Serving", "Settings"]

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Settings:
    """Whose legs are shown, as of which day, and to whom.

    home : the folder; None means the same default as for every command.
    athlete : who is shown where an address names nobody.
    day : the day that everything is told as of; None means today.
    host : the address that is listened on; any but a loopback one asks for the password.
    watch : a folder whose new files are imported.
    warm_up : whether the first answers are computed before anybody asks.
    """

    home: Path | None = None
    athlete: str = "me"
    day: date | None = None
    host: str = LOOPBACK
    watch: Path | None = None
    warm_up: bool = False

    @property
    def folder(self) -> Path:
        """Where the home is."""
        return (default_folder() if self.home is None else self.home.expanduser()).absolute()

    @property
    def needs_password(self) -> bool:
        """Whether others than this computer can reach the dashboard."""
        return not is_loopback(self.host)


def _settings(request: Request) -> Settings:
    settings = request.app.state.settings
    assert isinstance(settings, Settings)
    return settings


Serving = Annotated[Settings, Depends(_settings)]
"""The settings, as an argument of an endpoint."""
