"""Writes docs/validation.md and its figure: the model against the built-in studies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from myostride.evidence import Validation, validate
from myostride.evidence.rows import Row
from myostride.figures import predicted_against_observed, save
from myostride.physiology import MODEL_VERSION

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "validation.md"
FIGURE = ROOT / "docs" / "images" / "validation.png"
PROTOCOLS = Path(__file__).with_name("study_protocols.yaml")

INTRODUCTION = """\
`myostride validate` predicts published studies through exactly the path that a program of your own
takes and compares. `--studies DIR` and `--recovery DIR` do it for any folder of
[study files](programs.md): programs with `outcomes`. A folder that is named is scored alone; a bad
file in it is one line on stderr and exit code 1, and the rest are scored.

**No fit was made for this page.** It is the model as it stands (version {version}, {draws}
draws). It is no test on unseen studies either: constants of growth and disuse come from a prototype
that was fitted to means of some of these studies (Kubo 2019, Alkner 2004, Damas 2016), and those of
damage to Maeo 2017; several values were since set by hand after looking at rows of this set (the
list is in [model.md](model.md)). Leaving one study out needs a refit, which is still to come.
"""

METHOD = """\
- **What is compared.** Growth: the model's whole-muscle volume, averaged by volume over a
  compartment (Handsfield 2014), times a gain per measure (`data/evidence.yaml`: volume 1, one or
  few cross-sections 1.5, thickness 1.2, fibre area 2), against the change less that of the
  controls. "Not significant" counts as 0. Swelling and the delay of the scan are not modelled.
