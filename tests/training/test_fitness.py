"""VO2max read off a runner's own runs."""

import numpy as np
import pytest

from myostride.gait import LoadBlocks, run_blocks
from myostride.runner import Body, Runner
from myostride.training import vo2max_of_runs
from myostride.training.capacity import Capacity, capacity_of

BODY = Body(mass_kg=70.0, height_m=1.75)
EXPECTED = capacity_of(Runner(status="runner", age_y=30.0, body=Body(sex="male")))


def run(minutes: float, speed_m_s: float, blocks: int = 10) -> LoadBlocks:
    seconds = np.full(blocks, 60.0 * minutes / blocks)
    return run_blocks(
        np.full(blocks, speed_m_s),
        np.zeros(blocks),
        seconds,
        np.concatenate([[0.0], np.cumsum(seconds)[:-1]]),
        body=BODY,
    )


def of(*runs: LoadBlocks, expected: Capacity = EXPECTED) -> float:
    vo2max = vo2max_of_runs(runs, runs, expected)
    assert vo2max is not None
    return vo2max


def test_too_few_runs_say_nothing() -> None:
    assert vo2max_of_runs([run(40, 3.0)] * 2, [run(40, 3.0)] * 2, EXPECTED) is None
    assert vo2max_of_runs([run(10, 3.0)] * 9, [run(10, 3.0)] * 9, EXPECTED) is None


def test_a_usual_pace_lies_between_what_it_says_and_what_the_status_says() -> None:
    assert of(*[run(40, 2.2)] * 5) < EXPECTED.vo2max_ml_kg_min
    assert of(*[run(40, 2.2)] * 5) > 35.0


def test_faster_runners_are_taken_as_fitter() -> None:
    assert of(*[run(40, 3.4)] * 5) > of(*[run(40, 3.0)] * 5) > of(*[run(40, 2.6)] * 5)


def test_a_race_raises_what_easy_runs_say() -> None:
    easy = [run(40, 2.6)] * 5
    raced = of(*easy, run(20.0, 4.6))
    assert raced > of(*easy)
    # 20 min at 4.6 m/s cost 48.4 ml/(kg min), which 0.93 of VO2max sustains.
    assert raced == pytest.approx(48.4 / 0.93, rel=0.02)


def test_the_best_stretch_counts_and_not_the_mean_of_its_run() -> None:
    easy = [run(40, 2.6)] * 5
    both = [run(20.0, 2.4), run(15.0, 4.8)]
    seconds = np.concatenate([b.seconds for b in both])
    speed = np.concatenate([np.full(10, 2.4), np.full(10, 4.8)])
    starts = np.concatenate([[0.0], np.cumsum(seconds)[:-1]])
    tempo = run_blocks(speed, np.zeros(20), seconds, starts, body=BODY)
    assert of(*easy, tempo) > 1.1 * of(*easy)


def test_an_ordinary_later_run_changes_nothing() -> None:
    early = [run(40, 2.9)] * 5
    assert vo2max_of_runs(early, early, EXPECTED) == vo2max_of_runs(
        early, [*early, run(50, 2.7), run(30, 3.0)], EXPECTED
    )


def test_repetitions_with_standing_rests_are_no_race() -> None:
    easy = [run(40, 2.6)] * 5
    starts = 240.0 * np.arange(12)  # a minute fast, three standing
    reps = run_blocks(np.full(12, 5.2), np.zeros(12), np.full(12, 60.0), starts, body=BODY)
    assert of(*easy, reps) == of(*easy)
    unbroken = run_blocks(
        np.full(12, 5.2), np.zeros(12), np.full(12, 60.0), 60.0 * np.arange(12), body=BODY
    )
    assert of(*easy, unbroken) > of(*easy)


def test_a_fault_of_the_recording_is_no_best_effort() -> None:
    seconds, speed = np.full(120, 20.0), np.full(120, 3.0)
    speed[60:66] = 20.0
    starts = 20.0 * np.arange(120)
    jumped = run_blocks(speed, np.zeros(120), seconds, starts, body=BODY)
    assert of(*[run(40, 3.0)] * 5, jumped) == of(*[run(40, 3.0)] * 5)
