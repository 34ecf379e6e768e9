"""The rest rules: which workouts of a plan ask for too much too soon, by how strong a rule.

The rules are load guards, each with its grade of evidence (`data/rules.yaml`). What a rule looks
at is in `rest_checks` and `load_checks`; what a session holds is in `stimuli`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from myostride.coach.athlete import Athlete, Strength
from myostride.coach.load_checks import LOAD_CHECKS
from myostride.coach.placed import placed
from myostride.coach.plan import TrainingPlan
from myostride.coach.rest_checks import REST_CHECKS
from myostride.references import load_table, reference

__all__ = ["Rule", "Violation", "rules", "violations"]

_CHECKS = {**REST_CHECKS, **LOAD_CHECKS}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rest rule.

    grade : of its evidence, A to C.
    beginner, others : how binding it is by default, and for whom.
    why : one sentence.
    sources : keys of the reference registry.
    """

    id: str
    title: str
    grade: str
    beginner: Strength
    others: Strength
    why: str
    sources: tuple[str, ...]

    def strength(self, athlete: Athlete) -> Strength:
        """How binding it is for this runner."""
        chosen = athlete.overrides.get(self.id)
        if chosen is not None:
            return chosen
        return self.beginner if athlete.beginner else self.others


@dataclass(frozen=True, slots=True)
class Violation:
    """A workout that a rule speaks against.

    strength : hard or soft.
    workout : its title.
    sentence : what is wrong, and why the rule is there.
    """

    rule: str
    strength: Strength
    day: date
    workout: str
    sentence: str


@cache
def rules() -> Mapping[str, Rule]:
    """Every rule by id, in the order in which they are told.

    Raises
    ------
    UnknownName
        If a rule names a source that is not in the registry.
    """
    return MappingProxyType(
        {
            name: Rule(
                id=name,
                title=row["title"],
                grade=row["grade"],
                beginner=Strength(row["strength"]["beginner"]),
                others=Strength(row["strength"]["others"]),
                why=row["why"],
                sources=tuple(reference(key).key for key in row["sources"]),
            )
            for name, row in load_table("rules")["rules"].items()
        }
    )


def violations(plan: TrainingPlan, athlete: Athlete) -> tuple[Violation, ...]:
    """Every workout of a plan that breaks a rule, in order of days and then of rules.

    Parameters
    ----------
    plan
        Workouts on days; what they hold is read from their sessions, not from their names.
    athlete
        The runner on the plan's first day.
    """
    workouts = placed(plan, athlete.mass_kg)
    found = []
    for rule in rules().values():
        strength = rule.strength(athlete)
        if strength is Strength.OFF:
            continue
        for each, what in _CHECKS[rule.id](workouts, athlete):
            sentence = f"{what[0].upper()}{what[1:]}. {rule.why}"
            found.append(
                Violation(rule.id, strength, each.workout.day, each.workout.title, sentence)
            )
    return tuple(sorted(found, key=lambda violation: violation.day))
