from __future__ import annotations

import pytest

from .conftest import Command


@pytest.mark.parametrize(
    ("arguments", "value", "unit"),
    [
        (["soreness", "--muscle", "quads", "--value", "3"], 3, None),
        (["measure", "--muscle", "vasti", "--value", "21.5in"], 54.61, "cm"),
        (["weight", "--value", "134.48lb"], 61.0, "kg"),
        (["food", "--value", "120g"], 120, "g"),
        (["steps", "--value", "9000"], 9000, None),
        (["jump", "--value", "38cm"], 38, "cm"),
        (["food", "--kind", "energy", "--value", "2500kcal"], 2500, "kcal"),
        (["measure", "--kind", "us_thickness", "--muscle", "vasti", "--value", "22mm"], 22, "mm"),
        (["strength", "--kind", "leg_press", "--value", "90"], 90, "kg"),
        (["illness", "--value", "5d"], 5, "d"),
    ],
)
def test_an_entry_is_stored_and_returned(
    arguments: list[str], value: float, unit: str | None, myostride: Command
) -> None:
    row = myostride("log", *arguments, "--date", "2025-09-01", "--json").json
    assert (row["entry"], row["date"], row["unit"]) == (arguments[0], "2025-09-01", unit)
    assert row["value"] == pytest.approx(value, abs=0.01)


def test_a_sentence_confirms_it(myostride: Command) -> None:
    ended = myostride(
        "log", "soreness", "--muscle", "calves", "--value", "4", "--date", "2025-09-01"
    )
    assert ended.out == "noted for 2025-09-01: soreness (calves) 4\n"


def test_an_illness_without_a_length_says_how_long_it_counts(myostride: Command) -> None:
    said = myostride("log", "illness", "--date", "2025-09-01").out
    assert said == "noted for 2025-09-01: illness until the next run, at most 14 d\n"


def test_soreness_without_a_muscle_is_said_to_count_for_all(myostride: Command) -> None:
    said = myostride("log", "soreness", "--value", "4", "--date", "2025-09-01").out
    assert said == "noted for 2025-09-01: soreness 4, for all ten muscles; name one with --muscle\n"


def test_food_without_a_kind_is_said_to_count_as_protein(myostride: Command) -> None:
    said = myostride("log", "food", "--value", "90g", "--date", "2025-09-01").out
    assert said == "noted for 2025-09-01: food 90 g, counted as protein\n"


def test_a_weight_far_from_the_last_one_is_doubted(myostride: Command) -> None:
    myostride("profile", "--mass", "72kg")
    ended = myostride("log", "weight", "--value", "134kg", "--date", "2025-09-01")
    assert ended.code == 0
    assert "but 134 kg is 86 % more than your last known 72 kg" in ended.out
    assert "did you mean 134lb, which is 60.78 kg?" in ended.out


def test_the_correction_of_a_doubted_weight_is_not_doubted(myostride: Command) -> None:
    myostride("profile", "--mass", "72kg")
    myostride("log", "weight", "--value", "134kg", "--date", "2025-09-01")
    ended = myostride("log", "weight", "--value", "73kg", "--date", "2025-09-01")
    assert ended.out == "noted for 2025-09-01: weight 73 kg\n"


def test_no_slip_is_named_where_none_fits(myostride: Command) -> None:
    myostride("profile", "--mass", "134kg")
    ended = myostride("log", "weight", "--value", "75kg", "--date", "2025-09-01")
    assert "44 % less than your last known 134 kg" in ended.out
    assert "did you mean" not in ended.out


def test_the_doubt_of_a_json_document_is_on_stderr(myostride: Command) -> None:
    myostride("profile", "--mass", "72kg")
    ended = myostride("log", "weight", "--value", "134kg", "--date", "2025-09-01", "--json")
    assert ended.json["value"] == 134
    assert "your last known 72 kg" in ended.err


def test_what_status_does_not_use_is_said_to_be_kept(myostride: Command) -> None:
    said = myostride(
        "log", "strength", "--muscle", "quads", "--value", "80kg", "--date", "2025-09-01"
    ).out
    assert said.endswith("80 kg; kept, status does not use it\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["sorness", "--value", "3"], "did you mean 'soreness'"),
        (["soreness", "--value", "11"], "soreness goes from 0 to 10"),
        (["food", "--kind", "protien", "--value", "90"], "did you mean 'protein'"),
        (["strength", "--kind", "bak_squat", "--value", "90"], "did you mean 'back_squat'"),
        (["measure", "--muscle", "vasti", "--value", "540"], "did you mean 540mm"),
        (["soreness", "--muscle", "qads", "--value", "3"], "quads"),
        (["weight"], "weight"),
        (["weight", "--value", "61", "--date", "2999-01-01"], "2999-01-01"),
    ],
)
def test_an_absurd_entry_is_refused_with_the_slip(
    arguments: list[str], said: str, myostride: Command
) -> None:
    ended = myostride("log", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.complaint
