"""What every endpoint is asked with, and how it answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

from fastapi import Depends, Path, Query, Response
from pydantic import AfterValidator

from myostride.errors import UnknownName
from myostride.home import Home, open_home
from myostride.plain import plain
from myostride.web.settings import Serving

__all__ = ["AsOf", "Day", "EntryId", "Opened", "answer", "plausible"]


def plausible(day: date) -> date:
    """The day itself; `ValueError` if nobody can have run on it."""
    if not date(1980, 1, 1) <= day <= date(2100, 1, 1):
        raise ValueError("days lie between 1980-01-01 and 2100-01-01")
    return day


Day = Annotated[date, AfterValidator(plausible)]
"""A day on which somebody may have run."""

EntryId = Annotated[int, Path(ge=1, le=2**53)]
"""The number of a diary entry, within what the database and JSON can hold."""


def _opened(
    serving: Serving,
    athlete: Annotated[
        str | None, Query(min_length=1, max_length=100, description="Whose data.")
    ] = None,
) -> Iterator[Home]:
    name = serving.athlete if athlete is None else athlete.strip()
    with open_home(serving.folder, athlete=name) as home:
        known = home.athletes()
        # Looking at somebody must not make them; only the athlete served may begin a home.
        if name not in known and (known or name != serving.athlete.strip()):
            raise UnknownName("athlete", name, known)
        yield home


Opened = Annotated[Home, Depends(_opened)]
"""The home of the athlete asked for, open until the answer is made."""


def _as_of(
    serving: Serving,
    day: Annotated[
        Day | None, Query(alias="date", description="As of this day; default today.")
    ] = None,
) -> date:
    return day or serving.day or date.today()


AsOf = Annotated[date, Depends(_as_of)]
"""The day that the answer is told as of."""


def answer(document: Any, status: int = 200, *, rounded: bool = True) -> Response:
    """A document as the command line prints it; `rounded` False where that was done before."""
    body = json.dumps(plain(document) if rounded else document, ensure_ascii=False,
                      allow_nan=False, separators=(",", ":"))  # fmt: skip
    return Response(body.encode("utf-8", "replace"), status, media_type="application/json")
