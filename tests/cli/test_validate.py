from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Command

STUDY = """
name: smith_SQ
people: {n: 8, status: untrained}
blocks: [{weeks: 3, sessions_per_week: 2, session: [{lift: {exercise: back_squat, load_rm: 10}}]}]
outcomes:
- {muscle: quads, measure: mri_volume, change_pct: 3, sd: 2.6}
- {muscle: hamstrings, measure: mri_volume, kind: ns_as_0}
"""
BOUT = """
name: jones_down
people: {n: 8, status: active}
blocks: [{days: 1, session: [{run: {minutes: 20, speed_m_s: 2.8, grade_pct: -12}}]}]
outcomes: [{muscle: quads, measure: soreness_0_10, hours: 48, value: 4}]
"""


@pytest.fixture
def studies(tmp_path: Path) -> Path:
    folder = tmp_path / "studies"
    folder.mkdir()
    (folder / "smith.yaml").write_text(STUDY)
    return folder


def test_json_has_rows_scores_and_orderings(myostride: Command, studies: Path) -> None:
    (studies / "orderings.yaml").write_text(
        "- {name: more, a: smith_SQ/vasti, b: smith_SQ/hamstrings, relation: '>'}"
    )
    ended = myostride("validate", "--studies", studies, "--draws", "40", "--json")
    assert (ended.code, ended.err) == (0, "")
    document = ended.json
    assert len(document["rows"]) == 2
    for row in document["rows"]:
        assert {"study", "arm", "muscle", "measure", "predicted", "lo", "hi", "observed", "sd",
                "n"} <= set(row)  # fmt: skip
        assert row["lo"] <= row["predicted"] <= row["hi"]
    scores = document["scores"]
    assert {"rmse", "mae", "spearman", "coverage_80", "interval_score", "n"} <= set(scores)
    assert set(scores["naive"]) == {
        "zero", "modality_mean", "modality_muscle_mean", "lifting_rate", "session_count",
        "banister",
    }  # fmt: skip
    assert all({"rmse", "mae"} <= set(rule) for rule in scores["naive"].values())
    assert [(o["name"], o["holds"]) for o in document["orderings"]] == [("more", True)]


def test_what_was_assumed_and_moved_is_named(myostride: Command, studies: Path) -> None:
    (studies / "smith.yaml").write_text(STUDY.replace("change_pct: 3", "change_pct: 3, week: 9"))
    document = myostride("validate", "--studies", studies, "--draws", "40", "--json").json
    assert any("body mass" in said for said in document["assumptions"]["smith_SQ"])
    assert "week 9" in " ".join(document["remarks"])


def test_a_bad_file_is_one_line_and_the_rest_is_scored(myostride: Command, studies: Path) -> None:
    (studies / "bad.yaml").write_text(STUDY.replace("sessions_per_week", "session_per_week"))
    ended = myostride("validate", "--studies", studies, "--draws", "40", "--json")
    assert ended.code == 1
    assert "sessions_per_week" in ended.complaint
    assert ended.json["scores"]["n"] == 2
    assert [row["file"] for row in ended.json["failed"]] == ["bad.yaml"]


def test_a_recovery_folder_is_scored_alone(myostride: Command, tmp_path: Path) -> None:
    (tmp_path / "jones.yaml").write_text(BOUT)
    ended = myostride("validate", "--recovery", tmp_path, "--draws", "40", "--json")
    assert ended.code == 0
    assert [row["study"] for row in ended.json["rows"]] == ["jones"]
    assert ended.json["recovery"]["soreness_0_10"]["n"] == 1
    assert ended.json["scores"]["n"] == 0


def test_the_table_says_what_was_predicted_and_what_was_asked(
    myostride: Command, studies: Path, tmp_path: Path
) -> None:
    picture = tmp_path / "fit.svg"
    ended = myostride("validate", "--studies", studies, "--draws", "40", "--figure", picture)
    assert ended.code == 0
    for words in ("Squats: change of size", "smith SQ", "lifting rate", "Reached"):
        assert words in ended.out
    assert "measured change" in picture.read_text()


def test_a_missing_folder_is_a_wrong_call(myostride: Command) -> None:
    ended = myostride("validate", "--studies", "nowhere")
    assert (ended.code, ended.out) == (2, "")
    assert "nowhere" in ended.complaint
