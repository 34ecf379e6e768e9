"""What the model gives for a claim: a few small programs side by side, and one sentence on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from myostride.gait import SteadyState
from myostride.muscles import INDEX, TITLES
from myostride.physiology import Simulation

__all__ = [
    "MEASURES",
    "Answer",
    "Arm",
    "Comparison",
    "Difference",
    "Measure",
    "Result",
    "Value",
    "difference",
]

Answer = Simulation | SteadyState
"""What a program, or one steady stride, came to."""

MOST_LISTED = 3
"""Of more muscles than this, a sentence names the least and the most only."""

RARE = 0.01
"""A chance below this is told as "under 1 %"."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One quantity that arms are compared by.

    `step` is the difference, in `points`, up to which two arms count as alike.
    """

    unit: str
    what: str
    step: float
    points: str = "points"
    digits: int = 1
    signed: bool = False
    peak: bool = False

    def text(self, value: float) -> str:
        """A number as people read it, with a true minus and no sign on zero."""
        text = f"{value:+.{self.digits}f}" if self.signed else f"{value:.{self.digits}f}"
        if float(text) == 0.0:
            text = text.lstrip("+-")
        return text.replace("-", "\N{MINUS SIGN}")


MEASURES: Mapping[str, Measure] = {
    "growth_pct": Measure("%", "change of size by the end", 0.3, signed=True),
    "damage_pct": Measure("%", "force lost to damage, at worst", 1.0, digits=0, peak=True),
    "force_pct": Measure("%", "force left, of the force before", 1.0, digits=0),
    "peak_bw": Measure("times body weight", "peak force in a stride", 0.1, "body weights"),
    "met_h_per_week": Measure("MET-hours a week", "work of running", 0.5, "MET-hours"),
}


@dataclass(frozen=True, slots=True)
class Arm:
    """One way that is compared: a program or stride by name, and what to call it.

    at_hours : hours after the last session's end at which it is read; its end where None.
    days : the stretch of days within which it is read; all where None.
    """

    of: str
    label: str
    at_hours: float | None = None
    days: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """Median and 80 % interval of one arm; `muscle` is empty for the whole body."""

    arm: str
    muscle: str
    value: float
    lo: float | None
    hi: float | None
    p_net_loss: float | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """How far the median of `of`, as shown, lies above that of `against`.

    alike : no further than the measure's step. apart : the 80 % intervals do not overlap.
    """

    of: str
    against: str
    muscle: str
    by: float
    alike: bool
    apart: bool | None


@dataclass(frozen=True, slots=True)
class Result:
    """The numbers of a comparison."""

    measure: str
    values: tuple[Value, ...]
    differences: tuple[Difference, ...]
    tells_net_loss: bool = False

    @property
    def muscles(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value.muscle for value in self.values))

    def to_json(self) -> dict[str, Any]:
        scale = MEASURES[self.measure]
        return {
            "measure": self.measure,
            "unit": scale.unit,
            "what": scale.what,
            "values": [
                {"arm": v.arm, "muscle": v.muscle or None, "value": v.value, "lo": v.lo,
                 "hi": v.hi, "p_net_loss": v.p_net_loss}
                for v in self.values
            ],
            "differences": [
                {"of": d.of, "against": d.against, "muscle": d.muscle or None, "by": d.by,
                 "alike": d.alike, "apart": d.apart, "text": self._told(d)}
                for d in self.differences
            ],
            "summary": self.summary(),
            "reading": self.reading(),
        }  # fmt: skip

    def reading(self) -> str:
        """The numbers and what sets them apart; nothing in it is known beforehand but the names."""
        return self._in_words(differences=True)

    def summary(self) -> str:
        """The numbers alone, in words."""
        return self._in_words(differences=False)

    def _in_words(self, *, differences: bool) -> str:
        if len(self.muscles) > MOST_LISTED:
            return self._span()
        said = []
        for muscle in self.muscles:
            said.append(self._listed(muscle))
            if differences:
                said += [self._told(d) for d in self.differences if d.muscle == muscle]
            if self.tells_net_loss:
                chances = ", ".join(_chance(v.p_net_loss) for v in self._of(muscle))
                said.append(f"Chance of ending smaller: {chances}.")
        return f"{self._what()}. {' '.join(said)}"

    def _what(self) -> str:
        return _capital(MEASURES[self.measure].what)

    def _span(self) -> str:
        scale = MEASURES[self.measure]
        ordered = sorted(self.values, key=lambda v: v.value)
        least, most = ordered[0], ordered[-1]
        return (
            f"{self._what()}, {least.arm}: {len(self.values)} muscles, from "
            f"{self._interval(least)} ({TITLES[least.muscle].lower()}) to {self._interval(most)} "
            f"{scale.unit} ({TITLES[most.muscle].lower()})."
        )

    def _listed(self, muscle: str) -> str:
        unit = MEASURES[self.measure].unit
        listed = "; ".join(f"{v.arm} {self._interval(v, unit)}" for v in self._of(muscle))
        return f"{TITLES[muscle]}: {listed}." if muscle else f"{listed}."

    def _of(self, muscle: str) -> list[Value]:
        return [value for value in self.values if value.muscle == muscle]

    def _interval(self, v: Value, unit: str = "") -> str:
        text = MEASURES[self.measure].text
        shown = f"{text(v.value)} {unit}".strip()
        return shown if v.lo is None or v.hi is None else f"{shown} ({text(v.lo)} to {text(v.hi)})"

    def _told(self, d: Difference) -> str:
        scale = MEASURES[self.measure]
        if d.alike:
            least = 10.0**-scale.digits
            within = f"{max(abs(d.by), least):.{scale.digits}f} {scale.points}"
            return f"{_capital(d.of)}: within {within} of {d.against}."
        size = f"{abs(d.by):.{scale.digits}f} {scale.points}"
        way = "more" if d.by > 0.0 else "less"
        overlap = {True: "; the intervals lie apart", False: "; the intervals overlap", None: ""}
        return f"{_capital(d.of)}: {size} {way} than {d.against}{overlap[d.apart]}."


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is to be compared; `contrasts` are pairs of labels whose difference is told."""

    measure: str
    muscles: tuple[str, ...]
    arms: tuple[Arm, ...]
    contrasts: tuple[tuple[str, str], ...] = ()
    net_loss: bool = False

    def result(self, answers: Mapping[str, Answer]) -> Result:
        """The comparison's numbers, from the answers of its programs and strides by name."""
        values = tuple(
            value
            for arm in self.arms
            for value in _values(self.measure, self.muscles, arm, answers[arm.of])
        )
        differences = tuple(
            difference(self.measure, pair, muscle, values)
            for muscle in self.muscles or ("",)
            for pair in self.contrasts
        )
        return Result(self.measure, values, differences, self.net_loss)


