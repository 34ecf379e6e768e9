"""Who trains: body, what is carried, diet and training status, as plain records.

A field that is None was not stated; the code that needs it uses a named default and
widens the interval. Defaults live here, so that every output can say what was assumed.
"""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["STATUSES", "Body", "Carried", "Diet", "Runner"]

STATUSES: tuple[str, ...] = (
    "bed_bound",
    "sedentary",
    "untrained",
    "active",
    "runner",
    "trained_runner",
    "lifter",
    "sprinter",
    "elite",
)

DEFAULT_MASS_KG = 70.0
DEFAULT_HEIGHT_M = 1.75
DEFAULT_DAILY_STEPS = 8000.0


@dataclass(frozen=True, slots=True)
class Body:
    """Mass [kg], height [m] and sex ("female", "male" or None) of one person."""

    mass_kg: float = DEFAULT_MASS_KG
    height_m: float = DEFAULT_HEIGHT_M
    sex: str | None = None
    assumed: tuple[str, ...] = ()
    """Names of the fields that are defaults because nobody stated them."""


@dataclass(frozen=True, slots=True)
class Carried:
    """Mass carried while moving [kg]: on the trunk (vest, pack) and at each ankle."""

    vest_kg: float = 0.0
    pack_kg: float = 0.0
    ankle_kg: float = 0.0
    """Mass at EACH ankle."""

    @property
    def trunk_kg(self) -> float:
        return self.vest_kg + self.pack_kg


@dataclass(frozen=True, slots=True)
class Diet:
    """Protein [g/kg/d], energy balance [kcal/d, negative = deficit], carbohydrate [g/kg/d]."""

    protein_g_per_kg: float | None = None
    energy_balance_kcal: float | None = None
    carbohydrate_g_per_kg: float | None = None


@dataclass(frozen=True, slots=True)
class Runner:
    """One person, as far as known."""

    body: Body = field(default_factory=Body)
    age_y: float | None = None
    status: str | None = None
    vo2max_ml_kg_min: float | None = None
    diet: Diet = field(default_factory=Diet)
    daily_steps: float | None = None
    """Ordinary walking outside sessions [steps/day]."""
    guessed: tuple[str, ...] = ()
    """Names of fields filled in from elsewhere than what was stated; they widen intervals."""
