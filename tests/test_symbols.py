"""One meaning per name: the registry against the code, the parameters and its page."""

import re
import subprocess
import sys
from collections import Counter
from dataclasses import fields
from importlib.resources import files
from pathlib import Path

import pytest

from myostride.physiology import SERIES, BodyState, Habits
from myostride.references import load_parameters, load_table
from myostride.symbols import Symbol, exists, parameter_groups, symbol_groups, symbols

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "docs" / "symbols.md", ROOT / "docs" / "physiology.md"]
needs_checkout = pytest.mark.skipif(not PAGES[0].exists(), reason="no pages beside the package")

NAMES: list[Symbol] = [s for group in symbol_groups() for s in group.members]
WORDS = frozenset({"d", "exp", "log", "max", "min", "mean", "sum", "softplus", "clip"})
"""Of the equations, beside the names: mathematics."""


def test_every_state_habit_and_series_is_registered() -> None:
    asked = {f.name for kind in (BodyState, Habits) for f in fields(kind)} | set(SERIES)
    assert asked - {"from_unix_s"} <= {s.name for s in NAMES}


def test_every_parameter_has_a_meaning() -> None:
    described = [s.name for group in parameter_groups() for s in group.members]
    assert sorted(described) == sorted(load_parameters("physiology"))


def test_no_name_stands_twice() -> None:
    text = files("myostride").joinpath("data", "symbols.yaml").read_text(encoding="utf-8")
    keys = re.findall(r"^ {4}(\w+): \{", text, re.MULTILINE)
    assert [name for name, n in Counter(keys).items() if n > 1] == []
    assert set(keys) == set(symbols())


@pytest.mark.parametrize("table", ["physiology", "gait", "intensity", "coach", "evidence"])
def test_no_symbol_has_the_name_of_a_parameter(table: str) -> None:
    assert not {s.name for s in NAMES} & set(load_parameters(table))


def test_no_letter_stands_twice() -> None:
    known = symbols()
    letters = [s.letter for s in known.values() if s.letter]
    assert [letter for letter, n in Counter(letters).items() if n > 1] == []
    assert [s.name for s in known.values() if s.letter in known and s.letter != s.name] == []


def test_every_symbol_says_what_it_is_and_where() -> None:
    for symbol in symbols().values():
        assert symbol.meaning
        assert not symbol.meaning.endswith(".")
    assert [s.name for s in NAMES if not exists(s.where)] == []
    assert all(s.unit for s in NAMES)


def test_what_is_not_there_is_found_out() -> None:
    assert exists("myostride.physiology.states.BodyState.size")
    assert not exists("myostride.physiology.states.BodyState.sise")
    assert not exists("myostride.physiology.nowhere.size")
    assert not exists("nowhere")


def test_what_one_runner_could_teach_are_parameters() -> None:
    known = symbols()
    named = {name for row in load_table("symbols")["one_runner"] for name in row["of"]}
    assert named == {name for name, symbol in known.items() if symbol.one_runner}


@needs_checkout
@pytest.mark.parametrize("script", ["symbols_page.py", "physiology_page.py"])
def test_the_pages_hold_the_tables_of_the_code(script: str) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "calibration" / script), "--check"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@needs_checkout
def test_the_equations_use_only_registered_names() -> None:
    blocks = re.findall(r"```text\n(.*?)```", PAGES[1].read_text(encoding="utf-8"), re.DOTALL)
    equations = [line.partition(" # ")[0] for block in blocks for line in block.splitlines()]
    used = {name for line in equations for name in re.findall(r"[A-Za-z_]\w*", line)}
    assert len(used) > 60
    assert used - WORDS - set(symbols()) == set()


@needs_checkout
def test_every_claim_leads_to_terms_of_the_model() -> None:
    text = PAGES[1].read_text(encoding="utf-8")
    missing = [c["id"] for c in load_table("claims")["claims"] if f"| `{c['id']}` |" not in text]
    assert missing == []
