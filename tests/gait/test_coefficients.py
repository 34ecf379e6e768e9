"""Every coefficient has a source, and the fitted ones can be fitted again."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from myostride.gait.coefficients import coefficients
from myostride.muscles import MUSCLES
from myostride.references import (
    load_parameters,
    load_table,
    reference,
    references,
    shipped_coefficients,
)
from tests.shared import SHARED, needs_shared

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("table", ["gait", "physiology", "intensity", "coach"])
def test_every_parameter_names_a_known_source(table: str) -> None:
    for parameter in load_parameters(table).values():
        assert reference(parameter.source).citation
        assert parameter.unit


def test_every_muscle_row_names_a_known_source() -> None:
    rows = load_table("gait")["muscles"]
    assert set(rows) == set(MUSCLES)
    for row in rows.values():
        assert reference(row["source"])
        assert row["status"] in ("measured", "fitted", "assumed")


def test_grade_work_is_shared_out_completely() -> None:
    c = coefficients()
    assert c.climb_share.sum() == pytest.approx(1.0)
    assert c.descent_share.sum() == pytest.approx(1.0)


def test_level_running_does_no_net_work() -> None:
    c = coefficients()
    assert np.sum(c.work_positive) == pytest.approx(np.sum(c.work_negative))


@needs_shared
def test_calibration_reproduces_what_ships() -> None:
    done = subprocess.run(
        [
            sys.executable,
            str(ROOT / "calibration" / "gait_closed_form.py"),
            "--check",
            "--evidence",
            str(SHARED / "evidence"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_shipped_number_resolves_to_a_source_or_a_script() -> None:
    known = references()
    for c in shipped_coefficients():
        where = f"{c.table}.{c.name}"
        if c.origin.startswith("calibration/"):
            assert (ROOT / c.origin).is_file(), where
        else:
            assert c.origin in known, where
        assert c.status in ("measured", "fitted", "assumed"), where


def test_nothing_is_called_fitted_without_a_script_that_fits_it() -> None:
    alone = [
        f"{c.table}.{c.name}"
        for c in shipped_coefficients()
        if c.status == "fitted" and not c.origin.startswith("calibration/")
    ]
    assert not alone
