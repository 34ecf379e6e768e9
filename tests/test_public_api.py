from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import myostride as ms

CONTRACT = ("read_run", "muscle_load", "simulate", "Program", "muscles", "open_home")


def test_the_public_names_are_sorted_and_unique() -> None:
    assert ms.__all__ == sorted(set(ms.__all__))
    assert dir(ms) == ms.__all__


@pytest.mark.parametrize("name", ms.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(ms, name) is not None


def test_what_others_build_on_is_public() -> None:
    assert set(CONTRACT) <= set(ms.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'muscel_load'"):
        _ = ms.muscel_load


def test_importing_the_package_imports_nothing_heavy() -> None:
    probe = (
        "import sys, myostride; print([m for m in ('numpy', 'yaml', 'typer') if m in sys.modules])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True
    )
    assert ended.stdout.strip() == "[]"


def test_a_program_is_simulated_for_a_runner(tmp_path: Path) -> None:
    file = tmp_path / "easy.yaml"
    file.write_text(
        "name: easy_weeks\nblocks:\n  - weeks: 2\n    days: [mon, thu]\n"
        "    session: [{run: {minutes: 30, effort: easy}}]\n"
    )
    program = ms.Program.from_yaml(file)
    runner = ms.Runner(body=ms.Body(mass_kg=61, height_m=1.68), status="active")
    simulation = ms.simulate(program, athlete=runner, draws=40)
    again = ms.simulate(program, runner, 40, seed=0)
    assert isinstance(simulation, ms.Simulation)
    assert simulation.draws == 40
    assert simulation.to_json() == again.to_json()
