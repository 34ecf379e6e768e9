"""Every workout of the library parses, lasts what it says, and loads what its tags promise."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from myostride.coach.athlete import Stimulus
from myostride.coach.library import (
    LibraryWorkout,
    available,
    bounds,
    effects,
    levels,
    usual_minutes,
    workout,
    workout_ids,
)
from myostride.coach.stimuli import doses
from myostride.errors import InputError, UnknownName
from myostride.muscles import MUSCLES
from myostride.physiology.session import time_above_critical_speed_s
from myostride.references import load_parameters, load_table, references
from myostride.runner import Body, Runner
from myostride.training.capacity import capacity_of
from myostride.training.sessions import session_part

RUNNER = Runner(body=Body(70.0, 1.75, "male"), age_y=30, status="runner", vo2max_ml_kg_min=50)
CAPACITY = capacity_of(RUNNER)
EVERY = [(name, level) for name in workout_ids() for level in range(1, levels(name) + 1)]
KINDS = {
    "easy", "long", "tempo", "intervals", "bursts", "hills", "priming", "strides", "fartlek",
    "vest", "ankle", "incline", "plyometrics", "lift",
}  # fmt: skip


def lasts_min(one: LibraryWorkout) -> float:
    return session_part(one.session, CAPACITY, RUNNER.body).seconds / 60.0


def test_the_library_holds_every_kind_of_a_plan() -> None:
    assert {workout(name).kind for name in workout_ids()} == KINDS


@pytest.mark.parametrize(("name", "level"), EVERY)
def test_a_workout_lasts_what_it_says(name: str, level: int) -> None:
    one = workout(name, level=level)
    assert lasts_min(one) == pytest.approx(one.minutes, abs=1e-3)
    assert abs(one.minutes - usual_minutes(name, level)) <= 0.5 + 1e-6
    assert "$" not in one.title
    assert one.why


@settings(max_examples=300, deadline=None)
@given(which=st.sampled_from(EVERY), share=st.floats(0.0, 1.0))
def test_any_length_within_its_bounds_is_kept_within_a_minute(
    which: tuple[str, int], share: float
) -> None:
    least, most = bounds(*which)
    assert least <= most
    asked = least + share * (most - least)
    one = workout(which[0], minutes=asked, level=which[1])
    assert abs(lasts_min(one) - asked) < 1.0


@pytest.mark.parametrize(("name", "level"), EVERY)
def test_tags_say_what_the_session_holds(name: str, level: int) -> None:
    one = workout(name, level=level)
    assert one.tags - {Stimulus.ABOVE_CRITICAL_SPEED} == doses(one.session, 70.0).stimuli
    blocks = session_part(one.session, CAPACITY, RUNNER.body).blocks
    assert blocks is not None
    above_s = time_above_critical_speed_s(blocks, CAPACITY)
    assert (Stimulus.ABOVE_CRITICAL_SPEED in one.tags) == (above_s > 240.0)


@pytest.mark.parametrize("name", workout_ids())
def test_hard_is_sprint_heavy_downhill_or_fast_and_never_the_small_dose(name: str) -> None:
    one = workout(name)
    assert one.hard == (bool(one.tags - {Stimulus.LOADED}) and one.kind != "priming")


@pytest.mark.parametrize("name", workout_ids())
def test_a_step_asks_for_more_than_the_one_before(name: str) -> None:
    runs = [effects(workout(name, level=level), RUNNER) for level in range(1, levels(name) + 1)]
    totals = [sum(each.easy_km.values()) for each in runs]
    assert levels(name) == 3
    assert totals == sorted(totals)


@pytest.mark.parametrize(("name", "level"), EVERY)
def test_every_muscle_has_its_load_and_the_tagged_ones_more_of_it(name: str, level: int) -> None:
    one = workout(name, level=level)
    done = effects(one, RUNNER)
    for by_muscle in (done.easy_km, done.growth, done.eccentric):
        assert tuple(by_muscle) == MUSCLES
        assert min(by_muscle.values()) >= 0.0
    assert sum(done.easy_km.values()) > 0.0
    for muscle in doses(one.session, 70.0).heavy:
        assert done.easy_km[muscle] > 0.1
        assert done.growth[muscle] > 0.0
        assert done.eccentric[muscle] > 0.0


def test_an_easy_kilometre_on_the_level_is_one_for_every_muscle() -> None:
    """By definition: 3.0 m/s, level, unloaded; an easy run of a runner of VO2max 54 is near it."""
    one = workout("easy", minutes=60)
    done = effects(one, Runner(RUNNER.body, 30, "runner", 54.0))
    for km in done.easy_km.values():
        assert km == pytest.approx(done.distance_m / 1000.0, rel=0.1)


def test_the_face_of_it_downhill_quads_uphill_glutes_sprints_hamstrings() -> None:
    level = effects(workout("easy", minutes=38), RUNNER)
    easy = level.easy_km
    down = effects(workout("downhill", minutes=38), RUNNER)
    assert max(down.easy_km, key=lambda m: down.easy_km[m]) == "vasti"
    more = {m: down.eccentric[m] - level.eccentric[m] for m in MUSCLES}
    assert max(more, key=lambda m: more[m]) == "vasti"
    up = effects(workout("treadmill_incline", minutes=38, level=2), RUNNER).easy_km
    assert up["gluteus_maximus"] / easy["gluteus_maximus"] > up["vasti"] / easy["vasti"]
    fast = effects(workout("bursts", minutes=38, level=3), RUNNER).easy_km
    assert fast["hamstrings"] / easy["hamstrings"] > fast["vasti"] / easy["vasti"]


def test_a_workout_on_a_day_is_a_plans_record() -> None:
    one = workout("easy", minutes=30)
    bare = one.on(date(2026, 3, 2))
    assert (bare.workout, bare.minutes, bare.distance_m, dict(bare.load)) == ("easy", 30, 0.0, {})
    full = one.on(date(2026, 3, 2), RUNNER)
    assert full.distance_m == pytest.approx(1000.0 * full.load["vasti"], rel=0.1)
    assert workout("squats").on(date(2026, 3, 2), RUNNER).distance_m == 0.0


def test_effects_are_worked_out_once() -> None:
    one = workout("tempo")
    assert effects(one, RUNNER) is effects(one, RUNNER)


def test_equipment_limits_what_is_offered() -> None:
    assert set(available(["gym", "weights", "hills", "treadmill", "vest", "ankle_weights"])) == set(
        workout_ids()
    )
    plain = available([])
    assert "easy" in plain
    assert "bursts" in plain
    assert not {"squats", "hill_repeats", "vest_run", "treadmill_incline"} & set(plain)


def test_what_cannot_be_is_refused_with_what_can() -> None:
    with pytest.raises(UnknownName, match="did you mean 'tempo'"):
        workout("tempoo")
    with pytest.raises(InputError, match="steps 1 to 3, not 4"):
        workout("easy", level=4)
    with pytest.raises(InputError, match="it takes 30 to 75 min"):
        workout("four_by_four", level=3, minutes=20)


def test_every_row_has_a_known_source_and_a_note() -> None:
    for row in load_table("library")["workouts"].values():
        assert row["source"] in references()
        assert row["status"] in ("measured", "fitted", "assumed")
        assert row["note"]
    assert load_parameters("library")
