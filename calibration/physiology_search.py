"""The search for the mode of the physiology's posterior, for many sets of rows in one pass.

Every study is predicted through `physiology.follow`, as a user's program is; the draw axis carries
the parameter sets, so that one pass gives a whole Jacobian. Residuals have Student's t with 4
degrees of freedom. A problem here is the rows that one posterior may see: all, or all but a fold.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from physiology_targets import Target, seen_by_row

from myostride.physiology import Parameters, parameters_at
from myostride.references import Parameter, load_parameters
from myostride.training import Program, capacity_of_program, runner_of

Floats = NDArray[np.float64]

NU = 4.0
STEP = 0.1
"""Of a prior's sd, for the differences that make the Jacobian."""

WITHIN = 0.05
"""Prior sds that no parameter may still have to go, by an undamped step: about as fine as
differences of `STEP` can tell."""

ROUNDS = 25
DAMPING = (0.1, 1.0, 10.0, 100.0)
"""Multiples of a problem's damping that are tried at once; what comes off best is kept."""

MOST_DAMPED = 1e5


class Prior:
    """Some of the population's parameters, on the scale of their priors."""

    def __init__(self, names: Sequence[str]) -> None:
        table = load_parameters("physiology")
        self.names = tuple(names)
        self.rows: tuple[Parameter, ...] = tuple(table[name] for name in names)
        self.log = np.array([p.prior == "lognormal" for p in self.rows])
        self.centre = np.array([math.log(p.value) if p.prior == "lognormal" else p.value
                                for p in self.rows])  # fmt: skip
        self.sd = np.array([p.spread for p in self.rows])

    def natural(self, held: Floats) -> dict[str, Floats]:
        """Values by name (set,) of parameter sets (set, parameter); the rest at their priors."""
        values = np.where(self.log, np.exp(np.where(self.log, held, 0.0)), held)
        others = load_parameters("physiology").items()
        return {name: np.full(held.shape[0], p.value) for name, p in others} | {
            p.name: np.clip(values[:, k], p.low, p.high) for k, p in enumerate(self.rows)
        }


@dataclass(frozen=True)
class Problems:
    """The rows of all problems, and (problem, row) which of them each may see."""

    rows: Sequence[Target]
    kept: NDArray[np.bool_]

    @property
    def observed(self) -> Floats:
        return np.array([row.observed for row in self.rows])

    @property
    def sd(self) -> Floats:
        return np.array([row.sd for row in self.rows])


@dataclass(frozen=True)
class Modes:
    """Where the search ended: (problem, parameter), and how far each problem had still to go."""

    held: Floats
    left: Floats


def predicted(prior: Prior, sets: Floats, rows: Sequence[Target]) -> Floats:
    """(set, row) predictions of every parameter set, each as a centre."""
    values = prior.natural(sets)

    def parameters_of(study: Program) -> Parameters:
        return parameters_at(values, runner_of(study), capacity_of_program(study))

    return seen_by_row(rows, parameters_of)


def jacobian(prior: Prior, at: Floats, rows: Sequence[Target]) -> tuple[Floats, Floats]:
    """Predictions (set, row) and their derivatives by the prior's sds (set, row, parameter)."""
    n, p = at.shape
    sets = np.repeat(at, p + 1, axis=0).reshape(n, p + 1, p)
    for k in range(p):
        sets[:, k + 1, k] += STEP * prior.sd[k]
    values = predicted(prior, sets.reshape(-1, p), rows).reshape(n, p + 1, -1)
    return values[:, 0], ((values[:, 1:] - values[:, :1]) / STEP).swapaxes(1, 2)


def curvature(slopes: Floats, residual: Floats, sd: Floats) -> Floats:
    """Of minus log posterior, in prior sds; rows far out count less, by Student's t."""
    j = slopes / sd[:, None]
    weights = (NU + 1.0) / (NU + residual**2)
    return np.asarray(j.T @ (weights[:, None] * j) + np.eye(slopes.shape[1]))


def step(slopes: Floats, residual: Floats, sd: Floats, from_prior: Floats, damp: float) -> Floats:
    """A Gauss-Newton step, damped as Levenberg's, in prior sds.

    `from_prior` is how far the centre is from the prior's, in prior sds.
    """
    weights = (NU + 1.0) / (NU + residual**2)
    gradient = (slopes / sd[:, None]).T @ (weights * residual) - from_prior
    bent = curvature(slopes, residual, sd)
    return np.linalg.solve(bent + damp * np.eye(gradient.size), gradient)


def cost(residual: Floats, from_prior: Floats) -> Floats:
    """Minus log posterior, (...,)."""
    own = 0.5 * (from_prior**2).sum(axis=-1)
    return np.asarray(own + 0.5 * (NU + 1.0) * np.log1p(residual**2 / NU).sum(axis=-1))


def search(prior: Prior, of: Problems, start: Floats, shift: Floats) -> Modes:
    """Levenberg's search from `start` (problem, parameter), all problems side by side.

    Parameters
    ----------
    shift
        (problem, row) added to the predictions of the centre: see `fit_physiology`.
    """
    held = start.copy()
    damp = np.full(len(held), 0.1)
    left = np.full(len(held), np.inf)
    best = np.full(len(held), np.inf)
    searching = np.arange(len(held))
    for turn in range(ROUNDS):
        values, slopes = jacobian(prior, held[searching], of.rows)
        residual = (of.observed - shift[searching] - values) / of.sd
        steps = np.zeros((len(searching), len(DAMPING), held.shape[1]))
        for n, f in enumerate(searching):
            kept, apart = of.kept[f], (held[f] - prior.centre) / prior.sd
            best[f] = cost(residual[n, kept], apart)
            near = slopes[n, kept], residual[n, kept], of.sd[kept], apart
            left[f] = np.abs(step(*near, 0.0)).max()
            steps[n] = [step(*near, factor * damp[f]) for factor in DAMPING]
        going = left[searching] >= WITHIN
        searching, steps = searching[going], steps[going]
        if not searching.size:
            break
        tried = held[searching, None] + steps * prior.sd
        sets = tried.reshape(-1, held.shape[1])
        seen = predicted(prior, sets, of.rows).reshape(*tried.shape[:2], -1)
        for n, f in enumerate(searching):
            kept = of.kept[f]
            missed = (of.observed - shift[f] - seen[n])[:, kept] / of.sd[kept]
            costs = cost(missed, (tried[n] - prior.centre) / prior.sd)
            k = int(np.argmin(costs))
            if costs[k] < best[f]:
                held[f], damp[f] = tried[n, k], max(DAMPING[k] * damp[f] * 0.3, 1e-6)
            else:
                damp[f] *= 1e3
        print(f"  round {turn}: {searching.size} of {len(held)} left, the farthest by "
              f"{left[searching].max():.3f} prior sd", file=sys.stderr)  # fmt: skip
        searching = searching[damp[searching] < MOST_DAMPED]
        if not searching.size:
            break
    return Modes(held, left)
