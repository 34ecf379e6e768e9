from __future__ import annotations

from myostride.figures import muscle_bars
from myostride.figures.bars import bars_finding
from myostride.muscles import MUSCLES

EASY = dict.fromkeys(MUSCLES, (10.0, 8.0, 12.5)) | {"vasti": (21.0, 15.0, 30.0)}


def test_the_title_names_the_busiest_muscle_and_the_distance() -> None:
    assert bars_finding(EASY, 10.0, "km") == "Vasti worked as in 21.0 easy km during a 10.0 km run"


def test_only_muscles_surely_above_the_distance_are_marked() -> None:
    tables = muscle_bars(EASY, 10.0).to_dict()["datasets"].values()
    assert [row["muscle"] for rows in tables for row in rows if row.get("out")] == ["Vasti"]


def test_without_a_distance_nothing_is_compared_with_it() -> None:
    chart = muscle_bars(EASY, 0.0, unit="mi")
    assert "were run" not in chart.to_json()
    assert bars_finding(EASY, 0.0, "mi") == "Vasti worked as in 21.0 easy mi"
