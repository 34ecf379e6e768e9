from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import spearmanr

from myostride.evidence.scores import coverage, interval_score, mae, rmse, scores, spearman

PREDICTED = np.array([1.0, 2.0, 6.0])
OBSERVED = np.array([2.0, 2.0, 3.0])

VALUES = st.integers(3, 30).flatmap(
    lambda n: st.tuples(
        arrays(np.float64, n, elements=st.integers(-20, 20).map(float)),
        arrays(np.float64, n, elements=st.integers(-20, 20).map(float)),
    )
)


def test_errors_by_hand() -> None:
    assert rmse(PREDICTED, OBSERVED) == pytest.approx(math.sqrt(10.0 / 3.0))
    assert mae(PREDICTED, OBSERVED) == pytest.approx(4.0 / 3.0)


def test_nothing_to_score_is_not_a_perfect_score() -> None:
    nothing = np.array([])
    table = scores(nothing, nothing, nothing, nothing)
    assert table.pop("n") == 0
    assert all(math.isnan(value) for value in table.values())


def test_an_interval_counts_its_ends_as_inside() -> None:
    lo, hi = np.array([0.0, 0.0, 0.0]), np.array([2.0, 1.0, 3.0])
    assert coverage(lo, hi, OBSERVED) == pytest.approx(2.0 / 3.0)


def test_a_miss_costs_ten_times_its_distance_beside_the_width() -> None:
    lo, hi = np.array([0.0, 0.0]), np.array([4.0, 4.0])
    assert interval_score(lo, hi, np.array([2.0, 5.0])) == pytest.approx((4.0 + 14.0) / 2.0)


def test_a_rank_correlation_of_constants_is_unknown() -> None:
    assert math.isnan(spearman(np.zeros(5), np.arange(5.0)))


@given(VALUES)
def test_rank_correlation_is_that_of_scipy(pair: tuple[np.ndarray, np.ndarray]) -> None:
    a, b = pair
    ours = spearman(a, b)
    if np.ptp(a) == 0.0 or np.ptp(b) == 0.0:
        assert math.isnan(ours)
    else:
        assert ours == pytest.approx(spearmanr(a, b).statistic, abs=1e-9)


@given(VALUES)
def test_the_mean_error_never_exceeds_the_root_mean_square(
    pair: tuple[np.ndarray, np.ndarray],
) -> None:
    assert mae(*pair) <= rmse(*pair) + 1e-9
