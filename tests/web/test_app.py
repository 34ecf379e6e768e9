"""What holds of the application as a whole."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from fastapi.testclient import TestClient

from myostride.demo import SEASON_END
from myostride.home import open_home
from myostride.home.database import Database
from myostride.web.app import create_app
from myostride.web.settings import Settings
from tests.web.browsing import ADDRESS, Dashboard


@pytest.fixture(scope="module")
def seen(kept_season: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    """The dashboard of the sample runner, for tests that only look."""
    home = shutil.copytree(kept_season / "home", tmp_path_factory.mktemp("seen") / "home")
    app = create_app(Settings(home, day=SEASON_END))
    made = Dashboard(TestClient(app, base_url=ADDRESS, follow_redirects=False))
    yield made
    made.close()


def test_a_form_that_waits_for_the_database_keeps_nobody_waiting(dashboard: Dashboard) -> None:
    settings: Settings = dashboard.app.state.settings
    token = dashboard.token
    form = {"csrf_token": token, "mass_kg": "60 kg"}
    with dashboard.client:
        database = Database(settings.folder)
        with database.writing():
            waiting = threading.Thread(
                target=dashboard.client.post, args=("/settings",), kwargs={"data": form}
            )
            waiting.start()
            assert dashboard.client.get("/api/token").status_code == 200
            assert waiting.is_alive()
        waiting.join()
        database.close()
    assert dashboard.get("/api/profile")["mass_kg"] == 60.0


PAGES = (
    "/", "/runs", "/muscles", "/plan", "/whatif", "/compare", "/diary", "/food", "/evidence",
    "/athletes", "/settings", "/import",
)  # fmt: skip


@pytest.mark.parametrize("path", [*PAGES, "/plan?go=1", "/charts/muscles.svg"])
@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2100-01-02", "1979-12-31", "x"])
def test_a_page_of_an_impossible_day_is_refused(seen: Dashboard, path: str, day: str) -> None:
    refused = seen.client.get(path, params=dict(parse_qsl(urlsplit(path).query)) | {"date": day})
    assert refused.status_code == 422


@pytest.mark.parametrize("path", [*PAGES, "/plan?go=1"])
@pytest.mark.parametrize("day", ["1980-01-01", "2100-01-01"])
def test_a_page_of_any_other_day_is_no_fault(seen: Dashboard, path: str, day: str) -> None:
    query = dict(parse_qsl(urlsplit(path).query)) | {"date": day}
    assert seen.client.get(path, params=query).status_code < 500


def test_an_entry_that_no_database_can_number_is_refused(dashboard: Dashboard) -> None:
    form = {"csrf_token": dashboard.token}
    refused = dashboard.client.post("/diary/99999999999999999999999/remove", data=form)
    assert refused.status_code == 422


def test_an_entry_on_an_impossible_day_is_refused(dashboard: Dashboard) -> None:
    form = {"csrf_token": dashboard.token, "kind": "steps", "value": "9000", "on": "9999-12-31"}
    assert dashboard.client.post("/diary", data=form).status_code == 422


def test_pages_go_on_with_who_is_left(dashboard: Dashboard) -> None:
    dashboard.send("POST", "/api/athletes", json={"name": "zoe"})
    dashboard.send("DELETE", "/api/data", json={"confirm": "me"})
    today = dashboard.client.get("/")
    assert today.status_code == 200
    assert 'data-athlete="zoe"' in today.text
    assert 'data-query="?athlete=zoe"' in today.text  # what scripts ask for is of the same
    assert dashboard.client.get("/", params={"athlete": "me"}).status_code == 404
    listed = dashboard.client.get("/athletes", params={"athlete": "me"})
    assert listed.status_code == 200
    assert "zoe" in listed.text


@pytest.mark.parametrize("path", PAGES)
def test_looking_at_somebody_in_an_empty_home_makes_nobody(empty: Dashboard, path: str) -> None:
    empty.client.get(path, params={"athlete": "zed"})
    with open_home(empty.app.state.settings.folder) as home:
        assert home.athletes() == []
