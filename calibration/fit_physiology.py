"""Fit the population's parameters of the physiology to the built-in studies.

Writes `data/physiology_fitted.yaml` (centre, spread and what was learned of every parameter) and
`data/physiology_posterior.npz` (draws; and per fold the centre and factor of the posterior that has
not seen it). Priors are those of `data/physiology.yaml`; the fit starts from them, not from its own
last answer, so that running it twice gives the same.

    python calibration/fit_physiology.py

Every study is predicted through `physiology.follow`, as a user's program is; the draw axis carries
the parameter sets, so that one pass gives a whole Jacobian. Residuals have Student's t with 4
degrees of freedom. The sd of a row is that of sampling, with that between studies: the latter is
shared by the rows of one study and region, so it is widened by the root of their number.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import yaml
from numpy.typing import NDArray
from page_tables import ROOT

from myostride.evidence.doubt import between_studies_sd, log_scale, sampling_sd
from myostride.evidence.measures import is_fibre
from myostride.evidence.modality import region
from myostride.evidence.predicted import predict
from myostride.evidence.study_files import BUILT_IN, read_studies
from myostride.physiology import follow, forms, parameters_at
from myostride.references import Parameter, load_parameters, load_table
from myostride.training import Outcome, Program, capacity_of_program, runner_of

Floats = NDArray[np.float64]

NU = 4.0
STEP = 0.1
"""Of a prior's sd, for the differences that make the Jacobian."""

ROUNDS = 12
FOLD_ROUNDS = 4
DRAWS = 1000
LEAST_LEARNED = 0.02
LEAST_MOVED = 0.15

NUISANCE = ("protein_default", "steps_scale", "protein_breakpoint", "protein_sensitivity",
            "energy_cancels_kcal", "energy_breakdown", "carbohydrate_cost", "vulnerability",
            "load_sharing", "damage_breakdown", "repair_claim", "repair_claim_half",
            "interference_per_met_h")  # fmt: skip
"""Not learned from these studies by intent: what people ate, and what no study of the set can see
(what over-training does). They keep their priors."""

DATA = ROOT / "src" / "myostride" / "data"


@dataclass(frozen=True)
class Target:
    """One outcome with the residual's sd."""

    study: Program
    outcome: Outcome
    observed: float
    sd: float
    fold: str
    unharmed: bool = False
    """Stands for no structural damage at all, and not for an outcome of the study."""


def scale(outcome: Outcome, value: float) -> float:
    return math.log(value) if log_scale(outcome.measure) else value


def fold_names() -> dict[str, str]:
    groups = load_table("evidence")["same_people"]
    return {study: "+".join(group) for group in groups for study in group}


def targets() -> list[Target]:
    joined = fold_names()
    found: list[tuple[Program, Outcome]] = []
    for folder in ("growth", "recovery"):
        for study in read_studies(BUILT_IN / folder).studies:
            if study.citation:
                found += [(study, o) for o in study.outcomes or () if o.value is not None]
    alike = Counter(together(study, outcome) for study, outcome in found)
    rows = []
    for study, outcome in found:
        shared = between_studies_sd(outcome) ** 2 * alike[together(study, outcome)]
        value = outcome.value - (outcome.control or 0.0)
        rows.append(
            Target(
                study=study,
                outcome=outcome,
                observed=scale(outcome, value),
                sd=HELD_SD
                if (study.name, outcome.muscle) == HELD
                else math.sqrt(sampling_sd(outcome, study.people.n) ** 2 + shared),
                fold=joined.get(study.study, study.study),
            )
        )
    return rows + unharmed()


HELD_SD = 1.0
HELD = ("alkner90_BR+RE", "quads")
"""Few maximal squats hold the quadriceps in bed rest: a hard ordering fact (growth notes, 7.8),
so that its null result counts as a value and not as "not significant"."""

UNHARMED_SD = 0.3
UNHARMED = ("bout_level", "bout_uphill")


def unharmed() -> list[Target]:
    """Level and uphill running do the accustomed no harm: damage 0 [%], a fact of many studies."""
    nothing = Outcome(muscle="quads", muscles=("rectus_femoris", "vasti"), measure="mvc_pct")
    return [
        Target(study, nothing, 0.0, UNHARMED_SD, fold="", unharmed=True)
        for study in read_studies(BUILT_IN / "recovery").studies
        if study.name in UNHARMED
    ]


