"""Over-training as a chance: what one to seven hard sessions a week do to a beginner.

Two chances for every number of sessions: that the vasti end smaller than they began (net loss),
and that in the last week their damage stays above a tenth of the force (repair debt). Both are
shares of draws, which carry the doubt about the population and the difference between people. The
same draws serve every number of sessions and both people, so that they differ by nothing else.

No study settles how these chances grow with the sessions: see `overload_priors`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from myostride.muscles import INDEX
from myostride.physiology import BodyState, Parameters, draw_parameters, starting_state
from myostride.physiology.course import carried, course_of
from myostride.references import load_parameters
from myostride.runner import Runner
from myostride.training import Program, capacity_of_program, runner_of

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

__all__ = [
    "KINDS",
    "PEOPLE",
    "Ended",
    "Overload",
    "beginners",
    "ended",
    "hard_weeks",
    "overload",
    "protected",
]

KINDS = ("hills", "level")
PEOPLE = ("beginner", "protected")

DEFAULT_DRAWS = 2000

_WHO = """\
people: {age_y: 30, mass_kg: 70, height_m: 1.75, status: untrained}
diet: {protein_g_per_kg: 1.6, energy_balance_kcal: 0}
daily_steps: 8000
blocks:
"""
_HILLS = """\
  - run: {minutes: 10, effort: easy}
  - group:
      repeat: 6
      steps:
      - run: {minutes: 3, effort: hard, grade_pct: 8}
      - run: {minutes: 3, effort: moderate, grade_pct: -8}
"""
_LEVEL = """\
  - run: {minutes: 10, effort: easy}
  - run: {repeat: 4, minutes: 4, effort: hard, rest: {minutes: 3, effort: easy}}
"""
_EASY_HILLS = """\
  - run: {minutes: 10, effort: easy}
  - group:
      repeat: 4
      steps:
      - run: {minutes: 3, effort: easy, grade_pct: 8}
      - run: {minutes: 3, effort: easy, grade_pct: -8}
"""
_SESSIONS = {"hills": _HILLS, "level": _LEVEL}

_EARNED = ("protection", "protection_maturing", "habitual_dose", "habitual_maturing")
_VASTI = INDEX["vasti"]
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Ended:
    """How the weeks ended for every draw.

    muscles_pct : (muscle, draw) change of volume from the start to the end [%].
    leg_pct : (draw,) the same of the leg's muscles together, by volume.
    damage, first_damage : damage of the vasti, mean of the seven midnights of the last week and of
        the first [share of force, 0 to 1], (draw,).
    """

    muscles_pct: Floats
    leg_pct: Floats
    damage: Floats
    first_damage: Floats

    @property
    def growth_pct(self) -> Floats:
        """(draw,) change of the vasti's volume [%]."""
        return np.asarray(self.muscles_pct[_VASTI])

    @property
    def loss(self) -> Flags:
        """Whether the vasti are smaller than at the start."""
        return self.growth_pct < 0.0

    @property
    def debt(self) -> Flags:
        """Whether damage of the last week is above the limit."""
        return self.damage > load_parameters("evidence")["overload_debt"].value


@dataclass(frozen=True, slots=True)
class Overload:
    """So many hard sessions a week for one person.

    kind, person : of `KINDS` and `PEOPLE`.
    p_loss, p_debt : chances of net loss of the vasti and of repair debt, 0 to 1.
    p_loss_of : (muscle,) chance of net loss of each muscle.
    p_leg_loss : chance that the leg's muscles together lose volume.
    p_first_debt : chance that damage was above the same limit in the first week.
    median, lo, hi, mean : growth of the vasti [%] over the draws, with the 80 % interval.
    middle : growth of the vasti of the middle person (every parameter at its centre) [%].
    """

    kind: str
    person: str
    sessions: int
    draws: int
    p_loss: float
    p_debt: float
    p_loss_of: tuple[float, ...]
    p_leg_loss: float
    p_first_debt: float
    median: float
    lo: float
    hi: float
    mean: float
    middle: float

    def standard_error(self, chance: float) -> float:
        """Monte Carlo standard error of one of the chances: that of a share of the draws."""
        return float(np.sqrt(chance * (1.0 - chance) / self.draws))


