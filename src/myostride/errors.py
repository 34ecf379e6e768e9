"""Everything that can go wrong, as one tree.

MyostrideError
├── InputError            the call itself is wrong (exit code 2)
│   ├── UnknownName       a name nobody knows; the nearest known one is suggested
│   └── ProgramError      a program or study file that cannot be understood
├── ActivityError         a file cannot be read as an activity (exit code 1)
│   ├── NotAnActivity     readable, but holds no activity (settings, course, workout)
│   └── LimitExceeded     refused: larger, denser or deeper than the stated limit
└── HomeError             the home folder cannot be used

Every message is one line: what is wrong, where, and what to do about it.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = [
    "ActivityError",
    "HomeError",
    "InputError",
    "LimitExceeded",
    "MyostrideError",
    "NotAnActivity",
    "ProgramError",
    "UnknownName",
]


class MyostrideError(Exception):
    """Any problem that is reported to the user in one line."""


class InputError(MyostrideError):
    """The call is wrong: an option, a value or a name."""


class UnknownName(InputError):
    """A name that is not known, with the nearest known one."""

    def __init__(self, kind: str, name: str, known: Iterable[str], *, where: str = "") -> None:
        known = list(known)
        near = get_close_matches(name.lower(), known, n=1, cutoff=0.5)
        hint = f"did you mean '{near[0]}'?" if near else f"known: {', '.join(known)}"
        place = f" in {where}" if where else ""
        super().__init__(f"unknown {kind} '{name}'{place}; {hint}")


class ProgramError(InputError):
    """A program or study file that cannot be understood."""


class ActivityError(MyostrideError):
    """A file cannot be read as an activity."""


class NotAnActivity(ActivityError):
    """The file is readable but holds no activity."""


class LimitExceeded(ActivityError):
    """The file is refused at a stated limit."""


class HomeError(MyostrideError):
    """The home folder cannot be used."""
