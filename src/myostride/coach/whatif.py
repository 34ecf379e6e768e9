"""What if: a runner's own weeks lived on as they are and, on the same draws, with something added.

Sessions that are added take the place of the easiest runs, as in `compare`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from myostride.coach.additions import Variation
from myostride.coach.compare import OnOption, coming, compared
from myostride.coach.comparison import Comparison, Outcome, conclusion
from myostride.coach.options import Option, as_it_is, swaps
from myostride.coach.pattern import WEEK_D, WEEK_S, Pattern, PatternSession, lifting_days, value
from myostride.coach.workouts import Planner
from myostride.errors import InputError
from myostride.gait.load import LoadBlocks
from myostride.muscles import DISPLAY_GROUPS, MUSCLES
from myostride.physiology import BodyState, Habits, Parameters, TimedBlocks, Trajectory, evolve
from myostride.physiology.baselines import naive_growth_pct
from myostride.physiology.simulate import NOT_LEGS, endurance_work, muscle_series
from myostride.runner import Runner
from myostride.training.capacity import Capacity
from myostride.units import SECONDS_PER_DAY

__all__ = ["GROUPS", "Lived", "Places", "WhatIf", "places", "varied", "what_if"]

GROUPS = ("glutes", "quads", "hamstrings", "calves")
"""What conclusion and figure are about."""

_GRADES = ("mechanics", "conflicting", "measured")
_SIZE = ("growth_pct", "lo", "hi", "p_net_loss")
_COSTS = (
    "sessions_per_week", "minutes_per_week", "readiness_low", "soreness_peak", "soreness_peak_hi"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Places:
    """Which runs of a pattern are kept, and which of those become what; by their number."""

    kept: tuple[int, ...]
    changed: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Lived:
    """One way through the weeks: what it comes to, its daily course, and the sessions done."""

    outcome: Outcome
    course: Trajectory
    sessions: tuple[PatternSession, ...]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The weeks as they are and as varied.

    limits : the runner's VO2max and critical speed, which endurance work is told against.
    """

    variation: Variation
    comparison: Comparison
    as_is: Lived
    varied: Lived
    limits: Capacity

    @property
    def most_changed(self) -> str:
        """The group that surely differs most; the quads where none does."""
        spans = {name: self.comparison.difference(self.varied.outcome, name) for name in GROUPS}
        sure = [name for name in GROUPS if spans[name].sign]
        return max(sure, key=lambda name: abs(spans[name].middle), default="quads")

    def conclusion(self) -> str:
        """What the additions change in that group; only a sure difference is told as one."""
        name = self.most_changed
        if not self.variation.additions:
            return conclusion(replace(self.comparison, outcomes=(self.as_is.outcome,)), name)
        if self.comparison.difference(self.varied.outcome, name).sign:
            return conclusion(self.comparison, name)
        growth = self.comparison.growth(self.as_is.outcome, name)
        phrase, make = self.variation.phrase, "make" if self.variation.plural else "makes"
        weeks = "1 week" if self.comparison.weeks == 1 else f"{self.comparison.weeks} weeks"
        return (
            f"Your {name} in {weeks} of {self.comparison.running}: {growth} %. "
            f"{phrase[0].upper()}{phrase[1:]} {make} no sure difference to that."
        )

    def to_json(self) -> dict[str, Any]:
        """The contract's `simulate` document of the varied weeks, with `as_is` and `difference`."""
        usual, other = self.comparison.to_json()
        return {
            "name": self.variation.phrase,
            "bout": False,
            "weeks": self.comparison.weeks,
            "additions": [
                {"kind": a.kind, "amount": a.amount, "phrase": a.phrase, "why": a.row["why"],
                 "evidence": {"grade": a.row["grade"], "said": a.row["evidence"]}}
                for a in self.variation.additions
            ],
            **self._lived(self.varied, other),
            "as_is": self._lived(self.as_is, usual),
            "difference": {
                "muscles": {m: other["muscles"][m]["difference"] for m in MUSCLES},
                "groups": {g: other["groups"][g]["difference"] for g in DISPLAY_GROUPS},
                **{cost: other[cost] - usual[cost] for cost in _COSTS},
            },
            "conclusion": self.conclusion(),
            "not_legs": NOT_LEGS,
        }  # fmt: skip

    def _lived(self, lived: Lived, row: Mapping[str, Any]) -> dict[str, Any]:
        days = float(self.comparison.weeks * WEEK_D)
        t_day = (lived.course.unix_s - self.comparison.moment_unix_s) / SECONDS_PER_DAY
        return {
            "muscles": {m: {key: row["muscles"][m][key] for key in _SIZE} for m in MUSCLES},
            "groups": {g: {key: row["groups"][g][key] for key in _SIZE} for g in DISPLAY_GROUPS},
            **{cost: row[cost] for cost in _COSTS},
            "sessions": row["sessions"],
            "series": {"t_day": t_day.tolist(), "muscles": muscle_series(lived.course)},
            "aerobic": endurance_work(lived.sessions, days, self.limits),
            "baselines": naive_growth_pct(lived.sessions, days),
        }


