"""What a program does to a person's legs, with intervals, against the plainest rivals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from myostride.muscles import MUSCLES
from myostride.physiology.baselines import Loaded, naive_growth_pct
from myostride.physiology.course import course_of
from myostride.physiology.evolve import evolve
from myostride.physiology.parameters import Parameters, draw_parameters
from myostride.physiology.session import time_above_critical_speed_s
from myostride.physiology.start import starting_state
from myostride.physiology.states import Trajectory
from myostride.runner import Runner
from myostride.training import PlannedSession, Program, capacity_of_program, runner_of
from myostride.training.capacity import Capacity
from myostride.training.cost import resting_vo2, vo2_of
from myostride.units import SECONDS_PER_DAY

Floats = NDArray[np.float64]

__all__ = ["NOT_LEGS", "Simulation", "endurance_work", "muscle_series", "simulate"]

DEFAULT_DRAWS = 1000
NOT_LEGS = "muscles outside the legs: not trained by running, not modelled"


@dataclass(frozen=True, slots=True)
class Simulation:
    """A simulated program.

    trajectory : states over time, growth relative to the program's start.
    end_index : the reported moment that growth is read at: the end of the program, or of the
        fortnight after a bout.
    bout : whether it is one bout or a few, followed for a fortnight, and not a program.
    sessions, length_days : what was done.
    """

    name: str
    trajectory: Trajectory
    end_index: int
    bout: bool
    sessions: tuple[PlannedSession, ...]
    length_days: float
    parameters: Parameters
    runner: Runner
    assumed: tuple[str, ...]
    draws: int
    seed: int

    @property
    def t_day(self) -> Floats:
        """Days since the program's start, (time,)."""
        return np.asarray(self.trajectory.unix_s / SECONDS_PER_DAY)

    def to_json(self) -> dict[str, Any]:
        """The contract's `simulate` document."""
        t, end = self.trajectory, self.end_index
        muscles = {
            muscle: {
                "growth_pct": float(t.middle["growth_pct"][end, m]),
                "lo": float(t.lo["growth_pct"][end, m]),
                "hi": float(t.hi["growth_pct"][end, m]),
                "p_net_loss": float(t.p_below_start[end, m]),
            }
            for m, muscle in enumerate(MUSCLES)
        }
        return {
            "name": self.name,
            "bout": self.bout,
            "muscles": muscles,
            "series": {"t_day": self.t_day.tolist(), "muscles": muscle_series(t)},
            "aerobic": self.aerobic(),
            "baselines": naive_growth_pct(self.sessions, self.length_days),
            "not_legs": NOT_LEGS,
            "assumptions": list(self.assumed),
            "draws": self.draws,
            "seed": self.seed,
        }

    def aerobic(self) -> dict[str, Any]:
        """Endurance work a week; what it does to VO2max is not modelled and so not stated."""
        return endurance_work(self.sessions, self.length_days, self.parameters.limits)


def muscle_series(trajectory: Trajectory) -> dict[str, dict[str, list[float]]]:
    """The contract's `series.muscles`: medians over time."""
    names = ("growth_pct", "force_capacity_pct", "soreness", "damage")
    return {
        muscle: {name: trajectory.middle[name][:, m].tolist() for name in names}
        for m, muscle in enumerate(MUSCLES)
    }


def endurance_work(
    sessions: Sequence[Loaded], length_days: float, limits: Capacity
) -> dict[str, Any]:
    """The contract's `aerobic`: endurance work a week of sessions over so many days."""
    weeks = max(length_days / 7.0, 1e-9)
    met_hours = above = seconds = 0.0
    for session in sessions:
        running = np.isfinite(session.blocks.level_speed_m_s)
        speed, lasting = session.blocks.level_speed_m_s[running], session.blocks.seconds[running]
        met_hours += float(vo2_of(speed) @ lasting) / resting_vo2() / 3600.0
        above += time_above_critical_speed_s(session.blocks, limits)
        seconds += float(lasting.sum())
    return {
        "vo2max_ml_kg_min": limits.vo2max_ml_kg_min,
        "endurance_min_per_week": seconds / 60.0 / weeks,
        "met_h_per_week": met_hours / weeks,
        "above_critical_speed_min_per_week": above / 60.0 / weeks,
        "vo2max_change_pct": None,
        "why": "the response of VO2max is not modelled",
    }


def simulate(
    program: Program,
    athlete: Runner | None = None,
    *,
    draws: int = DEFAULT_DRAWS,
    seed: int = 0,
) -> Simulation:
    """Predict what a program does.

    Parameters
    ----------
    program
        What is done. Day 0 is a Monday.
    athlete
        Who does it; the program's own people where None.
    draws, seed
        Size of the ensemble and its seed; the same pair gives the same answer.

    Returns
    -------
    Simulation
        Reported daily, or six-hourly and for 14 days longer where the program is a bout or a few.
    """
    runner = athlete or runner_of(program)
    p = draw_parameters(draws, seed, runner, limits=capacity_of_program(program, athlete))
    course = course_of(program, athlete)
    trajectory = evolve(
        starting_state(p, runner, 0.0),
        p,
        course.timed,
        course.until_day * SECONDS_PER_DAY,
        course.habits,
        report_every_s=course.report_every_s,
    )
    return Simulation(
        name=program.name,
        trajectory=trajectory,
        end_index=course.end_index(trajectory.unix_s),
        bout=course.bout,
        sessions=course.planned,
        length_days=course.length_days,
        parameters=p,
        runner=runner,
        assumed=course.assumed(program, athlete),
        draws=draws,
        seed=seed,
    )
