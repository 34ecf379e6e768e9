"""A planned workout as the steps of a watch: what to do, how long, how hard, how often.

Repeats never hold repeats, because few watches know them: the shorter way to write a nested
one out is taken. Rests lie between repeats, as in the training model, so the last repeat
stands by itself behind the others and the whole takes as long as the session.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from myostride.coach.outgoing.notes import (
    jump_name,
    jump_notes,
    lift_name,
    lift_notes,
    run_notes,
)
from myostride.coach.outgoing.targets import (
    OPEN,
    Target,
    demand,
    planned_speed_m_s,
    rest_speed_m_s,
    seconds_of,
    target_of,
)
from myostride.coach.plan import PlannedWorkout
from myostride.errors import InputError
from myostride.references import load_parameters
from myostride.training.blocks import Session
from myostride.training.capacity import Capacity
from myostride.training.defaults import complete
from myostride.training.elements import Element, Endurance, Group, Intensity, Jump, Lift, Rest

__all__ = ["Repeat", "Step", "Steps", "seconds_in", "steps_of", "unrolled"]

MOST_STEPS = 1000
"""A workout of more is refused; no watch would take it."""

EASY = 0.75
"""Below this share of maximal oxygen uptake, easy enough for warming up and cooling down."""
EASIER = 0.85
"""And below this share of the hardest part, a recovery from it."""
LONGEST_WARM_UP_S = 1200.0
"""A longer easy stretch is part of the work."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step.

    role : warm_up, active, recovery, rest (standing) or cool_down.
    mode : run, walk, cycle, football, lift, jump or stand.
    name : what is done, in a word or two.
    ends : by time, distance, or open (when the runner says so).
    seconds : its length; an estimate unless it ends by time.
    distance_m : its length where it ends by distance.
    speed_m_s : as planned, 0 where there is none.
    notes : what else matters, empty where nothing does.
    """

    role: str
    mode: str
    name: str
    ends: str
    seconds: float
    distance_m: float = 0.0
    target: Target = OPEN
    speed_m_s: float = 0.0
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Repeat:
    """Steps done `times` times in order."""

    steps: tuple[Step, ...]
    times: int


Steps = tuple[Step | Repeat, ...]


def steps_of(workout: PlannedWorkout, capacity: Capacity) -> Steps:
    """The steps of a workout for one runner; none on a rest day.

    Raises
    ------
    InputError
        Where there are more than 1000.
    """
    try:
        return tuple(_in_order(workout.session, capacity))
    except _TooMany:
        raise InputError(
            f"workout '{workout.workout}' of {workout.day} has more than {MOST_STEPS} steps; "
            "no watch takes so many"
        ) from None


def seconds_in(steps: Iterable[Step | Repeat]) -> float:
    """How long steps take [s]."""
    return sum(step.seconds for step in unrolled(steps))


def unrolled(steps: Iterable[Step | Repeat]) -> list[Step]:
    """Every step in the order of doing, repeats written out."""
    done: list[Step] = []
    for step in steps:
        done += step.steps * step.times if isinstance(step, Repeat) else [step]
    return done


class _TooMany(Exception):
    """More steps than `MOST_STEPS`."""


def _in_order(
    session: Session, capacity: Capacity, *, repeated: bool = False
) -> list[Step | Repeat]:
    roles = _roles(session, capacity, repeated)
    return _limited(
        [
            step
            for element, role in zip(session, roles, strict=True)
            for step in _steps(element, role, capacity)
        ]
    )


def _roles(session: Session, capacity: Capacity, repeated: bool) -> list[str]:
    """What each element is there for: the easy ones prepare, let down or come in between."""
    demands = [demand(element, capacity) for element in session]
    limit = min(EASY, EASIER * max(demands, default=0.0))
    easy = [
        isinstance(element, Endurance)
        and element.repeat == 1
        and asked < limit
        and seconds_of(element, capacity) <= LONGEST_WARM_UP_S
        for element, asked in zip(session, demands, strict=True)
    ]
    if all(easy):
        return ["active"] * len(session)
    roles = ["recovery" if light else "active" for light in easy]
    if not repeated:
        first, last = easy.index(False), easy[::-1].index(False)
        roles[:first] = ["warm_up"] * first
        roles[len(roles) - last :] = ["cool_down"] * last
    return roles


def _steps(element: Element, role: str, capacity: Capacity) -> list[Step | Repeat]:
    if isinstance(element, Endurance):
        return _endurance(element, role, capacity)
    if isinstance(element, Group):
        return _group(element, capacity)
    return _sets(element, capacity)


def _endurance(element: Endurance, role: str, capacity: Capacity) -> list[Step | Repeat]:
    """A run, walk, ride or game with its repeats and the rests between them."""
    element, _ = complete(element)
    once = replace(element, repeat=1, rest=None)
    seconds = seconds_of(once, capacity)
    work = _work(once, seconds, role, capacity)
    if element.rest is None:
        return _repeated([work], None, element.repeat)
    rest_s = seconds_of(replace(element, repeat=1), capacity) - seconds
    rest = _rest(element.rest, element, rest_s, capacity)
    if element.repeat == 1:
        return [work] if rest is None else [work, rest]
    return _repeated([work], rest, element.repeat)


def _work(element: Endurance, seconds: float, role: str, capacity: Capacity) -> Step:
    intensity = element.intensity or Intensity("")
    foot = element.mode in ("run", "walk")
    speed = planned_speed_m_s(element, capacity) if foot else 0.0
    strolls = element.mode == "walk" and role != "active"
    target = target_of(intensity, speed, seconds, easing=role == "recovery")
    target = OPEN if strolls else target
    said = replace(element, intensity=None) if target.kind == "heart_rate" else element
    return Step(
        role=role,
        mode=element.mode,
        name="Ride" if element.mode == "cycle" else element.mode.capitalize(),
        ends="time" if element.dose.distance_m is None else "distance",
        seconds=seconds,
        distance_m=element.dose.distance_m or 0.0,
        target=target,
        speed_m_s=speed,
        notes=run_notes(said, capacity.mass_kg),
    )


def _rest(rest: Rest, element: Endurance, seconds: float, capacity: Capacity) -> Step | None:
    """The rest between repeats of a run; None where it takes no time.

    Walking, or on the way down again, there is no speed to hold.
    """
    if seconds <= 1e-6:
        return None
    cycling = element.mode == "cycle"
    if rest.intensity is None and (rest.dose.distance_m is None or cycling):
        return Step("rest", "stand", "Rest", "time", seconds)
    walking = rest.intensity is None or element.mode == "walk"
    speed = 0.0 if cycling else rest_speed_m_s(rest, element, seconds, capacity)
    intensity = rest.intensity or Intensity("effort", word="self_selected")
    by_distance = rest.dose.distance_m is not None and not cycling
    grade_pct = element.grade_pct if rest.grade_pct is None else rest.grade_pct
    mode = "cycle" if cycling else "walk" if walking else "run"
    strolls = walking or grade_pct < 0
    return Step(
        role="recovery",
        mode=mode,
        name={"cycle": "Easy ride", "walk": "Walk", "run": "Easy run"}[mode],
        ends="distance" if by_distance else "time",
        seconds=seconds,
        distance_m=(rest.dose.distance_m or 0.0) if by_distance else 0.0,
        target=OPEN if strolls else target_of(intensity, speed, seconds, easing=True),
        speed_m_s=speed,
        notes=run_notes(
            Endurance(mode, intensity=intensity, grade_pct=grade_pct), capacity.mass_kg
        ),
    )


def _sets(element: Lift | Jump, capacity: Capacity) -> list[Step | Repeat]:
    """Sets of a lift or of jumps, each ended by the runner, with a rest after each."""
    alone_s = seconds_of(replace(element, sets=1, rest_s=0.0), capacity)
    rest_s = seconds_of(replace(element, sets=1), capacity) - alone_s
    if isinstance(element, Lift):
        sets = element.sets or int(load_parameters("exercises")["default_sets"].value)
        notes = lift_notes(element, capacity.mass_kg)
        work = Step("active", "lift", lift_name(element), "open", alone_s, notes=notes)
    else:
        sets, notes = element.sets, jump_notes(element, capacity.mass_kg)
        work = Step("active", "jump", jump_name(element), "open", alone_s, notes=notes)
    rest = [] if rest_s <= 1e-6 else [Step("rest", "stand", "Rest", "time", rest_s)]
    return _loop([work, *rest], sets)


def _group(group: Group, capacity: Capacity) -> list[Step | Repeat]:
    """A list of elements with its repeats, and the rests between them."""
    once = _in_order(group.steps, capacity, repeated=group.repeat > 1)
    if group.rest is None or group.repeat == 1:
        return _loop(once, group.repeat)
    once_s = seconds_of(replace(group, repeat=1, rest=None), capacity)
    rest_s = seconds_of(replace(group, repeat=2), capacity) - 2.0 * once_s
    rest = _rest(group.rest, Endurance("run"), rest_s, capacity)
    return _repeated(once, rest, group.repeat)


def _repeated(
    work: Sequence[Step | Repeat], rest: Step | None, times: int
) -> list[Step | Repeat]:  # fmt: skip
    """Work with a rest between its repeats, none after the last."""
    if rest is None or times == 1:
        return _loop(work, times)
    return _limited([*_loop([*work, rest], times - 1), *work])


def _loop(steps: Sequence[Step | Repeat], times: int) -> list[Step | Repeat]:
    """Steps `times` times: as a repeat, or written out where that is shorter."""
    if times == 1 or not steps:
        return list(steps)
    inside = [step for step in steps if isinstance(step, Repeat)]
    outside_written = times * (len(steps) + sum(len(step.steps) for step in inside))
    inside_written = 1 + len(steps) + sum(len(s.steps) * s.times - 1 for s in inside)
    if min(outside_written, inside_written) > 2 * MOST_STEPS:
        raise _TooMany
    if inside and outside_written < inside_written:
        return _limited(list(steps) * times)
    return _limited([Repeat(tuple(unrolled(steps)), times)])


def _limited(steps: list[Step | Repeat]) -> list[Step | Repeat]:
    if sum(1 + len(s.steps) if isinstance(s, Repeat) else 1 for s in steps) > MOST_STEPS:
        raise _TooMany
    return steps
