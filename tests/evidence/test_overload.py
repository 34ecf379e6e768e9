from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from myostride.evidence.overload import (
    KINDS,
    PEOPLE,
    Overload,
    beginners,
    ended,
    hard_weeks,
    overload,
    protected,
)
from myostride.evidence.overload_priors import doubts, learned, sensitivity, shares, unlearned
from myostride.figures import save
from myostride.figures.overload import binomial_interval, overload_chances, overload_finding
from myostride.muscles import INDEX
from myostride.physiology import starting_state
from myostride.references import load_table
from tests.shared import CHECKOUT

DRAWS = 2000
PAGE = CHECKOUT / "docs" / "overtraining.md"
PROBABLE = 4.0
"""Standard errors that two samples of one chance may lie apart."""


@pytest.fixture(scope="module")
def rows() -> tuple[Overload, ...]:
    return overload(DRAWS, 0)


def series(rows: tuple[Overload, ...], kind: str, person: str, name: str) -> np.ndarray:
    return np.array([getattr(r, name) for r in rows if (r.kind, r.person) == (kind, person)])


@pytest.mark.parametrize("chance", ["p_loss", "p_debt"])
@pytest.mark.parametrize("person", PEOPLE)
def test_a_chance_never_falls_with_more_hills(
    rows: tuple[Overload, ...], person: str, chance: str
) -> None:
    found = series(rows, "hills", person, chance)
    assert found.size == 7
    assert (np.diff(found) >= 0.0).all()
    assert found[-1] > found[0]


@pytest.mark.parametrize("chance", ["p_loss", "p_debt"])
def test_protection_lowers_a_chance_at_every_step(rows: tuple[Overload, ...], chance: str) -> None:
    beginner = series(rows, "hills", "beginner", chance)
    ready = series(rows, "hills", "protected", chance)
    assert (ready <= beginner).all()
    # With one session a week either chance is a handful of draws or none.
    assert (ready[1:] < beginner[1:]).all()


def test_the_chance_is_that_of_the_vasti(rows: tuple[Overload, ...]) -> None:
    for row in rows:
        assert row.p_loss_of[INDEX["vasti"]] == row.p_loss


@pytest.mark.parametrize("chance", ["p_loss", "p_debt"])
def test_the_level_is_nearly_harmless(rows: tuple[Overload, ...], chance: str) -> None:
    level = series(rows, "level", "beginner", chance)
    assert (level <= series(rows, "hills", "beginner", chance)).all()
    assert level.max() < 0.01


def test_the_same_seed_gives_the_same_answer() -> None:
    assert overload(60, 3, ("hills",)) == overload(60, 3, ("hills",))


def test_protection_is_all_that_the_protected_have_ahead() -> None:
    p, runner = beginners(20, 0)
    beginner = starting_state(p, runner, 0.0)
    ready = protected(beginner, p)
    assert (ready.protection > beginner.protection).any()
    for name, values in beginner.to_arrays().items():
        if "protection" not in name and "habitual" not in name:
            assert np.array_equal(values, getattr(ready, name)), name


def test_a_start_is_left_as_it_is() -> None:
    p, runner = beginners(20, 0)
    start = starting_state(p, runner, 0.0)
    program = hard_weeks("hills", 3)
    first, again = (ended(program, start, p) for _ in range(2))
    assert np.array_equal(first.growth_pct, again.growth_pct)


def test_what_the_studies_taught_is_told_from_what_they_did_not() -> None:
    taught = {
        name: row["learned"] for name, row in load_table("physiology_fitted")["posterior"].items()
    }
    assert {"load_sharing", "vulnerability", "repair_claim", "accustomed_d"} <= set(unlearned())
    assert not set(unlearned()) & set(learned())
    assert all(taught.get(name, 0.0) < 0.1 for name in unlearned())
    assert all(taught[name] >= 0.1 for name in learned())


def test_a_faster_repair_lowers_both_chances_and_the_worst_prior_comes_first() -> None:
    moved = [d for d in doubts() if d.name in ("repair_rate", "brace_factor", "damage_gain")]
    found = sensitivity(500, 0, moved)
    of = {(s.kind, s.name): s for s in found}
    assert of["prior", "repair_rate"].loss_change < 0.0
    assert of["prior", "repair_rate"].debt_change < 0.0
    assert of["learned", "damage_gain"].loss_change > 0.0
    assert of["people", "damage_gain"].debt_change > 0.0
    assert of["learned", "brace_factor"].effect == 0.0
    assert found[0].effect == max(s.effect for s in found)
    assert sum(part[0] for part in shares(found).values()) == pytest.approx(1.0)


def test_a_chance_of_no_draw_at_all_may_still_be_above_zero() -> None:
    lo, hi = binomial_interval(0.0, 1000)
    assert lo == pytest.approx(0.0, abs=1e-12)
    assert 0.003 < hi < 0.005


def test_the_figure_is_written(rows: tuple[Overload, ...], tmp_path: Path) -> None:
    save(overload_chances(rows), tmp_path / "chances.svg")
    drawn = (tmp_path / "chances.svg").read_text(encoding="utf-8")
    assert "middle person" in drawn
    assert overload_finding(rows).startswith("In the model ")


def test_the_page_holds_the_chances_of_the_code(rows: tuple[Overload, ...]) -> None:
    """The page has more draws, so each chance may lie off by what chance allows, and no more."""
    shown = page_chances()
    assert set(shown) == set(KINDS)
    for row in rows:
        columns = shown[row.kind][row.sessions]
        at = PEOPLE.index(row.person)
        for (value, error), ours in zip(columns[at::2], (row.p_loss, row.p_debt), strict=True):
            spread = np.hypot(error / 100.0, row.standard_error(max(ours, value / 100.0, 0.001)))
            assert abs(value / 100.0 - ours) < PROBABLE * spread, (row, value)


def test_the_page_lists_only_priors_that_no_study_taught() -> None:
    text = PAGE.read_text(encoding="utf-8")
    first = text.split("**Priors that the studies")[1].split("**What the studies taught**")[0]
    named = re.findall(r"^\| `(\w+)`", first, re.MULTILINE)
    assert len(named) >= 5
    assert set(named) <= set(unlearned())
    changes = [
        max(abs(float(number)) for number in re.findall(r"([+-][\d.]+) ±", line))
        for line in first.splitlines()
        if line.startswith("| `")
    ]
    assert changes == sorted(changes, reverse=True)


def page_chances() -> dict[str, dict[int, list[tuple[float, float]]]]:
    """Kind to sessions to the four chances of the page [%], each with its standard error."""
    parts = PAGE.read_text(encoding="utf-8").split("**, chances in %")[1:]
    found = {}
    for kind, part in zip(KINDS, parts, strict=True):
        lines = [line for line in part.split("**")[0].splitlines() if re.match(r"\| \d", line)]
        found[kind] = {
            int(line.split("|")[1]): [
                (float(a), float(b)) for a, b in re.findall(r"([\d.]+) ± ([\d.]+)", line)
            ]
            for line in lines
        }
    return found
