"""What the chances of over-training rest on: each prior moved by one sd, and the chances again.

A beginner with seven sessions of hard hills a week, as in `overload`. Three kinds of doubt:

prior : parameters that the studies taught nothing or next to nothing, moved by one sd of the prior;
learned : parameters that the studies taught, moved by one sd of what doubt they left;
people : how much people differ, made larger and smaller by one factor.

One is moved at a time and for all draws alike; the draws are the same throughout, so that a
difference has a far smaller Monte Carlo error than either chance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from myostride.evidence.overload import Ended, beginners, ended, hard_weeks
from myostride.physiology import Parameters, parameters_at, posterior, starting_state
from myostride.references import Parameter, load_parameters, load_table
from myostride.runner import Runner

Floats = NDArray[np.float64]

__all__ = ["KINDS", "Shift", "doubts", "learned", "sensitivity", "shares", "unlearned"]

KINDS = ("prior", "learned", "people")

DEFAULT_DRAWS = 4000


@dataclass(frozen=True, slots=True)
class Doubt:
    """One number and how far it may be off: an sd of its prior's scale, or a factor for people."""

    kind: str
    name: str
    size: float


@dataclass(frozen=True, slots=True)
class Shift:
    """Chances of a beginner on daily hard hills with one number moved down and up.

    size : sd on the scale of the prior (log-sd where it is lognormal), or the factor of the spread
        between people.
    loss, debt : chances with the number (lower, higher), 0 to 1.
    loss_error, debt_error : Monte Carlo standard errors of the difference of the two.
    """

    kind: str
    name: str
    size: float
    loss: tuple[float, float]
    debt: tuple[float, float]
    loss_error: float
    debt_error: float

    @property
    def loss_change(self) -> float:
        """Chance of net loss with the higher number less that with the lower."""
        return self.loss[1] - self.loss[0]

    @property
    def debt_change(self) -> float:
        """The same of repair debt."""
        return self.debt[1] - self.debt[0]

    @property
    def effect(self) -> float:
        """The larger of the two changes, without its sign."""
        return max(abs(self.loss_change), abs(self.debt_change))


def unlearned() -> dict[str, float]:
    """Name to prior sd of every parameter with a spread that the studies did not teach."""
    return {
        name: p.spread
        for name, p in load_parameters("physiology").items()
        if _uncertain(p) and not _taught(name)
    }


def learned() -> dict[str, float]:
    """Name to posterior sd of every parameter that the studies taught."""
    table, left = load_parameters("physiology"), posterior.spread()
    return {name: left[name] for name in left if _uncertain(table[name]) and _taught(name)}


def doubts(kinds: Sequence[str] = KINDS) -> tuple[Doubt, ...]:
    """Everything that is moved, in the order of the kinds."""
    factor = load_parameters("evidence")["overload_people_factor"].value
    people = {n: factor for n, p in load_parameters("physiology").items() if p.person > 0.0}
    of = {"prior": unlearned(), "learned": learned(), "people": people}
    return tuple(Doubt(kind, name, size) for kind in kinds for name, size in of[kind].items())


def sensitivity(
    draws: int = DEFAULT_DRAWS, seed: int = 0, moved: Iterable[Doubt] | None = None
) -> tuple[Shift, ...]:
    """Chances of net loss and repair debt with each number moved, the largest effect first.

    Parameters
    ----------
    draws, seed
        As in `overload`.
    moved
        What to move, `doubts()` where None.
    """
    p, runner = beginners(draws, seed)
    alike, _ = beginners(draws, seed, group=True)
    program = hard_weeks("hills", int(load_parameters("evidence")["overload_most"].value))

    def end(values: Floats, name: str) -> Ended:
        q = _with(p, name, values, runner)
        return ended(program, starting_state(q, runner, 0.0), q)

    found = (_shift(doubt, p, alike, end) for doubt in (doubts() if moved is None else moved))
    return tuple(sorted(found, key=lambda shift: -shift.effect))


def shares(shifts: Iterable[Shift]) -> dict[str, tuple[float, float]]:
    """Kind to its share of the summed squared changes (of net loss, of repair debt), 0 to 1.

    A rough account: one number moved at a time, as if they were independent and acted in
    straight lines. The difference between people is not an error and is left out.
    """
    sums = {kind: np.zeros(2) for kind in ("prior", "learned")}
    for shift in shifts:
        if shift.kind in sums:
            sums[shift.kind] += np.square([shift.loss_change, shift.debt_change])
    total = np.maximum(sum(sums.values()), 1e-12)
    return {kind: tuple((squares / total).tolist()) for kind, squares in sums.items()}


def _uncertain(p: Parameter) -> bool:
    return p.prior != "fixed" and p.spread > 0.0


def _taught(name: str) -> bool:
    row = load_table("physiology_fitted")["posterior"].get(name)
    limit = load_parameters("evidence")["overload_taught"].value
    return row is not None and float(row["learned"]) >= limit


def _shift(
    doubt: Doubt, p: Parameters, alike: Parameters, end: Callable[[Floats, str], Ended]
) -> Shift:
    prior = load_parameters("physiology")[doubt.name]
    move = _spread_apart if doubt.kind == "people" else _moved
    low, high = (end(move(p, alike, prior, sign * doubt.size), doubt.name) for sign in (-1.0, 1.0))
    return Shift(
        kind=doubt.kind,
        name=doubt.name,
        size=doubt.size,
        loss=(float(low.loss.mean()), float(high.loss.mean())),
        debt=(float(low.debt.mean()), float(high.debt.mean())),
        loss_error=_paired_error(low.loss, high.loss),
        debt_error=_paired_error(low.debt, high.debt),
    )


def _paired_error(low: NDArray[np.bool_], high: NDArray[np.bool_]) -> float:
    change = high.astype(np.float64) - low.astype(np.float64)
    return float(change.std() / np.sqrt(change.size))


def _moved(p: Parameters, alike: Parameters, prior: Parameter, by: float) -> Floats:
    """(draw, 1) all draws moved by so many units of the prior's scale; `alike` has no part."""
    del alike
    drawn = p[prior.name]
    return drawn * np.exp(by) if prior.prior == "lognormal" else drawn + by


def _spread_apart(p: Parameters, alike: Parameters, prior: Parameter, by: float) -> Floats:
    """(draw, 1) with each person's distance from the population times |by|, or divided by it.

    `alike` holds the same draws of the population without what differs between people.
    """
    factor = by if by > 0.0 else 1.0 / -by
    own, middle = p[prior.name], alike[prior.name]
    if prior.prior == "lognormal":
        return np.asarray(middle * (own / middle) ** factor)
    return middle + (own - middle) * factor


def _with(p: Parameters, name: str, values: Floats, runner: Runner) -> Parameters:
    """The same draws with other values (draw, 1) of one parameter, and all that follows from it."""
    table = load_parameters("physiology")
    columns = {key: column[:, 0] for key, column in p.values.items()}
    columns[name] = np.clip(values[:, 0], table[name].low, table[name].high)
    other = parameters_at(columns, runner, p.limits, scattered=True)
    # Every muscle of a draw keeps its own distance from the draw's relative intensity.
    own = p.sigma_ref / p["sigma_ref"]
    limits = table["sigma_ref"].low, table["sigma_ref"].high
    return replace(
        other,
        force_bias=p.force_bias,
        steps_doubt=p.steps_doubt,
        sigma_ref=np.clip(other.sigma_ref * own, *limits),
    )
