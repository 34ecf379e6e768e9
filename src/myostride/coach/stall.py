"""Whether growth has stalled, told by the model's rate or by a line through marks of size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import erf, inf, isfinite, log, sqrt
from typing import Any

import numpy as np

from myostride.errors import InputError, UnknownName
from myostride.references import load_parameters, load_table

__all__ = [
    "Line",
    "Mark",
    "Stall",
    "below",
    "line",
    "mark_kinds",
    "measured_stall",
    "model_stall",
    "stall",
]

_WEEK_D = 7.0


@dataclass(frozen=True, slots=True)
class Mark:
    """One measurement of a muscle's size.

    day : on any clock that counts days, as `date.toordinal` does.
    kind : us_csa, us_thickness, mri_volume, dxa_lean or girth.
    value : in any unit, the same for all marks of a kind.
    noise_pct : its own measurement error (sd) [%]; the device's where None.
    """

    day: float
    kind: str
    value: float
    noise_pct: float | None = None

    def __post_init__(self) -> None:
        if self.kind not in mark_kinds():
            raise UnknownName("kind of mark", self.kind, mark_kinds())
        if not (isfinite(self.value) and self.value > 0.0 and isfinite(self.day)):
            raise InputError(f"{self.kind} of {self.value:g}; a mark is a positive number")
        if self.noise_pct is not None and not 0.0 < self.noise_pct < 100.0:
            raise InputError(f"noise of {self.noise_pct:g} %; it must be above 0 and below 100")


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line through marks of one kind.

    rate_pct_week, rate_sd : growth of the muscle and its standard error [% a week].
    slope_sd : standard error of the mark itself [% a week].
    weeks : from the first mark to the last. marks : how many, those of one day counted once.
    """

    kind: str
    rate_pct_week: float
    rate_sd: float
    slope_sd: float
    weeks: float
    marks: int


@dataclass(frozen=True, slots=True)
class Stall:
    """Whether growth has stalled.

    answer : yes, no or unknown. rests_on : model or measured.
    probability : that it has stalled, None where there is too little data to say.
    rate_pct_week, rate_sd : what that is formed from [% a week], None likewise.
    """

    answer: str
    rests_on: str
    probability: float | None
    rate_pct_week: float | None
    rate_sd: float | None
    why: str

    def to_json(self) -> dict[str, Any]:
        """Every field by name."""
        return {name: getattr(self, name) for name in self.__slots__}


def mark_kinds() -> tuple[str, ...]:
    """Kinds of marks that a plateau can be told by."""
    return tuple(load_table("progress")["marks"])


def _value(name: str) -> float:
    return load_parameters("progress")[name].value


def below(limit: float, mean: float, sd: float) -> float:
    """Chance of a normal value below a limit."""
    if sd <= 1e-9:
        return float(mean < limit)
    return 0.5 * (1.0 + erf((limit - mean) / (sd * sqrt(2.0))))


def model_stall(slope: float, slope_sd: float, *, days: float, trained: bool) -> Stall:
    """The model's reading: its rate lies within the plateau's limits on either side.

    Parameters
    ----------
    slope, slope_sd
        Growth over the last two weeks and its spread over the draws [% a week].
    days
        Since the first record.
    trained
        Whether there was any session in the last two weeks: idleness is no plateau.
    """
    needed = load_parameters("coach")["plateau_needs_days"].value
    if days < needed or not (isfinite(slope) and isfinite(slope_sd)):
        why = f"{days:.0f} days of records; a plateau needs {needed:.0f}"
        return Stall("unknown", "model", None, None, None, why)
    limit = _value("stalled_pct_week")
    chance = below(limit, slope, slope_sd) - below(-limit, slope, slope_sd)
    answer = "yes" if trained and chance >= _value("model_certainty") else "no"
    why = f"by the model {round(slope, 2) + 0.0:+.2f} % a week, give or take {slope_sd:.2f}"
    if not trained:
        why += "; no session in the last two weeks"
    return Stall(answer, "model", chance, slope, slope_sd, why)


