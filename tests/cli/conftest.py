from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from myostride.cli.main import main
from myostride.demo import SeasonFile, season_files


@dataclass(frozen=True)
class Ended:
    """How one command line ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on stdout; NaN and Infinity are not JSON."""

        def refuse(word: str) -> Any:
            raise ValueError(f"{word} in JSON")

        return json.loads(self.out, parse_constant=refuse)

    @property
    def complaint(self) -> str:
        """The one line on stderr that says what is wrong."""
        (line,) = self.err.splitlines()
        assert line.startswith("myostride: ")
        return line


Command = Callable[..., Ended]

LAST_DAY = "2025-06-15"
"""Of the first two weeks of the sample season."""


@pytest.fixture(autouse=True)
def own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the person who runs the tests is read or written."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("MYOSTRIDE_HOME", str(tmp_path / "home"))
    for name in ("MYOSTRIDE_UNITS", "MYOSTRIDE_DEBUG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def myostride(capsys: pytest.CaptureFixture[str]) -> Command:
    """Run one command line in this process."""

    def run(*arguments: object) -> Ended:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Ended(code, said.out, said.err)

    return run


@pytest.fixture(scope="session")
def season() -> list[SeasonFile]:
    return list(season_files())


@pytest.fixture
def two_weeks(myostride: Command, season: list[SeasonFile], tmp_path: Path) -> Command:
    """The command line of a runner with the first two weeks of the sample season."""
    folder = tmp_path / "runs"
    folder.mkdir()
    for file in season:
        if file.day.isoformat() <= LAST_DAY:
            (folder / file.name).write_bytes(file.data)
    assert myostride("import", folder).code == 0
    return myostride


@pytest.fixture
def hilly_run(season: list[SeasonFile], tmp_path: Path) -> Path:
    return written(season, "hills", tmp_path / "hills.fit")


@pytest.fixture
def treadmill_run(season: list[SeasonFile], tmp_path: Path) -> Path:
    return written(season, "treadmill", tmp_path / "treadmill.fit")


def written(season: list[SeasonFile], title: str, path: Path) -> Path:
    """The first file of that title, at `path`."""
    path.write_bytes(next(file.data for file in season if file.title == title))
    return path
