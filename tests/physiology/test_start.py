"""Where a runner begins: between what the stated status and what the first records speak for."""

from dataclasses import replace

import numpy as np

from myostride.muscles import INDEX
from myostride.physiology import (
    Habits,
    Parameters,
    TimedBlocks,
    draw_parameters,
    evolve,
    starting_state,
)
from myostride.runner import Body, Runner
from myostride.training import Program, plan_sessions
from myostride.units import SECONDS_PER_DAY

RUNNER = Runner(body=Body(72.0, 1.78, sex="male"), status="runner")
DRAWS = 60


def weeks(status: str, minutes: float, days: str, lasting: int = 4) -> list[TimedBlocks]:
    """So many weeks of the same run, as records show them."""
    run = f"{{run: {{minutes: {minutes}, speed_m_s: 3.6}}}}"
    text = f"blocks: [{{weeks: {lasting}, days: [{days}], session: [{run}]}}]"
    planned = plan_sessions(Program.from_text(text), replace(RUNNER, status=status))
    return [TimedBlocks(s.day * SECONDS_PER_DAY, s.blocks) for s in planned]


MUCH = "mon, tue, wed, thu, fri, sat, sun"


def lived_like(share: float, runner: Runner = RUNNER) -> Parameters:
    """Draws that all believe the first records to the same `share`."""
    p = draw_parameters(DRAWS, 1, runner)
    return replace(p, values=p.values | {"habit_from_records": np.full((DRAWS, 1), share)})


def growth_pct(p: Parameters, runner: Runner, sessions: list[TimedBlocks]) -> np.ndarray:
    """(draw,) growth of the vasti over ten weeks of the very running of the first ones."""
    start = starting_state(p, runner, 0.0, first_sessions=sessions[:28])
    end = evolve(
        start, p, sessions, 70 * SECONDS_PER_DAY, [Habits(0.0, 8000.0)],
        reference_size=start.size, reference_strength=start.size * start.quality,
    ).end  # fmt: skip
    return np.asarray(100.0 * (end.size / start.size - 1.0)[:, INDEX["vasti"]])


TEN_WEEKS = weeks("runner", 60.0, MUCH, lasting=10)


def test_who_always_ran_so_does_not_grow_by_running_so() -> None:
    grown = growth_pct(lived_like(1.0), RUNNER, TEN_WEEKS)
    assert np.abs(np.quantile(grown, [0.1, 0.9])).max() < 0.5


def test_who_ran_less_before_grows_by_more() -> None:
    new, old = (growth_pct(lived_like(s), RUNNER, TEN_WEEKS) for s in (0.0, 1.0))
    assert np.median(new) > np.median(old) + 2.0


def test_nobody_knows_which_and_the_interval_says_so() -> None:
    p = draw_parameters(300, 1, RUNNER)
    either = growth_pct(p, RUNNER, TEN_WEEKS)
    low, high = np.quantile(either, [0.1, 0.9])
    assert low < 1.0
    assert high > np.median(growth_pct(lived_like(0.0), RUNNER, TEN_WEEKS)) - 2.0


def test_the_word_for_a_status_moves_growth_by_less_than_the_intervals_span() -> None:
    spans = []
    for status in ("runner", "trained_runner"):
        runner = replace(RUNNER, status=status)
        grown = growth_pct(draw_parameters(200, 1, runner), runner, TEN_WEEKS)
        spans.append(np.quantile(grown, [0.1, 0.9]))
    assert spans[1][1] >= spans[0][0]


def test_who_did_not_train_before_starts_from_walking_whatever_comes_next() -> None:
    walker = replace(RUNNER, status="active")
    p = draw_parameters(DRAWS, 1, walker)
    known = starting_state(p, walker, 0.0, first_sessions=TEN_WEEKS[:28])
    np.testing.assert_array_equal(known.size, starting_state(p, walker, 0.0).size)


def test_too_few_sessions_tell_nothing() -> None:
    p = draw_parameters(DRAWS, 1, RUNNER)
    few = starting_state(p, RUNNER, 0.0, first_sessions=TEN_WEEKS[:3])
    np.testing.assert_array_equal(few.size, starting_state(p, RUNNER, 0.0).size)
