"""What docs/validation.md says between its tables."""

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
{converged}
"""

METHOD = """\
- **What is compared.** Growth: the model's whole-muscle volume, averaged by volume over a
  compartment (Handsfield 2014), times a gain per measure (fitted: `gain_*` on the
  [symbol page](symbols.md)), with the swelling that a scan at that moment would see, against the
  change less that of the controls. "Not significant" counts as 0. What is predicted is the median
  of the draws, which is what the fit holds to the studies.
- **Interval.** 80 % of a group's mean: spread of the population's parameters (what differs between
  people averages out), sampling (the study's SD, else 5.5 points, over the root of n; 2 points for
  a null result), and the scatter between studies (2.5 points; fibres 8, force 3, soreness 0.7).
  A difference against controls has their sampling error too; no file says how many they were, so
  they are taken to be as many as the trained and to scatter as much.
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
