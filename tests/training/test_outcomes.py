"""Outcomes of studies: growth and recovery, in every muscle name they use."""

from __future__ import annotations

import pytest

from myostride.errors import InputError
from myostride.muscles import MUSCLES
from myostride.training.outcomes import COMPARTMENTS, Outcome, parse_outcomes


def outcome(**row: object) -> Outcome:
    return parse_outcomes([row], "study.yaml")[0]


def test_a_list_of_muscles_is_one_compartment_in_the_usual_order() -> None:
    found = outcome(muscle=["soleus", "vasti"], measure="mri_volume", change_pct=3)
    assert found.muscles == ("vasti", "soleus")


@pytest.mark.parametrize("name", COMPARTMENTS)
def test_every_compartment_stands_for_known_muscles(name: str) -> None:
    found = outcome(muscle=name, measure="dxa_lean", change_pct=1)
    assert found.muscles
    assert set(found.muscles) <= set(MUSCLES)


def test_recovery_without_hours_means_the_peak() -> None:
    found = outcome(muscle="quads", measure="mvc_pct", value=82, sd=6)
    assert found.is_recovery
    assert found.hours is None


def test_creatine_kinase_needs_no_muscle() -> None:
    assert outcome(measure="ck_u_l", hours=24, value=800).muscles == MUSCLES


def test_a_direction_needs_no_number_and_no_change_is_zero() -> None:
    assert outcome(muscle="soleus", measure="us_csa", kind="sign_positive").value is None
    assert outcome(muscle="quads", measure="mvc_pct", hours=24, kind="reduced").value is None
    assert outcome(muscle="soleus", measure="us_csa", kind="ns_as_0").value == 0.0


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"muscle": "vasti", "measure": "us_csa"}, "change_pct is missing"),
        ({"muscle": "vasti", "measure": "mvc_pct", "hours": 24}, "value is missing"),
        ({"muscle": "vasti", "measure": "us_csa", "hours": 24, "change_pct": 3}, "recovery"),
        ({"muscle": "vasti", "measure": "mvc_pct", "week": 3, "value": 90}, "growth"),
        ({"muscle": "vastus", "measure": "us_csa", "change_pct": 3}, "'vasti'"),
        ({"muscle": "vasti", "measure": "us_cas", "change_pct": 3}, "'us_csa'"),
        ({"muscle": "vasti", "change_pct": 3}, "measure is missing"),
        ({"measure": "us_csa", "change_pct": 3}, "muscle is missing"),
        ({"muscle": "vasti", "measure": "soreness_0_10", "value": 30}, "value is 30"),
        ({"muscle": "vasti", "measure": "us_csa", "change": 3}, "'change_pct'"),
    ],
)
def test_a_wrong_outcome_is_refused_in_one_line(row: dict[str, object], says: str) -> None:
    with pytest.raises(InputError) as caught:
        outcome(**row)
    assert says in str(caught.value)
    assert "outcome 1" in str(caught.value)
    assert "\n" not in str(caught.value)
