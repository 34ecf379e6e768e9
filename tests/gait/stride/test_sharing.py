"""Sharing moments: against a general solver, and its bounds."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from myostride.gait.stride.sharing import share_moments

ARMS = np.array([[[0.05, -0.04, 0.03, 0.0], [0.0, 0.03, 0.04, -0.05]]])
STRENGTH = np.array([2000.0, 1500.0, 3000.0, 2500.0])
MOMENT = st.floats(-60.0, 60.0).filter(lambda moment: moment == 0.0 or abs(moment) > 1e-3)
"""[Nm]; less than a thousandth is lost in what the optimiser takes for nothing."""


@settings(max_examples=60, deadline=None)
@given(MOMENT, MOMENT)
def test_no_small_change_of_activation_is_cheaper(one: float, two: float) -> None:
    """Conditions of an optimum: the gradient of the effort is spanned by the moments' rows."""
    wanted = np.array([[one, two]])
    a, rest = share_moments(wanted, ARMS, STRENGTH, 1.2)
    made = np.einsum("tml,tl->tm", ARMS * STRENGTH, a)
    assert made + rest == pytest.approx(wanted, abs=1e-6)
    # Multipliers from what is left over: r = e y, in units of 100 Nm.
    y = rest / 100.0 / 1e-3
    drive = np.einsum("tm,tml->tl", y, ARMS * STRENGTH / 100.0)
    assert a == pytest.approx(np.clip(drive, 0.0, 1.2), abs=1e-6)


def test_what_muscles_cannot_do_is_left_over() -> None:
    a, rest = share_moments(np.array([[900.0, 0.0]]), ARMS, STRENGTH, 1.2)
    assert a.max() == pytest.approx(1.2)
    assert rest[0, 0] > 500.0


def test_nothing_asked_nothing_done() -> None:
    a, rest = share_moments(np.zeros((3, 2)), np.repeat(ARMS, 3, axis=0), STRENGTH, 1.2)
    assert not a.any()
    assert not rest.any()
