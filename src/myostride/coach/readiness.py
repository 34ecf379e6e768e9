"""How sure it is that a muscle is recovered, and since or until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from myostride.coach.markers import (
    Felt,
    JumpMark,
    jump_support,
    soreness_support,
    weighted_quantiles,
)
from myostride.muscles import INDEX, MUSCLES
from myostride.physiology import BodyState, Habits, Parameters
from myostride.physiology.ahead import Ahead, ahead, carrying_unseen
from myostride.references import load_parameters
from myostride.units import SECONDS_PER_DAY

Floats = NDArray[np.float64]

__all__ = ["FORECAST_S", "FORECAST_STEP_S", "Readiness", "readiness_of"]

FORECAST_S = 14.0 * SECONDS_PER_DAY
FORECAST_STEP_S = SECONDS_PER_DAY / 8.0
_AT = (0.1, 0.5, 0.9)


@dataclass(frozen=True, slots=True)
class Readiness:
    """One muscle today, as the model has it and as the runner's markers weigh it.

    p_recovered : chance that it is recovered now.
    recovered_at_lo, recovered_at_median, recovered_at_hi : when it is recovered, with the 80 %
        interval; None where that is not within the forecast.
    force, force_lo, force_hi : share of its force that it can give now.
    damage, damage_hi : share of its force lost to structure.
    p_damaged, p_tired : chance that it still has damage, or fast fatigue, to recover from.
    unseen : chance that a load is behind it which no record shows; 0 where nothing was felt.
    told_by : what weighed the draws: "soreness", "jump", both or nothing.
    """

    p_recovered: float
    recovered_at_lo: datetime | None
    recovered_at_median: datetime | None
    recovered_at_hi: datetime | None
    force: float
    force_lo: float
    force_hi: float
    damage: float
    damage_hi: float
    p_damaged: float
    p_tired: float
    unseen: float
    told_by: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """What status adds to a muscle; moments in ISO 8601, UTC."""
        return {
            "p_recovered": self.p_recovered,
            "recovered_at_lo": _iso(self.recovered_at_lo),
            "recovered_at_median": _iso(self.recovered_at_median),
            "recovered_at_hi": _iso(self.recovered_at_hi),
            "ready_told_by": ["model", *self.told_by],
        }


@dataclass(frozen=True, slots=True)
class _Case:
    """One way the body may have come here: its state, and when it recovers from it."""

    state: BodyState
    after: Ahead


def readiness_of(
    state: BodyState,
    after: Ahead,
    p: Parameters,
    habits: Sequence[Habits],
    *,
    felt: Sequence[Felt] = (),
    jump: JumpMark | None = None,
) -> dict[str, Readiness]:
    """Every muscle's chance of being recovered, now and later, if no session follows.

    Without markers every draw counts the same. A soreness that was felt also lets in the chance
    of a load that no record shows, else it could not be believed where the files are silent.

    Parameters
    ----------
    state
        The ensemble now.
    after
        What comes of it if it is left alone.
    habits
        How the days are lived; see `evolve`.
    felt
        The newest soreness of each muscle; no muscle is in two of them.
    """
    seen = _Case(state, after)
    of_jump = np.zeros(p.draws) if jump is None else jump_support(jump, state, p)
    also = () if jump is None else ("jump",)
    out = {m: _told([seen], _shares([of_jump]), m, p, also) for m in MUSCLES}
    if felt:
        days_ago = load_parameters("readiness")["unseen_days_ago"].value
        loaded = carrying_unseen(state, p, habits, days_ago)
        until = state.unix_s + FORECAST_S
        unseen = _Case(loaded, ahead(loaded, p, habits, until, FORECAST_STEP_S))
        for each in felt:
            weights = _weighed(each, jump, seen.state, unseen.state, p)
            for muscle in each.muscles:
                out[muscle] = _told([seen, unseen], weights, muscle, p, ("soreness", *also))
    return {muscle: out[muscle] for muscle in MUSCLES}


def _weighed(
    felt: Felt, jump: JumpMark | None, seen: BodyState, unseen: BodyState, p: Parameters
) -> Floats:
    """Weights of the draws as the files say, then of those with an unseen load, (2 x draw,)."""
    before = load_parameters("readiness")["unseen_share"].value
    logs = []
    for state, share in ((seen, 1.0 - before), (unseen, before)):
        log = np.log(share) + soreness_support(felt, state, p)
        if jump is not None:
            log = log + jump_support(jump, _in_part(seen, state, felt.muscles), p)
        logs.append(log)
    return _shares(logs)


def _in_part(seen: BodyState, unseen: BodyState, muscles: Sequence[str]) -> BodyState:
    """The body as the files say, some of its muscles as in the other."""
    mixed = seen.copy()
    columns = [INDEX[muscle] for muscle in muscles]
    mixed.damage[:, columns] = unseen.damage[:, columns]
    return mixed


def _shares(logs: Sequence[Floats]) -> Floats:
    """Weights that sum to 1 from log-weights of one case after another."""
    together = np.concatenate(logs)
    weights = np.exp(together - together.max())
    return np.asarray(weights / weights.sum())


def _told(
    cases: Sequence[_Case],
    weights: Floats,
    muscle: str,
    p: Parameters,
    told_by: tuple[str, ...],
) -> Readiness:
    m = INDEX[muscle]
    damage = np.concatenate([case.state.damage[:, m] for case in cases])
    fatigue = np.concatenate([case.state.fatigue[:, m] for case in cases])
    recovered = np.concatenate([case.after.recovered[0, m] for case in cases])
    moments = np.concatenate([case.after.recovered_from()[m] for case in cases])
    limit_damage, limit_fatigue = (
        np.tile(p[name][:, 0], len(cases)) for name in ("recovered_damage", "recovered_fatigue")
    )
    lo, median, hi = map(_moment, weighted_quantiles(moments, weights, _AT))
    force_lo, force, force_hi = weighted_quantiles((1.0 - fatigue) * (1.0 - damage), weights, _AT)
    _, lost, lost_hi = weighted_quantiles(damage, weights, _AT)
    return Readiness(
        p_recovered=_chance(recovered, weights),
        recovered_at_lo=lo,
        recovered_at_median=median,
        recovered_at_hi=hi,
        force=force,
        force_lo=force_lo,
        force_hi=force_hi,
        damage=lost,
        damage_hi=lost_hi,
        p_damaged=_chance(damage >= limit_damage, weights),
        p_tired=_chance(fatigue >= limit_fatigue, weights),
        unseen=float(weights[p.draws :].sum()),
        told_by=told_by,
    )


def _chance(holds: NDArray[np.bool_], weights: Floats) -> float:
    return min(float(weights @ holds), 1.0)


def _moment(unix_s: float) -> datetime | None:
    return datetime.fromtimestamp(round(unix_s), tz=UTC) if np.isfinite(unix_s) else None


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat().replace("+00:00", "Z")
