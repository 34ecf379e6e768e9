"""Run or steady state -> load of every muscle: support, swing, grade, carried mass, uncertainty."""

from myostride.gait.blocks import run_blocks
from myostride.gait.load import BINS, LOBES, Estimate, LoadBlocks, MuscleLoad
from myostride.gait.session import muscle_load
from myostride.gait.steady import SteadyState, steady_state

__all__ = [
    "BINS",
    "LOBES",
    "Estimate",
    "LoadBlocks",
    "MuscleLoad",
    "SteadyState",
    "muscle_load",
    "run_blocks",
    "steady_state",
]
