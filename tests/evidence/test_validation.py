from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from myostride.evidence import BUILT_IN, Validation, validate
from myostride.evidence.judged import judge
from myostride.evidence.measures import gain, volume_weights
from myostride.evidence.predicted import growth_pct, predict
from myostride.muscles import INDEX, MUSCLES
from myostride.physiology import draw_parameters, follow, simulate
from myostride.runner import Body, Runner
from myostride.training import Outcome, Program, runner_of

SQUATS = """
name: smith_SQ
people: {n: 16, status: untrained}
blocks: [{weeks: 4, sessions_per_week: 2, session: [{lift: {exercise: back_squat, load_rm: 10}}]}]
outcomes:
- {muscle: quads, measure: mri_volume, change_pct: 5, sd: 4, control_pct: 1}
- {muscle: quads, measure: us_csa, change_pct: 6}
- {muscle: quads, measure: mri_volume, week: 2, change_pct: 1}
- {muscle: quads, measure: girth, kind: sign_positive}
"""
REST = """
name: smith_REST
people: {status: untrained}
blocks: [{weeks: 4, condition: normal}]
outcomes: []
"""
DOWNHILL = """
name: jones_down
people: {n: 10, status: active}
blocks: [{days: 1, session: [{run: {minutes: 30, speed_m_s: 2.8, grade_pct: -15}}]}]
outcomes:
- {muscle: quads, measure: mvc_pct, hours: 0, value: 80}
- {muscle: quads, measure: mvc_pct, hours: 240, value: 100, kind: ns_as_0}
- {muscle: quads, measure: mvc_pct, value: 80}
- {muscle: quads, measure: soreness_0_10, value: 6, sd: 2}
- {measure: ck_u_l, hours: 24, value: 600}
- {muscle: quads, measure: mvc_pct, hours: 24, kind: reduced}
"""
ORDERINGS = "- {name: squats grow, a: smith_SQ/vasti, b: smith_REST/vasti, relation: '>'}\n"


@pytest.fixture(scope="module")
def validation(tmp_path_factory: pytest.TempPathFactory) -> Validation:
    folder = tmp_path_factory.mktemp("studies")
    for name, text in (("sq", SQUATS), ("rest", REST), ("down", DOWNHILL)):
        (folder / f"{name}.yaml").write_text(text)
    (folder / "orderings.yaml").write_text(ORDERINGS)
    return validate([folder], draws=60)


def test_a_study_is_predicted_as_any_program_is(validation: Validation) -> None:
    """The first draw of both is the centre of all parameters."""
    program = Program.from_text(SQUATS)
    growth = simulate(program, draws=1).trajectory.middle["growth_pct"][-1]
    followed = follow(program, draw_parameters(60, 0, runner_of(program), group=True))
    weights = volume_weights(("rectus_femoris", "vasti"), Body())
    central = growth_pct(followed, ("rectus_femoris", "vasti"))[0]
    assert central == pytest.approx(float(growth @ weights))
    assert validation.growth[0].predicted == pytest.approx(central, abs=1.0)


def test_the_change_of_the_controls_is_taken_off(validation: Validation) -> None:
    assert validation.growth[0].observed == 4.0


def test_a_section_shows_more_than_the_volume(validation: Validation) -> None:
    volume, section = validation.growth[:2]
    assert (section.predicted or 0.0) > 1.1 * (volume.predicted or 0.0)


def test_half_way_less_has_grown(validation: Validation) -> None:
    end, _, half, _ = validation.growth
    assert 0.0 < (half.predicted or 0.0) < (end.predicted or 0.0)


def test_a_direction_holds_or_not_and_is_not_scored(validation: Validation) -> None:
    direction = validation.growth[3]
    assert direction.holds is True
    assert not direction.scored
    assert validation.to_json()["scores"]["n"] == 3


def test_force_is_lowest_when_the_bout_ends_and_comes_back(validation: Validation) -> None:
    at_end, later, peak, *_ = validation.recovery
    assert (at_end.predicted or 0.0) < (later.predicted or 0.0)
    assert (peak.predicted or 0.0) <= (at_end.predicted or 0.0)
    assert later.predicted == pytest.approx(100.0, abs=3.0)


def test_training_before_a_bout_is_no_recovery_from_it() -> None:
    """Force is against what the last bout began with, not against months before."""
    bout = DOWNHILL.split("outcomes")[0].split("blocks: [")[1].strip().removesuffix("]")
    squats = SQUATS.split("blocks: [")[1].split("]\noutcomes")[0]
    study = Program.from_text(
        f"name: jones_trained\nblocks: [{squats}, {bout}]\n"
        "outcomes: [{muscle: vasti, measure: mvc_pct, hours: 330, value: 100}]"
    )
    (outcome,) = study.outcomes or ()
    p = draw_parameters(40, 0, runner_of(study), group=True)
    row = judge(study, outcome, follow(study, p))
    assert row.predicted is not None
    assert 97.0 < row.predicted < 101.5


