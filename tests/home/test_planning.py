"""From the runs of a home to a plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from myostride.coach.athlete import Athlete, Stimulus
from myostride.coach.weeks import Wishes
from myostride.home import Home
from myostride.home.comparing import RunnerToday, runner_today
from myostride.home.past import deficits, past_of, soreness_left
from myostride.home.planning import PlannedRunner, plan_running

from .samples import START, tcx

DRAWS = 20
LAST_DAY = START.date() + timedelta(days=13)


@pytest.fixture
def running(home: Home, tmp_path: Path) -> Home:
    """Two weeks of four runs of 40 min, the last two on the last two days."""
    for n, day in enumerate(7 * week + d for week in range(2) for d in (1, 3, 5, 6)):
        path = tmp_path / f"run{n}.tcx"
        path.write_bytes(tcx((START + timedelta(days=day), 40), speed_m_s=2.8, every_s=5))
        home.import_paths([path])
    return home


def now(home: Home, day: date = LAST_DAY) -> RunnerToday:
    return runner_today(home, day, {"draws": DRAWS})


def past(home: Home, days_later: int, *, status: str = "runner") -> Athlete:
    today = now(home)
    begin = LAST_DAY + timedelta(days=days_later)
    return past_of(today, replace(today.runner, status=status), begin)


def plan(home: Home, days_later: int, day: date = LAST_DAY) -> PlannedRunner:
    begin = LAST_DAY + timedelta(days=days_later)
    wishes = Wishes(begin, 2, (1, 3, 5, 6), ("vasti",), 300.0, frozenset({"hills", "gym"}))
    return plan_running(home, day, wishes, draws=DRAWS)


def test_the_weeks_before_a_plan_are_what_was_run(running: Home) -> None:
    athlete = past(running, 1)
    assert athlete.weekly_minutes == pytest.approx((0.0, 0.0, 160.0, 160.0), abs=1.0)
    assert athlete.longest_run_min == pytest.approx(40.0, abs=0.5)
    assert athlete.run_days_in_a_row == 2


def test_after_a_layoff_nothing_run_is_known_to_be_nothing(running: Home) -> None:
    athlete = past(running, 60)
    assert athlete.weekly_minutes == (0.0,) * 4
    assert athlete.longest_run_min == 0.0
    assert athlete.run_days_in_a_row == 0


def test_a_plan_after_a_layoff_begins_small_and_is_lived(running: Home) -> None:
    away = plan(running, 150, LAST_DAY + timedelta(days=149))
    first = [w.minutes for w in away.plan.workouts if w.day < away.wishes.begin + timedelta(days=7)]
    assert sum(first) < 150.0
    growth = {name: float(o.growth_pct.mean()) for name, (_, o) in away.found.families.items()}
    assert len(set(growth.values())) == len(growth)
    assert any("until the plan begins" in line for line in away.assumed)


def test_one_old_run_does_not_end_the_time_as_a_beginner(running: Home) -> None:
    assert past(running, 1, status="untrained").beginner
    assert past(running, 300, status="untrained").beginner
    assert past(running, 300, status="untrained").weeks_running == 0.0


def test_a_workout_of_the_gym_log_is_a_heavy_day(running: Home) -> None:
    yesterday = datetime(LAST_DAY.year, LAST_DAY.month, LAST_DAY.day, 12, tzinfo=UTC).timestamp()
    lifted = replace(now(running), lifted_unix_s=(yesterday,))
    athlete = past_of(lifted, lifted.runner, LAST_DAY + timedelta(days=1))
    assert athlete.done[Stimulus.HEAVY] == (1,)
    assert athlete.demanding_days_ago == 1


def test_what_status_tells_to_leave_alone_gets_no_hard_session(running: Home) -> None:
    running.log("soreness", value=8, day=LAST_DAY, muscle="vasti")
    ready = running.status(LAST_DAY, draws=DRAWS).readiness["vasti"]
    begin = LAST_DAY + timedelta(days=1)
    missing = deficits({"vasti": ready}, begin, 0.0)["vasti"]
    assert missing.share == pytest.approx(1.0 - ready.force)
    wait = timedelta(days=missing.recovered_in_d)
    hard = [w.day for w in plan(running, 1).plan.workouts if w.hard]
    assert all(day >= begin + wait for day in hard)


@pytest.mark.parametrize("days", [0, 3])
def test_soreness_falls_until_the_plan_begins(days: int) -> None:
    left = soreness_left({"vasti": 4.0, "soleus": 2.0}, days)
    assert left == ({"vasti": 4.0, "soleus": 2.0} if days == 0 else {"vasti": 1.0})


def test_running_as_now_stands_beside_the_plan(running: Home) -> None:
    first = plan(running, 1).to_json()["alternatives"][0]
    assert first["name"] == "as_now"
    assert first["minutes_a_week"] == pytest.approx(160.0, abs=1.0)
    assert first["p_net_loss"] <= 1.0


def test_without_runs_there_is_no_running_as_now(home: Home) -> None:
    assert plan(home, 1).as_now is None
