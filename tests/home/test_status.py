"""Where the muscles stand: from the whole past, as it was known, computed once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy import create_engine, text

from myostride.errors import InputError
from myostride.gait import muscle_load
from myostride.home import Home, loads, open_home, timeline
from myostride.home.database import FILE_NAME
from myostride.muscles import MUSCLES
from myostride.runner import Body

from ..shared import activity_file, needs_shared
from .samples import START, gpx, tcx

DRAWS = 20
RUN_DAYS = (0, 3, 7, 12, 20, 27, 30, 41, 50, 60)
LAST_DAY = START.date() + timedelta(days=RUN_DAYS[-1])


@pytest.fixture(scope="session")
def runs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Ten runs over two months, from slow to fast."""
    folder = tmp_path_factory.mktemp("runs")
    paths = []
    for n, day in enumerate(RUN_DAYS):
        paths.append(folder / f"run{n}.tcx")
        start = START + timedelta(days=day)
        paths[-1].write_bytes(tcx((start, 30), speed_m_s=2.5 + 0.2 * n, every_s=5))
    return paths


def answer(home: Home, day: date = LAST_DAY) -> dict[str, Any]:
    return home.status(day, draws=DRAWS).to_json()


def answer_of_a_fresh_home(
    folder: Path, paths: Sequence[Path], day: date = LAST_DAY, **profile: object
) -> dict[str, Any]:
    with open_home(folder) as fresh:
        fresh.set_profile(**profile)
        fresh.import_paths(paths)
        return answer(fresh, day)


def stretches(home: Home) -> dict[float, str]:
    """What is kept of the days: the hash of inputs by end."""
    engine = create_engine(f"sqlite:///{home.folder / FILE_NAME}")
    with engine.connect() as connection:
        return dict(connection.execute(text("SELECT end_unix_s, inputs FROM stretch")).all())


def test_the_answer_has_the_agreed_keys(home: Home, runs: list[Path]) -> None:
    home.import_paths(runs)
    document = answer(home)
    assert document["date"] == LAST_DAY.isoformat()
    assert list(document["muscles"]) == list(MUSCLES)
    for row in document["muscles"].values():
        assert {
            "growth_pct", "growth_lo", "growth_hi", "readiness", "damage", "soreness",
            "recovered_at", "trend", "plateau", "limiting_factor",
        } <= set(row)  # fmt: skip
        assert row["growth_lo"] <= row["growth_pct"] <= row["growth_hi"]
        assert 0.0 <= row["readiness"] <= 1.0
    assert document["advice"]


def test_the_kept_answer_is_the_computed_one(home: Home, runs: list[Path], reopened: Home) -> None:
    home.import_paths(runs)
    assert answer(home) == answer(home) == answer(reopened)


def test_one_run_at_a_time_gives_the_same_as_all_at_once(
    home: Home, runs: list[Path], tmp_path: Path
) -> None:
    for path, day in zip(runs, RUN_DAYS, strict=True):
        home.import_paths([path])
        answer(home, START.date() + timedelta(days=day))
    assert answer(home) == answer_of_a_fresh_home(tmp_path / "fresh", runs)


def test_an_ordinary_last_run_leaves_the_earlier_weeks_as_they_are(
    home: Home, runs: list[Path], tmp_path: Path
) -> None:
    home.import_paths(runs[:-1])
    answer(home, LAST_DAY - timedelta(days=1))
    before = stretches(home)
    ordinary = tmp_path / "ordinary.tcx"
    ordinary.write_bytes(tcx((START + timedelta(days=RUN_DAYS[-1]), 30), speed_m_s=2.9, every_s=5))
    home.import_paths([ordinary])
    answer(home)
    after = stretches(home)
    kept = {end: inputs for end, inputs in before.items() if after.get(end) == inputs}
    assert len(kept) == 3  # the start, four weeks and eight weeks
    assert len(after) == 4


