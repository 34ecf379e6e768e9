"""Progress: whether training still asks for more, whether growth stalled, and what limits it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from myostride.coach.stall import Stall, below, stall
from myostride.coach.standing import Standing
from myostride.gait.load import LoadBlocks
from myostride.gait.uncertainty import Z_80
from myostride.muscles import INDEX, TITLES
from myostride.physiology import Parameters, TimedBlocks, Trajectory
from myostride.physiology.session import session_dose
from myostride.references import load_parameters
from myostride.units import SECONDS_PER_DAY

Floats = NDArray[np.float64]

__all__ = ["Asked", "Challenge", "Progress", "asked", "challenge", "progress_of", "told"]

_WEEK_S = 7.0 * SECONDS_PER_DAY
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """What one session asked of the legs as they were that day.

    unix_s : when it ended.
    intensity : (muscle,) peak force of its strongest part over the strength of that day, in
        easy steps of the first day.
    signal : (muscle,) growth signal, 0 to about 1, at the centre of the model.
    """

    unix_s: float
    intensity: Floats
    signal: Floats


@dataclass(frozen=True, slots=True)
class Challenge:
    """Whether the usual hard session asks for more than some weeks ago.

    rising : yes, no (it asks for less, as the muscle grew and the running did not) or unknown.
    probability : that it asks for more, None with too few sessions.
    intensity_pct, signal_pct : change of relative intensity and of growth signal [%].
    """

    rising: str
    probability: float | None
    intensity_pct: float | None
    signal_pct: float | None
    why: str

    def to_json(self) -> dict[str, Any]:
        """Every field by name."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Progress:
    """One muscle's progress.

    stall : what is told of a plateau; model and measured are the two readings behind it.
    limiting_factor : none, stimulus, recovery, protein, energy, ceiling or too_little_data.
    """

    challenge: Challenge
    stall: Stall
    model: Stall
    measured: Stall
    limiting_factor: str
    why: str

    def to_json(self) -> dict[str, Any]:
        """Every field by name, readings as objects of their own."""
        return {
            "challenge": self.challenge.to_json(),
            "plateau": self.stall.to_json(),
            "plateau_model": self.model.to_json(),
            "plateau_measured": self.measured.to_json(),
            "limiting_factor": self.limiting_factor,
            "why": self.why,
        }


def _value(name: str) -> float:
    return load_parameters("progress")[name].value


def asked(sessions: Sequence[TimedBlocks], recent: Trajectory, p: Parameters) -> list[Asked]:
    """What each session asked of the legs; those outside the trajectory are left out.

    Parameters
    ----------
    recent
        Tells how strong each muscle was; its first moment counts as its reference.
    p
        Parameters of the runner; the first draw is used.
    """
    ready = np.maximum(recent.middle["readiness"], 0.01)
    strength = recent.middle["force_capacity_pct"] / (100.0 * ready)
    out = []
    for each in sessions:
        at = int(np.searchsorted(recent.unix_s, each.end_unix_s, side="right")) - 1
        if at < 0 or each.end_unix_s > recent.unix_s[-1] or not len(each.blocks):
            continue
        capacity = np.broadcast_to(strength[at], p.sigma_ref.shape)
        signal = session_dose(each.blocks, capacity, p, force_log_sd=each.force_log_sd).growth[0]
        out.append(Asked(each.end_unix_s, _strongest(each.blocks, strength[at], p), signal))
    return out


def _strongest(blocks: LoadBlocks, strength: Floats, p: Parameters) -> Floats:
    """Relative force of the strongest minute, (muscle,).

    Lifts and rides are set by today's maximum, so strength does not make them easier.
    """
    lifted = np.asarray(blocks.of_maximum)[:, None]
    force = blocks.force.max(axis=1) / np.where(lifted, p.sigma_ref[0], strength)
    order = np.argsort(-force, axis=0)
    seconds = blocks.seconds[order]
    before = np.cumsum(seconds, axis=0) - seconds
    counted = np.clip(_value("hardest_s") - before, 0.0, seconds)
    ranked = np.take_along_axis(force, order, axis=0)
    return np.asarray((counted * ranked).sum(axis=0) / counted.sum(axis=0))


