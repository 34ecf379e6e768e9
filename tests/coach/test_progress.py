"""Plateaus by model and by marks, whether training asks for more, and the next step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
import pytest

from myostride.coach import Standing, standing
from myostride.coach.athlete import Athlete, Stimulus
from myostride.coach.library import effects, levels, usual_minutes, workout, workout_ids
from myostride.coach.next_step import CHANGES, NextStep, next_step
from myostride.coach.plan import TrainingPlan
from myostride.coach.progress import Challenge, asked, challenge, progress_of
from myostride.coach.reached import DoneSession, Reached, of_goal, reached
from myostride.coach.rules import violations
from myostride.coach.stall import (
    Mark,
    Stall,
    line,
    mark_kinds,
    measured_stall,
    model_stall,
    stall,
)
from myostride.errors import InputError, UnknownName
from myostride.gait import run_blocks
from myostride.muscles import MUSCLES
from myostride.physiology import (
    Habits,
    TimedBlocks,
    Trajectory,
    draw_parameters,
    evolve,
    starting_state,
)
from myostride.physiology.ahead import ahead
from myostride.references import load_parameters, load_table, references
from myostride.runner import Body, Diet, Runner
from myostride.training.capacity import capacity_of
from myostride.training.sessions import session_part
from myostride.units import SECONDS_PER_DAY
from tests.coach.runners import any_case
from tests.shared import CHECKOUT

RUNNER = Runner(status="active")
P = draw_parameters(60, 1, RUNNER)
LIFE = [Habits(0.0, 8000.0, 1.6, 0.0)]
TODAY = date(2026, 3, 2)
EVERYTHING = frozenset({"hills", "gym", "weights", "treadmill", "vest", "ankle_weights"})


def marks(kind: str, every_d: int, days: int, rate: float = 0.0, **more: float) -> list[Mark]:
    """Marks without noise on a straight line of so many % a week."""
    return [
        Mark(float(d), kind, 50.0 * float(np.exp(rate * d / 700.0)), **more)
        for d in range(0, days + 1, every_d)
    ]


# Marks.


@pytest.mark.parametrize("kind", mark_kinds())
def test_too_few_or_too_close_marks_tell_nothing(kind: str) -> None:
    pair = [Mark(0.0, kind, 50.0), Mark(84.0, kind, 50.0)]
    for few in ([], pair, marks(kind, 7, 70), [*pair, Mark(42.0, kind, 50.0)]):
        told = measured_stall(few, 84.0)
        assert (told.answer, told.probability, told.rests_on) == ("unknown", None, "measured")


def test_one_scan_before_and_after_is_never_enough_however_often_repeated() -> None:
    pair = [Mark(float(d), "mri_volume", 50.0) for d in (0, 84) for _ in range(5)]
    assert measured_stall(pair, 84.0).probability is None


def test_monthly_ultrasound_waits_for_twenty_weeks_and_monthly_mri_for_twelve() -> None:
    assert measured_stall(marks("us_csa", 28, 112), 112.0).probability is None
    assert measured_stall(marks("us_csa", 28, 140), 140.0).probability is not None
    assert measured_stall(marks("mri_volume", 28, 84), 84.0).probability is not None


def test_the_error_of_fortnightly_ultrasound_is_that_of_the_note() -> None:
    found = line(marks("us_csa", 14, 84), "us_csa", 84.0, 12.0)
    assert found is not None
    assert found.slope_sd == pytest.approx(0.23, abs=0.005)


def test_a_constant_muscle_is_called_in_time() -> None:
    exact = marks("us_csa", 14, 84, noise_pct=0.1)
    assert measured_stall(exact, 84.0).answer == "yes"
    assert measured_stall(marks("mri_volume", 14, 140), 140.0).answer == "yes"


@pytest.mark.parametrize("kind", mark_kinds())
def test_a_growing_muscle_is_never_called(kind: str) -> None:
    fast = marks(kind, 14, 140, rate=1.5)
    told = measured_stall(fast, 140.0)
    assert told.answer == "no"
    assert told.probability is not None
    assert told.probability < 0.1


def test_old_marks_and_marks_to_come_do_not_count() -> None:
    flat = marks("mri_volume", 14, 140)
    assert measured_stall(flat, 140.0 + 50.0).probability is None
    assert measured_stall(flat, 60.0).probability is None


def test_more_noise_never_calls_earlier_on_average() -> None:
    def mean_call(noise: float) -> float:
        first = []
        for seed in range(40):
            z = np.random.default_rng(seed).standard_normal(40)
            read = [
                Mark(14.0 * k, "mri_volume", 50.0 * (1.0 + noise / 100.0 * z[k]), noise)
                for k in range(40)
            ]
            calls = (14 * k for k in range(40) if measured_stall(read, 14.0 * k).answer == "yes")
            first.append(next(calls, 14 * 40))
        return float(np.mean(first))

    called = [mean_call(noise) for noise in (0.1, 0.5, 1.0, 2.0, 4.0)]
    assert called == sorted(called)


def test_a_weighted_line_follows_the_better_marks() -> None:
    good = marks("mri_volume", 14, 84, noise_pct=0.5)
    wild = Mark(84.0, "mri_volume", 60.0, 20.0)
    found = line([*good, wild], "mri_volume", 84.0, 12.0)
    assert found is not None
    assert abs(found.rate_pct_week) < 0.05


def test_impossible_marks_are_refused() -> None:
    with pytest.raises(UnknownName):
        Mark(0.0, "calipers", 3.0)
    for value in (0.0, -1.0, float("nan")):
        with pytest.raises(InputError):
            Mark(0.0, "girth", value)
    with pytest.raises(InputError):
        Mark(0.0, "girth", 55.0, 0.0)


# The model's reading, and both.


def test_the_model_needs_twelve_weeks_and_training() -> None:
    assert model_stall(0.0, 0.01, days=83.0, trained=True).answer == "unknown"
    assert model_stall(float("nan"), 0.01, days=200.0, trained=True).answer == "unknown"
    assert model_stall(0.0, 0.01, days=84.0, trained=True).answer == "yes"
    assert model_stall(0.0, 0.01, days=84.0, trained=False).answer == "no"
    assert model_stall(-0.4, 0.01, days=84.0, trained=True).answer == "no"
    assert model_stall(0.0, 0.3, days=84.0, trained=True).answer == "no"


def test_what_was_measured_goes_before_the_model() -> None:
    says = model_stall(0.0, 0.01, days=200.0, trained=True)
    growing = measured_stall(marks("mri_volume", 14, 140, rate=1.0), 140.0)
    nothing = measured_stall([], 140.0)
    leaning = Stall("unknown", "measured", 0.3, 0.2, 0.1, "")
    assert stall(says, growing).answer == "no"
    assert stall(says, growing).rests_on == "measured"
    assert stall(says, nothing) is says
    assert stall(says, leaning).answer == "unknown"
    assert stall(replace(says, answer="no"), leaning).answer == "no"


# Whether training still asks for more.


def hard(day: float, speed: float) -> TimedBlocks:
    blocks = run_blocks(
        np.full(4, speed), np.zeros(4), np.full(4, 240.0), np.linspace(0.0, 1200.0, 4), body=Body()
    )
    return TimedBlocks(day * SECONDS_PER_DAY, blocks)


@lru_cache(maxsize=4)
def lived(faster_pct_week: float) -> tuple[Trajectory, tuple[TimedBlocks, ...]]:
    """Fourteen weeks of three hard runs a week, at one speed or faster by the week."""
    sessions = tuple(
        hard(7.0 * w + d, 4.6 * (1.0 + faster_pct_week / 100.0 * w))
        for w in range(14)
        for d in (1.7, 3.7, 5.7)
    )
    start = starting_state(P, RUNNER, 0.0)
    return evolve(start, P, sessions, 98.0 * SECONDS_PER_DAY, LIFE), sessions


def challenged(muscle: str, faster_pct_week: float) -> Challenge:
    recent, sessions = lived(faster_pct_week)
    return challenge(muscle, asked(sessions, recent, P), recent)


@pytest.mark.parametrize("muscle", MUSCLES)
def test_the_same_speed_asks_less_of_a_muscle_that_grew(muscle: str) -> None:
    told = challenged(muscle, 0.0)
    assert told.rising == "no"
    assert told.intensity_pct is not None
    assert told.signal_pct is not None
    assert -12.0 < told.intensity_pct < -1.0
    assert told.signal_pct < 0.0


def test_running_faster_keeps_it_rising_where_speed_asks_for_force() -> None:
    told = challenged("hamstrings", 1.5)
    assert told.rising == "yes"
    assert told.signal_pct is not None
    assert told.signal_pct > 0.0
    assert challenged("vasti", 1.5).rising == "no"


def test_two_sessions_in_all_say_nothing_of_the_challenge() -> None:
    recent, sessions = lived(0.0)
    told = challenge("vasti", asked(sessions[-2:], recent, P), recent)
    assert (told.rising, told.probability) == ("unknown", None)


# What limits.


@lru_cache(maxsize=4)
def stood(protein: float | None) -> Standing:
    recent, _ = lived(0.0)
    after = ahead(recent.end, P, LIFE, 112.0 * SECONDS_PER_DAY, 0.5 * SECONDS_PER_DAY)
    runner = replace(RUNNER, diet=Diet(protein_g_per_kg=protein))
    told = standing(recent, after, days_recorded=98.0, trained_recently=True, runner=runner)
    return replace(told["vasti"], damage=0.0)


FALLING = Challenge("no", 0.02, -6.0, -9.0, "the session asks for less")
FLAT = Stall("yes", "measured", 0.98, 0.0, 0.04, "flat marks")


def test_protein_limits_before_the_stimulus_where_both_do() -> None:
    assert progress_of(stood(0.8), FLAT, FLAT, FALLING).limiting_factor == "protein"
    assert progress_of(stood(1.8), FLAT, FLAT, FALLING).limiting_factor == "stimulus"


def test_a_stalled_muscle_with_a_falling_challenge_lacks_stimulus() -> None:
    for factor in ("none", "stimulus"):
        fed = replace(stood(1.8), limiting_factor=factor)
        told = progress_of(fed, FLAT, FLAT, FALLING)
        assert told.limiting_factor == "stimulus"
        assert "asks for less" in told.why


@pytest.mark.parametrize("factor", ["recovery", "energy", "ceiling", "too_little_data"])
def test_what_the_standing_names_is_kept(factor: str) -> None:
    told = progress_of(replace(stood(1.8), limiting_factor=factor), FLAT, FLAT, FALLING)
    assert told.limiting_factor == factor
    assert told.to_json()["plateau"]["rests_on"] == "measured"


def test_flat_marks_against_a_growing_model_are_said_to_disagree() -> None:
    fed = replace(stood(1.8), limiting_factor="none", why="growing by about 0.3 % a week")
    rising = replace(FALLING, rising="yes")
    told = progress_of(fed, replace(FLAT, rests_on="model"), FLAT, rising)
    assert told.limiting_factor == "too_little_data"
    assert "flat marks" in told.why


# The next step.

USED = Athlete(
    weeks_running=200.0,
    longest_run_min=80.0,
    weekly_minutes=(200.0,) * 4,
    done=dict.fromkeys(Stimulus, (8, 15)),
    mass_kg=66.0,
)
WHO = Runner(Body(66.0, 1.72, "female"), status="trained_runner")


def steps(
    goal: tuple[str, ...] = ("vasti",),
    now: dict[str, int] | None = None,
    equipment: frozenset[str] = EVERYTHING,
    athlete: Athlete = USED,
) -> tuple[NextStep, ...]:
    have = {"easy": 2, "tempo": 2} if now is None else now
    ordinary = of_goal(effects(workout("tempo", level=2), WHO).growth, goal, WHO)
    begun = Reached(have, ordinary, 2.0 * ordinary)
    return next_step(goal, WHO, athlete, now=begun, today=TODAY, equipment=equipment)


@pytest.mark.parametrize("muscle", MUSCLES)
def test_a_step_is_a_real_workout_that_asks_for_more(muscle: str) -> None:
    told = steps((muscle,))
    assert [each.pays_by for each in told] == ["minute", "damage"]
    for each in told:
        one = workout(each.workout, level=each.level)
        assert each.minutes == pytest.approx(usual_minutes(each.workout, each.level), abs=0.5)
        assert each.growth == pytest.approx(effects(one, WHO).growth[muscle])
        assert each.growth > effects(workout("tempo", level=2), WHO).growth[muscle]
        assert f"{each.damage:.2f} of the strain" in each.why
        assert "\n" not in each.why


def test_each_pays_most_by_its_own_measure() -> None:
    by_minute, by_damage = steps(equipment=frozenset({"hills"}))
    assert by_minute.gain / by_minute.minutes >= by_damage.gain / by_damage.minutes
    assert by_damage.gain / by_damage.damage >= by_minute.gain / by_minute.damage


def test_what_was_reached_goes_one_step_up_and_what_is_new_starts_at_one() -> None:
    have = {"easy": 2, "squats": 2}
    for each in steps(now=have):
        assert each.level == have.get(each.workout, 0) + 1


def test_at_the_top_of_the_library_the_step_is_to_do_it_more_often() -> None:
    top = {name: levels(name) for name in workout_ids()}
    for each in steps(now=top):
        assert each.level == levels(each.workout)
        assert each.gain > 0.0


def test_nothing_is_named_that_there_is_no_equipment_for() -> None:
    for each in steps(equipment=frozenset()):
        assert not workout(each.workout).needs


def test_nothing_more_is_an_answer() -> None:
    everything = Reached({}, 10.0, 10.0)
    assert next_step(("vasti",), WHO, USED, now=everything, today=TODAY) == ()
    with pytest.raises(InputError):
        next_step((), WHO, USED, now=everything, today=TODAY)


@pytest.mark.parametrize("seed", range(40))
def test_a_step_keeps_the_rest_rules_of_anyone(seed: int) -> None:
    case = any_case(seed)
    begin = case.wishes.begin
    usual = [workout("easy", minutes=10.0).on(begin + timedelta(days=d), WHO) for d in (0, 3)]
    before = violations(TrainingPlan(begin, 1, tuple(usual)), case.athlete)
    told = next_step(
        case.wishes.goal,
        case.runner,
        case.athlete,
        now=Reached({"easy": 1}, None, None),
        today=begin,
        equipment=case.wishes.equipment,
        planned=usual,
    )
    for each in told:
        placed = workout(each.workout, level=each.level).on(each.day, case.runner)
        after = violations(TrainingPlan(begin, 1, (*usual, placed)), case.athlete)
        assert len(after) <= len(before)
        assert each.day not in {u.day for u in usual}


def test_someone_new_to_lifting_starts_light() -> None:
    fresh = replace(USED, done={})
    for each in steps(equipment=frozenset({"gym"}), athlete=fresh):
        assert each.workout not in ("squats", "legs", "deadlifts", "bursts")


def test_every_kind_of_workout_has_a_word_for_what_it_changes() -> None:
    assert {workout(name).kind for name in workout_ids()} <= set(CHANGES)


# What the last weeks already ask.


def done(name: str, level: int, days_ago: int) -> DoneSession:
    """A library workout as a session of the records."""
    one = workout(name, level=level)
    part = session_part(one.session, capacity_of(WHO), WHO.body)
    assert part.blocks is not None
    return DoneSession(days_ago, part.blocks, lifted=one.kind == "lift")


GOAL = ("vasti",)


def test_a_session_reaches_its_own_step_and_no_further() -> None:
    now = reached(GOAL, WHO, USED, [done("four_by_four", 2, 3)])
    assert now.levels["four_by_four"] == 2
    assert "squats" not in now.levels


def test_what_lies_longer_back_than_four_weeks_counts_no_more() -> None:
    assert reached(GOAL, WHO, USED, [done("four_by_four", 2, 29)]) == Reached({}, None, None)


def test_what_files_do_not_tell_of_is_never_reached() -> None:
    unloaded = replace(USED, done={Stimulus.DOWNHILL: (5,)})
    now = reached(GOAL, WHO, unloaded, [done("four_by_four", 3, n) for n in (2, 9)])
    assert not {"vest_run", "vest_hike", "ankle_drills"} & set(now.levels)
    assert not {"bursts", "hill_sprints"} & set(now.levels)


def test_lifting_is_reached_by_lifting_only() -> None:
    lifted = reached(GOAL, WHO, USED, [done("squats", 2, 3)])
    assert lifted.levels["squats"] == 2
    assert "four_by_four" not in lifted.levels


def test_the_hardest_of_a_usual_week_is_not_the_one_race_of_the_month() -> None:
    easy = [done("easy", 2, n) for n in (2, 9, 16, 23)]
    now, raced = (reached(GOAL, WHO, USED, each) for each in (easy, [*easy, done("squats", 3, 10)]))
    assert raced.hardest == now.hardest


# The data and the page.


def test_every_number_has_a_source() -> None:
    assert load_parameters("progress")
    for row in load_table("progress")["marks"].values():
        assert row["source"] in references()
        assert row["status"] in ("measured", "fitted", "assumed")
        assert row["gain"] in load_parameters("physiology")


def test_the_page_keeps_to_one_false_alarm_in_ten_or_says_so() -> None:
    page = CHECKOUT / "docs" / "plateau.md"
    if not page.exists():
        pytest.skip("no pages beside the package")
    text = page.read_text(encoding="utf-8")
    rows = [r.strip("| \n").split(" | ") for r in text.splitlines() if r.startswith("| ")]
    told = {(cells[0], cells[1]): cells for cells in rows[1:]}
    for kind in load_table("progress")["marks"].values():
        assert kind["certainty"]["fortnightly"] >= kind["certainty"]["monthly"]
    kept = [c for (name, _), c in told.items() if "not recorded" not in name and "same" not in name]
    kept = [cells for cells in kept if "less asked" not in cells[0]]
    assert len(kept) >= 15
    assert all(float(cells[3]) <= 10.0 for cells in kept)
    assert all(cells[-1] == "0" for cells in told.values())
    assert "**not** reached" in text
