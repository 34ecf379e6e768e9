"""What a person can do at most, from what is known of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from myostride.runner import STATUSES, Body, Runner
from myostride.training.capacity import capacity_of, cycling_power_w, cycling_vo2


def test_a_stated_vo2max_is_used_and_not_spread() -> None:
    capacity = capacity_of(Runner(Body(70, 1.75, "male"), 30, "runner", 55))
    assert capacity.vo2max_ml_kg_min == 55
    assert capacity.vo2max_log_sd == 0
    assert capacity.assumptions == ()


def test_an_unknown_vo2max_comes_from_status_sex_and_age() -> None:
    # Definitions: active 43, women 4 less, 0.35 less a year above 30.
    woman_of_50 = capacity_of(Runner(Body(60, 1.65, "female"), 50, "active"))
    assert woman_of_50.vo2max_ml_kg_min == pytest.approx(43 - 4 - 0.35 * 20)
    assert woman_of_50.vo2max_log_sd > 0
    assert any("VO2max" in line for line in woman_of_50.assumptions)


def test_a_mixed_group_lies_between_women_and_men() -> None:
    runner = Runner(status="active", age_y=25)
    women, half, men = (capacity_of(runner, share) for share in (1.0, 0.5, 0.0))
    assert women.vo2max_ml_kg_min < half.vo2max_ml_kg_min < men.vo2max_ml_kg_min
    assert women.max_power_w < half.max_power_w < men.max_power_w


@given(status=st.sampled_from(STATUSES), age=st.floats(10, 100), share=st.floats(0, 1))
def test_every_person_runs_faster_than_oxygen_alone_allows(
    status: str, age: float, share: float
) -> None:
    capacity = capacity_of(Runner(status=status, age_y=age), share)
    assert capacity.vo2max_ml_kg_min >= 15
    assert capacity.max_speed_m_s > capacity.vvo2max_m_s > capacity.critical_speed_m_s > 0
    assert capacity.max_power_w > capacity.aerobic_power_w > 0


@given(power=st.floats(0, 600), mass=st.floats(40, 120))
def test_oxygen_and_power_on_a_bicycle_are_inverse(power: float, mass: float) -> None:
    assert cycling_power_w(cycling_vo2(power, mass), mass) == pytest.approx(power, abs=1e-6)
