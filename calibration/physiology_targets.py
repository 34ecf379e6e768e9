"""What the fit of the physiology is held to: the outcomes of the built-in studies, with their sd.

The sd of a row is that of sampling, with that between studies: the latter is shared by the rows of
one study and region, so it is widened by the root of their number.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from myostride.evidence.doubt import between_studies_sd, log_scale, sampling_sd
from myostride.evidence.measures import is_fibre
from myostride.evidence.modality import region
from myostride.evidence.predicted import predict
from myostride.evidence.study_files import BUILT_IN, read_studies
from myostride.physiology import Followed, Parameters, follow
from myostride.references import load_table
from myostride.training import Outcome, Program

Floats = NDArray[np.float64]

HELD_SD = 1.0
HELD = ("alkner90_BR+RE", "quads")
"""Few maximal squats hold the quadriceps in bed rest: a hard ordering fact (growth notes, 7.8),
so that its null result counts as a value and not as "not significant"."""

UNHARMED_SD = 0.3
UNHARMED = ("bout_level", "bout_uphill")


@dataclass(frozen=True)
class Target:
    """One outcome with the residual's sd; creatine kinase as a logarithm."""

    study: Program
    outcome: Outcome
    observed: float
    sd: float
    fold: str
    unharmed: bool = False
    """Stands for no structural damage at all, and not for an outcome of the study."""

    def seen_in(self, followed: Followed) -> Floats:
        """(draw,) what every draw has in place of the observation."""
        if self.unharmed:
            return np.asarray(100.0 * followed.seen.muscles[:, 2].max(axis=(0, 1)))
        value = predict(followed, self.outcome).values
        return np.log(value) if log_scale(self.outcome.measure) else value


def targets() -> list[Target]:
    """All of them, the rows of a study next to each other."""
    joined = _fold_names()
    found: list[tuple[Program, Outcome]] = []
    for folder in ("growth", "recovery"):
        for study in read_studies(BUILT_IN / folder).studies:
            if study.citation:
                found += [(study, o) for o in study.outcomes or () if o.value is not None]
    alike = Counter(_together(study, outcome) for study, outcome in found)
    rows = []
    for study, outcome in found:
        shared = between_studies_sd(outcome) ** 2 * alike[_together(study, outcome)]
        value = outcome.value - (outcome.control or 0.0)
        rows.append(
            Target(
                study=study,
                outcome=outcome,
                observed=math.log(value) if log_scale(outcome.measure) else value,
                sd=HELD_SD
                if (study.name, outcome.muscle) == HELD
                else math.sqrt(sampling_sd(outcome, study.people.n) ** 2 + shared),
                fold=joined.get(study.study, study.study),
            )
        )
    return rows + _unharmed()


def _fold_names() -> dict[str, str]:
    groups = load_table("evidence")["same_people"]
    return {study: "+".join(group) for group in groups for study in group}


def _unharmed() -> list[Target]:
    """Level and uphill running do the accustomed no harm: damage 0 [%], a fact of many studies."""
    nothing = Outcome(muscle="quads", muscles=("rectus_femoris", "vasti"), measure="mvc_pct")
    return [
        Target(study, nothing, 0.0, UNHARMED_SD, fold="", unharmed=True)
        for study in read_studies(BUILT_IN / "recovery").studies
        if study.name in UNHARMED
    ]


def _together(study: Program, outcome: Outcome) -> tuple[str, str, str, bool]:
    """What one error between studies is shared by."""
    kind = outcome.measure if outcome.is_recovery else "size"
    return study.study, kind, region(outcome.muscles), is_fibre(outcome.measure)


def seen_by_row(rows: Sequence[Target], parameters_of: Callable[[Program], Parameters]) -> Floats:
    """(draw, row) what every draw of the parameters has in place of each observation."""
    columns, followed, name = [], None, ""
    for row in rows:
        if followed is None or row.study.name != name:
            name, followed = row.study.name, follow(row.study, parameters_of(row.study))
        columns.append(row.seen_in(followed))
    return np.stack(columns, axis=1)
