"""Sessions as steps: the right ones, as often, as long and as hard as the session says."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from myostride.coach.outgoing import Repeat, Step, seconds_in, step_lines, steps_of, unrolled
from myostride.errors import InputError
from tests.coach.outgoing.plans import (
    BURSTS,
    CAPACITY,
    GYM,
    HILLS,
    INTERVALS,
    NESTED,
    seconds_planned,
    session_of,
    workout,
)


def steps(text: str) -> tuple[Step | Repeat, ...]:
    return steps_of(workout(text), CAPACITY)


def test_intervals_are_a_repeat_with_the_last_one_behind_it() -> None:
    warm_up, repeat, last, cool_down = steps(INTERVALS)
    assert isinstance(warm_up, Step)
    assert isinstance(repeat, Repeat)
    assert isinstance(last, Step)
    assert isinstance(cool_down, Step)
    assert (warm_up.role, cool_down.role) == ("warm_up", "cool_down")
    assert (warm_up.seconds, cool_down.seconds) == (600.0, 300.0)
    assert repeat.times == 3
    assert [step.role for step in repeat.steps] == ["active", "recovery"]
    assert [step.seconds for step in repeat.steps] == pytest.approx([240.0, 180.0])
    assert last == repeat.steps[0]


def test_a_heart_rate_is_asked_for_where_it_has_time_to_settle() -> None:
    warm_up, repeat, *_ = steps(INTERVALS)
    assert isinstance(warm_up, Step)
    assert isinstance(repeat, Repeat)
    assert (warm_up.target.kind, warm_up.target.low, warm_up.target.high) == ("heart_rate", 67, 73)
    work, rest = repeat.steps
    assert (work.target.kind, work.target.low, work.target.high) == ("heart_rate", 89, 96)
    assert rest.target.kind == "speed"
    (short,) = steps("- run: {seconds: 90, hr_max_pct: 90}")
    assert isinstance(short, Step)
    assert short.target.kind == "speed"


def test_a_heart_rate_never_passes_its_maximum() -> None:
    (step,) = steps("- run: {minutes: 5, hr_max_pct: 105}")
    assert isinstance(step, Step)
    assert (step.target.low, step.target.high) == (99, 100)


def test_a_speed_is_asked_for_give_or_take_four_percent() -> None:
    (step,) = steps("- run: {minutes: 30, speed_m_s: 3.0}")
    assert isinstance(step, Step)
    assert step.target.kind == "speed"
    assert (step.target.low, step.target.high) == pytest.approx((2.88, 3.12))


def test_a_distance_with_its_time_is_a_speed() -> None:
    (step,) = steps("- run: {distance_m: 10000, finish_min: 50}")
    assert isinstance(step, Step)
    assert (step.ends, step.distance_m, step.seconds) == ("distance", 10_000.0, 3000.0)
    assert step.speed_m_s == pytest.approx(10_000 / 3000)


def test_all_out_is_open() -> None:
    repeat, last = steps(BURSTS)
    assert isinstance(repeat, Repeat)
    assert repeat.times == 7
    work, rest = repeat.steps
    assert work.target.kind == "open"
    assert work.notes == "all-out"
    assert (rest.role, rest.mode, rest.seconds) == ("rest", "stand", pytest.approx(110.0))
    assert last == work


def test_hills_end_by_distance_and_say_slope_and_vest() -> None:
    warm_up, repeat, _ = steps(HILLS)
    assert isinstance(warm_up, Step)
    assert isinstance(repeat, Repeat)
    up, down = repeat.steps
    assert (up.ends, up.distance_m) == ("distance", 200.0)
    assert up.notes == "hard, 8 % uphill, vest of 5 kg"
    assert (down.ends, down.distance_m) == ("distance", 200.0)
    assert down.notes == "easy, 8 % downhill"
    assert up.target.kind == "speed"
    assert down.target.kind == "open"
    assert 0 < up.speed_m_s < down.speed_m_s


def test_lifts_and_jumps_are_open_with_notes_and_rests() -> None:
    walk, squats, jumps = steps(GYM)
    assert isinstance(walk, Step)
    assert (walk.role, walk.target.kind) == ("warm_up", "open")
    assert isinstance(squats, Repeat)
    assert isinstance(jumps, Repeat)
    assert (squats.times, jumps.times) == (4, 3)
    work, rest = squats.steps
    assert (work.name, work.ends) == ("Back squat x 8", "open")
    assert work.notes == "parallel depth, 2 in reserve"
    assert (rest.role, rest.seconds) == ("rest", pytest.approx(180.0))
    assert (jumps.steps[0].name, jumps.steps[0].notes) == ("Drop jumps x 10", "from 40 cm")


def test_repeats_hold_no_repeats() -> None:
    # 3 x (4 x 400 m with 3 rests, one easy run): 8 steps inside, all light ones recovery.
    (repeat,) = steps(NESTED)
    assert isinstance(repeat, Repeat)
    assert repeat.times == 3
    assert [step.role for step in repeat.steps] == [
        "active", "rest", "active", "rest", "active", "rest", "active", "recovery",
    ]  # fmt: skip


def test_the_shorter_way_to_write_a_nested_repeat_is_taken() -> None:
    # 2 x (20 x 30 s with rests): twice 3 steps and the last is shorter than 39 steps.
    text = """
