"""Words and percentages become the right speed and power."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from myostride.runner import Body, Runner
from myostride.training.capacity import capacity_of
from myostride.training.elements import Dose, Intensity
from myostride.training.intensity import (
    all_out_power_w,
    all_out_speed_m_s,
    power_w,
    speed_m_s,
    vo2_share,
)
from myostride.training.shares import race_share

from .people import CAPACITY, effort

HALF_HOUR = Dose(seconds=1800)
RUNNER = capacity_of(Runner(Body(), 30, "runner", 50), 0.0)


def speed(kind: str, value: float = 0.0, **options: float) -> float:
    return speed_m_s(Intensity(kind, value), HALF_HOUR, CAPACITY, **options)  # type: ignore[arg-type]


def test_a_stated_speed_is_that_speed() -> None:
    assert speed("speed_m_s", 3.3) == 3.3


def test_heart_rate_becomes_oxygen_uptake() -> None:
    # 92.5 % of HRmax is (92.5 - 37)/0.64 = 86.7 % of VO2max (Swain 1994).
    assert speed("hr_max_pct", 92.5) == pytest.approx(speed("vo2max_pct", 86.71875))


def test_heart_rate_reserve_is_reserve_of_oxygen_uptake() -> None:
    assert vo2_share(Intensity("hrr_pct", 60), CAPACITY, 0) == pytest.approx(0.6)


def test_speed_at_vo2max_follows_the_cost_of_running() -> None:
    # (45 - 3.5) x 20.9/(60 x 3.4) = 4.25 m/s.
    assert speed("vo2max_pct", 100) == pytest.approx(4.25, abs=0.01)


@given(low=st.floats(15, 150), more=st.floats(0.5, 40), grade=st.floats(-0.3, 0.3))
def test_speed_rises_with_intensity(low: float, more: float, grade: float) -> None:
    assert speed("vo2max_pct", low + more, grade=grade) >= speed("vo2max_pct", low, grade=grade)


def test_effort_words_are_in_order() -> None:
    speeds = [speed_m_s(effort(w), HALF_HOUR, RUNNER) for w in ("easy", "moderate", "hard", "max")]
    assert speeds == sorted(speeds)
    assert len(set(speeds)) == 4


def test_runners_choose_to_go_faster_than_others() -> None:
    mine = speed_m_s(effort("self_selected"), HALF_HOUR, RUNNER) / RUNNER.vvo2max_m_s
    others = speed_m_s(effort("self_selected"), HALF_HOUR, CAPACITY) / CAPACITY.vvo2max_m_s
    assert mine > others


def test_a_load_slows_the_same_effort() -> None:
    assert speed("vo2max_pct", 70, carried_share=0.15) < speed("vo2max_pct", 70)


@given(
    seconds=st.floats(2, 100_000), times=st.floats(1.05, 10), vo2max=st.floats(25, 75)
)  # fmt: skip
def test_all_out_speed_falls_with_duration(seconds: float, times: float, vo2max: float) -> None:
    capacity = capacity_of(Runner(status="active", age_y=30, vo2max_ml_kg_min=vo2max), 0.5)
    assert all_out_speed_m_s(seconds * times, capacity) <= all_out_speed_m_s(seconds, capacity)
    assert all_out_power_w(seconds * times, capacity) <= all_out_power_w(seconds, capacity)


def test_all_out_for_an_hour_is_near_critical_speed() -> None:
    hour = all_out_speed_m_s(3600, CAPACITY)
    assert hour == pytest.approx(CAPACITY.critical_speed_m_s, rel=0.03)


@pytest.mark.parametrize(("minutes", "share"), [(8, 1.0), (240, 0.75), (1440, 0.60)])
def test_race_effort_holds_the_stated_share(minutes: float, share: float) -> None:
    assert race_share(60 * minutes) == pytest.approx(share)


def test_a_race_over_a_distance_takes_as_long_as_its_speed_says() -> None:
    marathon = Dose(distance_m=42195)
    race = speed_m_s(Intensity("race_effort"), marathon, RUNNER)
    held = speed_m_s(Intensity("race_effort"), Dose(seconds=42195 / race), RUNNER)
    assert race == pytest.approx(held, rel=1e-4)
    # A runner with 50 ml/(kg min) needs about three and a half hours.
    assert 3.0 < 42195 / race / 3600 < 4.0


def test_a_finishing_time_decides_the_speed() -> None:
    marathon = Dose(distance_m=42195, finish_s=216 * 60)
    assert speed_m_s(Intensity("race_effort"), marathon, RUNNER) == pytest.approx(3.256, abs=0.001)


def test_a_walk_keeps_walking_speed() -> None:
    easy = speed_m_s(effort("easy"), HALF_HOUR, RUNNER, walking=True)
    hardest = speed_m_s(effort("max"), HALF_HOUR, RUNNER, walking=True)
    assert 0.9 < easy < hardest < 2.0


def test_a_walk_slows_on_a_steep_climb() -> None:
    level = speed_m_s(effort("easy"), HALF_HOUR, RUNNER, walking=True)
    steep = speed_m_s(effort("easy"), HALF_HOUR, RUNNER, walking=True, grade=0.3)
    assert steep < level


@given(low=st.floats(20, 95), more=st.floats(1, 5))
def test_cycling_power_rises_with_heart_rate(low: float, more: float) -> None:
    low = max(low, 45)
    low_w = power_w(Intensity("hr_max_pct", low), 1800, CAPACITY)
    assert power_w(Intensity("hr_max_pct", low + more), 1800, CAPACITY) >= low_w


def test_percent_of_maximal_power_depends_on_the_ergometer() -> None:
    half = Intensity("power_max_pct", 50)
    assert power_w(half, 600, CAPACITY) == pytest.approx(CAPACITY.aerobic_power_w / 2)
    eccentric = power_w(half, 600, CAPACITY, eccentric=True)
    assert eccentric == pytest.approx(CAPACITY.max_power_w / 2)
