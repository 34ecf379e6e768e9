"""From the runs of a home to a comparison."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from myostride.home import Home
from myostride.home.comparing import ComparedRunner, compare_running
from myostride.muscles import MUSCLES

from .samples import START, tcx

DRAWS = 20
LAST_DAY = START.date() + timedelta(days=27)


@pytest.fixture
def runs(tmp_path: Path) -> list[Path]:
    """Four weeks of three runs."""
    paths = []
    for n, day in enumerate(7 * week + d for week in range(4) for d in (0, 2, 5)):
        paths.append(tmp_path / f"run{n}.tcx")
        start = START + timedelta(days=day)
        paths[-1].write_bytes(tcx((start, 35), speed_m_s=2.7 + 0.2 * (n % 3), every_s=5))
    return paths


def answer(home: Home, days_later: int = 0, weeks: int = 2) -> ComparedRunner:
    return compare_running(home, LAST_DAY + timedelta(days=days_later), weeks, draws=DRAWS)


def test_the_own_runs_of_four_weeks_are_what_is_compared_with(home: Home, runs: list[Path]) -> None:
    home.import_paths(runs)
    document = answer(home).to_json()
    assert document["pattern"]["recorded"]
    assert document["pattern"]["runs"] == 12
    assert "your 12 runs of the last 4 weeks" in document["pattern"]["said"]
    assert len(document["options"]) == 8
    assert list(document["options"][0]["muscles"]) == list(MUSCLES)
    assert document["options"][0]["minutes_per_week"] == pytest.approx(105.0, rel=0.02)


def test_it_begins_where_status_says_the_muscles_stand(home: Home, runs: list[Path]) -> None:
    home.import_paths(runs)
    status = home.status(LAST_DAY, draws=DRAWS)
    assert answer(home).comparison.moment_unix_s == status.moment.timestamp()


def test_the_same_run_carries_the_vest(home: Home, runs: list[Path]) -> None:
    home.import_paths(runs)
    outcomes = {o.option.id: o.option.sessions for o in answer(home).comparison.outcomes}
    changed = [
        (old, new)
        for old, new in zip(outcomes["as_is"], outcomes["vest"], strict=True)
        if old is not new
    ]
    assert len(changed) == 4
    for old, new in changed:
        assert new.seconds == old.seconds
        assert new.blocks.steps.sum() == pytest.approx(old.blocks.steps.sum(), rel=0.1)
        assert new.blocks.force.max() > old.blocks.force.max()


def test_without_any_run_the_running_of_the_status_is_assumed_and_said(home: Home) -> None:
    home.set_profile(status="trained_runner")
    trained = answer(home)
    assert not trained.comparison.pattern.recorded
    assert "hold no running: five runs of" in trained.pattern_said
    home.set_profile(status="active")
    active = answer(home)
    assert active.pattern_said == (
        "your last 4 weeks hold no running: three easy runs of 40 min a week assumed"
    )
    assert any("no run until that day" in line for line in active.assumed)


def test_after_a_long_pause_the_state_is_the_runners_and_the_running_assumed(
    home: Home, runs: list[Path]
) -> None:
    home.import_paths(runs)
    compared = answer(home, days_later=40)
    assert not compared.comparison.pattern.recorded
    assert "assumed" in compared.pattern_said
    assert not any("no run until that day" in line for line in compared.assumed)


def test_one_run_is_no_habit(home: Home, runs: list[Path]) -> None:
    home.import_paths(runs[:1])
    assert "hold one run:" in answer(home).pattern_said


def test_later_runs_do_not_count(home: Home, runs: list[Path]) -> None:
    home.import_paths(runs)
    compared = answer(home, days_later=-14)
    assert len(compared.comparison.pattern.runs) == 6


def test_days_before_the_first_run_on_record_are_not_rest(home: Home, runs: list[Path]) -> None:
    home.import_paths(runs)
    compared = answer(home, days_later=-12)  # the records hold 16 days
    assert compared.comparison.pattern.days == 14
    assert len(compared.comparison.pattern.runs) == 6
    assert "your 6 runs of the last 2 weeks, 3.0 and 105 min" in compared.pattern_said
    first = f"{START.day} {START:%B %Y}"
    assert f"nothing is known before {first}, and only whole weeks" in compared.pattern_said


def test_a_week_that_is_all_but_known_counts(home: Home, runs: list[Path]) -> None:
    home.import_paths(runs)
    compared = answer(home, days_later=-8)
    assert compared.comparison.pattern.days == 21
    assert compared.pattern_said.endswith(f"nothing is known before {START.day} {START:%B %Y}")


def test_too_short_a_record_is_one_week(home: Home, runs: list[Path]) -> None:
    home.import_paths(runs[:2])
    compared = answer(home, days_later=-24)
    assert (compared.comparison.pattern.days, len(compared.comparison.pattern.runs)) == (7, 2)


def test_the_same_seed_gives_the_same_answer(home: Home, runs: list[Path]) -> None:
    home.import_paths(runs)
    assert answer(home).to_json() == answer(home).to_json()
