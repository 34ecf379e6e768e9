"""A recorded run priced per muscle: sums, counterfactuals and honesty about gaps."""

import dataclasses
from datetime import UTC, datetime

import numpy as np
import pytest

from myostride.activity.reading import read_run
from myostride.activity.run import Lap, Run
from myostride.gait import muscle_load
from myostride.gait.merging import merge_blocks
from myostride.muscles import INDEX, MUSCLES
from myostride.runner import Body, Carried
from tests.shared import activity_file, needs_shared

HILLY = "fit/fr735xt_hilly10k_runscribe_devfields.fit"


def made_run(speed: float = 3.0, minutes: float = 20.0, grade: float = 0.0, **other: object) -> Run:
    """A steady run at 1 Hz, every channel known."""
    n = int(minutes * 60)
    one = np.ones(n)
    gone = np.full(n, np.nan)
    run = Run(
        sport="running",
        start_utc=datetime(2026, 5, 1, 7, tzinfo=UTC),
        utc_offset_s=None,
        time_s=np.arange(1.0, n + 1.0),
        dt_s=one,
        distance_m=speed * np.arange(1.0, n + 1.0),
        speed_m_s=speed * one,
        altitude_m=100.0 * one,
        grade=grade * one,
        grade_sd=0.0 * one,
        cadence_spm=(2.464 + 0.0188 * speed + 0.02016 * speed**2) * 60 * one,
        heart_rate_bpm=gone,
        power_w=gone,
        contact_time_s=gone,
        vertical_oscillation_m=gone,
        latitude_deg=gone,
        longitude_deg=gone,
        segment=np.zeros(n, dtype=np.int64),
        duration_s=float(n),
        total_distance_m=speed * n,
        ascent_m=0.0,
        descent_m=0.0,
        treadmill=False,
        device="made",
    )
    return dataclasses.replace(run, **other)


def easy_km(run: Run, **carried: float) -> dict[str, float]:
    load = muscle_load(run, Body(), Carried(**carried))
    return dict(zip(MUSCLES, load.totals["easy_km"].value, strict=True))


def damage(run: Run) -> dict[str, float]:
    load = muscle_load(run, Body())
    return dict(zip(MUSCLES, load.totals["damage_dose"].value, strict=True))


def test_three_point_six_easy_kilometres_are_three_point_six() -> None:
    assert list(easy_km(made_run()).values()) == pytest.approx([3.6] * 10, rel=1e-3)


def test_nothing_is_added_by_a_pause() -> None:
    run = made_run()
    paused = dataclasses.replace(
        run, time_s=np.where(np.arange(len(run)) < 600, run.time_s, run.time_s + 900.0)
    )
    assert easy_km(paused) == pytest.approx(easy_km(run))


def test_samples_without_speed_add_nothing() -> None:
    run = made_run()
    half = run.speed_m_s.copy()
    half[:600] = np.nan
    assert easy_km(dataclasses.replace(run, speed_m_s=half))["vasti"] == pytest.approx(
        1.8, rel=0.01
    )


def test_laps_add_up_to_the_run() -> None:
    run = made_run(laps=(Lap(0.0, 700.0, 2100.0), Lap(700.0, 500.0, 1500.0)))
    load = muscle_load(run, Body())
    assert load.by_lap.sum(axis=0) == pytest.approx(load.totals["easy_km"].value)
    assert load.by_lap[0] == pytest.approx(2.1 * np.ones(10), rel=0.01)


def test_unknown_grade_widens_and_is_stated() -> None:
    known = muscle_load(made_run(), Body())
    unknown = muscle_load(made_run(grade=np.nan * np.ones(1200)), Body())
    vasti = INDEX["vasti"]
    assert unknown.totals["easy_km"].hi[vasti] > 1.02 * known.totals["easy_km"].hi[vasti]
    assert any("grade unknown" in said for said in unknown.assumptions)


def test_missing_cadence_widens_and_is_stated() -> None:
    run = made_run(cadence_spm=np.full(1200, np.nan))
    load = muscle_load(run, Body())
    vasti = INDEX["vasti"]
    assert load.totals["easy_km"].hi[vasti] > load.totals["easy_km"].value[vasti] * 1.05
    assert any("cadence unknown" in said for said in load.assumptions)


