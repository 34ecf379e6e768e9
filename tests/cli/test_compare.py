from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from myostride.muscles import MUSCLES

from .conftest import LAST_DAY, Command

QUICK = ("--draws", "40", "--weeks", "4")
CALL = ("compare", "--date", LAST_DAY, *QUICK)


@pytest.fixture
def document(two_weeks: Command) -> Any:
    ended = two_weeks(*CALL, "--json")
    assert (ended.code, ended.err) == (0, "")
    return ended.json


def test_json_holds_every_option_with_sizes_differences_and_costs(document: Any) -> None:
    assert document["date"] == LAST_DAY
    assert document["weeks"] == 4
    assert [row["id"] for row in document["options"]] == [
        "as_is", "plus_squats", "squats_only", "hills", "intervals", "vest", "all", "stop"
    ]  # fmt: skip
    for row in document["options"]:
        assert list(row["muscles"]) == list(MUSCLES)
        for each in row["muscles"].values():
            assert each["lo"] <= each["growth_pct"] <= each["hi"]
            assert set(each["difference"]) == {"growth_pct", "lo", "hi", "p_more"}
        assert row["why"]
        assert row["evidence"]["said"]
        assert {"minutes_per_week", "extra_minutes_per_week", "hardest_session"} <= set(row)
    assert document["conclusion"]
    assert "kubo2019" in document["sources"]


def test_the_same_seed_gives_the_same_answer(two_weeks: Command) -> None:
    assert two_weeks(*CALL, "--json").out == two_weeks(*CALL, "--json").out
    assert two_weeks(*CALL, "--json").out != two_weeks(*CALL, "--json", "--seed", "7").out


def test_the_table_shows_options_groups_and_what_is_not_known(two_weeks: Command) -> None:
    said = two_weeks(*CALL).out
    for words in (
        "running as it is", "running + squats twice a week", "Quads", "Calves", "Recovered",
        "mechanics alone", "Your quads in 4 weeks",
    ):  # fmt: skip
        assert words in said


@pytest.mark.parametrize("width", ["60", "80", "120"])
def test_the_tables_fit_the_screen(
    width: str, two_weeks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    said = two_weeks(*CALL).out
    assert max(len(line) for line in said.splitlines()) <= int(width)
    assert "…" not in said


def test_chosen_muscles_are_shown_and_concluded_about(two_weeks: Command) -> None:
    said = two_weeks(*CALL, "--muscle", "soleus", "--muscle", "hip flexors").out
    assert "Your soleus in 4 weeks" in said
    assert "Your hip flexors in 4 weeks" in said
    assert "Quads" not in said


def test_pounds_on_request(two_weeks: Command) -> None:
    said = two_weeks(*CALL, "--units", "mi").out
    assert "vest of 10.8 lb" in said


def test_without_a_home_the_running_is_assumed_and_said(myostride: Command) -> None:
    document = myostride(*CALL, "--json").json
    assert document["pattern"] == {
        "recorded": False,
        "days": 28,
        "runs": 12,
        "said": "your last 4 weeks hold no running: three easy runs of 40 min a week assumed",
    }
    assert len(document["options"]) == 8


def test_the_picture_is_written(two_weeks: Command, tmp_path: Path) -> None:
    assert two_weeks(*CALL, "--figure", "c.svg", "--json").code == 0
    drawn = (tmp_path / "c.svg").read_text()
    assert "running with a vest" in drawn
    assert "Hamstrings" in drawn


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("--weeks", "0"), "--weeks"),
        (("--weeks", "53"), "--weeks"),
        (("--muscle", "quats"), "did you mean 'quads'"),
        (("--figure", "c.gif"), ".png or .svg"),
        (("--draws", "1"), "--draws"),
    ],
)
def test_a_wrong_call_says_what_and_what_to_do(
    wrong: tuple[str, str], said: str, myostride: Command
) -> None:
    ended = myostride("compare", *wrong)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.complaint


def test_an_unknown_athlete_is_a_wrong_call(two_weeks: Command) -> None:
    ended = two_weeks(*CALL, "--athlete", "nobody")
    assert (ended.code, ended.out) == (2, "")
    assert "athlete" in ended.complaint
