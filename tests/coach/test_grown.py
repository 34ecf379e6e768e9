"""The headline on growth claims no more than its intervals and the length of the records."""

from __future__ import annotations

import pytest

from myostride.coach.grown import growth_said, trends_said
from myostride.coach.standing import Standing
from myostride.muscles import MUSCLES


def standings(size: float, trend: str = "holding", **others: float) -> dict[str, Standing]:
    """All muscles changed by `size` percent, some by another number."""
    return {m: one(others.get(m, size), trend) for m in MUSCLES}


def one(size: float, trend: str) -> Standing:
    return Standing(
        growth_pct=size, growth_lo=size - 0.05, growth_hi=size + 0.05, readiness=1.0,
        readiness_lo=1.0, readiness_hi=1.0, damage=0.0, damage_hi=0.0, soreness=0.0,
        recovered_at=None, trend=trend, plateau="unknown", limiting_factor="none", why="",
    )  # fmt: skip


@pytest.mark.parametrize(("days", "said"), [(0.2, "1 day of"), (3.0, "3 days of")])
def test_a_few_days_are_too_early_to_tell(days: float, said: str) -> None:
    assert growth_said(standings(3.0), days) == f"Too early to tell: {said} records"


def test_a_tenth_of_a_percent_is_no_growth_however_sure() -> None:
    assert growth_said(standings(0.3), 60.0).startswith("No muscle has clearly grown or shrunk")


def test_one_muscle_has_grown() -> None:
    said = growth_said(standings(0.3, soleus=2.0), 60.0)
    assert said == "One of ten muscles has clearly grown since your first run: soleus"


def test_growth_and_shrinkage_are_both_told() -> None:
    said = growth_said(standings(0.0, soleus=2.0, vasti=3.0, adductors=-2.0), 60.0)
    assert said == (
        "Two of ten muscles have clearly grown since your first run, vasti most; "
        "one of ten muscles has clearly shrunk: adductors"
    )


def test_trends_are_counted_as_the_table_names_them() -> None:
    mixed = standings(2.0, "growing") | {"soleus": one(0.0, "holding")}
    assert trends_said(mixed) == "By the last two weeks: nine growing, one holding."


def test_unknown_trends_are_not_counted() -> None:
    assert trends_said(standings(2.0, "unknown")) == ""
