"""Whole programs become timed sessions of load, habits and stated assumptions."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from myostride.muscles import INDEX
from myostride.runner import Body, Runner
from myostride.training import Program, assumptions, habits, plan_sessions, runner_of
from myostride.training.sessions import session_part

from .people import ACTIVE, program

SAMPLES = sorted((Path(__file__).parents[2] / "docs" / "programs").glob("*.yaml"))


def test_there_are_sample_programs() -> None:
    assert len(SAMPLES) == 6


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_every_sample_program_is_read_and_planned(path: Path) -> None:
    sample = Program.from_yaml(path)
    sessions = plan_sessions(sample)
    assert bool(sessions) == (habits(sample)[0].condition == "normal")
    for session in sessions:
        assert 0 <= session.day < sample.length_days
        assert np.isfinite(session.blocks.force).all()


def test_the_person_of_a_program_is_the_mean_of_its_group() -> None:
    study = program(
        "  - {weeks: 1, condition: normal}",
        "people: {n: 12, women: 12, mass_kg: 64, height_m: 1.7, status: active}",
    )
    runner = runner_of(study)
    assert runner.body == Body(64, 1.7, "female")
    assert runner.status == "active"


def test_the_runner_given_replaces_the_people_of_the_program() -> None:
    plan = program("  - {weeks: 1, days: [mon], session: [{run: {minutes: 30, vo2max_pct: 70}}]}")
    slow = plan_sessions(plan, ACTIVE)[0].blocks
    fast = plan_sessions(plan, Runner(ACTIVE.body, 30, "elite", 75))[0].blocks
    assert fast.level_speed_m_s[0] > slow.level_speed_m_s[0]


def test_elements_follow_one_another() -> None:
    plan = program(
        "  - {days: 1, session: [{run: {minutes: 10, speed_m_s: 3}},"
        " {lift: {exercise: back_squat, sets: 2, reps: 10, load_rm: 12, rest_s: 60}},"
        " {run: {minutes: 5, speed_m_s: 3}}]}"
    )
    (session,) = plan_sessions(plan)
    lifts = session.blocks.of_maximum
    assert session.blocks.start_s[lifts][0] == pytest.approx(600)
    # Two sets of 35 s, each with its rest of 60 s.
    assert session.blocks.start_s[-1] + session.blocks.seconds[-1] == pytest.approx(600 + 190 + 300)
    assert session.end_day == pytest.approx(session.day + (600 + 190 + 300) / 86400)


def test_a_group_repeats_its_steps_with_rest_between() -> None:
    plan = program(
        "  - {days: 1, session: [{group: {repeat: 3, rest: {minutes: 2}, steps:"
        " [{run: {minutes: 1, speed_m_s: 4}}, {walk: {minutes: 1, speed_m_s: 1.4}}]}}]}"
    )
    (session,) = plan_sessions(plan)
    assert session.blocks.start_s == pytest.approx([0, 60, 240, 300, 480, 540])


def test_progression_makes_later_weeks_faster() -> None:
    plan = program(
        "  - {weeks: 8, days: [mon], session: [{run: {minutes: 20, speed_m_s: 3}}],"
        " progression: {of: speed, pct_per_week: 5, to_pct: 120}}"
    )
    speeds = [s.blocks.level_speed_m_s[0] for s in plan_sessions(plan)]
    assert speeds[1] == pytest.approx(3.15)
    assert speeds[-1] == pytest.approx(3.6)


def test_equal_sessions_are_worked_out_once() -> None:
    plan = program("  - {weeks: 52, sessions_per_week: 4, session: [{football: }]}")
    session_part.cache_clear()
    sessions = plan_sessions(plan)
    assert len(sessions) == 208
    assert session_part.cache_info().misses == 1
    assert not sessions[0].blocks.force.flags.writeable


def test_easy_running_is_far_from_the_load_of_squats() -> None:
    easy, squats = (
        plan_sessions(Program.from_yaml(path))[0].blocks
        for path in SAMPLES
        if path.stem in ("easy_three_a_week", "squats_two_a_week")
    )
    vasti = INDEX["vasti"]
    assert not easy.of_maximum.any()
    assert squats.of_maximum.all()
    assert squats.force[0, 0, vasti] == pytest.approx(0.95 * 0.75)
    assert squats.force[0, 0, INDEX["hamstrings"]] < 0.25


def test_assumptions_of_two_sessions_stand_in_their_order() -> None:
    plan = program("  - {weeks: 2, sessions: [[{run: {}}], [{cycle: {}}]]}")
    said = assumptions(plan)
    run = next(i for i, line in enumerate(said) if line.startswith("run"))
    ride = next(i for i, line in enumerate(said) if line.startswith("cycle"))
    assert run < ride


AMOUNT = st.fixed_dictionaries({"minutes": st.integers(1, 90)}) | st.fixed_dictionaries(
    {"distance_m": st.integers(30, 20_000)}
)
HOW_HARD = st.sampled_from([
    {}, {"effort": "easy"}, {"effort": "max"}, {"effort": "self_selected"}, {"hr_max_pct": 85},
    {"hrr_pct": 60}, {"vo2max_pct": 110}, {"all_out": True}, {"race_effort": True},
    {"speed_m_s": 2.2},
])  # fmt: skip
ON_FOOT = st.builds(
    lambda mode, amount, hard, more: {mode: {**amount, **hard, **more}},
    st.sampled_from(["run", "walk"]),
    AMOUNT,
    HOW_HARD,
    st.sampled_from([
        {}, {"repeat": 3}, {"grade_pct": -20}, {"grade_pct": 12}, {"sled_pct_mass": 30},
        {"carried": {"pack_kg": 20}}, {"repeat": 2, "rest": {"minutes": 1, "effort": "easy"}},
        {"footwear": "minimal"},
    ]),
)  # fmt: skip
LIFT = st.builds(
    lambda exercise, load, phase: {"lift": {"exercise": exercise, **load, **phase}},
    st.sampled_from(["back_squat", "lunge", "nordic_curl", "jump_squat", "seated_calf_raise"]),
    st.sampled_from([{}, {"reps": 5}, {"load_rm": 10}, {"load_kg": 40}, {"max": True},
                     {"load_pct_1rm": 70, "to_failure": True}]),
    st.sampled_from([{}, {"phase": "eccentric"}, {"phase": "concentric"}]),
)  # fmt: skip
OTHER = st.sampled_from([
    {"jump": {}}, {"jump": {"kind": "drop", "height_m": 0.6, "count": 50}}, {"football": {}},
    {"cycle": {"minutes": 30}}, {"cycle": {"eccentric": True}},
    {"cycle": {"repeat": 8, "seconds": 20, "all_out": True}},
])  # fmt: skip


@settings(max_examples=60)
@given(
    session=st.lists(ON_FOOT | LIFT | OTHER, min_size=1, max_size=3),
    status=st.sampled_from(["sedentary", "active", "elite"]),
)
def test_every_valid_session_becomes_finite_load_in_time_order(
    session: list[object], status: str
) -> None:
    blocks_text = [{"days": 1, "session": session}]
    text = yaml.safe_dump({"people": {"status": status}, "blocks": blocks_text})
    (planned,) = plan_sessions(Program.from_text(text, "x.yaml"))
    blocks = planned.blocks
    for name, array in blocks.to_arrays().items():
        if name != "level_speed_m_s":
            assert np.isfinite(np.asarray(array, dtype=float)).all(), name
    assert (blocks.seconds > 0).all()
    assert (np.diff(blocks.start_s) > 0).all()
    ends = blocks.start_s + blocks.seconds
    assert (blocks.start_s[1:] >= ends[:-1] - 1e-6).all()
    assert ends[-1] <= planned.seconds + 1e-6
    assert blocks.force.min() >= 0
    assert blocks.force.max() < 6
    assert (blocks.duty.sum(axis=1) <= 1.0 + 1e-9).all()
    assert ((blocks.eccentric >= 0) & (blocks.eccentric <= 1)).all()