def test_a_run_added_in_the_middle_counts_from_its_day_on(
    home: Home, runs: list[Path], tmp_path: Path
) -> None:
    home.import_paths([*runs[:4], *runs[5:]])
    before = answer(home)
    home.import_paths([runs[4]])
    assert answer(home) != before
    assert answer(home) == answer_of_a_fresh_home(tmp_path / "fresh", runs)


def test_an_older_first_run_moves_the_start(home: Home, runs: list[Path], tmp_path: Path) -> None:
    home.import_paths(runs[1:])
    answer(home)
    home.import_paths(runs[:1])
    assert answer(home) == answer_of_a_fresh_home(tmp_path / "fresh", runs)


def test_later_runs_do_not_count_on_an_earlier_day(
    home: Home, runs: list[Path], tmp_path: Path
) -> None:
    day = START.date() + timedelta(days=RUN_DAYS[5])
    home.import_paths(runs)
    answer(home)
    assert answer(home, day) == answer_of_a_fresh_home(tmp_path / "fresh", runs[:6], day)


def test_a_stated_profile_changes_every_day(home: Home, runs: list[Path], tmp_path: Path) -> None:
    home.import_paths(runs)
    before = answer(home)
    home.set_profile(mass_kg=95, status="sedentary")
    assert answer(home)["muscles"] != before["muscles"]
    assert answer(home) == answer_of_a_fresh_home(
        tmp_path / "fresh", runs, mass_kg=95, status="sedentary"
    )


