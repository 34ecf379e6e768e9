from __future__ import annotations

from typing import Any

import pytest

from myostride.evidence.rivals import naive_scores, predictions
from myostride.evidence.rows import Row, group_interval


def row(study: str, observed: float, **other: Any) -> Row:
    said: dict[str, Any] = {
        "study": study, "arm": "A", "muscle": "quads", "measure": "mri_volume", "kind": "point",
        "modality": "squats", "region": "quads", "predicted": 1.0, "lo": 0.0, "hi": 2.0,
        "observed": observed, "sd": None, "n": 8,
        "rivals": (("zero", 0.0), ("lifting_rate", 7.0), ("session_count", 3.0)),
    }  # fmt: skip
    return Row(**said | other)


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


def test_averaging_people_narrows_an_interval_and_other_errors_widen_it() -> None:
    assert group_interval(5.0, 1.0, 13.0, 0.25, 0.0) == pytest.approx((3.0, 9.0))
    lo, hi = group_interval(5.0, 1.0, 13.0, 0.25, 3.0)
    assert lo < 3.0
    assert hi > 9.0
