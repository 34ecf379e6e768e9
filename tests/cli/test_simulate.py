from __future__ import annotations

from pathlib import Path

import pytest

from myostride.display import signed
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


@pytest.fixture
def descent(tmp_path: Path) -> Path:
    (tmp_path / "descent.yaml").write_text(DOWNHILL)
    return tmp_path / "descent.yaml"


@pytest.fixture
def nobodys(tmp_path: Path) -> Path:
    """A program that names no people."""
    text = "\n".join(line for line in HILLS.splitlines() if not line.startswith("people"))
    (tmp_path / "nobodys.yaml").write_text(text)
    return tmp_path / "nobodys.yaml"


def test_a_bout_is_told_for_the_end_of_its_recovery(myostride: Command, descent: Path) -> None:
    days = myostride("simulate", descent, "--draws", "40", "--json").json["series"]["t_day"]
    said = myostride("simulate", descent, "--draws", "40").out
    assert f"one_descent: {days[-1]:.0f} days, the bout and what follows it" in said


def test_net_loss_is_told_of_programs_and_not_of_bouts(
    myostride: Command, hills: Path, descent: Path
) -> None:
    assert "Net loss" in myostride("simulate", hills, "--draws", "40").out
    assert "Net loss" not in myostride("simulate", descent, "--draws", "40").out


def test_the_figure_ends_with_the_numbers_of_the_table(
    myostride: Command, descent: Path, tmp_path: Path
) -> None:
    ended = myostride("simulate", descent, "--draws", "40", "--figure", "d.svg", "--json")
    drawn = (tmp_path / "d.svg").read_text()
    for row in ended.json["muscles"].values():
        growth, low, high = (signed(row[key]) for key in ("growth_pct", "lo", "hi"))
        assert f"{growth} % ({low} to {high})" in drawn


def test_the_profile_does_a_program_that_names_no_people(myostride: Command, nobodys: Path) -> None:
    myostride("profile", "--mass", "52", "--sex", "female", "--status", "trained_runner")
    document = myostride("simulate", nobodys, "--draws", "40", "--json").json
    assert document["assumptions"][0] == (
        "the program names no people: taken is the profile of me (52 kg, female, trained runner)"
    )
    assert not [line for line in document["assumptions"] if "body mass not stated" in line]


def test_the_people_of_a_program_come_before_the_profile(myostride: Command, hills: Path) -> None:
    call = ("simulate", hills, "--draws", "40", "--json")
    before = myostride(*call).out
    myostride("profile", "--mass", "99", "--status", "elite")
    assert myostride(*call).out == before


def test_pounds_on_request(myostride: Command, nobodys: Path) -> None:
    said = myostride("simulate", nobodys, "--draws", "40", "--units", "mi").out
    assert "body mass not stated: taken as 154.3 lb" in said


def test_the_sources_are_told(myostride: Command, hills: Path) -> None:
    assert "damas2016" in myostride("simulate", hills, "--draws", "40", "--json").json["sources"]
    assert "sources: myostride doctor --sources" in myostride("simulate", hills).out


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
