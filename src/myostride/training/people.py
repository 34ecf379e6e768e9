"""Who a program is for, and what they eat: a group (studies) or one runner."""

from __future__ import annotations

from dataclasses import dataclass

from myostride.runner import DEFAULT_HEIGHT_M, DEFAULT_MASS_KG, STATUSES, Body, Diet, Runner
from myostride.training.fields import Fields

__all__ = ["People", "parse_diet", "parse_people"]

KCAL_PER_KG_DAY = 35.0
"""What an active adult spends, to turn a deficit in % into kcal."""


@dataclass(frozen=True, slots=True)
class People:
    """A group or one person as stated; None where the file says nothing."""

    n: int | None = None
    women: int | None = None
    sex: str | None = None
    age_y: float | None = None
    mass_kg: float | None = None
    height_m: float | None = None
    vo2max_ml_kg_min: float | None = None
    status: str | None = None

    @property
    def women_share(self) -> float | None:
        """Share of women (0 to 1), None where unknown."""
        if self.sex is not None:
            return 1.0 if self.sex == "female" else 0.0
        if self.women is None:
            return None
        return self.women / self.n if self.n else float(self.women > 0)

    def runner(self, diet: Diet, daily_steps: float | None) -> Runner:
        """The mean of the group as one runner."""
        stated = {"mass_kg": self.mass_kg, "height_m": self.height_m, "sex": self.women_share}
        sex = {1.0: "female", 0.0: "male", None: None}.get(self.women_share)
        body = Body(
            mass_kg=DEFAULT_MASS_KG if self.mass_kg is None else self.mass_kg,
            height_m=DEFAULT_HEIGHT_M if self.height_m is None else self.height_m,
            sex=sex,
            assumed=tuple(name for name, value in stated.items() if value is None),
        )
        return Runner(
            body=body,
            age_y=self.age_y,
            status=self.status,
            vo2max_ml_kg_min=self.vo2max_ml_kg_min,
            diet=diet,
            daily_steps=daily_steps,
        )

    def assumptions(self) -> tuple[str, ...]:
        """What was not stated of the body and what was used instead."""
        said = []
        if self.mass_kg is None:
            said.append(f"body mass not stated: taken as {DEFAULT_MASS_KG:g} kg")
        if self.height_m is None:
            said.append(f"height not stated: taken as {DEFAULT_HEIGHT_M:g} m")
        return tuple(said)


def parse_people(value: object, where: str) -> People:
    """`people` of a program file; an empty record where there is none."""
    keys = ("n", "women", "sex", "age_y", "mass_kg", "height_m", "vo2max_ml_kg_min", "status")
    fields = Fields({} if value is None else value, f"{where}, people", keys)
    people = People(
        n=fields.whole("n", 1, 1_000_000),
        women=fields.whole("women", 0, 1_000_000),
        sex=fields.word("sex", ("female", "male")),
        age_y=fields.number("age_y", 5, 110, "years"),
        mass_kg=fields.number("mass_kg", 25, 250, "kg"),
        height_m=fields.number("height_m", 1.0, 2.4, "m"),
        vo2max_ml_kg_min=fields.number("vo2max_ml_kg_min", 10, 97, "ml/(kg min)"),
        status=fields.word("status", STATUSES),
    )
    if people.women is not None and people.women > (people.n or people.women):
        raise fields.error(f"women is {people.women}, more than n = {people.n}")
    if people.sex is not None and people.women is not None:
        raise fields.error("sex and women exclude each other; keep one")
    return people


def parse_diet(value: object, where: str, mass_kg: float) -> Diet:
    """`diet` of a program or block; fields that are not stated stay None."""
    keys = (
        "protein_g_per_kg", "energy_balance_kcal", "energy_deficit_pct", "carbohydrate_g_per_kg",
    )  # fmt: skip
    fields = Fields({} if value is None else value, f"{where}, diet", keys)
    fields.at_most_one(("energy_balance_kcal", "energy_deficit_pct"))
    balance = fields.number("energy_balance_kcal", -4000, 4000, "kcal a day")
    deficit = fields.number("energy_deficit_pct", -50, 90, "%")
    if deficit is not None:
        balance = -deficit / 100.0 * KCAL_PER_KG_DAY * mass_kg
    return Diet(
        protein_g_per_kg=fields.number("protein_g_per_kg", 0, 6, "g/kg a day"),
        energy_balance_kcal=balance,
        carbohydrate_g_per_kg=fields.number("carbohydrate_g_per_kg", 0, 20, "g/kg a day"),
    )
