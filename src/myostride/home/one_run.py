"""One stored run: its facts, what it asked of each muscle, and its line on the map."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from myostride.home.diary import body_on
from myostride.home.documents import load_document
from myostride.home.home import Home
from myostride.home.track import track
from myostride.plain import plain

__all__ = ["run_document"]


def run_document(home: Home, run_id: str) -> dict[str, Any]:
    """The document of `myostride load` for a stored run, with its listing and its `track`.

    The load is that on the body which the runner had that day.

    Raises
    ------
    InputError
        If there is no such run, or it is another sport.
    """
    from myostride.gait import muscle_load

    run = home.run(run_id)
    listed = home.listed(run_id)
    profile = home.profile_sheet()
    local = run.start_utc + timedelta(seconds=run.utc_offset_s or 0.0)
    body = body_on(local.date(), profile.runner, home.diary("weight"))
    load = muscle_load(run, body)
    document: dict[str, Any] = plain(load_document(listed.path, run, load))
    document["run"] |= {
        "run_id": listed.run_id,
        "title": listed.title,
        "warnings": list(listed.warnings),
    }
    # Not rounded again: six significant digits would be ten metres of longitude.
    return document | {"track": track(run, load, body)}
