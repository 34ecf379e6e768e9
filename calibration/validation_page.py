"""Writes docs/validation.md and its figure: the model against the built-in studies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import wrap
from typing import Any

import yaml
from page_tables import table
from physiology_search import WITHIN
from validation_words import FORMAT, INTRODUCTION, METHOD, REASONS

from myostride.evidence import BUILT_IN, Validation, validate
from myostride.evidence.rows import Row
from myostride.figures import predicted_against_observed, save
from myostride.physiology import MODEL_VERSION, posterior

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "validation.md"
FIGURE = ROOT / "docs" / "images" / "validation.png"
PROTOCOLS = Path(__file__).with_name("study_protocols.yaml")


def shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}"


def bars(document: dict[str, Any]) -> Iterator[str]:
    reached = {True: "yes", False: "**no**", None: "-"}
    yield from table(
        ["bar", "value", "asked", "reached", "of"],
        [
            [b["name"], f"{b['value']:.2f}", f"{b['sense']} {b['bar']:g}", reached[b["reached"]],
             str(b["n"])]
            for b in document["bars"]
        ],
    )  # fmt: skip


def errors(document: dict[str, Any]) -> Iterator[str]:
    scores = document["scores"]
    rules = {"this model": scores, **scores["naive"]}
    yield from table(
        [f"all {scores['n']} changes of size, points", "RMSE", "MAE", "interval score"],
        [
            [name.replace("_", " "), *(shown(r[key]) for key in ("rmse", "mae", "interval_score"))]
            for name, r in rules.items()
        ],
    )
    yield (
        f"Spearman {scores['spearman']:.2f}; {100 * scores['coverage_80']:.0f} % within the 80 % "
        f"interval; median width {scores['median_width']:.1f} points. The interval of a naive rule "
        "is as wide as its own RMSE makes it."
    )
    yield ""


def recovery(document: dict[str, Any]) -> Iterator[str]:
    rows = [
        [f"{name}{', logarithm' if r['scale'] == 'log' else ''}", str(r["n"]), shown(r["rmse"]),
         shown(r["mae"]), shown(r["naive"]["nothing"]["rmse"]), f"{100 * r['coverage_80']:.0f} %"]
        for name, r in document["recovery"].items()
    ]  # fmt: skip
    head = ["after a bout", "values", "RMSE", "MAE", "RMSE of no change", "within the interval"]
    yield from table(head, rows)


def outcomes(rows: Sequence[Row]) -> Iterator[str]:
    for name in dict.fromkeys((row.recovery, row.modality) for row in rows):
        own = [row for row in rows if (row.recovery, row.modality) == name]
        own = [row for row in own if row.predicted is not None]
        own.sort(key=lambda row: -abs(row.error) if row.scored else 1.0)
        yield f"**{'After a bout: ' if name[0] else ''}{name[1]}**"
        yield ""
        yield from table(
            ["study", "muscle", "measure", "predicted (80 %)", "observed"],
            [
                [f"{row.study} {row.arm}", row.muscle.replace("+", ", "), moment(row),
                 f"{shown(row.predicted)} ({shown(row.lo)} to {shown(row.hi)})",
                 shown(row.observed) if row.holds is None else row.kind]
                for row in own
            ],
        )  # fmt: skip


def moment(row: Row) -> str:
    when = f", {row.hours:g} h" if row.hours is not None else ", peak" if row.recovery else ""
    return row.measure + (f", week {row.week:g}" if row.week is not None else when)


def missed(validation: Validation) -> Iterator[str]:
    """Every study with a mean outside its interval, the largest miss first, and why."""
    worst: dict[str, Row] = {}
    for row in validation.rows:
        outside = row.scored and not (row.lo or 0.0) <= (row.observed or 0.0) <= (row.hi or 0.0)
        if outside and abs(row.error) > abs(worst[row.study].error if row.study in worst else 0):
            worst[row.study] = row
    for study, row in sorted(worst.items(), key=lambda item: -abs(item[1].error)):
        yield (
            f"- {study} {row.arm}, {row.muscle} {moment(row)}: {shown(row.predicted)} against "
            f"{shown(row.observed)}. {sentence(study)}."
        )
    yield ""


def sentence(study: str) -> str:
    reason = REASONS.get(study, "not understood")
    return reason[0].upper() + reason[1:]


def left_out() -> Iterator[str]:
    protocols = yaml.safe_load(PROTOCOLS.read_text(encoding="utf-8"))
    for part in ("growth", "context"):
        for row, reason in protocols[f"{part}_not_expressed"].items():
            yield f"- {part}, row {row}: {reason}"
    for reason, rows in protocols["recovery_not_expressed"].items():
        yield f"- recovery, {len(rows)} row{'s' if len(rows) > 1 else ''}: {reason}"
    yield (
        "- orderings: that loss in bed decelerates, that gain of the first three weeks is mostly "
        "fluid, and that individuals spread widely compare moments or people, not two arms"
    )
    yield ""


def introduction(validation: Validation, seen: Validation) -> str:
    """What was fitted and left out, with the errors in sample."""
    inside = {bar["name"]: bar["value"] for bar in seen.to_json()["bars"]}
    return INTRODUCTION.format(
        version=MODEL_VERSION,
        draws=validation.draws,
        folds=len(posterior.folds()),
        in_rmse=inside["RMSE, whole-size training rows"],
        in_mae=inside["MAE, whole-size training rows"],
        in_force=inside["Force after bouts, RMSE"],
        in_sore=inside["Soreness after bouts, RMSE"],
        converged=converged(),
    )


def converged() -> str:
    """How near to their modes the fits stand, and which are not."""
    left = posterior.still_to_go()
    far = {fold: step for fold, step in left.items() if step >= WITHIN}
    said = f"{len(left) - len(far)} of the {len(left)} fits that leave a study out stand within " \
           f"{WITHIN:g} of a prior's sd of their modes, in every parameter."  # fmt: skip
    if far:
        names = ", ".join(
            f"{fold.replace('+', ' with ')} ({step:.2f})" for fold, step in far.items()
        )
        said += f" The others had this far to go: {names}."
    return "\n".join(wrap(f"- **How exact the fit is.** {said}", 98, subsequent_indent="  "))


def held(document: dict[str, Any]) -> str:
    checked = document["orderings"]
    failing = [o for o in checked if o["holds"] is not True]
    said = f"{len(checked) - len(failing)} of {len(checked)} orderings hold."
    if failing:
        said += " Not: " + "; ".join(
            f"{o['name']} ({o['a']:.1f} {o['relation']} {o['b']:.1f})" for o in failing
        )
    return said


def page(validation: Validation, seen: Validation, context: Validation) -> str:
    document = validation.to_json()
    lines = [
        "# The model against published studies",
        "",
        introduction(validation, seen),
        "![Predicted against measured changes](images/validation.png)",
        "",
        *bars(document),
        *errors(document),
        *recovery(document),
        held(document),
        "",
        "## How",
        "",
        METHOD,
        "## A study file",
        "",
        FORMAT,
        "## Where it misses, and the likely reason",
        "",
        *missed(validation),
        "## Every outcome",
        "",
        *outcomes(validation.rows),
        "## Context: neither fitted nor scored",
        "",
        "Arms that the notes keep for context (implausible, uncontrolled, or known by direction "
        "only).",
        "",
        *outcomes(context.rows),
        "## Not expressed as a study",
        "",
        *left_out(),
        "Written by `python calibration/validation_page.py`; the study files by "
        "`calibration/write_studies.py`.",
        "",
    ]
    return "\n".join(lines)


def main() -> None:
    validation, seen = validate(), validate(in_sample=True)
    context = validate((BUILT_IN / "context",))
    points = [
        {"modality": r.modality, "predicted": r.predicted, "lo": r.lo, "hi": r.hi,
         "observed": r.observed, "fibre": r.fibre}
        for r in validation.growth
        if r.scored
    ]  # fmt: skip
    PAGE.write_text(page(validation, seen, context), encoding="utf-8")
    save(predicted_against_observed(points), FIGURE)
    print(f"wrote {PAGE.relative_to(ROOT)} and {FIGURE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
