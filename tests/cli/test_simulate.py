from __future__ import annotations

from pathlib import Path

import pytest

from myostride.muscles import MUSCLES, TITLES

from .conftest import Command

HILLS = """
name: hill_weeks
people: {mass_kg: 61, height_m: 1.68, sex: female, status: active}
blocks:
  - weeks: 3
    days: [tue, fri]
    session:
      - run: {minutes: 15, effort: easy}
      - run: {repeat: 6, seconds: 60, effort: hard, grade_pct: 8, rest: {seconds: 90, effort: easy}}
"""
DOWNHILL = """
name: one_descent
people: {mass_kg: 61, status: active}
blocks:
  - days: 1
    sessions_per_week: 7
    session: [{run: {minutes: 40, speed_m_s: 2.6, grade_pct: -12}}]
"""


@pytest.fixture
def hills(tmp_path: Path) -> Path:
    (tmp_path / "hills.yaml").write_text(HILLS)
    return tmp_path / "hills.yaml"


def test_json_has_the_end_and_the_course_of_every_muscle(myostride: Command, hills: Path) -> None:
    ended = myostride("simulate", hills, "--draws", "40", "--json")
    assert (ended.code, ended.err) == (0, "")
    document = ended.json
    days = len(document["series"]["t_day"])
    for muscle in MUSCLES:
        row, course = document["muscles"][muscle], document["series"]["muscles"][muscle]
        assert row["lo"] <= row["growth_pct"] <= row["hi"]
        assert 0 <= row["p_net_loss"] <= 1
        for key in ("growth_pct", "force_capacity_pct", "soreness", "damage"):
            assert len(course[key]) == days
    assert {"aerobic", "baselines"} <= set(document)


def test_the_same_seed_gives_the_same_answer(myostride: Command, hills: Path) -> None:
    call = ("simulate", hills, "--draws", "40", "--json", "--seed")
    assert myostride(*call, "3").out == myostride(*call, "3").out
    assert myostride(*call, "3").out != myostride(*call, "4").out


def test_the_table_names_every_muscle_and_what_was_assumed(myostride: Command, hills: Path) -> None:
    said = myostride("simulate", hills, "--draws", "40").out
    assert all(TITLES[muscle] in said for muscle in MUSCLES)
    assert "hill_weeks: after 21 days" in said
    assert "VO2max not stated" in said


def test_weeks_and_single_bouts_are_drawn(myostride: Command, hills: Path, tmp_path: Path) -> None:
    (tmp_path / "descent.yaml").write_text(DOWNHILL)
    for program in (hills, tmp_path / "descent.yaml"):
        picture = tmp_path / f"{program.stem}.svg"
        assert myostride("simulate", program, "--draws", "40", "--figure", picture).code == 0
    assert "days" in (tmp_path / "descent.svg").read_text()
    assert "force to damage at worst" in (tmp_path / "descent.svg").read_text()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name: [unclosed", "hills.yaml"),
        (HILLS.replace("minutes", "minuts"), "minuts"),
        (HILLS.replace("name", "nam"), "nam"),
        ("", "hills.yaml"),
    ],
)
def test_a_program_that_cannot_be_understood_is_a_wrong_call(
    text: str, said: str, myostride: Command, hills: Path
) -> None:
    hills.write_text(text)
    ended = myostride("simulate", hills)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.complaint


def test_a_missing_program_and_too_few_draws_are_wrong_calls(
    myostride: Command, hills: Path
) -> None:
    assert "no program file" in myostride("simulate", "nowhere.yaml").complaint
    assert "--draws" in myostride("simulate", hills, "--draws", "1").complaint
