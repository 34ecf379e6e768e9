"""A run comes back from its blob as it went in, as far as a load can tell."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from myostride.activity.run import Lap, Leg, Pause, Quality, Run
from myostride.gait import muscle_load
from myostride.home.stream import run_from_blob, run_to_blob
from myostride.runner import Body

START = datetime(2026, 3, 2, 6, 30, 15, 250000, tzinfo=UTC)


def made_run(samples: int, seed: int, *, missing_share: float = 0.0) -> Run:
    """A run as a watch would record it, with `missing_share` of the values absent."""
    rng = np.random.default_rng(seed)

    def noisy(low: float, high: float) -> np.ndarray:
        values = rng.uniform(low, high, samples)
        values[rng.random(samples) < missing_share] = np.nan
        return values

    dt = rng.choice([1.0, 2.0, 0.25], samples)
    speed = rng.uniform(2.0, 5.0, samples)
    return Run(
        sport="running",
        start_utc=START,
        utc_offset_s=3600.0,
        time_s=np.cumsum(dt),
        dt_s=dt,
        distance_m=np.cumsum(dt * speed),
        speed_m_s=noisy(2.0, 5.0),
        altitude_m=noisy(-20.0, 3000.0),
        grade=noisy(-0.3, 0.3),
        grade_sd=noisy(0.0, 0.05),
        cadence_spm=noisy(140.0, 190.0),
        heart_rate_bpm=np.rint(noisy(90.0, 190.0)),
        power_w=np.full(samples, np.nan),
        contact_time_s=noisy(0.2, 0.3),
        vertical_oscillation_m=noisy(0.05, 0.12),
        latitude_deg=noisy(-90.0, 90.0),
        longitude_deg=noisy(-180.0, 180.0),
        segment=np.sort(rng.integers(0, 3, samples)),
        duration_s=float(dt.sum()),
        total_distance_m=float((dt * speed).sum()),
        ascent_m=float("nan"),
        descent_m=12.5,
        treadmill=False,
        device="watch",
        laps=(Lap(0.0, 10.0, float("nan")), Lap(10.0, 5.0, 17.0)),
        pauses=(Pause(4.0, 30.0, "timer"),),
        legs=(Leg("cycling", START - timedelta(hours=1), 1800.0, 15000.0),),
        profile_hints={"mass_kg": 61.5, "sex": "female"},
        quality=Quality(missing=("power_w",), repaired=("one",), coverage={"grade": 0.9}),
    )


@given(st.integers(1, 200), st.integers(0, 2**32 - 1), st.floats(0.0, 1.0))
def test_every_column_and_fact_of_a_run_survives(samples: int, seed: int, missing: float) -> None:
    run = made_run(samples, seed, missing_share=missing)
    back = run_from_blob(run_to_blob(run))
    for field in fields(Run):
        kept, given_ = getattr(back, field.name), getattr(run, field.name)
        if not isinstance(given_, np.ndarray):
            assert repr(kept) == repr(given_)
        elif field.name in ("time_s", "dt_s", "distance_m", "segment"):
            np.testing.assert_array_equal(kept, given_)
            assert kept.dtype == given_.dtype
        elif field.name in ("latitude_deg", "longitude_deg"):
            np.testing.assert_allclose(kept, given_, rtol=0, atol=1e-7)
        else:
            np.testing.assert_allclose(kept, given_, rtol=1e-7, atol=1e-12)


def test_a_reloaded_run_has_the_same_load() -> None:
    run = made_run(3000, seed=1, missing_share=0.02)
    before, after = (
        muscle_load(r, Body(61.0, 1.7)) for r in (run, run_from_blob(run_to_blob(run)))
    )
    for name, estimate in before.totals.items():
        np.testing.assert_allclose(after.totals[name].value, estimate.value, rtol=1e-6)