def what_if(
    variation: Variation,
    pattern: Pattern,
    state: BodyState,
    p: Parameters,
    habits: Sequence[Habits],
    *,
    weeks: int,
    runner: Runner,
    vested: Mapping[int, LoadBlocks] | None = None,
    under_way: Sequence[TimedBlocks] = (),
    usual: Lived | None = None,
    on_option: OnOption | None = None,
) -> WhatIf:
    """Live the next weeks twice from the state's moment on, draw by draw alike.

    Parameters
    ----------
    pattern
        The runner's own last weeks, which are repeated; they end at the state's moment.
    vested
        The loads of the runs that get a vest with it on, by their number in the pattern; those
        that are missing are taken as steady running at the run's own mean speed.
    usual
        `as_is` of an earlier answer that differs in its variation alone; spares half the work.

    Raises
    ------
    InputError
        If the weeks hold too few runs for what is added.
    """
    options = [varied(variation, pattern, runner, habits, vested)]
    if usual is None:
        options.insert(0, as_it_is(pattern, runner))
    comparison = compared(
        options, pattern, state, p, habits,
        weeks=weeks, body=runner.body, under_way=under_way, on_option=on_option,
    )  # fmt: skip
    until = state.unix_s + weeks * WEEK_S

    def lived(outcome: Outcome) -> Lived:
        done = list(coming(outcome.option, pattern, state.unix_s, until))
        timed = [*under_way, *(each for each, _ in done)]
        days = habits if outcome.option.habits is None else outcome.option.habits
        course = evolve(state, p, timed, until, days, report_every_s=SECONDS_PER_DAY)
        return Lived(outcome, course, tuple(session for _, session in done))

    other = comparison.outcomes[-1]
    if usual is None:
        usual = lived(comparison.outcomes[0])
    comparison = replace(comparison, outcomes=(usual.outcome, other))
    return WhatIf(variation, comparison, usual, lived(other), p.limits)


def places(variation: Variation, pattern: Pattern) -> Places:
    """Which runs go, which stay, and which become another session.

    Raises
    ------
    InputError
        If the weeks hold too few runs for that.
    """
    if not variation.running:
        return Places((), {})
    kept = _kept(pattern, variation.rest_days)
    if not kept:
        raise InputError(
            f"rest:{variation.rest_days} leaves no run in those weeks; for that, add stop"
        )
    left = replace(pattern, runs=tuple(pattern.runs[n] for n in kept))
    changed = {kept[n]: kind for n, kind in swaps(left, variation.instead).items()}
    missing = [kind for kind in variation.instead if kind not in changed.values()]
    if missing:
        raise InputError(
            f"those weeks hold too few runs for {' and '.join(missing)} as well; add less at once, "
            "or take more weeks"
        )
    return Places(kept, changed)


