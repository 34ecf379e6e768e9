"""Masses and lengths of one leg and of the trunk, with whatever is carried where it is carried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from myostride.errors import InputError
from myostride.gait.stride.curves import number
from myostride.runner import Body, Carried

__all__ = ["PLACES", "Moved", "PointMass", "Segment", "as_point_masses", "moved_mass"]

PLACES = ("trunk", "thigh", "shank", "foot")


@dataclass(frozen=True, slots=True)
class PointMass:
    """Mass [kg] carried on one segment; on a leg, the same on each leg.

    along : on the thigh and shank the share of the segment's length below its upper joint; on
        the trunk the share of the trunk centre's height above the hip.
    ahead_m : forward of the segment's axis; on the foot, forward of the ankle.
    """

    place: str
    kg: float
    along: float = 1.0
    ahead_m: float = 0.0

    def __post_init__(self) -> None:
        if self.place not in PLACES:
            raise InputError(f"place '{self.place}' of a carried mass is none of {PLACES}")
        if not self.kg >= 0.0:
            raise InputError(f"carried mass {self.kg:g} kg on the {self.place} is negative")


@dataclass(frozen=True, slots=True)
class Segment:
    """mass [kg], length [m], centre of mass along and ahead of its axis [m], inertia about
    the centre [kg m2]. The trunk's centre is measured upwards from the hip."""

    mass_kg: float
    length_m: float
    along_m: float
    ahead_m: float
    inertia_kg_m2: float

    def with_mass(self, kg: float, along_m: float, ahead_m: float) -> Segment:
        """This segment carrying a point mass."""
        if kg == 0.0:
            return self
        total = self.mass_kg + kg
        along = (self.mass_kg * self.along_m + kg * along_m) / total
        ahead = (self.mass_kg * self.ahead_m + kg * ahead_m) / total
        apart2 = (along_m - self.along_m) ** 2 + (ahead_m - self.ahead_m) ** 2
        inertia = self.inertia_kg_m2 + self.mass_kg * kg / total * apart2
        return Segment(total, self.length_m, along, ahead, inertia)


@dataclass(frozen=True, slots=True)
class Moved:
    """Everything that moves: two equal legs and the trunk (pelvis, arms and head with it).

    The foot's centre lies `foot.along_m` below the ankle and `foot.ahead_m` ahead of it;
    `sole_m` is the ankle's height above the sole.
    """

    trunk: Segment
    thigh: Segment
    shank: Segment
    foot: Segment
    sole_m: float
    height_m: float
    body_kg: float

    @property
    def total_kg(self) -> float:
        return self.trunk.mass_kg + 2.0 * (
            self.thigh.mass_kg + self.shank.mass_kg + self.foot.mass_kg
        )


def as_point_masses(carried: Carried | Sequence[PointMass] | None) -> tuple[PointMass, ...]:
    """A vest around the trunk's centre, a pack behind it, ankle weights above the ankle."""
    if carried is None:
        return ()
    if not isinstance(carried, Carried):
        return tuple(carried)
    stated = (
        PointMass("trunk", carried.vest_kg, number("vest_height")),
        PointMass("trunk", carried.pack_kg, number("vest_height"), -number("pack_behind_m")),
        PointMass("shank", carried.ankle_kg, number("ankle_weight_along")),
    )
    return tuple(mass for mass in stated if mass.kg > 0.0)


def moved_mass(body: Body, masses: Sequence[PointMass] = ()) -> Moved:
    """The segments of one person by de Leva's proportions, with the carried masses on them."""
    h, m = body.height_m, body.mass_kg

    def limb(name: str) -> Segment:
        length, mass = h * number(f"{name}_length"), m * number(f"{name}_mass")
        gyration = length * number(f"{name}_gyration")
        return Segment(mass, length, length * number(f"{name}_centre"), 0.0, mass * gyration**2)

    thigh, shank = limb("thigh"), limb("shank")
    sole = h * number("ankle_height")
    foot_kg = m * number("foot_mass")
    inertia = foot_kg * (h * number("foot_gyration")) ** 2
    foot = Segment(foot_kg, 0.0, 0.5 * sole, h * number("foot_centre"), inertia)
    trunk_kg = m - 2.0 * (thigh.mass_kg + shank.mass_kg + foot.mass_kg)
    trunk = Segment(trunk_kg, 0.0, h * number("trunk_centre"), 0.0, 0.0)
    for mass in masses:
        match mass.place:
            case "trunk":
                up = mass.along * h * number("trunk_centre")
                trunk = trunk.with_mass(mass.kg, up, mass.ahead_m)
            case "thigh":
                thigh = thigh.with_mass(mass.kg, mass.along * thigh.length_m, mass.ahead_m)
            case "shank":
                shank = shank.with_mass(mass.kg, mass.along * shank.length_m, mass.ahead_m)
            case _:
                foot = foot.with_mass(mass.kg, mass.along * sole, mass.ahead_m)
    return Moved(trunk, thigh, shank, foot, sole, h, m)
