"""Which kinds of diary entry there are: their units, their bounds and their `--kind` words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from types import MappingProxyType

from myostride.errors import UnknownName

__all__ = [
    "DETAILS",
    "GIRTHS_CM",
    "KINDS",
    "LONGEST_ILLNESS_D",
    "THIGH_CM",
    "Kind",
    "known_detail",
    "rule_for",
]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of entry: its value lies between `low` and `high`, in `unit`.

    `quantity` is a key of `units.QUANTITIES` or "" for a bare number, which may be followed by
    its unit or one of `words`. `slips` are units that a value outside the bounds was probably
    meant in. `muscle`: "needed", "optional", "none".
    """

    what: str
    unit: str
    low: float
    high: float
    quantity: str = ""
    muscle: str = "none"
    slips: tuple[str, ...] = ()
    hint: str = ""
    missing: float | None = None
    """The value when none is given; None where a value is needed."""
    words: tuple[str, ...] = ()
    in_status: bool = True
    """Whether `status` reads it; the rest is kept for the runner's own record."""


LONGEST_ILLNESS_D = 14.0
"""An illness whose length nobody gave ends with the next run, at the latest after this."""

_WHOLE_DAY = "; write the grams of the whole day"

KINDS: MappingProxyType[str, Kind] = MappingProxyType(
    {
        "soreness": Kind("soreness", "", 0.0, 10.0, muscle="optional", words=("/10",)),
        "measure": Kind(
            "girth", "cm", 20.0, 150.0, "length", "needed", ("mm", "in", "m")
        ),
        "jump": Kind(
            "jump height", "cm", 3.0, 130.0, "length", slips=("mm", "in", "m")
        ),
        "strength": Kind(
            "weight lifted", "kg", 1.0, 500.0, "mass", "optional", ("lb", "g"), in_status=False
        ),
        "food": Kind("protein eaten", "g", 10.0, 500.0, "mass", slips=("kg",), hint=_WHOLE_DAY),
        "steps": Kind("steps", "", 0.0, 100000.0, words=("steps",)),
        "weight": Kind("body mass", "kg", 25.0, 300.0, "mass", slips=("lb", "g")),
        "illness": Kind(
            "days ill", "d", 0.5, 90.0, missing=LONGEST_ILLNESS_D, words=("day", "days")
        ),
    }
)  # fmt: skip

DETAILS: MappingProxyType[str, MappingProxyType[str, Kind]] = MappingProxyType(
    {
        "food": MappingProxyType(
            {
                "protein": KINDS["food"],
                "carbohydrate": Kind("carbohydrate eaten", "g", 0.0, 1500.0, "mass",
                                     slips=("kg",), hint=_WHOLE_DAY, in_status=False),
                "fat": Kind("fat eaten", "g", 0.0, 600.0, "mass", slips=("kg",),
                            hint=_WHOLE_DAY, in_status=False),
                "energy": Kind("energy eaten", "kcal", 300.0, 15000.0, in_status=False,
                               hint="; write the kcal of the whole day"),
            }
        ),
        "measure": MappingProxyType(
            {
                "girth": KINDS["measure"],
                "us_thickness": Kind("muscle thickness", "mm", 3.0, 90.0, "length", "needed",
                                     ("cm", "in", "m")),
            }
        ),
        "jump": MappingProxyType(
            dict.fromkeys(("countermovement", "squat", "drop", "hop"), KINDS["jump"])
        ),
    }
)  # fmt: skip
"""What `--kind` may say, where an entry knows several; lifts are those of the programs."""

GIRTHS_CM = MappingProxyType(
    {
        "gluteus_maximus": (60.0, 150.0),
        "gluteus_medius": (60.0, 150.0),
        "gastrocnemius": (20.0, 65.0),
        "soleus": (20.0, 65.0),
        "tibialis_anterior": (20.0, 65.0),
    }
)
"""Believable girths by the muscle measured; thighs where a muscle is not named."""
THIGH_CM = (30.0, 100.0)


def rule_for(kind: str, detail: str | None) -> Kind:
    """The rule of an entry: that of its detail where it has its own, else of its kind."""
    known = DETAILS.get(kind)
    return KINDS[kind] if known is None else known.get(detail or "", KINDS[kind])


def known_detail(kind: str, detail: str | None) -> str | None:
    """`detail` as it is stored; a word that means nothing for this kind is refused."""
    if detail is None or not (kind in DETAILS or kind == "strength"):
        return detail
    word = detail.strip().lower().replace(" ", "_").replace("-", "_")
    if kind == "strength":
        from myostride.training.exercises import exercise_names

        known: Collection[str] = exercise_names()
    else:
        known = DETAILS[kind]
    if word not in known:
        raise UnknownName(f"kind of {kind}", detail, known)
    return word
