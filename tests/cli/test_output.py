from __future__ import annotations

import json
import math
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.progress import Progress

from myostride.cli import output
from myostride.cli.output import console, plain, print_json


@dataclass
class Pair:
    left: float
    right: tuple[str, ...]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=20,
    )
)
def test_anything_becomes_strict_json(document: object) -> None:
    json.dumps(plain(document), allow_nan=False)


def test_numbers_that_are_not_finite_are_null() -> None:
    assert plain([math.nan, math.inf, -math.inf, 1.0]) == [None, None, None, 1.0]
    assert plain(np.array([[1.0, np.nan]])) == [[1.0, None]]
    assert plain(np.float64("nan")) is None


def test_numbers_have_six_significant_digits() -> None:
    assert plain([1 / 3, 12345678.9, 1e-9 / 3, -2.5]) == [0.333333, 12345700.0, 3.33333e-10, -2.5]


def test_whole_numbers_keep_every_digit() -> None:
    assert plain(123456789) == 123456789


def test_records_arrays_dates_and_paths() -> None:
    assert plain(Pair(1.5, ("a",))) == {"left": 1.5, "right": ["a"]}
    assert plain(np.int64(3)) == 3
    assert plain(date(2025, 9, 21)) == "2025-09-21"
    assert plain(datetime(2025, 9, 21, tzinfo=UTC)) == "2025-09-21T00:00:00+00:00"
    assert plain(Path("a/b")) == str(Path("a/b"))


def test_what_has_no_json_form_is_refused() -> None:
    with pytest.raises(TypeError, match="object has no JSON form"):
        plain(object())


def test_one_document_on_one_line_where_nobody_reads(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"größe": 1.0})
    assert capsys.readouterr().out == '{"größe": 1.0}\n'


@pytest.mark.parametrize(
    ("columns", "width"), [(None, 120), ("60", 60), ("", 120), ("0", 120), ("wide", 120)]
)
def test_the_width_off_a_terminal_is_what_columns_says(
    columns: str | None, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    if columns is None:
        monkeypatch.delenv("COLUMNS", raising=False)
    else:
        monkeypatch.setenv("COLUMNS", columns)
    assert console().width == width


@pytest.mark.parametrize(("quiet_s", "seen"), [(0.0, True), (1e9, False)])
def test_a_bar_is_seen_once_its_stage_has_lasted(
    quiet_s: float, seen: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    bars = Progress(disable=True)
    monkeypatch.setattr(output, "progress", lambda: bars)
    monkeypatch.setattr(output, "QUIET_S", quiet_s)
    with output.stages("reading", "writing") as (reading, _):
        reading(1, 3)
        assert [task.visible for task in bars.tasks] == [seen, False]
        reading(3, 3)
        assert not any(task.visible for task in bars.tasks)
