"""Pages under docs/ hold the tables that the code gives."""

import subprocess
import sys

import pytest

from tests.shared import CHECKOUT


@pytest.mark.parametrize("script", ["programs_page.py"])
def test_a_page_holds_the_tables_of_the_code(script: str) -> None:
    ran = subprocess.run(
        [sys.executable, CHECKOUT / "calibration" / script, "--check"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
