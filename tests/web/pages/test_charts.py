"""Charts are sent as a picture and as a live drawing, in both themes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from myostride.muscles import MUSCLES
from myostride.web.charts import muscle_histories
from myostride.web.charts.look import Look, drawing
from tests.web.browsing import Dashboard

CHARTS = ("muscles", "protein", "evidence")


@pytest.mark.parametrize("name", CHARTS)
def test_a_picture_is_drawn_without_scripts(name: str, season: Dashboard) -> None:
    answer = season.client.get(f"/charts/{name}.svg?width=420")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.text.startswith("<svg")
    assert "<script" not in answer.text


@pytest.mark.parametrize("name", CHARTS)
def test_a_live_drawing_holds_its_data_and_asks_for_none(name: str, season: Dashboard) -> None:
    spec = season.get(f"/charts/{name}.json?width=420")
    assert spec["background"] == "transparent"
    assert '"url"' not in str(spec).replace("'", '"')


def test_themes_differ_in_ink_and_not_in_numbers(season: Dashboard) -> None:
    light, dark = (season.get(f"/charts/muscles.json?theme={t}") for t in ("light", "dark"))
    assert light["config"] != dark["config"]
    assert light["data"] == dark["data"]


def test_a_chart_is_as_wide_as_asked_for(season: Dashboard) -> None:
    narrow = season.get("/charts/muscles.json?width=340")
    assert narrow["columns"] == 2
    assert 2 * narrow["spec"]["width"] < 340


def test_the_library_comes_from_the_installed_package(season: Dashboard) -> None:
    answer = season.client.get("/charts/vega.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "expressionInterpreter" in answer.text
    again = season.client.get("/charts/vega.js", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


def history_of(size: float, days: int) -> dict[str, Any]:
    """The drawing of muscles that all grew evenly to `size` percent."""
    told = [date(2024, 1, 1) + timedelta(days=n) for n in range(days)]
    grew = [size * n / days for n in range(days)]
    values = dict.fromkeys(MUSCLES, (grew, grew, grew))
    look = Look(width=420)
    return drawing(muscle_histories("growth", told, values, told, [], look), look)


def layers(spec: dict[str, Any]) -> dict[str, Any]:
    """What the line of a panel is drawn against."""
    found: dict[str, Any] = spec["spec"]["layer"][1]["encoding"]
    return found


def test_next_to_no_growth_looks_like_it() -> None:
    low, high = layers(history_of(0.06, 4))["y"]["scale"]["domain"]
    assert high - low >= 2.0


def test_no_two_marks_of_growth_are_closer_than_they_read() -> None:
    assert layers(history_of(0.06, 4))["y"]["axis"]["tickMinStep"] >= 0.1


@pytest.mark.parametrize(("days", "written"), [(60, "%-d %b"), (400, "%b %Y")])
def test_days_bear_a_year_where_they_would_come_twice(days: int, written: str) -> None:
    assert layers(history_of(3.0, days))["x"]["axis"]["format"] == written