def _values(measure: str, muscles: Sequence[str], arm: Arm, answer: Answer) -> list[Value]:
    if isinstance(answer, SteadyState):
        peak = answer.muscles[measure]
        return [
            Value(arm.label, m, *(float(x[INDEX[m]]) for x in (peak.value, peak.lo, peak.hi)))
            for m in muscles
        ]
    if not muscles:
        return [Value(arm.label, "", float(answer.aerobic()[measure]), None, None)]
    return [_of_muscle(measure, muscle, arm, answer) for muscle in muscles]


def _of_muscle(measure: str, muscle: str, arm: Arm, simulation: Simulation) -> Value:
    column = INDEX[muscle]
    series, factor = {
        "growth_pct": ("growth_pct", 1.0),
        "damage_pct": ("damage", 100.0),
        "force_pct": ("force_capacity_pct", 1.0),
    }[measure]
    t = simulation.trajectory
    at = _moment(measure, arm, simulation, t.middle[series][:, column])
    middle, lo, hi = (factor * float(x[series][at, column]) for x in (t.middle, t.lo, t.hi))
    grows = measure == "growth_pct"
    loss = float(t.p_below_start[at, column]) if grows else None
    return Value(arm.label, muscle, middle, lo, hi, loss)


def _moment(
    measure: str, arm: Arm, simulation: Simulation, course: NDArray[np.float64]
) -> int:  # fmt: skip
    """Index of the reported moment that an arm is read at."""
    t_day = simulation.t_day
    if arm.at_hours is not None:
        last = simulation.sessions[-1].end_day if simulation.sessions else 0.0
        return int(np.abs(t_day - last - arm.at_hours / 24.0).argmin())
    if not MEASURES[measure].peak:
        return simulation.end_index
    first, end = arm.days or (0.0, np.inf)
    inside = (t_day >= first) & (t_day <= end)
    return int(np.where(inside, course, -np.inf).argmax())


def difference(
    measure: str, pair: tuple[str, str], muscle: str, values: Sequence[Value]
) -> Difference:
    """How two arms, the second the one compared with, differ in a muscle."""
    of, against = (next(v for v in values if (v.arm, v.muscle) == (arm, muscle)) for arm in pair)
    scale = MEASURES[measure]
    by = round(of.value, scale.digits) - round(against.value, scale.digits)
    apart = None
    if (
        of.lo is not None
        and of.hi is not None
        and against.lo is not None
        and against.hi is not None
    ):
        apart = of.lo > against.hi or of.hi < against.lo
    return Difference(*pair, muscle, by, abs(by) <= scale.step + 1e-9, apart)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _chance(share: float | None) -> str:
    if share is None:
        return "?"
    return "under 1 %" if share < RARE else f"{100.0 * share:.0f} %"
