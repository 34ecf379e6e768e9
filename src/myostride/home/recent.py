"""The runs of the last weeks as what a runner does, and what their recordings do not say."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from myostride.coach.pattern import WEEK_D, Pattern, PatternSession
from myostride.gait import muscle_load
from myostride.gait.load import LoadBlocks
from myostride.home.diary import body_on
from myostride.home.home import Home
from myostride.home.loads import StoredLoad
from myostride.runner import Carried, Runner
from myostride.units import SECONDS_PER_DAY

__all__ = ["known_days", "outside", "own_runs", "own_said", "quality", "with_vest"]

_REST_D = 2.0
"""So many days before the first run on record may have been rest between runs."""


def own_runs(recent: Sequence[StoredLoad]) -> tuple[PatternSession, ...]:
    """The runs of the last weeks as a pattern; their length is the time moving."""
    lengths = [float(each.load.blocks.seconds.sum()) for each in recent]
    return tuple(
        PatternSession(e.start_unix_s, e.load.blocks, seconds, f"own run, {seconds / 60.0:.0f} min")
        for e, seconds in zip(recent, lengths, strict=True)
    )


def known_days(
    loads: Sequence[StoredLoad],
    moment_unix_s: float,
    days: int,
    *,
    enough: int = 1,
    utc_offset_s: float = 0.0,
) -> tuple[int, str]:
    """How many of the last `days` the records cover, in whole weeks, and a remark if not all.

    Nobody knows whether the days before the first run on record were rest: a week that they
    would fill with it is left out, unless fewer than `enough` runs were left then.
    """
    if not loads:
        return days, ""
    first = min(each.start_unix_s for each in loads)
    known = (moment_unix_s - first) / SECONDS_PER_DAY
    if known + _REST_D >= days:
        return days, ""
    local = datetime.fromtimestamp(first + utc_offset_s, tz=UTC)
    remark = f"nothing is known before {local.day} {local:%B %Y}"
    covered = max(1, int((known + _REST_D) // WEEK_D)) * WEEK_D

    def held(within: int) -> int:
        begin = moment_unix_s - within * SECONDS_PER_DAY
        return sum(e.start_unix_s >= begin and len(e.load.blocks) > 0 for e in loads)

    if held(covered) < min(enough, held(days)):
        covered = math.ceil(known / WEEK_D) * WEEK_D
    if held(covered) < held(days):
        remark += ", and only whole weeks are repeated"
    return covered, remark


def with_vest(
    home: Home,
    recent: Sequence[StoredLoad],
    chosen: Iterable[int],
    kilograms: float,
    runner: Runner,
) -> dict[int, LoadBlocks]:
    """The very runs that get the vest, by their number in `recent`, priced again with it on."""
    diary, vest = home.diary("weight"), Carried(vest_kg=kilograms)
    vested = {}
    for n in chosen:
        run = home.run(recent[n].run_id)
        body = body_on(recent[n].day, runner, diary)
        vested[n] = muscle_load(run, body, vest).blocks
    return vested


def own_said(pattern: Pattern, remark: str = "") -> str:
    """One sentence on the running that is repeated, with a remark on what is known of it."""
    weeks = pattern.days / 7.0
    minutes = sum(run.seconds for run in pattern.runs) / 60.0
    runs = "one run" if len(pattern.runs) == 1 else f"{len(pattern.runs)} runs"
    lately = "last week" if weeks == 1.0 else f"last {weeks:.0f} weeks"
    said = (
        f"running as it is: your {runs} of the {lately}, "
        f"{len(pattern.runs) / weeks:.1f} and {minutes / weeks:.0f} min a week, over and over"
    )
    empty = sum(not week for week in pattern.weeks())
    if empty:
        said += f", with {empty} of {weeks:.0f} weeks without a run"
    return f"{said}; {remark}" if remark else said


def quality(recent: Sequence[StoredLoad]) -> tuple[str, ...]:
    """What the recordings of the last weeks do not say."""
    heads = [
        line.partition(" for ")[0]
        for each in recent
        for line in each.load.assumptions
        if " unknown for " in line
    ]
    return tuple(
        f"{head} in (part of) {heads.count(head)} of {len(recent)} runs of the last weeks"
        for head in dict.fromkeys(heads)
    )


def outside(recent: Sequence[StoredLoad]) -> tuple[str, ...]:
    """What of the runs lies outside the evidence."""
    heads = [line.partition(" (")[0] for each in recent for line in each.load.extrapolated]
    return tuple(
        f"{head} in {heads.count(head)} of your last {len(recent)} runs"
        for head in dict.fromkeys(heads)
    )
