"""Rides load the extensors, mostly without lengthening them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from myostride.gait.load import LoadBlocks
from myostride.muscles import INDEX
from myostride.training.cycling import cycling_effort, ridden

from .people import CAPACITY, endurance

VASTI = INDEX["vasti"]


def blocks(**options: object) -> LoadBlocks:
    found = ridden(endurance({"cycle": options}), CAPACITY).blocks
    assert found is not None
    return found


@given(low=st.floats(20, 800), more=st.floats(5, 200))
def test_more_power_is_more_effort_up_to_the_maximum(low: float, more: float) -> None:
    assert cycling_effort(low, CAPACITY) <= cycling_effort(low + more, CAPACITY) <= 1


def test_the_vasti_work_hardest_and_shorten() -> None:
    found = blocks(minutes=40, hrr_pct=70)
    assert found.force[0, 0].argmax() == VASTI
    assert found.force[0, 0, INDEX["hamstrings"]] < 0.5 * found.force[0, 0, VASTI]
    assert found.eccentric.max() <= 0.1
    assert found.seconds.sum() == pytest.approx(2400)
    assert found.steps.sum() == 0


def test_an_eccentric_ergometer_lengthens_at_little_oxygen() -> None:
    eccentric = blocks(minutes=10, power_w=300, eccentric=True)
    normal = blocks(minutes=10, power_w=300)
    assert eccentric.eccentric[0, 0, VASTI] == 1
    assert eccentric.level_speed_m_s[0] < 0.6 * normal.level_speed_m_s[0]
    assert set(eccentric.bin) == {1}


def test_intervals_have_rests_between() -> None:
    found = blocks(repeat=3, minutes=1, vo2max_pct=95, rest={"minutes": 2})
    assert found.start_s == pytest.approx([0, 180, 360])
    active = blocks(repeat=2, minutes=1, vo2max_pct=95, rest={"minutes": 2, "power_w": 60})
    assert active.start_s == pytest.approx([0, 60, 180])
    assert active.force[1, 0, VASTI] < active.force[0, 0, VASTI]


def test_the_same_oxygen_is_the_same_level_speed() -> None:
    found = blocks(minutes=10, vo2max_pct=70)
    assert np.allclose(found.level_speed_m_s, (0.7 * 45 - 3.5) * 20.9 / (60 * 3.4), rtol=0.01)
