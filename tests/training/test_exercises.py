"""The exercise table agrees with how joints and muscles work."""

from __future__ import annotations

import numpy as np
import pytest

from myostride.errors import UnknownName
from myostride.muscles import INDEX
from myostride.references import load_parameters, load_table, reference
from myostride.training.exercises import exercise, exercise_names, exercises

CONTRACT = (
    "back_squat", "half_squat", "leg_press", "knee_extension", "knee_curl", "hip_thrust",
    "standing_calf_raise", "seated_calf_raise", "flywheel_squat", "flywheel_knee_extension",
    "jump_squat", "lunge", "deadlift",
)  # fmt: skip


def share(name: str, muscle: str, depth: str | None = None) -> float:
    return float(exercise(name).share(depth)[INDEX[muscle]])


@pytest.mark.parametrize("name", CONTRACT)
def test_every_promised_exercise_is_there(name: str) -> None:
    assert exercise(name).share(None).shape == (10,)


@pytest.mark.parametrize("name", sorted({e.name for e in exercises().values()}))
def test_every_exercise_has_a_prime_mover_a_source_and_a_status(name: str) -> None:
    row = load_table("exercises")["exercises"][name]
    assert row["status"] in ("measured", "fitted", "assumed")
    assert reference(row["source"]).citation
    for shares in exercise(name).shares.values():
        assert 0.88 <= shares.max() <= 1.0
        assert shares.min() > 0


def test_every_parameter_names_a_known_source() -> None:
    for table in ("exercises", "intensity"):
        assert len(load_parameters(table)) > 20


def test_a_deeper_squat_loads_the_hip_more_and_the_vasti_alike() -> None:
    for muscle in ("gluteus_maximus", "adductors"):
        depths = [share("back_squat", muscle, d) for d in ("half", "parallel", "full")]
        assert depths == sorted(depths)
        assert depths[0] < 0.75 * depths[2]
    assert share("back_squat", "vasti", "full") == share("back_squat", "vasti", "half")


def test_two_joint_muscles_stay_low_in_squats() -> None:
    for depth in ("full", "parallel", "half", "quarter"):
        assert share("back_squat", "rectus_femoris", depth) <= 0.25
        assert share("back_squat", "hamstrings", depth) <= 0.25


def test_a_bent_knee_slackens_the_gastrocnemius_and_not_the_soleus() -> None:
    standing, seated = "standing_calf_raise", "seated_calf_raise"
    assert share(seated, "gastrocnemius") < 0.35 * share(standing, "gastrocnemius")
    assert share(seated, "soleus") == pytest.approx(share(standing, "soleus"), abs=0.1)


def test_half_squat_is_the_back_squat_at_half_depth() -> None:
    half = exercise("back_squat").share("half")
    assert np.array_equal(exercise("half_squat").share(None), half)


def test_an_unknown_exercise_names_the_nearest() -> None:
    with pytest.raises(UnknownName, match="'hip_thrust'"):
        exercise("hip_trust")


def test_names_are_unique_over_aliases() -> None:
    rows = load_table("exercises")["exercises"]
    names = [n for name, row in rows.items() for n in (name, *row.get("aliases", ()))]
    assert len(names) == len(set(names)) == len(exercise_names())
