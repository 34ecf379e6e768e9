from __future__ import annotations

import os
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


@pytest.fixture(scope="session")
def real_files() -> Path:
    """The folder of real activity files, which is no part of the project."""
    default = Path(__file__).parents[3] / "shared"
    files = Path(os.environ.get("MYOSTRIDE_SHARED", default)) / "activities"
    if not files.is_dir():
        pytest.skip(f"no real files: {files} is not there (set MYOSTRIDE_SHARED)")
    return files
