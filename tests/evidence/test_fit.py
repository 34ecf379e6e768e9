"""The shipped posterior is what `calibration/fit_physiology.py` finds."""

import sys

import numpy as np
import pytest

from myostride.evidence import BUILT_IN, read_studies
from myostride.physiology import draw_parameters, follow, posterior
from myostride.references import load_parameters
from myostride.runner import Runner
from myostride.training import capacity_of_program, runner_of
from tests.shared import CHECKOUT

sys.path.insert(0, str(CHECKOUT / "calibration"))
fit_physiology = pytest.importorskip("fit_physiology")


def test_the_shipped_centre_is_where_the_fit_stands_still() -> None:
    """One more step of the fit from there moves no parameter by a tenth of its prior's sd."""
    prior = fit_physiology.Prior(list(posterior.centre()))
    rows = fit_physiology.targets()
    everything = fit_physiology.Problems(rows, np.ones((1, len(rows)), dtype=np.bool_))
    fit = fit_physiology.Fit(prior, everything, fit_physiology.DRAWS)
    held = posterior.of().centre[None, -len(prior.names) :]
    shift = fit.shifts([posterior.of()])
    value, slopes = fit_physiology.jacobian(prior, held, rows)
    residual = (everything.observed - shift[0] - value[0]) / everything.sd
    left = fit_physiology.step(
        slopes[0], residual, everything.sd, (held[0] - prior.centre) / prior.sd, 0.0
    )
    assert np.abs(left).max() < 0.1


def test_the_median_of_the_draws_is_what_was_held_to_the_studies() -> None:
    """Full squats of ten weeks: what is shown, and what the fit took to be shown."""
    rows = [row for row in fit_physiology.targets() if row.study.study == "kubo2019"]
    alone = fit_physiology.Problems(rows, np.ones((1, len(rows)), dtype=np.bool_))
    prior = fit_physiology.Prior(list(posterior.centre()))
    shift = fit_physiology.Fit(prior, alone, 400).shifts([posterior.of()])[0]
    centre = fit_physiology.predicted(
        prior, posterior.of().centre[None, -len(prior.names) :], rows
    )[0]
    for row, taken in zip(rows, centre + shift, strict=True):
        shown = follow(
            row.study,
            draw_parameters(2000, 1, runner_of(row.study),
                            limits=capacity_of_program(row.study), group=True),
        )  # fmt: skip
        assert taken == pytest.approx(np.median(row.seen_in(shown)), abs=0.3)


def test_every_fold_stands_at_its_mode() -> None:
    assert max(posterior.still_to_go().values()) < 0.2


def test_every_study_with_a_number_is_left_out_once() -> None:
    studies = {
        study.study
        for folder in ("growth", "recovery")
        for study in read_studies(BUILT_IN / folder).studies
        if study.citation and any(o.value is not None for o in study.outcomes or ())
    }
    left_out = [name for fold in posterior.folds() for name in fold.split("+")]
    assert studies <= set(left_out)
    assert len(left_out) == len(set(left_out))


def test_what_studies_taught_is_narrower_than_its_prior() -> None:
    table = load_parameters("physiology")
    for name, sd in posterior.spread().items():
        assert 0.0 < sd <= table[name].spread * 1.0001, name


def test_the_first_draw_is_the_centre_and_others_scatter_about_it() -> None:
    p = draw_parameters(400, 0, Runner(status="untrained", daily_steps=8000.0), group=True)
    for name, centre in posterior.centre().items():
        assert p[name][0, 0] == pytest.approx(centre, rel=2e-3), name
    assert np.median(p["growth_gain"]) == pytest.approx(posterior.centre()["growth_gain"], rel=0.1)


def test_however_many_draws_are_asked_for_none_comes_twice() -> None:
    rng = np.random.default_rng(0)
    assert np.unique(posterior.of().draw(5000, rng)["growth_gain"]).size == 5000


def test_what_the_studies_were_not_to_teach_keeps_its_prior() -> None:
    drawn = posterior.of().draw(4000, np.random.default_rng(0))
    prior = load_parameters("physiology")["repair_claim_half"]
    assert drawn["repair_claim_half"][0] == pytest.approx(prior.value, rel=1e-5)
    assert np.log(drawn["repair_claim_half"]).std() == pytest.approx(prior.spread, rel=0.05)


def test_a_study_that_was_never_seen_has_no_fold() -> None:
    assert posterior.fold_of("nobody2099") is None
