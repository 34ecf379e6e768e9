"""The ten leg-muscle groups: ids, order, names and display groups.

Arrays carry the muscle as their last axis, in the order of `MUSCLES`.
"""

from __future__ import annotations

from types import MappingProxyType

from myostride.errors import UnknownName

__all__ = ["DISPLAY_GROUPS", "INDEX", "MUSCLES", "N_MUSCLES", "TITLES", "expand"]

MUSCLES: tuple[str, ...] = (
    "gluteus_maximus",
    "gluteus_medius",
    "iliopsoas",
    "rectus_femoris",
    "vasti",
    "hamstrings",
    "adductors",
    "gastrocnemius",
    "soleus",
    "tibialis_anterior",
)
N_MUSCLES = len(MUSCLES)
INDEX = MappingProxyType({muscle: i for i, muscle in enumerate(MUSCLES)})

TITLES = MappingProxyType({muscle: muscle.replace("_", " ").capitalize() for muscle in MUSCLES})

DISPLAY_GROUPS = MappingProxyType(
    {
        "glutes": ("gluteus_maximus", "gluteus_medius"),
        "quads": ("rectus_femoris", "vasti"),
        "thighs": ("rectus_femoris", "vasti", "hamstrings", "adductors"),
        "calves": ("gastrocnemius", "soleus"),
        "hip_flexors": ("iliopsoas", "rectus_femoris"),
        "shins": ("tibialis_anterior",),
    }
)


def expand(name: str) -> tuple[str, ...]:
    """The muscle ids that a muscle or display-group name stands for.

    Raises
    ------
    UnknownName
        If the name is neither a muscle nor a display group.
    """
    key = name.strip().lower().replace(" ", "_").replace("-", "_")
    if key in INDEX:
        return (key,)
    if key in DISPLAY_GROUPS:
        return DISPLAY_GROUPS[key]
    raise UnknownName("muscle", name, [*MUSCLES, *DISPLAY_GROUPS])
