"""Fit the population's parameters of the physiology to the built-in studies.

Writes `data/physiology_fitted.yaml` (centre, spread and what was learned of every parameter) and
`data/physiology_posterior.npz` (centre and factor of the posterior, and of those that have not seen
a fold). Priors are those of `data/physiology.yaml`; the fit starts from them, not from its own last
answer, so that running it twice gives the same.

    python calibration/fit_physiology.py

What is shown of a prediction is the median of draws, and that is what is held to the studies. The
search moves a centre, so the distance from the prediction of the centre to the median of the draws
about it (`shift`) is added to the former; it is measured anew after each search, with the same
random numbers, until it stands still.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray
from page_tables import ROOT
from physiology_search import (
    WITHIN,
    Modes,
    Prior,
    Problems,
    curvature,
    jacobian,
    predicted,
    search,
    step,
)
from physiology_targets import Target, seen_by_row, targets

from myostride.physiology import Parameters, draw_parameters, forms
from myostride.physiology.posterior import CENTRE, FACTOR, LEFT, NAMES, Posterior
from myostride.references import load_parameters
from myostride.training import Program, capacity_of_program, runner_of

Floats = NDArray[np.float64]

__all__ = ["Fit", "Prior", "Problems", "jacobian", "predicted", "step", "targets"]

LEAST_LEARNED = 0.02
LEAST_MOVED = 0.15

SHIFTS = 6
SHIFT_WITHIN = 0.05
"""Of a row's sd: by how much its shift may still change."""

DRAWS, FOLD_DRAWS, SEED = 1000, 300, 20

NUISANCE = ("steps_scale", "protein_breakpoint", "protein_sensitivity",
            "energy_cancels_kcal", "energy_breakdown", "carbohydrate_cost", "vulnerability",
            "load_sharing", "damage_breakdown", "repair_claim", "repair_claim_half",
            "interference_per_met_h")  # fmt: skip
"""Not learned from these studies by intent: what food does, and what no study of the set can see
(what over-training does). They keep their priors."""

EACH_THEIR_OWN = ("protein_default",)
"""What people ate differs from study to study and from runner to runner: no part of the fit."""

DATA = ROOT / "src" / "myostride" / "data"


def free() -> list[str]:
    """Parameters with a prior that studies may bear on, learned or not."""
    return [
        name for name, p in load_parameters("physiology").items()
        if p.prior != "fixed" and p.spread > 0.0 and name not in EACH_THEIR_OWN
    ]  # fmt: skip


class Fit:
    """Modes and posteriors of some problems: the parameters that learn, and those they hang on."""

    def __init__(self, learning: Prior, of: Problems, draws: int) -> None:
        self.learning, self.of, self.draws = learning, of, draws
        self.hanging_on = Prior([name for name in free() if name not in learning.names])
        self.shift = np.zeros((len(of.kept), len(of.rows)))

    def run(self, start: Floats) -> tuple[Modes, list[Posterior]]:
        """Search and measure the shift in turn, from `start` (problem, parameter)."""
        modes = search(self.learning, self.of, start, self.shift)
        for turn in range(SHIFTS):
            posteriors = self.posteriors(modes.held)
            before, self.shift = self.shift, self.shifts(posteriors)
            moved = np.abs(np.where(self.of.kept, self.shift - before, 0.0)) / self.of.sd
            print(f" shift {turn}: moved {moved.max():.3f} sd of a row", file=sys.stderr)
            modes = search(self.learning, self.of, modes.held, self.shift)
            if moved.max() < SHIFT_WITHIN:
                break
        return modes, self.posteriors(modes.held)

    def posteriors(self, held: Floats) -> list[Posterior]:
        """Laplace's posterior of each problem, with what it hangs on.

        Parameters that are not to learn keep their priors. Where one of them lies elsewhere, the
        others would have been found elsewhere; so they vary together, and what the studies pin
        down of both is not spread out twice.
        """
        every = Prior([*self.hanging_on.names, *self.learning.names])
        n = len(self.hanging_on.names)
        at = np.hstack([np.repeat(self.hanging_on.centre[None], len(held), axis=0), held])
        values, slopes = jacobian(every, at, self.of.rows)
        found = []
        for f, kept in enumerate(self.of.kept):
            residual = (self.of.observed - self.shift[f] - values[f])[kept] / self.of.sd[kept]
            bent = curvature(slopes[f, kept], residual, self.of.sd[kept])
            factor = np.eye(at.shape[1])
            factor[n:, :n] = -np.linalg.solve(bent[n:, n:], bent[n:, :n])
            factor[n:, n:] = np.linalg.cholesky(np.linalg.inv(bent[n:, n:]))
            found.append(Posterior(every.names, at[f], every.sd[:, None] * factor))
        return found

    def shifts(self, posteriors: Sequence[Posterior]) -> Floats:
        """(problem, row) from the prediction of the centre to the median of the draws."""
        shifts = []
        for taught in posteriors:

            def drawn(study: Program, taught: Posterior = taught) -> Parameters:
                return draw_parameters(
                    self.draws, SEED, runner_of(study), limits=capacity_of_program(study),
                    group=True, taught=taught,
                )  # fmt: skip

            seen = seen_by_row(self.of.rows, drawn)
            shifts.append(np.median(seen, axis=0) - seen[0])
        return np.stack(shifts)


