"""What options of training come to beside each other: sizes, differences, costs, and in words.

Differences are formed within each draw (common random numbers), so their intervals are far
narrower than those of the two options would suggest.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from myostride.coach.options import Option
from myostride.coach.pattern import WEEK_D, Pattern, PatternSession, value
from myostride.evidence.measures import volume_weights
from myostride.muscles import DISPLAY_GROUPS, MUSCLES, expand
from myostride.runner import Body
from myostride.units import SECONDS_PER_DAY

Floats = NDArray[np.float64]

__all__ = ["Comparison", "Outcome", "Span", "conclusion", "recovery_said", "surely"]

_LEAST_POINTS = 0.05
"""Smaller numbers read as 0.0."""

_ROUNDING_PCT = 1e-6
"""A change of size that is no more than the arithmetic's noise."""


def surely(lo: float, hi: float) -> str:
    """Whether a whole interval lies and reads above zero ("more") or below, else "same"."""
    return "more" if lo >= _LEAST_POINTS else "less" if hi <= -_LEAST_POINTS else "same"


def recovery_said(hardest: Mapping[str, Any] | None) -> str:
    """How long recovery from the `hardest_session` of an option takes, by half days."""
    if hardest is None:
        return "-"
    after_d = hardest["recovered_after_d"]
    if after_d is None:
        return f"over {value('recovery_horizon_d') / 7.0:.0f} weeks"
    return f"{math.ceil(2.0 * after_d) / 2.0:g} days"


