"""The sessions behind where the muscles stand: what tired them, and what was hard work."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta, timezone

import numpy as np

from myostride.coach import Readiness, SessionFacts
from myostride.coach.advice import HardSession
from myostride.coach.ready_why import Past, behind, ready_why, session_said, weighs_within_d
from myostride.home.season import Season
from myostride.home.stepping import last_hard
from myostride.muscles import N_MUSCLES
from myostride.physiology import draw_parameters
from myostride.physiology.session import session_dose
from myostride.units import SECONDS_PER_DAY

__all__ = ["FactsOf", "hard_session", "past_sessions", "whys"]

FactsOf = Callable[[str], SessionFacts]
"""Looks up what a runner knows a session by, from its id."""


def whys(
    season: Season,
    here: timezone,
    past: Sequence[Past],
    readiness: Mapping[str, Readiness],
    felt: Mapping[str, float],
    facts_of: FactsOf,
) -> dict[str, str]:
    """One line for each muscle; the facts of a session are looked up once."""
    lifted = {each.run_id: each.lifted for each in season.history.sessions}
    now = season.moment_unix_s
    found = {m: behind(m, ready, past, now) for m, ready in readiness.items()}
    ids = {each.session.session_id for each in found.values() if each is not None}
    facts = {
        session_id: facts_of(session_id)
        if lifted[session_id] is None
        else SessionFacts(lifted=lifted[session_id])
        for session_id in sorted(ids)
    }
    today = _today(season, here)
    return {
        m: ready_why(
            ready,
            each := found[m],
            facts[each.session.session_id] if each else SessionFacts(),
            today,
            felt=felt.get(m),
        )
        for m, ready in readiness.items()
    }


def hard_session(
    season: Season, past: Sequence[Past], facts_of: FactsOf, here: timezone
) -> HardSession | None:
    """The last hard session, while the days of easy running after it last."""
    days = last_hard(season)
    if days is None:
        return None
    session_id, easy_until = days
    session = next(each for each in past if each.session_id == session_id)
    title = next(s.lifted for s in season.history.sessions if s.run_id == session_id)
    facts = facts_of(session_id) if title is None else SessionFacts(lifted=title)
    return HardSession(session_said(session, facts, _today(season, here)), easy_until)


def _today(season: Season, here: timezone) -> date:
    """The runner's day on which the season ends."""
    return (datetime.fromtimestamp(season.moment_unix_s, tz=here) - timedelta(seconds=1)).date()


def past_sessions(season: Season, here: timezone) -> list[Past]:
    """The sessions of the last days with what they did to the muscles, at central parameters."""
    since = season.moment_unix_s - weighs_within_d() * SECONDS_PER_DAY
    p = draw_parameters(1, 0, season.history.runner)
    past = []
    for session in season.history.sessions:
        timed = session.timed
        if not since <= timed.end_unix_s <= season.moment_unix_s:
            continue
        dose = session_dose(timed.blocks, np.ones((1, N_MUSCLES)), p)
        past.append(
            Past(
                session_id=session.run_id,
                began=datetime.fromtimestamp(timed.unix_s, tz=here),
                ended_unix_s=timed.end_unix_s,
                seconds=timed.length_s,
                damage_dose=dose.eccentric[0].sum(axis=0),
                fatigue=dose.fatigue[0],
            )
        )
    return past
