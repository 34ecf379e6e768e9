"""What a session is made of: runs, walks, rides, football, lifts, jumps and groups of them.

Plain records of what the file says; None where it says nothing. Frozen and hashable, so that
equal sessions are worked out once.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "Dose",
    "Element",
    "Endurance",
    "Group",
    "Intensity",
    "Jump",
    "Lift",
    "Rest",
    "WornMass",
]


@dataclass(frozen=True, slots=True)
class Dose:
    """How much: one of time [s] or distance [m]; `finish_s` is the time a distance took."""

    seconds: float | None = None
    distance_m: float | None = None
    finish_s: float | None = None

    @property
    def given(self) -> bool:
        return self.seconds is not None or self.distance_m is not None


@dataclass(frozen=True, slots=True)
class Intensity:
    """How hard. `kind` is the key of the program file; `value` its number, `word` its word."""

    kind: str
    value: float = 0.0
    word: str = ""
    scale: float = 1.0
    """What a progression multiplies the resulting speed or power by."""


@dataclass(frozen=True, slots=True)
class Rest:
    """What lies between repeats; passive where no intensity is stated."""

    dose: Dose = Dose()
    intensity: Intensity | None = None
    grade_pct: float | None = None


@dataclass(frozen=True, slots=True)
class WornMass:
    """Mass worn: kilograms on the trunk and at each ankle, or a vest as % of body mass."""

    vest_kg: float = 0.0
    pack_kg: float = 0.0
    ankle_kg: float = 0.0
    vest_pct_mass: float = 0.0


@dataclass(frozen=True, slots=True)
class Endurance:
    """A run, walk, ride or game: `mode` is run, walk, cycle or football."""

    mode: str
    dose: Dose = Dose()
    intensity: Intensity | None = None
    repeat: int = 1
    rest: Rest | None = None
    grade_pct: float = 0.0
    cadence_spm: float | None = None
    carried: WornMass = WornMass()
    sled_pct_mass: float = 0.0
    surface: str | None = None
    minimal_footwear: bool = False
    eccentric: bool = False


@dataclass(frozen=True, slots=True)
class Lift:
    """Sets of one exercise. `load` has kind load_pct_1rm, load_rm, load_kg or max."""

    exercise: str
    depth: str | None = None
    sets: int | None = None
    reps: float | None = None
    load: Intensity | None = None
    reps_in_reserve: float | None = None
    to_failure: bool = False
    up_s: float | None = None
    down_s: float | None = None
    phase: str | None = None
    rest_s: float | None = None
    carried: WornMass = WornMass()


@dataclass(frozen=True, slots=True)
class Jump:
    """Jumps of one kind: drop, countermovement or hop. `height_m` is the drop, or the rise."""

    kind: str | None = None
    count: int | None = None
    sets: int = 1
    height_m: float | None = None
    rest_s: float | None = None
    carried: WornMass = WornMass()


@dataclass(frozen=True, slots=True)
class Group:
    """A list of elements done `repeat` times in order."""

    steps: tuple[Element, ...]
    repeat: int = 1
    rest: Rest | None = None


Element = Endurance | Lift | Jump | Group
