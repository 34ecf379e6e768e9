"""FIT workout files, which watches guide through step by step."""

from __future__ import annotations

from datetime import UTC, datetime, time
from hashlib import sha256
from typing import Any

from myostride.coach.outgoing.steps import Repeat, Step, steps_of, unrolled
from myostride.coach.outgoing.words import fits
from myostride.coach.plan import PlannedWorkout
from myostride.errors import InputError
from myostride.training.capacity import Capacity

__all__ = ["fit_workout_of"]

MOST_NAME_BYTES = 47
MOST_NOTES_BYTES = 120

_ROLES = {
    "warm_up": "WARMUP",
    "active": "ACTIVE",
    "recovery": "RECOVERY",
    "rest": "REST",
    "cool_down": "COOLDOWN",
}
_SPORTS = {
    "run": ("RUNNING", "GENERIC"),
    "football": ("SOCCER", "GENERIC"),
    "lift": ("TRAINING", "STRENGTH_TRAINING"),
    "jump": ("TRAINING", "STRENGTH_TRAINING"),
    "cycle": ("CYCLING", "GENERIC"),
    "walk": ("WALKING", "GENERIC"),
}
"""By what is done, the first one that a workout holds."""


def fit_workout_of(workout: PlannedWorkout, capacity: Capacity) -> bytes:
    """The bytes of a FIT workout file; the same workout gives the same bytes.

    Raises
    ------
    InputError
        If nothing is done (a rest day), or it has too many steps.
    """
    from fit_tool.fit_file_builder import FitFileBuilder

    steps = steps_of(workout, capacity)
    if not steps:
        raise InputError(f"workout '{workout.workout}' of {workout.day} has no steps to write")
    messages: list[Any] = []
    for step in steps:
        if not isinstance(step, Repeat):
            messages.append(_step(step, len(messages)))
            continue
        first = len(messages)
        messages += [_step(inner, first + n) for n, inner in enumerate(step.steps)]
        messages.append(_back(first, step.times, len(messages)))
    modes = {step.mode for step in unrolled(steps)}
    builder = FitFileBuilder(auto_define=True)
    builder.add(_file_id(workout))
    builder.add(_workout(workout, modes, len(messages)))
    builder.add_all(messages)
    return bytes(builder.build_bytes())


def _file_id(workout: PlannedWorkout) -> Any:
    """Watches tell workouts apart by serial number and time, so both come from the workout."""
    from fit_tool.profile.messages.file_id_message import FileIdMessage
    from fit_tool.profile.profile_type import FileType, Manufacturer

    said = f"{workout.day} {workout.workout} {workout.title}".encode(errors="replace")
    made = datetime.combine(workout.day, time(), UTC)
    message = FileIdMessage()
    message.type = FileType.WORKOUT
    message.manufacturer = Manufacturer.DEVELOPMENT.value
    message.product = 0
    message.serial_number = 1 + int.from_bytes(sha256(said).digest()[:4], "big") % 0xFFFFFFFE
    message.time_created = round(1000.0 * made.timestamp())
    return message


def _workout(workout: PlannedWorkout, modes: set[str], steps: int) -> Any:
    from fit_tool.profile.messages.workout_message import WorkoutMessage
    from fit_tool.profile.profile_type import Sport, SubSport

    sport, sub_sport = next(names for mode, names in _SPORTS.items() if mode in modes)
    message = WorkoutMessage()
    message.workout_name = fits(workout.title, MOST_NAME_BYTES) or "Workout"
    message.sport = Sport[sport]
    message.sub_sport = SubSport[sub_sport]
    message.num_valid_steps = steps
    return message


def _step(step: Step, index: int) -> Any:
    from fit_tool.profile.messages.workout_step_message import WorkoutStepMessage
    from fit_tool.profile.profile_type import Intensity, WorkoutStepDuration

    message = WorkoutStepMessage()
    message.message_index = index
    message.workout_step_name = fits(step.name, MOST_NAME_BYTES)
    message.intensity = Intensity[_ROLES[step.role]]
    if step.notes:
        message.notes = fits(step.notes, MOST_NOTES_BYTES)
    if step.ends == "time":
        message.duration_type = WorkoutStepDuration.TIME
        message.duration_time = step.seconds
    elif step.ends == "distance":
        message.duration_type = WorkoutStepDuration.DISTANCE
        message.duration_distance = step.distance_m
    else:
        message.duration_type = WorkoutStepDuration.OPEN
        message.duration_value = 0
    _aim(message, step)
    return message


def _aim(message: Any, step: Step) -> None:
    """The target of a step; zone 0 says that its own range counts."""
    from fit_tool.profile.profile_type import WorkoutStepTarget

    target = step.target
    if target.kind == "speed":
        message.target_type = WorkoutStepTarget.SPEED
        message.target_speed_zone = 0
        message.custom_target_speed_low = target.low
        message.custom_target_speed_high = target.high
    elif target.kind == "heart_rate":
        message.target_type = WorkoutStepTarget.HEART_RATE
        message.target_hr_zone = 0
        message.custom_target_heart_rate_low = int(target.low)
        message.custom_target_heart_rate_high = int(target.high)
    else:
        message.target_type = WorkoutStepTarget.OPEN
        message.target_value = 0


def _back(first: int, times: int, index: int) -> Any:
    """Go back to step `first` until it and those after it were done `times` times."""
    from fit_tool.profile.messages.workout_step_message import WorkoutStepMessage
    from fit_tool.profile.profile_type import WorkoutStepDuration, WorkoutStepTarget

    message = WorkoutStepMessage()
    message.message_index = index
    message.duration_type = WorkoutStepDuration.REPEAT_UNTIL_STEPS_CMPLT
    message.duration_step = first
    message.target_type = WorkoutStepTarget.OPEN
    message.target_repeat_steps = times
    return message
