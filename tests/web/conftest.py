from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from myostride.demo import SEASON_END
from myostride.web.app import create_app
from myostride.web.settings import Settings
from tests.web.browsing import ADDRESS, Dashboard
from tests.web.sample_season import make_season

Serve = Callable[..., Dashboard]


@pytest.fixture(scope="session")
def kept_season(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of the sample runner, with everything computed; copied, never written."""
    folder = tmp_path_factory.mktemp("season")
    make_season(folder)
    return folder


@pytest.fixture
def season_home(kept_season: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(kept_season / "home", tmp_path / "season-home"))


@pytest.fixture
def some_files(kept_season: Path) -> list[Path]:
    """The first files of the sample season."""
    return sorted((kept_season / "files").iterdir())[:4]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Make a dashboard of a home; each is closed when the test ends."""
    made: list[Dashboard] = []

    def begin(home: Path, host: str = "127.0.0.1", **settings: object) -> Dashboard:
        app = create_app(Settings(home, host=host, **{"day": SEASON_END} | settings))  # type: ignore[arg-type]
        made.append(Dashboard(TestClient(app, base_url=ADDRESS, follow_redirects=False)))
        return made[-1]

    yield begin
    for dashboard in made:
        dashboard.close()


@pytest.fixture
def dashboard(serve: Serve, season_home: Path) -> Dashboard:
    """The dashboard of the sample runner, who may be changed."""
    return serve(season_home)


@pytest.fixture
def empty(serve: Serve, tmp_path: Path) -> Dashboard:
    """The dashboard of somebody who has just begun."""
    return serve(tmp_path / "new-home")
