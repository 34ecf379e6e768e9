"""What comes of a body that is left alone: which muscles recover when, draw by draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from myostride.physiology import forms
from myostride.physiology.day import Habits, chain
from myostride.physiology.parameters import Parameters
from myostride.physiology.states import BodyState
from myostride.physiology.stretches import TimedBlocks, itinerary
from myostride.units import SECONDS_PER_DAY

Floats = NDArray[np.float64]

__all__ = ["Ahead", "ahead", "carrying_unseen", "inflammation_before"]

_REPORTS_AT_ONCE = 16
_GOLDEN = 0.6180339887498949
_SORENESS_MOST = 10.0


@dataclass(frozen=True, slots=True)
class Ahead:
    """The days ahead without any further session.

    unix_s : (time,) the reported moments; the first is the present one.
    recovered : (time, muscle, draw) whether the muscle is recovered.
    """

    unix_s: Floats
    recovered: NDArray[np.bool_]

    @property
    def p_recovered(self) -> Floats:
        """(time, muscle) share of draws in which the muscle is recovered."""
        return np.asarray(self.recovered.mean(axis=-1))

    def recovered_from(self) -> Floats:
        """(muscle, draw) when each muscle is recovered to stay [Unix s], inf if not by the end."""
        stays = np.logical_and.accumulate(self.recovered[::-1], axis=0)[::-1]
        return np.where(stays[-1], self.unix_s[stays.argmax(axis=0)], np.inf)


def ahead(
    state: BodyState,
    p: Parameters,
    habits: Sequence[Habits],
    until_unix_s: float,
    every_s: float,
    begun: Sequence[TimedBlocks] = (),
) -> Ahead:
    """Leave a body alone from its present moment to `until_unix_s`.

    Parameters
    ----------
    state
        Where it stands; not changed.
    every_s
        Distance of the reported moments [s].
    begun
        Sessions; only one that began before the moment and ends after it matters.
    """
    state = state.copy()
    base, strong = state.size.copy(), state.size * state.quality
    moments = [np.array([state.unix_s])]
    recovered = [_recovered(forms.observe(state, base, strong).muscles, p)]
    way = itinerary(state.unix_s, until_unix_s, begun, habits, every_s)
    carry = forms.carry_of(way, p.draws)
    for part in way.parts(_REPORTS_AT_ONCE):
        seen = carry(state, p, part, base, strong).muscles
        if seen.size:
            moments.append(part.reported_unix_s)
            recovered.append(_recovered(seen, p))
    return Ahead(np.concatenate(moments), np.concatenate(recovered))


def _recovered(seen: Floats, p: Parameters) -> NDArray[np.bool_]:
    """(time, muscle, draw) of what was observed, (time, quantity, muscle, draw)."""
    damaged = seen[:, 2] >= p["recovered_damage"][:, 0]
    return np.asarray(~(damaged | (seen[:, 3] >= p["recovered_fatigue"][:, 0])))


def inflammation_before(state: BodyState, p: Parameters, days: float) -> Floats:
    """Late inflammation (draw, muscle) so many days earlier, if no session ended since."""
    _, late = chain(state.inflammation_early, state.inflammation_late, -days, p["inflammation_d"])
    return np.asarray(np.maximum(late, 0.0))


def carrying_unseen(
    state: BodyState, p: Parameters, habits: Sequence[Habits], days_ago: float
) -> BodyState:
    """The same body, every muscle of it with a load behind it that no record shows.

    The load was `days_ago` days ago. How much soreness it leaves today differs from draw to draw,
    evenly from 0 to 10, and damage goes with it by the draw's own parameters.
    """
    order = (np.arange(p.draws) + 0.5) * _GOLDEN % 1.0
    sore = _SORENESS_MOST * order[:, None]
    late = p["soreness_half"] * (sore / (_SORENESS_MOST - sore)) ** (1.0 / p["soreness_exponent"])
    stages = days_ago / p["inflammation_d"]
    left = np.minimum(late / (stages * np.exp(-stages)), 1.0)
    then = state.copy()
    then.damage += left * (1.0 - then.damage)
    then.inflammation_early += left
    until = then.unix_s + days_ago * SECONDS_PER_DAY
    way = itinerary(then.unix_s, until, (), habits, until - then.unix_s)
    forms.carry_of(way, p.draws)(then, p, way, then.size.copy(), then.size * then.quality)
    now = state.copy()
    for name in ("damage", "inflammation_early", "inflammation_late"):
        setattr(now, name, np.maximum(getattr(now, name), getattr(then, name)))
    return now
