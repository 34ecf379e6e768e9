"""One stored run: its facts, what it asked of each muscle, and its line on the map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from myostride.activity.run import Run
from myostride.gait import MuscleLoad, muscle_load
from myostride.home.diary import body_on
from myostride.home.documents import load_document
from myostride.home.home import Home
from myostride.home.track import track
from myostride.plain import plain
from myostride.runner import Body

__all__ = ["Priced", "priced", "run_document"]


@dataclass(frozen=True, slots=True)
class Priced:
    """A stored run, the body its runner had that day, and its load on that body."""

    run: Run
    body: Body
    load: MuscleLoad


def priced(home: Home, run_id: str) -> Priced:
    """Price one stored run.

    Raises
    ------
    InputError
        If there is no such run, or it is another sport.
    """
    run = home.run(run_id)
    body = body_on(home.listed(run_id).day, home.profile(), home.diary("weight"))
    return Priced(run, body, muscle_load(run, body))


def run_document(home: Home, run_id: str) -> dict[str, Any]:
    """The document of `myostride load` for a stored run, with its listing and its `track`.

    The load is that on the body which the runner had that day.

    Raises
    ------
    InputError
        If there is no such run, or it is another sport.
    """
    listed, each = home.listed(run_id), priced(home, run_id)
    run, load = each.run, each.load
    document: dict[str, Any] = plain(load_document(listed.path, run, load))
    document["run"] |= {
        "run_id": listed.run_id,
        "title": listed.title,
        "warnings": list(listed.warnings),
    }
    # Not rounded again: six significant digits would be ten metres of longitude.
    return document | {"track": track(run, load, each.body)}
