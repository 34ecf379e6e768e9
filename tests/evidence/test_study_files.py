"""The studies that ship are those of the evidence tables, and folders with faults are survived."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
import yaml

from myostride.errors import InputError
from myostride.evidence import BUILT_IN, read_studies
from tests.shared import CHECKOUT, SHARED, needs_shared

PROTOCOLS = yaml.safe_load((CHECKOUT / "calibration" / "study_protocols.yaml").read_text("utf-8"))

GOOD = """
name: smith_rest
blocks: [{weeks: 1, condition: normal}]
outcomes: [{muscle: vasti, measure: mri_volume, change_pct: 0}]
"""


def table(name: str) -> list[dict[str, str]]:
    with (SHARED / "evidence" / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def written(kind: str) -> set[int]:
    return {row for arm in PROTOCOLS[kind] for row in arm["rows"]}


@pytest.mark.parametrize("kind", ["growth", "recovery"])
def test_every_built_in_study_is_read(kind: str) -> None:
    folder = read_studies(BUILT_IN / kind)
    assert folder.failed == ()
    named = {arm["name"] for arm in [*PROTOCOLS[kind], *PROTOCOLS[f"{kind}_comparisons"]]}
    assert {study.name for study in folder.studies} == named
    assert list(folder.orderings) == PROTOCOLS[f"{kind}_orderings"]


def test_a_study_says_who_published_it() -> None:
    for kind in ("growth", "recovery"):
        for study in read_studies(BUILT_IN / kind).studies:
            assert study.citation or not study.outcomes, study.name


@needs_shared
def test_every_calibration_row_of_growth_is_a_study_or_has_a_reason() -> None:
    calibration = {
        int(r["row_id"]) for r in table("growth_studies.csv") if r["set"] == "calibration"
    }
    left_out = set(PROTOCOLS["growth_not_expressed"])
    assert len(calibration) == 68
    assert written("growth") | left_out == calibration
    assert not written("growth") & left_out
    outcomes = [o for s in read_studies(BUILT_IN / "growth").studies for o in s.outcomes or ()]
    assert len(outcomes) == len(calibration) - len(left_out)


@needs_shared
def test_every_calibration_row_of_recovery_is_a_study_or_has_a_reason() -> None:
    rows = table("recovery_curves.csv")
    calibration = {i for i, row in enumerate(rows) if row["use"] == "calibration"}
    left_out = {i for places in PROTOCOLS["recovery_not_expressed"].values() for i in places}
    assert written("recovery") | left_out == calibration
    assert not written("recovery") & left_out


@needs_shared
def test_changes_are_those_of_the_table() -> None:
    rows = {int(r["row_id"]): r for r in table("growth_studies.csv")}
    studies = {s.name: s for s in read_studies(BUILT_IN / "growth").studies}
    for arm in PROTOCOLS["growth"]:
        found = [o.value for o in studies[arm["name"]].outcomes or ()]
        assert found == [float(rows[i]["change_pct_mean"]) for i in arm["rows"]], arm["name"]
        assert all(rows[i]["status"] == "VERIFIED" for i in arm["rows"])


@needs_shared
def test_every_context_arm_is_expressed_or_said_not_to_be() -> None:
    rows = [r for r in table("growth_studies.csv") if r["set"] == "context"]
    said = {i for arm in PROTOCOLS["context"] for i in arm["rows"]}
    assert said | set(PROTOCOLS["context_not_expressed"]) == {int(r["row_id"]) for r in rows}
    assert not read_studies(BUILT_IN / "context").failed


@needs_shared
def test_recovery_values_are_those_of_the_table() -> None:
    """Where the table gives a number; % of pre-exercise CK is a ratio here."""
    rows = table("recovery_curves.csv")
    for arm in PROTOCOLS["recovery"]:
        if arm["name"] == "schwane1983_level":
            continue  # stands in the notes: the same men on the level, no soreness, no rise
        said: list[Any] = [o["value"] for o in arm["outcomes"] if "kind" not in o]
        told = [
            float(rows[i]["value"]) / (100.0 if rows[i]["measure"].startswith("CK (+%") else 1.0)
            for i in arm["rows"]
            if rows[i]["value"]
        ]
        assert said == pytest.approx(told), arm["name"]


def test_one_bad_file_does_not_stop_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GOOD)
    (tmp_path / "b.yaml").write_text(GOOD.replace("blocks", "bloks").replace("smith", "jones"))
    (tmp_path / "orderings.yaml").write_text("[{name: one")
    folder = read_studies(tmp_path)
    assert [study.name for study in folder.studies] == ["smith_rest"]
    reasons = dict(folder.failed)
    assert "did you mean 'blocks'" in reasons["b.yaml"]
    assert "YAML" in reasons["orderings.yaml"]


def test_one_arm_stands_in_one_file(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(GOOD)
    assert "a.yaml already" in dict(read_studies(tmp_path).failed)["b.yaml"]


def test_a_program_without_outcomes_is_no_study(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GOOD.split("outcomes")[0])
    assert "no outcomes" in dict(read_studies(tmp_path).failed)["a.yaml"]


def test_a_folder_without_studies_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no study files"):
        read_studies(tmp_path)
    with pytest.raises(InputError, match="no folder"):
        read_studies(tmp_path / "nowhere")
