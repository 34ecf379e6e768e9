"""The compiled day and session layers against their readable twin."""

import numpy as np
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from myostride.physiology import (
    Habits,
    TimedBlocks,
    draw_parameters,
    forms,
    kernel,
    session,
    twin,
)
from myostride.physiology.day import baseline_state
from myostride.physiology.kernel import rows
from myostride.physiology.start import starting_state
from myostride.physiology.stretches import Itinerary, itinerary
from myostride.runner import Runner
from myostride.training import Program, plan_sessions
from myostride.training.blocks import CONDITIONS
from myostride.units import SECONDS_PER_DAY

OLD = Runner(age_y=76.0, status="untrained")
P = draw_parameters(37, 3, OLD)

ELEMENTS = (
    {"run": {"minutes": 25, "effort": "easy"}},
    {"run": {"repeat": 4, "minutes": 3, "effort": "hard", "rest": {"minutes": 2}}},
    {"run": {"minutes": 30, "grade_pct": -15, "speed_m_s": 3}},
    {"run": {"repeat": 6, "seconds": 12, "all_out": True, "rest": {"minutes": 2}}},
    {"walk": {"minutes": 30, "grade_pct": -20, "carried": {"pack_kg": 15}}},
    {"cycle": {"minutes": 30, "effort": "hard"}},
    {"cycle": {"minutes": 8, "power_max_pct": 40, "eccentric": True}},
    {"football": {"minutes": 40}},
    {"lift": {"exercise": "back_squat", "sets": 4, "reps": 8, "load_rm": 8}},
    {"lift": {"exercise": "flywheel_squat", "sets": 4, "reps": 7, "max": True}},
    {"jump": {"kind": "drop", "count": 40}},
)


def way(sessions: list[list[dict[str, object]]], habits: list[Habits], days: int = 10) -> Itinerary:
    blocks = [{"days": 1, "session": session} for session in sessions]
    text = yaml.safe_dump({"people": {"status": "untrained"}, "blocks": blocks})
    planned = plan_sessions(Program.from_text(text))
    timed = [TimedBlocks(s.day * SECONDS_PER_DAY, s.blocks, s.force_log_sd) for s in planned]
    return itinerary(0.0, days * SECONDS_PER_DAY, timed, habits, SECONDS_PER_DAY / 2.0)


def assert_forms_agree(path: Itinerary) -> None:
    one, other = baseline_state(P, 0.0), baseline_state(P, 0.0)
    base = one.size.copy()
    lived, summed = np.zeros((3, *base.shape)), np.zeros((3, *base.shape))
    by_twin = twin.carry(one, P, path, base, base, lived)
    by_kernel = kernel.carry(other, P, path, base, base, summed)
    assert_allclose(by_kernel.muscles, by_twin.muscles, atol=1e-9)
    assert_allclose(by_kernel.ck_late, by_twin.ck_late, atol=1e-9)
    assert_allclose(summed, lived, atol=1e-9)
    for name, array in one.to_arrays().items():
        assert_allclose(other.to_arrays()[name], array, atol=1e-9, err_msg=name)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    sessions=st.lists(
        st.lists(st.sampled_from(ELEMENTS), min_size=1, max_size=2), min_size=1, max_size=6
    ),
    steps=st.floats(0.0, 15000.0),
    protein=st.one_of(st.none(), st.floats(0.4, 3.0)),
    balance=st.one_of(st.none(), st.floats(-900.0, 300.0)),
    carbohydrate=st.one_of(st.none(), st.floats(0.0, 9.0)),
    condition=st.sampled_from(CONDITIONS),
    guessed=st.booleans(),
)
def test_any_days_give_the_same_in_both_forms(
    sessions: list[list[dict[str, object]]],
    steps: float,
    protein: float | None,
    balance: float | None,
    carbohydrate: float | None,
    condition: str,
    guessed: bool,
) -> None:
    habits = [
        Habits(0.0, 8000.0),
        Habits(3.0 * SECONDS_PER_DAY, steps, protein, balance, condition, carbohydrate, guessed),
    ]
    assert_forms_agree(way(sessions, habits))


def test_a_session_to_exhaustion_gives_the_same_in_both_forms() -> None:
    hard = {"lift": {"exercise": "back_squat", "sets": 12, "reps": 20, "max": True, "rest_s": 5}}
    assert_forms_agree(way([[hard], [hard]], [Habits(0.0, 8000.0)]))


def test_a_year_gives_the_same_in_both_forms() -> None:
    week = [[e] for e in (ELEMENTS[0], ELEMENTS[8], ELEMENTS[1])]
    assert_forms_agree(way(week, [Habits(0.0, 7000.0)], days=365))


def test_two_sessions_that_end_at_once_both_count() -> None:
    path = way([[ELEMENTS[0]]], [Habits(0.0, 8000.0)])
    (session,) = path.sessions
    twice = itinerary(0.0, 86400.0, [session, session], path.habits, 86400.0)
    assert_forms_agree(twice)
    assert sum(len(stretch.sessions) for stretch in twice.stretches) == 2


def test_a_starting_state_is_the_same_in_both_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    states = []
    for carry in (twin.carry, kernel.carry):
        monkeypatch.setattr(forms, "carry_of", lambda *_, form=carry: form)
        states.append(starting_state(P, Runner(status="trained_runner"), 0.0))
    for name, array in states[0].to_arrays().items():
        assert_allclose(states[1].to_arrays()[name], array, atol=1e-9, err_msg=name)


def test_draws_do_not_depend_on_how_many_go_together() -> None:
    path = way([[ELEMENTS[2]], [ELEMENTS[8]]], [Habits(0.0, 8000.0)])
    alone = draw_parameters(1, 3, OLD)
    one, many = baseline_state(alone, 0.0), baseline_state(P, 0.0)
    single = kernel.carry(one, alone, path, one.size.copy(), one.size.copy())
    together = kernel.carry(many, P, path, many.size.copy(), many.size.copy())
    assert_allclose(single.muscles[..., 0], together.muscles[..., 0], atol=1e-12)


def test_powers_and_logarithms_without_a_call_are_good_to_what_they_say() -> None:
    x = np.geomspace(1e-4, 1e4, 400)
    logs = np.array([rows.log_wide.py_func(v) for v in x])
    assert_allclose(logs, np.log(x), rtol=1e-12, atol=1e-13)
    y = np.linspace(-40.0, 40.0, 401)
    powers = np.array([rows.exp_wide.py_func(v) for v in y])
    assert_allclose(powers, np.exp(y), rtol=1e-9)


def test_both_forms_keep_effort_finite_by_the_same_bounds() -> None:
    compiled = kernel.session
    assert compiled.LEAST_CAPACITY == session.LEAST_CAPACITY
    assert compiled.LEAST_FRESH == session.LEAST_FRESH