@dataclass(frozen=True, slots=True)
class Span:
    """A median over the draws with its 80 % interval, and the share of draws above zero."""

    middle: float
    lo: float
    hi: float
    p_above: float

    @classmethod
    def of(cls, draws: Floats) -> Span:
        """Of one number per draw, (draw,)."""
        lo, middle, hi = np.quantile(draws, [0.1, 0.5, 0.9])
        return cls(float(middle), float(lo), float(hi), float((draws > 0.0).mean()))

    @property
    def sign(self) -> int:
        """+1 or -1 where the whole interval is on one side of zero and reads so, else 0."""
        return {"more": 1, "less": -1, "same": 0}[surely(self.lo, self.hi)]

    @property
    def triple(self) -> tuple[float, float, float]:
        """Median, lower and upper end."""
        return self.middle, self.lo, self.hi

    def __str__(self) -> str:
        """`+1.5 (+0.9 to +2.5)`, with a true minus and no sign at zero."""
        middle, lo, hi = (
            f"{number:+.1f}".replace("-", "\N{MINUS SIGN}")
            if abs(number) >= _LEAST_POINTS
            else "0.0"
            for number in self.triple
        )
        return f"{middle} ({lo} to {hi})"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one option comes to.

    growth_pct : (draw, muscle) size at the end against today [%].
    damage_mean, damage_peak, readiness_low : (muscle,) over a typical week: mean, and means of
        the weekly extremes, over the last weeks of the option (at most four), of the medians.
    soreness_peak, soreness_peak_hi : (muscle,) the most at any time, 0 to 10, and the upper end
        of its 80 % interval.
    hardest : the session that leaves the legs least ready in those weeks, None without any.
    recovered_after_d : (muscle,) days from its end until nine draws in ten are recovered if nothing
        else is done; NaN where that is not within the horizon.
    """

    option: Option
    growth_pct: Floats
    damage_mean: Floats
    damage_peak: Floats
    readiness_low: Floats
    soreness_peak: Floats
    soreness_peak_hi: Floats
    hardest: PatternSession | None
    recovered_after_d: Floats


@dataclass(frozen=True, slots=True)
class Comparison:
    """All options over `weeks` from `moment_unix_s` on; the first is what the others differ from.

    body : whose volumes weigh the muscles of a group.
    """

    outcomes: tuple[Outcome, ...]
    pattern: Pattern
    moment_unix_s: float
    weeks: int
    body: Body

    def growth(self, outcome: Outcome, name: str) -> Span:
        """Change of size [%] of a muscle, or of a group weighted by volume."""
        return Span.of(outcome.growth_pct @ self._weights(name))

    def difference(self, outcome: Outcome, name: str) -> Span:
        """The same minus that of the first option, draw by draw [points]."""
        paired = outcome.growth_pct - self.outcomes[0].growth_pct
        return Span.of(paired @ self._weights(name))

    def minutes_per_week(self, outcome: Outcome) -> float:
        """Time training, pauses in runs not counted."""
        seconds = sum(session.seconds for session in outcome.option.sessions)
        return seconds / 60.0 / (self.pattern.days / WEEK_D)

    def sessions_per_week(self, outcome: Outcome) -> float:
        return len(outcome.option.sessions) / (self.pattern.days / WEEK_D)

    @property
    def running(self) -> str:
        """What the first option is called in a sentence."""
        return "your running as it is" if self.pattern.recorded else "the running assumed"

    def why(self, outcome: Outcome) -> str:
        """One line: the mechanics, and where the difference is largest."""
        if outcome is self.outcomes[0]:
            return outcome.option.why
        spans = {muscle: self.difference(outcome, muscle) for muscle in MUSCLES}
        sure = [muscle for muscle, span in spans.items() if span.sign != 0]
        if not sure:
            return f"{outcome.option.why}; no muscle surely differs"
        top = max(sure, key=lambda muscle: abs(spans[muscle].middle))
        name = top.replace("_", " ")
        return f"{outcome.option.why}; most: {name}, {spans[top]} points against {self.running}"

    def to_json(self) -> list[dict[str, Any]]:
        """The contract's `options`: one document per option, `as_is` first."""
        return [self._document(outcome) for outcome in self.outcomes]

    def _document(self, outcome: Outcome) -> dict[str, Any]:
        option, hardest = outcome.option, outcome.hardest
        usual = self.minutes_per_week(self.outcomes[0])
        minutes = self.minutes_per_week(outcome)
        return {
            "id": option.id,
            "title": option.title,
            "muscles": {m: self._muscle(outcome, n) for n, m in enumerate(MUSCLES)},
            "groups": {g: self._sizes(outcome, g) for g in DISPLAY_GROUPS},
            "sessions_per_week": self.sessions_per_week(outcome),
            "minutes_per_week": minutes,
            "extra_minutes_per_week": minutes - usual,
            "soreness_peak": float(outcome.soreness_peak.max()),
            "soreness_peak_hi": float(outcome.soreness_peak_hi.max()),
            "readiness_low": float(outcome.readiness_low.min()),
            "hardest_session": None if hardest is None else {
                "title": hardest.title,
                "recovered_after_d": self.recovered_after_d(outcome),
            },
            "sessions": [
                {"day": (s.unix_s - self.pattern.begin_unix_s) / SECONDS_PER_DAY,
                 "title": s.title, "minutes": s.seconds / 60.0}
                for s in option.sessions
            ],
            "why": self.why(outcome),
            "evidence": {"grade": option.grade, "said": option.evidence},
            "extrapolated": [
                *([option.evidence] if option.grade == "mechanics" else []), *option.extrapolated
            ],
            "assumed": list(option.assumed),
        }  # fmt: skip

    def recovered_after_d(self, outcome: Outcome) -> float | None:
        """Days until every muscle is recovered after the hardest session; None where unknown."""
        longest = float(outcome.recovered_after_d.max())
        return longest if np.isfinite(longest) else None

    def _muscle(self, outcome: Outcome, n: int) -> dict[str, Any]:
        after_d = float(outcome.recovered_after_d[n])
        return {
            **self._sizes(outcome, MUSCLES[n]),
            "damage_mean": float(outcome.damage_mean[n]),
            "damage_peak": float(outcome.damage_peak[n]),
            "readiness_low": float(outcome.readiness_low[n]),
            "soreness_peak": float(outcome.soreness_peak[n]),
            "soreness_peak_hi": float(outcome.soreness_peak_hi[n]),
            "recovered_after_d": after_d if np.isfinite(after_d) else None,
        }

    def _sizes(self, outcome: Outcome, name: str) -> dict[str, Any]:
        growth, difference = self.growth(outcome, name), self.difference(outcome, name)
        below = outcome.growth_pct @ self._weights(name) < -_ROUNDING_PCT
        return {
            "growth_pct": growth.middle,
            "lo": growth.lo,
            "hi": growth.hi,
            "p_net_loss": float(below.mean()),
            "difference": {
                "growth_pct": difference.middle,
                "lo": difference.lo,
                "hi": difference.hi,
                "p_more": difference.p_above,
            },
        }

    def _weights(self, name: str) -> Floats:
        return volume_weights(expand(name), self.body)


def conclusion(comparison: Comparison, name: str) -> str:
    """What the options come to for one muscle or group, in a few sentences.

    Only a difference whose whole interval lies on one side of zero is told as one.
    """
    first, *others = comparison.outcomes
    muscle = name.replace("_", " ")
    told: list[tuple[float, str]] = []
    same = []
    for outcome in others:
        span, option = comparison.difference(outcome, name), outcome.option
        if span.sign == 0:
            same.append(option.phrase)
            continue
        verb = ("add" if span.middle > 0.0 else "take") + ("" if option.plural else "s")
        low, high = sorted((abs(span.lo), abs(span.hi)))
        told.append((span.middle, f"{option.phrase} {verb} {abs(span.middle):.1f} points "
                     f"({low:.1f} to {high:.1f})"))  # fmt: skip
    weeks = "1 week" if comparison.weeks == 1 else f"{comparison.weeks} weeks"
    growth = comparison.growth(first, name)
    said = f"Your {muscle} in {weeks} of {comparison.running}: {growth} %."
    if told:
        told.sort(key=lambda each: -each[0])
        said += f" Against that, {'; '.join(text for _, text in told)}."
    if same and told:
        said += f" No sure difference: {'; '.join(same)}."
    return f"{said} No option surely differs from that." if same and not told else said
