"""How sure it is that a muscle is recovered: the model's draws, weighed by what was noted."""

from datetime import UTC, date, datetime

import numpy as np
import pytest

from myostride.coach.markers import Felt, JumpMark, weighted_quantiles
from myostride.coach.readiness import FORECAST_S, FORECAST_STEP_S, Readiness, readiness_of
from myostride.coach.ready_why import Past, SessionFacts, behind, ready_why
from myostride.gait import run_blocks
from myostride.muscles import MUSCLES, N_MUSCLES
from myostride.physiology import (
    BodyState,
    Habits,
    TimedBlocks,
    draw_parameters,
    evolve,
    starting_state,
)
from myostride.physiology.ahead import ahead
from myostride.runner import Body, Runner
from myostride.units import SECONDS_PER_DAY

RUNNER = Runner(status="active")
P = draw_parameters(200, 1, RUNNER)
LIFE = [Habits(0.0, 8000.0, 1.6, 0.0)]
QUADS = ("rectus_femoris", "vasti")
TODAY = date(2026, 3, 20)


def downhill(day: float) -> TimedBlocks:
    one = np.ones(15)
    blocks = run_blocks(3.0 * one, -0.15 * one, 180.0 * one, 180.0 * np.arange(15), body=Body())
    return TimedBlocks(day * SECONDS_PER_DAY, blocks)


def body(days: float, *sessions: TimedBlocks) -> BodyState:
    start = starting_state(P, RUNNER, 0.0)
    return evolve(start, P, sessions, days * SECONDS_PER_DAY, LIFE).end


TIRED, RESTED = body(2.5, downhill(1.0)), body(2.5)


def ready(state: BodyState, **marks: object) -> dict[str, Readiness]:
    after = ahead(state, P, LIFE, state.unix_s + FORECAST_S, FORECAST_STEP_S)
    return readiness_of(state, after, P, LIFE, **marks)  # type: ignore[arg-type]


def felt(value: float) -> dict[str, object]:
    return {"felt": [Felt(QUADS, value, 0.3)]}


def jumped(ratio: float) -> dict[str, object]:
    return {"jump": JumpMark("countermovement", ratio, 8, 0.3)}


def test_a_rested_muscle_is_recovered_now() -> None:
    vasti = ready(RESTED)["vasti"]
    assert vasti.p_recovered == pytest.approx(1.0)
    assert vasti.recovered_at_lo == vasti.recovered_at_hi


def test_after_a_descent_recovery_has_an_interval() -> None:
    vasti = ready(TIRED)["vasti"]
    assert vasti.p_recovered < 0.5
    assert vasti.recovered_at_lo is not None
    assert vasti.recovered_at_median is None or vasti.recovered_at_median > vasti.recovered_at_lo


def test_without_markers_every_draw_counts_the_same() -> None:
    told = ready(TIRED)["vasti"]
    m = MUSCLES.index("vasti")
    whole = (TIRED.damage[:, m] < 0.02) & (TIRED.fatigue[:, m] < 0.05)
    assert told.p_recovered == pytest.approx(whole.mean())
    assert told.told_by == ()


def test_the_more_it_is_felt_the_less_surely_it_is_recovered() -> None:
    chances = [ready(RESTED, **felt(value))["vasti"].p_recovered for value in (0, 2, 4, 6, 9)]
    assert chances == sorted(chances, reverse=True)
    assert chances[0] > 0.9
    assert chances[-1] < 0.2


def test_soreness_moves_only_the_muscles_it_was_felt_in() -> None:
    plain, sore = ready(TIRED), ready(TIRED, **felt(8))
    assert sore["soleus"] == plain["soleus"]
    assert sore["vasti"].force < plain["vasti"].force
    assert sore["vasti"].told_by == ("soreness",)


def test_no_soreness_after_a_descent_speaks_for_the_draws_with_little_damage() -> None:
    plain, fresh = ready(TIRED)["vasti"], ready(TIRED, **felt(0))["vasti"]
    assert fresh.force > plain.force
    assert fresh.damage < plain.damage


def test_soreness_that_no_session_explains_points_to_an_unseen_load() -> None:
    assert ready(RESTED, **felt(7))["vasti"].unseen > 0.9
    assert ready(RESTED, **felt(0))["vasti"].unseen < 0.1


