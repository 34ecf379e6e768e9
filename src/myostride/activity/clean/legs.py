"""Which part of a recording is on foot: sessions of a multisport file, told apart by time."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from myostride.activity.clean.samples import BREAKS, Notes, Samples
from myostride.activity.recording import RecordedSession, Recording
from myostride.activity.run import Leg
from myostride.activity.sport import guess_sport, is_on_foot, standard_sport

__all__ = ["OnFoot", "on_foot", "rows_on_foot", "utc"]

_LEG = BREAKS.index("leg")


@dataclass(frozen=True, slots=True)
class OnFoot:
    """The recording's sport, its sessions on foot (all of them if none is), and the legs."""

    sport: str
    sessions: tuple[RecordedSession, ...]
    legs: tuple[Leg, ...]

    @property
    def counts(self) -> bool:
        """Whether there is running load in it."""
        return is_on_foot(self.sport)

    def total(self, quantity: str) -> float:
        """Sum of a quantity over the sessions, NaN if any does not state it."""
        return (
            sum((float(getattr(one, quantity)) for one in self.sessions), 0.0)
            if (self.sessions)
            else math.nan
        )

    @property
    def treadmill(self) -> bool:
        return bool(self.sessions) and all(
            one.sub_sport in ("treadmill", "indoor_running", "virtual_activity")
            for one in self.sessions
        )


def on_foot(recording: Recording, notes: Notes) -> OnFoot:
    """Decide what counts: the running legs, with walking ones; else the whole, as it is."""
    sessions = sorted(recording.sessions, key=lambda one: one.start_unix_s)
    sports = [standard_sport(one.sport, one.sub_sport) for one in sessions]
    feet = [one for one, sport in zip(sessions, sports, strict=True) if is_on_foot(sport)]
    legs = tuple(
        Leg(sport, utc(one.start_unix_s), one.timer_s, one.distance_m)
        for one, sport in zip(sessions, sports, strict=True)
        if len(sessions) > 1 and math.isfinite(one.start_unix_s)
    )
    if feet:
        sport = "running" if "running" in sports else "walking"
        return OnFoot(sport, tuple(feet), legs)
    sport = next((one for one in sports if one), "") or standard_sport(recording.sport)
    if not sport and len(recording) > 1:
        sport, reason = guess_sport(recording)
        notes.assumed.append(reason)
    return OnFoot(sport or "other", tuple(sessions), legs)


def rows_on_foot(samples: Samples, recording: Recording, chosen: OnFoot) -> Samples:
    """The rows within the sessions on foot; a break stands where another leg lay between."""
    if not chosen.counts or len(chosen.sessions) == len(recording.sessions):
        return samples
    sessions = sorted(recording.sessions, key=lambda one: one.start_unix_s)
    starts = np.array([one.start_unix_s for one in sessions])
    leg = np.clip(np.searchsorted(starts, samples.unix_s, side="right") - 1, 0, None)
    counts = np.array([any(one is foot for foot in chosen.sessions) for one in sessions])
    kept = np.flatnonzero(counts[leg])
    rows = samples.take(kept)
    if kept.size > 1:
        rows.broken[1:][np.diff(kept) > 1] = _LEG
    return rows


def utc(unix_s: float) -> datetime:
    """A time as UTC; a second too wild for a calendar becomes the epoch's bound."""
    return datetime.fromtimestamp(min(max(unix_s, -2.0e9), 4.2e9), tz=UTC)
