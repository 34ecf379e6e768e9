from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

import pytest

from myostride.errors import InputError, UnknownName
from myostride.evidence.claims import Assessment, assess, claim_ids, read_claims
from myostride.evidence.comparisons import Arm, Comparison, Result, Value, difference
from myostride.gait import steady_state
from myostride.physiology import simulate
from myostride.references import load_table, references
from myostride.training import Program

IDS = (
    "tears", "repair", "runs-build", "legs-only", "which-muscles", "harder-more", "must-tire",
    "progress", "hills", "bursts", "weight", "rest", "no-rest-harm", "beginner-days", "sore-wait",
    "diet", "gram-per-pound", "squats", "significant", "cardio",
)  # fmt: skip


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    return assess(draws=20)


def test_the_twenty_claims_stand_in_order() -> None:
    assert claim_ids() == IDS
    assert tuple(claim.id for claim in read_claims()) == IDS


def test_verdicts_grades_and_sources_are_known() -> None:
    table = load_table("claims")
    for claim in read_claims():
        assert claim.verdict in table["verdicts"]
        assert claim.grade in table["grades"]
        assert claim.sources
        assert set(claim.sources) <= set(references())


def test_the_table_names_no_coefficient() -> None:
    def numbers(node: Any) -> list[Any]:
        if isinstance(node, dict | list):
            inside = node.values() if isinstance(node, dict) else node
            return [number for item in inside for number in numbers(item)]
        return [node] if isinstance(node, int | float) and not isinstance(node, bool) else []

    assert numbers(load_table("claims")) == []


def test_every_program_of_the_table_is_used() -> None:
    used = {arm.of for c in read_claims() if c.comparison for arm in c.comparison.arms}
    table = load_table("claims")
    assert set(table["programs"]) | set(table["strides"]) == used


def test_medians_lie_within_their_intervals(assessment: Assessment) -> None:
    for claim in assessment.claims:
        for value in claim.result.values if claim.result else ():
            if value.lo is not None and value.hi is not None:
                assert value.lo <= value.value <= value.hi, claim.id


def test_where_the_model_says_nothing_it_says_why(assessment: Assessment) -> None:
    rows = {row["id"]: row for row in assessment.to_json()["claims"]}
    assert rows["legs-only"]["model"] is None
    assert all(row["why"] for row in rows.values() if row["model"] is None)
    for value in rows["cardio"]["model"]["values"]:
        assert (value["lo"], value["hi"], value["muscle"]) == (None, None, None)
    assert "not modelled" in rows["cardio"]["why"]


def test_the_document_names_its_sources_and_assumptions(assessment: Assessment) -> None:
    document = assessment.to_json()
    for row in document["claims"]:
        assert {"id", "claim", "verdict", "grade", "model", "sources"} <= set(row)
        assert set(row["sources"]) <= set(document["references"])
    assert "easy" in document["assumptions"]
    assert (document["draws"], document["seed"]) == (20, 0)


def test_a_program_is_run_once_however_many_claims_use_it() -> None:
    told: list[tuple[int, int]] = []
    assess(("runs-build", "squats"), draws=20, on_progress=lambda *done: told.append(done))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_the_claims_path_is_that_of_any_program(assessment: Assessment) -> None:
    text = "\n".join((
        "name: easy", f"people: {load_table('claims')['people']['active']}",
        f"diet: {load_table('claims')['food']['enough']}", "daily_steps: 8000", "blocks:",
        load_table("claims")["programs"]["easy"]["does"],
    ))  # fmt: skip
    alone = simulate(Program.from_text(text), draws=20).to_json()["muscles"]["vasti"]
    (claim,) = (c for c in assessment.claims if c.id == "runs-build")
    assert claim.result is not None
    value = next(v for v in claim.result.values if v.arm == "3 x 30 min easy")
    assert (value.value, value.lo, value.hi) == (alone["growth_pct"], alone["lo"], alone["hi"])


def test_peak_forces_are_those_of_gait() -> None:
    comparison = Comparison("peak_bw", ("soleus",), (Arm("stride", "a stride"),))
    (value,) = comparison.result({"stride": steady_state(3.0)}).values
    assert value.value == steady_state(3.0).to_json()["muscles"]["soleus"]["peak_bw"]


