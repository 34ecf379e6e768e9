"""Whose legs a page shows, and as of which day: what its address says, else the settings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, Query, Request

from myostride.display import Shown
from myostride.errors import InputError, UnknownName
from myostride.home import Home, open_home
from myostride.web.api.asking import plausible
from myostride.web.settings import Serving, Settings

__all__ = ["View", "Viewing", "day_of", "local_now", "shown_of", "view_of"]


@dataclass(frozen=True, slots=True)
class View:
    """What one request looks at.

    named : the parts of the address that go along to every other page.
    """

    settings: Settings
    athlete: str
    day: date
    named: dict[str, str]

    @contextmanager
    def home(self) -> Iterator[Home]:
        """The home of the athlete.

        Raises
        ------
        UnknownName
            If there is no such athlete: looking at somebody must not make them.
        """
        with open_home(self.settings.folder, athlete=self.athlete) as home:
            known = home.athletes()
            if home.athlete not in known and (known or self.athlete != self.settings.athlete):
                raise UnknownName("athlete", self.athlete, known)
            yield home

    def link(self, path: str, **more: object) -> str:
        """The address of another page about the same athlete and day."""
        query = self.named | {k: str(v) for k, v in more.items() if v not in (None, "")}
        return f"{path}?{urlencode(query)}" if query else path


def _view(
    serving: Serving,
    request: Request,
    athlete: Annotated[str | None, Query(max_length=100)] = None,
    day: Annotated[str | None, Query(alias="date", max_length=10)] = None,
) -> View:
    if not athlete and (shown := _shown_instead(serving)) is not None:
        athlete = shown
    named = {key: value for key, value in (("athlete", athlete), ("date", day)) if value}
    on = day_of(day) if day else serving.day or date.today()
    view = View(serving, athlete or serving.athlete, on, named)
    request.state.view = view
    return view


def _shown_instead(serving: Settings) -> str | None:
    """The first athlete, where the one served is gone and others are there."""
    with open_home(serving.folder, athlete=serving.athlete) as home:
        known = home.athletes()
        return known[0] if known and home.athlete not in known else None


def day_of(text: str) -> date:
    """The day that somebody typed, or wrote into an address.

    Raises
    ------
    InputError
        If it is none, or nobody can have run on it.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise InputError(f"'{text}' is not a day; write it as 2025-09-21") from None
    try:
        return plausible(day)
    except ValueError as error:
        raise InputError(str(error)) from None


Viewing = Annotated[View, Depends(_view)]
"""The view of a request, as an argument of an endpoint."""


def view_of(request: Request) -> View:
    """The view of a request, as in the settings where it was refused before that was read."""
    settings = request.app.state.settings
    found = getattr(request.state, "view", None)
    if isinstance(found, View):
        return found
    return View(settings, settings.athlete, settings.day or date.today(), {})


def local_now(document: dict[str, Any]) -> datetime:
    """The moment a status holds for, in the runner's time zone."""
    here = timezone(timedelta(seconds=document["utc_offset_s"]))
    return datetime.fromisoformat(document["as_of"]).astimezone(here)


def shown_of(home: Home) -> Shown:
    """The units in which an athlete wants numbers."""
    profile = home.profile_sheet().to_json()
    return Shown.from_words(None, profile["distance_unit"], profile["mass_unit"])
