"""Why a muscle is not ready: one line that names the session behind it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from myostride.coach.readiness import Readiness
from myostride.muscles import INDEX
from myostride.references import load_parameters
from myostride.units import SECONDS_PER_DAY

Floats = NDArray[np.float64]

__all__ = [
    "Behind",
    "Past",
    "SessionFacts",
    "behind",
    "descent_is_much",
    "ready_why",
    "session_said",
    "weighs_within_d",
]

Cause = Literal["damage", "fatigue"]


@dataclass(frozen=True, slots=True)
class Past:
    """A past session as far as it weighs on the muscles.

    began : in the runner's time zone.
    ended_unix_s, seconds : of the whole session.
    damage_dose : (muscle,) eccentric dose in reference downhill runs.
    fatigue : (muscle,) share of force lost to fast fatigue at its end.
    """

    session_id: str
    began: datetime
    ended_unix_s: float
    seconds: float
    damage_dose: Floats
    fatigue: Floats


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """What a runner knows a session by [m]; None where unknown."""

    distance_m: float | None = None
    ascent_m: float | None = None
    descent_m: float | None = None
    lifted: str | None = None
    """Title of a workout of the gym, which has none of the others."""


@dataclass(frozen=True, slots=True)
class Behind:
    """The session behind a muscle that is not ready, and by what it weighs on it."""

    session: Past
    cause: Cause


def weighs_within_d() -> float:
    """Sessions older than this [days] are not looked for."""
    return load_parameters("readiness")["weighs_within_d"].value


def behind(
    muscle: str, ready: Readiness, sessions: Sequence[Past], now_unix_s: float
) -> Behind | None:
    """The session that weighs most on a muscle now; None where it is as good as recovered.

    What keeps more draws from being recovered is looked for: damage by each session's dose
    through the exponent of the model, fast fatigue by its own, both less with age.

    Parameters
    ----------
    sessions
        In any order; later and much older ones do not count.
    """
    table, coach = load_parameters("physiology"), load_parameters("readiness")
    if ready.p_recovered >= load_parameters("coach")["recovered_share"].value:
        return None
    cause: Cause = "damage" if ready.p_damaged >= ready.p_tired else "fatigue"
    fade_d = (coach["damage_left_d"] if cause == "damage" else table["fatigue_d"]).value
    exponent = table["damage_exponent"].value
    best, most, m = None, 0.0, INDEX[muscle]
    for each in sessions:
        age_d = (now_unix_s - each.ended_unix_s) / SECONDS_PER_DAY
        if not 0.0 <= age_d <= weighs_within_d():
            continue
        dose = max(float(each.damage_dose[m]), 0.0) ** exponent
        left = (dose if cause == "damage" else float(each.fatigue[m])) * math.exp(-age_d / fade_d)
        if left > most:
            best, most = each, left
    return None if best is None else Behind(best, cause)


def ready_why(
    muscle_ready: Readiness,
    found: Behind | None,
    facts: SessionFacts,
    today: date,
    *,
    felt: float | None = None,
) -> str:
    """One line: what a muscle still carries, or that it carries nothing.

    Parameters
    ----------
    facts
        Of the session found; not read where there is none.
    felt
        The soreness noted for this muscle, 0 to 10.
    """
    session = None if found is None else _session(found, facts, today)
    if felt is not None and felt > 0.0 and muscle_ready.unseen >= 0.5:
        return f"felt {felt:g} of 10, more than {session or 'any recorded session'} explains"
    return session or "nothing of the last days weighs on it"


def session_said(session: Past, facts: SessionFacts, today: date) -> str:
    """A session as people say it, by its descent where that was much."""
    return _session(Behind(session, "damage"), facts, today)


def _session(found: Behind, facts: SessionFacts, today: date) -> str:
    """A session as people say it: "Tuesday's 640 m of descent"."""
    day, what = found.session.began.date(), _what(found, facts)
    match (today - day).days:
        case 0:
            return f"today's {what}"
        case 1:
            return f"yesterday's {what}"
        case ago if ago < 7:
            return f"{day:%A}'s {what}"
        case _:
            return f"the {what} of {day.day} {day:%B}"


def _what(found: Behind, facts: SessionFacts) -> str:
    if descent_is_much(facts) and found.cause == "damage":
        return f"{facts.descent_m:.0f} m of descent"
    if facts.lifted is not None:
        return f"lifting ({facts.lifted})" if facts.lifted else "lifting"
    length = f"{round(found.session.seconds / 60.0)} min"
    if facts.distance_m is not None and facts.distance_m > 0.0:
        length = f"{facts.distance_m / 1000.0:.1f} km"
    if _much(facts.ascent_m, facts) and found.cause == "fatigue":
        return f"{length} with {facts.ascent_m:.0f} m of ascent"
    return length


def descent_is_much(facts: SessionFacts) -> bool:
    """Whether a session is told by its descent: much of it, for its distance."""
    return _much(facts.descent_m, facts)


def _much(height_m: float | None, facts: SessionFacts) -> bool:
    table = load_parameters("readiness")
    if height_m is None or not height_m >= table["descent_least_m"].value:
        return False
    return height_m >= table["descent_least_share"].value * (facts.distance_m or 0.0)
