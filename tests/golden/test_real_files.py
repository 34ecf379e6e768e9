"""Real files must keep giving the numbers written down for them (expected.yaml)."""

import hashlib
import math
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from myostride.activity.reading import read_activities
from myostride.activity.run import Activity
from myostride.errors import ActivityError

from ..shared import activity_file, needs_shared

EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "expected.yaml").read_text()
)
_ABSOLUTE = {"ascent_m": 0.5, "grade_p95": 0.002, "median_speed_m_s": 0.01}
"""What rounding in the file of expectations leaves open."""

pytestmark = needs_shared


def cases(outcome: str) -> list[Any]:
    return [
        pytest.param(sha256, entry, id=entry["file"])
        for sha256, entry in EXPECTED.items()
        if entry["outcome"] == outcome
    ]


def content_of(sha256: str, entry: dict[str, Any]) -> bytes:
    content = activity_file(entry["file"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == sha256, "not the file that was written down"
    return content


def measured(activity: Activity) -> dict[str, Any]:
    values: dict[str, Any] = {
        "records": activity.records,
        "duration_s": activity.duration_s,
        "distance_m": activity.distance_m,
        "ascent_m": activity.ascent_m,
    }
    run = activity.run
    if run is not None:
        stepping = run.cadence_spm[run.cadence_spm > 0]
        grades = run.grade[np.isfinite(run.grade)]
        values |= {
            "mean_cadence_spm": float(stepping.mean()) if stepping.size else math.nan,
            "median_speed_m_s": float(np.nanmedian(run.speed_m_s)),
            "grade_p95": float(np.percentile(grades, 95)) if grades.size else math.nan,
            "pauses": len(run.pauses),
            "cadence_rule": run.quality.cadence_rule,
            "distance_source": run.quality.distance_source,
            "grade_source": run.quality.grade_source,
        }
    return values


@pytest.mark.parametrize(("sha256", "entry"), cases("imported"))
def test_numbers_are_as_written_down(sha256: str, entry: dict[str, Any]) -> None:
    (activity,) = read_activities(content_of(sha256, entry), entry["file"])
    assert activity.sport == entry["sport"]
    values = measured(activity)
    for name, expected in (entry.get("stated", {}) | entry.get("found", {})).items():
        if isinstance(expected, str) or name in ("records", "pauses"):
            assert values[name] == expected, name
        else:
            tolerance = _ABSOLUTE.get(name, 0.1)
            assert values[name] == pytest.approx(expected, rel=0.005, abs=tolerance), name


@pytest.mark.parametrize(("sha256", "entry"), cases("failed"))
def test_what_is_no_activity_is_refused_as_written_down(sha256: str, entry: dict[str, Any]) -> None:
    with pytest.raises(ActivityError, match=re.escape(entry["says"])):
        read_activities(content_of(sha256, entry), entry["file"])


def test_enough_files_of_every_format_are_written_down() -> None:
    files = [entry["file"] for entry in EXPECTED.values()]
    assert len(files) >= 40
    assert {file.split("/")[0] for file in files} == {"fit", "tcx", "gpx", "bad", "athlete_month"}