def line(marks: Sequence[Mark], kind: str, today: float, weeks: float) -> Line | None:
    """The weighted straight line through a kind's marks of so many weeks up to the last one.

    The size is taken in logarithms, so the slope is in per cent of the present size. Scatter
    beyond the device's error widens the standard error.

    Returns
    -------
    Line or None
        None where the marks are too few or too old, do not span the weeks, or leave too wide an
        error.
    """
    known = [m for m in marks if m.kind == kind and m.day <= today]
    last = max((m.day for m in known), default=-inf)
    longest = _WEEK_D * (weeks + _value("line_slack_weeks"))
    recent = [m for m in known if last - m.day <= longest]
    days = len({m.day for m in recent})
    if days < _value("least_marks") or today - last > _WEEK_D * _value("fresh_weeks"):
        return None
    row = load_table("progress")["marks"][kind]
    at = np.array([m.day for m in recent]) / _WEEK_D
    size = 100.0 * np.array([log(m.value) for m in recent])
    noise = np.array([m.noise_pct or float(row["cv_pct"]) for m in recent])
    if np.ptp(at) < weeks:
        return None
    weight = noise**-2.0
    off = at - np.average(at, weights=weight)
    spread = float(weight @ off**2)
    slope = float(weight @ (off * size)) / spread
    left = size - np.average(size, weights=weight) - slope * off
    scatter = float(weight @ left**2) / (len(recent) - 2)
    sd = sqrt(max(scatter, 1.0) / spread)
    gain = load_parameters("physiology")[row["gain"]].value
    if sd / min(gain, 1.0) > _value("largest_slope_sd"):
        return None
    return Line(kind, slope / gain, sd / gain, sd, float(np.ptp(at)), days)


def measured_stall(marks: Sequence[Mark], today: float) -> Stall:
    """What the marks say: the shorter line first, the longer one where that leaves it open.

    Marks cannot tell a plateau from slow loss, so yes means that growth is slower than
    `growing_pct_week`. Of several kinds of marks the one with the smallest error is heard.

    Parameters
    ----------
    marks
        Of one muscle, in any order; those after today do not count.
    today
        On the clock of the marks.
    """
    found: Stall | None = None
    for length in ("line_weeks", "longest_line_weeks"):
        lines = [line(marks, kind, today, _value(length)) for kind in mark_kinds()]
        known = [each for each in lines if each is not None]
        if known:
            found = _told_by(min(known, key=lambda each: each.rate_sd))
            if found.answer != "unknown":
                return found
    if found is not None:
        return found
    least, weeks = _value("least_marks"), _value("line_weeks")
    why = f"too few marks: a line needs {least:.0f} of one kind over {weeks:.0f} weeks or more"
    return Stall("unknown", "measured", None, None, None, why)


def _certainty(found: Line) -> float:
    """What is asked of a line: the oftener one looks, the more, as every look may be wrong."""
    apart = _WEEK_D * found.weeks / (found.marks - 1)
    often = "fortnightly" if apart <= _value("fortnightly_d") else "monthly"
    often = "weekly" if apart < _value("weekly_d") else often
    return float(load_table("progress")["marks"][found.kind]["certainty"][often])


def _told_by(found: Line) -> Stall:
    sure = _certainty(found)
    rate, sd = found.rate_pct_week, found.rate_sd
    chance = below(_value("growing_pct_week"), rate, sd)
    growing = 1.0 - below(_value("stalled_pct_week"), rate, sd)
    answer = "yes" if chance >= sure else "no" if growing >= sure else "unknown"
    why = (
        f"{found.marks} marks over {found.weeks:.0f} weeks: {rate:+.2f} % a week, "
        f"give or take {sd:.2f}"
    )
    return Stall(answer, "measured", chance, rate, sd, why)


def stall(model: Stall, measured: Stall) -> Stall:
    """The one that is told: what was measured where that decides, else the model.

    The model calls no plateau that the marks speak against, even where they do not decide.
    """
    if measured.answer != "unknown":
        return measured
    chance = measured.probability
    against = chance is not None and chance < _value("against_model")
    return measured if against and model.answer == "yes" else model
