from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from myostride.home import Home, open_home


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def home(folder: Path) -> Iterator[Home]:
    with open_home(folder) as opened:
        yield opened


@pytest.fixture
def reopened(folder: Path) -> Iterator[Home]:
    with open_home(folder) as opened:
        yield opened


@pytest.fixture
def other_athlete(folder: Path) -> Iterator[Home]:
    with open_home(folder, athlete="anna") as opened:
        yield opened
