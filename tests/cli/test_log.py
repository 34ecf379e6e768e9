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


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["sorness", "--value", "3"], "did you mean 'soreness'"),
        (["soreness", "--value", "11"], "soreness"),
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