def test_a_new_model_computes_everything_anew(
    home: Home, runs: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    home.import_paths(runs)
    answer(home)
    before = stretches(home)
    monkeypatch.setattr(loads, "MODEL_VERSION", "next")
    monkeypatch.setattr(timeline, "MODEL_VERSION", "next")
    answer(home)
    assert not set(stretches(home).values()) & set(before.values())


@pytest.mark.parametrize(
    ("kind", "value"),
    [("food", "30g"), ("steps", "500"), ("weight", "88kg"), ("illness", None), ("illness", "9d")],
)
def test_what_is_logged_counts_from_its_day_on(
    home: Home, runs: list[Path], kind: str, value: str | None
) -> None:
    home.import_paths(runs)
    day = START.date() + timedelta(days=40)
    early, late = day - timedelta(days=1), answer(home)["muscles"]
    before = answer(home, early)
    home.log(kind, value=value, day=day)
    assert answer(home, early) == before
    assert answer(home)["muscles"] != late


def test_felt_soreness_stands_beside_the_models(home: Home, runs: list[Path]) -> None:
    home.import_paths(runs)
    home.log("soreness", value=2, day=LAST_DAY - timedelta(days=1))
    home.log("soreness", value=7, day=LAST_DAY, muscle="calves")
    home.log("soreness", value=9, day=LAST_DAY - timedelta(days=5), muscle="vasti")
    rows = answer(home)["muscles"]
    assert rows["soleus"]["soreness_felt"] == 7
    assert rows["vasti"]["soreness_felt"] == 2
    assert rows["soleus"]["soreness"] < 7
    assert any("Soleus" in line for line in home.status(LAST_DAY, draws=DRAWS).advice)


def test_felt_soreness_makes_a_muscle_less_surely_recovered(home: Home, runs: list[Path]) -> None:
    home.import_paths(runs)
    before = answer(home)["muscles"]
    home.log("soreness", value=8, day=LAST_DAY, muscle="vasti")
    after = answer(home)["muscles"]
    assert after["vasti"]["p_recovered"] < before["vasti"]["p_recovered"]
    assert after["vasti"]["readiness"] < before["vasti"]["readiness"]
    assert after["soleus"] == before["soleus"]
    assert after["vasti"]["ready_told_by"] == ["model", "soreness"]


def test_a_low_jump_counts_against_the_runners_own(home: Home, runs: list[Path]) -> None:
    home.import_paths(runs)
    for n in range(4):
        home.log("jump", value="34cm", day=LAST_DAY - timedelta(days=10 + n))
    before = answer(home)["muscles"]["vasti"]
    home.log("jump", value="25cm", day=LAST_DAY)
    after = answer(home)["muscles"]["vasti"]
    assert after["readiness"] <= before["readiness"]
    assert after["ready_told_by"] == ["model", "jump"]


def test_the_last_run_is_named_where_the_legs_are_tired(home: Home, runs: list[Path]) -> None:
    home.import_paths(runs)
    rows = answer(home)["muscles"].values()
    tired = [row for row in rows if row["p_recovered"] < 0.9]
    assert tired
    assert all(row["ready_why"].startswith("today's ") for row in tired)


def test_a_richer_recording_changes_the_answer(home: Home, tmp_path: Path) -> None:
    (tmp_path / "poor.gpx").write_bytes(gpx(minutes=30, every_s=30))
    (tmp_path / "rich.tcx").write_bytes(tcx((START, 30.5), speed_m_s=3.05))
    for name in ("poor.gpx", "rich.tcx"):
        home.import_paths([tmp_path / name])
        home.status(START.date(), draws=DRAWS)
    assert len(home.runs()) == 1
    assert answer(home, START.date()) == answer_of_a_fresh_home(
        tmp_path / "fresh", [tmp_path / "rich.tcx"], START.date()
    )


def test_the_next_step_is_named_with_what_it_pays(home: Home, runs: list[Path]) -> None:
    home.set_profile(status="runner", vo2max_ml_kg_min=62)
    home.import_paths(runs)
    document = home.status(LAST_DAY, goal=("hamstrings",), draws=DRAWS).to_json()
    assert document["next_steps"]
    for step in document["next_steps"]:
        assert date.fromisoformat(step["day"]) >= LAST_DAY
        assert step["gain"] > 0.0
        assert "hamstrings" in step["why"]
        assert any(step["title"] in line and step["why"] in line for line in document["advice"])


def test_a_very_sore_runner_is_asked_for_nothing_hard(home: Home, runs: list[Path]) -> None:
    home.set_profile(status="runner", vo2max_ml_kg_min=62)
    home.import_paths(runs)
    usual = home.status(LAST_DAY, draws=DRAWS).next_steps
    home.log("soreness", value=9, day=LAST_DAY, muscle="thighs")
    sore = home.status(LAST_DAY, draws=DRAWS).next_steps
    assert min(s.day for s in usual) == LAST_DAY + timedelta(days=1)
    assert all(s.day > LAST_DAY + timedelta(days=1) for s in sore)


def test_challenge_needs_weeks_enough(home: Home, runs: list[Path]) -> None:
    home.import_paths(runs)
    early = home.status(START.date() + timedelta(days=20), draws=DRAWS)
    assert {each.challenge.rising for each in early.progress.values()} == {"unknown"}


def test_years_without_a_run_are_unknown_not_computed(home: Home, runs: list[Path]) -> None:
    home.import_paths(runs)
    document = answer(home, LAST_DAY + timedelta(days=4000))
    assert document["as_of"][:10] == (LAST_DAY + timedelta(days=84)).isoformat()
    assert any("what came after is unknown" in line for line in document["assumed"])


def test_before_the_first_run_there_is_nothing_to_say(home: Home, runs: list[Path]) -> None:
    with pytest.raises(InputError, match=r"no run up to .*import some"):
        home.status(LAST_DAY)
    home.import_paths(runs)
    with pytest.raises(InputError, match="no run up to"):
        home.status(START.date() - timedelta(days=1))


def test_the_season_has_every_day_from_the_first_run_on(home: Home, runs: list[Path]) -> None:
    home.import_paths(runs)
    season = home.season(LAST_DAY, draws=DRAWS)
    days, trajectory = season.daily()
    first = START.date() - timedelta(days=1)
    assert days == [first + timedelta(days=n) for n in range(RUN_DAYS[-1] + 2)]
    assert trajectory.middle["growth_pct"].shape == (len(days), len(MUSCLES))
    np.testing.assert_array_equal(trajectory.middle["growth_pct"][0], 0.0)
    assert len(season.run_days) == len(runs)


def test_an_illness_is_among_what_was_assumed(home: Home, runs: list[Path]) -> None:
    home.import_paths(runs)
    home.log("illness", day=LAST_DAY - timedelta(days=5))
    (line,) = [line for line in answer(home)["assumed"] if line.startswith("ill from")]
    assert "until the next run" in line


def test_a_run_of_an_unset_clock_does_not_begin_the_history(
    home: Home, runs: list[Path], tmp_path: Path
) -> None:
    (tmp_path / "unset.tcx").write_bytes(tcx((datetime(1989, 12, 31, 0, 5, tzinfo=UTC), 30)))
    home.import_paths([*runs, tmp_path / "unset.tcx"])
    document = answer(home)
    expected = answer_of_a_fresh_home(tmp_path / "fresh", runs)
    assert document["muscles"] == expected["muscles"]
    (line,) = set(document["assumed"]) - set(expected["assumed"])
    assert "the clock of the device was not set (start 1989-12-31)" in line


def test_what_is_drawn_ends_with_what_is_told(home: Home, runs: list[Path]) -> None:
    home.import_paths(runs)
    status = home.status(LAST_DAY, draws=DRAWS, with_earlier=True)
    days, trajectory = status.daily()
    assert days[-1] == LAST_DAY
    assert days == sorted(set(days))
    assert trajectory.unix_s[-1] == status.moment.timestamp()
    told = [each.growth_pct for each in status.standings.values()]
    np.testing.assert_allclose(trajectory.middle["growth_pct"][-1], told)


def test_the_days_are_computed_stretch_by_stretch_and_told(home: Home, runs: list[Path]) -> None:
    home.import_paths(runs)
    said: list[tuple[int, int]] = []
    home.status(LAST_DAY, draws=DRAWS, on_days=lambda *told: said.append(told))
    assert said == [(1, 3), (2, 3), (3, 3)]
    home.status(LAST_DAY, draws=DRAWS, on_days=lambda *_: pytest.fail("it was computed before"))


def test_rebuilding_says_how_far_it_is(home: Home, runs: list[Path]) -> None:
    home.import_paths(runs)
    said: list[tuple[int, int]] = []
    home.rebuild(lambda done, total: said.append((done, total)))
    assert said == [(n, len(runs)) for n in range(1, len(runs) + 1)]
    home.rebuild(lambda *_: pytest.fail("nothing was left to compute"))


def test_a_run_is_priced_on_the_body_of_its_day(home: Home, runs: list[Path]) -> None:
    home.import_paths(runs)
    home.set_profile(mass_kg=70, height_m=1.7, sex="female")
    home.log("weight", value="50kg", day=START.date() + timedelta(days=30))
    for run, mass_kg in ((home.runs()[0], 70.0), (home.runs()[-1], 50.0)):
        expected = muscle_load(home.run(run.run_id), Body(mass_kg, 1.7, "female"))
        np.testing.assert_array_equal(home.load(run.run_id).blocks.force, expected.blocks.force)


def test_a_kept_load_is_the_computed_one(home: Home, runs: list[Path]) -> None:
    home.import_paths(runs)
    load = home.load(home.runs()[0].run_id)
    kept = loads.load_from_blob(loads.load_to_blob(load))
    assert kept.assumptions == load.assumptions
    for name, estimate in load.totals.items():
        np.testing.assert_array_equal(kept.totals[name].hi, estimate.hi)
    np.testing.assert_allclose(kept.blocks.force, load.blocks.force, rtol=1e-7)


@needs_shared
def test_the_month_of_an_athlete_ends_with_every_muscle_told(home: Home) -> None:
    home.import_paths([activity_file("athlete_month")])
    document = home.status(date(2013, 6, 16), draws=DRAWS).to_json()
    assert all(np.isfinite(row["growth_pct"]) for row in document["muscles"].values())
    assert document["as_of"] == "2013-06-17T00:00:00Z"
