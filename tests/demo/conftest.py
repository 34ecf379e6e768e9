from __future__ import annotations

import pytest

from myostride.demo import SeasonFile, season_files


@pytest.fixture(scope="session")
def season() -> list[SeasonFile]:
    return list(season_files())


@pytest.fixture(scope="session")
def first_file(season: list[SeasonFile]) -> bytes:
    return season[0].data
