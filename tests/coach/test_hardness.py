"""What counts as hard work: what tires, or brakes, as the mildest hard runs of the library do."""

import pytest

from myostride.coach.hardness import was_hard
from myostride.coach.library import workout
from myostride.gait.load import LoadBlocks
from myostride.runner import Body, Runner
from myostride.training.capacity import capacity_of
from myostride.training.sessions import session_part

WHO = Runner(Body(66.0, 1.72, "female"), status="runner")


def recorded(name: str, level: int = 1, minutes: float | None = None) -> LoadBlocks:
    one = workout(name, level=level, minutes=minutes)
    part = session_part(one.session, capacity_of(WHO), WHO.body)
    assert part.blocks is not None
    return part.blocks


@pytest.mark.parametrize("name", ["four_by_four", "fartlek", "hill_repeats", "downhill", "squats"])
def test_hard_workouts_of_the_library_are_hard(name: str) -> None:
    assert was_hard(recorded(name, 3), WHO)


@pytest.mark.parametrize(("name", "minutes"), [("easy", 40.0), ("long", 110.0), ("tempo", 50.0)])
def test_easy_and_long_and_steady_runs_are_not(name: str, minutes: float) -> None:
    assert not was_hard(recorded(name, 1, minutes), WHO)