def together(study: Program, outcome: Outcome) -> tuple[str, str, str, bool]:
    """What one error between studies is shared by."""
    kind = outcome.measure if outcome.is_recovery else "size"
    return study.study, kind, region(outcome.muscles), is_fibre(outcome.measure)


class Prior:
    """The fitted parameters, on the scale of their priors."""

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


def predicted(prior: Prior, sets: Floats, rows: Sequence[Target]) -> Floats:
    """(set, row) predictions of every parameter set."""
    out = np.empty((sets.shape[0], len(rows)))
    values = prior.natural(sets)
    followed, name = None, ""
    for k, row in enumerate(rows):
        if row.study.name != name:
            name = row.study.name
            followed = follow(
                row.study,
                parameters_at(values, runner_of(row.study), capacity_of_program(row.study)),
            )
        if row.unharmed:
            out[:, k] = 100.0 * followed.seen.muscles[:, 2].max(axis=(0, 1))
            continue
        value = predict(followed, row.outcome).values
        out[:, k] = np.log(value) if log_scale(row.outcome.measure) else value
    return out


def weights(residual: Floats) -> Floats:
    """Of Student's t against a normal: rows far out count less."""
    return (NU + 1.0) / (NU + residual**2)


def cost(residual: Floats, held: Floats, prior: Prior) -> Floats:
    """Minus log posterior, (set,)."""
    own = 0.5 * (((held - prior.centre) / prior.sd) ** 2).sum(axis=-1)
    return own + 0.5 * (NU + 1.0) * np.log1p(residual**2 / NU).sum(axis=-1)


def jacobian(prior: Prior, at: Floats, rows: Sequence[Target]) -> tuple[Floats, Floats]:
    """Predictions (row,) and their derivatives (row, parameter), of each centre (centre, p)."""
    n, p = at.shape
    sets = np.repeat(at, p + 1, axis=0).reshape(n, p + 1, p)
    for k in range(p):
        sets[:, k + 1, k] += STEP * prior.sd[k]
    values = predicted(prior, sets.reshape(-1, p), rows).reshape(n, p + 1, -1)
    slopes = (values[:, 1:] - values[:, :1]) / (STEP * prior.sd)[None, :, None]
    return values[:, 0], slopes.swapaxes(1, 2)


def solve(
    slopes: Floats, residual: Floats, sd: Floats, held: Floats, prior: Prior, damp: float
) -> tuple[Floats, Floats]:
    """A Gauss-Newton step and the curvature, in prior sds."""
    w = weights(residual)
    j = slopes * prior.sd / sd[:, None]
    own = (held - prior.centre) / prior.sd
    curvature = j.T @ (w[:, None] * j) + np.eye(held.size)
    gradient = j.T @ (w * residual) - own
    return prior.sd * np.linalg.solve(curvature + damp * np.eye(held.size), gradient), curvature


def fit(prior: Prior, rows: Sequence[Target]) -> tuple[Floats, Floats, Floats]:
    """Mode (parameter,), curvature (in prior sds) and Jacobian at the mode."""
    observed = np.array([row.observed for row in rows])
    sd = np.array([row.sd for row in rows])
    held, damp = prior.centre.copy(), 0.1
    value, slopes = jacobian(prior, held[None], rows)
    residual = (observed - value[0]) / sd
    best = float(cost(residual, held, prior))
    for turn in range(ROUNDS):
        step, _ = solve(slopes[0], residual, sd, held, prior, damp)
        shares = np.array([1.0, 0.5, 0.25, 0.1])
        tried = held + shares[:, None] * step
        values = predicted(prior, tried, rows)
        costs = cost((observed - values) / sd, tried, prior)
        k = int(np.argmin(costs))
        if costs[k] >= best - 1e-3:
            if damp > 10.0:
                break
            damp *= 10.0
            continue
        held, best, damp = tried[k], float(costs[k]), max(0.3 * damp, 1e-3)
        value, slopes = jacobian(prior, held[None], rows)
        residual = (observed - value[0]) / sd
        print(f"round {turn}: {best:.2f}, step {shares[k]:g}", file=sys.stderr)
    _, curvature = solve(slopes[0], residual, sd, held, prior, 0.0)
    return held, curvature, slopes[0]


