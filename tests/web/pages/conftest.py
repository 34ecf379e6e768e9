from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from myostride.demo import SEASON_END
from myostride.web.app import create_app
from myostride.web.settings import Settings
from tests.web.browsing import ADDRESS, Dashboard


@pytest.fixture(scope="session")
def season(kept_season: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    """The dashboard of the sample runner for all who only look."""
    home = shutil.copytree(kept_season / "home", tmp_path_factory.mktemp("looked-at") / "home")
    app = create_app(Settings(home, day=SEASON_END))
    dashboard = Dashboard(TestClient(app, base_url=ADDRESS, follow_redirects=False))
    yield dashboard
    dashboard.close()
