"""The rest rules against naive ones written here, and what must hold whatever the plan."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from myostride.coach.athlete import Athlete, ForceDeficit, Race, Stimulus, Strength
from myostride.coach.library import levels, workout, workout_ids
from myostride.coach.plan import PlannedWorkout, TrainingPlan
from myostride.coach.rules import Violation, rules, violations
from myostride.coach.stimuli import doses
from myostride.errors import InputError
from myostride.muscles import MUSCLES
from myostride.references import load_parameters, load_table, reference
from myostride.runner import Body, Runner
from myostride.training.parse_elements import parse_session

BEGIN = date(2026, 3, 2)
RUNNER = Runner(body=Body(70.0, 1.75, "male"), age_y=30, status="runner", vo2max_ml_kg_min=50)
POOL = {
    (name, level): workout(name, level=level).on(BEGIN, RUNNER)
    for name in workout_ids()
    for level in range(1, levels(name) + 1)
}
REST = PlannedWorkout(BEGIN, "rest", "rest_day", "Rest", (), 0.0, False)
Days = list[tuple[int, tuple[str, int]]]

TRAINED = Athlete(status="trained_runner", longest_run_m=18_000.0, weekly_minutes=(240.0,) * 4)
EARLIER = dict.fromkeys(Stimulus, (7, 14, 21))
USED = replace(TRAINED, done=EARLIER, carried_share=0.10)
NOVICE = Athlete(status="untrained", beginner=True, longest_run_min=25.0)

PLACED = st.lists(st.tuples(st.integers(0, 55), st.sampled_from(list(POOL))), max_size=24)
STATES = st.dictionaries(st.sampled_from(MUSCLES), st.floats(0.0, 10.0), max_size=4)
MISSING = st.dictionaries(
    st.sampled_from(MUSCLES),
    st.builds(ForceDeficit, st.floats(0.0, 0.6), st.floats(0.0, 14.0)),
    max_size=4,
)


def plan(days: Days) -> TrainingPlan:
    """Workouts of the pool on days of the plan; each title is told apart by its place."""
    made = [
        replace(POOL[which], day=BEGIN + timedelta(days=day), title=f"{which[0]} {which[1]} #{n}")
        for n, (day, which) in enumerate(days)
    ]
    return TrainingPlan(BEGIN, 8, tuple(made))


def by_hand(*placed: tuple[int, object], minutes: float = 40.0, hard: bool = False) -> TrainingPlan:
    """A plan of sessions written out."""
    made = [
        PlannedWorkout(BEGIN + timedelta(days=day), "own", "easy", f"own {n}",
                       parse_session(session, "test"), minutes, hard)
        for n, (day, session) in enumerate(placed)
    ]  # fmt: skip
    return TrainingPlan(BEGIN, 8, tuple(made))


def of(found: Sequence[Violation], *names: str) -> list[tuple[int, str]]:
    return sorted(((v.day - BEGIN).days, v.workout) for v in found if v.rule in names)


def keys(found: Sequence[Violation]) -> set[tuple[str, date, str]]:
    return {(v.rule, v.day, v.workout) for v in found}


# Naive rules, with the numbers of the notes on recovery written out.

SPRINTS = {"bursts", "hill_sprints"}
HEAVY = {"squats", "lunges", "deadlifts", "calf_raises", "legs", "plyometrics"}
MAXIMAL = {("bursts", 2), ("bursts", 3)}  # 8 x 15 s and 6 x 30 s all-out


def naive_spacing(days: Days) -> list[tuple[int, str]]:
    """Every pair of demanding sessions: 48 h apart, 72 h where the first is maximal."""
    bad = set()
    order = sorted(range(len(days)), key=lambda n: days[n][0])
    for i, later in enumerate(order):
        for earlier in order[:i]:
            (first_day, first), (day, which) = days[earlier], days[later]
            if first[0] in SPRINTS | HEAVY and which[0] in SPRINTS | HEAVY:
                hours = 24 * (day - first_day)
                if hours < (72 if first in MAXIMAL else 48):
                    bad.add((day, f"{which[0]} {which[1]} #{later}"))
    return sorted(bad)


def naive_longest(days: Days, longest_m: float) -> list[tuple[int, str]]:
    """No run of more than 20 min beyond 1.1 x the longest of the 30 days before it."""
    bad, order = [], sorted(range(len(days)), key=lambda n: days[n][0])
    runs = [n for n in order if running(POOL[days[n][1]]) > 0]
    for i, n in enumerate(runs):
        day, which = days[n]
        past = [POOL[days[k][1]].distance_m for k in runs[:i] if day - days[k][0] <= 30]
        if day <= 30:
            past.append(longest_m)
        far = POOL[which].distance_m
        if far > 1.1 * max(past, default=0.0) + 1e-6 and running(POOL[which]) > 20.0:
            bad.append((day, f"{which[0]} {which[1]} #{n}"))
    return sorted(bad)


def running(one: PlannedWorkout) -> float:
    """Minutes of running, with the rests of repeats."""
    total = 0.0
    for element in one.session:
        steps: Any = getattr(element, "steps", None)
        times = element.repeat if steps else 1  # type: ignore[union-attr]
        for step in steps or [element]:
            if getattr(step, "mode", "") == "run":
                rest = step.rest.dose.seconds if step.rest else 0.0
                seconds = step.repeat * step.dose.seconds + max(step.repeat - 1, 1) * rest
                total += times * seconds / 60.0
    return total


@settings(max_examples=2000, deadline=None)
@given(days=PLACED)
def test_spacing_is_found_exactly_where_every_pair_says_so(days: Days) -> None:
    assert of(violations(plan(days), TRAINED), "spacing") == naive_spacing(days)


@settings(max_examples=2000, deadline=None)
@given(days=PLACED, longest_m=st.floats(2000.0, 25_000.0))
def test_a_long_step_is_found_exactly_where_the_month_before_says_so(
    days: Days, longest_m: float
) -> None:
    # Drills are partly walked; their distance is that of both.
    athlete = replace(TRAINED, longest_run_m=longest_m)
    assert of(violations(plan(days), athlete), "longest_run") == naive_longest(days, longest_m)


@settings(max_examples=500, deadline=None)
@given(days=PLACED, at=st.integers(0, 55))
def test_a_rest_day_more_never_adds_a_spacing_violation(days: Days, at: int) -> None:
    later = [(day + 1 if day >= at else day, which) for day, which in days]
    before = {title for _, title in of(violations(plan(days), USED), "spacing")}
    after = {title for _, title in of(violations(plan(later), USED), "spacing")}
    assert after <= before


@settings(max_examples=1000, deadline=None)
@given(
    days=PLACED,
    sore=STATES,
    missing=MISSING,
    muscle=st.sampled_from(MUSCLES),
    worse=st.tuples(st.floats(0.0, 10.0), st.floats(0.0, 0.4), st.floats(0.0, 10.0)),
)
def test_more_soreness_or_damage_never_means_earlier_permission(
    days: Days,
    sore: dict[str, float],
    missing: dict[str, ForceDeficit],
    muscle: str,
    worse: tuple[float, float, float],
) -> None:
    """Whatever a better state forbids, on which day, the worse one forbids too."""
    less = replace(USED, soreness=sore, force_deficit=missing)
    has = missing.get(muscle, ForceDeficit(0.0, 0.0))
    deeper = ForceDeficit(min(has.share + worse[1], 1.0), has.recovered_in_d + worse[2])
    more = replace(
        USED,
        soreness={**sore, muscle: min(sore.get(muscle, 0.0) + worse[0], 10.0)},
        force_deficit={**missing, muscle: deeper},
    )
    workouts = plan(days)
    assert keys(violations(workouts, less)) <= keys(violations(workouts, more))


@settings(max_examples=500, deadline=None)
@given(days=PLACED, rule=st.sampled_from(list(rules())), novice=st.booleans())
def test_off_turns_a_rule_off_and_no_other(days: Days, rule: str, novice: bool) -> None:
    athlete = NOVICE if novice else TRAINED
    workouts = plan(days)
    usual = violations(workouts, athlete)
    without = violations(workouts, replace(athlete, overrides={rule: Strength.OFF}))
    assert keys(without) == {key for key in keys(usual) if key[0] != rule}


@settings(max_examples=300, deadline=None)
@given(days=PLACED)
def test_the_order_of_the_workouts_given_does_not_matter_on_different_days(days: Days) -> None:
    apart = list({day: (day, which) for day, which in days}.values())
    workouts = plan(apart)
    turned = replace(workouts, workouts=tuple(reversed(workouts.workouts)))
    assert keys(violations(workouts, USED)) == keys(violations(turned, USED))


@settings(max_examples=300, deadline=None)
@given(days=PLACED)
def test_a_trained_runner_gets_no_beginner_rule_and_a_beginner_only_soft_ones(days: Days) -> None:
    assert not [v for v in violations(plan(days), TRAINED) if v.rule.startswith("beginner")]
    found = [v for v in violations(plan(days), NOVICE) if v.rule.startswith("beginner")]
    assert all(v.strength is Strength.SOFT for v in found)


def test_an_empty_plan_and_one_of_rest_days_break_nothing() -> None:
    assert violations(TrainingPlan(BEGIN, 4, ()), NOVICE) == ()
    rest = tuple(replace(REST, day=BEGIN + timedelta(days=d)) for d in range(7))
    assert violations(TrainingPlan(BEGIN, 1, rest), NOVICE) == ()


def test_a_beginner_is_told_of_a_third_day_in_a_row_for_twelve_weeks() -> None:
    days: Days = [(d, ("run_walk", 1)) for d in (0, 1, 2, 4)]
    assert of(violations(plan(days), NOVICE), "beginner_in_a_row") == [(2, "run_walk 1 #2")]
    known = replace(NOVICE, weeks_running=12.0)
    assert not of(violations(plan(days), known), "beginner_in_a_row")
    yesterday = replace(NOVICE, run_days_in_a_row=1)
    assert of(violations(plan(days), yesterday), "beginner_in_a_row")[0][0] == 1


def test_a_beginner_starts_with_three_days_and_half_an_hour() -> None:
    days: Days = [(d, ("run_walk", 1)) for d in (0, 2, 4, 6, 7)]
    found = violations(plan(days), NOVICE)
    assert of(found, "beginner_days_a_week") == [(6, "run_walk 1 #3")]
    assert of(violations(plan([(0, ("easy", 2))]), NOVICE), "beginner_minutes")
    assert not of(violations(plan([(0, ("easy", 1))]), NOVICE), "beginner_minutes")


@pytest.mark.parametrize("which", ["downhill", "bursts", "vest_run", "squats"])
def test_a_sore_muscle_waits_until_it_is_below_five(which: str) -> None:
    # 6 of 10 today, one point less a day: below 5 from the day after next.
    athlete = replace(USED, soreness={"vasti": 6.0})
    days = [d for d in range(5) if of(violations(plan([(d, (which, 1))]), athlete), "sore_muscle")]
    assert days == [0, 1]


def test_a_sore_calf_leaves_squats_alone_and_calf_raises_not() -> None:
    athlete = replace(USED, soreness={"gastrocnemius": 6.0})
    assert not of(violations(plan([(0, ("squats", 1))]), athlete), "sore_muscle", "sore_easy")
    assert of(violations(plan([(0, ("calf_raises", 1))]), athlete), "sore_muscle")


def test_missing_force_forbids_hard_work_until_it_is_back_and_easy_running_not() -> None:
    athlete = replace(USED, force_deficit={"hamstrings": ForceDeficit(0.12, 2.5)})
    names = ("sore_muscle", "sore_stop", "sore_easy")
    days = [d for d in range(5) if of(violations(plan([(d, ("bursts", 1))]), athlete), *names)]
    assert days == [0, 1, 2]
    assert not of(violations(plan([(0, ("easy", 2))]), athlete), *names)
    assert of(violations(plan([(0, ("easy", 3))]), athlete), *names) == [(0, "easy 3 #0")]
    slight = replace(USED, force_deficit={"hamstrings": ForceDeficit(0.08, 2.5)})
    assert not of(violations(plan([(0, ("bursts", 1))]), slight), *names)


def test_at_seven_even_easy_running_stops_until_it_is_below_five() -> None:
    athlete = replace(USED, soreness={"soleus": 7.0})
    days = [d for d in range(5) if of(violations(plan([(d, ("easy", 1))]), athlete), "sore_stop")]
    assert days == [0, 1, 2]


def test_the_longest_run_rolls_on_as_the_plan_goes() -> None:
    def run(metres: float, day: int) -> PlannedWorkout:
        one = replace(POOL["easy", 2], distance_m=metres, title=f"{metres:g}")
        return replace(one, day=BEGIN + timedelta(days=day))

    athlete = replace(TRAINED, longest_run_m=10_000.0)
    step = TrainingPlan(BEGIN, 8, (run(10_900, 0), run(11_900, 7), run(13_500, 14)))
    assert [v.workout for v in violations(step, athlete) if v.rule == "longest_run"] == ["13500"]
    # After 31 days the 10.9 km of the first day no longer count.
    gap = TrainingPlan(BEGIN, 8, (run(10_900, 0), run(6000, 20), run(10_000, 31)))
    assert [v.workout for v in violations(gap, athlete) if v.rule == "longest_run"] == ["10000"]


def test_a_larger_week_is_only_warned_of() -> None:
    athlete = replace(TRAINED, weekly_minutes=(100.0, 120.0, 110.0, 100.0))
    days: Days = [(d, ("easy", 2)) for d in (0, 2, 4)]  # 120 min
    assert not of(violations(plan(days), athlete), "weekly_volume")
    days.append((6, ("easy", 2)))  # 160 min, the limit is 156
    (found,) = [v for v in violations(plan(days), athlete) if v.rule == "weekly_volume"]
    assert found.strength is Strength.SOFT
    assert (found.day - BEGIN).days == 6


@pytest.mark.parametrize(
    ("new", "dose"),
    [("downhill", "downhill_priming"), ("bursts", "strides"), ("vest_run", "vest_run")],
)
def test_a_new_stimulus_wants_a_small_dose_four_to_twenty_eight_days_before(
    new: str, dose: str
) -> None:
    level = 3 if new == "vest_run" else 1
    full = workout(new, level=level, minutes=40).on(BEGIN)
    session = parse_session([{"run": {"minutes": 25, "effort": "easy",
                                      "carried": {"vest_pct_mass": 5}}}], "test")  # fmt: skip
    full = replace(full, session=session) if new == "vest_run" else full

    def found(gap: int | None) -> list[tuple[int, str]]:
        small = replace(POOL[dose, 1], title="small")
        on = BEGIN + timedelta(days=gap or 0)
        workouts = [replace(full, day=on), *([small] if gap is not None else [])]
        return of(violations(TrainingPlan(BEGIN, 8, tuple(workouts)), TRAINED), "priming")

    assert found(None)
    assert [gap for gap in range(35) if not found(gap)] == list(range(4, 29))


def test_a_way_down_between_repeats_is_downhill_however_it_is_written() -> None:
    up = {"minutes": 3, "effort": "hard", "grade_pct": 8}
    down = {"minutes": 3, "speed_m_s": 2.2, "grade_pct": -8}
    ways = [
        [{"run": {**up, "repeat": 6, "rest": down}}],
        [{"group": {"repeat": 6, "steps": [{"run": up}], "rest": down}}],
    ]
    for way in ways:
        held = doses(parse_session(way, "test"), 70.0)
        assert held.downhill_min == pytest.approx(15.0)
        assert held.run_min == pytest.approx(33.0)


def test_what_was_done_before_the_plan_counts() -> None:
    for ago, fine in ((2, False), (4, True), (28, True), (29, False)):
        athlete = replace(TRAINED, done={Stimulus.DOWNHILL: (ago,)})
        assert (not of(violations(plan([(0, ("downhill", 1))]), athlete), "priming")) == fine
    yesterday = replace(USED, demanding_days_ago=1)
    assert of(violations(plan([(0, ("squats", 1)), (1, ("easy", 1))]), yesterday), "spacing")


def test_light_lifting_comes_before_the_first_heavy_session() -> None:
    heavy: Days = [(7, ("squats", 1))]
    assert of(violations(plan(heavy), TRAINED), "first_lifts")
    assert not of(violations(plan([(0, ("first_lifts", 1)), *heavy]), TRAINED), "first_lifts")


def test_days_are_easy_after_a_marathon_by_its_length() -> None:
    def days(metres: float) -> int:
        athlete = replace(USED, race=Race(0, metres))
        hard = [violations(plan([(d, ("tempo", 1)), (d, ("bursts", 1))]), athlete)
                for d in range(30)]  # fmt: skip
        return sum(1 for found in hard if of(found, "after_race"))

    assert [days(m) for m in (10_000.0, 21_100.0, 42_200.0, 100_000.0)] == [0, 5, 9, 20]


def test_a_pack_of_45_kg_is_refused_to_a_novice_with_the_reason() -> None:
    hike = by_hand((0, [{"walk": {"minutes": 60, "carried": {"pack_kg": 45}}}]))
    (found,) = [v for v in violations(hike, NOVICE) if v.rule == "carried_limit"]
    assert found.strength is Strength.HARD
    assert "45 kg is 64% of body mass; at most 10 kg to walk with for a beginner" in found.sentence
    assert "25 kg left men 15 % weaker" in found.sentence
    assert of(violations(hike, USED), "carried_limit")


def test_carried_weight_grows_by_two_points_a_week() -> None:
    def hike(pct: float) -> list[object]:
        return [{"walk": {"minutes": 15, "carried": {"vest_pct_mass": pct}}}]

    fine = by_hand((0, hike(5)), (3, hike(5)), (7, hike(7)), (14, hike(9)))
    assert not of(violations(fine, TRAINED), "carried_ramp")
    hasty = by_hand((0, hike(5)), (3, hike(7)), (7, hike(9)))
    assert [day for day, _ in of(violations(hasty, TRAINED), "carried_ramp")] == [3, 7]


@pytest.mark.parametrize(
    ("element", "allowed"),
    [
        ({"walk": {"minutes": 10, "carried": {"ankle_kg": 1}}}, True),
        ({"walk": {"minutes": 10, "carried": {"ankle_kg": 2}}}, False),
        ({"run": {"minutes": 10, "speed_m_s": 2.3, "carried": {"ankle_kg": 1}}}, True),
        ({"run": {"minutes": 10, "speed_m_s": 3.5, "carried": {"ankle_kg": 1}}}, False),
        ({"run": {"minutes": 10, "effort": "hard", "carried": {"ankle_kg": 1}}}, False),
        ({"jump": {"kind": "hop", "count": 10, "carried": {"ankle_kg": 1}}}, False),
    ],
)
def test_ankle_weights_are_light_and_slow(element: object, allowed: bool) -> None:
    assert (not of(violations(by_hand((0, [element])), USED), "ankle_weights")) == allowed


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Athlete(soreness={"vasti": 11.0}),
        lambda: Athlete(soreness={"biceps": 3.0}),
        lambda: Athlete(soreness={"vasti": math.nan}),
        lambda: ForceDeficit(1.2, 3.0),
        lambda: ForceDeficit(0.2, -1.0),
        lambda: Athlete(mass_kg=0.0),
        lambda: Athlete(status="superhuman"),
        lambda: Athlete(weeks_running=-1.0),
        lambda: Athlete(longest_run_m=-5.0),
        lambda: Athlete(weekly_minutes=(1.0, 2.0, 3.0, 4.0, 5.0)),
        lambda: Athlete(done={"swimming": (1,)}),  # type: ignore[dict-item]
        lambda: Athlete(done={Stimulus.SPRINT: (-3,)}),
        lambda: Athlete(overrides={"sapcing": Strength.OFF}),
        lambda: Athlete(overrides={"spacing": "maybe"}),  # type: ignore[dict-item]
        lambda: Race(3, 0.0),
        lambda: Race(-3, 42_195.0),
    ],
)
def test_an_impossible_athlete_cannot_be_made(wrong: Callable[[], object]) -> None:
    with pytest.raises(InputError):
        wrong()


def test_an_athlete_does_not_change_with_what_it_was_made_from() -> None:
    sore = {"vasti": 6.0}
    athlete = Athlete(soreness=sore)
    sore["vasti"] = 0.0
    assert athlete.soreness["vasti"] == 6.0


def test_every_number_and_rule_has_its_source_and_one_sentence_of_why() -> None:
    for parameter in load_parameters("rules").values():
        assert reference(parameter.source).citation
        assert parameter.unit
    assert list(rules()) == list(load_table("rules")["rules"])
    for rule in rules().values():
        assert rule.grade in "ABC"
        assert rule.sources
        assert rule.why.endswith(".")
        assert rule.why.count(". ") == 0
