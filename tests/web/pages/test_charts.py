"""Charts are sent as a picture and as a live drawing, in both themes."""

from __future__ import annotations

import pytest

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
