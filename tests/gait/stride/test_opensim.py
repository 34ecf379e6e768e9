"""Static optimisation against OpenSim's own; skipped where the extra is not installed."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from myostride.gait.stride import simulate_stride
from myostride.runner import Body
from tests.shared import CHECKOUT, SHARED, needs_shared

SCRIPT = CHECKOUT / "calibration" / "opensim_check.py"
SAME_PEAK = 1e-3
"""Solvers stop within 0.1 N of each other on lines of action that carry hundreds; 0.1 % of a
group's peak is well above that, and far below any difference of objective, bound or moment arm."""

needs_opensim = pytest.mark.skipif(
    find_spec("opensim") is None,
    reason="OpenSim is not installed; pip install '.[opensim]' to compare with it",
)


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(SCRIPT.parent))
    import opensim_check

    return opensim_check


def agree(shared: Any) -> None:
    peaks = shared.peaks(shared.force_n)
    np.testing.assert_allclose(shared.peaks(shared.opensim_n), peaks, rtol=SAME_PEAK)
    assert shared.arm_m < 1e-12
    assert shared.inverse_nm < 1e-6


@needs_opensim
@needs_shared
@pytest.mark.parametrize(
    "speed",
    [
        2.0,
        4.0,
        5.0,
    ],
)
def test_a_measured_stride_is_shared_out_as_by_opensim(check: Any, speed: float) -> None:
    measured = check.measured_stride(SHARED, "subject01", speed)
    agree(check.compare_measured(measured, SHARED))


@needs_opensim
@pytest.mark.parametrize("speed", [2.0, 4.0])
def test_a_generated_stride_is_shared_out_as_by_opensim(check: Any, speed: float) -> None:
    stride = simulate_stride(speed, body=Body(58.0, 1.66))
    agree(check.compare_generated(stride))


@needs_opensim
@needs_shared
def test_the_page_is_what_the_script_writes() -> None:
    ran = run(SCRIPT, "--shared", str(SHARED), "--check")
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.skipif(find_spec("opensim") is not None, reason="OpenSim is installed")
def test_without_opensim_the_check_does_not_pass() -> None:
    ran = run(SCRIPT)
    assert ran.returncode == 3
    assert ran.stdout.splitlines() == [
        'OpenSim is not installed; nothing was checked. Install it: pip install ".[opensim]"'
    ]


def run(script: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, script, *arguments], capture_output=True, text=True, check=False
    )
