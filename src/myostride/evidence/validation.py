"""Every study predicted through `simulate`, scored against what was measured."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from myostride.evidence.bars import bars
from myostride.evidence.growth import growth_row
from myostride.evidence.measures import volume_weights
from myostride.evidence.orderings import Ordering, Value, check
from myostride.evidence.recovery import NOT_MODELLED, peak_damage_pct, recovery_row
from myostride.evidence.rivals import naive_scores
from myostride.evidence.rows import Row
from myostride.evidence.scores import scores
from myostride.evidence.study_files import BUILT_IN, read_studies
from myostride.muscles import INDEX
from myostride.physiology import Simulation, simulate
from myostride.training import Program

__all__ = ["DEFAULT_DRAWS", "Validation", "score_rows", "validate"]

DEFAULT_DRAWS = 200

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Validation:
    """Predictions, scores and orderings of a set of studies.

    rows : growth outcomes first, then recovery outcomes.
    failed : (file, reason) of study files that could not be used.
    assumed : (study_arm, what was taken where the file says nothing).
    remarks : outcomes that were compared at another moment than they were measured.
    """

    rows: tuple[Row, ...]
    orderings: tuple[Ordering, ...]
    failed: tuple[tuple[str, str], ...]
    assumed: tuple[tuple[str, tuple[str, ...]], ...]
    remarks: tuple[str, ...]
    draws: int
    seed: int

    @property
    def growth(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if not row.recovery)

    @property
    def recovery(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.recovery)

    def to_json(self) -> dict[str, Any]:
        """The contract's `validate` document."""
        return {
            "rows": [row.to_json() for row in self.rows],
            "scores": score_rows(self.growth, self.growth),
            "bars": bars(self.growth, self.orderings),
            "recovery": self.recovery_scores(),
            "directions": _directions(self.growth),
            "orderings": [ordering.to_json() for ordering in self.orderings],
            "failed": [{"file": name, "reason": reason} for name, reason in self.failed],
            "assumptions": {name: list(said) for name, said in self.assumed},
            "remarks": list(self.remarks),
            "interval": "80 % of a group's mean: population spread of the ensemble, sampling, "
            "2.5 points between studies, and the measure's gain",
            "fitted": "nothing is fitted here: the model as it ships; some constants come from a "
            "prototype that was fitted to means of studies in this set",
            "draws": self.draws,
            "seed": self.seed,
        }

    def recovery_scores(self) -> dict[str, Any]:
        """By measure; `naive` predicts that nothing happens."""
        table: dict[str, Any] = {}
        for measure in dict.fromkeys(row.measure for row in self.recovery):
            rows = [row for row in self.recovery if row.measure == measure]
            if measure in NOT_MODELLED:
                table[measure] = {"n": len(rows), "why": "not modelled"}
                continue
            nothing = 100.0 if measure.endswith("_pct") else 0.0
            table[measure] = _scored(rows) | {
                "naive": {"nothing": _scored(rows, at=nothing)},
                "directions": _directions(rows),
            }
        return table


def validate(
    folders: Sequence[Path] = (BUILT_IN / "growth", BUILT_IN / "recovery"),
    *,
    draws: int = DEFAULT_DRAWS,
    seed: int = 0,
    on_progress: Progress | None = None,
) -> Validation:
    """Predict and score every study of the folders.

    Parameters
    ----------
    folders
        Each with study files and, beside them, `orderings.yaml` where there are any.
    draws, seed
        Of `simulate`, the path that every program takes.
    on_progress
        Told (done, of how many).

    Raises
    ------
    InputError
        If a folder is missing or empty. A bad study file is reported, and the rest go on.
    """
    read = [read_studies(folder) for folder in folders]
    total = sum(len(folder.studies) for folder in read)
    rows: list[Row] = []
    orderings: list[Ordering] = []
    assumed: list[tuple[str, tuple[str, ...]]] = []
    remarks: list[str] = []
    failed = [failure for folder in read for failure in folder.failed]
    done = 0
    for folder in read:
        values: dict[str, Value] = {}
        for study in folder.studies:
            simulation = simulate(study, draws=draws, seed=seed)
            rows += _rows(study, simulation)
            assumed.append((study.name, simulation.assumed))
            remarks += _beyond(study, simulation)
            values[study.name] = partial(_compared, simulation)
            done += 1
            if on_progress is not None:
                on_progress(done, total)
        orderings += check(folder.orderings, values)
    rows.sort(key=lambda row: row.recovery)
    return Validation(
        tuple(rows), tuple(orderings), tuple(failed), tuple(assumed), tuple(remarks), draws, seed
    )


def _rows(study: Program, simulation: Simulation) -> list[Row]:
    return [
        (recovery_row if outcome.is_recovery else growth_row)(study, outcome, simulation)
        for outcome in study.outcomes or ()
    ]


def _beyond(study: Program, simulation: Simulation) -> list[str]:
    """Outcomes measured after the simulation's end, one sentence each."""
    end = float(simulation.t_day[-1])
    last = simulation.sessions[-1].end_day if simulation.sessions else 0.0
    said = []
    for outcome in study.outcomes or ():
        if outcome.week is not None and 7.0 * outcome.week > end + 0.5:
            said.append(f"{study.name}: week {outcome.week:g} lies after the program's end; "
                        f"compared at day {end:.0f}")  # fmt: skip
        if outcome.hours is not None and last + outcome.hours / 24.0 > end + 0.25:
            said.append(f"{study.name}: {outcome.hours:g} h lies beyond what is followed; "
                        f"compared at {24.0 * (end - last):.0f} h")  # fmt: skip
    return said


def _compared(simulation: Simulation, muscles: tuple[str, ...]) -> float:
    """Growth [%] at the end of a program; most damage [%] after a bout."""
    if simulation.bout:
        return peak_damage_pct(simulation, np.array([INDEX[muscle] for muscle in muscles]))
    growth = simulation.trajectory.middle["growth_pct"][simulation.end_index]
    return float(growth @ volume_weights(muscles, simulation.runner.body))


def score_rows(rows: Sequence[Row], known: Sequence[Row]) -> dict[str, Any]:
    """The scores of those rows that have a number, with the naive rules beside them."""
    scored = [row for row in rows if row.scored]
    return _scored(scored) | {"naive": naive_scores(scored, known)}


def _scored(rows: Sequence[Row], at: float | None = None) -> dict[str, Any]:
    """Scores of the model, or the errors of predicting `at` throughout."""
    rows = [row for row in rows if row.scored]
    columns = [
        np.array([getattr(row, name) for row in rows], dtype=np.float64)
        for name in ("predicted", "lo", "hi", "observed")
    ]
    table = scores(*columns)
    if at is None:
        return table
    observed = columns[3]
    same = scores(np.full_like(observed, at), observed, observed, observed)
    return {"rmse": same["rmse"], "mae": same["mae"]}


def _directions(rows: Sequence[Row]) -> dict[str, int]:
    """How many outcomes known by direction only are predicted so."""
    known = [row.holds for row in rows if row.holds is not None]
    return {"hold": sum(known), "of": len(known)}
