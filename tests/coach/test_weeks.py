"""Weeks laid out: the runner's days and minutes, room for easy running, and rest when it is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from myostride.coach.athlete import Athlete, ForceDeficit, Strength
from myostride.coach.plan import TrainingPlan
from myostride.coach.rules import violations
from myostride.coach.weeks import Week, Wishes, laid_out
from tests.coach.runners import (
    BEGIN,
    Case,
    any_case,
    any_weeks,
    by_week,
    is_quality,
    minutes_of,
    runner_of,
)

RUNNER = runner_of(beginner=False)
TRAINED = Athlete(longest_run_min=120.0, weekly_minutes=(300.0,) * 4, mass_kg=66.0)
WISHES = Wishes(BEGIN, 6, (1, 3, 5, 6), ("vasti",), 260.0, frozenset({"hills", "gym"}))
SEEDS = range(200)
GROWTH, LEAST_MIN, TAPER_D, EASY = 0.10, 60.0, 10, 0.40
NEVER = date(2100, 1, 1)


def plan_of(case: Case, weeks: tuple[Week, ...]) -> TrainingPlan:
    return laid_out(weeks, case.wishes, case.athlete, case.runner)[0]


def plans() -> list[tuple[Case, TrainingPlan]]:
    cases = [any_case(seed) for seed in SEEDS]
    return [
        (case, plan_of(case, any_weeks(seed, case.wishes.weeks)))
        for seed, case in zip(SEEDS, cases, strict=True)
    ]


@pytest.fixture(scope="module")
def drawn() -> list[tuple[Case, TrainingPlan]]:
    return plans()


def first_hard(plan: TrainingPlan) -> date:
    return min((each.day for each in plan.workouts if each.hard), default=NEVER)


def test_no_hard_rule_is_broken_whatever_was_wished(
    drawn: list[tuple[Case, TrainingPlan]],
) -> None:
    for case, plan in drawn:
        assert not [v for v in violations(plan, case.athlete) if v.strength is Strength.HARD]


def test_the_same_input_gives_the_same_weeks(drawn: list[tuple[Case, TrainingPlan]]) -> None:
    assert plans() == drawn


def test_workouts_lie_on_the_runners_days_before_the_race(
    drawn: list[tuple[Case, TrainingPlan]],
) -> None:
    for case, plan in drawn:
        wishes, end = case.wishes, case.wishes.begin + timedelta(days=7 * case.wishes.weeks)
        for each in plan.workouts:
            assert each.day.weekday() in wishes.days
            assert wishes.begin <= each.day < min(wishes.race or end, end)


def test_minutes_keep_to_the_wish_and_rise_by_steps(
    drawn: list[tuple[Case, TrainingPlan]],
) -> None:
    """Ten per cent a week at most from the largest of the last four weeks, or a beginner's hour."""
    for case, plan in drawn:
        usual = max(case.athlete.weekly_minutes, default=0.0)
        for number, week in enumerate(by_week(plan), start=1):
            ramp = max(usual * (1.0 + GROWTH) ** number, LEAST_MIN)
            if not usual:
                start = LEAST_MIN if case.athlete.beginner else case.wishes.minutes
                ramp = max(start * (1.0 + GROWTH) ** number, LEAST_MIN)
            assert minutes_of(week) <= 1.05 * min(ramp, case.wishes.minutes)


def test_easy_running_keeps_its_share_of_every_week(
    drawn: list[tuple[Case, TrainingPlan]],
) -> None:
    for _, plan in drawn:
        for week in by_week(plan):
            easy = minutes_of([each for each in week if not is_quality(each)])
            assert easy >= EASY * minutes_of(week) - 1e-6


def test_no_quality_before_a_race(drawn: list[tuple[Case, TrainingPlan]]) -> None:
    races = [(case.wishes.race, plan) for case, plan in drawn if case.wishes.race is not None]
    assert len(races) > 20
    for race, plan in races:
        late = [each for each in plan.workouts if (race - each.day).days <= TAPER_D]
        assert not [each for each in late if is_quality(each)]


@pytest.mark.parametrize("in_d", range(3, 35))
def test_a_race_on_any_day_cuts_the_last_days_before_it(in_d: int) -> None:
    race = BEGIN + timedelta(days=in_d)
    weeks = (("four_by_four", "hill_repeats", "squats"),) * 6
    plan, _ = laid_out(weeks, replace(WISHES, race=race), TRAINED, RUNNER)
    full, _ = laid_out(weeks, WISHES, TRAINED, RUNNER)
    quality = [each.day for each in plan.workouts if is_quality(each)]
    assert max(quality, default=BEGIN) < max(race - timedelta(days=TAPER_D), BEGIN + timedelta(1))
    assert all(each.day < race for each in plan.workouts)
    for week, usual in zip(by_week(plan), by_week(full), strict=True):
        assert minutes_of(week) <= minutes_of(usual) + 2.0


