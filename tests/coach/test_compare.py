"""Options of training side by side, for a runner made here; no number of the model is assumed."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from myostride.coach.compare import compared
from myostride.coach.comparison import Comparison, Outcome, Span, conclusion
from myostride.coach.options import options
from myostride.coach.pattern import Pattern, PatternSession, giving_way, lifting_times
from myostride.gait.blocks import run_blocks
from myostride.muscles import MUSCLES
from myostride.physiology import Habits, draw_parameters, forms, starting_state
from myostride.references import load_table, references
from myostride.runner import Body, Runner
from myostride.training import vo2max_of_runs
from myostride.training.capacity import capacity_of
from myostride.units import SECONDS_PER_DAY

DAY = SECONDS_PER_DAY
RUNNER = Runner(body=Body(62.0, 1.7, "female"), age_y=35.0, status="active", daily_steps=8000.0)
MOMENT = 20_000 * DAY  # a midnight that begins a Friday (4 October 2024)
IDS = ["as_is", "plus_squats", "squats_only", "hills", "intervals", "vest", "all", "stop"]


def run(day: float, minutes: float = 40.0, speed_m_s: float = 2.8) -> PatternSession:
    """A level run `day` days after the pattern's begin."""
    one = np.ones(4)
    each_s = 15.0 * minutes
    blocks = run_blocks(speed_m_s * one, 0.0 * one, each_s * one, each_s * np.arange(4),
                        body=RUNNER.body)  # fmt: skip
    return PatternSession(MOMENT + (day - 28.0) * DAY, blocks, 60.0 * minutes, "own run")


def pattern(*runs: PatternSession) -> Pattern:
    return Pattern(MOMENT - 28.0 * DAY, 28, 0.0, tuple(runs), True)


@cache
def three_a_week() -> Pattern:
    """Easy, quicker and long, every week."""
    return pattern(*(
        each
        for week in range(4)
        for each in (run(7 * week + 0.3), run(7 * week + 2.3, 40.0, 3.4),
                     run(7 * week + 5.3, 70.0, 2.7))
    ))  # fmt: skip


@cache
def ten_weeks(seed: int = 0) -> Comparison:
    p = draw_parameters(60, seed, RUNNER)
    return compared(
        options(three_a_week(), RUNNER), three_a_week(), starting_state(p, RUNNER, MOMENT), p,
        [Habits(MOMENT, 8000.0, 1.6, 0.0)], weeks=10, body=RUNNER.body,
    )  # fmt: skip


def outcome(name: str) -> Outcome:
    return next(each for each in ten_weeks().outcomes if each.option.id == name)


def test_every_option_is_there_and_running_as_it_is_is_first() -> None:
    assert [each.option.id for each in ten_weeks().outcomes] == IDS


def test_squats_grow_the_quads_more_than_running_as_it_is() -> None:
    assert ten_weeks().difference(outcome("plus_squats"), "quads").lo > 0.0


def test_stopping_grows_nothing() -> None:
    for muscle in MUSCLES:
        assert ten_weeks().growth(outcome("stop"), muscle).middle < 1e-6
        assert ten_weeks().difference(outcome("stop"), muscle).middle <= 0.0


@pytest.mark.parametrize("name", ["plus_squats", "hills", "intervals", "vest", "all"])
def test_a_difference_is_surer_than_the_two_sizes_it_is_of(name: str) -> None:
    def width(span: Span) -> float:
        return span.hi - span.lo

    comparison, other = ten_weeks(), outcome(name)
    for group in ("quads", "glutes", "calves"):
        apart = np.hypot(
            width(comparison.growth(other, group)),
            width(comparison.growth(comparison.outcomes[0], group)),
        )
        assert width(comparison.difference(other, group)) < apart


def test_the_first_option_differs_from_itself_by_nothing() -> None:
    span = ten_weeks().difference(outcome("as_is"), "thighs")
    assert span.triple == (0.0, 0.0, 0.0)
    assert span.sign == 0


def test_a_middle_lies_within_its_interval_and_costs_within_their_bounds() -> None:
    for row in ten_weeks().to_json():
        for each in (*row["muscles"].values(), *row["groups"].values()):
            assert each["lo"] <= each["growth_pct"] <= each["hi"]
            assert each["difference"]["lo"] <= each["difference"]["hi"]
            assert 0.0 <= each["p_net_loss"] <= 1.0
        for each in row["muscles"].values():
            assert 0.0 <= each["damage_mean"] <= each["damage_peak"] <= 1.0
            assert 0.0 <= each["readiness_low"] <= 1.0
            assert 0.0 <= each["soreness_peak"] <= 10.0