def fit_folds(
    prior: Prior, rows: Sequence[Target], start: Floats
) -> dict[str, tuple[Floats, Floats]]:
    """Mode and curvature of every fold, all folds in one pass."""
    observed = np.array([row.observed for row in rows])
    sd = np.array([row.sd for row in rows])
    names = tuple(dict.fromkeys(row.fold for row in rows if row.fold))
    kept = np.array([[row.fold != name for row in rows] for name in names])
    held = np.repeat(start[None], len(names), axis=0)
    curvatures = [np.eye(start.size)] * len(names)
    for turn in range(FOLD_ROUNDS):
        values, slopes = jacobian(prior, held, rows)
        moved = 0.0
        for f in range(len(names)):
            residual = ((observed - values[f]) / sd)[kept[f]]
            step, curvatures[f] = solve(
                slopes[f][kept[f]], residual, sd[kept[f]], held[f], prior, 0.05
            )
            if turn < FOLD_ROUNDS - 1:
                step = np.clip(step, -0.5 * prior.sd, 0.5 * prior.sd)
                held[f] = held[f] + step
                moved = max(moved, float(np.abs(step / prior.sd).max()))
        print(f"folds, round {turn}: moved {moved:.3f} prior sd", file=sys.stderr)
    return {name: (held[f], curvatures[f]) for f, name in enumerate(names)}


def factor_of(curvature: Floats, prior: Prior) -> Floats:
    """Cholesky factor of the posterior's covariance, on the scale of the prior."""
    covariance = np.linalg.inv(curvature) * np.outer(prior.sd, prior.sd)
    return np.linalg.cholesky(covariance)


def candidates() -> list[str]:
    return [
        name for name, p in load_parameters("physiology").items()
        if p.prior != "fixed" and p.spread > 0.0 and name not in NUISANCE
    ]  # fmt: skip


def learned(prior: Prior, held: Floats, curvature: Floats) -> tuple[Floats, Floats]:
    """Share of each prior's sd that is gone, and how far its centre moved in prior sds."""
    sd = np.sqrt(np.diag(np.linalg.inv(curvature)))
    return 1.0 - sd, (held - prior.centre) / prior.sd


def write(prior: Prior, held: Floats, curvature: Floats,
          folds: dict[str, tuple[Floats, Floats]]) -> None:  # fmt: skip
    factor = factor_of(curvature, prior)
    rng = np.random.default_rng(20)
    z = rng.standard_normal((DRAWS, held.size))
    arrays = {"draws": np.vstack([held, held + z @ factor.T])}
    for name, (centre, own) in folds.items():
        arrays[f"centre:{name}"] = centre
        arrays[f"factor:{name}"] = factor_of(own, prior)
    np.savez_compressed(
        DATA / "physiology_posterior.npz",
        **{name: array.astype(np.float32) for name, array in arrays.items()},
    )
    gone, moved = learned(prior, held, curvature)
    values = prior.natural(held[None])
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


def main() -> None:
    forms.warm_up()
    rows = targets()
    everything = Prior(candidates())
    held, curvature, _ = fit(everything, rows)
    gone, moved = learned(everything, held, curvature)
    kept = [
        name for k, name in enumerate(everything.names)
        if gone[k] >= LEAST_LEARNED or abs(moved[k]) >= LEAST_MOVED
    ]  # fmt: skip
    print(f"{len(kept)} of {len(everything.names)} parameters learned from {len(rows)} rows",
          file=sys.stderr)  # fmt: skip
    prior = Prior(kept)
    held, curvature, _ = fit(prior, rows)
    write(prior, held, curvature, fit_folds(prior, rows, held))
    gone, moved = learned(prior, held, curvature)
    for k, name in enumerate(prior.names):
        value = prior.natural(held[None])[name][0]
        print(f"{name:26s} {prior.rows[k].value:9.4g} -> {value:9.4g}  learned {gone[k]:.2f}  "
              f"moved {moved[k]:+.2f}")  # fmt: skip


if __name__ == "__main__":
    main()
