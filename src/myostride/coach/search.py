"""The search for a plan: which quality sessions in which weeks pay most for the chosen muscles.

Templates of a week are combined from the workouts with the most growth signal for the goal, first
for all weeks alike, then block by block of four weeks (a receding horizon: later blocks are chosen
with earlier ones in place). Every candidate keeps the rest rules before it is judged.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np

from myostride.coach.athlete import Athlete
from myostride.coach.library import available, effects, levels, usual_minutes, workout
from myostride.coach.outlook import Outlook, Today, chosen_draws, lived, rested_until
from myostride.coach.plan import TrainingPlan
from myostride.coach.rules import Violation
from myostride.coach.weeks import Week, Wishes, laid_out
from myostride.references import load_parameters

__all__ = ["FAMILIES", "Candidate", "Found", "search"]

FAMILIES = {
    "hills": ("hill_sprints", "hill_repeats", "downhill", "treadmill_incline"),
    "speed": ("four_by_four", "bursts", "fartlek", "tempo"),
    "squats": ("squats", "legs", "deadlifts", "lunges", "calf_raises"),
    "easy": (),
}
"""Ways that are set beside the best: more hills, more speed, with lifting, easy running alone."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A plan that was tried.

    weeks : its quality sessions. against : what the rules said of its first draft.
    worth : on the draws of the search.
    """

    weeks: tuple[Week, ...]
    plan: TrainingPlan
    against: tuple[Violation, ...]
    worth: float


@dataclass(frozen=True, slots=True)
class Found:
    """The best plan, the best of every family, and what they give on draws not searched with.

    judging : the runner with those draws.
    """

    best: Candidate
    outlook: Outlook
    families: dict[str, tuple[Candidate, Outlook]]
    tried: int
    judging: Today


def _value(name: str) -> float:
    return load_parameters("planning")[name].value


def search(
    wishes: Wishes, athlete: Athlete, today: Today, *, on_progress: Progress | None = None
) -> Found:
    """The best plan found for the wishes; the same input gives the same plan.

    Parameters
    ----------
    wishes, athlete
        What is wanted, and the runner as the rest rules see it.
    today
        The whole ensemble; a part of its draws searches, the rest judges.
    on_progress
        Told (done, of how many) candidates.
    """
    today = rested_until(wishes.begin, today)
    n = today.parameters.draws
    few = min(int(_value("search_draws")), max(n // 2, 1))
    searching, judging = chosen_draws(today, np.arange(few)), chosen_draws(today, np.arange(few, n))
    trial = _Trials(wishes, athlete, searching, on_progress)
    names = _promising(wishes, today)
    most = int(_value("most_quality_beginner" if athlete.beginner else "most_quality"))
    alike = [trial.of((week,) * wishes.weeks) for week in _templates(names, wishes, most)]
    best = max(alike, key=lambda c: c.worth)
    good = [c.weeks[0] for c in sorted(alike, key=lambda c: -c.worth)[: int(_value("candidates"))]]
    best = _by_block(best, good, trial, wishes)
    families = {}
    for family, ids in FAMILIES.items():
        own = [c for c in trial.all() if _belongs(c, ids)]
        if own:
            top = max(own, key=lambda c: c.worth)
            families[family] = (top, lived(top.plan, judging))
    return Found(best, lived(best.plan, judging), families, len(trial.all()), judging)


class _Trials:
    """Candidates tried so far, each once."""

    def __init__(
        self, wishes: Wishes, athlete: Athlete, today: Today, on_progress: Progress | None
    ) -> None:
        self._wishes, self._athlete, self._today = wishes, athlete, today
        self._on_progress = on_progress
        self._known: dict[tuple[Week, ...], Candidate] = {}

    def of(self, weeks: tuple[Week, ...]) -> Candidate:
        if weeks not in self._known:
            runner = self._today.runner
            plan, against = laid_out(weeks, self._wishes, self._athlete, runner)
            worth = lived(plan, self._today).worth(self._wishes.goal, runner)
            self._known[weeks] = Candidate(weeks, plan, against, worth)
            if self._on_progress is not None:
                done = len(self._known)
                self._on_progress(done, max(done, 80))
        return self._known[weeks]

    def all(self) -> tuple[Candidate, ...]:
        return tuple(self._known.values())


def _promising(wishes: Wishes, today: Today) -> list[str]:
    """The workouts with the most growth signal for the goal, and the best of every family."""

    def signal(name: str) -> float:
        done = effects(workout(name, level=min(2, levels(name))), today.runner)
        return float(np.mean([done.growth[muscle] for muscle in wishes.goal]))

    can = [n for n in available(wishes.equipment) if workout(n).hard or workout(n).kind == "tempo"]
    ranked = sorted(can, key=lambda name: (-signal(name), name))
    kept = ranked[: int(_value("candidates"))]
    for ids in FAMILIES.values():
        kept += [n for n in ranked if n in ids and n not in kept][:1]
    return kept


def _templates(names: Sequence[str], wishes: Wishes, most: int) -> list[Week]:
    """Weeks of up to `most` quality sessions that leave room for easy running at their first step.

    The fullest weeks are mixed from the most promising workouts; any other may fill one alone.
    """
    room = _value("quality_minutes_share") * wishes.minutes
    found: list[Week] = [()]
    for count in range(1, min(most, len(wishes.days)) + 1):
        pool = names if count < most or most == 1 else names[: max(len(names) // 2, 3)]
        alone = [(name,) * count for name in names if name not in pool]
        for week in [*combinations_with_replacement(pool, count), *alone]:
            if sum(usual_minutes(name) for name in week) <= room or count == 1:
                found.append(week)
    return found


def _by_block(best: Candidate, good: Sequence[Week], trial: _Trials, wishes: Wishes) -> Candidate:
    """The best of all weeks alike, changed block by block wherever that pays."""
    length = int(_value("block_weeks"))
    for begin in range(0, wishes.weeks, length):
        end = min(begin + length, wishes.weeks)
        tried = [
            trial.of((*best.weeks[:begin], *(week,) * (end - begin), *best.weeks[end:]))
            for week in good
        ]
        best = max([best, *tried], key=lambda c: c.worth)
    return best


def _belongs(candidate: Candidate, ids: Sequence[str]) -> bool:
    """Whether all weeks are alike and every quality session is of a family (none for easy)."""
    first = candidate.weeks[0]
    if any(week != first for week in candidate.weeks):
        return False
    return all(name in ids for name in first) and bool(first) == bool(ids)