def test_damage_is_read_within_its_days_and_force_at_its_hour() -> None:
    bout = simulate(
        Program.from_text("blocks: [{days: 1, session: [{run: {minutes: 45, speed_m_s: 2.8, "
                          "grade_pct: -15}}]}]"),
        draws=20,
    )  # fmt: skip
    arms = (Arm("bout", "soon"), Arm("bout", "later", days=(7.0, 14.0)))
    soon, later = Comparison("damage_pct", ("vasti",), arms).result({"bout": bout}).values
    assert soon.value > later.value > 0.0
    arms = (Arm("bout", "at once", at_hours=1.0), Arm("bout", "after a week", at_hours=168.0))
    first, last = Comparison("force_pct", ("vasti",), arms).result({"bout": bout}).values
    assert first.value < last.value


def grown(*values: tuple[float, float, float]) -> Result:
    """Growth of arms a, b, ... with the difference of the second from the first."""
    arms = [Value(name, "vasti", *value, p_net_loss=0.25)
            for name, value in zip("abc", values, strict=False)]  # fmt: skip
    told = difference("growth_pct", ("b", "a"), "vasti", arms)
    return Result("growth_pct", tuple(arms), (told,))


@pytest.mark.parametrize(
    ("second", "said"),
    [
        ((5.0, 4.0, 6.0), "B: 4.0 points more than a; the intervals lie apart."),
        ((5.0, 1.0, 6.0), "B: 4.0 points more than a; the intervals overlap."),
        ((-3.0, -4.0, -2.0), "B: 4.0 points less than a; the intervals lie apart."),
        ((1.2, 0.4, 2.1), "B: within 0.2 points of a."),
        ((1.0, 0.4, 2.1), "B: within 0.1 points of a."),
    ],
)
def test_the_reading_follows_the_numbers(second: tuple[float, float, float], said: str) -> None:
    reading = grown((1.0, 0.0, 2.0), second).reading()
    assert reading.startswith("Change of size by the end. Vasti: a +1.0 % (0.0 to +2.0); b ")
    assert reading.endswith(said)


def test_a_chance_of_loss_is_told_where_it_is_asked_for() -> None:
    result = grown((1.0, 0.0, 2.0), (1.0, 0.0, 2.0))
    assert "Chance" not in result.summary()
    result = replace(result, tells_net_loss=True)
    assert result.summary().endswith("Chance of ending smaller: 25 %, 25 %.")
    rare = tuple(replace(value, p_net_loss=0.001) for value in result.values)
    assert "under 1 %" in replace(result, values=rare).summary()


def test_an_unknown_claim_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="did you mean 'hills'"):
        assess(("hils",), draws=20)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"verdict": "true"}, "verdict"),
        ({"grade": "E"}, "grade"),
        ({"sources": ["nobody1900"]}, "source"),
        ({"finding": None}, "finding is missing"),
        ({"model": None, "why": None}, "why"),
        ({"opinion": "yes"}, "opinion"),
    ],
)
def test_a_slip_in_the_table_is_told(change: dict[str, Any], said: str) -> None:
    table = copy.deepcopy(load_table("claims"))
    table["claims"][0] |= change
    with pytest.raises(InputError, match=said):
        read_claims(table)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"measure": "size"}, "measure"),
        ({"muscles": ["biceps"]}, "muscle"),
        ({"contrasts": [["x", "y"]]}, "arm"),
        ({"arms": [{"of": "nowhere", "label": "x"}]}, "of"),
    ],
)
def test_a_slip_in_a_comparison_is_told(change: dict[str, Any], said: str) -> None:
    table = copy.deepcopy(load_table("claims"))
    table["claims"][0]["model"] |= change
    with pytest.raises(InputError, match=said):
        read_claims(table)


def test_an_id_stands_once() -> None:
    table = copy.deepcopy(load_table("claims"))
    table["claims"].append(table["claims"][0])
    with pytest.raises(InputError, match="twice"):
        read_claims(table)
