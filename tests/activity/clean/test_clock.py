"""A clock that steps back, jumps or stutters is put in order, or refused."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from myostride.activity.clean.clock import ordered
from myostride.activity.clean.samples import BREAKS, Notes, Samples
from myostride.activity.reading import read_activities
from myostride.errors import ActivityError
from tests.shared import activity_file, needs_shared

DAY_S = 86400.0


def rows(times: list[float] | np.ndarray, **columns: list[float] | np.ndarray) -> Samples:
    unix_s = np.asarray(times, dtype=np.float64)
    return Samples(
        unix_s,
        {name: np.asarray(values, dtype=np.float64) for name, values in columns.items()},
        np.zeros(unix_s.size, dtype=np.int64),
        np.zeros(unix_s.size, dtype=np.int8),
    )


def put_in_order(samples: Samples, elapsed_s: float = np.nan) -> tuple[Samples, list[str]]:
    notes = Notes()
    return ordered(samples, elapsed_s, notes), notes.repaired


def test_one_sample_out_of_order_is_left_out() -> None:
    samples, repaired = put_in_order(rows([0, 1, 2, 900, 3, 4, 5]))
    assert samples.unix_s.tolist() == [0, 1, 2, 3, 4, 5]
    assert repaired == ["1 sample with a time out of order left out"]


def test_a_clock_set_back_in_mid_run_shifts_what_follows() -> None:
    times = np.concatenate([np.arange(0, 300), np.arange(200, 500)])
    samples, repaired = put_in_order(rows(times))
    assert samples.unix_s.tolist() == list(range(600))
    assert BREAKS[samples.broken[300]] == "clock"
    assert "stepped back 1 time" in repaired[0]


def test_a_long_pause_is_no_jump_when_the_device_knows_of_it() -> None:
    times = np.concatenate([np.arange(0, 300), np.arange(300, 600) + 2 * DAY_S])
    samples, repaired = put_in_order(rows(times), elapsed_s=600 + 2 * DAY_S)
    assert samples.unix_s[-1] == 599 + 2 * DAY_S
    assert repaired == []


def test_a_jump_the_device_does_not_know_of_is_closed() -> None:
    times = np.concatenate([np.arange(0, 300), np.arange(300, 600) + 2 * DAY_S])
    samples, _ = put_in_order(rows(times), elapsed_s=600)
    assert samples.unix_s[-1] == 599
    assert BREAKS[samples.broken[300]] == "clock"


def test_a_last_sample_decades_away_is_left_out() -> None:
    samples, repaired = put_in_order(rows([*range(400), 64 * 365 * DAY_S]), elapsed_s=400)
    assert samples.unix_s[-1] == 399
    assert "23360 days off" in repaired[0]


def test_equal_times_become_one_row_with_all_that_is_known() -> None:
    samples, _ = put_in_order(
        rows([0, 0, 1, 1], speed_m_s=[3, np.nan, 2, np.nan], power_w=[np.nan, 200, np.nan, 210])
    )
    assert samples.columns["speed_m_s"].tolist() == [3, 2]
    assert samples.columns["power_w"].tolist() == [200, 210]


@pytest.mark.parametrize(
    "times",
    [np.arange(400)[::-1], np.arange(400) * DAY_S, np.tile([0, 50], 200) + np.arange(400)],
    ids=["backward", "days apart", "to and fro"],
)
def test_a_clock_broken_all_along_is_refused(times: np.ndarray) -> None:
    with pytest.raises(ActivityError, match="clock was broken"):
        put_in_order(rows(times.astype(float)), elapsed_s=400)


@given(st.lists(st.floats(0, 5000), min_size=1, max_size=80))
def test_time_rises_strictly_whatever_comes_in(times: list[float]) -> None:
    try:
        samples, _ = put_in_order(rows(times, speed_m_s=np.full(len(times), 3.0)))
    except ActivityError:
        return
    assert np.all(np.diff(samples.unix_s) > 0)
    assert len(samples) >= 1


@needs_shared
def test_a_real_backward_step_is_dropped_with_a_warning() -> None:
    content = activity_file("gpx/runkeeper_negative_time_step.gpx").read_bytes()
    (activity,) = read_activities(content)
    assert "1 sample with a time out of order left out" in activity.warnings
    assert activity.duration_s == pytest.approx(3330, abs=1)
