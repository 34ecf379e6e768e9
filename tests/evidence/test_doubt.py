"""How far a group's mean may lie from the truth by chance."""

import math
from dataclasses import replace

import numpy as np
import pytest

from myostride.evidence.doubt import sampling_sd
from myostride.training import Outcome

GREW = Outcome(muscle="vasti", muscles=("vasti",), measure="us_csa", value=10.0, sd=6.0)


def test_a_difference_against_controls_has_the_chance_of_both_groups() -> None:
    """Two groups of 9 that scatter alike, by 6 points: 2 points each, and sqrt(8) together."""
    assert sampling_sd(GREW, 9) == pytest.approx(2.0)
    assert sampling_sd(replace(GREW, control=0.0), 9) == pytest.approx(math.sqrt(8.0))


def test_a_null_result_is_one_of_the_difference_already() -> None:
    null = replace(GREW, value=0.0, sd=None, kind="ns_as_0")
    assert sampling_sd(replace(null, control=0.0), 9) == sampling_sd(null, 9)


def test_the_scatter_of_creatine_kinase_is_that_of_its_logarithm() -> None:
    """Draws with the mean and sd that a study states have this sd between logarithms."""
    bled = replace(GREW, measure="ck_u_l", value=500.0, sd=600.0)
    log_sd = sampling_sd(bled, 1)
    rng = np.random.default_rng(0)
    drawn = np.exp(rng.normal(-0.5 * log_sd**2, log_sd, 400_000))
    assert drawn.std() / drawn.mean() == pytest.approx(1.2, rel=0.03)
