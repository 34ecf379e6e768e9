"""Leg-muscle training engine for runners: the public Python API and nothing else.

>>> import myostride as ms
>>> run = ms.read_run("run.fit")                                    # doctest: +SKIP
>>> ms.muscle_load(run, ms.Body(mass_kg=61, height_m=1.68)).to_json()  # doctest: +SKIP

Names are imported when first used, so that `import myostride` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from myostride import muscles as muscles
    from myostride.activity.reading import read_run as read_run
    from myostride.activity.run import Activity as Activity
    from myostride.activity.run import Run as Run
    from myostride.errors import ActivityError as ActivityError
    from myostride.errors import HomeError as HomeError
    from myostride.errors import InputError as InputError
    from myostride.errors import MyostrideError as MyostrideError
    from myostride.gait import MuscleLoad as MuscleLoad
    from myostride.gait import SteadyState as SteadyState
    from myostride.gait import muscle_load as muscle_load
    from myostride.gait import steady_state as steady_state
    from myostride.home import Home as Home
    from myostride.home import open_home as open_home
    from myostride.physiology import Simulation as Simulation
    from myostride.runner import Body as Body
    from myostride.runner import Carried as Carried
    from myostride.runner import Diet as Diet
    from myostride.runner import Runner as Runner
    from myostride.training import Program as Program

__all__ = [
    "Activity",
    "ActivityError",
    "Body",
    "Carried",
    "Diet",
    "Home",
    "HomeError",
    "InputError",
    "MuscleLoad",
    "MyostrideError",
    "Program",
    "Run",
    "Runner",
    "Simulation",
    "SteadyState",
    "__version__",
    "muscle_load",
    "muscles",
    "open_home",
    "read_run",
    "simulate",
    "steady_state",
]

__version__ = "0.1.0"

_HOMES = MappingProxyType(
    {
        "myostride.activity.reading": ("read_run",),
        "myostride.activity.run": ("Activity", "Run"),
        "myostride.errors": ("ActivityError", "HomeError", "InputError", "MyostrideError"),
        "myostride.gait": ("MuscleLoad", "SteadyState", "muscle_load", "steady_state"),
        "myostride.home": ("Home", "open_home"),
        "myostride.physiology": ("Simulation",),
        "myostride.runner": ("Body", "Carried", "Diet", "Runner"),
        "myostride.training": ("Program",),
    }
)
_HOME_OF = MappingProxyType({name: module for module, names in _HOMES.items() for name in names})


def simulate(
    program: Program, athlete: Runner | None = None, draws: int = 1000, *, seed: int = 0
) -> Simulation:
    """What a program does to ten leg muscles: growth, damage and force, with 80 % intervals.

    Parameters
    ----------
    program
        What is done, week by week (`Program.from_yaml`).
    athlete
        Who does it; without one, the people the program describes.
    draws
        Parameter draws behind the intervals.
    seed
        The same seed gives the same answer.
    """
    from myostride.physiology import simulate as simulate_program

    return simulate_program(program, athlete, draws=draws, seed=seed)


def __getattr__(name: str) -> Any:
    if name == "muscles":
        return import_module("myostride.muscles")
    if name in _HOME_OF:
        value = getattr(import_module(_HOME_OF[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'myostride' has no attribute '{name}'")


def __dir__() -> list[str]:
    return __all__
