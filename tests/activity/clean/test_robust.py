"""Middle and spread agree with their definitions, whatever the column."""

import subprocess
import sys

import hypothesis.extra.numpy as hnp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from myostride.activity.clean.robust import median, spread

COLUMNS = hnp.arrays(np.float64, st.integers(1, 60), elements=st.floats(-1e6, 1e6))


@given(COLUMNS)
def test_the_median_is_numpys(values: np.ndarray) -> None:
    assert median(values) == np.median(values)


def test_the_spread_of_a_normal_column_is_its_standard_deviation() -> None:
    values = np.random.default_rng(1).normal(3.0, 0.7, 20_000)
    values[::4] = np.nan
    assert spread(values) == pytest.approx(0.7, rel=0.02)
    assert spread(np.full(3, np.nan)) == 0.0


@given(COLUMNS, st.floats(-100, 100))
def test_the_spread_does_not_depend_on_where_the_column_lies(values: np.ndarray, by: float) -> None:
    assert spread(values + by) == pytest.approx(spread(values), abs=1e-6)


def test_reading_a_file_loads_no_masked_arrays() -> None:
    code = (
        "import sys; from tests.activity.samples import fit; "
        "from myostride.activity.reading import read_activities; "
        "read_activities(fit()); sys.exit('numpy.ma' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
