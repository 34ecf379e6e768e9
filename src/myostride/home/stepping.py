"""The next step for a runner: from a season to the change that pays most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from myostride.coach.hardness import was_hard
from myostride.coach.next_step import NextStep, next_step
from myostride.coach.reached import DoneSession, reached
from myostride.coach.readiness import Readiness
from myostride.coach.stimuli import rule_number
from myostride.home.diary import DiaryRow, body_on
from myostride.home.past import days_ago, deficits, past_of, soreness_left
from myostride.home.season import Season

__all__ = ["last_hard", "next_steps"]

RUNNING, LIFTING = ("hills",), ("hills", "gym")
"""Equipment that a runner is taken to have; what lifting would add is told beside it."""


def next_steps(
    season: Season,
    diary: Sequence[DiaryRow],
    readiness: Mapping[str, Readiness],
    felt_soreness: Mapping[str, float],
    goal: Sequence[str],
) -> tuple[NextStep, ...]:
    """What pays most for the goal: by running, and by lifting where that pays more.

    The first day that may be chosen is the season's, unless it already holds a session.

    Parameters
    ----------
    readiness, felt_soreness
        Of the season's day, as in its status.
    goal
        Muscle ids.
    """
    begin = _begin(season)
    runner = replace(season.history.runner, body=body_on(season.day, season.history.runner, diary))
    athlete = replace(
        past_of(season, runner, begin),
        soreness=soreness_left(felt_soreness, (begin - season.day).days),
        force_deficit=deficits(readiness, begin, season.utc_offset_s),
    )
    done = [
        DoneSession(
            days_ago(each.timed.unix_s, None, season, begin), each.timed.blocks, bool(each.lifted)
        )
        for each in season.history.sessions
        if each.timed.unix_s < season.moment_unix_s
    ]
    now = reached(goal, runner, athlete, done)
    steps: list[NextStep] = []
    for equipment in (RUNNING, LIFTING):
        for step in next_step(goal, runner, athlete, now=now, today=begin, equipment=equipment):
            if step not in steps:
                steps.append(step)
    return tuple(steps)


def last_hard(season: Season) -> tuple[str, date] | None:
    """The last hard session and the day until which easy running follows it, while it does."""
    runner, spacing = season.history.runner, int(rule_number("spacing_days"))
    for each in reversed(season.history.sessions):
        if each.timed.end_unix_s > season.moment_unix_s:
            continue
        ago = days_ago(each.timed.unix_s, None, season, season.day)
        if ago >= spacing:
            return None
        if len(each.timed.blocks) and was_hard(each.timed.blocks, runner):
            return each.run_id, season.day + timedelta(days=spacing - ago)
    return None


def _begin(season: Season) -> date:
    """The season's day, or the next where a session was done on it; after hard work, later."""
    hard = last_hard(season)
    if hard is not None:
        return hard[1]
    done = any(
        days_ago(each.timed.unix_s, None, season, season.day + timedelta(days=1)) == 1
        for each in season.history.sessions
        if each.timed.unix_s < season.moment_unix_s
    )
    return season.day + timedelta(days=1) if done else season.day