def overload(
    draws: int = DEFAULT_DRAWS, seed: int = 0, kinds: Sequence[str] = KINDS
) -> tuple[Overload, ...]:
    """Ten weeks of 1 to 7 hard sessions a week, for a beginner and a protected runner.

    The protected runner is the same beginner with the protection and the habitual dose that four
    weeks of easy hills leave, and nothing else of them.

    Parameters
    ----------
    draws, seed
        Of the parameters; the same pair gives the same answer.
    kinds
        Of sessions, out of `KINDS`: "hills" is hard uphill and moderate downhill, "level" is
        4 x 4 min.

    Returns
    -------
    tuple
        By kind, person and number of sessions, in that order.
    """
    p, runner = beginners(draws, seed)
    beginner = starting_state(p, runner, 0.0)
    starts = {"beginner": beginner, "protected": protected(beginner, p)}
    return tuple(
        _summary(kind, person, sessions, ended(hard_weeks(kind, sessions), starts[person], p))
        for kind in kinds
        for person in PEOPLE
        for sessions in _numbers()
    )


def beginners(draws: int, seed: int, *, group: bool = False) -> tuple[Parameters, Runner]:
    """Parameters of untrained people who differ, and who they are.

    Parameters
    ----------
    group
        Whether to leave out what differs between people.
    """
    program = hard_weeks("hills", 1)
    runner = runner_of(program)
    limits = capacity_of_program(program)
    return draw_parameters(draws, seed, runner, limits=limits, group=group), runner


def hard_weeks(kind: str, sessions: int) -> Program:
    """So many hard sessions a week, spread evenly, for as long as is asked."""
    weeks = load_parameters("evidence")["overload_weeks"].value
    return _program(kind, _SESSIONS[kind], weeks, sessions)


def protected(state: BodyState, p: Parameters) -> BodyState:
    """The same bodies with what weeks of easy hills leave of protection and habit, nothing else."""
    table = load_parameters("evidence")
    weeks, often = table["overload_ready_weeks"].value, table["overload_ready_sessions"].value
    lived, ready = state.copy(), state.copy()
    carried(course_of(_program("easy_hills", _EASY_HILLS, weeks, often)), lived, p)
    for name in _EARNED:
        setattr(ready, name, getattr(lived, name))
    return ready


def ended(program: Program, start: BodyState, p: Parameters) -> Ended:
    """Carry every draw through a program from a start, which is left as it is."""
    _, seen = carried(course_of(program), start.copy(), p)
    growth, damage = seen.muscles[-1, 0], seen.muscles[:, 2, _VASTI]
    return Ended(
        muscles_pct=growth.copy(),
        leg_pct=np.asarray(p.volume_share @ growth),
        damage=np.asarray(damage[-_WEEK:].mean(axis=0)),
        first_damage=np.asarray(damage[:_WEEK].mean(axis=0)),
    )


def _numbers() -> Iterator[int]:
    yield from range(1, int(load_parameters("evidence")["overload_most"].value) + 1)


def _program(name: str, session: str, weeks: float, sessions: float) -> Program:
    block = f"- weeks: {weeks:g}\n  sessions_per_week: {sessions:g}\n  session:\n{session}"
    return Program.from_text(f"name: {name}\n{_WHO}{block}", name)


def _summary(kind: str, person: str, sessions: int, end: Ended) -> Overload:
    limit = load_parameters("evidence")["overload_debt"].value
    lo, median, hi = np.quantile(end.growth_pct, (0.1, 0.5, 0.9))
    return Overload(
        kind=kind,
        person=person,
        sessions=sessions,
        draws=end.growth_pct.size,
        p_loss=float(end.loss.mean()),
        p_debt=float(end.debt.mean()),
        p_loss_of=tuple((end.muscles_pct < 0.0).mean(axis=1).tolist()),
        p_leg_loss=float((end.leg_pct < 0.0).mean()),
        p_first_debt=float((end.first_damage > limit).mean()),
        median=float(median),
        lo=float(lo),
        hi=float(hi),
        mean=float(end.growth_pct.mean()),
        middle=float(end.growth_pct[0]),
    )