def learned(prior: Prior, taught: Posterior) -> tuple[Floats, Floats]:
    """Share of each prior's sd that is gone, and how far its centre moved in prior sds."""
    own = [taught.names.index(name) for name in prior.names]
    sd = np.sqrt((taught.factor[own] ** 2).sum(axis=1))
    return 1.0 - sd / prior.sd, (taught.centre[own] - prior.centre) / prior.sd


def write(prior: Prior, taught: dict[str, Posterior], left: dict[str, float]) -> None:
    whole = taught[""]
    arrays: dict[str, NDArray[Any]] = {}
    for fold, posterior in taught.items():
        # Whole, so that what keeps its prior stands exactly there.
        arrays[CENTRE + fold] = posterior.centre
        arrays[FACTOR + fold] = posterior.factor.astype(np.float32)
        arrays[LEFT + fold] = np.float32(left[fold])
    np.savez_compressed(
        DATA / "physiology_posterior.npz", **{NAMES: np.array(whole.names)}, **arrays
    )
    gone, moved = learned(prior, whole)
    values = prior.natural(whole.centre[None, -len(prior.names) :])
    table = {
        name: {
            "value": float(f"{values[name][0]:.4g}"),
            "spread": float(f"{prior.sd[k] * (1.0 - gone[k]):.3g}"),
            "learned": float(f"{gone[k]:.2f}"),
            "moved": float(f"{moved[k]:.2f}"),
        }
        for k, name in enumerate(prior.names)
    }
    text = (
        "# Centre and spread of the posterior (log-sd where the prior is lognormal), the share of\n"
        "# the prior's spread that the studies removed, and how far they moved it in prior sds.\n"
        "calibration: calibration/fit_physiology.py\n"
        + yaml.safe_dump({"posterior": table}, sort_keys=False, default_flow_style=None, width=200)
    )
    (DATA / "physiology_fitted.yaml").write_text(text, encoding="utf-8")


def worth_learning(rows: Sequence[Target]) -> Prior:
    """The parameters of which the studies say anything; the others keep their priors."""
    every = Prior([name for name in free() if name not in NUISANCE])
    of = Problems(rows, np.ones((1, len(rows)), dtype=np.bool_))
    modes = search(every, of, every.centre[None], np.zeros((1, len(rows))))
    (taught,) = Fit(every, of, 1).posteriors(modes.held)
    gone, moved = learned(every, taught)
    kept = [
        name for k, name in enumerate(every.names)
        if gone[k] >= LEAST_LEARNED or abs(moved[k]) >= LEAST_MOVED
    ]  # fmt: skip
    print(f"{len(kept)} of {len(every.names)} parameters learned from {len(rows)} rows",
          file=sys.stderr)  # fmt: skip
    return Prior(kept)


def main() -> None:
    forms.warm_up()
    rows = targets()
    prior = worth_learning(rows)
    whole = Fit(prior, Problems(rows, np.ones((1, len(rows)), dtype=np.bool_)), DRAWS)
    modes, (posterior,) = whole.run(prior.centre[None])
    taught, left = {"": posterior}, {"": float(modes.left[0])}

    names = tuple(dict.fromkeys(row.fold for row in rows if row.fold))
    kept = np.array([[row.fold != name for row in rows] for name in names])
    folds = Fit(prior, Problems(rows, kept), FOLD_DRAWS)
    folds.shift = np.repeat(whole.shift, len(names), axis=0)
    found, posteriors = folds.run(np.repeat(modes.held, len(names), axis=0))
    taught |= dict(zip(names, posteriors, strict=True))
    left |= dict(zip(names, found.left.tolist(), strict=True))
    write(prior, taught, left)

    gone, moved = learned(prior, posterior)
    values = prior.natural(modes.held)
    for k, name in enumerate(prior.names):
        print(f"{name:26s} {prior.rows[k].value:9.4g} -> {values[name][0]:9.4g}  "
              f"learned {gone[k]:.2f}  moved {moved[k]:+.2f}")  # fmt: skip
    for name, far in left.items():
        if far >= WITHIN:
            print(f"not converged: {name or 'the whole fit'}, {far:.2f} prior sd to go")


if __name__ == "__main__":
    main()
