"""A plateau told by the runner's own measurements, or else by the model."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from myostride.coach.stall import Stall, stall
from myostride.home.diary import DiaryRow, entry_from
from myostride.home.progress import measured, modelled
from myostride.physiology import Habits, Trajectory, draw_parameters, evolve, starting_state
from myostride.runner import Runner

DAY = date(2026, 6, 1)


@pytest.fixture(scope="module")
def idle() -> Trajectory:
    p = draw_parameters(20, 0, Runner())
    state = starting_state(p, Runner(), 0.0)
    return evolve(state, p, [], 28 * 86400.0, [Habits(0.0, 8000.0)])


def scans(*values_mm: float) -> list[DiaryRow]:
    """Muscle thickness every fortnight, the last one today."""
    rows = []
    for n, value in enumerate(reversed(values_mm)):
        day = DAY - timedelta(days=14 * n)
        entry = entry_from(
            "measure", day, value=f"{value:.2f}mm", muscle="vasti", detail="us_thickness", today=DAY
        )
        rows.append(DiaryRow(n, entry))
    return rows


def stalls(
    day: date, diary: list[DiaryRow], recent: Trajectory, *, days: float, trained: bool
) -> dict[str, Stall]:
    marks = measured(day, diary)
    return {
        m: stall(each, marks[m]) for m, each in modelled(recent, days=days, trained=trained).items()
    }


def test_without_measurements_the_model_is_told(idle: Trajectory) -> None:
    found = stalls(DAY, [], idle, days=200.0, trained=True)
    assert {each.rests_on for each in found.values()} == {"model"}


def test_clear_growth_by_scans_overrules_the_model(idle: Trajectory) -> None:
    rows = scans(*np.linspace(24.0, 29.0, 11))
    found = stalls(DAY, rows, idle, days=200.0, trained=True)
    assert found["vasti"].rests_on == "measured"
    assert found["vasti"].answer == "no"
    assert found["soleus"].rests_on == "model"


def test_few_scans_decide_nothing(idle: Trajectory) -> None:
    found = stalls(DAY, scans(24.0, 29.0), idle, days=200.0, trained=True)
    assert found["vasti"].rests_on == "model"
