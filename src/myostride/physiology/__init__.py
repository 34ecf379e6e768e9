"""Loads + food + days -> states of every muscle: session layer, day layer, ensemble."""

from myostride.physiology.course import Followed, follow
from myostride.physiology.day import Habits
from myostride.physiology.evolve import evolve
from myostride.physiology.parameters import Parameters, draw_parameters, parameters_at
from myostride.physiology.simulate import Simulation, simulate
from myostride.physiology.start import first_weeks, starting_state, status_from_training
from myostride.physiology.states import SERIES, BodyState, Trajectory
from myostride.physiology.stretches import TimedBlocks

__all__ = [
    "MODEL_VERSION",
    "SERIES",
    "BodyState",
    "Followed",
    "Habits",
    "Parameters",
    "Simulation",
    "TimedBlocks",
    "Trajectory",
    "draw_parameters",
    "evolve",
    "first_weeks",
    "follow",
    "parameters_at",
    "simulate",
    "starting_state",
    "status_from_training",
]

MODEL_VERSION = "8"
"""Changes whenever a prediction changes; stored with every derived row."""