def challenge(muscle: str, sessions: Sequence[Asked], recent: Trajectory) -> Challenge:
    """Set the usual hard session of the last weeks against that of some weeks before.

    Parameters
    ----------
    sessions
        From `asked`, in any order. The harder half of each window counts as hard.
    recent
        Up to now; its intervals widen the answer.
    """
    m, now = INDEX[muscle], float(recent.unix_s[-1])
    back, window = _WEEK_S * _value("challenge_weeks"), _WEEK_S * _value("challenge_window_weeks")
    late = _hard(sessions, m, now - window, now)
    early = _hard(sessions, m, now - back - window, now - back)
    if min(len(late), len(early)) < _value("challenge_least_sessions"):
        why = f"too few hard sessions in the last weeks or {_value('challenge_weeks'):.0f} before"
        return Challenge("unknown", None, None, None, why)
    now_log, now_sd = _usual(late, m)
    then_log, then_sd = _usual(early, m)
    risen = now_log - then_log
    sd = float(np.sqrt(now_sd**2 + then_sd**2 + _growth_sd(m, recent, now - back) ** 2))
    chance = 1.0 - below(0.0, risen, sd)
    sure = _value("challenge_certainty")
    rising = "yes" if chance >= sure else "no" if chance <= 1.0 - sure else "unknown"
    intensity = 100.0 * float(np.expm1(risen))
    signal_then = float(np.mean([each.signal[m] for each in early]))
    signal_now = float(np.mean([each.signal[m] for each in late]))
    signal = 100.0 * (signal_now / max(signal_then, 1e-9) - 1.0)
    why = (
        f"the usual hard session asks for {intensity:+.0f} % of relative force against "
        f"{_value('challenge_weeks'):.0f} weeks ago, and gives {signal:+.0f} % of growth signal"
    )
    return Challenge(rising, chance, intensity, signal, why)


def _hard(sessions: Sequence[Asked], m: int, begin: float, end: float) -> list[Asked]:
    """The harder half of the sessions of a window."""
    there = [each for each in sessions if begin < each.unix_s <= end]
    there.sort(key=lambda each: (-each.signal[m], each.unix_s))
    return there[: -(-len(there) // 2)]


def _usual(hard: Sequence[Asked], m: int) -> tuple[float, float]:
    """Mean log intensity and its standard error."""
    logs = np.log([max(float(each.intensity[m]), 1e-9) for each in hard])
    sd = max(float(logs.std(ddof=1)), _value("challenge_sd"))
    return float(logs.mean()), sd / float(np.sqrt(len(hard)))


def _growth_sd(m: int, recent: Trajectory, then_s: float) -> float:
    """Log-sd of growth since a moment; the draws keep their order."""
    at = max(int(np.searchsorted(recent.unix_s, then_s, side="right")) - 1, 0)
    wide = (recent.hi["growth_pct"] - recent.lo["growth_pct"])[:, m] / (2.0 * Z_80)
    return abs(float(wide[-1] - wide[at])) / 100.0


def progress_of(
    standing: Standing, model: Stall, measured: Stall, challenge: Challenge
) -> Progress:
    """Put the readings of one muscle together.

    What limits growth is the standing's; food, repair and the ceiling come before the stimulus
    there. Only where it names the stimulus, or nothing, do the other readings say more.

    Parameters
    ----------
    standing
        Of the muscle today, from `coach.standing`.
    model, measured
        The two readings of a plateau.
    challenge
        Whether the usual hard session still asks for more.
    """
    told = stall(model, measured)
    limit, why = _limit(standing, told, challenge)
    return Progress(challenge, told, model, measured, limit, why)


def _limit(standing: Standing, told: Stall, challenge: Challenge) -> tuple[str, str]:
    limit, why = standing.limiting_factor, standing.why
    if limit not in ("stimulus", "none"):
        return limit, why
    if told.answer == "yes" and challenge.rising == "no":
        return "stimulus", f"{told.why}; {challenge.why}"
    if limit == "stimulus":
        return limit, why if challenge.rising != "no" else f"{why}; {challenge.why}"
    if told.answer == "yes" and told.rests_on == "measured":
        return "too_little_data", f"{told.why}, but the model says: {why}"
    return limit, why


def told(progress: Mapping[str, Progress]) -> list[str]:
    """Lines on whether the usual hard session still asks for more, where that is known."""
    weeks, lines = f"{_value('challenge_weeks'):.0f} weeks ago", []
    for rising, says in (("no", "asks for less than"), ("yes", "asks for more than")):
        those = [m for m, each in progress.items() if each.challenge.rising == rising]
        if those:
            by = float(np.median([progress[m].challenge.intensity_pct or 0.0 for m in those]))
            named = ", ".join(TITLES[m].lower() for m in those[:_NAMED])
            more = f" and {len(those) - _NAMED} more" if len(those) > _NAMED else ""
            lines.append(
                f"Your usual hard session {says} {weeks} ({by:+.0f} % of relative force): "
                f"{named}{more}."
            )
    return lines
