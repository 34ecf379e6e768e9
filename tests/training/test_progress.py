"""Later weeks are faster, heavier or longer than the first."""

from __future__ import annotations

import pytest

from myostride.training.elements import Endurance, Group, Jump, Lift
from myostride.training.progress import progressed

from .people import element


def grown(text: object, of: str, factor: float = 1.2) -> Endurance | Lift | Jump | Group:
    return progressed(element(text), of, factor)


def test_volume_lengthens_a_run_and_adds_intervals() -> None:
    run = grown({"run": {"minutes": 30}}, "volume")
    intervals = grown({"run": {"minutes": 4, "repeat": 5}}, "volume")
    assert isinstance(run, Endurance)
    assert isinstance(intervals, Endurance)
    assert run.dose.seconds == pytest.approx(36 * 60)
    assert (intervals.repeat, intervals.dose.seconds) == (6, 240)


def test_speed_scales_the_pace_and_not_an_all_out_sprint() -> None:
    run = grown({"run": {"minutes": 30, "effort": "easy"}}, "speed")
    sprint = grown({"run": {"seconds": 10, "all_out": True}}, "speed")
    race = grown({"run": {"distance_m": 5000, "finish_min": 30}}, "speed")
    assert isinstance(run, Endurance)
    assert isinstance(sprint, Endurance)
    assert isinstance(race, Endurance)
    assert run.intensity is not None
    assert sprint.intensity is not None
    assert run.intensity.scale == 1.2
    assert sprint.intensity.scale == 1.0
    assert race.dose.finish_s == pytest.approx(25 * 60)


def test_load_scales_what_is_carried_and_lifted_by_percent() -> None:
    vest = grown({"run": {"carried": {"vest_kg": 5}}}, "load")
    by_percent = grown({"lift": {"exercise": "lunge", "load_pct_1rm": 60}}, "load")
    by_reps = {"lift": {"exercise": "lunge", "load_rm": 10}}
    assert isinstance(vest, Endurance)
    assert isinstance(by_percent, Lift)
    assert by_percent.load is not None
    assert vest.carried.vest_kg == pytest.approx(6)
    assert by_percent.load.scale == 1.2
    # A 10RM grows with strength by itself.
    assert grown(by_reps, "load") == element(by_reps)


def test_volume_adds_sets_and_jumps_within_a_group() -> None:
    steps = [{"lift": {"exercise": "lunge", "sets": 5}}, {"jump": {"count": 10}}]
    group = grown({"group": {"repeat": 2, "steps": steps}}, "volume")
    assert isinstance(group, Group)
    sets, jumps = group.steps
    assert isinstance(sets, Lift)
    assert isinstance(jumps, Jump)
    assert (sets.sets, jumps.count) == (6, 12)


def test_no_progression_changes_nothing() -> None:
    run = element({"run": {}})
    assert progressed(run, None, 1.5) is run
    assert progressed(run, "speed", 1.0) is run
