"""The workouts of a plan as the rest rules look at them: placed on days, with what they hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from myostride.coach.athlete import Athlete, Stimulus
from myostride.coach.plan import PlannedWorkout, TrainingPlan
from myostride.coach.stimuli import Doses, doses

__all__ = ["WEEK_D", "Check", "Found", "Placed", "beyond", "placed"]

WEEK_D = 7


@dataclass(frozen=True, slots=True)
class Placed:
    """A workout of a plan with its day from the plan's first, and what it holds."""

    workout: PlannedWorkout
    day: int
    doses: Doses

    @property
    def is_run(self) -> bool:
        return self.doses.run_min > 0.0

    @property
    def strains(self) -> bool:
        """Whether it asks more of every leg muscle than a walk does."""
        return self.is_run or bool(self.doses.stimuli - {Stimulus.HEAVY})

    @property
    def demanding(self) -> bool:
        """A sprint or heavy-leg session."""
        return self.doses.sprint_min > 0.0 or bool(self.doses.heavy)


Found = Iterator[tuple[Placed, str]]
"""Workouts that break a rule, each with how."""

Check = Callable[[Sequence[Placed], Athlete], Found]


def placed(plan: TrainingPlan, mass_kg: float) -> tuple[Placed, ...]:
    """The workouts of a plan in order of their days."""
    return tuple(
        Placed(workout, (workout.day - plan.begin).days, doses(workout.session, mass_kg))
        for workout in sorted(plan.workouts, key=lambda each: each.day)
    )


def beyond(value: float, limit: float) -> bool:
    """Whether a value is above a limit by more than the arithmetic's noise."""
    return value > limit * (1.0 + 1e-9)
