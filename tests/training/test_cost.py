"""The cost of running and walking, against the measured table."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from myostride.training.cost import (
    cost_of_moving,
    cost_of_running,
    cost_of_walking,
    downhill_limit,
    speed_for,
)
from tests.shared import SHARED, needs_shared

TABLE = SHARED / "evidence" / "gait_tables.csv"


@needs_shared
def test_cost_of_running_agrees_with_the_measured_table_within_one_sd() -> None:
    with TABLE.open(encoding="utf-8", newline="") as handle:
        rows = [r for r in csv.DictReader(handle) if r["quantity"] == "energy_cost_running"]
    assert len(rows) == 4
    for row in rows:
        cost = cost_of_running(float(row["grade_pct"]) / 100)
        assert abs(cost - float(row["value"])) < float(row["sd"])


def test_level_running_costs_what_was_measured() -> None:
    # Minetti 2002: 3.40 J/(kg m), where the polynomial alone gives 3.6.
    assert cost_of_running(0.0) == pytest.approx(3.40)


def test_the_cheapest_grade_is_a_gentle_descent() -> None:
    grades = np.linspace(-0.45, 0.45, 901)
    cheapest = grades[np.argmin([cost_of_running(g) for g in grades])]
    # Minetti 1994 and 2002: between -10 and -20 %.
    assert -0.21 < cheapest < -0.10


def test_walking_is_cheaper_than_running_when_slow_and_dearer_when_fast() -> None:
    assert cost_of_walking(0.0, 1.3) < cost_of_running(0.0)
    assert cost_of_walking(0.0, 2.4) > cost_of_running(0.0)


def test_the_gait_changes_near_1_9_m_s() -> None:
    slow, fast = cost_of_moving(0.0, np.array([1.2, 3.0]))
    assert slow == pytest.approx(float(cost_of_walking(0.0, 1.2)), rel=0.01)
    assert fast == pytest.approx(cost_of_running(0.0), rel=0.01)


def test_speed_on_the_level_follows_the_cost_of_running() -> None:
    # (VO2 - 3.5) x 20.9 / (60 x 3.4), at 40 ml/(kg min).
    assert speed_for(36.5) == pytest.approx(36.5 * 20.9 / (60 * 3.4), rel=0.002)


@given(low=st.floats(0.5, 60), more=st.floats(0.1, 20), grade=st.floats(-0.4, 0.4))
def test_more_oxygen_is_never_slower(low: float, more: float, grade: float) -> None:
    assert speed_for(low + more, grade) >= speed_for(low, grade)


@given(vo2=st.floats(5, 60), grade=st.floats(0.0, 0.35), more=st.floats(0.01, 0.1))
def test_steeper_uphill_is_slower(vo2: float, grade: float, more: float) -> None:
    assert speed_for(vo2, grade + more) < speed_for(vo2, grade)


@given(vo2=st.floats(5, 60), grade=st.floats(-0.45, -0.01))
def test_braking_limits_speed_downhill(vo2: float, grade: float) -> None:
    assert speed_for(vo2, grade) <= speed_for(vo2) * downhill_limit(grade) + 1e-9
    assert downhill_limit(grade) <= 1.35
