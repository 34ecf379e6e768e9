"""From the runs of a home to what additions to them would change."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from myostride.coach.additions import Addition, Variation
from myostride.errors import InputError
from myostride.home import Home
from myostride.home.varying import VariedWeeks, vary_weeks
from myostride.muscles import MUSCLES

from .samples import START, tcx

DRAWS = 20
BEGIN = START - timedelta(weeks=104)  # so long ago that no day asked for is in the future
LAST_DAY = BEGIN.date() + timedelta(days=27)


@pytest.fixture
def running(home: Home, tmp_path: Path) -> Home:
    """A home with four weeks of three runs."""
    paths = []
    for n, day in enumerate(7 * week + d for week in range(4) for d in (0, 2, 5)):
        paths.append(tmp_path / f"run{n}.tcx")
        start = BEGIN + timedelta(days=day)
        paths[-1].write_bytes(tcx((start, 35), speed_m_s=2.7 + 0.2 * (n % 3), every_s=5))
    home.import_paths(paths)
    return home


def answer(
    home: Home, *additions: Addition, last_weeks: int = 4, days_later: int = 0, weeks: int = 2
) -> VariedWeeks:
    return vary_weeks(home, LAST_DAY + timedelta(days=days_later), last_weeks, weeks,
                      Variation(additions), draws=DRAWS)  # fmt: skip


def test_the_own_weeks_are_what_is_varied(running: Home) -> None:
    document = answer(running, Addition("squats")).to_json()
    assert document["pattern"]["runs"] == 12
    assert "your 12 runs of the last 4 weeks" in document["pattern"]["said"]
    assert list(document["muscles"]) == list(MUSCLES)
    assert document["as_is"]["minutes_per_week"] == pytest.approx(105.0, rel=0.02)
    assert document["difference"]["sessions_per_week"] == pytest.approx(2.0)
    assert any("squats are on" in line for line in document["assumptions"])


def test_it_begins_where_status_says_the_muscles_stand(running: Home) -> None:
    status = running.status(LAST_DAY, draws=DRAWS)
    moment = answer(running).answer.comparison.moment_unix_s
    assert moment == status.moment.timestamp()


def test_fewer_weeks_hold_fewer_runs(running: Home) -> None:
    week = answer(running, last_weeks=1)
    assert len(week.answer.comparison.pattern.runs) == 3
    assert "your 3 runs of the last week," in week.pattern_said


def test_weeks_before_the_first_run_on_record_are_not_repeated(running: Home) -> None:
    longer = answer(running, last_weeks=8)
    assert (longer.last_weeks, longer.answer.comparison.pattern.days) == (4, 28)
    first = f"{BEGIN.day} {BEGIN:%B %Y}"
    assert longer.pattern_said.endswith(f"over and over; nothing is known before {first}")


def test_the_very_runs_carry_the_vest(running: Home) -> None:
    varied = answer(running, Addition("vest", 5.0)).answer
    pairs = list(zip(varied.as_is.sessions, varied.varied.sessions, strict=True))
    changed = [(old, new) for old, new in pairs if old is not new]
    assert len(changed) == 2
    for old, new in changed:
        assert new.seconds == old.seconds
        assert new.blocks.steps.sum() == pytest.approx(old.blocks.steps.sum(), rel=0.1)
        assert new.blocks.force.max() > old.blocks.force.max()


def test_a_vest_beyond_the_limit_of_this_body_is_refused(running: Home) -> None:
    running.set_profile(mass_kg=50.0)
    with pytest.raises(InputError, match=r"at most 5\.0 kg"):
        answer(running, Addition("vest", 13.0))


def test_a_vest_beyond_what_a_plan_gives_stands_among_what_is_outside_evidence(
    running: Home,
) -> None:
    running.set_profile(mass_kg=72.0)
    assert any(
        "11% of your 72 kg" in line for line in answer(running, Addition("vest", 8.0)).beyond
    )


@pytest.mark.parametrize("days_later", [60, 300])
def test_weeks_without_a_run_are_refused(running: Home, days_later: int) -> None:
    with pytest.raises(
        InputError, match=r"no run in the 4 weeks up to .* the last is of 2024-03-30"
    ):
        answer(running, days_later=days_later)


def test_long_after_the_last_run_no_span_holds_it(running: Home) -> None:
    with pytest.raises(InputError, match="no run in the 12 weeks"):
        answer(running, last_weeks=12, days_later=90)


def test_a_home_without_runs_says_what_to_do(home: Home) -> None:
    with pytest.raises(InputError, match="import some with: myostride import PATH"):
        answer(home)


def test_lifting_that_is_not_repeated_is_said(running: Home, tmp_path: Path) -> None:
    day = (BEGIN + timedelta(days=22)).strftime("%Y-%m-%d")
    log = tmp_path / "strong.csv"
    log.write_text(
        "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,"
        f'Workout Notes,RPE\n{day} 18:00:00,"Legs",1h,"Squat (Barbell)",1,60.0,6,0,0,"","",9\n'
    )
    running.import_paths([log])
    said = answer(running).assumed
    assert any("one gym workout of those weeks left out" in line for line in said)


def test_time_ahead_shorter_than_the_weeks_is_said(running: Home) -> None:
    assert any("only the first 2 fit" in line for line in answer(running).assumed)
    assert not any("only the first" in line for line in answer(running, weeks=4).assumed)


def test_the_same_seed_gives_the_same_answer(running: Home) -> None:
    assert (
        answer(running, Addition("stop")).to_json() == answer(running, Addition("stop")).to_json()
    )