- group: {repeat: 2, steps: [{run: {repeat: 20, seconds: 30, speed_m_s: 5, rest: {seconds: 30}}}]}
"""
    times = [step.times if isinstance(step, Repeat) else 1 for step in steps(text)]
    assert times == [19, 1, 19, 1]


def test_a_long_easy_run_is_no_warm_up() -> None:
    first, *_ = steps("[{run: {minutes: 60, effort: easy}}, {run: {repeat: 4, seconds: 20}}]")
    assert isinstance(first, Step)
    assert first.role == "active"


def test_an_easy_stretch_between_hard_ones_is_recovery() -> None:
    hard = "{run: {minutes: 8, effort: hard}}"
    middle = steps(f"[{hard}, {{run: {{minutes: 3, effort: easy}}}}, {hard}]")[1]
    assert isinstance(middle, Step)
    assert middle.role == "recovery"


def test_a_walk_between_runs_is_open_and_a_hike_is_not() -> None:
    (run_walk,) = steps(
        "[{group: {repeat: 5, steps: [{run: {minutes: 2, effort: easy}}, {walk: {minutes: 1}}]}}]"
    )
    assert isinstance(run_walk, Repeat)
    assert [(s.role, s.target.kind) for s in run_walk.steps] == [
        ("active", "speed"), ("recovery", "open"),
    ]  # fmt: skip
    (hike,) = steps("- walk: {minutes: 30, effort: moderate, carried: {vest_kg: 4}}")
    assert isinstance(hike, Step)
    assert hike.target.kind == "speed"


def test_rides_and_games_have_no_speed() -> None:
    ride, game = steps("[{cycle: {minutes: 20, power_w: 150}}, {football: {minutes: 40}}]")
    assert isinstance(ride, Step)
    assert isinstance(game, Step)
    assert (ride.target.kind, ride.notes) == ("open", "150 W")
    assert game.target.kind == "heart_rate"
    assert (ride.speed_m_s, game.speed_m_s) == (0.0, 0.0)


def test_a_rest_day_has_no_steps() -> None:
    assert steps_of(workout(""), CAPACITY) == ()


def test_endless_steps_are_refused_in_one_line() -> None:
    # 200 x (200 x (200 x (...))): as deep and as often as a program file may say.
    inner: dict[str, Any] = {"run": {"seconds": 10, "speed_m_s": 5}}
    for _ in range(4):
        inner = {"group": {"repeat": 200, "steps": [inner, {"run": {"seconds": 5}}]}}
    wild = replace(workout(""), session=session_of([inner]))
    with pytest.raises(InputError, match="more than 1000 steps"):
        steps_of(wild, CAPACITY)
    long = replace(workout(""), session=session_of([{"run": {"seconds": 10}}] * 1001))
    with pytest.raises(InputError, match="more than 1000 steps"):
        steps_of(long, CAPACITY)


def test_lines_read_as_a_runner_says_it() -> None:
    lines = step_lines(steps(INTERVALS))
    assert len(lines) == 3
    assert lines[0] == "Warm up: Run 10 min at 67–73 % of maximal heart rate"
    assert lines[1].startswith("4 times: Run 4 min at 89–96 % of maximal heart rate; between: Easy")


runs = st.fixed_dictionaries(
    {"effort": st.sampled_from(["easy", "moderate", "hard", "max"])},
    optional={
        "repeat": st.integers(1, 6),
        "grade_pct": st.sampled_from([-8, 0, 5, 12]),
        "rest": st.sampled_from(
            [{"seconds": 45}, {"minutes": 2, "effort": "easy"}, {"distance_m": 150}, {}]
        ),
        "carried": st.sampled_from([{"vest_kg": 6}, {"ankle_kg": 1}, {"vest_pct_mass": 8}]),
    },
)
doses = st.sampled_from(
    [{"seconds": 20}, {"minutes": 3}, {"minutes": 25}, {"distance_m": 80}, {"distance_m": 1600}, {}]
)
foot = st.builds(lambda mode, run, dose: {mode: {**run, **dose}}, st.sampled_from(["run", "walk"]),
                 runs, doses)  # fmt: skip
others = st.sampled_from(
    [
        {"lift": {"exercise": "back_squat", "sets": 3, "reps": 5}},
        {"lift": {"exercise": "back_squat"}},
        {"jump": {"kind": "hop", "sets": 2, "count": 20}},
        {"cycle": {"repeat": 3, "minutes": 2, "effort": "hard", "rest": {"minutes": 1}}},
        {"football": {"minutes": 20}},
    ]
)
elements = st.recursive(
    foot | others,
    lambda inner: st.builds(
        lambda steps, times, rest: {
            "group": {"steps": steps, "repeat": times, **({} if rest is None else {"rest": rest})}
        },
        st.lists(inner, min_size=1, max_size=3),
        st.integers(1, 4),
        st.sampled_from([None, {"seconds": 90}, {"minutes": 1, "effort": "easy"}, {}]),
    ),
    max_leaves=5,
).filter(lambda row: _depth(row) <= 3)


def _depth(row: dict[str, Any]) -> int:
    return 1 + max(map(_depth, row["group"]["steps"])) if "group" in row else 0


@settings(max_examples=120, deadline=None)
@given(st.lists(elements, min_size=1, max_size=4))
def test_steps_take_as_long_as_the_session(rows: list[dict[str, Any]]) -> None:
    session = session_of(rows)
    made = steps_of(workout(session), CAPACITY)
    done = unrolled(made)
    assert seconds_in(made) == pytest.approx(seconds_planned(session), abs=1e-6 * len(done))
    for step in done:
        assert step.seconds > 0
        assert (step.ends == "distance") == (step.distance_m > 0)
        assert step.target.kind == "open" or step.target.low < step.target.high
    assert all(not isinstance(s, Repeat) or s.times > 1 for s in made)
