"""Plans for tests: sessions as program files write them, workouts around them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import yaml

from myostride.coach.plan import PlannedWorkout, TrainingPlan
from myostride.runner import Body, Runner
from myostride.training.blocks import Session
from myostride.training.capacity import Capacity, capacity_of
from myostride.training.program import Program
from myostride.training.sessions import session_part

MONDAY = date(2025, 9, 22)
TUESDAY = date(2025, 9, 23)

RUNNER = Runner(body=Body(mass_kg=70.0), status="runner", vo2max_ml_kg_min=50.0)
CAPACITY: Capacity = capacity_of(RUNNER)

INTERVALS = """
- run: {minutes: 10, hr_max_pct: 70}
- run: {repeat: 4, minutes: 4, hr_max_pct: 92.5, rest: {minutes: 3, hr_max_pct: 70}}
- run: {minutes: 5, effort: easy}
"""
HILLS = """
- run: {minutes: 15, effort: easy}
- run: {repeat: 6, distance_m: 200, effort: hard, grade_pct: 8, carried: {vest_kg: 5},
        rest: {distance_m: 200, effort: easy, grade_pct: -8}}
"""
BURSTS = """
- run: {repeat: 8, seconds: 10, all_out: true, rest: {seconds: 110}}
"""
GYM = """
- walk: {minutes: 8, effort: easy}
- lift: {exercise: back_squat, depth: parallel, sets: 4, reps: 8, reps_in_reserve: 2, rest_s: 180}
- jump: {kind: drop, sets: 3, count: 10, height_m: 0.4, rest_s: 90}
"""
NESTED = """
- group:
    repeat: 3
    steps:
      - run: {repeat: 4, distance_m: 400, speed_m_s: 4.0, rest: {seconds: 60}}
      - run: {minutes: 3, speed_m_s: 2.5}
"""


def session(text: str) -> Session:
    """The elements of a session in the words of a program file."""
    return session_of(yaml.safe_load(text))


def session_of(rows: Sequence[dict[str, Any]]) -> Session:
    text = yaml.safe_dump({"name": "test", "blocks": [{"days": 1, "session": list(rows)}]})
    return Program.from_text(text).blocks[0].sessions[0]


def seconds_planned(elements: Session) -> float:
    """How long the training model takes for a session [s]."""
    return session_part(elements, CAPACITY, RUNNER.body).seconds


def workout(
    elements: Session | str,
    title: str = "Hill repeats",
    *,
    day: date = TUESDAY,
    name: str = "hills",
    why: str = "uphill steps ask more of hips and calves",
) -> PlannedWorkout:
    """A planned workout of one session."""
    if isinstance(elements, str):
        elements = session(elements) if elements else ()
    minutes = seconds_planned(elements) / 60.0 if elements else 0.0
    return PlannedWorkout(
        day=day,
        workout=name,
        kind="hills",
        title=title,
        session=elements,
        minutes=minutes,
        hard=True,
        why=why,
        load={"vasti": 6.2, "soleus": 4.1},
        distance_m=8000.0,
    )


def plan(*workouts: PlannedWorkout, weeks: int = 1) -> TrainingPlan:
    return TrainingPlan(begin=MONDAY, weeks=weeks, workouts=workouts, goal=("vasti",))


def week() -> TrainingPlan:
    """A week with one workout of every sort and a rest day."""
    return plan(
        workout(INTERVALS, "4 x 4 min", day=MONDAY, name="intervals"),
        workout(HILLS),
        workout("", "Rest", day=date(2025, 9, 24), name="rest_day"),
        workout(BURSTS, "Bursts", day=date(2025, 9, 25), name="bursts"),
        workout(GYM, "Squats and jumps", day=date(2025, 9, 26), name="lift"),
        workout(NESTED, "Three sets of 400 m", day=date(2025, 9, 27), name="sets"),
    )


HOSTILE_TITLES = (
    '<script>alert("x")</script>',
    "../../etc/passwd",
    "C:\\con\\..\\nul",
    "Ünïcödé 丘 🏃‍♀️ repeats",
    "a" * 300,
    "é" * 300,
    "line\nbreak;comma,semi\r\nBEGIN:VEVENT",
    "nul\x00 bell\x07 lone \ud800 non\uffff",
    "turn \u202egnp.exe",
    "]]> & 'quoted' \"twice\"",
    "",
    "🏔",
)
