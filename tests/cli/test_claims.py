from __future__ import annotations

from pathlib import Path

from myostride.cli.claims import MARKS
from myostride.references import load_table

from .conftest import Command


def test_every_verdict_has_a_mark_of_its_own() -> None:
    assert set(MARKS) == set(load_table("claims")["verdicts"])
    assert len({mark for mark, _ in MARKS.values()}) == len(MARKS)


def test_json_holds_to_the_contract(myostride: Command) -> None:
    ended = myostride("claims", "--draws", "20", "--seed", "3", "--json")
    assert (ended.code, ended.err) == (0, "")
    claims = ended.json["claims"]
    assert len(claims) == 20
    for claim in claims:
        assert {"id", "claim", "verdict", "grade", "model", "sources"} <= set(claim)
        for value in (claim["model"] or {"values": []})["values"]:
            assert value["lo"] is None or value["lo"] <= value["value"] <= value["hi"]
    assert (ended.json["draws"], ended.json["seed"]) == (20, 3)


def test_the_same_seed_gives_the_same_answer(myostride: Command) -> None:
    asked = ("claims", "runs-build", "--draws", "20", "--json")
    assert myostride(*asked).out == myostride(*asked).out
    assert myostride(*asked).out != myostride(*asked, "--seed", "1").out


def test_the_page_has_every_claim_its_verdict_and_the_keys(myostride: Command) -> None:
    ended = myostride("claims", "--draws", "20")
    assert ended.code == 0
    for row in load_table("claims")["claims"]:
        assert row["claim"][:40] in ended.out
        assert f"{MARKS[row['verdict']][0]} {row['verdict']}, grade {row['grade']}" in ended.out
    assert "Grade. A: " in ended.out
    assert "Chance of ending smaller" in ended.out


def test_one_claim_comes_in_full(myostride: Command) -> None:
    by_name = myostride("claims", "gram-per-pound", "--draws", "20")
    for words in ("Verdict", "Studies", "2.2 g/kg", "Net loss", "Morton"):
        assert words in by_name.out
    assert "squats" not in by_name.out
    assert myostride("claims", "--only", "gram-per-pound", "--draws", "20").out == by_name.out


def test_what_the_model_cannot_say_is_told(myostride: Command) -> None:
    assert "not modelled" in myostride("claims", "cardio", "--draws", "20").out
    assert "not computed" in myostride("claims", "legs-only", "--draws", "20").out.replace(
        "\n", " "
    )


def test_units_are_those_asked_for(myostride: Command) -> None:
    shown = myostride("claims", "weight", "--draws", "20", "--units", "mi").out
    assert "15.4 lb vest" in shown
    assert "7 kg" not in shown


def test_an_unknown_id_is_a_wrong_call(myostride: Command) -> None:
    ended = myostride("claims", "hils", "--json")
    assert (ended.code, ended.out) == (2, "")
    assert "did you mean 'hills'" in ended.complaint


def test_the_figure_is_written(myostride: Command, tmp_path: Path) -> None:
    picture = tmp_path / "claims.svg"
    ended = myostride("claims", "hills", "legs-only", "--draws", "20", "--figure", picture)
    assert ended.code == 0
    assert "Hills are among" in picture.read_text()