def test_a_low_jump_makes_the_legs_less_ready_and_a_usual_one_more() -> None:
    low, plain, usual = (
        ready(TIRED, **marks)["vasti"].force for marks in (jumped(0.8), {}, jumped(1.0))
    )
    assert low < plain < usual


def test_one_jump_says_little() -> None:
    """With a day-to-day variation of 8 % a jump 4 % below the usual one moves readiness little."""
    plain, told = ready(TIRED)["vasti"].force, ready(TIRED, **jumped(0.96))["vasti"].force
    assert told == pytest.approx(plain, abs=0.03)


def test_weighted_quantiles_of_equal_weights_are_order_statistics() -> None:
    values = np.arange(10.0)[::-1]
    assert weighted_quantiles(values, np.ones(10), (0.1, 0.5, 0.9)) == [0.0, 4.0, 8.0]


def past(name: str, day: int, dose: float, fatigue: float = 0.1) -> Past:
    began = datetime(2026, 3, day, 8, tzinfo=UTC)
    return Past(
        session_id=name,
        began=began,
        ended_unix_s=began.timestamp() + 3600.0,
        seconds=3600.0,
        damage_dose=np.full(N_MUSCLES, dose),
        fatigue=np.full(N_MUSCLES, fatigue),
    )


def told(chance: float, damaged: float, unseen: float = 0.0) -> Readiness:
    return Readiness(
        chance, None, None, None, 0.9, 0.8, 1.0, 0.05, 0.1, damaged, 1.0 - chance, unseen, ()
    )


NOW = datetime(2026, 3, 20, 20, tzinfo=UTC).timestamp()


def test_the_session_with_most_damage_left_is_behind_a_damaged_muscle() -> None:
    descent, jog, old = past("descent", 17, 0.8), past("jog", 20, 0.05), past("old", 7, 1.0)
    found = behind("vasti", told(0.1, 0.9), [old, descent, jog], NOW)
    assert found is not None
    assert (found.session.session_id, found.cause) == ("descent", "damage")
    facts = SessionFacts(12_000.0, 100.0, 640.0)
    assert ready_why(told(0.1, 0.9), found, facts, TODAY) == "Tuesday's 640 m of descent"


def test_the_last_long_run_is_behind_a_tired_muscle() -> None:
    found = behind("vasti", told(0.4, 0.1), [past("descent", 17, 0.8), past("long", 20, 0.05)], NOW)
    assert found is not None
    assert found.cause == "fatigue"
    facts = SessionFacts(18_400.0, 60.0, 640.0)
    assert ready_why(told(0.4, 0.1), found, facts, TODAY) == "today's 18.4 km"


def test_a_recovered_muscle_has_no_session_behind_it() -> None:
    assert behind("vasti", told(0.95, 0.05), [past("descent", 17, 0.8)], NOW) is None
    why = ready_why(told(0.95, 0.05), None, SessionFacts(), TODAY)
    assert why == "nothing of the last days weighs on it"


def test_a_later_session_is_not_behind_anything() -> None:
    assert behind("vasti", told(0.1, 0.9), [past("later", 22, 0.8)], NOW) is None


def test_unexplained_soreness_is_said_as_felt() -> None:
    why = ready_why(told(0.1, 0.9, unseen=0.8), None, SessionFacts(), TODAY, felt=6.0)
    assert why == "felt 6 of 10, more than any recorded session explains"


def test_a_workout_of_the_gym_is_named_by_its_title() -> None:
    found = behind("vasti", told(0.1, 0.9), [past("legs", 18, 0.8)], NOW)
    facts = SessionFacts(lifted="Leg day")
    assert ready_why(told(0.1, 0.9), found, facts, TODAY) == "Wednesday's lifting (Leg day)"


def test_a_session_older_than_a_week_is_told_by_its_date() -> None:
    found = behind("vasti", told(0.1, 0.9), [past("descent", 10, 0.8)], NOW)
    why = ready_why(told(0.1, 0.9), found, SessionFacts(9000.0, None, 300.0), TODAY)
    assert why == "the 300 m of descent of 10 March"
