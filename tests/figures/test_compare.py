from __future__ import annotations

from pathlib import Path

import pytest

from myostride.figures import save
from myostride.figures.compare import ComparedRow, compared_finding, options_compared

ROWS = [
    ComparedRow(option=option, muscle=muscle, growth=growth, difference=difference)
    for muscle in ("Quads", "Calves")
    for option, growth, difference in (
        ("running as it is", (0.3, 0.0, 2.0), (0.0, 0.0, 0.0)),
        ("running + squats", (4.8, 1.9, 9.0), (4.3, 1.7, 8.2)),
        ("running with hills", (0.4, 0.0, 2.2), (0.0, -0.1, 0.2)),
        ("no running", (-0.2, -1.0, 0.0), (-0.5, -2.0, -0.1)),
    )
]


def test_the_title_tells_the_largest_sure_difference() -> None:
    assert compared_finding(ROWS, 10) == (
        "Quads gain most over running as it is in 10 weeks with running + squats: "
        "+4.3 (+1.7 to +8.2) points"
    )


def test_where_nothing_is_sure_the_title_says_so() -> None:
    unsure = [row for row in ROWS if row["option"] != "running + squats"]
    assert "Nothing clearly grows more" in compared_finding(unsure, 1)


def test_marks_differ_in_shape_and_not_in_colour_alone() -> None:
    text = options_compared(ROWS, 10).to_json(validate=False)
    for shape in ("circle", "square", "diamond"):
        assert shape in text


@pytest.mark.parametrize("name", ["c.svg", "c.png"])
def test_the_figure_is_written(name: str, tmp_path: Path) -> None:
    save(options_compared(ROWS, 10), tmp_path / name)
    data = (tmp_path / name).read_bytes()
    assert len(data) > 3000
    if name.endswith("svg"):
        assert "−0.5 (−2.0 to −0.1)" in data.decode()


def test_one_muscle_alone_is_drawn_with_its_axis(tmp_path: Path) -> None:
    save(options_compared(ROWS[:4], 1), tmp_path / "one.svg")
    drawn = (tmp_path / "one.svg").read_text()
    assert "difference, points" in drawn
    assert "After one week" in drawn
