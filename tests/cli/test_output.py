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

from myostride.cli.output import plain, print_json


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
