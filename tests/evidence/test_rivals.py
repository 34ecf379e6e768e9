from __future__ import annotations

import subprocess
import sys
from typing import Any

import numpy as np
import pytest

from myostride.evidence.judged import judge
from myostride.evidence.rivals import NAMES, banister_gains, naive_scores, predictions
from myostride.evidence.rows import Row
from myostride.physiology import draw_parameters, follow
from myostride.training import Program, runner_of
from tests.shared import CHECKOUT


def row(study: str, observed: float, **other: Any) -> Row:
    said: dict[str, Any] = {
        "study": study, "arm": "A", "muscle": "quads", "measure": "mri_volume", "kind": "point",
        "modality": "squats", "region": "quads", "predicted": 1.0, "lo": 0.0, "hi": 2.0,
        "observed": observed, "sd": None, "n": 8,
        "rivals": raw(0.0, 0.0),
    }  # fmt: skip
    return Row(**said | other)


def raw(fitness: float, fatigue: float) -> tuple[tuple[str, float], ...]:
    return (
        ("zero", 0.0), ("lifting_rate", 7.0), ("session_count", 3.0),
        ("banister_fitness", fitness), ("banister_fatigue", fatigue),
    )  # fmt: skip


ROWS = [
    row("a", 4.0),
    row("b", 6.0),
    row("c", 10.0, region="calves"),
    row("d", 1.0, modality="running"),
]


def test_a_mean_leaves_its_own_study_out() -> None:
    found = predictions("modality_mean", ROWS, ROWS)
    assert found == pytest.approx([8.0, 7.0, 5.0, 20.0 / 3.0])


def test_a_region_goes_before_its_modality() -> None:
    found = predictions("modality_muscle_mean", ROWS, ROWS)
    assert found == pytest.approx([6.0, 4.0, 5.0, 20.0 / 3.0])


def test_the_same_people_are_left_out_together() -> None:
    rows = [row("alkner29", -10.0), row("alkner90", -18.0), row("other", -3.0)]
    assert predictions("modality_mean", rows, rows)[:2] == pytest.approx([-3.0, -3.0])


def test_biopsies_and_whole_muscles_do_not_share_a_mean() -> None:
    rows = [row("a", 4.0), row("b", 30.0, measure="fibre_csa")]
    assert predictions("modality_mean", rows, rows) == pytest.approx([0.0, 0.0])


def test_every_rule_is_scored() -> None:
    table = naive_scores(ROWS[:1], ROWS)
    assert (table["zero"]["rmse"], table["zero"]["mae"]) == (4.0, 4.0)
    assert table["zero"]["interval_score"] == pytest.approx(2 * 1.2816 * 4.0, rel=1e-4)
    assert table["lifting_rate"]["mae"] == 3.0
    assert table["session_count"]["mae"] == 1.0


def test_no_rule_is_left_out_of_the_scores() -> None:
    assert tuple(naive_scores(ROWS, ROWS)) == NAMES


def trained(study: str, fitness: float, fatigue: float, **other: Any) -> Row:
    """A study whose people grew by 0.02 x fitness - 0.05 x fatigue."""
    observed = 0.02 * fitness - 0.05 * fatigue
    return row(study, observed, rivals=raw(fitness, fatigue), **other)


def test_banisters_gains_are_found_again() -> None:
    rows = [trained("a", 300.0, 40.0), trained("b", 500.0, 120.0), trained("c", 900.0, 100.0)]
    assert banister_gains(rows) == pytest.approx([0.02, 0.05])


def test_banisters_gains_come_from_the_other_studies() -> None:
    odd = row("odd", 50.0, rivals=raw(400.0, 50.0))
    rows = [trained("a", 300.0, 40.0), trained("b", 500.0, 120.0), odd]
    assert predictions("banister", [odd], rows) == pytest.approx([0.02 * 400.0 - 0.05 * 50.0])


def test_banisters_gains_keep_their_sign() -> None:
    """Growth that falls with fitness and rises with fatigue fits neither gain but 0 and 0."""
    rows = [row("a", -2.0, rivals=raw(100.0, 0.0)), row("b", 1.0, rivals=raw(0.0, 100.0))]
    assert banister_gains(rows) == pytest.approx([0.0, 0.0])


def test_one_of_banisters_gains_may_stand_alone() -> None:
    rows = [row("a", 4.0, rivals=raw(200.0, 0.0)), row("b", 9.0, rivals=raw(200.0, 20.0))]
    assert banister_gains(rows) == pytest.approx([6.5 / 200.0, 0.0])


def test_banister_predicts_nothing_where_there_is_nothing_to_fit() -> None:
    alone = trained("a", 300.0, 40.0)
    assert predictions("banister", [alone], [alone]) == pytest.approx([0.0])


def test_a_measures_gain_multiplies_banisters_sums() -> None:
    study = Program.from_text(
        "people: {status: untrained}\n"
        "blocks: [{weeks: 1, sessions_per_week: 3, session: [{run: {minutes: 30}}]}]\n"
        "outcomes:\n"
        "- {muscle: quads, measure: mri_volume, change_pct: 1}\n"
        "- {muscle: quads, measure: mri_csa, change_pct: 1}\n"
    )
    p = draw_parameters(3, 0, runner_of(study), group=True)
    followed = follow(study, p)
    volume, area = (
        dict(judge(study, outcome, followed).rivals) for outcome in study.outcomes or ()
    )
    assert volume["banister_fitness"] > volume["banister_fatigue"] > 0.0
    assert area["banister_fitness"] == pytest.approx(
        np.median(p["gain_mri_csa"]) * volume["banister_fitness"]
    )


def test_the_page_holds_the_tables_of_the_code() -> None:
    script = CHECKOUT / "calibration" / "rivals_page.py"
    ran = subprocess.run(
        [sys.executable, script, "--check"], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