@pytest.mark.parametrize("muscle", ["gastrocnemius", "vasti", "hamstrings"])
def test_more_damage_never_means_earlier_quality(muscle: str) -> None:
    for seed in range(40):
        weeks = any_weeks(seed, WISHES.weeks)
        firsts = []
        for days in (0.0, 2.0, 5.0, 9.0, 13.0):
            missing = {muscle: ForceDeficit(0.25, days)} if days else {}
            athlete = replace(TRAINED, force_deficit=missing)
            firsts.append(first_hard(laid_out(weeks, WISHES, athlete, RUNNER)[0]))
        assert firsts == sorted(firsts), seed
        firsts = []
        for soreness in (0.0, 4.9, 5.0, 6.0, 8.0, 10.0):
            athlete = replace(TRAINED, soreness={muscle: soreness})
            firsts.append(first_hard(laid_out(weeks, WISHES, athlete, RUNNER)[0]))
        assert firsts == sorted(firsts), seed


@pytest.mark.parametrize("name", ["four_by_four", "fartlek", "hill_repeats", "bursts", "downhill"])
def test_a_sore_calf_delays_hard_running(name: str) -> None:
    """Of a trained runner too, for whom the rule is a warning in a plan of their own."""
    weeks = ((name,),) * WISHES.weeks
    fresh, _ = laid_out(weeks, WISHES, TRAINED, RUNNER)
    sore = replace(TRAINED, soreness={"gastrocnemius": 8.0})
    weak = replace(TRAINED, force_deficit={"gastrocnemius": ForceDeficit(0.2, 6.5)})
    for athlete, waits_d in ((sore, 4), (weak, 7)):
        plan, against = laid_out(weeks, WISHES, athlete, RUNNER)
        assert first_hard(plan) >= max(BEGIN + timedelta(days=waits_d), first_hard(fresh))
        assert first_hard(plan) < NEVER
        assert {"sore_stop", "sore_easy", "sore_muscle"} & {v.rule for v in against}


def test_quality_lies_apart_over_the_turn_of_the_week() -> None:
    """Monday, Tuesday and Sunday: two of three neighbours; not the two that touch."""
    wishes = replace(WISHES, days=(0, 1, 3, 6), weeks=2)
    plan, _ = laid_out((("fartlek", "fartlek"),) * 2, wishes, TRAINED, RUNNER)
    days = [each.day for each in plan.workouts if each.workout == "fartlek"]
    gaps = [(b - a).days for a, b in pairwise(days)]
    assert len(days) == 4
    assert min(gaps) >= 3


def test_a_day_of_easy_running_stays() -> None:
    for days in ((2,), (1, 4), (1, 3, 6)):
        wishes = replace(WISHES, days=days)
        plan, _ = laid_out((("four_by_four",) * 3,) * 6, wishes, TRAINED, RUNNER)
        for week in by_week(plan):
            assert sum(each.hard for each in week) == len(days) - 1
            assert len(week) == len(days)


def test_a_short_longest_run_leaves_no_week_empty() -> None:
    """Runs grow from what is usual; the rule cuts them, it does not cancel them."""
    for longest in (10.0, 20.0, 35.0):
        athlete = replace(TRAINED, longest_run_min=longest)
        for days in ((1, 5), (0, 2, 4, 6), tuple(range(7))):
            wishes = replace(WISHES, days=days, weeks=12)
            plan, _ = laid_out((("tempo",),) * 12, wishes, athlete, RUNNER)
            assert all(len(week) == len(days) for week in by_week(plan))


def test_metres_of_the_longest_run_count_where_they_are_known() -> None:
    athlete = replace(TRAINED, longest_run_m=6000.0)
    plan, _ = laid_out((("tempo",),) * 6, WISHES, athlete, RUNNER)
    assert all(len(week) == 4 for week in by_week(plan))
    assert max(each.distance_m for each in by_week(plan)[0][:1]) <= 6600.0


def test_a_lift_that_becomes_the_first_light_one_does_not_lengthen_the_week() -> None:
    novice = Athlete(beginner=True, weeks_running=6.0, longest_run_min=30.0, mass_kg=66.0)
    wishes = replace(WISHES, days=(0, 2, 4), minutes=70.0)
    plan, _ = laid_out((("calf_raises", "calf_raises"),) * 6, wishes, novice, runner_of(True))
    assert "first_lifts" in {each.workout for each in plan.workouts}
    assert max(minutes_of(week) for week in by_week(plan)) <= 1.05 * 70.0