def test_a_cadence_dropout_does_not_change_the_load() -> None:
    run = made_run()
    broken = run.cadence_spm.copy()
    broken[300:360] = 40.0
    assert easy_km(dataclasses.replace(run, cadence_spm=broken)) == pytest.approx(
        easy_km(run), rel=1e-3
    )


def test_blocks_keep_seconds_steps_and_loaded_cubes() -> None:
    load = muscle_load(made_run(speed=3.3, minutes=31), Body())
    whole = load.blocks
    assert whole.seconds.sum() == pytest.approx(31 * 60.0)
    again = merge_blocks(whole)
    assert again.steps.sum() == pytest.approx(whole.steps.sum())

    def cubes(b: object) -> np.ndarray:
        return (b.seconds[:, None, None] * b.duty * b.force**3).sum(axis=0)  # type: ignore[attr-defined]

    assert cubes(again) == pytest.approx(cubes(whole), rel=1e-9)


def test_a_run_without_speed_has_no_load_and_says_why() -> None:
    load = muscle_load(made_run(speed_m_s=np.full(1200, np.nan)), Body())
    assert load.totals["easy_km"].value.sum() == 0.0
    assert load.assumptions == ("no load: no speed was recorded",)


def at_one_speed(run: Run, speed: float = 2.8) -> Run:
    """The same course at one running speed, so that only its slopes differ from level."""
    return dataclasses.replace(
        run,
        speed_m_s=np.where(np.isfinite(run.speed_m_s), speed, np.nan),
        cadence_spm=np.full(len(run), np.nan),
    )


@needs_shared
def test_downhill_raises_the_quadriceps_damage_most() -> None:
    """A mountain run with 900 m more climb than descent, and the same course mirrored."""
    run = at_one_speed(read_run(activity_file("fit/fr910xt_mountain_run_28k_2295m.fit")))
    there, back = damage(run), damage(dataclasses.replace(run, grade=-run.grade))
    change = {muscle: back[muscle] / there[muscle] for muscle in MUSCLES}
    assert max(change, key=change.__getitem__) == "vasti"


@needs_shared
def test_uphill_raises_the_glutes_most() -> None:
    run = at_one_speed(read_run(activity_file("fit/fr910xt_mountain_run_28k_2295m.fit")))
    mirrored = dataclasses.replace(run, grade=-run.grade)
    for quantity in (easy_km, damage):
        up, down = quantity(run), quantity(mirrored)
        change = {muscle: up[muscle] / down[muscle] for muscle in MUSCLES}
        assert max(change, key=change.__getitem__) == "gluteus_maximus"


@needs_shared
def test_speed_raises_the_hamstrings_most() -> None:
    """A fifth faster, at the cadence that goes with it."""
    run = read_run(activity_file(HILLY))
    slow, fast = (
        dataclasses.replace(run, speed_m_s=k * run.speed_m_s, cadence_spm=np.full(len(run), np.nan))
        for k in (1.0, 1.2)
    )
    load = {m: easy_km(fast)[m] / easy_km(slow)[m] for m in MUSCLES}
    harm = {m: damage(fast)[m] / damage(slow)[m] for m in MUSCLES}
    assert "hamstrings" in sorted(load, key=load.__getitem__)[-2:]
    assert max(harm, key=harm.__getitem__) == "hamstrings"


@needs_shared
def test_a_vest_raises_every_stance_muscle_and_no_swing_muscle() -> None:
    run = read_run(activity_file(HILLY))
    without, vest = easy_km(run), easy_km(run, vest_kg=8.0)
    for muscle in ("gluteus_maximus", "gluteus_medius", "vasti", "gastrocnemius", "soleus"):
        assert vest[muscle] > 1.2 * without[muscle]
    for muscle in ("iliopsoas", "tibialis_anterior"):
        assert vest[muscle] == pytest.approx(without[muscle], rel=1e-6)


def test_a_steep_descent_at_a_walk_is_a_hard_dose() -> None:
    """Maeo 2017: 40 min at -28 %, 5 km/h, cost untrained men 19 % of knee-extensor force, as
    much as 45 min of running at -15 %."""
    walk = made_run(speed=1.39, minutes=40, grade=-0.28, cadence_spm=np.full(2400, np.nan))
    assert damage(walk)["vasti"] == pytest.approx(1.0, abs=0.35)