def test_creatine_kinase_is_predicted_and_scored_between_logarithms(
    validation: Validation,
) -> None:
    (ck,) = (row for row in validation.recovery if row.measure == "ck_u_l")
    assert ck.predicted is not None
    assert ck.lo is not None
    assert ck.hi is not None
    assert 0.0 < ck.lo < ck.predicted < ck.hi
    scored = validation.to_json()["recovery"]["ck_u_l"]
    assert scored["scale"] == "log"
    assert scored["rmse"] == pytest.approx(abs(np.log(ck.predicted / (ck.observed or 0.0))))


def test_recovery_is_scored_apart(validation: Validation) -> None:
    table = validation.to_json()["recovery"]
    assert table["mvc_pct"]["n"] == 3
    assert table["mvc_pct"]["directions"] == {"hold": 1, "of": 1}
    assert table["mvc_pct"]["naive"]["nothing"]["mae"] == pytest.approx(40.0 / 3.0)
    assert table["soreness_0_10"]["n"] == 1


def test_intervals_hold_their_prediction(validation: Validation) -> None:
    for row in validation.rows:
        if row.predicted is not None:
            assert row.lo is not None
            assert row.hi is not None
            assert row.lo <= row.predicted <= row.hi


def test_orderings_are_checked(validation: Validation) -> None:
    (ordering,) = validation.orderings
    assert ordering.holds is True


def test_the_same_seed_gives_the_same_answer(validation: Validation, tmp_path: Path) -> None:
    (tmp_path / "sq.yaml").write_text(SQUATS)
    again = validate([tmp_path], draws=60)
    assert again.growth[0] == validation.growth[0]


def test_a_groups_mean_varies_less_than_its_people() -> None:
    program = Program.from_text(SQUATS)
    group, person = (
        growth_pct(
            follow(program, draw_parameters(200, 0, runner_of(program), group=mean)), ("vasti",)
        )
        for mean in (True, False)
    )
    assert 0.2 * np.std(person) < np.std(group) < 0.95 * np.std(person)


def test_a_study_of_the_fit_is_predicted_by_parameters_that_have_not_seen_it(
    tmp_path: Path,
) -> None:
    for name in ("estes2017_hiit", "kubo2019_full"):
        shutil.copy(BUILT_IN / "growth" / f"{name}.yaml", tmp_path)
    unseen, seen = (validate([tmp_path], draws=30, in_sample=known) for known in (False, True))
    assert [row.predicted for row in unseen.rows] != [row.predicted for row in seen.rows]


def test_a_scan_sees_swelling_after_a_damaging_week_and_a_biopsy_does_not() -> None:
    week = (
        "name: swollen_week\npeople: {status: untrained}\n"
        "blocks: [{weeks: 1, days: [sat, sun], session: [{run: {minutes: 40, grade_pct: -15}}]}]\n"
        "outcomes:\n- {muscle: vasti, measure: mri_volume, change_pct: 1}\n"
        "- {muscle: vasti, measure: fibre_csa, change_pct: 1}"
    )
    study = Program.from_text(week)
    followed = follow(study, draw_parameters(30, 0, runner_of(study), group=True))
    scan, biopsy = (predict(followed, outcome).values for outcome in study.outcomes or ())
    grown = growth_pct(followed, ("vasti",))
    assert np.median(scan - grown) > 0.5
    assert np.median(np.abs(biopsy)) < np.median(scan)


def test_whole_body_lean_mass_is_mostly_not_legs() -> None:
    leg, body = (
        Outcome(muscle=name, muscles=MUSCLES, measure="dxa_lean")
        for name in ("leg_lean", "whole_body_lean")
    )
    p = draw_parameters(3, 0, Runner())
    assert (gain(body, p) < 0.6 * gain(leg, p)).all()


def test_a_compartment_weighs_its_muscles_by_volume() -> None:
    weights = volume_weights(("rectus_femoris", "vasti"), Body())
    assert weights.sum() == pytest.approx(1.0)
    assert weights[INDEX["vasti"]] > 4.0 * weights[INDEX["rectus_femoris"]]


def test_a_later_scan_sees_less_swelling() -> None:
    study = Program.from_text(
        "name: swollen_late\npeople: {status: untrained}\n"
        "blocks: [{weeks: 1, days: [sat], session: [{run: {minutes: 40, grade_pct: -15}}]}]\n"
        "outcomes:\n- {muscle: vasti, measure: mri_volume, change_pct: 1, scan_delay_h: 24}\n"
        "- {muscle: vasti, measure: mri_volume, change_pct: 1, scan_delay_h: 120}"
    )
    followed = follow(study, draw_parameters(30, 0, runner_of(study), group=True))
    soon, late = (predict(followed, outcome).values for outcome in study.outcomes or ())
    assert np.all(soon > late)
