"""Every study predicted through `simulate`, scored against what was measured."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from myostride.evidence.bars import bars
from myostride.evidence.doubt import log_scale
from myostride.evidence.judged import judge
from myostride.evidence.measures import parameter
from myostride.evidence.orderings import Ordering, Value, check
from myostride.evidence.predicted import growth_pct, peak_damage_pct
from myostride.evidence.rivals import naive_scores
from myostride.evidence.rows import Row
from myostride.evidence.scores import scores
from myostride.evidence.study_files import BUILT_IN, read_studies
from myostride.physiology import Followed, draw_parameters, follow, posterior
from myostride.references import load_parameters
from myostride.training import Program, capacity_of_program, runner_of

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
    in_sample : whether studies of the calibration set were predicted by the fit that has seen them.
    """

    rows: tuple[Row, ...]
    orderings: tuple[Ordering, ...]
    failed: tuple[tuple[str, str], ...]
    assumed: tuple[tuple[str, tuple[str, ...]], ...]
    remarks: tuple[str, ...]
    draws: int
    seed: int
    in_sample: bool = False

    def fitted(self) -> str:
        """What the parameters have seen of these studies, in a sentence."""
        names = {row.study for row in self.rows}
        known = {name for name in names if posterior.fold_of(name)}
        if not known:
            return "no study here was used to fit the model"
        if self.in_sample:
            return f"the fit has seen {len(known)} of these {len(names)} studies (in sample)"
        return (
            f"{len(known)} of these {len(names)} studies are in the calibration set; each is "
            "predicted by the fit that has not seen it, nor others of the same people"
        )

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
            "bars": bars(self.rows, self.orderings),
            "recovery": self.recovery_scores(),
            "directions": _directions(self.growth),
            "orderings": [ordering.to_json() for ordering in self.orderings],
            "failed": [{"file": name, "reason": reason} for name, reason in self.failed],
            "assumptions": {name: list(said) for name, said in self.assumed},
            "remarks": list(self.remarks),
            "interval": "80 % of a group's mean: what is not known of the population, sampling, "
            f"and the scatter between studies ({parameter('between_study_sd'):g} points of size, "
            f"{parameter('fibre_between_study_sd'):g} of fibres, "
            f"{parameter('force_between_study_sd'):g} of force)",
            "in_sample": self.in_sample,
            "fitted": self.fitted(),
            "draws": self.draws,
            "seed": self.seed,
        }

    def recovery_scores(self) -> dict[str, Any]:
        """By measure; `naive` predicts that nothing happens."""
        table: dict[str, Any] = {}
        for measure in dict.fromkeys(row.measure for row in self.recovery):
            rows = [row for row in self.recovery if row.measure == measure]
            table[measure] = _scored(rows, logs=log_scale(measure)) | {
                "scale": "log" if log_scale(measure) else "points",
                "naive": {"nothing": _scored(rows, at=_at_rest(measure), logs=log_scale(measure))},
                "directions": _directions(rows),
            }
        return table


def validate(
    folders: Sequence[Path] = (BUILT_IN / "growth", BUILT_IN / "recovery"),
    *,
    draws: int = DEFAULT_DRAWS,
    seed: int = 0,
    in_sample: bool = False,
    on_progress: Progress | None = None,
) -> Validation:
    """Predict and score every study of the folders.

    Parameters
    ----------
    folders
        Each with study files and, beside them, `orderings.yaml` where there are any.
    draws, seed
        Of `simulate`, the path that every program takes.
    in_sample
        Whether to predict a study of the calibration set with parameters that have seen it;
        otherwise those of the fit without it are used.
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
        named = _named(folder.orderings)
        for study in folder.studies:
            unseen = None if in_sample else posterior.fold_of(study.study)
            followed = _followed(study, draws, seed, unseen)
            rows += [judge(study, outcome, followed) for outcome in study.outcomes or ()]
            assumed.append((study.name, followed.course.assumed(study, None)))
            remarks += _beyond(study, followed)
            # Arms are compared with one another under the same parameters.
            compared = study.name in named and unseen is not None
            seen = _followed(study, draws, seed, None) if compared else followed
            values[study.name] = partial(_compared, seen)
            done += 1
            if on_progress is not None:
                on_progress(done, total)
        orderings += check(folder.orderings, values)
    rows.sort(key=lambda row: row.recovery)
    return Validation(
        tuple(rows),
        tuple(orderings),
        tuple(failed),
        tuple(assumed),
        tuple(remarks),
        draws,
        seed,
        in_sample,
    )


def _followed(study: Program, draws: int, seed: int, unseen: str | None) -> Followed:
    p = draw_parameters(
        draws, seed, runner_of(study), limits=capacity_of_program(study), group=True, unseen=unseen
    )
    return follow(study, p)


def _named(orderings: Sequence[Any]) -> frozenset[str]:
    """The arms that an orderings file compares."""
    sides = (row.get(side) for row in orderings if isinstance(row, dict) for side in "ab")
    return frozenset(str(side).rpartition("/")[0] for side in sides)


def _beyond(study: Program, followed: Followed) -> list[str]:
    """Outcomes measured after the end of what is followed, one sentence each."""
    end, planned = float(followed.t_day[-1]), followed.course.planned
    last = planned[-1].end_day if planned else 0.0
    said = []
    for outcome in study.outcomes or ():
        if outcome.week is not None and 7.0 * outcome.week > end + 0.5:
            said.append(f"{study.name}: week {outcome.week:g} lies after the program's end; "
                        f"compared at day {end:.0f}")  # fmt: skip
        if outcome.hours is not None and last + outcome.hours / 24.0 > end + 0.25:
            said.append(f"{study.name}: {outcome.hours:g} h lies beyond what is followed; "
                        f"compared at {24.0 * (end - last):.0f} h")  # fmt: skip
    return said


def _compared(followed: Followed, muscles: tuple[str, ...]) -> float:
    """Growth [%] at the end of a program; most damage [%] after a bout."""
    if followed.course.bout:
        return peak_damage_pct(followed, muscles)
    return float(np.median(growth_pct(followed, muscles)))


def score_rows(rows: Sequence[Row], known: Sequence[Row]) -> dict[str, Any]:
    """The scores of those rows that have a number, with the naive rules beside them."""
    scored = [row for row in rows if row.scored]
    return _scored(scored) | {"naive": naive_scores(scored, known)}


def _at_rest(measure: str) -> float:
    """What a measure reads where nothing happened."""
    resting_ck = load_parameters("physiology")["ck_rest_u_l"].value
    return {"soreness_0_10": 0.0, "ck_ratio": 1.0, "ck_u_l": resting_ck}.get(measure, 100.0)


def _scored(rows: Sequence[Row], at: float | None = None, *, logs: bool = False) -> dict[str, Any]:
    """Scores of the model, or the errors of predicting `at` throughout; between logs if asked."""
    rows = [row for row in rows if row.scored]
    columns = [
        np.array([getattr(row, name) for row in rows], dtype=np.float64)
        for name in ("predicted", "lo", "hi", "observed")
    ]
    if at is not None:
        columns[0] = np.full_like(columns[0], at)
    if logs:
        columns = [np.log(column) for column in columns]
    table = scores(*columns)
    return table if at is None else {"rmse": table["rmse"], "mae": table["mae"]}


def _directions(rows: Sequence[Row]) -> dict[str, int]:
    """How many outcomes known by direction only are predicted so."""
    known = [row.holds for row in rows if row.holds is not None]
    return {"hold": sum(known), "of": len(known)}
