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
    assert "3.33 m/s (5:00 /km) on the level" in said
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


def test_the_share_of_the_maximum_is_a_number_beside_its_bar(myostride: Command) -> None:
    said = myostride("gait", "--speed", "3.5").out
    (line,) = [line for line in said.splitlines() if TITLES["soleus"] in line]
    assert "█" in line
    assert line.rstrip().endswith("%")


def test_miles_and_pounds_on_request(myostride: Command) -> None:
    said = myostride("gait", "--speed", "8:00/mi", "--units", "mi").out
    assert "7.50 mph (8:00 /mi)" in said
    assert "154.3 lb assumed" in said


def test_the_body_is_that_of_the_profile_and_said_to_be(myostride: Command) -> None:
    myostride("profile", "--mass", "52kg", "--height", "160cm", "--sex", "female", "--units", "mi")
    document = myostride("gait", "--speed", "3", "--json").json
    typed = myostride("gait", "--speed", "3", "--mass", "52", "--height", "160cm", "--sex",
                      "female", "--json").json  # fmt: skip
    assert document["muscles"] == typed["muscles"]
    assert "mass 52 kg, as your profile says; --mass sets it" in document["assumptions"]
    assert "mph" in myostride("gait", "--speed", "3").out


def test_a_profile_that_nobody_has_is_a_wrong_call(myostride: Command, tmp_path: Path) -> None:
    ended = myostride("gait", "--speed", "3", "--athlete", "anna")
    assert (ended.code, ended.out) == (2, "")
    assert "anna" in ended.complaint
    assert not (tmp_path / "home").exists()


def test_a_home_that_cannot_be_read_is_said_and_the_defaults_stand_in(
    myostride: Command, tmp_path: Path
) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "myostride.db").write_bytes(b"scrambled" * 500)
    ended = myostride("gait", "--speed", "3", "--json")
    assert ended.code == 0
    assert "the profile was not read" in ended.err
    assert ended.json["muscles"]


def test_a_contact_time_that_does_not_fit_is_said_not_to_be_used(myostride: Command) -> None:
    document = myostride("gait", "--speed", "3.5", "--contact-time", "0.5", "--json").json
    used = document["support"]["contact_s"]
    assert used < 0.45
    (line,) = [line for line in document["assumptions"] if "contact" in line]
    assert f"{1000 * used:.0f} ms was used" in line


def test_a_contact_time_in_milliseconds_is_used(myostride: Command) -> None:
    document = myostride("gait", "--speed", "3.5", "--contact-time", "250ms", "--json").json
    assert document["support"]["contact_s"] == pytest.approx(0.25)
    assert not [line for line in document["assumptions"] if "contact" in line]


def test_the_sources_are_keys_of_the_registry(myostride: Command) -> None:
    from myostride.references import references

    sources = myostride("gait", "--speed", "3", "--json").json["sources"]
    assert "hamner_delp2013" in sources
    assert set(sources) <= set(references())


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
        (["--speed", "3", "--vest", "50", "--pack", "50"], "--vest and --pack are 100 kg"),
        (["--speed", "3", "--contact-time", "250"], "did you mean 250ms"),
        (["--speed", "3", "--cadence", "90"], "did you mean 180"),
        (["--speed", "5:75/km"], "0 to 59"),
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
