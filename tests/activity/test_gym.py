"""Gym logs are known by their columns, whatever app, unit or separator wrote them."""

from datetime import UTC, datetime

import pytest

from myostride.activity.gym import gym_activities, is_gym_log, read_gym_log
from myostride.activity.reading import read_activities
from myostride.errors import ActivityError

STRONG = b"""Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE
2026-03-01 18:05:00,"Legs",1h 5m,"Squat (Barbell)",W,40.0,8,0,0,"","",
2026-03-01 18:05:00,"Legs",1h 5m,"Squat (Barbell)",1,80.0,8,0,0,"","",8
2026-03-01 18:05:00,"Legs",1h 5m,"Squat (Barbell)",Note,,,,,"deep","",
2026-03-03 07:00:00,"Push",45m,"Bench Press (Barbell)",1,60.0,8,0,0,"","",
"""  # noqa: E501
HEVY = b""""title","start_time","end_time","description","exercise_title","superset_id","exercise_notes","set_index","set_type","weight_kg","reps","distance_km","duration_seconds","rpe"
"Legs","1 Mar 2026, 18:05","1 Mar 2026, 19:10","","Squat (Barbell)",,"",0,"warmup",40,8,,,
"Legs","1 Mar 2026, 18:05","1 Mar 2026, 19:10","","Squat (Barbell)",,"",1,"normal",80,8,,,8
"""  # noqa: E501


@pytest.mark.parametrize("data", [STRONG, HEVY], ids=["strong", "hevy"])
def test_both_apps_tell_the_same_workout(data: bytes) -> None:
    legs = read_gym_log(data)[0]
    assert legs.start == datetime(2026, 3, 1, 18, 5, tzinfo=UTC)
    assert legs.duration_s == 3900.0
    warm_up, work = legs.sets
    assert warm_up.warm_up
    assert (work.exercise, work.weight, work.reps, work.rpe) == ("Squat (Barbell)", 80.0, 8.0, 8.0)


def test_a_unit_stands_in_the_heading_or_nowhere() -> None:
    pounds = STRONG.replace(b",Weight,", b",Weight (lbs),")
    assert [read_gym_log(data)[0].sets[0].unit for data in (STRONG, pounds, HEVY)] == [
        None, "lb", "kg",
    ]  # fmt: skip


def test_semicolons_and_decimal_commas_are_read() -> None:
    lines = STRONG.replace(b",", b";").replace(b"80.0", b"80,5")
    assert read_gym_log(b"\xef\xbb\xbf" + lines)[0].sets[1].weight == 80.5


def test_a_note_between_the_sets_is_no_set() -> None:
    assert len(read_gym_log(STRONG)[0].sets) == 2


def test_a_workout_keeps_its_identity_in_a_later_export() -> None:
    header, _, rest = STRONG.partition(b"\n")
    earlier = header + b"\n" + b"\n".join(rest.splitlines()[-1:]) + b"\n"
    assert gym_activities(earlier)[0].sha256 == gym_activities(STRONG)[1].sha256


def test_other_tables_are_no_gym_log() -> None:
    assert not is_gym_log(b"Activity ID,Activity Date,Activity Name,Distance\n")
    assert not is_gym_log(b"")
    assert not is_gym_log(b"\x00\xff\xfe" * 50)


def test_a_workout_is_an_activity_of_strength_without_a_run() -> None:
    legs, push = read_activities(STRONG)
    assert (legs.sport, legs.run, legs.records, push.records) == ("strength", None, 2, 1)


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (STRONG.replace(b"2026-03-01 18:05:00", b"yesterday"), "is not understood"),
        (STRONG.partition(b"\n")[0] + b"\n", "without any set"),
    ],
)
def test_a_broken_log_is_refused_with_its_reason(broken: bytes, said: str) -> None:
    with pytest.raises(ActivityError, match=said):
        read_gym_log(broken)
