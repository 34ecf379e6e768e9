"""Writes the study files of the package from the evidence tables and `study_protocols.yaml`.

The tables lie in `$MYOSTRIDE_SHARED/evidence` (default: `shared` beside the checkout). Only rows
of the calibration set whose outcome was read in its source are written.
"""

from __future__ import annotations

import csv
import os
import sys
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("MYOSTRIDE_SHARED") or ROOT.parent / "shared")
STUDIES = ROOT / "src" / "myostride" / "data" / "studies"
PROTOCOLS = Path(__file__).with_name("study_protocols.yaml")

MEASURES = {
    "US panoramic CSA": "us_csa",
    "US CSA": "us_csa",
    "DXA lean mass": "dxa_lean",
    "DXA leg lean mass": "dxa_lean",
    "DXA/scan quadriceps muscle mass": "dxa_lean",
    "fibre CSA": "fibre_csa",
    "single-fibre size": "fibre_csa",
    "MRI volume": "mri_volume",
    "MRI CSA": "mri_csa",
    "MRI/CT size": "mri_csa",
    "CT CSA": "ct_csa",
    "US thickness": "us_thickness",
    "MRI volume per kg": "mri_volume",
    "single-fibre diameter": "fibre_diameter",
    "lean mass": "dxa_lean",
}
MUSCLES: dict[str, str | list[str]] = {
    "quadriceps_vasti": "vasti",
    "quadriceps": "quads",
    "calf_all": "calves",
    "leg_total": "leg_lean",
    "total_lean": "whole_body_lean",
}
OF_THE_TEXT: dict[str, str | list[str]] = {
    "thigh and lower leg": ["thigh", "calves", "tibialis_anterior"],
    "thigh": "thigh",
}


class Flow(yaml.SafeDumper):
    """Inner mappings on one line, no anchors."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        return True


def text_of(document: object) -> str:
    return yaml.dump(
        document, Dumper=Flow, sort_keys=False, allow_unicode=True, default_flow_style=None,
        width=100,
    )  # fmt: skip


def number(text: str) -> float | int:
    value = float(text)
    return int(value) if value == int(value) else value


def people_of(row: dict[str, str], stated: dict[str, Any]) -> dict[str, Any]:
    """People as the table gives them; what the protocols state goes first."""
    people: dict[str, Any] = {}
    for key, column in (("n", "n"), ("age_y", "age_y"), ("mass_kg", "mass_kg"),
                        ("vo2max_ml_kg_min", "vo2max_ml_kg_min")):  # fmt: skip
        if row[column]:
            people[key] = number(row[column])
    if row["n_female"] and "sex" not in stated:
        people["women"] = int(row["n_female"])
    if row["height_cm"]:
        people["height_m"] = round(float(row["height_cm"]) / 100.0, 3)
    return people | stated


def growth_outcome(
    row: dict[str, str], week: float | None, kind: str | None = None
) -> dict[str, Any]:
    muscle = OF_THE_TEXT.get(row["muscle"]) or MUSCLES.get(row["model_muscle"], row["model_muscle"])
    outcome: dict[str, Any] = {"muscle": muscle, "measure": MEASURES[row["measure"]]}
    if week is not None:
        outcome["week"] = week
    if kind is not None:
        return outcome | ({"change_pct": 0} if kind == "ns_as_0" else {}) | {"kind": kind}
    outcome["change_pct"] = number(row["change_pct_mean"])
    if row["change_sd"]:
        outcome["sd"] = number(row["change_sd"])
    if row["control_change_pct"]:
        outcome["control_pct"] = number(row["control_change_pct"])
    if row["value_kind"] == "ns_as_0":
        outcome["kind"] = "ns_as_0"
    return outcome


def study(arm: dict[str, Any], citation: str, doi: str, people: dict[str, Any]) -> dict[str, Any]:
    """A study document without its outcomes, keys in the order of the format."""
    document: dict[str, Any] = {"name": arm["name"]}
    document |= {key: arm[key] for key in ("study", "arm") if key in arm}
    document |= {key: value for key, value in (("citation", citation), ("doi", doi)) if value}
    if "notes" in arm:
        document["notes"] = arm["notes"]
    document["people"] = people
    document |= {key: arm[key] for key in ("diet", "daily_steps") if key in arm}
    document["blocks"] = arm["blocks"]
    return document


def write(folder: str, document: dict[str, Any]) -> None:
    path = STUDIES / folder / f"{document['name'].lower().replace('+', '_')}.yaml"
    path.write_text(text_of(document), encoding="utf-8")


def growth(protocols: dict[str, Any], folder: str, kept_for: str) -> None:
    """The arms of `growth` (calibration) or of `context`, which must be of that set."""
    with (SHARED / "evidence" / "growth_studies.csv").open(encoding="utf-8") as file:
        table = {int(row["row_id"]): row for row in csv.DictReader(file)}
    for arm in protocols[folder]:
        rows = [table[i] for i in arm["rows"]]
        for row in rows:
            kind = arm.get("kinds", {}).get(int(row["row_id"]), "")
            known = row["status"] == "VERIFIED" or kind.startswith("sign")
            if row["set"] != kept_for or not known:
                sys.exit(f"row {row['row_id']} must not be written: {row['set']}, {row['status']}")
        weeks, kinds = arm.get("weeks", {}), arm.get("kinds", {})
        people = people_of(rows[0], arm["people"])
        document = study(arm, rows[0]["citation"], rows[0]["doi"], people)
        scan = {key: arm[key] for key in ("scan_delay_h",) if key in arm}
        document["outcomes"] = [
            growth_outcome(row, weeks.get(i), kinds.get(i)) | scan
            for i, row in zip(arm["rows"], rows, strict=True)
        ]
        write(folder, document)


def recovery(protocols: dict[str, Any]) -> None:
    with (SHARED / "evidence" / "recovery_curves.csv").open(encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    for arm in protocols["recovery"]:
        rows = [table[i] for i in arm["rows"]]
        for row in rows:
            if row["use"] != "calibration" or row["status"] != "VERIFIED":
                sys.exit(f"a row of {arm['name']} must not be written")
        doi = rows[0]["doi_pmid"].split(";")[0].strip()
        document = study(
            arm, rows[0]["citation"], doi if doi.startswith("10.") else "", arm["people"]
        )
        document["outcomes"] = arm["outcomes"]
        write("recovery", document)


def comparisons(protocols: dict[str, Any], folder: str) -> None:
    for arm in protocols[f"{folder}_comparisons"]:
        write(folder, study(arm, "", "", arm["people"]) | {"outcomes": []})
    path = STUDIES / folder / "orderings.yaml"
    path.write_text(text_of(protocols[f"{folder}_orderings"]), encoding="utf-8")


def main() -> None:
    protocols = yaml.safe_load(PROTOCOLS.read_text(encoding="utf-8"))
    for folder in ("growth", "context", "recovery"):
        (STUDIES / folder).mkdir(parents=True, exist_ok=True)
        for old in (STUDIES / folder).glob("*.yaml"):
            old.unlink()
    for folder in ("growth", "recovery"):
        comparisons(protocols, folder)
    growth(protocols, "growth", "calibration")
    growth(protocols, "context", "context")
    recovery(protocols)


if __name__ == "__main__":
    main()