def test_the_same_seed_gives_the_same_answer_and_another_another() -> None:
    forms.warm_up()  # one form throughout: they agree to nine digits, not to the last
    ten_weeks.cache_clear()
    first = ten_weeks().to_json()
    ten_weeks.cache_clear()
    assert ten_weeks().to_json() == first
    assert ten_weeks(1).to_json() != first


def test_the_easiest_run_gives_way_and_never_the_longest() -> None:
    easy, _, long = 0, 1, 2
    (week, *_) = giving_way(three_a_week())
    assert week[0] == easy
    assert long not in week


def test_replaced_runs_keep_their_day_and_their_minutes() -> None:
    usual = outcome("as_is").option.sessions
    for name in ("hills", "intervals"):
        changed = outcome(name).option.sessions
        assert [s.unix_s for s in changed] == [s.unix_s for s in usual]
        assert sum(s.title != "own run" for s in changed) == 4
        for new, old in zip(changed, usual, strict=True):
            assert new.seconds == pytest.approx(old.seconds, abs=90.0)


def test_all_three_take_two_runs_a_week_and_squats_beside() -> None:
    titles = [s.title for s in outcome("all").option.sessions]
    assert len(titles) == 12 + 8
    assert sum("%" in title for title in titles) == 8
    assert sum("squat" in title for title in titles) == 8


def test_of_five_runs_a_week_two_give_way() -> None:
    five = pattern(*(run(7 * week + d) for week in range(4) for d in range(5)))
    hills = next(o for o in options(five, RUNNER) if o.id == "hills")
    assert sum("+8 %" in s.title for s in hills.sessions) == 8


def test_a_lone_run_takes_turns_and_an_empty_week_stays_empty() -> None:
    lone = pattern(run(1.0), run(8.0), run(22.0))
    together = next(o for o in options(lone, RUNNER) if o.id == "all")
    runs = [s.title for s in together.sessions if "squat" not in s.title]
    assert ["HRmax" in title for title in runs] == [False, True, True]


def test_a_short_run_grows_to_what_the_repeats_need() -> None:
    short = pattern(run(1.0, 10.0), run(8.0, 10.0))
    intervals = next(o for o in options(short, RUNNER) if o.id == "intervals")
    assert all(15.0 < s.seconds / 60.0 < 30.0 for s in intervals.sessions)


def test_squats_are_twice_a_week_days_apart_and_where_least_is_run() -> None:
    times = lifting_times(three_a_week())
    days = [int(at // DAY) for at in times]
    assert len(days) == 8
    assert min(b - a for a, b in pairwise(days)) >= 3
    run_days = {int(r.unix_s // DAY) for r in three_a_week().runs}
    assert not run_days & set(days)


def test_hard_efforts_are_faster_than_the_runners_own_easy_pace() -> None:
    """Where VO2max is read off the runs, whatever the training status alone would make of it."""
    quick = pattern(*(run(7 * week + d, 40.0, 4.2) for week in range(4) for d in (0, 2, 4)))
    blocks = [session.blocks for session in quick.runs]
    vo2max = vo2max_of_runs(blocks, blocks, capacity_of(RUNNER))
    runner = replace(RUNNER, vo2max_ml_kg_min=vo2max, guessed=("vo2max_ml_kg_min",))
    intervals = next(o for o in options(quick, runner) if o.id == "intervals")
    fastest = max(s.blocks.level_speed_m_s.max() for s in intervals.sessions)
    assert fastest > 4.3


def test_what_nobody_measured_is_said_of_each_such_option() -> None:
    rows = {row["id"]: row for row in ten_weeks().to_json()}
    for name in ("hills", "vest", "all"):
        assert any("mechanics alone" in line for line in rows[name]["extrapolated"])
    assert not rows["plus_squats"]["extrapolated"]


def test_the_conclusion_tells_only_sure_differences() -> None:
    text = conclusion(ten_weeks(), "quads")
    assert "squats twice a week add" in text
    assert text.startswith("Your quads in 10 weeks of your running as it is")
    assert "injur" not in text


def test_stopping_has_no_hardest_session_and_costs_no_time() -> None:
    row = next(row for row in ten_weeks().to_json() if row["id"] == "stop")
    assert row["hardest_session"] is None
    assert row["minutes_per_week"] == 0.0
    assert row["muscles"]["vasti"]["recovered_after_d"] is None


def test_every_workout_and_option_is_complete_and_its_source_known() -> None:
    table = load_table("workouts")
    assert list(table["options"]) == IDS
    for row in table["workouts"].values():
        assert row["source"] in references()
        assert row["status"] in ("measured", "fitted", "assumed")
        assert row["note"]
    for row in table["options"].values():
        assert row["grade"] in ("measured", "conflicting", "mechanics")
        assert row["evidence"]
        assert row["why"]
