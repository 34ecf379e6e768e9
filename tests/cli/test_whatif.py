from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from myostride.cli.whatif import last_weeks, what_is_asked
from myostride.errors import InputError
from myostride.muscles import MUSCLES, TITLES

from .conftest import LAST_DAY, Command

CALL = ("simulate", "--last", "2w", "--date", LAST_DAY, "--draws", "40", "--weeks", "4")


@pytest.fixture
def document(two_weeks: Command) -> Any:
    ended = two_weeks(*CALL, "--add", "squats", "--add", "protein:1.8", "--json")
    assert (ended.code, ended.err) == (0, "")
    return ended.json


def test_json_is_that_of_simulate_with_both_ways_and_their_difference(document: Any) -> None:
    assert {"bout", "assumptions", "draws", "seed", "not_legs", "sources"} <= set(document)
    assert (document["date"], document["last_weeks"], document["weeks"]) == (LAST_DAY, 2, 4)
    for each in (document, document["as_is"]):
        assert {"muscles", "series", "aerobic", "baselines", "minutes_per_week"} <= set(each)
        assert list(each["muscles"]) == list(MUSCLES)
        for row in each["muscles"].values():
            assert row["lo"] <= row["growth_pct"] <= row["hi"]
            assert 0 <= row["p_net_loss"] <= 1
    assert set(document["difference"]["muscles"]) == set(MUSCLES)
    assert [row["kind"] for row in document["additions"]] == ["protein", "squats"]
    assert document["additions"][0]["amount"] == 1.8


def test_the_same_seed_gives_the_same_answer(two_weeks: Command) -> None:
    call = (*CALL, "--add", "tips", "--json")
    assert two_weeks(*call).out == two_weeks(*call).out
    assert two_weeks(*call).out != two_weeks(*call, "--seed", "7").out


def test_the_table_names_every_muscle_and_what_was_assumed(two_weeks: Command) -> None:
    said = two_weeks(*CALL, "--add", "squats", "--add", "rest:1").out
    assert all(TITLES[muscle] in said for muscle in MUSCLES)
    for words in ("Difference, points", "Least ready", "squats twice a week", "running day fewer",
                  "of your running as it is"):  # fmt: skip
        assert words in said


@pytest.mark.parametrize("width", ["60", "80", "120"])
def test_the_tables_fit_the_screen(
    width: str, two_weeks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    said = two_weeks(*CALL, "--add", "tips").out
    assert max(len(line) for line in said.splitlines()) <= int(width)
    assert "…" not in said


def test_pounds_in_and_out(two_weeks: Command) -> None:
    said = two_weeks(*CALL, "--add", "vest:11lb", "--units", "mi").out
    assert "a vest of 11.0 lb" in said


def test_the_picture_draws_both(two_weeks: Command, tmp_path: Path) -> None:
    assert two_weeks(*CALL, "--add", "stop", "--figure", "w.svg", "--json").code == 0
    drawn = (tmp_path / "w.svg").read_text()
    assert "running as it is" in drawn
    assert "stopping to run" in drawn


def test_too_heavy_a_vest_is_refused_with_the_reason(two_weeks: Command) -> None:
    ended = two_weeks(*CALL, "--add", "vest:45lb")
    assert (ended.code, ended.out) == (2, "")
    assert "to run with" in ended.complaint
    assert "no study shows that more weight grows more muscle" in ended.complaint


def test_weeks_without_runs_are_a_wrong_call(two_weeks: Command) -> None:
    ended = two_weeks("simulate", "--last", "4w", "--date", "2025-09-21", "--draws", "40")
    assert (ended.code, ended.out) == (2, "")
    assert "no run in the 4 weeks up to 2025-09-21; the last is of" in ended.complaint
    assert "myostride import PATH" in ended.complaint


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ((), "--last 4w --add squats"),
        (("hills.yaml", "--last", "4w"), "two questions"),
        (("hills.yaml", "--add", "hills"), "--add varies your own last weeks"),
        (("hills.yaml", "--weeks", "4"), "--weeks varies"),
        (("--add", "hills"), "e.g. --last 4w"),
        (("--last", "13w"), "1 to 12"),
        (("--last", "30d"), "whole weeks"),
        (("--last", "4m"), "4w or 28d"),
        (("--last", "4w", "--weeks", "0"), "--weeks"),
        (("--last", "4w", "--add", "hils"), "there are hills, sprints, intervals, vest:KG"),
        (("--last", "4w", "--add", "vest"), "vest:KG"),
        (("--last", "4w", "--add", "vest:8furlongs"), "no mass"),
        (("--last", "4w", "--add", "protein:much"), "not a number"),
        (("--last", "4w", "--add", "stop", "--add", "hills"), "no running for hills"),
        (("--last", "4w", "--add", "hills", "--add", "hills"), "twice"),
    ],
)
def test_a_wrong_call_says_what_and_what_to_do(
    wrong: tuple[str, ...], said: str, myostride: Command
) -> None:
    ended = myostride("simulate", *wrong)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.complaint


def test_spans_and_amounts_are_read_as_people_write_them() -> None:
    assert [last_weeks(text) for text in ("4w", "28d", "4", "1 week", "12W", "84 days")] == [
        4, 4, 4, 1, 12, 12
    ]  # fmt: skip
    for text in ("0w", "13w", "10d", "", "four"):
        with pytest.raises(InputError, match="--last"):
            last_weeks(text)
    asked = what_is_asked(["VEST: 18lb", "protein:1g/lb", "rest:2"])
    assert asked.vest_kg == pytest.approx(8.165, abs=0.001)
    assert asked.protein(None) == pytest.approx(2.205, abs=0.001)
    assert asked.rest_days == 2
