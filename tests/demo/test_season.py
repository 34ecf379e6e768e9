from __future__ import annotations

import io
from datetime import timedelta
from itertools import pairwise

import fitdecode
import numpy as np
import pytest

from myostride.activity.reading import read_activities
from myostride.activity.run import Run
from myostride.demo import SEASON_END, SEASON_START, SeasonFile, count_files, season_files
from myostride.demo.plan import ILLNESS, RACE_DAY


def run_of(file: SeasonFile) -> Run:
    (activity,) = read_activities(file.data, file.name)
    assert activity.run is not None
    return activity.run


def titled(season: list[SeasonFile], title: str) -> list[SeasonFile]:
    return [file for file in season if file.title == title]


def test_the_season_lasts_sixteen_weeks_and_ends_on_its_last_day(season: list[SeasonFile]) -> None:
    assert timedelta(weeks=16, days=-1) == SEASON_END - SEASON_START
    assert season[0].day - SEASON_START < timedelta(days=2)
    assert season[-1].day == SEASON_END
    assert count_files() == len(season)


def test_it_has_every_kind_of_session(season: list[SeasonFile]) -> None:
    kinds = {file.title for file in season}
    assert kinds == {"easy", "strides", "long", "long-ridge", "hills", "4x4", "treadmill",
                     "downhill-race"}  # fmt: skip
    assert [file.day for file in titled(season, "downhill-race")] == [RACE_DAY]


def test_nobody_runs_while_ill(season: list[SeasonFile]) -> None:
    assert not [file.day for file in season if ILLNESS[0] <= file.day <= ILLNESS[1]]
    longest = max(b.day - a.day for a, b in pairwise(season))
    assert longest > timedelta(days=10)


def test_the_same_seed_gives_the_same_bytes_and_another_does_not(
    season: list[SeasonFile],
) -> None:
    again, other = next(season_files()), next(season_files(seed=99))
    assert again.data == season[0].data
    assert other.data != season[0].data


def test_every_run_bears_the_name_of_its_workout(season: list[SeasonFile]) -> None:
    titles = {read_activities(file.data, file.name)[0].title for file in season}
    assert {"Easy run", "4 x 4 min", "Hill repeats", "Downhill race"} <= titles


def test_every_file_says_what_was_run(season: list[SeasonFile]) -> None:
    for file in season:
        run = run_of(file)
        assert run.sport == "running"
        assert run.total_distance_m == pytest.approx(file.distance_m, rel=0.02), file.name
        assert run.duration_s == pytest.approx(file.duration_s, abs=3), file.name


def test_climbing_is_found_in_the_altitudes(season: list[SeasonFile]) -> None:
    for file in [*titled(season, "hills"), *titled(season, "long-ridge")]:
        assert run_of(file).ascent_m == pytest.approx(file.ascent_m, rel=0.15), file.name


def test_the_race_descends_and_the_treadmill_knows_no_grade(season: list[SeasonFile]) -> None:
    race = run_of(titled(season, "downhill-race")[0])
    assert race.descent_m > 500
    treadmill = run_of(titled(season, "treadmill")[0])
    assert treadmill.treadmill
    assert np.all(np.isnan(treadmill.latitude_deg))
    assert np.all(np.isnan(treadmill.grade))


def test_intervals_alternate_fast_and_slow_laps(season: list[SeasonFile]) -> None:
    run = run_of(titled(season, "4x4")[0])
    speeds = [lap.distance_m / lap.duration_s for lap in run.laps]
    assert len(speeds) == 10
    assert min(speeds[1:9:2]) > 1.3 * max(speeds[2:9:2])


def test_some_files_have_contact_time_some_pauses_some_smart_records(
    season: list[SeasonFile],
) -> None:
    runs = [run_of(file) for file in season[:20]]
    with_contact = [bool(np.isfinite(run.contact_time_s).any()) for run in runs]
    assert any(with_contact)
    assert not all(with_contact)
    assert any(run.pauses for run in runs)
    assert any(np.median(np.diff(run.time_s)) > 1 for run in runs)


def test_times_are_local_summer_mornings_and_evenings(season: list[SeasonFile]) -> None:
    for file in season[:10]:
        run = run_of(file)
        assert run.utc_offset_s == 7200
        local = run.start_utc + timedelta(seconds=run.utc_offset_s)
        assert local.date() == file.day
        assert 6 < local.hour < 20


def test_laps_and_records_add_up_to_the_session(season: list[SeasonFile]) -> None:
    for file in season[::7]:
        with fitdecode.FitReader(io.BytesIO(file.data)) as reader:
            frames = [f for f in reader if f.frame_type == fitdecode.FIT_FRAME_DATA]
        laps = [f.get_value("total_distance") for f in frames if f.name == "lap"]
        (session,) = [f for f in frames if f.name == "session"]
        last = [f for f in frames if f.name == "record"][-1]
        assert sum(laps) == pytest.approx(session.get_value("total_distance"), abs=0.02 * len(laps))
        assert last.get_value("distance") == pytest.approx(session.get_value("total_distance"))
        assert session.get_value("num_laps") == len(laps)
