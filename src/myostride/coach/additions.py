"""What may be added to a runner's own weeks, alone or together (`data/workouts.yaml`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from myostride.coach.rules import rules
from myostride.errors import InputError
from myostride.references import load_parameters, load_table

__all__ = ["Addition", "Variation", "carried_within", "known"]

_RANGES = {"vest": (0.5, 60.0), "rest": (1.0, 6.0), "protein": (0.2, 5.0)}
"""Of amounts: kg, days a week, g/(kg d)."""

_SHORT = 30
"""So long may a title be [characters]."""

_NEEDS_RUNNING = ("hills", "sprints", "intervals", "vest", "rest", "tips")
_INSTEAD_OF_A_RUN = ("hills", "sprints", "intervals", "vest")


@dataclass(frozen=True, slots=True)
class Addition:
    """One thing that is added: its kind and, where that has one, its amount.

    amount : of a vest [kg], of rest [running days a week fewer], of protein [g/(kg d)].

    Raises
    ------
    InputError
        If the kind is not known, or the amount is missing, too many or out of range.
    """

    kind: str
    amount: float | None = None

    def __post_init__(self) -> None:
        if self.kind not in _rows():
            raise InputError(f"no addition '{self.kind}'; there are {', '.join(known())}")
        per = self.row.get("per")
        if per is None and self.amount is not None:
            raise InputError(f"{self.kind} takes no amount; write {self.kind}")
        if per is None:
            return
        if self.amount is None:
            raise InputError(f"{self.kind} needs an amount; write {self.kind}:{per}")
        low, high = _RANGES[self.kind]
        if not low <= self.amount <= high:
            raise InputError(f"{self.kind}:{self.amount:g} is outside {low:g} to {high:g}")
        if self.kind == "rest" and self.amount != round(self.amount):
            raise InputError(f"rest:{self.amount:g} is no whole number of days a week")

    @property
    def row(self) -> Mapping[str, Any]:
        """What the table says of the kind, with why, evidence and grade."""
        row = _rows()[self.kind]
        return {**load_table("workouts")["options"].get(row.get("option"), {}), **row}

    @property
    def phrase(self) -> str:
        """What a sentence calls it."""
        amount = "" if self.amount is None else f"{self.amount:.3g}"
        if self.kind == "vest":
            amount += " kg"
        if self.kind == "rest":
            amount += " running day" + ("" if self.amount == 1.0 else "s")
        return str(self.row["phrase"]).replace("$", amount)

    @property
    def plural(self) -> bool:
        return bool(self.row["plural"]) and not (self.kind == "rest" and self.amount == 1.0)


@dataclass(frozen=True, slots=True)
class Variation:
    """Additions that are made together; none leaves the weeks as they are.

    Raises
    ------
    InputError
        If one is made twice, or two exclude each other.
    """

    additions: tuple[Addition, ...] = ()

    def __post_init__(self) -> None:
        order = list(_rows())
        object.__setattr__(
            self, "additions", tuple(sorted(self.additions, key=lambda a: order.index(a.kind)))
        )
        kinds = [addition.kind for addition in self.additions]
        for kind in kinds:
            if kinds.count(kind) > 1:
                raise InputError(f"{kind} is added twice; add it once")
            if "tips" in kinds and kind in (*_rows()["tips"]["of"], "protein"):
                raise InputError(f"tips holds {kind} already; add one of the two")
            if "stop" in kinds and kind in _NEEDS_RUNNING:
                raise InputError(f"stop leaves no running for {kind}; add one of the two")

    @classmethod
    def of(cls, chosen: Mapping[str, float | bool | None]) -> Variation:
        """Additions by kind, true where one takes no amount; false, None and 0 add nothing.

        Raises
        ------
        InputError
            As `Addition` and `Variation`.
        """
        return cls(tuple(
            Addition(kind) if amount is True else Addition(kind, float(amount))
            for kind, amount in chosen.items() if amount
        ))  # fmt: skip

    @property
    def instead(self) -> tuple[str, ...]:
        """The kinds of session that take the place of runs, in the order of the table."""
        return tuple(kind for kind in _INSTEAD_OF_A_RUN if kind in self._kinds)

    @property
    def squats(self) -> bool:
        return "squats" in self._kinds

    @property
    def running(self) -> bool:
        return "stop" not in self._kinds

    @property
    def rest_days(self) -> int:
        """Running days a week fewer."""
        return int(self._amount("rest") or 0)

    @property
    def vest_kg(self) -> float | None:
        return self._amount("vest")

    @property
    def changes_protein(self) -> bool:
        return not {"protein", "tips"}.isdisjoint(self._kinds)

    def protein(self, now: float | None) -> float | None:
        """What is eaten then [g/(kg d)], given what is eaten now; the tips never take any off."""
        if "tips" in self._kinds:
            return max(now or 0.0, float(_rows()["tips"]["protein_at_least"]))
        stated = self._amount("protein")
        return now if stated is None else stated

    @property
    def phrase(self) -> str:
        """What a sentence calls all of it."""
        phrases = [addition.phrase for addition in self.additions]
        if len(phrases) < 2:
            return "".join(phrases) or "nothing added"
        return f"{', '.join(phrases[:-1])} and {phrases[-1]}"

    @property
    def title(self) -> str:
        """The same in a few words."""
        if len(self.additions) < 2 or len(self.phrase) <= _SHORT:
            return self.phrase
        return f"{self.additions[0].phrase} and {len(self.additions) - 1} more"

    @property
    def plural(self) -> bool:
        return len(self.additions) > 1 or any(addition.plural for addition in self.additions)

    @property
    def _kinds(self) -> set[str]:
        own = {addition.kind for addition in self.additions}
        return own | set(_rows()["tips"]["of"]) if "tips" in own else own

    def _amount(self, kind: str) -> float | None:
        return next((a.amount for a in self.additions if a.kind == kind), None)


def known() -> tuple[str, ...]:
    """Every addition as it is written: `hills`, `vest:KG`, ..."""
    return tuple(f"{kind}:{row['per']}" if "per" in row else kind for kind, row in _rows().items())


def carried_within(kilograms: float, mass_kg: float) -> str:
    """What is to be said of a vest that a runner of this mass runs with; nothing up to the limit.

    A plan stays within the limit for running. A question may go beyond it, up to what the rest
    rules let somebody walk with.

    Raises
    ------
    InputError
        Beyond that, with the reason.
    """
    table = load_parameters("rules")
    share = kilograms / mass_kg
    run, walk = table["carried_run"].value, table["carried_walk"].value
    said = f"a vest of {kilograms:.3g} kg is {share:.0%} of your {mass_kg:.0f} kg"
    why = rules()["carried_limit"].why
    if share > walk + 1e-6:
        raise InputError(f"{said}; at most {_kg(run, mass_kg)} kg to run with. {why}")
    if share > run + 1e-6:
        return f"{said}, more than the {_kg(run, mass_kg)} kg that a plan would have you run with"
    return ""


def _kg(share: float, mass_kg: float) -> str:
    """Rounded down, so that the number itself is within the limit."""
    return f"{int(10.0 * share * mass_kg + 1e-6) / 10.0:.1f}"


def _rows() -> dict[str, dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = load_table("workouts")["additions"]
    return rows
