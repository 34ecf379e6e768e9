"""Sets of a gym log as lifts of the program format: which exercise, how heavy for this person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from myostride.references import load_parameters, load_table
from myostride.training.capacity import Capacity
from myostride.training.elements import Intensity, Lift
from myostride.training.exercises import exercise_names
from myostride.training.lifts import lifted, share_of_1rm
from myostride.training.parts import Part, in_order

__all__ = ["LoggedSet", "best_kg", "exercise_of", "is_leg_exercise", "lifts_part"]

_BRACKETS = re.compile(r"\([^)]*\)")
_MOST_REPS = 15.0


@dataclass(frozen=True, slots=True)
class LoggedSet:
    """One set of a leg exercise; weight [kg] and reps are None where they were not logged."""

    exercise: str
    weight_kg: float | None
    reps: float | None
    reps_in_reserve: float | None


@cache
def _names() -> dict[str, str]:
    own = {name.replace("_", " "): name for name in exercise_names()}
    apps = load_table("gym_names")["legs"]
    return own | {alias: name for name, aliases in apps.items() for alias in aliases}


def _bare(name: str) -> str:
    return " ".join(_BRACKETS.sub(" ", name).lower().replace("_", " ").split())


def exercise_of(name: str) -> str | None:
    """Our exercise for what an app calls one; None where there is none for it."""
    return _names().get(_bare(name))


def is_leg_exercise(name: str) -> bool:
    """Whether a name that we do not know sounds like an exercise of the legs."""
    table, bare = load_table("gym_names"), _bare(name)
    if bare in table["not_legs"]:
        return False
    return any(re.search(rf"\b{word}", bare) for word in table["leg_words"])


def best_kg(sets: Iterable[LoggedSet]) -> dict[str, float]:
    """1RM [kg] of each exercise as the best of these sets speaks for it.

    A set whose reserve is not logged is taken to have left the usual one.
    """
    usual = load_parameters("exercises")["default_reps_in_reserve"].value
    best: dict[str, float] = {}
    for each in sets:
        if each.weight_kg is None or each.reps is None or each.reps > _MOST_REPS:
            continue
        reserve = usual if each.reps_in_reserve is None else each.reps_in_reserve
        whole = each.weight_kg / share_of_1rm(each.reps + reserve)
        best[each.exercise] = max(best.get(each.exercise, 0.0), whole)
    return best


def lifts_part(sets: Sequence[LoggedSet], best: dict[str, float], capacity: Capacity) -> Part:
    """The sets of one workout, in order, as load blocks.

    Parameters
    ----------
    best
        1RM [kg] by exercise, from `best_kg`; without it the reps say how heavy a set was.
    """
    return in_order(lifted(_lift(each, best), capacity) for each in sets)


def _lift(each: LoggedSet, best: dict[str, float]) -> Lift:
    load = None
    if each.weight_kg is not None and each.exercise in best:
        pct = min(100.0 * each.weight_kg / best[each.exercise], 100.0)
        load = Intensity("load_pct_1rm", pct)
    return Lift(
        exercise=each.exercise,
        sets=1,
        reps=each.reps,
        load=load,
        reps_in_reserve=each.reps_in_reserve,
    )
