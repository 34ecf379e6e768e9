"""The shipped posterior is what `calibration/fit_physiology.py` finds."""

import sys

import numpy as np
import pytest

from myostride.evidence import BUILT_IN, read_studies
from myostride.physiology import draw_parameters, posterior
from myostride.references import load_parameters
from myostride.runner import Runner
from tests.shared import CHECKOUT

sys.path.insert(0, str(CHECKOUT / "calibration"))
fit_physiology = pytest.importorskip("fit_physiology")


def test_the_shipped_centre_is_where_the_fit_stands_still() -> None:
    """One more step of the fit from there moves no parameter by a tenth of its prior's sd."""
    prior = fit_physiology.Prior(list(posterior.centre()))
    held = np.array(
        [
            np.log(v) if log else v
            for v, log in zip(posterior.centre().values(), prior.log, strict=True)
        ]
    )
    rows = fit_physiology.targets()
    value, slopes = fit_physiology.jacobian(prior, held[None], rows)
    sd = np.array([row.sd for row in rows])
    residual = (np.array([row.observed for row in rows]) - value[0]) / sd
    step, _ = fit_physiology.solve(slopes[0], residual, sd, held, prior, 0.0)
    assert np.abs(step / prior.sd).max() < 0.1


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


def test_a_study_that_was_never_seen_has_no_fold() -> None:
    assert posterior.fold_of("nobody2099") is None
