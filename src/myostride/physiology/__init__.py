"""Loads + food + days -> states of every muscle: session layer, day layer, ensemble."""

from myostride.physiology.day import Habits
from myostride.physiology.evolve import TimedBlocks, evolve
from myostride.physiology.parameters import Parameters, draw_parameters
from myostride.physiology.simulate import Simulation, simulate
from myostride.physiology.start import first_weeks, starting_state, status_from_training
from myostride.physiology.states import SERIES, BodyState, Trajectory

__all__ = [
    "MODEL_VERSION",
    "SERIES",
    "BodyState",
    "Habits",
    "Parameters",
    "Simulation",
    "TimedBlocks",
    "Trajectory",
    "draw_parameters",
    "evolve",
    "first_weeks",
    "simulate",
    "starting_state",
    "status_from_training",
]

MODEL_VERSION = "5"
"""Changes whenever a prediction changes; stored with every derived row."""
