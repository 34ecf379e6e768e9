"""Where every muscle stands, kept in memory while nothing changes: for a process that goes on."""

from __future__ import annotations

from datetime import date

from myostride.home.home import Home
from myostride.home.memory import remembered
from myostride.home.status import Status

__all__ = ["standing", "whole_standing"]


def standing(home: Home, day: date) -> Status:
    """`Home.status` of that day.

    Raises
    ------
    InputError
        If there is no run up to that day.
    """
    return remembered(home, ("status", day), lambda: home.status(day))


def whole_standing(home: Home, day: date) -> Status:
    """The same, reaching back to the first run."""
    return remembered(home, ("whole status", day), lambda: home.status(day, with_earlier=True))
