"""Sets of lifts become blocks with the right load, time and lengthening."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from myostride.gait.load import LoadBlocks
from myostride.muscles import INDEX
from myostride.training.lifts import lifted, possible_reps, share_of_1rm

from .people import CAPACITY, lift

VASTI = INDEX["vasti"]


def blocks(**options: object) -> LoadBlocks:
    found = lifted(lift(**options), CAPACITY).blocks
    assert found is not None
    return found


def vasti_force(**options: object) -> float:
    return float(blocks(**options).force[0, 0, VASTI])


def test_repetitions_give_the_load() -> None:
    # 8 reps with 2 in reserve: 1/(1 + 10/30) = 75 % of 1RM; the vasti's share is 0.95.
    force = vasti_force(exercise="back_squat", reps=8, reps_in_reserve=2)
    assert force == pytest.approx(0.75 * 0.95)


@given(reps=st.floats(2, 60))
def test_possible_repetitions_and_load_are_inverse(reps: float) -> None:
    assert possible_reps(share_of_1rm(reps)) == pytest.approx(reps)


@given(reps=st.integers(1, 50), more=st.integers(1, 20))
def test_more_repetitions_are_done_with_less(reps: int, more: int) -> None:
    assert share_of_1rm(reps + more) < share_of_1rm(reps)


def test_one_block_per_set_with_rest_between() -> None:
    found = blocks(exercise="back_squat", sets=3, reps=10, load_pct_1rm=70, rest_s=90)
    # 10 reps of 1.5 s up and 2 s down.
    assert found.seconds == pytest.approx([35, 35, 35])
    assert found.start_s == pytest.approx([0, 125, 250])
    assert found.of_maximum.all()
    assert found.plateau.all()
    assert np.isnan(found.level_speed_m_s).all()
    assert found.duty[:, 0].min() == 1
    assert found.duty[:, 1].max() == 0
    assert set(found.bin) == {1}


def test_legs_take_turns_in_a_lunge() -> None:
    found = blocks(exercise="lunge", sets=2, reps=10, load_pct_1rm=70, rest_s=60)
    assert found.start_s[1] == pytest.approx(2 * 35 + 60)


def test_tempo_lengthens_the_set() -> None:
    slow = blocks(exercise="leg_press", reps=10, load_rm=12, tempo_s={"up": 3, "down": 4})
    assert slow.seconds[0] == pytest.approx(70)


@pytest.mark.parametrize(
    ("phase", "eccentric", "duty"), [("both", 0.5, 1.0), ("eccentric", 1.0, 2 / 3.5),
                               ("concentric", 0.0, 1.5 / 3.5)]
)  # fmt: skip
def test_phase_sets_lengthening_and_time(phase: str, eccentric: float, duty: float) -> None:
    found = blocks(exercise="knee_extension", reps=10, load_pct_1rm=70, phase=phase)
    assert found.eccentric[0, 0, VASTI] == eccentric
    assert found.duty[0, 0, VASTI] == pytest.approx(duty)


def test_lowering_can_exceed_what_can_be_lifted() -> None:
    heavy = vasti_force(exercise="knee_extension", reps=5, load_pct_1rm=120, phase="eccentric")
    assert heavy > 1
    assert vasti_force(exercise="knee_extension", reps=5, max=True, phase="eccentric") > 1
    assert vasti_force(exercise="knee_extension", reps=1, max=True) <= 1


def test_to_failure_fills_in_the_repetitions() -> None:
    # 70 % of 1RM allows 30 x (1/0.7 - 1) = 12.9 repetitions.
    found = blocks(exercise="knee_extension", load_pct_1rm=70, to_failure=True)
    assert found.seconds[0] == pytest.approx(13 * 3.5)


def test_a_load_in_kilograms_never_exceeds_what_the_repetitions_allow() -> None:
    # 100 squats with 70 % of body mass, as 10 x 10.
    done = lifted(lift(exercise="back_squat", sets=10, reps=10, load_kg=49), CAPACITY)
    assert done.blocks is not None
    assert done.blocks.force[0, 0, VASTI] == pytest.approx(0.95 * 49 / 84)
    assert any("1RM not stated" in line for line in done.assumptions)
    assert vasti_force(exercise="back_squat", reps=10, load_kg=300) == pytest.approx(0.95 * 0.75)


def test_what_is_worn_adds_to_the_load() -> None:
    plain = vasti_force(exercise="lunge", reps=10, load_pct_1rm=60)
    vest = vasti_force(exercise="lunge", reps=10, load_pct_1rm=60, carried={"vest_kg": 10})
    assert vest > plain


def test_flywheels_and_jump_squats_are_harder_than_their_load() -> None:
    assert vasti_force(exercise="flywheel_squat", sets=4, reps=7) == pytest.approx(0.95)
    assert vasti_force(exercise="jump_squat", reps=6, load_pct_1rm=30) >= 0.7


def test_unstated_loads_are_less_certain() -> None:
    stated = lifted(lift(exercise="back_squat", reps=8, load_pct_1rm=75), CAPACITY)
    unstated = lifted(lift(exercise="back_squat"), CAPACITY)
    assert unstated.force_log_sd > stated.force_log_sd > 0
