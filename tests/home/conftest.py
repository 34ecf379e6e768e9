from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from myostride.home import Home, open_home
from myostride.physiology import forms


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


@pytest.fixture(autouse=True, scope="session")
def one_form() -> None:
    """The compiled form from the start: answers are compared to the last digit."""
    forms.warm_up()
