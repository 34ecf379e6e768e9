"""The search for a plan: rules kept, beginners held back, the same answer every time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from myostride.coach.athlete import Athlete, ForceDeficit, Strength
from myostride.coach.library import workout
from myostride.coach.plan import TrainingPlan
from myostride.coach.rules import rules, violations
from myostride.coach.search import Found, search
from myostride.coach.weeks import Wishes
from tests.coach.runners import (
    BEGIN,
    Case,
    any_case,
    by_week,
    is_quality,
    minutes_of,
    runner_of,
    today,
)

SEARCHES = 32
FEW = 24
WISHES = Wishes(BEGIN, 4, (1, 3, 5, 6), ("vasti", "gluteus_maximus"), 240.0)
TRAINED = Athlete(longest_run_min=100.0, weekly_minutes=(240.0,) * 4, mass_kg=66.0)


def found(athlete: Athlete, wishes: Wishes = WISHES, *, beginner: bool = False) -> Found:
    return search(wishes, athlete, today(runner_of(beginner), FEW))


def running_days(plan: TrainingPlan) -> list[int]:
    return [len({w.day for w in week if w.kind != "lift"}) for week in by_week(plan)]


@pytest.fixture(scope="module")
def searches() -> list[tuple[Case, Found]]:
    cases = [any_case(1000 + seed) for seed in range(SEARCHES)]
    return [(case, search(case.wishes, case.athlete, today(case.runner, FEW))) for case in cases]


def plans(one: Found) -> list[TrainingPlan]:
    return [one.best.plan, *(candidate.plan for candidate, _ in one.families.values())]


def test_no_plan_of_a_search_breaks_a_hard_rule(searches: list[tuple[Case, Found]]) -> None:
    assert {case.athlete.beginner for case, _ in searches} == {True, False}
    for case, one in searches:
        for plan in plans(one):
            broken = violations(plan, case.athlete)
            assert not [v for v in broken if v.strength is Strength.HARD]
            if case.athlete.beginner:
                assert not broken


def test_plans_of_a_search_keep_to_days_minutes_and_easy_running(
    searches: list[tuple[Case, Found]],
) -> None:
    for case, one in searches:
        for plan in plans(one):
            assert {w.day.weekday() for w in plan.workouts} <= set(case.wishes.days)
            for week in by_week(plan):
                minutes = minutes_of(week)
                quality = minutes_of([each for each in week if is_quality(each)])
                assert minutes <= 1.05 * case.wishes.minutes
                assert quality <= 0.60 * minutes + 1e-6


def test_no_quality_in_the_taper_of_a_search(searches: list[tuple[Case, Found]]) -> None:
    races = [(case.wishes.race, one) for case, one in searches if case.wishes.race is not None]
    assert races
    for race, one in races:
        for plan in plans(one):
            assert not [w for w in plan.workouts if is_quality(w) and (race - w.day).days <= 10]


def test_equipment_that_is_not_there_is_not_asked_for(searches: list[tuple[Case, Found]]) -> None:
    for case, one in searches:
        for plan in plans(one):
            for name in {each.workout for each in plan.workouts}:
                assert workout(name).needs <= case.wishes.equipment


def test_trained_runners_hear_nothing_of_beginners_rules(
    searches: list[tuple[Case, Found]],
) -> None:
    names = {name for name in rules() if name.startswith("beginner")}
    assert len(names) == 3
    for case, one in searches:
        if not case.athlete.beginner:
            told = {v.rule for c, _ in one.families.values() for v in c.against}
            assert not names & (told | {v.rule for v in one.best.against})


def test_a_beginner_who_wants_to_run_hard_every_day_is_told_why_not() -> None:
    athlete = Athlete(beginner=True, mass_kg=66.0)
    wishes = replace(WISHES, days=tuple(range(7)), minutes=300.0, weeks=6)
    one = found(athlete, wishes, beginner=True)
    assert max(running_days(one.best.plan)) <= 3
    assert max(sum(w.hard for w in week) for week in by_week(one.best.plan)) <= 1
    said = {v.rule: v.sentence for v in one.best.against}
    assert "at most 3 at the start" in said["beginner_days_a_week"]
    assert "more novices got injured" in said["beginner_days_a_week"]
    assert "growth does not need it" in said["beginner_days_a_week"]
    assert all(v.sentence.endswith(".") and not v.sentence[0].islower() for v in one.best.against)


def test_the_same_input_gives_the_same_plan() -> None:
    first, second = found(TRAINED), found(TRAINED)
    assert first.best == second.best
    assert first.outlook.growth_pct.tolist() == second.outlook.growth_pct.tolist()
    assert list(first.families) == list(second.families)


def test_the_best_is_no_worse_than_its_families_on_the_draws_searched_with() -> None:
    one = found(TRAINED)
    assert one.best.worth >= max(candidate.worth for candidate, _ in one.families.values())
    assert one.tried >= len(one.families)


def test_progress_is_told_for_every_candidate() -> None:
    told: list[int] = []
    one = search(
        WISHES, TRAINED, today(runner_of(False), FEW), on_progress=lambda done, _: told.append(done)
    )
    assert told == list(range(1, one.tried + 1))


@pytest.mark.parametrize("recovered_in_d", [3.0, 8.0])
def test_replanning_with_a_weak_calf_puts_hard_running_off(recovered_in_d: float) -> None:
    weak = replace(TRAINED, force_deficit={"gastrocnemius": ForceDeficit(0.2, recovered_in_d)})
    one = found(weak)
    begin = BEGIN + timedelta(days=recovered_in_d)
    assert all(each.day >= begin for each in one.best.plan.workouts if each.hard)
    assert any(each.hard for each in one.best.plan.workouts)
    assert any(each.hard and each.day < begin for each in found(TRAINED).best.plan.workouts)
