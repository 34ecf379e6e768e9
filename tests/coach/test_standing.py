"""What the states are read as: recovered when, which trend, what limits."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from myostride.coach import advice, standing
from myostride.coach.advice import HardSession
from myostride.coach.standing import Standing
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
from myostride.runner import Body, Diet, Runner
from myostride.units import SECONDS_PER_DAY

RUNNER = Runner(status="active")
P = draw_parameters(100, 1, RUNNER)
LIFE = [Habits(0.0, 8000.0, 1.6, 0.0)]


def downhill(day: float) -> TimedBlocks:
    one = np.ones(15)
    blocks = run_blocks(3.0 * one, -0.15 * one, 180.0 * one, 180.0 * np.arange(15), body=Body())
    return TimedBlocks(day * SECONDS_PER_DAY, blocks)


def after(days: float, sessions: list[TimedBlocks]) -> tuple[Trajectory, Trajectory]:
    start = starting_state(P, RUNNER, 0.0)
    recent = evolve(start, P, sessions, days * SECONDS_PER_DAY, LIFE)
    forecast = evolve(
        recent.end, P, [], (days + 14) * SECONDS_PER_DAY, LIFE, report_every_s=6 * 3600.0
    )
    return recent, forecast


def stand(days: float, sessions: list[TimedBlocks], runner: Runner = RUNNER) -> dict[str, Standing]:
    recent, forecast = after(days, sessions)
    return standing(
        recent, forecast, days_recorded=days, trained_recently=bool(sessions), runner=runner
    )


def test_a_rested_body_is_recovered_now() -> None:
    vasti = stand(3.0, [])["vasti"]
    assert vasti.readiness == pytest.approx(1.0)
    assert vasti.recovered_at == datetime.fromtimestamp(3 * 86400, tz=UTC)


def test_after_a_hard_descent_the_vasti_wait_for_days_and_the_rest_less() -> None:
    now = datetime.fromtimestamp(1.2 * 86400, tz=UTC)
    legs = stand(1.2, [downhill(1.0)])
    vasti = legs["vasti"].recovered_at
    assert vasti is None or vasti > now + timedelta(days=3)
    ready = sorted(legs, key=lambda m: legs[m].readiness)
    assert ready[0] == "vasti"


def test_more_damage_is_never_recovered_earlier() -> None:
    def wait(descents: int) -> float:
        moment = stand(1.3, [downhill(1.0 + 0.04 * k) for k in range(descents)])[
            "hamstrings"
        ].recovered_at
        return np.inf if moment is None else moment.timestamp()

    assert wait(0) <= wait(1) <= wait(3)


def test_a_trend_needs_two_weeks_and_a_plateau_twelve() -> None:
    soon = stand(5.0, [downhill(1.0)])["vasti"]
    assert soon.trend == "unknown"
    assert soon.plateau == "unknown"
    later = stand(40.0, [downhill(float(d)) for d in range(1, 40, 7)])["vasti"]
    assert later.trend in ("growing", "holding", "shrinking")
    assert later.plateau == "unknown"


def test_nothing_is_said_to_limit_but_what_does() -> None:
    once = [downhill(1.0)]
    short = Runner(status="active", diet=Diet(protein_g_per_kg=0.7))
    assert stand(30.0, [])["vasti"].limiting_factor == "stimulus"
    assert stand(1.2, [downhill(1.0)])["vasti"].limiting_factor == "recovery"
    assert stand(40.0, once, short)["soleus"].limiting_factor == "protein"
    assert stand(5.0, [downhill(1.0)])["iliopsoas"].limiting_factor == "too_little_data"


def test_advice_names_the_tender_muscle_once_and_promises_nothing() -> None:
    legs = stand(1.2, [downhill(1.0)])
    lines = advice(legs, now=datetime.fromtimestamp(1.2 * 86400, tz=UTC))
    text = " ".join(lines).lower()
    assert lines[0].startswith("Vasti")
    assert text.count("vasti") == 1
    assert "injur" not in text
    assert any("not trained by running" in line for line in lines)


def test_felt_soreness_counts_before_the_model() -> None:
    legs = stand(3.0, [])
    now = datetime.fromtimestamp(3 * 86400, tz=UTC)
    assert "ready for hard work" in advice(legs, now=now)[0]
    assert advice(legs, now=now, felt_soreness={"soleus": 6.0})[0].startswith("Soleus")


def test_every_muscle_stands_and_speaks_json() -> None:
    legs = stand(3.0, [])
    assert tuple(legs) == MUSCLES
    row = legs["soleus"].to_json()
    assert row["recovered_at"] == "1970-01-04T00:00:00Z"
    assert 0.0 <= row["readiness"] <= 1.0


def test_a_very_sore_muscle_is_left_alone_and_advice_sought() -> None:
    lines = advice(
        stand(3.0, []),
        now=datetime.fromtimestamp(3 * 86400, tz=UTC),
        felt_soreness={"hamstrings": 8.0},
    )
    assert "Leave it alone" in lines[0]
    assert "seek advice" in lines[0]


def test_after_a_long_silence_nothing_is_promised() -> None:
    now = datetime.fromtimestamp(3 * 86400, tz=UTC)
    lines = advice(stand(3.0, []), now=now, days_since_last=200.0)
    assert "not known" in lines[0]
    assert not any("ready for hard work" in line for line in lines)


def test_after_hard_work_easy_days_are_asked_for_though_no_force_is_missing() -> None:
    now = datetime.fromtimestamp(3 * 86400, tz=UTC)
    hard = HardSession("yesterday's 12.8 km", date(1970, 1, 6))
    first = advice(stand(3.0, []), now=now, hard=hard)[0]
    assert first.startswith("Run easily or rest until Tuesday, after yesterday's 12.8 km")
    assert "ready for hard work" not in first


def test_what_is_perhaps_growing_is_not_told_to_be_held_by_easy_running() -> None:
    legs = {m: replace(s, limiting_factor="too_little_data") for m, s in stand(40.0, []).items()}
    assert not any("Held as they are" in line for line in advice(legs, now=datetime.now(UTC)))


def test_a_middle_lies_within_its_interval() -> None:
    recent, _ = after(20.0, [downhill(float(d)) for d in range(1, 20, 3)])
    for name, middle in recent.middle.items():
        assert np.all(recent.lo[name] <= middle + 1e-12)
        assert np.all(middle <= recent.hi[name] + 1e-12)
