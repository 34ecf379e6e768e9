"""Writes docs/validation.md and its figure: the model against the built-in studies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml
from page_tables import table

from myostride.evidence import BUILT_IN, Validation, validate
from myostride.evidence.rows import Row
from myostride.figures import predicted_against_observed, save
from myostride.physiology import MODEL_VERSION, posterior

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "validation.md"
FIGURE = ROOT / "docs" / "images" / "validation.png"
PROTOCOLS = Path(__file__).with_name("study_protocols.yaml")

INTRODUCTION = """\
`myostride validate` predicts published studies through exactly the path that a program of your own
takes and compares. `--studies DIR` and `--recovery DIR` do it for any folder of
[study files](programs.md): programs with `outcomes`. A folder that is named is scored alone; a bad
file in it is one line on stderr and exit code 1, and the rest are scored.

**Leave one study out.** The parameters are fitted to these studies
(`calibration/fit_physiology.py`), and each study here is predicted by the fit that has not seen
it, nor other studies of the same people: {folds} fits beside the whole one. `--in-sample` shows
what the whole fit makes of the studies it has seen: RMSE {in_rmse:.1f} and MAE {in_mae:.1f} over
the same training rows, force after bouts {in_force:.1f}, soreness {in_sore:.1f}. Version {version},
{draws} draws.

What that is not. The errors are smaller than those on studies yet to come: the form of the model
and a few priors were changed while these errors were in view (how protection counts on the level,
what one session can take at most, that braking tires the protected less, the effort of a ride,
fitness read off a race's own result), and two of the hard ordering facts count in the fit.

- **Priors have seen studies too.** Many priors come from studies that are also calibrated on,
  such as `metabolic_gain` (Estes 2017), `growth_gastrocnemius` and `growth_soleus` (Kinoshita
  2023) and `growth_gain` (Kubo 2019). By our count 64 of the 113 scored values are from such
  studies (the two bed rests, and the three papers of Maeo 2017, each counted as one source). A
  fit that leaves such a study out has still seen it through the prior. Which parameters were kept
  in the fit, and how much studies are taken to differ, were chosen with all studies in view.
- **Some hits are built in.** Squats give the rectus femoris and hamstrings a quarter of their
  maximum or less in the exercise table, where the steep growth signal is near zero. Their 0.0
  against 0.0 (Kubo 2019) is so by construction, and the shares of hip muscles by depth were set
  after that study.
- **Few null arms.** The bar of null arms rests on 4.
- **The folds are nearly, not wholly, at their modes.** Each takes three steps from the whole fit.
  One (harber2012 with cycle17_2023) then had 0.4 of a prior sd left to go in `ride_effort`.
- **Centre and median differ.** The fit matches studies at the centre of its parameters; what is
  reported is the median of the draws. For lifting and squats it lies about a tenth lower, up to a
  fifth: full squats give the vasti 7.4 % at the centre and 6.6 % as the median.
"""

METHOD = """\
- **What is compared.** Growth: the model's whole-muscle volume, averaged by volume over a
  compartment (Handsfield 2014), times a gain per measure (fitted: `gain_*` on the
  [symbol page](symbols.md)), with the swelling that a scan at that moment would see, against the
  change less that of the controls. "Not significant" counts as 0.
- **Interval.** 80 % of a group's mean: spread of the population's parameters (what differs between
  people averages out), sampling (the study's SD, else 5.5 points, over the root of n; 2 points for
  a null result), and the scatter between studies (2.5 points; fibres 8, force 3, soreness 0.7).
- **Low weight.** leong2014 and trappe2006 have it in the evidence notes, written before any model
  was scored. The bars are shown over all rows, and again without them.
- **After a bout.** Force of the compartment averaged by strength, against what the last bout began
  with; jump height falls by a share of the force; soreness of the sorest muscle, from the
  six-hourly series; at the bout's end, fast fatigue is carried back with its own time constant.
  Creatine kinase is compared between logarithms.
- **Naive rules.** Nothing changes; the mean of the other studies of the same modality, or of the
  same modality and region; +0.1 % a day for lifted muscles; every session counts the same;
  Banister's rule with gains fitted to the other studies ([rivals](rivals.md)). Studies of the same
  people are left out together.
- **Orderings** compare arms under the whole fit, the one that has seen all studies, not with each
  study left out: growth at a program's end or, after a bout, structural damage at its worst.
"""

FORMAT = """\
```yaml
name: smith2020_HIIT         # study_arm, or give study and arm
citation: Smith et al. 2020, Journal 1:1
people: {n: 12, women: 10, age_y: 20, status: active}
blocks: [{weeks: 10, sessions_per_week: 3, session: [{run: {minutes: 30, effort: easy}}]}]
outcomes:
- {muscle: vasti, measure: us_csa, week: 10, change_pct: 2.0, sd: 6, control_pct: 0}
- {muscle: quads, measure: mri_volume, change_pct: 0, kind: ns_as_0, scan_delay_h: 72}
```

`measure` is mri_volume, mri_csa, us_csa, us_thickness, ct_csa, fibre_csa, fibre_diameter, dxa_lean
or girth; `muscle` one of the ten, a list of them, quads, calves, thigh, leg, leg_lean or
whole_body_lean; `scan_delay_h` the time from the last session to the scan; `kind` point, ns_as_0,
sign_positive, sign_negative or reduced. After a bout:
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
    "krustrup2010": "what football does was learned from nobody else; braking and turning are "
    "judged shares of the time",
    "estes2017": "one contested study; without it the metabolic term rests on football alone",
    "sipila1995": "women of 77 gained a third of what the model gives the young; age counts "
    "mildly above 70, and the dose is a default: three full sessions a week",
    "illera2018": "the fastest report there is; size lags the signal by weeks",
    "kinoshita2023": "without it nothing says that the soleus responds less than the gastrocnemius",
    "alkner90": "calves in bed come out too low, and calf presses hold too much of them",
    "alkner29": "as alkner90",
    "cycle17_2023": "without it cycling rests on trials that found little, and parts of a group "
    "that lost size are one muscle here",
    "harber2012": "as cycle17_2023: the same people are left out together",
    "farup2012": "cycling grew nothing here and 5 to 7 % in two other trials",
    "millet2011": "37 h of hills as one session",
    "giandolini2016": "calves lost a quarter in a fast descent, and a twelfth in Maeo's; trained "
    "runners were hit as hard as beginners",
    "giovanelli2021": "a fifth of the force in 15 min; the speed at -25 % is a guess",
    "millet2003": "a hilly race taken as level",
    "place2004": "5 h at 55 % of maximal speed is taken as further from a race than it was",
    "boccia2018a": "half-marathons cost 11, 21 and 22 % of force in three studies; they get one "
    "prediction",
    "petersen2007": "calves and thighs tire alike in the model",
    "maeo2017dw": "40 min of steep walking come out too tiring at their end; without this study "
    "protection rests on its prior",
    "maeo2017dr": "after a descent the thigh heals too soon, and the calf is hit too hard "
    "(giandolini2016)",
    "byrne2002": "a hundred squats with a light load do almost no damage",
}


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
    )


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
