"""A run about midnight belongs to the day its runner lived, wherever that was."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import numpy as np
import pytest

from myostride.gait import muscle_load
from myostride.home import Home

from .samples import gpx

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)


def run_at(home: Home, folder: Path, start: datetime) -> str:
    path = folder / f"{start.timestamp():.0f}.gpx"
    path.write_bytes(gpx(start, every_s=1))
    (row,) = home.import_paths([path]).files
    assert row.run_id is not None
    return row.run_id


@pytest.mark.parametrize(("hours", "utc_day"), [(9, MONDAY), (-9, TUESDAY)])
def test_half_past_midnight_is_the_new_day(
    home: Home, tmp_path: Path, hours: int, utc_day: date
) -> None:
    """UTC is still on Monday then, or has long been on Tuesday."""
    zone = timezone(timedelta(hours=hours))
    run_at(home, tmp_path, datetime(2026, 2, 28, 8, tzinfo=zone))
    start = datetime(2026, 3, 3, 0, 30, tzinfo=zone)
    assert start.astimezone(UTC).date() == utc_day
    run_at(home, tmp_path, start)
    assert len(home.season(MONDAY, draws=4).loads) == 1
    assert len(home.season(TUESDAY, draws=4).loads) == 2


@pytest.mark.parametrize("hours", [9, -9])
def test_the_body_is_that_of_the_local_day(home: Home, tmp_path: Path, hours: int) -> None:
    home.set_profile(mass_kg=60.0, height_m=1.7)
    home.log("weight", value="75kg", day=TUESDAY)
    zone = timezone(timedelta(hours=hours))
    before = run_at(home, tmp_path, datetime(2026, 3, 2, 23, 30, tzinfo=zone))
    after = run_at(home, tmp_path, datetime(2026, 3, 3, 0, 30, tzinfo=zone))
    light = home.profile().body
    for run_id, body in ((before, light), (after, replace(light, mass_kg=75.0))):
        expected = muscle_load(home.run(run_id), body)
        for name, estimate in home.load(run_id).totals.items():
            np.testing.assert_array_equal(estimate.value, expected.totals[name].value)
