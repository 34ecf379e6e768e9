"""A runner's weeks with and without additions; no number of the model is assumed."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from myostride.coach.additions import Addition, Variation, carried_within, known
from myostride.coach.comparison import Span
from myostride.coach.pattern import Pattern, PatternSession
from myostride.coach.whatif import WhatIf, places, varied, what_if
from myostride.errors import InputError
from myostride.gait.blocks import run_blocks
from myostride.muscles import DISPLAY_GROUPS, MUSCLES
from myostride.physiology import Habits, draw_parameters, forms, starting_state
from myostride.references import load_table, references
from myostride.runner import Body, Runner
from myostride.units import SECONDS_PER_DAY

DAY = SECONDS_PER_DAY
RUNNER = Runner(body=Body(62.0, 1.7, "female"), age_y=35.0, status="runner", daily_steps=8000.0)
MOMENT = 20_000 * DAY  # a midnight that begins a Friday
HABITS = (Habits(MOMENT - DAY, 8000.0, 1.8, 0.0),)


def run(
    day: float, minutes: float = 40.0, speed_m_s: float = 2.8, days: int = 28
) -> PatternSession:
    """A level run `day` days after the begin of a pattern of so many days."""
    one = np.ones(4)
    each_s = 15.0 * minutes
    blocks = run_blocks(speed_m_s * one, 0.0 * one, each_s * one, each_s * np.arange(4),
                        body=RUNNER.body)  # fmt: skip
    return PatternSession(MOMENT + (day - days) * DAY, blocks, 60.0 * minutes, "own run")


@cache
def three_a_week() -> Pattern:
    """Easy, quicker and long, every week for four weeks."""
    runs = tuple(
        each
        for week in range(4)
        for each in (run(7 * week + 0.3), run(7 * week + 2.3, 40.0, 3.4),
                     run(7 * week + 5.3, 70.0, 2.7))
    )  # fmt: skip
    return Pattern(MOMENT - 28 * DAY, 28, 0.0, runs, True)


def of(*typed: str | tuple[str, float]) -> Variation:
    """`of("hills", ("rest", 1))`."""
    return Variation(
        tuple(Addition(each) if isinstance(each, str) else Addition(*each) for each in typed)
    )


@cache
def ten_weeks(*typed: str | tuple[str, float], seed: int = 0) -> WhatIf:
    p = draw_parameters(60, seed, RUNNER)
    return what_if(
        of(*typed), three_a_week(), starting_state(p, RUNNER, MOMENT), p, HABITS,
        weeks=10, runner=RUNNER,
    )  # fmt: skip


def difference(answer: WhatIf, name: str) -> Span:
    return answer.comparison.difference(answer.varied.outcome, name)


def growth(answer: WhatIf, name: str) -> Span:
    return answer.comparison.growth(answer.varied.outcome, name)


def test_nothing_added_changes_nothing() -> None:
    answer = ten_weeks()
    assert all(difference(answer, muscle).triple == (0.0, 0.0, 0.0) for muscle in MUSCLES)
    document = answer.to_json()
    for key in ("muscles", "series", "aerobic", "baselines", "minutes_per_week"):
        assert document[key] == document["as_is"][key]


def test_stopping_never_grows_and_loses_against_running_on() -> None:
    answer = ten_weeks("stop")
    for muscle in MUSCLES:
        assert growth(answer, muscle).hi < 1e-6
        assert difference(answer, muscle).middle < 0.0
    document = answer.to_json()
    assert document["minutes_per_week"] == 0.0
    assert document["aerobic"]["endurance_min_per_week"] == 0.0


def test_squats_raise_the_quads_and_leave_the_running_alone() -> None:
    answer = ten_weeks("squats")
    assert difference(answer, "quads").lo > 0.0
    assert answer.to_json()["aerobic"] == pytest.approx(answer.to_json()["as_is"]["aerobic"])


def test_protein_beyond_enough_changes_next_to_nothing() -> None:
    span = difference(ten_weeks(("protein", 2.4)), "quads")
    assert abs(span.middle) < 0.1 * growth(ten_weeks(), "quads").middle
    assert difference(ten_weeks(("protein", 0.4)), "quads").hi < 0.0


def test_the_tips_take_no_protein_off() -> None:
    assert of("tips").protein(2.2) == 2.2
    assert of("tips").protein(0.9) == of("tips").protein(None) == 1.6
    assert of(("protein", 1.2)).protein(2.2) == 1.2
    assert of("hills").protein(1.1) == 1.1


def test_the_tips_are_what_they_hold() -> None:
    apart = varied(of("hills", "intervals", "squats", ("protein", 1.8)), three_a_week(), RUNNER,
                   HABITS)  # fmt: skip
    together = varied(of("tips"), three_a_week(), RUNNER, HABITS)
    assert [s.title for s in together.sessions] == [s.title for s in apart.sessions]
    assert together.habits == apart.habits
    run_days = {int(s.unix_s // DAY) for s in together.sessions if "squat" not in s.title}
    assert run_days == {int(r.unix_s // DAY) for r in three_a_week().runs}


def test_resting_takes_the_easiest_day_and_never_the_longest_run_first() -> None:
    easy, quick, long = 0, 1, 2
    once = places(of(("rest", 1)), three_a_week())
    assert {n % 3 for n in once.kept} == {quick, long}
    twice = places(of(("rest", 2)), three_a_week())
    assert {n % 3 for n in twice.kept} == {long}
    assert easy not in {n % 3 for n in once.kept}


def test_two_runs_of_one_day_rest_together() -> None:
    runs = (run(0.3), run(0.7), run(3.3, 60.0, 3.3), run(5.3, 50.0, 3.2))
    week = Pattern(MOMENT - 28 * DAY, 28, 0.0, runs, True)
    assert places(of(("rest", 1)), week).kept == (2, 3)


def test_what_takes_the_place_of_runs_takes_turns_where_there_are_few() -> None:
    chosen = places(of("hills", "sprints", "intervals"), three_a_week())
    assert set(chosen.changed.values()) == {"hills", "sprints", "intervals"}
    assert len(chosen.changed) == 8
    assert not any(n % 3 == 2 for n in chosen.changed)


def test_a_vest_weighs_what_was_said() -> None:
    option = varied(of(("vest", 5.0)), three_a_week(), RUNNER, HABITS)
    assert sum("vest of 5 kg" in session.title for session in option.sessions) == 4
    assert any("vest of 5 kg, 8.1 % of body mass" in line for line in option.assumed)


def test_sprints_are_short_all_out_and_as_long_as_the_run() -> None:
    option = varied(of("sprints"), three_a_week(), RUNNER, HABITS)
    changed = [s for s in option.sessions if "all-out" in s.title]
    assert len(changed) == 4
    assert all(s.seconds == pytest.approx(2400.0, abs=90.0) for s in changed)


def test_a_difference_is_surer_than_the_two_sizes_it_is_of() -> None:
    answer = ten_weeks("hills")
    usual = answer.comparison.growth(answer.as_is.outcome, "quads")
    apart = np.hypot(usual.hi - usual.lo, growth(answer, "quads").hi - growth(answer, "quads").lo)
    assert difference(answer, "quads").hi - difference(answer, "quads").lo < apart


def test_the_document_follows_the_contract_of_simulate() -> None:
    document = ten_weeks("hills", "squats").to_json()
    for each in (document, document["as_is"]):
        assert list(each["muscles"]) == list(MUSCLES)
        assert list(each["groups"]) == list(DISPLAY_GROUPS)
        assert set(each["baselines"]) == {"zero", "lifting_rate", "session_count"}
        days = each["series"]["t_day"]
        assert (days[0], days[-1]) == (0.0, pytest.approx(70.0))
        for muscle, row in each["muscles"].items():
            assert set(row) == {"growth_pct", "lo", "hi", "p_net_loss"}
            assert row["lo"] <= row["growth_pct"] <= row["hi"]
            course = each["series"]["muscles"][muscle]
            assert set(course) == {"growth_pct", "force_capacity_pct", "soreness", "damage"}
            assert all(len(values) == len(days) for values in course.values())
            assert course["growth_pct"][-1] == pytest.approx(row["growth_pct"], abs=0.01)
    assert set(document["difference"]["muscles"]["soleus"]) == {"growth_pct", "lo", "hi", "p_more"}
    assert document["difference"]["minutes_per_week"] > 0.0
    assert document["baselines"]["lifting_rate"]["vasti"] > 0.0
    assert document["as_is"]["baselines"]["lifting_rate"]["vasti"] == 0.0


def test_the_same_seed_gives_the_same_answer_and_another_another() -> None:
    forms.warm_up()  # one form throughout: they agree to nine digits, not to the last
    ten_weeks.cache_clear()
    first = ten_weeks("hills").to_json()
    ten_weeks.cache_clear()
    assert ten_weeks("hills").to_json() == first
    assert ten_weeks("hills", seed=1).to_json() != first


def test_the_conclusion_tells_only_a_sure_difference() -> None:
    assert "squats twice a week add" in ten_weeks("squats").conclusion()
    assert "makes no sure difference" in ten_weeks(("protein", 2.4)).conclusion()
    assert "stopping to run takes" in ten_weeks("stop").conclusion()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("hils",), "there are hills, sprints, intervals, vest:KG"),
        (("vest",), "write vest:KG"),
        ((("hills", 2.0),), "takes no amount"),
        ((("vest", 0.1),), "outside"),
        ((("rest", 1.5),), "whole number"),
        ((("protein", 9.0),), "outside"),
        (("hills", "hills"), "twice"),
        ((("rest", 1.0), ("rest", 2.0)), "twice"),
        (("stop", "hills"), "no running for hills"),
        (("stop", "tips"), "no running for tips"),
        ((("rest", 1.0), "stop"), "no running for rest"),
        (("tips", "squats"), "holds squats already"),
        (("tips", ("protein", 2.0)), "holds protein already"),
    ],
)
def test_what_cannot_be_added_is_said(typed: tuple[str, ...], said: str) -> None:
    with pytest.raises(InputError, match=said):
        of(*typed)


def test_stopping_goes_with_lifting_and_food() -> None:
    option = varied(of("stop", "squats", ("protein", 1.4)), three_a_week(), RUNNER, HABITS)
    assert len(option.sessions) == 8
    assert all("squat" in session.title for session in option.sessions)


def test_weeks_that_hold_too_few_runs_are_refused() -> None:
    week = Pattern(MOMENT - 7 * DAY, 7, 0.0, (run(1.3, days=7), run(3.3, 60.0, days=7)), True)
    with pytest.raises(InputError, match="too few runs for intervals"):
        places(of("hills", "intervals"), week)
    with pytest.raises(InputError, match="add stop"):
        places(of(("rest", 2)), week)


def test_a_vest_beyond_the_limit_is_refused_with_the_reason() -> None:
    with pytest.raises(InputError, match=r"at most 6\.2 kg to run with\. Two hours of walking"):
        carried_within(16.0, 62.0)


def test_a_vest_heavier_than_a_plan_would_give_is_answered_and_said() -> None:
    assert carried_within(6.2, 62.0) == ""
    assert carried_within(8.0, 62.0).endswith("the 6.2 kg that a plan would have you run with")


def test_every_addition_is_complete_and_its_source_known() -> None:
    for typed in known():
        kind, colon, _ = typed.partition(":")
        row = Addition(kind, 1.0 if colon else None).row
        assert row["why"]
        assert row["evidence"]
        assert row["grade"] in ("measured", "conflicting", "mechanics")
    for row in load_table("workouts")["additions"].values():
        assert "option" in row or row["source"] in references()