- **Interval.** 80 % of a group's mean: the ensemble's spread less its part between people, sampling
  (the study's SD, else 5.5 points, over the root of n; 2 points for a null result), 2.5 points
  between studies, and the gain's own uncertainty.
- **After a bout.** Force of the compartment averaged by strength, against what the last bout began
  with; jump height falls as much as force; soreness of the sorest muscle, from the
  six-hourly series; at the bout's end, fast fatigue is carried back with its own time constant. CK
  is not modelled.
- **Naive rules.** Nothing changes; the mean of the other studies of the same modality, or of the
  same modality and region; +0.1 % a day for lifted muscles; every session counts the same. Studies
  of the same people are left out together.
- **Orderings** compare growth at a program's end or, after a bout, structural damage at its worst.
"""

FORMAT = """\
```yaml
name: smith2020_HIIT         # study_arm, or give study and arm
citation: Smith et al. 2020, Journal 1:1
people: {n: 12, women: 10, age_y: 20, status: active}
blocks: [{weeks: 10, sessions_per_week: 3, session: [{run: {minutes: 30, effort: easy}}]}]
outcomes:
- {muscle: vasti, measure: us_csa, week: 10, change_pct: 2.0, sd: 6, control_pct: 0}
- {muscle: quads, measure: mri_volume, change_pct: 0, kind: ns_as_0}
```

`measure` is mri_volume, mri_csa, us_csa, us_thickness, ct_csa, fibre_csa, fibre_diameter, dxa_lean
or girth; `muscle` one of the ten, a list of them, quads, calves, thigh, leg, leg_lean or
whole_body_lean; `kind` point, ns_as_0, sign_positive, sign_negative or reduced. After a bout:
`{muscle: quads, measure: mvc_pct, hours: 48, value: 86, sd: 8}`, with jump_pct, soreness_0_10,
ck_u_l and ck_ratio; no `hours` means the peak. `outcomes: []` is a program that is only compared,
by `orderings.yaml` beside it: `- {name: x, a: smith2020_HIIT/vasti, b: smith2020_REST/vasti,
relation: '>'}`, or `'~'` with a `tolerance`; `tie_ok: true` lets a `>` be a tie within the
tolerance.
"""

REASONS = {
    "leong2014": "eccentric cycling comes out at half of the vasti's maximum, where the steep "
    "growth signal is near zero; the study itself is an outlier (low weight)",
    "trappe2006": "fibres that shrink while a marathon is prepared: no mechanism for it",
    "vikmoen": "fibre area and whole-limb size part ways; one gain cannot give +31 and +3 %",
    "krustrup2010": "football is taken as running with surges; braking and turning are not loaded",
    "estes2017": "one contested study; the metabolic term is small and the gain of one section 1.5",
    "sipila1995": "age is not modelled, and the dose is a default: three full sessions a week",
    "illera2018": "the fastest report there is; size lags the signal by weeks, and early swelling "
    "is not modelled",
    "kinoshita2023": "standing loads soleus as much as gastrocnemius (0.85 against 0.95 of "
    "maximum), while the gastrocnemius grew four times as much",
    "alkner90": "hard sessions in bed make up for too little of the missing load",
    "cycle17_2023": "cycling grows too little, and parts of a group that lost size are one muscle "
    "here",
    "harber2012": "cycling grows too little",
    "millet2011": "37 h of hills: damage has no bound but the whole force; descents done at a walk",
    "giandolini2016": "straight after a fast descent the loss is largely fatigue, which the model "
    "ties to endurance at race effort, not to eccentric work",
    "giovanelli2021": "as giandolini2016",
    "chen2007": "as giandolini2016",
    "millet2003": "the stated pace is below the model's race effort, and fatigue falls off with "
    "the cube of effort",
    "place2004": "as millet2003",
    "blacker2010": "a march is no race effort, so that fast fatigue is small",
    "takayama2017s": "soreness after a marathon is half of what was measured: level running does "
    "the accustomed too little harm",
    "boccia2018a": "half-marathons cost 11, 21 and 22 % of force in three studies; they get one "
    "prediction",
    "lepers2000": "jump height is taken to fall as much as force",
    "byrne2002": "a hundred squats with a light load do almost no damage",
}


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


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
        [name, str(r["n"]), shown(r["rmse"]), shown(r["mae"]),
         shown(r["naive"]["nothing"]["rmse"]), f"{100 * r['coverage_80']:.0f} %"]
        for name, r in document["recovery"].items()
        if "rmse" in r
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
    for row, reason in protocols["growth_not_expressed"].items():
        yield f"- growth, row {row}: {reason}"
    for reason, rows in protocols["recovery_not_expressed"].items():
        yield f"- recovery, {len(rows)} row{'s' if len(rows) > 1 else ''}: {reason}"
    yield (
        "- orderings: that loss in bed decelerates, that gain of the first three weeks is mostly "
        "fluid, and that individuals spread widely compare moments or people, not two arms"
    )
    yield ""


def page(validation: Validation) -> str:
    document = validation.to_json()
    orderings = [o for o in document["orderings"] if o["holds"] is not True]
    held = len(document["orderings"]) - len(orderings)
    lines = [
        "# The model against published studies",
        "",
        INTRODUCTION.format(version=MODEL_VERSION, draws=validation.draws),
        "![Predicted against measured changes](images/validation.png)",
        "",
        *bars(document),
        *errors(document),
        *recovery(document),
        f"{held} of {len(document['orderings'])} orderings hold. Not: "
        + "; ".join(f"{o['name']} ({o['a']:.1f} {o['relation']} {o['b']:.1f})" for o in orderings)
        + ".",
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
        "## Not expressed as a study",
        "",
        *left_out(),
        "Written by `python calibration/validation_page.py`; the study files by "
        "`calibration/write_studies.py`.",
        "",
    ]
    return "\n".join(lines)


def main() -> None:
    validation = validate()
    points = [
        {"modality": r.modality, "predicted": r.predicted, "lo": r.lo, "hi": r.hi,
         "observed": r.observed, "fibre": r.fibre}
        for r in validation.growth
        if r.scored
    ]  # fmt: skip
    PAGE.write_text(page(validation), encoding="utf-8")
    save(predicted_against_observed(points), FIGURE)
    print(f"wrote {PAGE.relative_to(ROOT)} and {FIGURE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