def varied(
    variation: Variation,
    pattern: Pattern,
    runner: Runner,
    habits: Sequence[Habits],
    vested: Mapping[int, LoadBlocks] | None = None,
) -> Option:
    """The pattern with the additions, as an option of `compare`."""
    usual = as_it_is(pattern, runner)
    if not variation.additions:
        return replace(usual, id="varied", title=variation.phrase, phrase=variation.phrase)
    chosen = places(variation, pattern)
    left = replace(pattern, runs=tuple(pattern.runs[n] for n in chosen.kept))
    planner = Planner(left, runner, vested, variation.vest_kg)
    sessions = [
        planner.instead(pattern.runs[n], n, chosen.changed[n])
        if n in chosen.changed
        else pattern.runs[n]
        for n in chosen.kept
    ]
    if variation.squats:
        sessions += planner.lifting("squats")
    rows = [addition.row for addition in variation.additions]
    said = [*_laid_out(variation, left), *_fed(variation, habits)]
    return Option(
        id="varied",
        title=variation.title,
        phrase=variation.phrase,
        plural=variation.plural,
        sessions=tuple(sorted(sessions, key=lambda session: session.unix_s)),
        why="; ".join(row["why"] for row in rows),
        evidence="; ".join(row["evidence"] for row in rows),
        grade=min((row["grade"] for row in rows), key=_GRADES.index),
        assumed=tuple(dict.fromkeys([*said, *(x for each in planner.said.values() for x in each)])),
        extrapolated=tuple(dict.fromkeys(x for each in planner.beyond.values() for x in each)),
        habits=tuple(
            replace(each, protein_g_per_kg=variation.protein(each.protein_g_per_kg))
            for each in habits
        ),
    )


def _kept(pattern: Pattern, rest_days: int) -> tuple[int, ...]:
    """The runs that stay when so many running days a week go: the easiest, the longest run last."""
    kept: list[int] = []
    for week in pattern.weeks():
        days: dict[int, list[int]] = defaultdict(list)
        for n in week:
            at = pattern.runs[n].unix_s + pattern.utc_offset_s
            days[int(at // SECONDS_PER_DAY)].append(n)
        longest = max(week, key=lambda n: pattern.runs[n].blocks.seconds.sum(), default=None)
        hardness = {
            day: (longest in runs, max(round(pattern.runs[n].hardness_m_s, 1) for n in runs), day)
            for day, runs in days.items()
        }
        kept += [n for day in sorted(days, key=hardness.__getitem__)[rest_days:] for n in days[day]]
    return tuple(sorted(kept))


def _laid_out(variation: Variation, left: Pattern) -> list[str]:
    """What takes the place of what, and what falls on which day, one sentence each."""
    said = []
    if variation.rest_days:
        which = "day" if variation.rest_days == 1 else f"{variation.rest_days} days"
        goes = "goes" if variation.rest_days == 1 else "go"
        said.append(f"of each week the {which} with the easiest running {goes}, the day of the "
                    "longest run last")  # fmt: skip
    if variation.instead:
        kinds = ", ".join(variation.instead)
        which = (
            f"run of a week (of two from {value('many_runs'):g} runs on)"
            if len(variation.instead) == 1
            else "runs of a week, one each, in turns where there are fewer"
        )
        said.append(f"in place of the easiest {which}, never of the longest: {kinds}; "
                    "no running day is added")  # fmt: skip
    if variation.squats:
        where = ", the days with the least running" if left.runs else ""
        said.append(f"squats are on {lifting_days(left)}{where}")
    return said


def _fed(variation: Variation, habits: Sequence[Habits]) -> list[str]:
    """What is eaten, against now."""
    if not variation.changes_protein:
        return []
    now = habits[-1].protein_g_per_kg
    then = variation.protein(now)
    if now is not None and then == now:
        return [f"protein stays at {now:.2g} g/kg a day"]
    against = "what is assumed" if now is None else f"{now:.2g} g/kg"
    return [f"{then:.2g} g/kg of protein a day from now on, against {against}"]
