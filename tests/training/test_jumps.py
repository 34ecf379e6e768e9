"""Jumps load the legs by landing and push-off."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from myostride.gait.load import LoadBlocks
from myostride.muscles import INDEX
from myostride.training.jumps import jumped

from .people import ACTIVE, jump

VASTI, SOLEUS = INDEX["vasti"], INDEX["soleus"]


def blocks(**options: object) -> LoadBlocks:
    found = jumped(jump(**options), ACTIVE.body).blocks
    assert found is not None
    return found


@given(low=st.floats(0.1, 1.0), more=st.floats(0.05, 0.5))
def test_a_higher_drop_lands_harder(low: float, more: float) -> None:
    a = blocks(kind="drop", count=10, height_m=low)
    b = blocks(kind="drop", count=10, height_m=low + more)
    assert (b.force[0, 0] > a.force[0, 0]).all()


def test_landing_lengthens_and_push_off_shortens() -> None:
    found = blocks(kind="countermovement", count=10)
    landing, push_off = found.eccentric[0]
    assert (landing > push_off).all()
    assert landing[SOLEUS] < landing[VASTI]


def test_hops_load_the_calf_and_drops_the_knee() -> None:
    hop, drop = (blocks(kind=kind, count=10).force[0].max(axis=0) for kind in ("hop", "drop"))
    assert hop[SOLEUS] > hop[VASTI]
    assert drop[VASTI] > drop[SOLEUS]


@pytest.mark.parametrize("kind", ["drop", "countermovement", "hop"])
def test_loaded_time_fits_into_the_time_between_jumps(kind: str) -> None:
    found = blocks(kind=kind, count=20)
    assert 0 < found.duty[0, :, VASTI].sum() < 1
    assert np.isfinite(found.force).all()


def test_sets_are_done_one_after_another_with_rest() -> None:
    found = blocks(kind="countermovement", count=10, sets=3, rest_s=60)
    # One jump every 4 s.
    assert found.start_s == pytest.approx([0, 100, 200])


def test_a_vest_adds_to_every_muscle() -> None:
    light = blocks(kind="drop", count=10)
    heavy = blocks(kind="drop", count=10, carried={"vest_kg": 14})
    assert heavy.force == pytest.approx(1.2 * light.force)
