from __future__ import annotations

from pathlib import Path

import pytest

from myostride.cli.load import _stands_out
from myostride.muscles import MUSCLES, TITLES

from ..home.samples import START, tcx
from .conftest import Command

BODY = ("--mass", "61kg", "--height", "168cm")


def test_json_says_what_the_run_was_and_what_it_asked(myostride: Command, hilly_run: Path) -> None:
    ended = myostride("load", hilly_run, *BODY, "--json")
    assert (ended.code, ended.err) == (0, "")
    document = ended.json
    assert document["run"]["sport"] == "running"
    assert document["run"]["ascent_m"] > 150
    assert list(document["muscles"]) == list(MUSCLES)
    for row in document["muscles"].values():
        for key, (low, high) in row["interval"].items():
            assert low <= row[key] <= high
        assert {"easy_km", "tension_time", "peak", "impulse_bw_s", "work_positive_j_kg",
                "work_negative_j_kg", "damage_dose"} <= set(row)  # fmt: skip
    assert document["quality"]["grade_source"] == "altitude"


def test_laps_add_up_to_the_run(myostride: Command, hilly_run: Path) -> None:
    document = myostride("load", hilly_run, *BODY, "--json").json
    for muscle in MUSCLES:
        by_lap = sum(lap["easy_km"][muscle] for lap in document["laps"])
        assert by_lap == pytest.approx(document["muscles"][muscle]["easy_km"], rel=0.02)


def test_the_table_names_every_muscle_and_the_distance(myostride: Command, hilly_run: Path) -> None:
    said = myostride("load", hilly_run, *BODY, "--laps").out
    assert all(TITLES[muscle] in said for muscle in MUSCLES)
    assert "7.9 km" in said
    assert "Easy km by lap" in said


def test_miles_on_request_and_json_stays_in_metres(myostride: Command, hilly_run: Path) -> None:
    assert "4.9 mi" in myostride("load", hilly_run, *BODY, "--units", "mi").out
    document = myostride("load", hilly_run, *BODY, "--units", "mi", "--json").json
    assert document["run"]["distance_m"] == pytest.approx(7865, rel=0.02)


def test_the_body_comes_from_the_file_where_it_is_not_typed(
    myostride: Command, hilly_run: Path
) -> None:
    assumed = myostride("load", hilly_run, "--json").json["assumptions"]
    assert "mass 61 kg, as the file says; --mass sets it" in assumed
    typed = myostride("load", hilly_run, *BODY, "--sex", "female", "--json").json["assumptions"]
    assert not [sentence for sentence in typed if "as the file says" in sentence]


def test_an_incline_can_be_stated_for_a_treadmill(myostride: Command, treadmill_run: Path) -> None:
    level = myostride("load", treadmill_run, *BODY, "--json").json
    steep = myostride("load", treadmill_run, *BODY, "--incline", "8%", "--json").json
    assert steep["quality"]["grade_source"] == "incline"
    assert (
        steep["muscles"]["gluteus_maximus"]["easy_km"]
        > 1.2 * level["muscles"]["gluteus_maximus"]["easy_km"]
    )


def test_the_figure_is_drawn(myostride: Command, hilly_run: Path, tmp_path: Path) -> None:
    ended = myostride("load", hilly_run, *BODY, "--figure", tmp_path / "load.png")
    assert ended.code == 0
    assert (tmp_path / "load.png").read_bytes().startswith(b"\x89PNG")


def test_a_file_that_is_no_activity_is_one_line_and_code_1(
    myostride: Command, tmp_path: Path
) -> None:
    (tmp_path / "notes.fit").write_text("not a run")
    ended = myostride("load", "notes.fit", "--json")
    assert ended.code == 1
    assert "notes.fit" in ended.complaint
    assert ended.json == {"error": ended.complaint.removeprefix("myostride: ")}


@pytest.mark.parametrize(("path", "said"), [("missing.fit", "no file"), (".", "folder")])
def test_what_is_no_file_is_a_wrong_call(path: str, said: str, myostride: Command) -> None:
    ended = myostride("load", path)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.complaint


def test_a_device_is_no_folder(myostride: Command) -> None:
    assert "'/dev/null' is a device or pipe" in myostride("load", "/dev/null").complaint


def test_a_stated_profile_counts_before_the_file(myostride: Command, hilly_run: Path) -> None:
    myostride("profile", "--mass", "90")
    assumptions = myostride("load", hilly_run, "--json").json["assumptions"]
    assert "mass 90 kg, as your profile says; --mass sets it" in assumptions
    assert "height 1.68 m, as the file says; --height sets it" in assumptions


def test_the_units_are_those_of_the_profile(myostride: Command, hilly_run: Path) -> None:
    myostride("profile", "--units", "mi")
    assert "4.9 mi" in myostride("load", hilly_run).out


def test_a_run_of_some_steps_has_no_full_bars(myostride: Command, tmp_path: Path) -> None:
    (tmp_path / "dash.tcx").write_bytes(tcx((START, 0.5)))
    said = myostride("load", tmp_path / "dash.tcx", *BODY).out
    assert "0.1 km" in said
    assert "█" * 8 not in said


def test_a_very_wide_interval_is_said_to_be(myostride: Command, hilly_run: Path) -> None:
    document = myostride("load", hilly_run, *BODY, "--json").json
    document["muscles"]["vasti"]["interval"]["easy_km"] = [1.0, 11.0]
    assert _stands_out("vasti", document["muscles"], 8000.0).startswith("hardly known")
    document["muscles"]["vasti"]["interval"]["easy_km"] = [1.2, 11.0]
    assert "hardly known" not in _stands_out("vasti", document["muscles"], 8000.0)


def test_nothing_is_stored(myostride: Command, hilly_run: Path, tmp_path: Path) -> None:
    myostride("load", hilly_run)
    assert not (tmp_path / "home").exists()
