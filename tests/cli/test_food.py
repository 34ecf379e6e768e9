from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from myostride.cli import food

from .conftest import Command

CALL = ("food", "--date", "2025-09-21", "--draws", "50")


@pytest.fixture
def eater(myostride: Command) -> Command:
    myostride("profile", "--mass", "61kg", "--protein", "1.2")
    return myostride


def test_json_holds_targets_curve_and_notes(eater: Command) -> None:
    document = eater(*CALL, "--json").json
    protein = document["protein"]
    assert protein["target_g_per_day"] == pytest.approx(61 * protein["target_g_per_kg"], rel=1e-4)
    assert protein["growth_share_lo"] <= protein["growth_share"] <= protein["growth_share_hi"]
    assert len(protein["curve"]["g_per_kg"]) == len(protein["curve"]["share"])
    assert set(document["carbohydrate"]["days"]) == {"easy", "hard", "long"}
    assert {"bcaa", "vegetarian", "kidneys"} <= set(document["notes"])
    assert {"morton2018", "jackman2017", "packer2017"} <= set(document["sources"])


def test_the_same_seed_gives_the_same_answer(eater: Command) -> None:
    assert eater(*CALL, "--json").out == eater(*CALL, "--json").out


def test_pounds_are_told_in_grams_per_pound(eater: Command) -> None:
    said = eater(*CALL, "--units", "mi").out
    assert "Protein, 134 lb" in said
    assert "1.00 g/lb" in said
    assert "2.20 g/kg" in eater(*CALL).out


def test_nothing_is_promised_and_kidneys_are_named(eater: Command) -> None:
    said = " ".join(eater(*CALL).out.split()).lower()
    assert "kidney disease" in said
    assert "injur" not in said
    assert "a ceiling, not a goal" in said


@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_the_tables_fit_the_screen(width: int, eater: Command) -> None:
    document: Any = eater(*CALL, "--json").json
    screen = Console(file=StringIO(), width=width)
    food.show(document, screen)
    lines = screen.file.getvalue().splitlines()  # type: ignore[attr-defined]
    assert max(len(line) for line in lines) <= width


@pytest.mark.parametrize("units", ["km", "mi"])
def test_the_curve_is_drawn_with_the_runner_on_it(
    units: str, eater: Command, tmp_path: Path
) -> None:
    assert eater(*CALL, "--units", units, "--figure", "protein.svg").code == 0
    words = (tmp_path / "protein.svg").read_text()
    assert "you, " in words
    assert "gram per pound" in words
