"""What a gym app calls an exercise, and how heavy its sets were for this person."""

import numpy as np
import pytest

from myostride.muscles import INDEX
from myostride.references import load_table
from myostride.runner import Runner
from myostride.training.capacity import capacity_of
from myostride.training.exercises import exercise_names
from myostride.training.gym import (
    LoggedSet,
    best_kg,
    exercise_of,
    is_leg_exercise,
    lifts_part,
)

CAPACITY = capacity_of(Runner())


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("Squat (Barbell)", "back_squat"),
        ("Leg Press (Machine)", "leg_press"),
        ("Romanian Deadlift (Dumbbell)", "romanian_deadlift"),
        ("Seated Leg Curl (Machine)", "knee_curl"),
        ("Standing Calf Raise (Machine)", "standing_calf_raise"),
        ("hip_thrust", "hip_thrust"),
        ("Bench Press (Barbell)", None),
    ],
)
def test_names_of_the_apps_are_known(name: str, ours: str | None) -> None:
    assert exercise_of(name) == ours


def test_every_name_leads_to_an_exercise_of_the_table() -> None:
    assert set(load_table("gym_names")["legs"]) <= set(exercise_names())


def test_an_unknown_leg_exercise_is_told_from_one_of_the_arms() -> None:
    assert is_leg_exercise("Leg Wobble (Machine)")
    assert not is_leg_exercise("Bench Press (Barbell)")
    assert not is_leg_exercise("Hanging Leg Raise")


def test_one_rm_is_read_off_the_best_set() -> None:
    """Epley: 100 kg, 8 reps and 2 more in reserve: 100 x (1 + 10/30) = 133 kg."""
    sets = [LoggedSet("back_squat", 100.0, 8.0, 2.0), LoggedSet("back_squat", 60.0, 8.0, 2.0)]
    assert best_kg(sets)["back_squat"] == pytest.approx(133.3, abs=0.1)


def test_a_heavier_set_asks_more_and_only_of_its_muscles() -> None:
    sets = [LoggedSet("knee_extension", kg, 8.0, 2.0) for kg in (40.0, 60.0)]
    blocks = lifts_part(sets, best_kg(sets), CAPACITY).blocks
    assert blocks is not None
    light, heavy = blocks.force[:, 0, INDEX["vasti"]]
    assert light < heavy <= 1.0
    assert np.all(blocks.force[:, 0, INDEX["soleus"]] < 0.3)


def test_a_set_without_weight_goes_by_its_reps() -> None:
    part = lifts_part([LoggedSet("nordic_curl", None, 6.0, 1.0)], {}, CAPACITY)
    assert part.blocks is not None
    assert part.blocks.force[0, 0, INDEX["hamstrings"]] > 0.5
