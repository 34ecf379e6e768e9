from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from myostride.figures import save
from myostride.figures.lines import Line, Measured, panel
from myostride.figures.physiology import (
    Band,
    after_a_run,
    damage_against_growth,
    disuse_and_return,
    two_bouts,
)
from myostride.figures.signal import SessionPoint, signal_against_effort

DAYS = np.linspace(0.0, 10.0, 81)


def band(values: Any) -> Band:
    middle = np.asarray(values, dtype=np.float64)
    return Band(middle, 0.8 * middle, 1.2 * middle)


def run() -> Any:
    felt = 4.0 * DAYS * np.exp(1.0 - DAYS)
    lost = 20.0 * np.exp(-DAYS)
    seen = {
        "force_pct": band(100.0 - lost), "damage_pct": band(0.5 * lost),
        "fatigue_pct": band(0.5 * lost), "soreness": band(felt), "scan_pct": band(0.3 * felt),
        "growth_pct": band(0.01 * DAYS),
    }  # fmt: skip
    return after_a_run(DAYS, seen, "One run.")


def weeks() -> Any:
    days = np.arange(0.0, 71.0)
    growth = band(np.cumsum(np.where(days < 14.0, 0.05, np.where(days < 28.0, 0.2, 0.1))))
    return damage_against_growth(days, growth, band(5.0 * np.exp(-days / 20.0)), [0.0, 3.0], "So.")


def twice(second: float = 0.5) -> Any:
    lost = 10.0 * np.exp(-DAYS)
    kinds = ("damage_pct", "soreness", "ck_ratio")
    both = [{name: band(share * lost) for name in kinds} for share in (1.0, second)]
    return two_bouts(DAYS, both[0], both[1], "14 days")


def bed() -> Any:
    days = np.arange(0.0, 181.0)
    lost = -np.minimum(days, 180.0 - days) / 5.0
    courses = {"quadriceps": band(lost), "calf": band(2.0 * lost), "held": band(0.0 * lost)}
    return disuse_and_return(days, courses, {"quadriceps": [(29.0, -10.0)]})


def signal() -> Any:
    effort = np.linspace(0.1, 1.0, 50)
    curves = {"7 min": effort**2, "2 min": effort**3}
    sessions = [SessionPoint("squats", 0.85, 0.9, 0.0), SessionPoint("hard run", 0.3, 0.02, 0.5)]
    return signal_against_effort(effort, curves, sessions)


def title(chart: Any) -> str:
    return " ".join(chart.to_dict()["title"]["text"])


def test_the_titles_are_what_the_numbers_say() -> None:
    assert "(80 %)" in title(run())
    assert "about 24 h later" in title(run())
    assert "growth peaks in week 3" in title(weeks())
    assert "costs 50 % less force and 50 % less soreness" in title(twice())
    assert "the quadriceps 18 % and the calf 36 %" in title(bed())


def test_a_second_bout_as_bad_as_the_first_is_said_to_be() -> None:
    assert "costs 0 % less force" in title(twice(1.0))


def test_what_runs_gain_by_metabolism_is_drawn_apart() -> None:
    text = signal().to_json()
    assert '"whole": 0.52' in text
    assert "hard run" in text


def test_a_name_stands_on_its_line() -> None:
    line = Line("here", [0.0, 1.0, 2.0], [5.0, 6.0, 7.0], 1.2)
    chart = panel([line], "x", x_limits=(0.0, 2.0), y_limits=(0.0, 10.0),
                  measured=[Measured(1.0, 2.0)], moments=[1.0])  # fmt: skip
    places = [rows for rows in chart.to_dict()["datasets"].values() if len(rows) == 1]
    assert [{"x": 1.2, "y": 6.0}] in places


@pytest.mark.parametrize("draw", [run, weeks, twice, bed, signal])
@pytest.mark.parametrize("suffix", ["png", "svg"])
def test_they_are_drawn(tmp_path: Path, draw: Any, suffix: str) -> None:
    path = tmp_path / f"figure.{suffix}"
    save(draw(), path)
    assert path.stat().st_size > 1000
