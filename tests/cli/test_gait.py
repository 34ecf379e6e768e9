from __future__ import annotations

from pathlib import Path

import pytest

from myostride.muscles import MUSCLES, TITLES

from .conftest import Command


def test_json_has_every_number_with_its_interval(myostride: Command) -> None:
    ended = myostride("gait", "--speed", "3.5", "--mass", "61", "--height", "1.68", "--json")
    assert (ended.code, ended.err) == (0, "")
    document = ended.json
    assert set(document["joints"]) == {"hip", "knee", "ankle"}
    assert list(document["muscles"]) == list(MUSCLES)
    for row in document["muscles"].values():
        for key in ("peak_bw", "peak_stance_bw", "peak_swing_bw", "impulse_bw_s",
                    "work_positive_j_kg", "work_negative_j_kg", "fibre_negative_j_kg",
                    "relative_peak"):  # fmt: skip
            assert row[f"{key}_lo"] <= row[key] <= row[f"{key}_hi"], key
    for key in ("peak_bw", "mean_bw", "contact_s"):
        assert document["support"][key] > 0


def test_the_table_names_every_muscle_and_what_was_assumed(myostride: Command) -> None:
    said = myostride("gait", "--speed", "5:00/km").out
    assert all(TITLES[muscle] in said for muscle in MUSCLES)
    assert "3.33 m/s on the level" in said
    assert "assumed" in said


def test_pace_and_speed_mean_the_same(myostride: Command) -> None:
    by_pace = myostride("gait", "--speed", "4:00/km", "--json").json
    by_speed = myostride("gait", "--speed", "15km/h", "--json").json
    assert by_pace["muscles"]["vasti"] == pytest.approx(by_speed["muscles"]["vasti"])


def test_a_vest_raises_stance_and_not_swing(myostride: Command) -> None:
    body = ("gait", "--speed", "3", "--mass", "61kg", "--height", "168cm", "--json")
    bare, loaded = myostride(*body).json, myostride(*body, "--vest", "22lb").json
    assert loaded["muscles"]["vasti"]["peak_stance_bw"] > bare["muscles"]["vasti"]["peak_stance_bw"]
    assert loaded["muscles"]["hamstrings"]["peak_swing_bw"] == pytest.approx(
        bare["muscles"]["hamstrings"]["peak_swing_bw"]
    )


def test_the_figure_is_drawn_and_said_on_stderr(myostride: Command, tmp_path: Path) -> None:
    ended = myostride("gait", "--speed", "3", "--figure", tmp_path / "peaks.svg", "--json")
    assert ended.code == 0
    assert ended.json["cadence_spm"] > 0
    assert "peaks.svg" in ended.err
    assert (tmp_path / "peaks.svg").read_text().startswith("<svg")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--speed", "3", "--mass", "abc"], "--mass"),
        (["--speed", "3", "--height", "175"], "did you mean 175cm"),
        (["--speed", "-3"], "--speed"),
        (["--speed", "3", "--grade", "99"], "--grade"),
        (["--speed", "3", "--vest", "5m"], "--vest"),
        (["--speed", "3", "--figure", "peaks.bmp"], ".png or .svg"),
        (["--speed", "3", "--figure", "no/where/peaks.png"], "no folder"),
    ],
)
def test_bad_values_are_named_in_one_line(
    arguments: list[str], said: str, myostride: Command
) -> None:
    ended = myostride("gait", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.complaint
