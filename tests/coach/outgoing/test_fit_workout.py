"""FIT workouts, read back by a reader that is not the writer."""

import io
from dataclasses import replace
from typing import Any

import fitdecode
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from myostride.coach.library import levels, workout_ids
from myostride.coach.library import workout as library_workout
from myostride.coach.outgoing import Repeat, fit_workout_of, seconds_in, steps_of
from myostride.coach.plan import PlannedWorkout
from myostride.errors import InputError
from tests.coach.outgoing.plans import (
    CAPACITY,
    GYM,
    HILLS,
    HOSTILE_TITLES,
    INTERVALS,
    NESTED,
    seconds_planned,
    workout,
)

Message = dict[str, Any]


def read(data: bytes) -> dict[str, list[Message]]:
    """Messages by name, each field by its name, CRC and structure checked."""
    found: dict[str, list[Message]] = {}
    reader = fitdecode.FitReader(
        io.BytesIO(data),
        check_crc=fitdecode.CrcCheck.RAISE,
        error_handling=fitdecode.ErrorHandling.RAISE,
    )
    for frame in reader:
        if isinstance(frame, fitdecode.FitDataMessage):
            fields = {f.name: f.value for f in frame.fields if f.value is not None}
            found.setdefault(frame.name, []).append(fields)
    return found


def written(planned: PlannedWorkout) -> dict[str, list[Message]]:
    return read(fit_workout_of(planned, CAPACITY))


def test_a_workout_file_says_what_it_is() -> None:
    messages = written(workout(INTERVALS, "4 x 4 min"))
    (file_id,) = messages["file_id"]
    assert file_id["type"] == "workout"
    assert file_id["serial_number"] > 0
    assert file_id["time_created"].date().isoformat() == "2025-09-23"
    (head,) = messages["workout"]
    assert (head["wkt_name"], head["sport"]) == ("4 x 4 min", "running")
    assert head["num_valid_steps"] == len(messages["workout_step"]) == 6
    assert [step["message_index"] for step in messages["workout_step"]] == list(range(6))


def test_intervals_have_their_steps_repeats_durations_and_targets() -> None:
    warm_up, work, rest, back, last, cool_down = written(workout(INTERVALS))["workout_step"]
    assert [s["intensity"] for s in (warm_up, work, rest, last, cool_down)] == [
        "warmup", "active", "recovery", "active", "cooldown",
    ]  # fmt: skip
    times = [s["duration_time"] for s in (warm_up, work, rest, last, cool_down)]
    assert times == [600.0, 240.0, 180.0, 240.0, 300.0]
    assert back["duration_type"] == "repeat_until_steps_cmplt"
    assert (back["duration_step"], back["repeat_steps"]) == (1, 3)
    for step, low, high in ((warm_up, 67, 73), (work, 89, 96), (last, 89, 96)):
        assert (step["target_type"], step["target_hr_zone"]) == ("heart_rate", 0)
        assert step["custom_target_heart_rate_low"] == low
        assert step["custom_target_heart_rate_high"] == high
    assert (rest["target_type"], rest["target_speed_zone"]) == ("speed", 0)
    assert rest["custom_target_speed_low"] < rest["custom_target_speed_high"]


def test_speeds_and_distances_are_in_their_units() -> None:
    (step,) = written(workout("- run: {distance_m: 1234.5, speed_m_s: 3.5}"))["workout_step"]
    assert (step["duration_type"], step["duration_distance"]) == ("distance", 1234.5)
    assert step["custom_target_speed_low"] == pytest.approx(3.36)
    assert step["custom_target_speed_high"] == pytest.approx(3.64)


def test_hills_carry_their_notes() -> None:
    steps = written(workout(HILLS))["workout_step"]
    assert steps[1]["notes"] == "hard, 8 % uphill, vest of 5 kg"


def test_sets_are_open_steps_of_a_strength_workout() -> None:
    messages = written(workout(GYM, "Squats"))
    assert messages["workout"][0]["sport"] == "training"
    assert messages["workout"][0]["sub_sport"] == "strength_training"
    walk, squat, rest, back, *_ = messages["workout_step"]
    assert (squat["wkt_step_name"], squat["duration_type"]) == ("Back squat x 8", "open")
    assert squat["target_type"] == "open"
    assert (rest["intensity"], rest["duration_time"]) == ("rest", 180.0)
    assert (back["duration_step"], back["repeat_steps"]) == (1, 4)
    assert (walk["intensity"], walk["duration_time"]) == ("warmup", 480.0)


def test_steps_read_back_are_the_steps_written() -> None:
    for text in (INTERVALS, HILLS, GYM, NESTED):
        planned = workout(text)
        expected: list[tuple[str, float]] = []
        for step in steps_of(planned, CAPACITY):
            for inner in step.steps if isinstance(step, Repeat) else (step,):
                length = {"time": inner.seconds, "distance": inner.distance_m, "open": 0}
                expected.append((inner.ends, pytest.approx(length[inner.ends], abs=0.01)))
            if isinstance(step, Repeat):
                expected.append(("repeat_until_steps_cmplt", step.times))
        field = {
            "time": "duration_time",
            "distance": "duration_distance",
            "open": "duration_value",
            "repeat_until_steps_cmplt": "repeat_steps",
        }
        found = [
            (row["duration_type"], row[field[row["duration_type"]]])
            for row in written(planned)["workout_step"]
        ]
        assert found == expected


@pytest.mark.parametrize("title", HOSTILE_TITLES)
def test_any_title_is_a_name(title: str) -> None:
    (head,) = written(workout(INTERVALS, title))["workout"]
    assert 0 < len(head["wkt_name"].encode()) <= 47
    assert head["wkt_name"].isprintable() or "\u200d" in head["wkt_name"]


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), max_size=80))
def test_any_text_is_a_name(title: str) -> None:
    (head,) = written(workout("- run: {minutes: 30}", title))["workout"]
    assert head["wkt_name"]
    assert len(head["wkt_name"].encode()) <= 47
    assert "\ufffd" not in head["wkt_name"] or "\ufffd" in title


def test_the_same_workout_gives_the_same_bytes_and_another_a_new_serial_number() -> None:
    one, again = (fit_workout_of(workout(HILLS), CAPACITY) for _ in range(2))
    assert one == again
    other = written(workout(HILLS, "Other"))["file_id"][0]["serial_number"]
    assert read(one)["file_id"][0]["serial_number"] != other


def test_a_rest_day_is_refused_in_one_line() -> None:
    with pytest.raises(InputError, match="no steps to write"):
        fit_workout_of(workout("", name="rest_day"), CAPACITY)


@pytest.mark.parametrize("name", workout_ids())
def test_every_workout_of_the_library_goes_out(name: str) -> None:
    for level in range(1, levels(name) + 1):
        made = library_workout(name, level=level)
        planned = replace(workout(made.session, made.title), minutes=made.minutes)
        messages = written(planned)
        assert messages["workout"][0]["num_valid_steps"] == len(messages["workout_step"]) <= 50
        assert seconds_in(steps_of(planned, CAPACITY)) == pytest.approx(
            seconds_planned(made.session)
        )
